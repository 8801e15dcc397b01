"""Daily reports: noted, put right, taken back, refused; excuses; the Director's page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.clock import FixedClock
from db.errors import (
    ChangedMeanwhile,
    DomainError,
    FieldMissing,
    FigureOutOfRange,
    FutureDay,
    FutureMoment,
    IndicatorOfBook,
    NotAssigned,
    NotFound,
    ReceivedTooEarly,
    RefusedByBook,
)
from db.kinds import Punctuality, ReportForm
from db.models.daily import DailyReport
from db.queries.daily_board import daily_board, excuses, punctuality
from db.queries.daily_pages import daily_pages, stock_days
from db.queries.daily_reports import earlier_reporters, editions, last_edition, reports_of
from db.rules.daily import Tally
from db.services.daily import (
    DailyReportFields,
    ExcuseFields,
    keep_daily_page,
    remove_excuse,
    save_excuse,
    save_report,
    withdraw_report,
)
from db.services.documents import NewFile
from db.services.duties import DutyFields, save_duty
from db.services.office import save_settings
from tests.db.daily import FIVE, department, duty, indicator, moment, report
from tests.db.world import World, feb

TODAY = feb(10)
NOON = moment(TODAY, "12:00")


@pytest.fixture(autouse=True)
def _at_noon(clock: FixedClock) -> None:
    clock.moment = NOON


def test_the_board_of_a_monday_shows_who_reported_who_was_late_and_who_is_missing(
    world: World,
) -> None:
    report(world, "VP", TODAY, "08:05", reporter="Trần Thị Bình", form=ReportForm.SYSTEM)
    report(world, "BC", TODAY, "08:30")
    report(world, "TTDT", TODAY, "08:34:20")
    excuse = ExcuseFields(department(world, "XBIPH"), feb(8), TODAY, "đi công tác cả phòng")
    world.book.do(save_excuse, excuse)
    board = world.book.ask(daily_board, TODAY, NOON)
    assert {row.code: (row.standing.state, row.standing.minutes) for row in board.rows} == {
        "VP": (Punctuality.ON_TIME, 0),
        "TTS": (Punctuality.MISSING, 0),
        "BC": (Punctuality.ON_TIME, 0),
        "XBIPH": (Punctuality.EXCUSED, 0),
        "TTDT": (Punctuality.LATE, 4),
    }
    assert tuple(row.code for row in board.rows) == FIVE
    assert board.rows[0].report is not None
    assert board.rows[0].report.reporter == "Trần Thị Bình"
    assert board.rows[3].excuse == "đi công tác cả phòng"
    assert board.covered == (feb(9), feb(9))


def test_before_the_deadline_nobody_is_missing_yet(world: World) -> None:
    board = world.book.ask(daily_board, TODAY, moment(TODAY, "08:10"))
    assert {row.standing.state for row in board.rows} == {Punctuality.WAITING}
    counted = world.book.ask(punctuality, TODAY, TODAY, moment(TODAY, "08:10"))
    assert {row.tally for row in counted} == {Tally()}


def test_a_report_holds_all_that_was_said(world: World) -> None:
    spread, told = duty(world, "Chỉ đạo báo, đài", TODAY), indicator(world, "Tin, bài theo dõi")
    report(
        world,
        "BC",
        TODAY,
        "08:10",
        reporter="  Lê  Văn Cường ",
        reporter_title="Trưởng phòng",
        results={spread: "Đã nhắc 3 báo.\n\n Đính  chính 1 tin."},
        other_results="Họp giao ban.",
        difficulties="Thiếu người",
        proposals="Xin thêm khẩu trang",
        tomorrow="Theo dõi tiếp",
        figures={told: 152},
        present=11,
        on_leave=1,
        quarantined=0,
    )
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.results == {spread: "Đã nhắc 3 báo.\nĐính chính 1 tin."}
    assert row.figures == {told: 152}
    assert (row.reporter, row.other_results, row.tomorrow) == (
        "Lê Văn Cường",
        "Họp giao ban.",
        "Theo dõi tiếp",
    )
    assert (row.present, row.on_leave, row.quarantined, row.feverish) == (11, 1, 0, None)
    assert world.book.ask(earlier_reporters, row.department_id) == [
        ("Lê Văn Cường", "Trưởng phòng")
    ]


def test_a_correction_keeps_the_earlier_version_and_its_files(world: World) -> None:
    bc = department(world, "BC")
    fields = DailyReportFields(bc, TODAY, moment(TODAY, "08:10"), ReportForm.PAPER, proposals="A")
    files = (NewFile("a.pdf", "application/pdf", b"one"), NewFile("b.png", "image/png", b"two"))
    world.book.do(save_report, fields, files)
    (first,) = world.book.ask(reports_of, TODAY)
    assert [file.name for file in first.files] == ["a.pdf", "b.png"]
    kept = (first.files[1].attachment_id,)
    again = replace(fields, proposals="B", edition=1, reason="ghi nhầm", kept_files=kept)
    world.book.do(save_report, again)
    (now,) = world.book.ask(reports_of, TODAY)
    assert (now.proposals, now.edition, [file.name for file in now.files]) == ("B", 2, ["b.png"])
    both = world.book.ask(editions, bc, TODAY)
    assert [(one.edition, one.proposals) for one in both] == [(2, "B"), (1, "A")]
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_report, again)


def test_a_report_withdrawn_is_missing_and_may_come_again(world: World) -> None:
    bc = department(world, "BC")
    report(world, "BC", TODAY, "08:10")
    with pytest.raises(FieldMissing):
        world.book.do(withdraw_report, bc, TODAY, 1, " ")
    world.book.do(withdraw_report, bc, TODAY, 1, "của phòng khác")
    assert world.book.ask(reports_of, TODAY) == []
    with pytest.raises(NotFound):
        world.book.do(withdraw_report, bc, TODAY, 2, "lần nữa")
    assert world.book.ask(last_edition, bc, TODAY) == 2
    report(world, "BC", TODAY, "08:50", edition=2)
    (row,) = world.book.ask(punctuality, TODAY, TODAY, NOON)[2:3]
    assert row.tally == Tally(late=1)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"day": feb(11), "received_at": moment(TODAY, "08:00")}, FutureDay),
        ({"received_at": NOON + timedelta(seconds=1)}, FutureMoment),
        ({"received_at": moment(feb(8), "23:59")}, ReceivedTooEarly),
        ({"present": -1}, FigureOutOfRange),
        ({"feverish": 10**12 + 1}, FigureOutOfRange),
        ({"edition": 3}, ChangedMeanwhile),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    world: World, change: dict[str, object], refusal: type[DomainError]
) -> None:
    fields = DailyReportFields(
        department(world, "BC"), TODAY, moment(TODAY, "08:10"), ReportForm.PHONE
    )
    with pytest.raises(refusal):
        world.book.do(save_report, replace(fields, **change))  # type: ignore[arg-type]
    assert world.book.ask(reports_of, feb(1), feb(28)) == []


def test_figures_and_results_are_of_the_department_and_never_of_the_book(world: World) -> None:
    for name, refusal in (
        ("Khẩu trang cấp", IndicatorOfBook),
        ("Đính chính", NotFound),
    ):
        with pytest.raises(refusal):
            report(world, "VP", TODAY, "08:10", figures={indicator(world, name): 3})
    with pytest.raises(NotFound):
        report(world, "VP", TODAY, "08:10", results={duty(world, "Chỉ đạo báo, đài", TODAY): "x"})
    assert world.book.ask(reports_of, TODAY) == []


def test_only_who_has_a_duty_that_day_reports(world: World) -> None:
    with pytest.raises(NotAssigned):
        report(world, "CNTT", TODAY, "08:10")
    other = DutyFields(
        department(world, "CNTT"), "Kế hoạch khác", "Họp trực tuyến", TODAY, to_on=feb(11)
    )
    world.book.do(save_duty, other)
    report(world, "CNTT", TODAY, "08:10")
    rows = world.book.ask(punctuality, feb(9), feb(12), NOON)
    (own,) = (row for row in rows if row.code == "CNTT")
    assert (sorted(own.standings), own.tally) == ([TODAY, feb(11)], Tally(on_time=1))


def test_a_report_may_be_put_right_after_the_clock_was_set_back(
    world: World, clock: FixedClock
) -> None:
    report(world, "BC", TODAY, "11:40")
    clock.moment = NOON - timedelta(hours=3)
    report(world, "BC", TODAY, "11:40", edition=1, proposals="thêm")
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.edition, row.proposals, row.entered_at) == (2, "thêm", NOON)
    with pytest.raises(FutureMoment):
        report(world, "BC", TODAY, "12:01", edition=2)


def test_an_excuse_is_changed_and_taken_back(world: World) -> None:
    bc = department(world, "BC")
    excuse_id = world.book.do(save_excuse, ExcuseFields(bc, feb(5), feb(6), "nghỉ"))
    (row,) = world.book.ask(excuses, feb(6), feb(9))
    changed = ExcuseFields(bc, feb(5), feb(7), "nghỉ dài", excuse_id, row.version)
    world.book.do(save_excuse, changed)
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_excuse, changed)
    with pytest.raises(RefusedByBook):
        world.book.do(save_excuse, ExcuseFields(bc, feb(5), feb(4), "nghỉ"))
    (own,) = world.book.ask(punctuality, feb(4), feb(8), NOON)[2:3]
    assert own.tally == Tally(missing=2, excused=3)
    world.book.do(remove_excuse, excuse_id)
    assert world.book.ask(excuses) == []


def test_a_deadline_that_changes_in_mid_month_judges_each_day_by_its_own(world: World) -> None:
    for day in (feb(6), feb(7)):
        report(world, "BC", day, "08:45")
    later = {"deadline": "09:00", "weekdays": [1, 2, 3, 4, 5], "on_holidays": False}
    world.book.do(save_settings, {"daily": later}, feb(7))
    (own,) = world.book.ask(punctuality, feb(5), feb(9), NOON)[2:3]
    assert own.tally == Tally(on_time=1, late=1, missing=1)
    assert own.standings[feb(8)].state is Punctuality.NOT_DUE


def test_the_stock_on_a_page_covers_what_no_page_told_before(world: World) -> None:
    assert world.book.ask(stock_days, TODAY) == (feb(7), feb(9))
    world.book.do(keep_daily_page, feb(6), feb(5), feb(5), b"%PDF-1", told={})
    assert world.book.ask(stock_days, TODAY) == (feb(6), feb(9))
    first = world.book.do(keep_daily_page, TODAY, feb(6), feb(9), b"%PDF-2", told={})
    assert world.book.do(keep_daily_page, TODAY, feb(6), feb(9), b"%PDF-2", told={}) == first
    assert world.book.ask(stock_days, TODAY) == (feb(6), feb(9))
    assert world.book.ask(stock_days, feb(11)) == (TODAY, TODAY)
    assert [page.day for page in world.book.ask(daily_pages)] == [TODAY, feb(6)]


def test_the_book_itself_refuses_a_changed_report(world: World) -> None:
    report_id = report(world, "BC", TODAY, "08:40")

    def forge(session: object, _act: object) -> None:
        session.get(DailyReport, report_id).received_at = moment(TODAY, "08:20")  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]

    with pytest.raises(RefusedByBook):
        world.book.do(forge)
