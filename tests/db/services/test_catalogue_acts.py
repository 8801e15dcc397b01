"""Supplies, packs and stores: what may change, what is locked, what is only retired."""

from dataclasses import replace

import pytest

from db.base import LIMIT
from db.errors import (
    AlreadyThere,
    ChangedMeanwhile,
    FieldMissing,
    InUse,
    NotFound,
    QuantityOutOfRange,
)
from db.kinds import Source
from db.queries.catalogue import stores, supplies, supply_count
from db.services.catalogue import (
    SupplyFields,
    restore_supply,
    retire_store,
    retire_supply,
    save_store,
    save_supply,
)
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from tests.db.world import World, feb

BOX = SupplyFields("TC01", "Tấm chắn", "cái", packs=(("thùng", 50), ("hộp", 10)))


def packs(world: World, supply_id: int) -> list[tuple[str, int]]:
    (row,) = world.book.ask(supplies, ids=[supply_id])
    return [(pack.name, pack.size) for pack in row.packs]


def test_a_supply_is_added_changed_and_found(world: World) -> None:
    supply_id = world.book.do(save_supply, BOX)
    assert packs(world, supply_id) == [("hộp", 10), ("thùng", 50)]
    changed = replace(
        BOX, name="Tấm chắn giọt bắn", packs=(("thùng", 60),), id=supply_id, version=1
    )
    assert world.book.do(save_supply, changed) == supply_id
    assert packs(world, supply_id) == [("thùng", 60)]
    assert [row.name for row in world.book.ask(supplies, "tam giot")] == ["Tấm chắn giọt bắn"]
    assert world.book.ask(supply_count) == 4


def test_a_record_saved_by_somebody_else_meanwhile_is_not_overwritten(world: World) -> None:
    supply_id = world.book.do(save_supply, BOX)
    opened = replace(BOX, id=supply_id, version=1)
    world.book.do(save_supply, replace(opened, name="Của người kia"))
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_supply, replace(opened, name="Của tôi"))
    assert [row.name for row in world.book.ask(supplies, ids=[supply_id])] == ["Của người kia"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        (replace(BOX, code="KT01"), AlreadyThere),
        (replace(BOX, code="  "), FieldMissing),
        (replace(BOX, name="\u200b"), FieldMissing),
        (replace(BOX, base_unit=""), FieldMissing),
        (replace(BOX, minimum=-1), QuantityOutOfRange),
        (replace(BOX, usual_quantity=LIMIT + 1), QuantityOutOfRange),
        (replace(BOX, packs=(("hộp", 0),)), QuantityOutOfRange),
        (replace(BOX, packs=(("hộp", 10**30),)), QuantityOutOfRange),
        (replace(BOX, id=999), NotFound),
    ],
)
def test_a_supply_that_can_not_be_is_refused(
    sqlite_world: World, fields: SupplyFields, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        sqlite_world.book.do(save_supply, fields)
    assert sqlite_world.book.ask(supply_count) == 3


def test_the_unit_and_the_packs_that_vouchers_name_are_locked(world: World) -> None:
    (row,) = world.book.ask(supplies, ids=[world.masks])
    line = ReceiptLine(world.masks, 100, pack_id=row.packs[0].pack_id, pack_count=2)
    world.book.do(post_receipt, NewReceipt(feb(3), world.store, Source.OTHER, (line,)))
    as_it_is = SupplyFields(
        row.code, row.name, row.base_unit, row.group, packs=(("hộp", 50),), id=world.masks
    )
    for changed in (replace(as_it_is, base_unit="chiếc"), replace(as_it_is, packs=(("hộp", 40),))):
        with pytest.raises(InUse):
            world.book.do(save_supply, changed)
    world.book.do(save_supply, replace(as_it_is, packs=(("Hộp", 50), ("thùng", 2500))))
    assert packs(world, world.masks) == [("Hộp", 50), ("thùng", 2500)]


def test_what_is_in_stock_can_not_be_retired(world: World) -> None:
    world.receive(feb(3), 5)
    with pytest.raises(InUse):
        world.book.do(retire_supply, world.masks)
    world.issue(feb(4), 5)
    world.book.do(retire_supply, world.masks)
    assert [row.code for row in world.book.ask(supplies)] == ["SK02", "GT01"]
    world.book.do(restore_supply, world.masks)
    assert [row.code for row in world.book.ask(supplies)] == ["KT01", "SK02", "GT01"]


def test_stores_are_added_and_retired_while_empty(world: World) -> None:
    new = world.book.do(save_store, "TANG2", "Kho tầng 2")
    world.receive(feb(3), 5, store=new)
    with pytest.raises(InUse):
        world.book.do(retire_store, new)
    world.book.do(retire_store, world.desk)
    assert [row.code for row in world.book.ask(stores)] == ["KHO", "CHOT", "TANG2"]
    with pytest.raises(AlreadyThere):
        world.book.do(save_store, "KHO", "Kho khác")
    for row in world.book.ask(stores):
        if row.store_id not in (new, world.store):
            world.book.do(retire_store, row.store_id)
    world.issue(feb(4), 5, store=new)
    world.book.do(retire_store, new)
    with pytest.raises(InUse):
        world.book.do(retire_store, world.store)
