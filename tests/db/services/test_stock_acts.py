"""Receiving and issuing: lots, first expiry first, values, numbers, refusals that say why."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.base import LIMIT
from db.clock import FixedClock
from db.database import Database
from db.errors import (
    DomainError,
    EmptyVoucher,
    FieldMissing,
    FutureDay,
    QuantityOutOfRange,
    StockShort,
)
from db.kinds import Series, Source
from db.models.office import AuditEntry
from db.models.stock import Lot, Movement, Numbering, Voucher, VoucherLine
from db.services.staff import PersonFields, save_person
from db.services.stock import (
    IssueLine,
    NewIssue,
    NewReceipt,
    ReceiptLine,
    post_issue,
    post_issues,
    post_receipt,
)
from tests.db.world import World, feb


def test_a_receipt_makes_one_lot_a_line(world: World) -> None:
    lines = (
        ReceiptLine(world.masks, 2500, 0, "L1", date(2023, 9, 6), document_quantity=2600),
        ReceiptLine(world.gel, 48, 3_000_000),
        ReceiptLine(world.masks, 50, 35_000, "L2"),
    )
    receipt = NewReceipt(feb(3), world.store, Source.DONATION, lines, supplier="Hội Doanh nhân")
    voucher_id = world.book.do(post_receipt, receipt)
    assert world.number(voucher_id) == "NK0001"
    assert world.stock() == {"KT01": 2550, "SK02": 48}
    lots = world.rows(select(Lot.supply_id, Lot.number, Lot.expires_on, Lot.source, Lot.supplier))
    assert [tuple(lot) for lot in lots] == [
        (world.masks, "L1", date(2023, 9, 6), Source.DONATION, "Hội Doanh nhân"),
        (world.gel, "", None, Source.DONATION, "Hội Doanh nhân"),
        (world.masks, "L2", None, Source.DONATION, "Hội Doanh nhân"),
    ]
    assert sorted(world.balances().values()) == [(48, 3_000_000), (50, 35_000), (2500, 0)]
    assert world.healthy()


def test_issues_take_what_expires_first_then_what_has_no_date(world: World) -> None:
    undated = world.moves(world.receive(feb(3), 10))[0][0]
    late = world.moves(world.receive(feb(3), 10, expires_on=date(2023, 1, 1)))[0][0]
    soon = world.moves(world.receive(feb(4), 10, expires_on=date(2021, 1, 1)))[0][0]
    issue = world.issue(feb(5), 25)
    assert world.moves(issue) == [(soon, -10, 0), (late, -10, 0), (undated, -5, 0)]
    assert world.number(issue) == "XK0001"
    assert world.healthy()


def test_of_equal_dates_the_first_received_goes_first(world: World) -> None:
    later = world.moves(world.receive(feb(5), 10))[0][0]
    earlier = world.moves(world.receive(feb(3), 10))[0][0]
    assert [move[:2] for move in world.moves(world.issue(feb(6), 12))] == [
        (earlier, -10),
        (later, -2),
    ]


def test_a_lot_is_given_out_on_its_last_day_and_never_after(world: World) -> None:
    world.receive(feb(3), 10, expires_on=feb(6))
    world.issue(feb(6), 4)
    with pytest.raises(StockShort) as refused:
        world.issue(feb(7), 1)
    (short,) = refused.value.shortages
    assert (short.available, short.short_on, short.first_ok_on) == (0, feb(7), None)
    assert short.expired == 6
    assert world.stock() == {"KT01": 6}


def test_values_leave_in_proportion_and_the_last_piece_takes_the_rest(world: World) -> None:
    lot = world.moves(world.receive(feb(3), 3, 100))[0][0]
    worths = [world.moves(world.issue(feb(4), 1)) for _ in range(3)]
    assert worths == [[(lot, -1, -33)], [(lot, -1, -34)], [(lot, -1, -33)]]
    assert world.balances()[world.store, lot] == (0, 0)
    lines = world.rows(select(VoucherLine.amount).where(VoucherLine.direction == -1))
    assert [row[0] for row in lines] == [33, 34, 33]
    assert world.healthy()


def test_each_store_has_its_own_stock(world: World) -> None:
    world.receive(feb(3), 10)
    with pytest.raises(StockShort) as refused:
        world.issue(feb(4), 1, store=world.desk)
    assert refused.value.shortages[0].store == "Quầy tiếp nhận"


def nothing_written(world: World, issue: NewIssue, *more: NewIssue) -> StockShort:
    tables = (Voucher, VoucherLine, Movement, Lot, AuditEntry, Numbering)
    before = [world.count(table) for table in tables]
    service, asked = (post_issues, [issue, *more]) if more else (post_issue, issue)
    with pytest.raises(StockShort) as refused:
        world.book.do(service, asked)
    assert [world.count(table) for table in tables] == before
    assert world.healthy()
    return refused.value


def test_an_issue_beyond_stock_names_the_supply_and_writes_nothing(world: World) -> None:
    world.receive(feb(3), 10)
    world.receive(feb(3), 5, supply=world.gel)
    lines = (
        IssueLine(world.masks, 4, staff_id=world.clerk),
        IssueLine(world.gel, 5, staff_id=world.clerk),
        IssueLine(world.masks, 7, staff_id=world.guard),
    )
    refusal = nothing_written(world, NewIssue(feb(4), world.store, lines))
    (short,) = refusal.shortages
    assert (short.code, short.unit, short.store) == ("KT01", "cái", "Kho Văn phòng Sở")
    assert (short.available, short.asked, short.lines) == (10, 11, (2,))
    assert (short.day, short.short_on, short.first_ok_on) == (feb(4), feb(4), None)
    assert short.in_the_way == ()


def test_a_back_dated_issue_may_not_make_a_later_day_negative(world: World) -> None:
    world.receive(feb(3), 100)
    world.issue(feb(6), 30)
    later = world.number(world.issue(feb(8), 60))
    world.receive(feb(9), 40)
    refusal = nothing_written(world, world.new_issue(feb(4), 20))
    (short,) = refusal.shortages
    assert (short.available, short.asked) == (10, 20)
    assert short.short_on == feb(8)
    assert short.in_the_way == ("XK0001", later)
    assert short.first_ok_on == feb(9)
    world.issue(feb(4), 10)
    assert world.healthy()


def test_a_lot_that_later_issues_emptied_tells_the_day_it_ran_out(world: World) -> None:
    world.receive(feb(3), 100)
    taker = world.number(world.issue(feb(8), 100))
    (short,) = nothing_written(world, world.new_issue(feb(5), 50)).shortages
    assert (short.available, short.short_on) == (0, feb(8))
    assert short.in_the_way == (taker,)
    assert short.first_ok_on is None


def test_goods_that_came_later_offer_nothing_before_and_nobody_is_in_the_way(world: World) -> None:
    world.receive(feb(6), 100)
    world.issue(feb(7), 10)
    (short,) = nothing_written(world, world.new_issue(feb(5), 1)).shortages
    assert (short.available, short.short_on, short.first_ok_on) == (0, feb(5), feb(6))
    assert short.in_the_way == ()


def test_many_issues_in_one_act_are_all_or_none(world: World) -> None:
    world.receive(feb(3), 10)
    nothing_written(world, world.new_issue(feb(4), 6), world.new_issue(feb(4), 6))
    nothing_written(world, world.new_issue(feb(5), 6), world.new_issue(feb(4), 6))
    ids = world.book.do(post_issues, [world.new_issue(feb(d), 5) for d in (4, 5)])
    assert [world.number(voucher_id) for voucher_id in ids] == ["XK0001", "XK0002"]
    acts = world.rows(select(Voucher.act_id).where(Voucher.series == Series.XK).distinct())
    assert len(acts) == 1
    assert world.healthy()


def test_numbers_run_without_gap_by_series_and_year_of_the_day(world: World) -> None:
    last_year = date(2019, 12, 30)
    numbers = [
        world.number(world.receive(feb(3), 10)),
        world.number(world.receive(last_year, 10)),
        world.number(world.receive(feb(4), 10)),
        world.number(world.issue(last_year, 1)),
        world.number(world.issue(feb(4), 1)),
        world.number(world.issue(feb(5), 1, series=Series.CL)),
        world.number(world.issue(feb(4), 1)),
    ]
    assert numbers == ["NK0001", "NK0001", "NK0002", "XK0001", "XK0001", "CL0001", "XK0002"]
    with pytest.raises(StockShort):
        world.issue(feb(5), 1000)
    assert world.number(world.issue(feb(5), 1)) == "XK0003"
    assert world.healthy()


def test_the_same_key_twice_is_one_voucher(world: World) -> None:
    world.receive(feb(3), 10)
    issue = world.new_issue(feb(4), 1)
    first = world.book.do(post_issue, issue, key="the form's key")
    assert world.book.do(post_issue, issue, key="the form's key") == first
    assert world.stock() == {"KT01": 9}
    assert world.book.do(post_issue, issue, key="another") != first
    assert world.stock() == {"KT01": 8}


def test_lines_keep_the_department_and_post_of_their_day(world: World) -> None:
    world.receive(feb(3), 10)
    moved = PersonFields(
        "CB0001", "Trần Quốc Bảo", world.inspectorate, id=world.guard, from_on=feb(6)
    )
    world.book.do(save_person, moved)
    before = world.issue(feb(5), 1, staff=world.guard)
    after = world.issue(feb(6), 1, staff=world.guard)
    found = {
        row[0]: (row[1], row[2] is not None)
        for row in world.rows(
            select(VoucherLine.voucher_id, VoucherLine.department_id, VoucherLine.duty_post_id)
        )
    }
    assert found[before] == (world.office, True)
    assert found[after] == (world.inspectorate, False)


def test_every_kind_of_recipient_is_kept(world: World) -> None:
    world.receive(feb(3), 10)
    lines = (
        IssueLine(world.masks, 1, staff_id=world.inspector),
        IssueLine(world.masks, 2, department_id=world.office),
        IssueLine(world.masks, 3, agency_id=world.agency),
        IssueLine(world.masks, 4, is_visitors=True),
    )
    world.book.do(post_issue, NewIssue(feb(4), world.store, lines, department_id=world.office))
    query = select(
        VoucherLine.staff_id,
        VoucherLine.department_id,
        VoucherLine.agency_id,
        VoucherLine.is_visitors,
    )
    found = world.rows(query.where(VoucherLine.direction == -1).order_by(VoucherLine.position))
    assert [tuple(row) for row in found] == [
        (world.inspector, world.inspectorate, None, False),
        (None, world.office, None, False),
        (None, None, world.agency, False),
        (None, None, None, True),
    ]


def test_a_line_without_recipient_goes_to_the_vouchers_department_or_nowhere(world: World) -> None:
    world.receive(feb(3), 10)
    lines = (IssueLine(world.masks, 1),)
    with pytest.raises(FieldMissing):
        world.book.do(post_issue, NewIssue(feb(4), world.store, lines))
    world.book.do(post_issue, NewIssue(feb(4), world.store, lines, department_id=world.office))
    query = select(VoucherLine.department_id).where(VoucherLine.direction == -1)
    assert world.rows(query)[0][0] == world.office


@pytest.mark.parametrize("quantity", [0, -5, LIMIT + 1, 10**30])
def test_a_quantity_out_of_range_is_refused(sqlite_world: World, quantity: int) -> None:
    with pytest.raises(QuantityOutOfRange):
        sqlite_world.receive(feb(3), quantity)
    with pytest.raises(QuantityOutOfRange):
        sqlite_world.issue(feb(3), quantity)
    assert sqlite_world.count(Voucher) == 0


@pytest.mark.parametrize("field", ["amount", "document_quantity", "pack_count"])
def test_figures_beside_the_quantity_are_held_to_the_same_range(
    sqlite_world: World, field: str
) -> None:
    for value in (-1, 10**30):
        told: dict[str, Any] = {field: value}
        line = ReceiptLine(sqlite_world.masks, 1, **told)
        with pytest.raises(QuantityOutOfRange):
            sqlite_world.book.do(
                post_receipt, NewReceipt(feb(3), sqlite_world.store, Source.OTHER, (line,))
            )


def test_the_largest_quantities_and_values_still_add_up(world: World) -> None:
    world.receive(feb(3), 1, LIMIT)
    world.receive(feb(4), LIMIT, LIMIT)
    world.receive(feb(5), LIMIT, LIMIT)
    with pytest.raises(QuantityOutOfRange):  # one line would be worth more than a column may hold
        world.issue(feb(6), LIMIT)
    world.issue(feb(6), 1)
    world.issue(feb(6), LIMIT)
    world.issue(feb(6), LIMIT - 1)
    assert sorted(world.balances().values()) == [(0, 0), (0, 0), (1, 1)]
    assert world.healthy()


def test_the_future_and_the_empty_voucher_are_refused(
    sqlite_world: World, clock: FixedClock
) -> None:
    def refused(issue: NewIssue) -> type[DomainError]:
        with pytest.raises(DomainError) as error:
            sqlite_world.book.do(post_issue, issue)
        return type(error.value)

    assert refused(sqlite_world.new_issue(feb(11), 1)) is FutureDay
    assert refused(NewIssue(feb(4), sqlite_world.store, ())) is EmptyVoucher
    clock.moment = clock.moment.replace(hour=17)  # past midnight where the clerk sits
    assert refused(sqlite_world.new_issue(feb(11), 1)) is StockShort


def test_an_act_says_who_did_what_and_what_was_written(book: Database, world: World) -> None:
    voucher_id = world.receive(feb(3), 10, 700, supplier="Sở Y tế")
    entry = world.rows(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))[0][0]
    assert (entry.act, entry.account_id, entry.result) == ("post_receipt", 1, f"[{voucher_id}]")
    assert "Sở Y tế" in entry.arguments
    assert '"quantity":10' in entry.arguments
    assert entry.written == '{"lot":1,"movement":1,"numbering":2,"voucher":2,"voucher_line":1}'
