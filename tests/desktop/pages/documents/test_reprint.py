"""In lại: a sheet that is still out comes out again under the digits it has."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.models.office import PrintedPage
from db.queries.returns import SheetOut, sheets_out
from db.rules.codes import DOCUMENT_LIST, SIGNING_LIST, SLIP
from db.services.returning import ReturnedPage, take_in
from desktop.acknowledgement_printing import lists_pdf, slips_pdf
from desktop.context import Context
from desktop.pages.documents.returns import Returns
from desktop.printing import signing_pdf
from desktop.widgets.pdf_view import PdfWindow
from tests.db.world import World, feb


@pytest.fixture
def out(world: World, round_id: int) -> dict[int, SheetOut]:
    """A sheet of each kind that is out; a list of masks came back, so that others are waited for."""
    world.receive(feb(3), 100)
    signing_pdf(world.book, [world.issue(feb(4), 5)])
    slips_pdf(world.book, round_id, 4)
    lists_pdf(world.book, round_id)
    back = world.rows_of("printed_page")[0]
    (code,) = [cell for cell in back if isinstance(cell, str) and len(cell) == 17]
    world.book.do(take_in, [ReturnedPage(code, ())], feb(5), told={})
    signing_pdf(world.book, [world.issue(feb(5), 5)])
    return {sheet.page.kind: sheet for sheet in world.book.ask(sheets_out, feb(10))}


@pytest.mark.parametrize("kind", [DOCUMENT_LIST, SLIP, SIGNING_LIST])
def test_a_sheet_is_printed_again_with_its_digits(
    context: Context,
    world: World,
    out: dict[int, SheetOut],
    on_screen: Callable[[QWidget], QWidget],
    until_idle: Callable[[], None],
    kind: int,
) -> None:
    tab = Returns(context)
    on_screen(tab)
    pages = world.count(PrintedPage)
    tab.out.reprint.emit(out[kind])
    until_idle()
    (window,) = tab.findChildren(PdfWindow)
    assert window.isVisible()
    assert world.count(PrintedPage) == pages
    window.close()
