"""Duty posts, and the order that lists and papers follow."""

from dataclasses import replace

import pytest

from db.errors import AlreadyThere, FieldMissing, InUse
from db.queries.staff import departments, duty_posts
from db.services.duty_posts import DutyPostFields, remove_duty_post, save_duty_post
from db.services.ordering import move_department, move_duty_post
from db.services.staff import duty_post_named
from tests.db.world import World, feb

PARKING = DutyPostFields("Giữ xe", "Tổ giữ xe", ("GX", " ", "Nhà xe"))


def posts(world: World) -> list[tuple[str, str, bool]]:
    rows = world.book.ask(duty_posts, feb(10))
    return [(row.name, row.paper_name, row.is_priority) for row in rows]


def test_a_duty_post_is_added_changed_and_known_by_its_other_names(world: World) -> None:
    before = posts(world)
    post_id = world.book.do(save_duty_post, PARKING)
    assert posts(world) == [*before, ("Giữ xe", "Tổ giữ xe", False)]
    assert world.book.ask(duty_post_named, "nhà XE") == post_id

    changed = replace(PARKING, paper_name="", is_priority=True, id=post_id)
    world.book.do(save_duty_post, changed)
    assert ("Giữ xe", "Giữ xe", True) in posts(world)


def test_a_name_or_other_name_of_another_post_is_refused(world: World) -> None:
    world.book.do(save_duty_post, PARKING)
    for fields in (
        DutyPostFields("GIỮ XE"),
        DutyPostFields("Trông xe", aliases=("gx",)),
        DutyPostFields("Nhà xe"),
    ):
        with pytest.raises(AlreadyThere):
            world.book.do(save_duty_post, fields)
    with pytest.raises(FieldMissing):
        world.book.do(save_duty_post, DutyPostFields(" "))


def test_only_a_post_that_nobody_served_at_can_be_taken_away(world: World) -> None:
    before = posts(world)
    post_id = world.book.do(save_duty_post, PARKING)
    world.book.do(remove_duty_post, post_id)
    assert posts(world) == before
    in_use = next(row for row in world.book.ask(duty_posts, feb(10)) if row.people)
    with pytest.raises(InUse):
        world.book.do(remove_duty_post, in_use.duty_post_id)


def test_posts_change_places_among_their_kind(world: World) -> None:
    first, second = (
        world.book.do(save_duty_post, DutyPostFields(name)) for name in ("Giữ xe", "Lễ tân")
    )
    world.book.do(move_duty_post, second, True)
    names = [name for name, _paper, is_priority in posts(world) if not is_priority]
    assert names[-2:] == ["Lễ tân", "Giữ xe"]
    world.book.do(move_duty_post, first, False)
    assert [name for name, _paper, _is in posts(world)][-1] == "Giữ xe"


def test_departments_change_places_and_stay_at_the_ends(world: World) -> None:
    def names() -> list[str]:
        return [row.name for row in world.book.ask(departments, feb(10))]

    def move(place: int, *, is_up: bool) -> None:
        rows = world.book.ask(departments, feb(10))
        world.book.do(move_department, rows[place].department_id, is_up)

    before = names()
    move(1, is_up=True)
    assert names() == [before[1], before[0], *before[2:]]
    move(0, is_up=True)
    assert names()[0] == before[1]
    move(0, is_up=False)
    move(len(before) - 1, is_up=False)
    assert names() == before
