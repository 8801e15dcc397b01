"""Where supplies lie, and whether they ever moved."""

from db.queries.shelves import has_moved, shelves
from tests.db.world import World, feb, supplies_of


def test_each_store_that_has_some_is_named_with_its_pieces(world: World) -> None:
    world.receive(feb(3), 100)
    world.receive(feb(4), 50)
    world.receive(feb(4), 20, store=world.desk)
    world.receive(feb(4), 5, supply=world.gel)
    world.issue(feb(5), 5, supply=world.gel)

    found = world.book.ask(shelves, supplies_of(world))

    assert [(shelf.store_id, shelf.quantity) for shelf in found[world.masks]] == [
        (world.store, 150),
        (world.desk, 20),
    ]
    assert world.gel not in found


def test_a_supply_has_moved_even_when_nothing_is_left_of_it(world: World) -> None:
    world.receive(feb(4), 5, supply=world.gel)
    world.issue(feb(5), 5, supply=world.gel)

    assert world.book.ask(has_moved, world.gel)
    assert not world.book.ask(has_moved, world.masks)
