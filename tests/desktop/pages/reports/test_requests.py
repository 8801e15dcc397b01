"""What the report asks for, from the clerk's chair: another quantity, none, and what can't be read."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.queries.office import report_texts
from desktop.context import Context
from desktop.pages.reports.page import Page
from desktop.pages.reports.requests import RequestRow
from desktop.weekly import weekly_pdf
from tests.db.world import World, feb
from tests.desktop.conftest import Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Settled = Callable[[Page], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 500, 250_000)
    world.receive(feb(3), 200, supply=world.gel)
    world.issue(feb(10), 450)  # what is left lasts less than five days
    return world


@pytest.fixture
def settled(qtbot: QtBot, until_idle: Callable[[], None]) -> Settled:
    """Wait until what is seen is what was typed, and is kept."""

    def wait(page: Page) -> None:
        qtbot.waitUntil(lambda: page.weekly.is_settled, timeout=20_000)
        until_idle()

    return wait


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, settled: Settled) -> Page:
    page = Page(context)
    on_screen(page)
    settled(page)
    return page


def _row(page: Page) -> RequestRow:
    (row,) = page.weekly.sentences.requests.rows.values()
    return row


def _ask_for(page: Page, text: str, keys: Keys) -> RequestRow:
    row = _row(page)
    row.field.setFocus()
    row.field.selectAll()
    keys.type(text)
    return row


def _kept(context: Context) -> dict[str, str]:
    kept = context.database.ask(report_texts, feb(10), feb(16))
    return {field: text.text for field, text in kept.items()}


def test_another_quantity_is_printed_explained_and_kept(
    page: Page, context: Context, on_screen: Show, settled: Settled, keys: Keys
) -> None:
    row = _ask_for(page, "1270", keys)
    settled(page)
    page.leave()

    assert "1.270" in whole_text(page.weekly.pdf.pdf)
    assert "= 1.270 cái" in row.told.text()
    assert f"đề xuất {row.request.proposed:,}".replace(",", ".") in row.told.text()
    assert _kept(context) == {row.request.field: "1270"}
    again = Page(context)
    on_screen(again)
    settled(again)
    assert _row(again).field.text() == "1.270 cái"
    assert _row(again).is_edited


def test_the_proposed_quantity_can_be_had_back(
    page: Page, context: Context, settled: Settled, keys: Keys
) -> None:
    row = _ask_for(page, "1270", keys)
    settled(page)

    row.back.setFocus()
    keys.press("Space")
    settled(page)

    assert not row.is_edited
    assert not row.back.isVisibleTo(row)
    assert _kept(context) == {}
    assert "1.270" not in whole_text(page.weekly.pdf.pdf)


def test_nothing_of_the_only_supply_leaves_nothing_to_ask_for(
    page: Page, settled: Settled, keys: Keys
) -> None:
    row = _ask_for(page, "0", keys)
    settled(page)

    text = whole_text(page.weekly.pdf.pdf)
    assert "Vật tư đề nghị bổ sung" not in text
    assert page.weekly.sentences.boxes["IV"].text.toPlainText() == "Không."
    assert row.told.text().startswith("không đề nghị")


@pytest.mark.parametrize("typed", ["abc", "-5", "1.5", "1,5", "10^30", "9" * 31, ""])
def test_what_is_no_quantity_is_told_and_never_kept(
    page: Page, context: Context, settled: Settled, keys: Keys, typed: str
) -> None:
    row = _row(page)
    row.field.setFocus()
    row.field.selectAll()
    keys.press("Delete")
    row.field.insert(typed)
    row.field.textEdited.emit(typed)
    settled(page)
    page.leave()

    assert row.told.text().endswith(f" Vẫn đề nghị {row.request.proposed:,} cái.".replace(",", "."))
    assert row.told.property("tone") == "bad"
    assert row.quantity == row.request.proposed
    assert _kept(context) == {}


def test_the_mark_tells_that_figures_changed_since(
    page: Page, world: World, settled: Settled, keys: Keys
) -> None:
    row = _ask_for(page, "1270", keys)
    settled(page)
    world.issue(feb(10), 20)
    page.refresh()
    settled(page)

    assert row.quantity == 1270
    assert "số liệu đã đổi từ khi sửa" in row.told.text()


def test_an_untouched_quantity_follows_the_book(page: Page, world: World, settled: Settled) -> None:
    before = _row(page).quantity
    world.issue(feb(10), 20)
    page.refresh()
    settled(page)

    row = _row(page)
    assert row.quantity == row.request.proposed != before
    assert row.field.text().startswith(f"{row.quantity:,}".replace(",", "."))


def test_an_urgent_paper_is_boxed_and_stays_urgent(
    page: Page, context: Context, on_screen: Show, settled: Settled
) -> None:
    assert "KHẨN" not in whole_text(page.weekly.pdf.pdf)

    urgency = page.weekly.choice.urgency
    urgency.setCurrentText("THƯỢNG KHẨN")
    urgency.activated.emit(urgency.currentIndex())
    settled(page)
    page.leave()

    assert "THƯỢNG KHẨN" in whole_text(page.weekly.pdf.pdf)
    assert _kept(context) == {"urgency": "THƯỢNG KHẨN"}
    assert "THƯỢNG KHẨN" in whole_text(weekly_pdf(context.database, feb(10), feb(16)))
    again = Page(context)
    on_screen(again)
    settled(again)
    assert again.weekly.choice.urgency.currentText() == "THƯỢNG KHẨN"
