"""Lots: what they offer a voucher, how they stand, and what of them will not be used in time."""

from datetime import date

import pytest

from db.kinds import Source
from db.models.stock import Voucher
from db.queries.amendments import papers_of
from db.queries.lots import LotFilter, lot_count, lot_list, lots_on_offer
from db.queries.voucher_list import voucher_count, voucher_rows
from db.queries.vouchers import voucher_detail
from db.queries.weekly_vouchers import received_lines
from db.services.amending import amend_voucher, block_lot
from db.services.moving import NewTransfer, StockLine, post_transfer
from db.services.office import save_settings
from tests.db.world import World, feb


@pytest.fixture
def stocked(world: World) -> World:
    """Five lots of masks: expired, soon, blocked, later, undated; part of one at the desk."""
    world.receive(feb(1), 10, 1000, expires_on=feb(9))
    world.receive(feb(2), 20, 2000, expires_on=date(2020, 3, 20))
    world.receive(feb(3), 30, 3000, expires_on=date(2020, 3, 1))
    world.receive(feb(4), 40, 4000, expires_on=date(2021, 1, 1))
    world.receive(feb(4), 50, 5000)
    world.book.do(block_lot, 3, "chờ kiểm tra")
    lines = (StockLine(world.masks, 5, ((4, 5),)),)
    world.book.do(post_transfer, NewTransfer(feb(5), world.store, world.desk, lines))
    return world


def test_lots_are_offered_first_to_expire_first_and_the_unusable_are_marked(
    stocked: World,
) -> None:
    offers = stocked.book.ask(lots_on_offer, stocked.store, feb(10), [stocked.masks, stocked.gel])
    assert [(lot.lot_id, lot.pieces, lot.is_usable) for lot in offers[stocked.masks]] == [
        (1, 10, False),
        (3, 30, False),
        (2, 20, True),
        (4, 35, True),
        (5, 50, True),
    ]
    assert offers[stocked.gel] == ()


def test_a_voucher_under_correction_counts_as_undone(stocked: World) -> None:
    issue = stocked.issue(feb(7), 65)
    place = stocked.store, feb(6), [stocked.masks]
    left = stocked.book.ask(lots_on_offer, *place)[stocked.masks]
    assert [(lot.lot_id, lot.pieces) for lot in left if lot.is_usable] == [(5, 50)]
    as_before = stocked.book.ask(lots_on_offer, *place, issue)[stocked.masks]
    assert [(lot.lot_id, lot.pieces) for lot in as_before if lot.is_usable] == [
        (1, 10),
        (2, 20),
        (4, 35),
        (5, 50),
    ]


def test_each_filter_shows_its_lots_with_what_is_left_in_each_store(stocked: World) -> None:
    def ids(which: LotFilter, text: str = "") -> list[int]:
        rows = stocked.book.ask(lot_list, feb(10), which, text)
        assert stocked.book.ask(lot_count, feb(10), which, text) == len(rows)
        return [row.lot_id for row in rows]

    stocked.receive(feb(6), 7, supply=stocked.gel)
    stocked.issue(feb(7), 7, supply=stocked.gel)
    assert ids(LotFilter.LEFT) == [1, 3, 2, 4, 5]
    assert ids(LotFilter.EXPIRED) == [1]
    assert ids(LotFilter.SOON) == [3, 2]
    assert ids(LotFilter.BLOCKED) == [3]
    assert ids(LotFilter.ALL, "gel") == [6]
    stocked.book.do(save_settings, {"stock": {"expiry_days": 25}})
    assert ids(LotFilter.SOON) == [3]
    row = stocked.book.ask(lot_list, feb(10), LotFilter.LEFT)[3]
    assert [(place.store_id, place.pieces, place.amount) for place in row.places] == [
        (stocked.store, 35, 3500),
        (stocked.desk, 5, 500),
    ]
    assert (row.on_hand, row.amount) == (40, 4000)


def test_what_the_pace_leaves_of_a_lot_is_told(stocked: World) -> None:
    rows = {row.lot_id: row for row in stocked.book.ask(lot_list, feb(10), LotFilter.LEFT)}
    assert rows[2].unused == 20  # nothing was issued yet: nothing will be used
    stocked.issue(feb(10), 12)
    rows = {row.lot_id: row for row in stocked.book.ask(lot_list, feb(10), LotFilter.LEFT)}
    assert rows[2].unused == 0
    assert rows[5].unused == 0  # undated


def test_papers_added_later_are_what_a_voucher_says_everywhere(world: World) -> None:
    receipt = world.receive(feb(3), 10, supplier="Cty An", document_number="1")
    values = {
        "document_number": "HĐ 77",
        "document_on": feb(4),
        "supplier": "Công ty An Bình",
        "note": "hóa đơn đến sau",
    }
    world.book.do(amend_voucher, receipt, values)
    detail = world.book.ask(voucher_detail, receipt)
    assert (detail.document_number, detail.document_on) == ("HĐ 77", feb(4))
    assert (detail.supplier, detail.note) == ("Công ty An Bình", "hóa đơn đến sau")
    (row,) = world.book.ask(voucher_rows, feb(1), feb(10), text="HĐ 77")
    assert (row.document_number, row.told) == ("HĐ 77", "Công ty An Bình")
    assert world.book.ask(voucher_count, feb(1), feb(10), text="HĐ 78") == 0
    (line,) = world.book.ask(received_lines, feb(1), feb(10))
    assert (line.source, line.document_number, line.document_on, line.supplier) == (
        Source.PURCHASE,
        "HĐ 77",
        feb(4),
        "Công ty An Bình",
    )
    world.book.do(amend_voucher, receipt, {"document_on": None})
    papers = world.book.ask(lambda s: papers_of(s, [s.get_one(Voucher, receipt)]))
    assert papers[receipt].document_on is None
