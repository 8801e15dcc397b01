"""A voucher's paper as PDF, made in the background: what is seen is what is printed."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.workbook import save_workbook


class Paper(QWidget):
    """The pages, with Save and Print; Esc goes back."""

    left = Signal()
    given = Signal(object)  # the bytes that were just saved or sent to a printer

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._workbook: Callable[[], bytes] | None = None
        self.bar = OpenedBar()
        self.bar.title.setProperty("role", "heading")  # the name of a paper is long
        self.bar.left.connect(self.left)
        self.view = PdfView()
        self.view.told.connect(context.notice)
        self.view.given.connect(self.given)
        self.view.shown.connect(lambda: self.view.pages.go_to(0))
        self.excel_button = action_button(_("Excel"), self._save_workbook, icon="file-xls")
        self.save_button = action_button(
            _("Lưu PDF"), self.view.save, icon="floppy-disk", shortcut="Ctrl+S"
        )
        self.print_button = action_button(
            _("In"), self.view.print_out, icon="printer", shortcut="Ctrl+P", is_primary=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        for button in (self.excel_button, self.save_button, self.print_button):
            self.bar.add(button)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(
        self,
        title: str,
        work: Callable[[], bytes],
        workbook: Callable[[], bytes] | None = None,
    ) -> None:
        """Make a paper and show it; where it is refused, go back.

        What is a table can be saved as a `workbook` too.
        """
        self._workbook = workbook
        self.excel_button.setVisible(workbook is not None)
        self._asked += 1
        asked = self._asked
        self.view.clear()
        self.bar.name(title)
        self._can_print(is_ready=False)

        def show(pdf: bytes) -> None:
            if asked == self._asked:
                self.view.show_pdf(pdf, title)
                self._can_print(is_ready=True)
                self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: DomainError) -> None:
            self._context.tasks.refused.emit(error)
            if asked == self._asked:
                self.left.emit()

        self._context.tasks.run(self, work, show, refused)

    def _save_workbook(self) -> None:
        if self._workbook is not None:
            name = re.sub(r'[/\\:*?"<>|]+', "-", self.bar.title.text())
            save_workbook(self._context, self, name, self._workbook)

    def _can_print(self, *, is_ready: bool) -> None:
        self.save_button.setEnabled(is_ready)
        self.print_button.setEnabled(is_ready)
