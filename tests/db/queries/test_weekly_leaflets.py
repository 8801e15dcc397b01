"""What the weekly report says of leaflets."""

from db.queries.overview import overview
from db.queries.weekly import weekly_report
from tests.db.queries.test_leaflet_report import agency, give, leaflet
from tests.db.world import World, feb


def test_nothing_is_said_of_leaflets_until_one_was_ordered_allocated_or_moved(world: World) -> None:
    first = leaflet(world)
    assert world.book.ask(weekly_report, feb(3), feb(9)).leaflets is None
    world.receive(feb(8), 5, supply=first)
    assert world.book.ask(weekly_report, feb(1), feb(7)).leaflets is None
    report = world.book.ask(weekly_report, feb(3), feb(9))
    assert report.leaflets is not None
    world.issue(feb(9), 5, supply=first)
    report = world.book.ask(weekly_report, feb(10), feb(16))
    assert not any(row.supply_id == first for row in report.supplies)


def test_figures_are_those_at_the_end_of_the_week_and_what_went_within_it(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    give(world, first, agency(world, "QH01"), 400)
    report = world.book.ask(weekly_report, feb(3), feb(9))
    assert report.leaflets is not None
    assert report.leaflets.lines[0].figures.in_store == 600
    assert report.leaflets_distributed == {first: 400}
    assert world.book.ask(weekly_report, feb(10), feb(16)).leaflets_distributed == {first: 0}


def test_a_leaflet_given_out_to_the_last_one_is_no_shortage(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 400, supply=first)
    give(world, first, agency(world, "QH01"), 400)
    told = world.book.ask(weekly_report, feb(3), feb(9)).supplies
    of_it = next(row for row in told if row.supply_id == first)
    assert (of_it.closing, of_it.stocked_out_since, of_it.order_quantity) == (0, None, 0)
    assert not any(row.supply_id == first for row in world.book.ask(overview, feb(10)).watched)
