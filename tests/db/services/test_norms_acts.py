"""Norms in the book: kept with their days, never two at once, and what they come to."""

from dataclasses import replace
from fractions import Fraction

import pytest

from db.errors import ChangedMeanwhile, NormsOverlap, NotFound, QuantityOutOfRange, RefusedByBook
from db.kinds import AbsenceKind, NormPeriod
from db.queries.norms import norm_need, norms, norms_in_force
from db.queries.staff import duty_posts
from db.rules.calendar import WorkCalendar
from db.services.norms import NormFields, end_norm, remove_norm, save_norm
from db.services.staff import save_absence
from tests.db.world import World, feb


def weekly(world: World, pieces: int = 5, **more: object) -> NormFields:
    """A norm of masks for everybody from 3 February on."""
    fields = NormFields(world.masks, pieces, NormPeriod.WEEK, feb(3))
    return replace(fields, **more)  # type: ignore[arg-type]


def guards_of(world: World) -> int:
    """The duty post of the guards."""
    return next(
        row.duty_post_id for row in world.book.ask(duty_posts, feb(10)) if row.name == "Bảo vệ"
    )


def test_a_norm_is_kept_ended_and_followed_by_another(world: World) -> None:
    first = world.book.do(save_norm, weekly(world, basis=" Thông báo  12/TB-VP "))
    (row,) = world.book.ask(norms_in_force, feb(10))
    assert (row.supply, row.unit, row.duty_post, row.basis) == (
        "Khẩu trang y tế",
        "cái",
        "",
        "Thông báo 12/TB-VP",
    )
    world.book.do(end_norm, first, feb(9))
    second = world.book.do(save_norm, weekly(world, 4, from_on=feb(10)))
    assert [row.norm_id for row in world.book.ask(norms_in_force, feb(9))] == [first]
    assert [row.norm_id for row in world.book.ask(norms_in_force, feb(10))] == [second]
    assert world.book.ask(norms_in_force, feb(2)) == []
    world.book.do(remove_norm, second)
    assert [row.norm_id for row in world.book.ask(norms)] == [first]


def test_two_norms_of_one_supply_and_post_never_hold_on_one_day(world: World) -> None:
    world.book.do(save_norm, weekly(world, to_on=feb(14)))
    with pytest.raises(NormsOverlap) as refused:
        world.book.do(save_norm, weekly(world, 9, from_on=feb(14), period=NormPeriod.MONTH))
    assert (refused.value.supply, refused.value.pieces, refused.value.to_on) == (
        "Khẩu trang y tế",
        5,
        feb(14),
    )
    world.book.do(save_norm, weekly(world, 9, from_on=feb(15)))
    world.book.do(save_norm, weekly(world, 10, duty_post_id=guards_of(world)))
    world.book.do(save_norm, weekly(world, 1, supply_id=world.gel))
    assert len(world.book.ask(norms)) == 4


def test_a_norm_that_makes_no_sense_is_refused(world: World) -> None:
    for fields, error in (
        (weekly(world, 0), QuantityOutOfRange),
        (weekly(world, to_on=feb(2)), RefusedByBook),
        (weekly(world, supply_id=999), NotFound),
        (weekly(world, duty_post_id=999), NotFound),
    ):
        with pytest.raises(error):
            world.book.do(save_norm, fields)
    norm_id = world.book.do(save_norm, weekly(world))
    with pytest.raises(RefusedByBook):
        world.book.do(end_norm, norm_id, feb(2))
    world.book.do(save_norm, weekly(world, 6, id=norm_id, version=1))
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_norm, weekly(world, 7, id=norm_id, version=1))


def test_the_need_of_a_day_counts_who_is_present_at_each_post(world: World) -> None:
    calendar = WorkCalendar()
    assert world.book.ask(norm_need, feb(10), calendar) == {}
    world.book.do(save_norm, weekly(world, duty_post_id=guards_of(world), pieces=12))
    assert world.book.ask(norm_need, feb(10), calendar) == {world.masks: Fraction(12, 5)}
    world.book.do(save_norm, weekly(world))
    assert world.book.ask(norm_need, feb(10), calendar) == {world.masks: Fraction(22, 5)}
    world.book.do(save_absence, world.clerk, AbsenceKind.TRIP, feb(10), feb(12), "")
    assert world.book.ask(norm_need, feb(10), calendar) == {world.masks: Fraction(17, 5)}
    assert world.book.ask(norm_need, feb(13), calendar) == {world.masks: Fraction(22, 5)}
