"""Lots, transfers, returns and waiting goods broken by hand: the check names what kind it is."""

import pytest
from sqlalchemy import select

from db.models.stock import VoucherLine
from db.services.amending import amend_lot, block_lot
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import NewTransfer, StockLine, post_transfer
from tests.db.conftest import NewWorld
from tests.db.test_checks import break_book, kinds
from tests.db.world import World, feb


def four_vouchers(world: World) -> None:
    world.receive(feb(3), 100, 70_000)
    issue = world.issue(feb(5), 30)
    lines = (StockLine(world.masks, 10),)
    world.book.do(post_transfer, NewTransfer(feb(6), world.store, world.desk, lines))
    line_id = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == issue))[0][0]
    world.book.do(post_return, NewReturn(feb(7), world.desk, (ReturnLine(line_id, 4),)))
    world.book.do(amend_lot, 1, {"number": "L1", "expires_on": feb(28)}, "ghi thiếu")
    world.book.do(block_lot, 1, "chờ kiểm tra")


@pytest.fixture
def moved(engine_name: str, new_world: NewWorld) -> World:
    """A book of four vouchers: a receipt, an issue, a transfer, a return; and a lot put right."""
    return new_world(engine_name, four_vouchers)


BREAKAGES = {
    "lot number changed": ("lot", "UPDATE lot SET number = 'L2'"),
    "expiry changed": ("lot", "UPDATE lot SET expires_on = '2021-01-01'"),
    "lot freed": ("lot", "UPDATE lot SET is_blocked = false"),
    "less arrives": (
        "transfer",
        "UPDATE movement SET quantity = 9 WHERE voucher_id = 3 AND quantity > 0",
    ),
    "less value arrives": (
        "transfer",
        "UPDATE movement SET amount = 1 WHERE voucher_id = 3 AND quantity > 0",
    ),
    "arrives in a third store": ("transfer", "UPDATE voucher SET to_store_id = 3 WHERE id = 3"),
    "more back than issued": (
        "return",
        "UPDATE voucher_line SET quantity = 31 WHERE voucher_id = 4",
    ),
    "return of a receipt": (
        "return",
        "UPDATE voucher_line SET of_line_id = 1 WHERE voucher_id = 4",
    ),
    "a receipt waits": ("waiting", "INSERT INTO waiting_line VALUES (1, 'waiting', NULL, '')"),
}


def test_a_book_of_moved_goods_has_nothing_to_find(moved: World) -> None:
    assert moved.healthy()


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_each_breakage_of_moved_goods_is_named(moved: World, breakage: str) -> None:
    kind, statement = BREAKAGES[breakage]
    break_book(moved, statement)
    assert kind in kinds(moved.book)
