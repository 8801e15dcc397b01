"""In lại: a sheet that is still out comes out again under the digits it has."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.kinds import Outcome
from db.models.office import PrintedPage
from db.queries.sheets_out import SheetOut, sheets_out
from db.rules.codes import DOCUMENT_LIST, SIGNING_LIST, SLIP
from db.services.deciding import decide
from db.services.returning import ReturnedPage, take_in
from desktop.acknowledgement_printing import again_pdf, lists_pdf, slips_pdf
from desktop.context import Context
from desktop.pages.documents.returns import Returns
from desktop.printing import signing_pdf
from desktop.widgets.pdf_view import PdfWindow
from tests.db.world import World, feb
from tests.desktop.papers.reading import whole_text


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


def test_an_older_list_of_those_who_were_missing_and_a_slip_with_goods_come_again_as_they_were(
    world: World, round_id: int
) -> None:
    world.book.do(decide, round_id, [world.guard], Outcome.SIGNED, feb(5))
    missing = lists_pdf(world.book, round_id, [world.office], only_missing=True)
    world.receive(feb(3), 100)
    goods = [world.issue(feb(5), 5)]
    slips_pdf(world.book, round_id, 2, with_goods=goods)
    out = world.book.ask(sheets_out, feb(10))
    pages = {(sheet.page.kind, sheet.page.rows): sheet.page for sheet in out}
    lists_pdf(world.book, round_id)
    slips_pdf(world.book, round_id, 2)
    printed = world.count(PrintedPage)
    listed = again_pdf(world.book, pages[DOCUMENT_LIST, (world.clerk,)].code)
    assert listed == missing
    slip = whole_text(again_pdf(world.book, pages[SLIP, (world.clerk,)].code))
    assert slip.count("Đã nhận vật tư: - Khẩu trang y tế: 05 cái.") == 1
    assert "Trần Quốc Bảo" not in slip
    assert world.count(PrintedPage) == printed
