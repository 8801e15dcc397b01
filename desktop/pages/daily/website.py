"""Trang tin của Sở: what was put on the Department's web site, and the days without (duty D3)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.context import Context
from desktop.pages.daily.pasted_updates import PastedUpdates
from desktop.pages.daily.web_list import WebLog
from desktop.translation import _
from desktop.widgets.page_header import action_button


class Website(QWidget):
    """The log, and over it the grid into which several updates are pasted."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.log, self.pasted = WebLog(context), PastedUpdates(context)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.log)
        self.stack.addWidget(self.pasted)
        self.paste_button = action_button(
            _("Nhập nhiều tin"), self.enter_many, icon="clipboard-text", shortcut="Ctrl+Shift+V"
        )
        self.print_button = action_button(
            _("In nhật ký"), self.print_log, icon="printer", shortcut="Ctrl+P"
        )
        for button in (self.paste_button, self.print_button):
            self.log.filters.add(button)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self.log.table)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(lambda: self.enter_many(is_pasting=True))
        self.pasted.left.connect(self._leave_grid)
        self.pasted.recorded.connect(self._on_recorded)
        self.setFocusProxy(self.log)

    def refresh(self) -> None:
        """Read the log anew."""
        self.log.refresh()

    def open(
        self,
        *,
        draft_id: int | None = None,
        new: bool = False,
        from_on: date | None = None,
        to_on: date | None = None,
        **_target: Any,
    ) -> None:
        """Go on with a draft, begin a new update, or show those of some days."""
        if draft_id is not None:
            if (draft := self.log.form.drafting.find(draft_id)) is not None:
                self._leave_grid()
                self.log.show_draft(draft.cells["record"])
            elif self.pasted.drafting.find(draft_id) is not None:
                self.enter_many()
            return
        self._leave_grid()
        if new:
            self.log.add()
        elif from_on is not None:
            self.log.period.choose_days(from_on, to_on)
            self.log.refresh()

    def focus_search(self) -> None:
        """Go to the search, where the log is in sight."""
        if self.stack.currentWidget() is self.log:
            self.log.focus_search()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.log.form.drafting.flush()
        self.pasted.drafting.flush()

    def enter_many(self, *, is_pasting: bool = False) -> None:
        """Show the grid for several updates; it takes what was copied."""
        self.stack.setCurrentWidget(self.pasted)
        self.pasted.begin(is_pasting=is_pasting)

    def print_log(self) -> None:
        """Show the log of the period in sight as a paper."""
        from desktop.watching_printing import web_log_pdf, web_log_xlsx

        asked = self._context.database, *self.log.period.period()
        title = _("Nhật ký cập nhật trang tin: {days}").format(days=self.log.period.words())
        self.paper_wanted.emit(title, partial(web_log_pdf, *asked), partial(web_log_xlsx, *asked))

    def _leave_grid(self) -> None:
        self.stack.setCurrentWidget(self.log)
        self.log.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_recorded(self, days: Sequence[date]) -> None:
        first, last = self.log.period.period()
        if not all(first <= day <= last for day in days):
            self.log.period.choose_days(days[0], days[-1])
        self.log.search.search_for("")
        self._leave_grid()
        self.log.refresh()
