"""Closing: what it keeps, what stands in its way, what its undoing and a late change lead to."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.errors import (
    ClosedAlready,
    ClosingBlocked,
    FutureDay,
    NothingClosed,
    PeriodClosed,
    ReasonMissing,
)
from db.kinds import Loss, Source
from db.queries.closing import Hindrance, closes, obstacles
from db.queries.kept_reports import (
    KeptRow,
    kept_pdf,
    kept_reports,
    report_figures,
    report_in_force,
)
from db.queries.weekly import weekly_report
from db.services.closing import close_period, undo_close
from db.services.counting import NewStocktake, open_stocktake
from db.services.moving import (
    Difference,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_write_off,
)
from db.services.office import save_draft
from db.services.reversing import reverse_voucher
from tests.db.queries.test_leaflet_report import agency, give, leaflet
from tests.db.world import World, feb

WEEK_6 = (feb(3), feb(9))
WEEK_7 = (feb(10), feb(16))
JANUARY_27 = date(2020, 1, 27)


def printed(session: Session, from_on: date, to_on: date) -> tuple[str, bytes]:
    """A report as plain text: its edition, its state, its figures, and what changed."""
    report = weekly_report(session, from_on, to_on)
    figures = [(row.code, row.opening, row.closing) for row in report.supplies]
    changes = [(one.field, one.reported, one.now) for one in report.changes]
    text = f"{report.edition} {report.is_closed} {figures} {changes}"
    return f"{from_on}.pdf", text.encode()


def close(world: World, to_on: date, *, despite: bool = False) -> int:
    """Close the book up to a day; return the close's id."""
    world.book.do(close_period, to_on, printed, despite=despite)
    return world.book.ask(closes)[0].close_id


def kept(world: World) -> list[tuple[date, int]]:
    """First day and edition of each kept report, the latest week first."""
    return [(row.from_on, row.edition) for row in world.book.ask(kept_reports)]


def the_kept(world: World, edition: int = 0) -> KeptRow:
    """The kept report of week 6."""
    return next(
        row
        for row in world.book.ask(kept_reports)
        if (row.from_on, row.edition) == (feb(3), edition)
    )


def changes(world: World, span: tuple[date, date]) -> list[tuple[str | None, str, int, int]]:
    """What the report of a period says has changed."""
    report = world.book.ask(weekly_report, *span)
    return [(one.week, one.field, one.reported, one.now) for one in report.changes]


def test_a_closed_day_takes_nothing_more_and_every_week_of_it_is_kept(world: World) -> None:
    world.receive(date(2020, 1, 28), 50)
    world.receive(feb(3), 10)
    close(world, feb(9))
    with pytest.raises(PeriodClosed):
        world.issue(feb(9), 1)
    world.issue(feb(10), 1)
    assert kept(world) == [(feb(3), 0), (JANUARY_27, 0)]
    row = the_kept(world)
    content = world.book.ask(kept_pdf, row.kept_id)
    assert content.startswith(b"0 True [('KT01', 50, 60)")
    assert row.size == len(content)
    assert world.healthy()


def test_a_week_that_is_closed_in_part_is_not_kept_yet(world: World) -> None:
    world.receive(feb(3), 10)
    close(world, feb(5))
    assert kept(world) == []
    close(world, feb(9))
    assert kept(world) == [(feb(3), 0)]


def test_days_to_come_and_closed_ones_are_not_closed(world: World) -> None:
    with pytest.raises(FutureDay):
        close(world, feb(11))
    close(world, feb(9))
    with pytest.raises(ClosedAlready):
        close(world, feb(9))


def test_only_the_last_close_is_undone_and_with_a_reason(world: World) -> None:
    with pytest.raises(NothingClosed):
        world.book.do(undo_close, "sót phiếu")
    first, second = close(world, feb(5)), close(world, feb(9))
    with pytest.raises(ReasonMissing):
        world.book.do(undo_close, " ")
    assert world.book.do(undo_close, "sót phiếu") == second
    with pytest.raises(PeriodClosed):
        world.receive(feb(5), 1)
    world.receive(feb(6), 1)
    assert world.book.do(undo_close, "sót nữa") == first
    assert [(row.close_id, row.reason) for row in world.book.ask(closes)] == [
        (second, "sót phiếu"),
        (first, "sót nữa"),
    ]


def test_a_closed_week_has_its_kept_report_and_an_open_one_none(world: World) -> None:
    world.receive(feb(3), 10)
    assert world.book.ask(report_in_force, *WEEK_6) is None
    close(world, feb(9))
    assert world.book.ask(report_in_force, *WEEK_6) == the_kept(world).kept_id
    world.book.do(undo_close, "sót phiếu")
    assert world.book.ask(report_in_force, *WEEK_6) is None
    assert the_kept(world).is_open_again


def test_closing_again_without_a_change_keeps_the_report_that_was_given(world: World) -> None:
    world.receive(feb(3), 10)
    close(world, feb(9))
    before = the_kept(world)
    world.book.do(undo_close, "xem lại")
    close(world, feb(9))
    assert world.book.ask(report_in_force, *WEEK_6) == before.kept_id
    assert kept(world) == [(feb(3), 0)]


