"""The top of a page of forms: its drafts, their button, and the one that records."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.queries.office import DraftRow
from desktop.labels import moment
from desktop.translation import _
from desktop.widgets.page_header import PageHeader


class FormHeader(PageHeader):
    """Brings from Excel, starts another form or goes on with one that waits, records this one."""

    def __init__(
        self,
        title: str,
        kept: Callable[[], Sequence[DraftRow]],
        bring: Callable[[], object] | None,
        record: Callable[[], object],
    ) -> None:
        super().__init__(title)
        if bring is not None:
            self.add_action(_("Nhập từ Excel"), bring, icon="file-xls")
        self.drafts = DraftButton(kept)
        self.add_widget(self.drafts)
        self.record_button = self.add_action(
            _("Ghi sổ"), record, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(record)  # of the keypad


class DraftButton(QPushButton):
    """Several forms at once: each that was begun is in this menu until it is recorded."""

    new_asked = Signal()
    opened = Signal(int)  # a draft's id
    discard_asked = Signal()

    def __init__(
        self, kept: Callable[[], Sequence[DraftRow]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self.setAutoDefault(False)
        self.setAccessibleName(_("Phiếu nháp"))
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self.fill)
        self.setMenu(self.choices)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        count = self.fill()
        told = _("Phiếu nháp ({count})").format(count=count) if count else _("Phiếu nháp")
        self.setText(told)

    def fill(self) -> int:
        """Write the menu as things stand; how many drafts wait."""
        self.choices.clear()
        new = self.choices.addAction(_("Phiếu mới"))
        new.setShortcut(QKeySequence("Ctrl+N"))
        new.triggered.connect(self.new_asked)
        rows = self._kept()
        if rows:
            self.choices.addSeparator()
        for row in rows:
            title = row.title.replace("&", "&&")
            act = self.choices.addAction(f"{title}   ·   {moment(row.saved_at)}")
            act.triggered.connect(partial(self.opened.emit, row.draft_id))
        self.choices.addSeparator()
        self.choices.addAction(_("Bỏ phiếu đang nhập")).triggered.connect(self.discard_asked)
        return len(rows)
