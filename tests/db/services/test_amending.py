"""What is added to a posted voucher or put right about a lot: with what was there before, sealed."""

import pytest
from sqlalchemy import select

from db.errors import LotEmpty, ReasonMissing
from db.models.stock import Balance, Lot
from db.queries.amendments import amended, amendments_of_lot, amendments_of_voucher
from db.services.amending import (
    amend_lot,
    amend_voucher,
    attach_to_voucher,
    block_lot,
    correct_amount,
    free_lot,
)
from tests.db.world import World, feb


def test_an_invoice_number_is_added_to_a_posted_receipt(world: World) -> None:
    receipt = world.receive(feb(3), 10, supplier="Cửa hàng A")
    told = {"document_number": "HĐ 0012", "document_on": feb(3), "supplier": "Cửa hàng A"}
    assert world.book.do(amend_voucher, receipt, told) == 2
    assert world.book.ask(amended, [receipt]) == {
        receipt: {"document_number": "HĐ 0012", "document_on": "2020-02-03"}
    }
    assert world.book.do(amend_voucher, receipt, {"document_number": "HĐ 0013"}, "ghi nhầm") == 1
    rows = world.book.ask(amendments_of_voucher, receipt)
    assert [(row.field, row.old_value, row.new_value) for row in rows] == [
        ("document_number", "", "HĐ 0012"),
        ("document_on", "", "2020-02-03"),
        ("document_number", "HĐ 0012", "HĐ 0013"),
    ]
    assert world.healthy()


def test_a_file_is_kept_with_a_posted_voucher(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    world.book.do(attach_to_voucher, receipt, "hoa-don.pdf", "application/pdf", b"%PDF-1.4 x")
    (row,) = world.book.ask(amendments_of_voucher, receipt)
    assert (row.field, row.new_value) == ("file", "hoa-don.pdf")
    assert row.attachment_id is not None


def test_a_lot_is_put_right_with_the_reason_and_its_seal_holds(world: World) -> None:
    world.receive(feb(3), 10)
    with pytest.raises(ReasonMissing):
        world.book.do(amend_lot, 1, {"number": "L7"}, " ")
    world.book.do(amend_lot, 1, {"number": "L7", "expires_on": feb(28)}, "đọc lại trên hộp")
    world.book.do(amend_lot, 1, {"expires_on": None}, "không ghi hạn")
    lot = world.book.ask(lambda s: s.execute(select(Lot)).scalar_one())
    assert (lot.number, lot.expires_on) == ("L7", None)
    assert len(world.book.ask(amendments_of_lot, 1)) == 3
    assert world.healthy()


def test_a_blocked_lot_is_freed_again(world: World) -> None:
    world.receive(feb(3), 10)
    world.book.do(block_lot, 1, "chờ kiểm nghiệm")
    world.book.do(block_lot, 1, "chờ kiểm nghiệm")
    world.book.do(free_lot, 1, "đạt")
    world.issue(feb(4), 1)
    assert [row.new_value for row in world.book.ask(amendments_of_lot, 1)] == ["1", ""]
    assert world.healthy()


def test_the_value_of_what_is_left_is_put_right_without_moving_a_piece(world: World) -> None:
    world.receive(feb(3), 10, 1000)
    world.issue(feb(5), 4)
    world.book.do(correct_amount, 1, world.store, feb(6), 300, "hóa đơn ghi giá khác")
    world.book.do(correct_amount, 1, world.store, feb(6), -100, "tính lại")
    query = select(Balance.on_hand, Balance.amount)
    assert tuple(world.book.ask(lambda s: s.execute(query).one())) == (6, 800)
    with pytest.raises(LotEmpty):
        world.book.do(correct_amount, 1, world.store, feb(6), -801, "quá")
    world.issue(feb(7), 6)
    with pytest.raises(LotEmpty):
        world.book.do(correct_amount, 1, world.store, feb(8), 1, "hết rồi")
    assert world.healthy()
