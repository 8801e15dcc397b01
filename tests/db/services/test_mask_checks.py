"""Mask-wearing checks: entered, changed, taken back, and summed for a period."""

import pytest

from db.errors import ChangedMeanwhile, FieldMissing, FutureDay, QuantityOutOfRange
from db.queries.mask_checks import (
    MaskCheckFigures,
    earlier_places,
    mask_check_count,
    mask_check_figures,
    mask_checks,
)
from db.services.mask_checks import MaskCheckFields, remove_mask_check, save_mask_check
from tests.db.world import World, feb


def look(
    world: World, day: int, place: str, seen: int, unmasked: int = 0, reminded: int = 0
) -> int:
    fields = MaskCheckFields(feb(day), place, seen, unmasked, reminded)
    return world.book.do(save_mask_check, fields)


def test_the_checks_of_a_period_are_summed_with_their_places(world: World) -> None:
    assert world.book.ask(mask_check_figures, feb(3), feb(9)) is None
    look(world, 4, "quầy tiếp nhận", 100, 2, reminded=2)
    look(world, 6, "cổng bảo vệ", 30)
    look(world, 7, "quầy tiếp nhận", 20)
    look(world, 10, "hội trường", 5)
    assert world.book.ask(mask_check_figures, feb(3), feb(9)) == MaskCheckFigures(
        3, ("quầy tiếp nhận", "cổng bảo vệ"), 150, 2, 2
    )
    assert world.book.ask(mask_check_figures, feb(8), feb(9)) == MaskCheckFigures(0, (), 0, 0, 0)
    assert world.book.ask(earlier_places) == ["hội trường", "quầy tiếp nhận", "cổng bảo vệ"]


def test_a_check_is_changed_by_one_and_taken_back(world: World) -> None:
    number = look(world, 4, "quầy tiếp nhận", 10, 3)
    (row,) = world.book.ask(mask_checks)
    fields = MaskCheckFields(feb(4), " cổng  bảo vệ ", 12, 3, 1, id=number, version=row.version)
    world.book.do(save_mask_check, fields)
    (changed,) = world.book.ask(mask_checks)
    assert (changed.place, changed.seen, changed.reminded) == ("cổng bảo vệ", 12, 1)
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_mask_check, fields)
    world.book.do(remove_mask_check, number)
    assert world.book.ask(mask_check_count) == 0


@pytest.mark.parametrize(
    ("seen", "unmasked", "reminded"), [(0, 0, 0), (5, 6, 0), (5, 2, 3), (5, -1, 0), (10**13, 0, 0)]
)
def test_numbers_that_can_not_be_are_refused(
    world: World, seen: int, unmasked: int, reminded: int
) -> None:
    with pytest.raises(QuantityOutOfRange):
        look(world, 4, "quầy", seen, unmasked, reminded=reminded)


def test_a_check_needs_a_place_and_a_day_that_has_come(world: World) -> None:
    with pytest.raises(FieldMissing):
        look(world, 4, " ", 5)
    with pytest.raises(FutureDay):
        look(world, 11, "quầy", 5)
