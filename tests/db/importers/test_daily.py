"""Daily reports from the forms that units fill in: found by their labels, checked, told with the cell."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.clock import FixedClock
from db.errors import FieldMissing
from db.importers.daily_form import find_forms
from db.importers.errors import ImportRefused, NoHeader, NotAWorkbook
from db.importers.plan import ImportOptions
from db.importers.planning import plan_import
from db.importers.problems import Hint
from db.importers.reading import read_pasted, read_workbook
from db.kinds import IndicatorKind, ReportForm
from db.queries.daily_reports import editions, reports_of
from db.services.daily import withdraw_report
from db.services.duties import IndicatorFields, save_indicator
from desktop.daily_forms import form_xlsx
from tests.db.daily import department, duty, indicator, moment
from tests.db.importers.daily_forms import (
    FULL,
    filled,
    new_form,
    options,
    place_of,
    plan,
    problems,
    take,
    typed,
    with_cells,
)
from tests.db.importers.workbooks import Row, delimited, xlsx
from tests.db.world import World, feb

TODAY = feb(10)


@pytest.fixture(autouse=True)
def _at_nine(clock: FixedClock) -> None:
    clock.moment = moment(TODAY, "09:00")


@pytest.fixture
def form(world: World, tmp_path: Path) -> Path:
    """The form of Phòng Báo chí for today, not filled in yet."""
    return new_form(world, "BC", TODAY, tmp_path / "bao-chi.xlsx")


def test_a_form_filled_in_comes_back_whole_with_its_workbook(world: World, form: Path) -> None:
    outcome = take(world, filled(form, FULL))
    assert outcome["reports"] == [
        {"code": "BC", "day": "2020-02-10", "edition": 1, "outcome": "new"}
    ]
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.received_at, row.form) == (moment(TODAY, "08:05"), ReportForm.EMAIL)
    assert (row.reporter, row.reporter_title) == ("Lê Văn Cường", "Trưởng phòng")
    told = "Đã nhắc 3 báo.\nĐề nghị 1 báo đính chính."
    assert row.results == {duty(world, "Chỉ đạo báo, đài", TODAY): told}
    assert row.figures == {
        indicator(world, "Tin, bài theo dõi"): 152,
        indicator(world, "Đính chính"): 1,
    }
    assert (row.other_results, row.difficulties, row.proposals, row.tomorrow) == (
        *("Họp giao ban.", "Thiếu người.", "", "Theo dõi tiếp."),
    )
    assert (row.present, row.on_leave, row.quarantined, row.feverish) == (11, 0, None, None)
    (file,) = row.files
    assert (file.name, file.size) == ("bao-chi.xlsx", form.stat().st_size)


def test_the_same_file_again_is_known_and_a_changed_one_is_a_correction(
    world: World, form: Path, clock: FixedClock
) -> None:
    take(world, filled(form, FULL))
    clock.moment += timedelta(hours=2)
    again = take(world, form)
    assert (again["imported"], again["unchanged"]) == (0, 1)
    found = plan(world, filled(form, {"proposals": "Xin thêm khẩu trang"}))
    assert (found.rows, found.ready, found.unchanged) == (1, 1, 0)
    assert [hint.hint for hint in found.hints] == [Hint.TIME_TOLD, Hint.REPORT_AGAIN]
    assert take(world, form)["reports"] == [
        {"code": "BC", "day": "2020-02-10", "edition": 2, "outcome": "correction"}
    ]
    now, first = world.book.ask(editions, department(world, "BC"), TODAY)
    assert (now.reason, now.proposals) == ("nhập lại từ tệp bao-chi.xlsx", "Xin thêm khẩu trang")
    assert (first.proposals, now.received_at) == ("", first.received_at)
    assert len(now.files) == len(first.files) == 1
    assert now.files[0].attachment_id != first.files[0].attachment_id


def test_without_a_time_it_came_now_and_a_correction_keeps_that(
    world: World, form: Path, clock: FixedClock
) -> None:
    came = clock.moment
    take(world, filled(form, {"other_results": "Họp."}))
    clock.moment += timedelta(hours=3)
    take(world, filled(form, {"other_results": "Họp giao ban."}))
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.edition, row.received_at) == (2, came)


def test_a_time_still_ahead_is_not_believed(world: World, form: Path, clock: FixedClock) -> None:
    filled(form, {"sent_at": "9g01", "other_results": "Họp."})
    (hint,) = plan(world, form).hints
    assert (hint.hint, hint.column) == (Hint.TIME_AHEAD, "Giờ gửi")
    take(world, form)
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.received_at == clock.moment


def test_what_the_clerk_says_of_its_coming_counts_before_the_form(world: World, form: Path) -> None:
    sheets = read_workbook(filled(form, FULL))
    came = moment(TODAY, "08:31")
    said = ImportOptions(at=moment(TODAY, "09:00"), received_at=came, form=ReportForm.SYSTEM)
    found = world.book.ask(plan_import, "daily", sheets, TODAY, options=said)
    (ready,) = found.reports
    assert (ready.outcome, found.hints) == ("new", ())
    with pytest.raises(FieldMissing):
        world.book.ask(plan_import, "daily", sheets, TODAY)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        *(("8:05", "08:05"), ("08:05:30", "08:05:30"), ("8h5", "08:05"), ("8g", "08:00")),
        *(("8 giờ 05 phút", "08:05"), ("8.05", "08:05"), (0.336805555, "08:05")),
        (" 8 GIỜ 05 ", "08:05"),
    ],
)
def test_times_are_read_as_people_write_them(
    sqlite_world: World, tmp_path: Path, written: str | float, at: str
) -> None:
    path = new_form(sqlite_world, "BC", TODAY, tmp_path / "a.xlsx")
    take(sqlite_world, filled(path, {"sent_at": written, "tomorrow": "x"}))
    (row,) = sqlite_world.book.ask(reports_of, TODAY)
    assert row.received_at == moment(TODAY, at)


def test_every_cell_at_fault_is_told_and_nothing_is_written(world: World, form: Path) -> None:
    bad: dict[str, str | float] = {
        "sent_at": "sáng sớm",
        "Tin, bài theo dõi": "nhiều",
        "Chỉ đạo": -3,
        "Đính chính": 1.5,
        "present": "mười",
        "difficulties": "dài " * 4000,
    }
    found = plan(world, filled(form, bad))
    assert problems(found) == [
        *(("C11", "not_a_time"), ("C20", "too_long"), ("C25", "not_a_number")),
        *(("C26", "not_whole"), ("C27", "not_whole"), ("C30", "not_a_number")),
    ]
    assert (found.rows, found.ready, found.unchanged) == (1, 0, 0)
    with pytest.raises(ImportRefused):
        take(world, form)
    assert world.book.ask(reports_of, TODAY) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"code": "KHONGCO"}, [("C7", "unknown_department")]),
        ({"code": "TTS"}, [("C8", "department_disagrees")]),
        ({"code": "CNTT", "department": ""}, [("C9", "no_duty")]),
        ({"code": "", "department": ""}, [("C7", "missing")]),
        ({"day": "31/02/2020"}, [("C9", "no_such_day")]),
        ({"day": "11/02/2020"}, [("C9", "future_day")]),
        ({"day": "02/02/2020"}, [("C9", "no_duty")]),
        ({"day": ""}, [("C9", "missing")]),
        ({"version": "2"}, [("C10", "newer_form")]),
        ({"other_results": " "}, [("C19", "nothing_told")]),
    ],
)
def test_whose_and_which_day_must_be_clear(
    sqlite_world: World, tmp_path: Path, change: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    path = new_form(sqlite_world, "BC", TODAY, tmp_path / "a.xlsx")
    filled(path, {"other_results": "Họp.", **change})
    assert problems(plan(sqlite_world, path)) == expected


def test_a_figure_of_the_book_is_never_typed(world: World, tmp_path: Path) -> None:
    path = new_form(world, "VP", TODAY, tmp_path / "vp.xlsx")
    filled(path, {"Khẩu trang cấp": 40, "tomorrow": "Cấp tiếp"})
    assert problems(plan(world, path)) == [("C25", "figure_of_book")]
    take(world, filled(path, {"Khẩu trang cấp": "Sổ tự tính"}))
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.figures, row.tomorrow) == ({}, "Cấp tiếp")


def test_yes_and_no_are_read(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    fields = IndicatorFields(department(world, "BC"), "Đã họp báo", kind=IndicatorKind.YES_NO)
    world.book.do(save_indicator, fields)
    path = new_form(world, "BC", TODAY, tmp_path / "a.xlsx")
    assert problems(plan(world, filled(path, {"Đã họp báo": "có lẽ"}))) == [
        ("C28", "not_yes_or_no")
    ]
    take(world, filled(path, {"Đã họp báo": "Có"}))
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.figures == {indicator(world, "Đã họp báo"): 1}


TABLES: list[Row] = [
    ["", "", "NHIEM VU", "Kế hoạch nói gì", "KẾT QUẢ"],
    ["", 1, "chi dao bao, dai", "Chỉ đạo các báo", "Đã nhắc 3 báo"],
    ["", 2, "Kiểm soát, thống kê tin bài\nThường xuyên", "", "152 tin"],
    ["", "", "Việc khác không ghi gì", "", ""],
    [],
    ["", "", "Chỉ tiêu", "ĐVT", "Số lượng"],
    ["", "", "2. Đính  chính", "tin, bài", "1"],
    ["", "", "Không ai biết", "", ""],
]


def test_labels_are_found_wherever_they_stand(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for day in (TODAY, "10/02/2020", "ngày 10 tháng 02 năm 2020"):
        found = plan(world, xlsx(path, typed("bc", day, *TABLES)))
        assert (found.errors, found.rows) == ((), 1)
    assert take(world, path)["imported"] == 1
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.department == "Phòng Báo chí"
    assert list(row.results.values()) == ["Đã nhắc 3 báo", "152 tin"]
    assert row.figures == {indicator(world, "Đính chính"): 1}
    assert (row.reporter, row.difficulties) == ("Nguyễn Thị Hoa", "Không")


def test_what_nobody_knows_is_told_unless_its_row_says_nothing(
    world: World, tmp_path: Path
) -> None:
    rows = [list(row) for row in TABLES]
    rows[3][4], rows[7][4] = "làm rồi", 5
    rows += [["", "", "Đính chính", "", 2]]
    path = xlsx(tmp_path / "a.xlsx", typed("BC", TODAY, *rows))
    found = plan(world, path)
    assert problems(found) == [
        *(("E10", "unknown_duty"), ("E14", "unknown_indicator"), ("E15", "told_twice")),
    ]
    assert found.errors[0].facts["text"] == "Việc khác không ghi gì"


def test_a_sheet_each_is_taken_whole_or_not_at_all(world: World, tmp_path: Path) -> None:
    good, bad = typed("BC", TODAY), typed("TTS", TODAY, ["", "Có mặt", "ba"])
    path = xlsx(tmp_path / "a.xlsx", good, more={"TTS": bad, "Ghi chú": [["Không phải biểu"]]})
    found = plan(world, path)
    assert (found.rows, found.ready, problems(found)) == (2, 1, [("TTS!C7", "not_a_number")])
    with pytest.raises(ImportRefused):
        take(world, path)
    assert world.book.ask(reports_of, TODAY) == []
    xlsx(path, good, more={"TTS": typed("TTS", TODAY), "BC nữa": good})
    assert problems(plan(world, path)) == [("BC nữa!D4", "told_twice")]
    take(world, xlsx(path, good, more={"TTS": typed("TTS", TODAY)}))
    assert len(world.book.ask(reports_of, TODAY)) == 2


def test_the_forms_of_all_units_are_one_file_and_come_back_so(world: World, tmp_path: Path) -> None:
    path = tmp_path / "tat-ca.xlsx"
    path.write_bytes(form_xlsx(world.book, TODAY))
    found = plan(world, path)
    assert (found.rows, {problem for _, problem in problems(found)}) == (5, {"nothing_told"})


def test_of_the_forms_of_all_units_those_nobody_filled_in_are_passed_over(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "tat-ca.xlsx"
    path.write_bytes(form_xlsx(world.book, TODAY))
    first = find_forms(read_workbook(path))[0]
    cells = {place_of(first, "other_results"): "Họp giao ban."}
    path.write_bytes(with_cells(path.read_bytes(), cells))
    found = plan(world, path)
    assert (found.rows, found.ready, problems(found)) == (5, 1, [])
    empty = [one.cell.partition("!")[0] for one in found.hints if one.hint is Hint.FORM_EMPTY]
    assert sorted([*empty, first.sheet.name]) == ["BC", "TTDT", "TTS", "VP", "XBIPH"]
    take(world, path)
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.other_results == "Họp giao ban."


def test_a_report_that_was_withdrawn_may_come_again(world: World, form: Path) -> None:
    take(world, filled(form, FULL))
    world.book.do(withdraw_report, department(world, "BC"), TODAY, 1, "của phòng khác")
    assert take(world, form)["imported"] == 1
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.edition, row.is_withdrawn) == (3, False)


def test_rows_that_were_copied_are_read_too(world: World) -> None:
    sheets = read_pasted(delimited(typed("BC", date(2020, 2, 10)), "\t"))
    found = world.book.ask(plan_import, "daily", sheets, TODAY, options=options(world))
    assert (found.ready, found.errors) == (1, ())


def test_what_is_no_form_is_refused_in_words(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"khong phai so")
    with pytest.raises(NotAWorkbook):
        plan(world, tmp_path / "a.xlsx")
    for rows in ([["Mã", "Tên"], ["1", "x"]], typed("BC", TODAY)[:3], [["Đơn vị", "Ngày"]]):
        with pytest.raises(NoHeader) as refused:
            plan(world, xlsx(tmp_path / "b.xlsx", rows))
        assert refused.value.kind == "daily"
        assert refused.value.missing
