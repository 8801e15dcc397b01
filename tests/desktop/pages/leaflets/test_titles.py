"""Các tờ bướm from the clerk's chair: the form, its design, what is missing, legal deposit."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from db.database import Database
from db.kinds import Source
from db.queries.leaflet_list import LeafletRow, leaflet_rows
from db.queries.leaflets import leaflet_figures
from db.queries.office import drafts
from db.services.catalogue import SupplyFields, save_supply
from db.services.office import save_settings
from desktop.context import Context
from desktop.pages.leaflets.titles import Titles
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.leaflets.conftest import NewLeaflet, Show

Idle = Callable[[], None]


@pytest.fixture
def titles(context: Context, new_leaflet: NewLeaflet, on_screen: Show) -> Titles:
    new_leaflet("TB01", "Rửa tay đúng cách")
    new_leaflet("TB02", "Đeo khẩu trang")
    titles = Titles(context)
    titles.refresh()
    context.tasks.changed.connect(lambda _tables: titles.refresh())
    on_screen(titles)
    return titles


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, (200, 300), invariant=1)
    for _page in range(pages):
        canvas.setFillGray(0.2)
        canvas.rect(0, 0, 200, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def row(book: Database, code: str) -> LeafletRow:
    return next(row for row in book.ask(leaflet_rows, feb(10), "", True) if row.code == code)


def told(titles: Titles) -> list[str]:
    return [line.accessibleName() for line in titles.form.checklist.lines]


def test_a_leaflet_is_added_by_keys_with_the_next_code(
    titles: Titles, world: World, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    assert titles.form.code.text() == "TB03"
    titles.form.title.setFocus()
    keys.type("Hướng dẫn cách ly tại nhà")
    keys.press("Ctrl+Return")
    until_idle()
    added = row(world.book, "TB03")
    assert (added.title, added.language) == ("Hướng dẫn cách ly tại nhà", "Tiếng Việt")
    assert titles.table.current().supply_id == added.supply_id


def test_a_supply_of_publications_becomes_a_leaflet_and_keeps_its_stock(
    titles: Titles, world: World, keys: Keys, until_idle: Idle
) -> None:
    supply = world.book.do(save_supply, SupplyFields("AP1", "Cẩm nang", "tờ", group="Ấn phẩm"))
    world.receive(feb(3), 70, supply=supply, source=Source.SUPERIOR)
    until_idle()
    keys.press("Ctrl+N")
    assert titles.form.source.hasFocus()
    keys.type("cam")
    keys.press("Return")
    assert titles.form.title.text() == "Cẩm nang"
    keys.press("Ctrl+Return")
    until_idle()
    added = row(world.book, "AP1")
    assert (added.supply_id, added.in_store) == (supply, 70)


def test_what_is_typed_over_a_leaflet_waits_as_its_draft(
    titles: Titles, world: World, keys: Keys, context: Context, on_screen: Show
) -> None:
    titles.table.selectRow(1)
    titles.form.licence_number.setFocus()
    keys.type("12/GP")
    titles.leave()
    (draft,) = world.book.ask(drafts)
    assert draft.form == "leaflets/titles"
    again = Titles(context)
    again.refresh()
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    assert again.form.licence_number.text() == "12/GP"


def test_a_search_finds_a_title_without_accents(titles: Titles, keys: Keys, qtbot: QtBot) -> None:
    titles.search.setFocus()
    keys.type("rua tay")
    qtbot.waitUntil(lambda: titles.rows.rowCount() == 1)
    assert titles.table.current().code == "TB01"


def test_a_design_is_shown_by_its_first_page_and_kept_with_the_leaflet(
    titles: Titles, world: World, tmp_path: Path, qtbot: QtBot, until_idle: Idle
) -> None:
    path = tmp_path / "mau.pdf"
    path.write_bytes(pdf(2))
    design = titles.form.design
    design.take(path)
    qtbot.waitUntil(lambda: not design.picture.pixmap().isNull())
    assert design.picture.pixmap().toImage().pixelColor(20, 20).lightness() < 120
    assert "Tệp mẫu: đủ" in told(titles)
    titles.form.save()
    until_idle()
    kept = row(world.book, "TB01")
    assert (kept.design_name, kept.design_kind) == ("mau.pdf", "application/pdf")
    qtbot.waitUntil(lambda: not titles.form.design.picture.pixmap().isNull())


def test_a_design_that_is_a_picture_is_looked_at_as_a_paper(
    titles: Titles, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mau.png"
    Image.new("RGB", (300, 200), (20, 90, 40)).save(path)
    titles.form.design.take(path)
    qtbot.waitUntil(lambda: titles.form.design.has_file)
    with qtbot.waitSignal(titles.paper_wanted) as asked:
        titles.form.design.look()
    title, work, workbook = asked.args
    assert (title, workbook) == ("mau.png", None)
    assert work().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("hong.pdf", b"%PDF-1.4 nothing more", "hỏng"),
        ("hong.png", b"\x89PNG\r\n\x1a\n and no picture", "hỏng"),
        ("thu.docx", b"PK\x03\x04 word/document.xml", "phải là PDF, PNG hay JPG"),
        ("trong.pdf", b"", "trống"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(
    titles: Titles, tmp_path: Path, qtbot: QtBot, name: str, content: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    titles.form.design.take(path)
    qtbot.waitUntil(lambda: why in titles.form.told.text())
    assert not titles.form.design.has_file
    assert not titles.form.is_dirty


def test_a_design_is_taken_off_again(
    titles: Titles, world: World, tmp_path: Path, qtbot: QtBot, until_idle: Idle
) -> None:
    path = tmp_path / "mau.pdf"
    path.write_bytes(pdf())
    titles.form.design.take(path)
    qtbot.waitUntil(lambda: titles.form.design.has_file)
    titles.form.save()
    until_idle()
    titles.form.design.remove()
    titles.form.save()
    until_idle()
    assert row(world.book, "TB01").design_id is None


def test_the_checklist_says_what_is_missing_and_leads_to_the_field(
    titles: Titles, keys: Keys
) -> None:
    form = titles.form
    assert "Giấy phép xuất bản: thiếu số, ngày cấp, nơi cấp, nơi được cấp" in told(titles)
    form.licence_number.setFocus()
    keys.type("12/GP")
    assert "Giấy phép xuất bản: thiếu ngày cấp, nơi cấp, nơi được cấp" in told(titles)
    line = next(line for line in form.checklist.lines if "Giấy phép" in line.accessibleName())
    line.linkActivated.emit("licence")
    assert form.licence_on.hasFocus()


def test_copies_are_deposited_from_the_checklist(
    titles: Titles, world: World, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    leaflet = row(world.book, "TB01").supply_id
    world.receive(feb(3), 1000, supply=leaflet)
    until_idle()
    titles.form.note.setFocus()
    keys.type("in lại")  # Ctrl+Enter in the bar means the bar
    line = next(line for line in titles.form.checklist.lines if "lưu chiểu" in line.text())
    line.linkActivated.emit("deposit")
    assert titles.deposit.body_field.hasFocus()
    assert titles.deposit.copies.text() == "3"
    keys.type("Thư viện Quốc gia")
    keys.press("Ctrl+Return")
    until_idle()
    (figures,) = world.book.ask(leaflet_figures, feb(10), [leaflet])
    assert (figures.deposited, figures.distributed, figures.in_store) == (3, 0, 997)
    assert heard.notices[-1][0].startswith("Đã nộp lưu chiểu 3 bản cho Thư viện Quốc gia, phiếu XK")
    assert titles.form.note.text() == "in lại"
    assert titles.form.is_dirty
    assert "Nộp lưu chiểu: đã nộp 3 bản; phát hành được từ 20/02/2020" in told(titles)
    assert world.healthy()


def test_a_deposit_without_stock_is_refused_and_stays(
    titles: Titles, world: World, keys: Keys, until_idle: Idle
) -> None:
    titles.form.ask_deposit()
    keys.type("Thư viện Quốc gia")
    keys.press("Ctrl+Return")
    until_idle()
    assert titles.deposit.isVisible()
    assert "Rửa tay đúng cách" in titles.deposit.refusal.text()


def test_the_checklist_follows_the_setting_of_the_day(
    titles: Titles, world: World, until_idle: Idle
) -> None:
    world.book.do(save_settings, {"leaflets": {"before_print": ["design"]}}, date(2020, 2, 9))
    until_idle()
    titles.refresh()
    assert told(titles) == ["Tệp mẫu: chưa có tệp"]
    world.book.do(save_settings, {"leaflets": {"before_print": []}}, date(2020, 2, 11))
    titles.refresh()
    assert told(titles) == ["Tệp mẫu: chưa có tệp"]


def test_a_leaflet_is_retired_through_its_supply_and_found_again(
    titles: Titles, world: World, until_idle: Idle
) -> None:
    titles.form.retire()
    until_idle()
    assert not row(world.book, "TB01").is_active
    assert titles.rows.rowCount() == 1
    titles.with_retired.setChecked(True)
    assert titles.rows.rowCount() == 2
