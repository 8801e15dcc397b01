"""The weekly report's figures, against plain sums of movements, for random histories and periods."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.kinds import Source, VoucherKind
from db.queries.report import WeeklyReport
from db.queries.weekly import weekly_report
from db.services.reversing import reverse_voucher
from tests.db.conftest import NewWorld
from tests.db.history import DAYS, Moved, histories, live, movements, sums
from tests.db.world import World, feb

CAMPAIGN = feb(3)
RECEIPT, ISSUE = VoucherKind.RECEIPT, VoucherKind.ISSUE


def is_received(move: Moved) -> bool:
    return move.kind is RECEIPT and move.source is not Source.OPENING


def is_opening(move: Moved) -> bool:
    return move.kind is RECEIPT and move.source is Source.OPENING


def is_issued(move: Moved) -> bool:
    return move.kind is ISSUE


def check_figures(world: World, report: WeeklyReport) -> None:
    first, last = report.from_on, report.to_on
    moved = movements(world)
    within = [move for move in moved if first <= move.day <= last]
    so_far = [move for move in moved if CAMPAIGN <= move.day <= last]

    def of(test: Callable[[Moved], bool], moves: Iterable[Moved]) -> dict[int, int]:
        return sums(move for move in moves if test(move))

    before = sums(move for move in moved if move.day < first)
    at_end = sums(move for move in moved if move.day <= last)
    for row in report.supplies:
        key = row.supply_id
        opening = before.get(key, 0) + of(is_opening, within).get(key, 0)
        assert row.opening == opening
        assert row.received == of(is_received, within).get(key, 0)
        assert row.issued == -of(is_issued, within).get(key, 0)
        assert row.closing == at_end.get(key, 0)
        assert row.cumulative_received == of(is_received, so_far).get(key, 0)
        assert row.cumulative_issued == -of(is_issued, so_far).get(key, 0)
        came = row.received + row.returned + row.adjusted
        assert row.closing == row.opening + came - row.issued - row.written_off
        assert row.bought + row.granted + row.other_in == row.received + row.returned

    rows = {row.supply_id: row for row in report.supplies}
    told: dict[int, int] = defaultdict(int)
    for department in report.departments:
        for given_out in (department.issued, department.shared):
            for key, pieces in given_out.items():
                told[key] += pieces
    for given_out in (report.visitors, report.agencies):
        for key, pieces in given_out.items():
            told[key] += pieces
    for key in {*told, *rows}:
        assert told[key] == rows[key].issued

    lines: dict[int, int] = defaultdict(int)
    for line in report.received_lines:
        assert line.source is not Source.OPENING
        lines[line.supply_id] += line.quantity
    for key in {*lines, *rows}:
        assert lines[key] == rows[key].received


def check_people(world: World, report: WeeklyReport) -> None:
    within = [
        move
        for move in movements(world)
        if report.from_on <= move.day <= report.to_on and move.kind is ISSUE
    ]
    got: dict[tuple[int | None, int, int], int] = defaultdict(int)
    for move in within:
        if move.staff is not None:
            got[move.department, move.staff, move.supply] -= move.pieces
    for department in report.departments:
        received = {
            staff
            for (where, staff, _), pieces in got.items()
            if pieces > 0 and where == department.department_id
        }
        assert department.received == len(received)
    masks = {row.supply_id for row in report.supplies if row.is_mask}
    to_people = sum(pieces for (_, _, supply), pieces in got.items() if supply in masks)
    assert sum(group.masks for group in report.groups) == to_people
    assert sum(group.people for group in report.groups) == 3


periods = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
    lambda two: (min(two), max(two))
)


@pytest.mark.parametrize(
    ("engine_name", "runs"), [("sqlite", 25), ("postgresql", 4)], indirect=["engine_name"]
)
def test_figures_add_up_for_any_history_and_period(
    engine_name: str, runs: int, new_world: NewWorld
) -> None:
    @given(history=histories, periods=st.lists(periods, min_size=1, max_size=3))
    @settings(
        max_examples=runs,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def add_up(history: list[object], periods: list[tuple[date, date]]) -> None:
        world = new_world(engine_name)
        live(world, history)
        for period in periods:
            report = world.book.ask(weekly_report, *period)
            check_figures(world, report)
            check_people(world, report)
        world.book.close()

    add_up()


WEEK_06 = (feb(3), feb(9))


def test_opening_stock_of_the_week_is_opening_and_never_received(world: World) -> None:
    world.receive(feb(4), 70, source=Source.OPENING)
    world.receive(feb(5), 30, 21_000)
    report = world.book.ask(weekly_report, *WEEK_06)
    (masks, *_) = report.supplies
    assert (masks.opening, masks.received, masks.closing) == (70, 30, 100)
    assert (masks.bought, masks.cumulative_received) == (30, 30)
    assert [line.quantity for line in report.received_lines] == [30]
    assert report.week == "2020-W06"


def test_a_reversal_in_a_later_week_counts_against_that_week(world: World) -> None:
    world.receive(feb(3), 100)
    issue = world.issue(feb(7), 40)
    live(world, [("close", feb(7))])
    world.book.do(reverse_voucher, issue, "nhầm")
    report = world.book.ask(weekly_report, feb(8), feb(10))
    masks = report.supplies[0]
    assert (masks.opening, masks.issued, masks.closing) == (60, -40, 100)
    office = next(row for row in report.departments if row.code == "VP")
    assert (office.issued, office.received) == ({world.masks: -40}, 0)
    assert report.reversed_numbers == ("XK0001",)
    assert report.is_closed is False
    assert world.book.ask(weekly_report, *WEEK_06[:1], feb(7)).is_closed is True


def test_voucher_numbers_of_the_week_run_from_first_to_last(world: World) -> None:
    world.receive(feb(3), 100)
    for day in (4, 5, 6):
        world.issue(feb(day), 1)
    report = world.book.ask(weekly_report, feb(5), feb(9))
    assert report.issues is not None
    assert (report.issues.first, report.issues.last, report.issues.count) == (
        "XK0002",
        "XK0003",
        2,
    )
    assert report.receipts is None


def test_a_supply_that_ran_out_says_since_when_and_lots_that_run_out_are_named(
    world: World,
) -> None:
    world.receive(feb(3), 10)
    world.issue(feb(6), 10)
    world.receive(feb(4), 5, supply=world.gel, expires_on=feb(29))
    report = world.book.ask(weekly_report, *WEEK_06)
    rows = {row.code: row for row in report.supplies}
    assert (rows["KT01"].stocked_out_since, rows["KT01"].days_of_cover) == (feb(6), 0)
    assert (rows["SK02"].expiring_lot, rows["SK02"].is_needed) == (True, True)
    assert [(lot.supply, lot.on_hand, lot.unused) for lot in report.expiring] == [
        ("Gel rửa tay", 5, 5)
    ]


def test_priority_posts_have_a_row_of_their_own(world: World) -> None:
    world.receive(feb(3), 100)
    world.issue(feb(4), 36, staff=world.guard)
    world.issue(feb(4), 5)
    report = world.book.ask(weekly_report, *WEEK_06)
    guards, everybody = report.groups[0], report.groups[-1]
    assert (guards.name, guards.people, guards.received, guards.masks) == (
        "Bộ phận bảo vệ",
        1,
        1,
        36,
    )
    assert (everybody.people, everybody.received, everybody.masks) == (2, 1, 5)
    assert (report.last_round_people, report.last_round_masks) == (2, 41)


def test_the_chart_has_eight_weeks_that_end_with_the_reports(world: World) -> None:
    world.receive(feb(3), 100)
    world.issue(feb(4), 5)
    report = world.book.ask(weekly_report, *WEEK_06)
    assert len(report.flows) == 8
    last = report.flows[-1]
    assert (last.from_on, last.to_on, last.received, last.issued) == (feb(3), feb(9), 100, 5)
