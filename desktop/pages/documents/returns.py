"""Nhận lại: signed sheets that come back, by their digits or by scan, and those still out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.queries.sheets_out import SheetOut
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.pages.documents.code_field import CodeField
from desktop.pages.documents.opened_list import OpenedList
from desktop.pages.documents.reprint import reprint
from desktop.pages.documents.scans import Scans
from desktop.pages.documents.sheets_out import SheetsOut
from desktop.returning import Found, look_up, receive, why_not
from desktop.scans.pile import Why
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow


class Returns(QWidget):
    """A field for digits on top; below what is still out, the list that was found, or the scans."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.code = CodeField()
        self.code.returnPressed.connect(self._typed)
        self.day = DateField(context.clock.today, is_past=True)
        self.day.setPlaceholderText(_("hôm nay"))
        self.day.setAccessibleName(_("Ngày ký"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.out = SheetsOut(context)
        self.opened = OpenedList(context)
        self.scans = Scans(context)
        self.out_button, self.scans_button = QPushButton(), QPushButton()
        self.stack = QStackedWidget()
        for view in (self.out, self.opened, self.scans):
            self.stack.addWidget(view)
        self._lay_out()
        self.out.opened.connect(self.show_code)
        self.out.reprint.connect(self._reprint)
        self.out.counted.connect(lambda _count: self._name())
        self.opened.left.connect(self._leave_list)
        self.scans.counted.connect(self._name)
        self._go(self.out)

    def refresh(self) -> None:
        """Read anew what is in sight."""
        self.out.refresh()
        if self.stack.currentWidget() is self.scans:
            self.scans.refresh()
        elif self.opened.found is not None:
            self._look_up(self.opened.found.code, self._read_again)

    def open(
        self,
        *,
        code: str = "",
        scans: Sequence[Path] = (),
        choose: bool = False,
        draft_id: int | None = None,
    ) -> None:
        """Take digits or scanned files in, let files be chosen, or go on with a draft."""
        if code:
            self.take_code(code)
        if scans or choose or draft_id is not None:
            self._go(self.scans)
        if scans:
            self.scans.read(scans)
        elif choose:
            self.scans.files.ask_files()
        elif draft_id is not None and (draft := self.scans.drafting.find(draft_id)) is not None:
            self.scans.resume(draft)

    def focus_search(self) -> None:
        """Go to the field for digits."""
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code.selectAll()

    def leave(self) -> None:
        """Keep what was said of the scans; the day of signing was for this sitting."""
        self.scans.drafting.flush()
        self.day.set_day(None)

    def take_code(self, code: str) -> None:
        """Mark the person of a slip at once, on the day that stands here, or show a list to tick."""
        self.tell("")
        if not self.day.is_clear:
            self.tell(_("Ngày ký chưa rõ."))
            self.code.setText(code)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        receive(self._context, self, code, self._show_list, self._tell_why, self.day.day)

    def show_code(self, code: str) -> None:
        """Show the list or the slip with these digits, to be ticked."""
        self.tell("")
        self._look_up(code, self._show_list)

    def tell(self, text: str) -> None:
        """Say beside the field why digits stand for nothing."""
        self.told.setText(text)
        set_tone(self.told, Tone.BAD if text else Tone.NONE)

    def _typed(self) -> None:
        code = self.code.text()
        if code.strip():
            self.code.clear()
            self.take_code(code)

    def _look_up(self, code: str, then: Any) -> None:
        database = self._context.database
        self._context.tasks.run(self, lambda: database.ask(look_up, code), then)

    def _show_list(self, found: Found) -> None:
        if found.why is not Why.NONE:
            self._tell_why(found)
            return
        self.opened.show_list(found, self.day.day)
        self._go(self.opened)
        self.opened.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_again(self, found: Found) -> None:
        if self.opened.found is not None and self.opened.found.code == found.code:
            self.opened.show_list(found)

    def _tell_why(self, found: Found) -> None:
        self.tell(why_not(found))
        self.code.setText(found.code)
        self.focus_search()

    def _leave_list(self) -> None:
        self.opened.found = None
        self._go(self.out)
        self.focus_search()

    def _reprint(self, sheet: SheetOut) -> None:
        reprint(self._context, self, sheet)

    def _go(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)
        self.scans_button.setChecked(view is self.scans)
        self.out_button.setChecked(view is not self.scans)
        if view is self.scans:
            self.scans.refresh()

    def _name(self) -> None:
        count, pages = self.out.rows.rowCount(), self.scans.pile.pages
        words = (_("Tờ chưa nộp lại"), count), (_("Bản quét"), pages)
        for button, (word, how_many) in zip(
            (self.out_button, self.scans_button), words, strict=True
        ):
            button.setText(f"{word} ({number(how_many)})" if how_many else word)
            button.setAccessibleName(button.text())

    def _lay_out(self) -> None:
        strong = QLabel(_("Mã trên tờ giấy"))
        strong.setProperty("role", "strong")
        bar = WrapRow(spacing=8)
        bar.add_field(strong, self.code)
        bar.add_field(label(_("Ngày ký"), self.day), self.day)
        bar.add(action_button(_("Mở"), self._typed))
        bar.add(self.told, 1, least=120)
        group = QButtonGroup(self)
        for button, view in ((self.out_button, self.out), (self.scans_button, self.scans)):
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _on, view=view: self._go(view))
            bar.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.code)
        self._name()
