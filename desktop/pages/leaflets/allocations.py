"""Phân bổ: the allocations, and the form of the one that is open."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.queries.allocations import AllocationRow, allocation_rows
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.leaflets.allocation_form import AllocationForm
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.draft_menu import DraftButton
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


class Allocations(QWidget):
    """A list; Enter opens an allocation, Ctrl+N begins one, Esc goes back to the list."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = AllocationForm(context)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.begin = action_button(
            _("Lập bảng phân bổ"), self._begin, icon="plus", shortcut="Ctrl+N", is_primary=True
        )
        self.bring = action_button(_("Nhập từ Excel"), self._import, icon="file-xls")
        self.drafts = DraftButton(self.form.drafting.waiting)
        self.rows = RowsModel[AllocationRow](_columns(), self)
        self.table = TableView(
            self.rows, _("Chưa có bảng phân bổ nào. Lập bằng Ctrl+N, hoặc Nhập từ Excel.")
        )
        self.table.setAccessibleName(_("Các bảng phân bổ"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._listed())
        self.stack.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda row: self._open(row.allocation_id))
        self.drafts.new_asked.connect(self._begin)
        self.drafts.opened.connect(self._resume)
        self.drafts.discard_asked.connect(self.form.drafting.discard)
        self.form.drafting.saved.connect(self.drafts.refresh)
        self.form.left.connect(self._to_list)
        self.form.paper_wanted.connect(self.paper_wanted)

    def refresh(self) -> None:
        """Read the list anew in the background; a form that is open is left alone."""
        work = partial(self._context.database.ask, allocation_rows)
        self._context.tasks.run(self, work, self._show)

    def open(
        self, *, allocation_id: int | None = None, draft_id: int | None = None, **_more: Any
    ) -> None:
        """Show one allocation, or go on with a draft."""
        if draft_id is not None:
            self._resume(draft_id)
        elif allocation_id is not None:
            self._open(allocation_id)

    def leave(self) -> None:
        """Keep what was typed."""
        self.form.drafting.flush()

    def _begin(self) -> None:
        self.form.begin()
        self.stack.setCurrentWidget(self.form)

    def _open(self, allocation_id: int) -> None:
        kept = self.form.drafting.waiting()
        own = next((one for one in kept if one.cells["allocation"] == allocation_id), None)
        if own is not None:
            self.form.resume(own)
        else:
            self.form.open(allocation_id)
        self.stack.setCurrentWidget(self.form)

    def _resume(self, draft_id: int) -> None:
        draft = self.form.drafting.find(draft_id)
        if draft is None:
            self._context.notice(_("Phần nhập dở này không còn nữa."), Tone.WARNING)
            return
        self.form.resume(draft)
        self.stack.setCurrentWidget(self.form)

    def _to_list(self) -> None:
        self.stack.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _import(self) -> None:
        self._context.navigate("import", kind="allocation")

    def _show(self, rows: list[AllocationRow]) -> None:
        place = self.table.currentIndex().row()
        self.rows.show_rows(rows)
        if rows:
            self.table.selectRow(min(max(place, 0), len(rows) - 1))
        self.count.setText(_("{count} bảng phân bổ").format(count=number(len(rows))))

    def _listed(self) -> QWidget:
        above = WrapRow()
        above.add(self.count, 1, 120)
        for button in (self.drafts, self.bring, self.begin):
            above.add(button)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)
        return page


def _columns() -> list[Column[AllocationRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Tên bảng"), lambda row: row.title, tip=lambda row: row.title),
        Column(_("Đợt in"), lambda row: row.run, width=160, tip=lambda row: row.run),
        Column(_("Tờ bướm"), lambda row: number(row.leaflets), RIGHT, 84),
        Column(_("Nơi nhận"), lambda row: number(row.agencies), RIGHT, 84),
        Column(_("Đã chia"), lambda row: number(row.shared), RIGHT, 104),
        Column(_("Tổng số"), lambda row: number(row.total), RIGHT, 104),
    ]
