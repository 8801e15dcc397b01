"""What was out of use comes back, and usual supplies come into the catalogue in one act."""

import pytest

from db.errors import AlreadyThere
from db.queries.catalogue import stores, supplies
from db.queries.staff import departments, people
from db.services.catalogue import SupplyFields, retire_store
from db.services.restoring import (
    adopt_supplies,
    restore_department,
    restore_person,
    restore_store,
)
from db.services.staff import retire_department, retire_person
from tests.db.world import World, feb


def test_somebody_who_left_serves_again_where_they_served(world: World) -> None:
    world.book.do(retire_person, world.guard, feb(3))

    world.book.do(restore_person, world.guard, feb(8))

    assert [row.staff_id for row in world.book.ask(people, feb(5), "bao")] == []
    (back,) = world.book.ask(people, feb(8), "bao")
    assert (back.department_id, back.title, back.duty_post) == (
        world.office,
        "Nhân viên bảo vệ",
        "Bảo vệ",
    )
    assert back.from_on == feb(8)


def test_an_end_noted_by_mistake_leaves_no_gap(world: World) -> None:
    world.book.do(retire_person, world.guard, feb(9))

    world.book.do(restore_person, world.guard, feb(10))

    (back,) = world.book.ask(people, feb(10), "bao")
    assert (back.from_on, back.to_on) == (None, None)


def test_a_store_and_a_department_come_back(world: World) -> None:
    sections = [row for row in world.book.ask(departments, feb(10)) if not row.people]
    world.book.do(retire_department, sections[0].department_id)
    world.book.do(retire_store, world.desk)

    world.book.do(restore_department, sections[0].department_id)
    world.book.do(restore_store, world.desk)

    assert sections[0].code in {row.code for row in world.book.ask(departments, feb(10))}
    assert world.desk in {row.store_id for row in world.book.ask(stores)}


def test_supplies_are_adopted_all_or_none(world: World) -> None:
    new = SupplyFields("CON70", "Cồn 70 độ", "chai", packs=(("thùng", 24),))
    with pytest.raises(AlreadyThere):
        world.book.do(adopt_supplies, [new, SupplyFields("KT01", "Khẩu trang", "cái")])
    assert "CON70" not in {row.code for row in world.book.ask(supplies)}

    world.book.do(adopt_supplies, [new])

    (found,) = world.book.ask(supplies, "con 70")
    assert [(pack.name, pack.size) for pack in found.packs] == [("thùng", 24)]
