"""A round for everybody over three supplies: proposed by norm, shared, corrected by keys, printed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.kinds import NormPeriod, Source
from db.queries.catalogue import stores, supplies
from db.queries.lots import lots_on_offer
from db.services.norms import NormFields, save_norm
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from desktop.pages.issue.page import Page
from desktop.pages.issue.round_bar import EVERYBODY
from desktop.widgets.round_print import RoundPrintDialog

if TYPE_CHECKING:
    from tests.bench.pauses import Bench

PIECES = 20  # a week for everybody
SHORT = 12_345  # pieces that there are of the third supply, for a thousand people
CORRECTED = 10  # rows


def give_out(bench: "Bench") -> None:
    """Measure the round from choosing its supplies to its papers."""
    window, book = bench.program.window, bench.book
    ids = _furnish(bench)
    bench.act("go back to issues", lambda: window.navigate("issue"))
    page = window.page
    assert isinstance(page, Page)
    bar, listed = page.round.bar, page.round.listed
    bar.supplies.choose(ids)
    bar.departments.choose([EVERYBODY])
    bench.act("three supplies, 1,000 people", bar.supplies.changed.emit)
    bench.act("as last time", bar.last_round.click)
    bench.act("by norm again", bar.last_round.click)
    bench.act("share what is left", page.round.ribbon.share_button.click)
    bench.act("correct ten rows by keys", lambda: _correct(listed.grid))
    bench.act("record the round of three", page.record)
    bench.act("ask what to print", window.notice_line.buttons[1].click)
    (dialog,) = window.findChildren(RoundPrintDialog)
    dialog.boxes["undertaking"].setChecked(True)
    bench.act("print all of it in one go", dialog.accept)
    assert len(book.ask(supplies)) >= len(ids)


def _furnish(bench: "Bench") -> list[int]:
    """Enough of two supplies, too little of the third; norms of all."""
    book = bench.book
    today = book.clock.today()
    store = book.ask(stores)[0].store_id
    ids = [row.supply_id for row in book.ask(supplies)[:3]]
    there = book.ask(lots_on_offer, store, today, ids)[ids[2]]
    left = sum(lot.pieces for lot in there if lot.is_usable)
    wanted = (50_000, 50_000, max(1, SHORT - left))
    lines = tuple(ReceiptLine(one, pieces) for one, pieces in zip(ids, wanted, strict=True))
    book.do(post_receipt, NewReceipt(today, store, Source.PURCHASE, lines))
    for one in ids:
        book.do(save_norm, NormFields(one, PIECES, NormPeriod.WEEK, today))
    return ids


def _correct(grid: QWidget) -> None:
    """Type another quantity into row after row, as the clerk would; the loop turns in between."""
    for _row in range(CORRECTED):
        QTest.keyClicks(QApplication.focusWidget() or grid, "1")
        QTest.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_Down)
        QApplication.processEvents()
