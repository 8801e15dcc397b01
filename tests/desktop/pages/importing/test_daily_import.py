"""A unit's daily form from the clerk's chair: recognised, looked at, recorded, put right by a later one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from db.importers.plan import ImportKind
from db.importers.reading import read_workbook
from db.kinds import ReportForm
from db.queries.daily_reports import reports_of
from desktop.context import Context
from desktop.pages.importing.page import Page
from tests.db.daily import FIVE, moment
from tests.db.importers.daily_forms import FULL, filled, new_form
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Show = Callable[[QWidget], QWidget]
TODAY = feb(10)


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show) -> Page:
    page = Page(context)
    on_screen(page)
    return page


@pytest.fixture
def form(world: World, tmp_path: Path) -> Path:
    """The form of Phòng Báo chí, filled in; the clock stands at 8:00."""
    path = new_form(world, "BC", TODAY, tmp_path / "bao-chi.xlsx")
    return filled(path, {**FULL, "sent_at": "7:45"})


def test_a_form_is_recognised_whatever_list_was_meant(
    page: Page, form: Path, until_idle: Callable[[], None]
) -> None:
    for kind in (ImportKind.SUPPLIES, ImportKind.STAFF, ImportKind.OPENING, ImportKind.AGENCIES):
        page.open(kind=kind)
        page.choose.take_file(str(form))
        until_idle()
        button = page.preview.other_kind if page.preview.isVisible() else page.choose.other
        assert button.hasFocus(), kind
        button.click()
        until_idle()
        assert page.choose.kind is ImportKind.DAILY
        assert page.preview.write.isEnabled()


def test_the_form_is_shown_cell_by_cell_and_recorded_by_keys(
    page: Page,
    world: World,
    form: Path,
    keys: Keys,
    heard: Heard,
    until_idle: Callable[[], None],
) -> None:
    page.open(kind=ImportKind.DAILY)
    assert page.daily.isVisible()
    page.daily.form.setCurrentIndex(1)
    page.choose.take_file(str(form))
    until_idle()
    preview = page.preview
    assert "Phòng Báo chí ngày 10/02/2020" in preview.where.text()
    assert preview.ready.detail.text() == "1 báo cáo mới, 0 bản sửa"
    rows = [preview.columns.row(place) for place in range(preview.columns.rowCount())]
    shown = [[column.text(row) for column in preview.columns.columns] for row in rows if row]
    assert ["C12", "Người báo cáo", "Người báo cáo", "Lê Văn Cường"] in shown
    assert ["C25", "Tin, bài theo dõi", "Chỉ tiêu", "152"] in shown
    keys.press("Ctrl+Return")
    until_idle()
    assert page.result.sentence.text() == "Đã ghi 1 báo cáo vào sổ."
    (row,) = world.book.ask(reports_of, TODAY)
    assert (row.received_at, row.form) == (moment(TODAY, "07:45"), ReportForm.SYSTEM)
    assert [file.name for file in row.files] == ["bao-chi.xlsx"]
    keys.press("Space")
    assert heard.pages == [("daily", {"tab": "board"})]


def test_a_later_form_is_a_correction_and_the_same_one_nothing_new(
    page: Page, world: World, form: Path, keys: Keys, until_idle: Callable[[], None]
) -> None:
    for changes, detail in (
        ({}, "1 báo cáo mới, 0 bản sửa"),
        ({"Chỉ đạo": 2}, "0 báo cáo mới, 1 bản sửa"),
    ):
        filled(form, changes)
        page.open(kind=ImportKind.DAILY)
        page.choose.take_file(str(form))
        until_idle()
        assert page.preview.ready.detail.text() == detail
        keys.press("Ctrl+Return")
        until_idle()
    hints = page.preview.hints
    told = [
        hints.columns[2].text(row) for place in range(hints.rowCount()) if (row := hints.row(place))
    ]
    assert any("Sổ đã có báo cáo ngày 10/02/2020 của Phòng Báo chí" in one for one in told)
    page.open(kind=ImportKind.DAILY, path=form)
    until_idle()
    assert not page.preview.write.isEnabled()
    assert page.preview.why_not.text() == "Không có gì mới để ghi: sổ đã có báo cáo này."
    assert [report.edition for report in world.book.ask(reports_of, TODAY)] == [2]


def test_every_cell_at_fault_is_named_and_nothing_can_be_skipped(
    page: Page, form: Path, until_idle: Callable[[], None]
) -> None:
    filled(form, {"Chỉ đạo": "ba", "present": "-"})
    filled(form, {"present": "mười"})
    page.open(kind=ImportKind.DAILY, path=form)
    until_idle()
    preview = page.preview
    rows = [preview.errors.row(place) for place in range(preview.errors.rowCount())]
    told = [[column.text(row) for column in preview.errors.columns] for row in rows if row]
    assert told == [
        ["26", "C26 · Chỉ đạo", "“ba” không phải là số."],
        ["30", "C30 · Có mặt", "“mười” không phải là số."],
    ]
    assert not preview.skip_bad.isVisible()
    assert "Còn 2 ô cần sửa" in preview.why_not.text()


def test_the_forms_for_all_units_are_saved_from_here(
    page: Page, tmp_path: Path, until_idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = str(tmp_path / "bieu.xlsx")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (told, ""))
    page.open(kind=ImportKind.DAILY)
    page.daily.blank.click()
    until_idle()
    assert [sheet.name for sheet in read_workbook(Path(told))] == list(FIVE)
