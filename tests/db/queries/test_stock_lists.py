"""Stock now and on any day, stock cards and voucher lists, against plain sums of movements."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from db.kinds import Series, VoucherKind
from db.queries.stock import (
    balance_by_day,
    card_count,
    card_rows,
    lot_rows,
    stock_count,
    stock_on,
    stock_rows,
)
from db.queries.voucher_list import voucher_count, voucher_rows
from db.services.catalogue import retire_supply
from db.services.reversing import reverse_voucher
from tests.db.conftest import NewWorld
from tests.db.history import DAYS, LAST_DAY, histories, live, movements, sums
from tests.db.world import World, feb, supplies_of

FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@given(history=histories)
@FEW
def test_stock_of_any_day_is_the_sum_of_its_movements(
    new_world: NewWorld, history: list[object]
) -> None:
    world = new_world("sqlite")
    live(world, history)
    moved = movements(world)
    for day in (*DAYS, DAYS[0] - timedelta(days=40), LAST_DAY + timedelta(days=40), date.max):
        stock = world.book.ask(stock_on, day)
        expected = sums(move for move in moved if move.day <= day)
        assert {supply: pieces for supply, pieces in stock.items() if pieces} == expected
    some = world.book.ask(stock_on, LAST_DAY, [world.gel])
    assert {k: v for k, v in some.items() if v} == {
        k: v for k, v in sums(moved).items() if k == world.gel
    }
    for store in (world.store, world.desk):
        rows = world.book.ask(stock_rows, store_id=store)
        there = sums(move for move in moved if move.store == store)
        assert {row.supply_id: row.quantity for row in rows if row.quantity} == there
    for supply in supplies_of(world):
        points = world.book.ask(balance_by_day, supply, feb(3))
        for day, balance in points:
            on_day = sums(move for move in moved if move.day <= day)
            assert balance == on_day.get(supply, 0)
    world.book.close()


@given(history=histories)
@FEW
def test_a_stock_card_runs_up_to_what_there_is_in_windows_of_any_size(
    new_world: NewWorld, history: list[object]
) -> None:
    world = new_world("sqlite")
    live(world, history)
    now = sums(movements(world))
    for supply in supplies_of(world):
        for with_reversed in (False, True):
            card = world.book.ask(card_rows, supply, with_reversed=with_reversed)
            balance = 0
            for row in reversed(card):
                balance += row.quantity_in - row.quantity_out
                assert row.balance == balance
            assert balance == now.get(supply, 0)
            assert [row.day for row in card] == sorted((row.day for row in card), reverse=True)
            assert world.book.ask(card_count, supply, with_reversed=with_reversed) == len(card)
            windows = [
                row
                for offset in range(0, len(card) + 3, 3)
                for row in world.book.ask(
                    card_rows, supply, with_reversed=with_reversed, offset=offset, limit=3
                )
            ]
            assert windows == card
        for store in (world.store, world.desk):
            here = world.book.ask(card_rows, supply, store)
            there = sums(move for move in movements(world) if move.store == store)
            assert (here[0].balance if here else 0) == there.get(supply, 0)
    world.book.close()


@pytest.fixture
def told(world: World) -> World:
    """Two receipts, two issues, one counter issue, one issue taken back."""
    world.receive(feb(3), 100, document_number="HĐ00007", supplier="Hội Doanh nhân")
    world.receive(feb(4), 48, supply=world.gel)
    world.issue(feb(5), 5, department_id=world.office)
    world.issue(feb(6), 3, staff=world.inspector)
    world.issue(feb(6), 1, series=Series.CL)
    mistaken = world.issue(feb(7), 2, supply=world.gel)
    world.book.do(reverse_voucher, mistaken, "nhầm vật tư")
    return world


def numbers(world: World, **filters: object) -> list[str]:
    period = (feb(1), feb(29))
    rows = world.book.ask(voucher_rows, *period, **filters)  # type: ignore[arg-type]
    assert world.book.ask(voucher_count, *period, **filters) == len(rows)  # type: ignore[arg-type]
    return [row.number for row in rows]


def test_vouchers_are_listed_newest_first_without_those_taken_back(told: World) -> None:
    assert numbers(told) == ["CL0001", "XK0002", "XK0001", "NK0002", "NK0001"]
    assert numbers(told, with_reversed=True)[:2] == ["NK0003", "XK0003"]


def test_vouchers_are_found_by_kind_series_and_period(told: World) -> None:
    assert numbers(told, kind=VoucherKind.RECEIPT) == ["NK0002", "NK0001"]
    assert numbers(told, kind=VoucherKind.REVERSAL, with_reversed=True) == ["NK0003"]
    assert numbers(told, series=Series.XK) == ["XK0002", "XK0001"]
    rows = told.book.ask(voucher_rows, feb(5), feb(6))
    assert [row.number for row in rows] == ["CL0001", "XK0002", "XK0001"]
    assert told.book.ask(voucher_rows, feb(8), feb(29)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("XK0002", ["XK0002"]),
        ("xk2", ["XK0002"]),
        ("0002", ["XK0002", "NK0002"]),
        ("2", ["XK0002", "NK0002"]),
        ("HĐ00007", ["NK0001"]),
        ("gel", ["NK0002"]),
        ("khau trang", ["CL0001", "XK0002", "XK0001", "NK0001"]),
        ("hồ mỹ", ["XK0002"]),
        ("thanh tra", ["XK0002"]),
        ("99999999999999999999999", []),
        ("không có gì như thế", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_vouchers_are_found_by_what_is_on_them(told: World, text: str, found: list[str]) -> None:
    assert numbers(told, text=text) == found


def test_a_voucher_row_tells_its_sums_and_its_pair(told: World) -> None:
    rows = {
        row.number: row for row in told.book.ask(voucher_rows, feb(1), feb(29), with_reversed=True)
    }
    assert (rows["NK0001"].quantity, rows["NK0001"].told) == (100, "Hội Doanh nhân")
    assert rows["XK0001"].told == "Văn phòng Sở"
    assert (rows["XK0003"].is_reversed, rows["XK0003"].reverses) == (True, "")
    assert (rows["NK0003"].reverses, rows["NK0003"].told) == ("XK0003", "nhầm vật tư")
    assert rows["NK0003"].counts_as == VoucherKind.ISSUE


def test_windows_of_vouchers_never_overlap(told: World) -> None:
    whole = told.book.ask(voucher_rows, feb(1), feb(29), with_reversed=True)
    windows = [
        row
        for offset in range(0, 8, 2)
        for row in told.book.ask(
            voucher_rows, feb(1), feb(29), with_reversed=True, offset=offset, limit=2
        )
    ]
    assert windows == whole


def test_lots_stand_in_the_order_in_which_they_go_out(world: World) -> None:
    world.receive(feb(3), 1)
    world.receive(feb(5), 2, expires_on=feb(20))
    world.receive(feb(4), 3, 900, expires_on=feb(20))
    world.receive(feb(4), 4, expires_on=feb(12), store=world.desk)
    world.issue(feb(6), 3)
    rows = world.book.ask(lot_rows, world.masks)
    assert [(row.on_hand, row.amount) for row in rows] == [(4, 0), (2, 0), (1, 0)]
    assert [row.on_hand for row in world.book.ask(lot_rows, world.masks, world.desk)] == [4]


def test_the_stock_list_has_masks_first_and_finds_words_without_accents(world: World) -> None:
    world.receive(feb(3), 5, supply=world.gloves, expires_on=feb(20))
    rows = world.book.ask(stock_rows)
    assert [row.code for row in rows] == ["KT01", "SK02", "GT01"]
    assert [row.next_expiry for row in rows] == [None, None, feb(20)]
    assert [row.code for row in world.book.ask(stock_rows, "khau tr")] == ["KT01"]
    assert [row.code for row in world.book.ask(stock_rows, "sk0")] == ["SK02"]
    assert world.book.ask(stock_rows, "u_") == []
    assert world.book.ask(stock_count, "gang") == 1
    assert [row.code for row in world.book.ask(stock_rows, offset=1, limit=1)] == ["SK02"]
    world.book.do(retire_supply, world.gel)
    assert [row.code for row in world.book.ask(stock_rows)] == ["KT01", "GT01"]
