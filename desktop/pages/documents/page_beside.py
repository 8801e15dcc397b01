"""The page a row of the pile stands on, with its cell marked; digits for a page that was not read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.pages.documents.code_field import CodeField
from desktop.pages.documents.pile import PileRow
from desktop.returning import about
from desktop.scans.pile import ScannedSheet, Why
from desktop.scans.words import reason
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.page_picture import PagePicture, Place

A4 = (210.0, 297.0)


class PageBeside(Card):
    """The picture of the page; where it was not taken in, why, and a field for its digits."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.picture = PagePicture()
        self.what = QLabel()
        self.what.setProperty("role", "muted")
        self.why = QLabel()
        self.why.setProperty("role", "strong")
        for label in (self.what, self.why):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.code = CodeField()
        self.code.setMaximumWidth(16_777_215)
        self.code.setMinimumWidth(150)
        self.code.returnPressed.connect(self._type)
        self.button = action_button(_("Nhận trang này"), self._type)
        self._by_hand = QWidget()
        row = QHBoxLayout(self._by_hand)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.code, 1)
        row.addWidget(self.button)
        self.body.addWidget(self.what)
        self.body.addWidget(self.why)
        self.body.addWidget(self._by_hand)
        self.body.addWidget(self.picture, 1)
        self.body.addStretch(0)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_row(self, one: PileRow | None) -> None:
        """Show the page of a row."""
        if one is None:
            self.picture.show_page(b"")
            return
        sheet = one.sheet
        parts = (
            Path(sheet.file).name,
            _("Trang {page}").format(page=sheet.page),
            about(sheet.facts),
        )
        self.what.setText(" · ".join(filter(None, parts)))
        is_out = one.row is None
        self._by_hand.setVisible(is_out and bool(sheet.picture))
        self.why.setVisible(is_out)
        self.why.setText(reason(sheet.why))
        if is_out:
            self.code.setText(sheet.code if sheet.why is Why.TAKEN_BEFORE else "")
        self.picture.show_page(sheet.picture, place_of(one))

    def tell(self, why: str) -> None:
        """Say why digits were not taken."""
        self.why.setText(why)

    def _type(self) -> None:
        self.typed.emit(self.code.text())


def place_of(one: PileRow) -> Place | None:
    """Where a row's cell lies in the picture of its page: as it was read, else as it was printed."""
    if one.row is None:
        return None
    return one.row.place or _as_printed(one.sheet, one.place - 1)


def _as_printed(sheet: ScannedSheet, number: int) -> Place | None:
    """The cell on a sheet of A4, whichever way it lies; slips are cut off and have no such place."""
    if sheet.known is None or sheet.known.is_slip:
        return None
    printed: Sequence[Any] = sheet.known.cells
    if len(printed) < 2 or not printed[0] or number >= len(printed[1]):
        return None
    lowest = max(mark[1] for mark in printed[0])
    wide, high = A4 if lowest > A4[0] else A4[::-1]
    x, y, width, height = printed[1][number]
    return x / wide, y / high, width / wide, height / high
