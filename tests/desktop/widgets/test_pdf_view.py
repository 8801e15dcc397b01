"""A paper in the window."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from desktop.context import Tone
from desktop.widgets.pdf_view import PdfView, PdfWindow
from tests.desktop.conftest import Keys


def paper(*pages: str) -> bytes:
    if "Test" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Test", str(resources.path("fonts/Tinos-Regular.ttf"))))
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=1)
    for text in pages:
        canvas.setFont("Test", 14)
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(qtbot: QtBot, on_screen: Callable[[QWidget], QWidget]) -> PdfView:
    view = PdfView()
    on_screen(view)
    return view


def show(qtbot: QtBot, view: PdfView, pdf: bytes) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_pdf(pdf, "Báo cáo tuần 06/2020")


def ink(view: PdfView) -> int:
    picture = view.pages.grab().toImage()
    return sum(
        picture.pixelColor(x, y).lightness() < 80
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )


def test_pages_are_drawn_and_counted(qtbot: QtBot, view: PdfView) -> None:
    show(qtbot, view, paper("BÁO CÁO", "Trang hai", "Trang ba"))
    assert view.place.text() == "Trang 1 / 3"
    qtbot.waitUntil(lambda: ink(view) > 20)
    view.pages.go_to(2)
    assert view.place.text() == "Trang 3 / 3"


def test_only_pages_in_sight_are_drawn(qtbot: QtBot, view: PdfView) -> None:
    show(qtbot, view, paper(*[f"Trang {number}" for number in range(200)]))
    qtbot.waitUntil(lambda: ink(view) > 5)
    assert len(view.pages._images) <= 3


def test_words_are_found_without_accents(qtbot: QtBot, view: PdfView, keys: Keys) -> None:
    show(qtbot, view, paper("Khẩu trang y tế", "không có", "khẩu trang N95"))
    keys.press("Ctrl+F")
    keys.type("khau trang")
    keys.press("Return")
    qtbot.waitUntil(lambda: view.found.text() == "1 / 2")
    keys.press("Return")
    assert view.found.text() == "2 / 2"
    assert [hit.page for hit in view._hits] == [0, 2]
    view.search.selectAll()
    keys.type("vắc xin")
    keys.press("Return")
    qtbot.waitUntil(lambda: view.found.text() == "Không thấy")


def test_zoom_keeps_the_place(qtbot: QtBot, view: PdfView, keys: Keys) -> None:
    show(qtbot, view, paper(*["x"] * 20))
    view.pages.go_to(10)
    before = view.pages.zoom
    keys.press("Ctrl+=")
    assert view.pages.zoom > before
    assert view.place.text() in {"Trang 11 / 20", "Trang 12 / 20"}
    assert view.share.text().endswith("%")


def test_what_is_saved_is_what_is_seen(
    qtbot: QtBot, view: PdfView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = paper("BÁO CÁO")
    show(qtbot, view, pdf)
    offered: list[str] = []
    target = tmp_path / "báo cáo.pdf"

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(view.told) as told:
        view.save()
    assert offered == ["Báo cáo tuần 06-2020.pdf"]
    assert target.read_bytes() == pdf
    assert told.args[1] is Tone.OK


def test_a_place_that_can_not_be_written_is_told(
    qtbot: QtBot, view: PdfView, tmp_path: Path
) -> None:
    show(qtbot, view, paper("BÁO CÁO"))
    with qtbot.waitSignal(view.told) as told:
        view.save_to(tmp_path / "không có" / "x.pdf")
    assert told.args[1] is Tone.BAD


def test_a_new_version_is_shown_at_the_same_place(qtbot: QtBot, view: PdfView) -> None:
    show(qtbot, view, paper(*["x"] * 10))
    view.pages.go_to(5)
    show(qtbot, view, paper(*["y"] * 10))
    assert view.pages.page == 5


def test_a_window_of_its_own_closes_with_escape(qtbot: QtBot, light: object, keys: Keys) -> None:
    window = PdfWindow(paper("DANH SÁCH KÝ NHẬN"), "Danh sách ký nhận")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.view.place.text() == "Trang 1 / 1")
    assert window.print_button.hasFocus()
    with qtbot.waitSignal(window.destroyed):
        keys.press("Escape")
