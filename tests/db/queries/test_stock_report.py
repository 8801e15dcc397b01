"""Nhập – xuất – tồn of a period, against figures reckoned by hand and plain sums of movements."""

from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from db.kinds import Loss, Source, VoucherKind
from db.models.stock import Movement, Voucher, VoucherLine
from db.queries.stock_report import StockReportRow, Worth, stock_report
from db.services.amending import correct_amount
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.reversing import reverse_voucher
from tests.db.conftest import NewWorld
from tests.db.history import DAYS, histories, live
from tests.db.world import World, feb

FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def month(world: World) -> None:
    """Every kind of voucher, at 10 đồng a piece."""
    world.receive(date(2020, 1, 31), 1000, 10_000, source=Source.OPENING)
    world.receive(feb(1), 500, 5000)
    world.receive(feb(1), 200, 2000, source=Source.DONATION)
    world.receive(feb(1), 30, 300, source=Source.OTHER)
    issue = world.issue(feb(2), 100)
    line = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == issue))[0][0]
    world.book.do(post_return, NewReturn(feb(3), world.store, (ReturnLine(line, 10),)))
    moved = (StockLine(world.masks, 50),)
    world.book.do(post_transfer, NewTransfer(feb(4), world.store, world.desk, moved))
    loss = NewWriteOff(feb(5), world.store, Loss.DAMAGED, "ướt", (StockLine(world.masks, 7),))
    world.book.do(post_write_off, loss)
    found = [Difference(world.masks, 4)]
    world.book.do(post_adjustments, feb(6), world.store, found, "kiểm kê")
    missing = [Difference(world.masks, -5)]
    world.book.do(post_adjustments, feb(6), world.desk, missing, "kiểm kê")
    world.book.do(reverse_voucher, world.issue(feb(7), 40), "ghi nhầm")


def report(world: World, first: date, last: date, store: int | None = None) -> StockReportRow:
    """The row of the masks."""
    rows = world.book.ask(stock_report, first, last, store)
    assert [row.supply.code for row in rows] == ["KT01"]
    return rows[0]


def tens(quantity: int) -> Worth:
    return Worth(quantity, 10 * quantity)


def test_every_kind_of_voucher_counts_in_its_own_field(world: World) -> None:
    month(world)
    row = report(world, feb(1), feb(10))
    assert row.opening == tens(1000)
    assert (row.bought, row.granted, row.other_in) == (tens(500), tens(200), tens(30))
    assert (row.returned, row.surplus, row.moved_in) == (tens(10), tens(4), Worth())
    assert (row.issued, row.written_off) == (tens(100), tens(7))
    assert (row.missing, row.moved_out) == (tens(5), Worth())
    assert row.closing == tens(1632)


def test_transfers_count_where_one_store_is_asked(world: World) -> None:
    month(world)
    main = report(world, feb(1), feb(10), world.store)
    desk = report(world, feb(1), feb(10), world.desk)
    assert (main.moved_out, main.moved_in, main.closing) == (tens(50), Worth(), tens(1587))
    assert (desk.moved_out, desk.moved_in, desk.closing) == (Worth(), tens(50), tens(45))
    assert (desk.opening, desk.missing) == (Worth(), tens(5))


def test_a_reversal_takes_off_where_its_original_counted(world: World) -> None:
    month(world)
    surplus, missing, transfer = (
        world.rows(select(Voucher.id).where(Voucher.kind == kind).order_by(Voucher.id))
        for kind in (VoucherKind.ADJUSTMENT, VoucherKind.ADJUSTMENT, VoucherKind.TRANSFER)
    )
    world.book.do(reverse_voucher, surplus[0][0], "đếm lại")
    world.book.do(reverse_voucher, missing[1][0], "đếm lại")
    world.book.do(reverse_voucher, transfer[0][0], "không chuyển")
    for store in (None, world.store):
        row = report(world, feb(1), feb(10), store)
        assert (row.surplus, row.missing) == (Worth(), Worth())
        assert (row.moved_in, row.moved_out) == (Worth(), Worth())
        assert row.closing == tens(1633)


def test_opening_stock_of_the_period_is_what_it_opened_with(world: World) -> None:
    world.receive(feb(1), 80, 800, source=Source.OPENING)
    row = report(world, feb(1), feb(10))
    assert (row.opening, row.received, row.closing) == (tens(80), Worth(), tens(80))


def test_a_corrected_value_changes_no_piece(world: World) -> None:
    world.receive(feb(1), 80, 800)
    lot = world.rows(select(Movement.lot_id))[0][0]
    world.book.do(correct_amount, lot, world.store, feb(2), 200, "sai giá")
    row = report(world, feb(2), feb(10))
    assert (row.opening, row.surplus, row.closing) == (tens(80), Worth(0, 200), Worth(80, 1000))


def test_supplies_that_never_moved_are_listed_where_asked(world: World) -> None:
    assert world.book.ask(stock_report, feb(1), feb(10)) == []
    rows = world.book.ask(stock_report, feb(1), feb(10), with_idle=True)
    assert [row.supply.code for row in rows] == ["KT01", "SK02", "GT01"]


@given(history=histories)
@FEW
def test_stock_before_and_after_any_period_is_the_sum_of_movements(
    new_world: NewWorld, history: list[object]
) -> None:
    world = new_world("sqlite")
    live(world, history)
    moved = world.rows(
        select(
            *(Movement.day, Movement.supply_id, Movement.store_id, Movement.quantity),
            *(Movement.amount, Voucher.source),
        ).join(Voucher, Voucher.id == Movement.voucher_id)
    )
    for store in (None, world.store, world.desk):
        for first, last in combinations(DAYS[::3], 2):
            before: dict[int, Worth] = {}
            after: dict[int, Worth] = {}
            for day, supply, place, quantity, amount, source in moved:
                if store in (None, place) and day <= last:
                    after[supply] = after.get(supply, Worth()) + Worth(quantity, amount)
                    if day < first or source is Source.OPENING:
                        before[supply] = before.get(supply, Worth()) + Worth(quantity, amount)
            rows = world.book.ask(stock_report, first, last, store, with_idle=True)
            assert {row.supply.supply_id: row.closing for row in rows if row.closing} == {
                supply: worth for supply, worth in after.items() if worth
            }
            assert {row.supply.supply_id: row.opening for row in rows if row.opening} == {
                supply: worth for supply, worth in before.items() if worth
            }
    world.book.close()