def test_a_late_change_makes_a_correction_that_names_the_vouchers(world: World) -> None:
    world.receive(feb(3), 10)
    close(world, feb(9))
    world.book.do(undo_close, "sót phiếu")
    late = world.issue(feb(7), 4)
    open_report = world.book.ask(weekly_report, *WEEK_6)
    assert (open_report.edition, open_report.is_closed) == (1, False)
    close(world, feb(9))
    assert kept(world) == [(feb(3), 1), (feb(3), 0)]
    told = world.book.ask(kept_pdf, the_kept(world, 1).kept_id).decode()
    assert told.startswith("1 True")
    assert told.endswith("[('issued', 0, 4), ('closing', 10, 6)]")
    causes = {one.field: one.causes for one in open_report.changes}
    assert [cause.number for cause in causes["issued"]] == [world.number(late)]
    assert causes["issued"][0].posted_on == feb(10)


def test_the_next_report_tells_what_changed_and_the_one_after_no_more(world: World) -> None:
    world.receive(feb(3), 10)
    close(world, feb(9))
    assert changes(world, WEEK_7) == []
    world.book.do(undo_close, "sót phiếu")
    late = world.issue(feb(7), 4)
    close(world, feb(9))
    expected = [("2020-W06", "issued", 0, 4), ("2020-W06", "closing", 10, 6)]
    assert changes(world, WEEK_7) == expected
    world.receive(feb(10), 5)
    assert changes(world, WEEK_7) == expected
    _wait_until(world, feb(17))
    close(world, feb(16))
    assert changes(world, (feb(17), feb(23))) == []
    world.book.do(undo_close, "hủy phiếu")
    world.book.do(undo_close, "hủy phiếu")
    world.book.do(reverse_voucher, late, "ghi nhầm")
    assert [one[:2] for one in changes(world, WEEK_7)] == [
        ("2020-W06", "issued"),
        ("2020-W06", "closing"),
        ("2020-W07", "opening"),
        ("2020-W07", "closing"),
    ]


def _wait_until(world: World, day: date) -> None:
    """Let days pass."""
    clock = world.book.clock
    clock.moment = clock.moment.replace(day=day.day)  # type: ignore[attr-defined]


def test_drafts_and_open_counts_block_and_are_named(world: World) -> None:
    cells = {"day": "07/02/2020", "store": world.store, "note": "", "rows": []}
    draft = world.book.keep(save_draft, "receipt", "Cty A", cells)
    world.book.keep(save_draft, "receipt", "sau kỳ", {**cells, "day": "10/02/2020"})
    world.book.keep(save_draft, "catalogue/people", "không phải phiếu", {"name": "x"})
    new = NewStocktake(world.store, "Tất cả", day=feb(8))
    count = world.book.do(open_stocktake, new)
    found = world.book.ask(obstacles, feb(9))
    assert [(one.kind, one.key, one.day) for one in found] == [
        (Hindrance.DRAFT, draft, feb(7)),
        (Hindrance.COUNT, count, feb(8)),
    ]
    with pytest.raises(ClosingBlocked) as refusal:
        close(world, feb(9))
    assert (refusal.value.drafts, refusal.value.counts) == (1, 1)
    close(world, feb(7), despite=True)
    assert world.book.ask(closes)[0].closed_to == feb(7)


def test_a_draft_without_a_day_is_of_the_day_it_was_saved(world: World) -> None:
    cells = {"day": "", "store": world.store}
    world.book.keep(save_draft, "receipt", "Cty A", cells)
    assert [one.day for one in world.book.ask(obstacles, feb(10))] == [feb(10)]


def test_kept_figures_are_those_that_the_report_prints(world: World) -> None:
    world.receive(feb(3), 10, source=Source.OPENING)
    world.receive(feb(4), 90)
    world.issue(feb(5), 7)
    world.book.do(reverse_voucher, world.issue(feb(6), 5), "nhầm")
    loss = NewWriteOff(feb(7), world.store, Loss.LOST, "mất", (StockLine(world.masks, 2),))
    world.book.do(post_write_off, loss)
    found = [Difference(world.masks, 3), Difference(world.gel, 4)]
    world.book.do(post_adjustments, feb(8), world.store, found, "Kiểm kê")
    kept_figures = world.book.ask(report_figures, *WEEK_6)
    printed_figures = {
        row.supply_id: {
            "opening": row.opening,
            "received": row.bought + row.granted + row.other_in,
            "issued": row.issued + row.written_off + row.other_out,
            "closing": row.closing,
        }
        for row in world.book.ask(weekly_report, *WEEK_6).supplies
    }
    assert kept_figures == {key: row for key, row in printed_figures.items() if any(row.values())}
    assert kept_figures[world.masks] == {
        "opening": 10,
        "received": 93,
        "issued": 9,
        "closing": 94,
    }


def test_leaflets_handed_over_after_a_report_was_given_are_told_as_changed(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 100, supply=first)
    close(world, feb(9))
    world.book.do(undo_close, "sót phiếu")
    late = give(world, first, agency(world, "QH01"), 30)
    told = world.book.ask(weekly_report, *WEEK_6).changes
    assert [(one.supply_id, one.field, one.reported, one.now) for one in told] == [
        (first, "issued", 0, 30),
        (first, "closing", 100, 70),
    ]
    assert told[0].causes[0].voucher_id == late
