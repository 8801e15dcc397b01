"""Who reached the norm of masks in a week: people away all week left out, holidays no excuse."""

from fractions import Fraction

from db.kinds import AbsenceKind, NormPeriod
from db.queries.report import GroupFigures, NormReach
from db.queries.weekly import weekly_report
from db.services.norms import NormFields, save_norm
from db.services.staff import save_absence
from tests.db.world import World, feb


def groups(world: World) -> tuple[GroupFigures, ...]:
    return world.book.ask(weekly_report, feb(3), feb(9)).groups


def norm(world: World, pieces: int, period: NormPeriod = NormPeriod.WEEK) -> None:
    world.book.do(save_norm, NormFields(world.masks, pieces, period, feb(1)))


def test_without_a_norm_there_is_nothing_to_reach(world: World) -> None:
    assert all(group.reach is None for group in groups(world))


def test_people_with_at_least_their_norm_reached_it(world: World) -> None:
    norm(world, 5)
    world.receive(feb(3), 100)
    world.issue(feb(4), 5, staff=world.clerk)
    world.issue(feb(5), 3, staff=world.inspector)
    world.issue(feb(6), 1, staff=world.inspector)
    others = groups(world)[-1]
    assert others.reach is not None
    assert (others.reach.weekly, others.reach.reached) == (Fraction(5), 1)
    world.issue(feb(7), 1, staff=world.inspector)
    reach = groups(world)[-1].reach
    assert reach is not None
    assert reach.reached == 2


def test_who_was_away_all_week_is_not_counted_who_was_there_one_day_is(world: World) -> None:
    norm(world, 5)
    before = groups(world)[-1].reach
    world.book.do(save_absence, world.clerk, AbsenceKind.LEAVE, feb(1), feb(6), "")
    assert groups(world)[-1].reach == before
    world.book.do(save_absence, world.clerk, AbsenceKind.ILLNESS, feb(7), feb(7), "")
    after = groups(world)[-1].reach
    assert before is not None
    assert after is not None
    assert after.counted == before.counted - 1


def test_a_norm_a_day_is_told_by_the_week_and_asks_for_every_working_day(world: World) -> None:
    norm(world, 1, NormPeriod.DAY)
    world.receive(feb(3), 100)
    world.issue(feb(4), 5, staff=world.clerk)
    world.issue(feb(4), 4, staff=world.inspector)
    reach = groups(world)[-1].reach
    assert isinstance(reach, NormReach)
    assert (reach.weekly, reach.reached) == (Fraction(5), 1)
