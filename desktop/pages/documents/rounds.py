"""Đợt phổ biến: all rounds with how far each is; a new one is filled in here."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.database import Database
from db.queries.distributions import RoundRow, round_count, round_rows
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import document_names, member, number
from desktop.pages.documents.round_form import RoundForm
from desktop.pages.documents.words import round_state, share
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.page_header import action_button
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow


class Rounds(QWidget):
    """The list, read in the background; Enter opens a round, Ctrl+N begins one."""

    round_wanted = Signal(int, bool)  # a round's id, whether just who is missing
    paper_wanted = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.only_open = QCheckBox(_("Chỉ đợt đang mở"))
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.add_button = action_button(
            _("Đợt mới"), self.begin, icon="plus", shortcut="Ctrl+N", is_primary=True
        )
        self.rows = RowsModel[RoundRow](_columns(), self)
        self.table = TableView(self.rows, _("Không có đợt nào đang mở."))
        self.table.setAccessibleName(_("Đợt phổ biến"))
        self.form = RoundForm(context)
        self.empty = EmptyState(
            "paper-plane-tilt",
            _("Chưa có đợt phổ biến nào"),
            _("Ghi văn bản ở thẻ Văn bản, rồi mở đợt để mọi người ký nhận."),
        )
        self.empty.add_button(
            action_button(
                _("Mở đợt đầu tiên"), self.begin, icon="plus", shortcut="Ctrl+N", is_primary=True
            )
        )
        self.list_card = Card()
        above = WrapRow()
        above.add(self.only_open)
        above.add(self.count, 1)
        above.add(self.add_button)
        self.list_card.body.addLayout(above)
        self.list_card.body.addWidget(self.table, 1)
        self.stack = QStackedWidget()
        for widget in (self.list_card, self.empty, self.form):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)
        self.only_open.toggled.connect(self.refresh)
        self.table.opened.connect(lambda row: self.round_wanted.emit(row.round_id, False))
        self.form.left.connect(self._leave_form)
        self.form.recorded.connect(self._on_recorded)

    def refresh(self) -> None:
        """Count and read the first window in the background; the form offers what there is now."""
        self._asked += 1
        asked, with_closed = self._asked, not self.only_open.isChecked()
        if self.stack.currentWidget() is self.form:
            self.form.refresh()
        today = self._context.clock.today()
        work = partial(_first, self._context.database, today, with_closed)

        def show(found: tuple[int, list[RoundRow]]) -> None:
            if asked == self._asked:
                self._show(with_closed, *found)

        self._context.tasks.run(self, work, show)

    def open(self, *, new: bool = False, draft_id: int | None = None, **target: Any) -> None:
        """Begin a round, with documents where `document_ids` names some, or go on with a draft."""
        if draft_id is not None:
            self.begin()
            self.form.go_on(draft_id)
        elif new:
            self.begin(target.get("document_ids", ()))

    def begin(self, document_ids: tuple[int, ...] = ()) -> None:
        """Fill in a new round; one that was begun is gone on with."""
        self.stack.setCurrentWidget(self.form)
        self.form.begin(document_ids)

    def focus_search(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.drafting.flush()

    def _show(self, with_closed: bool, count: int, first: list[RoundRow]) -> None:
        ask, today = self._context.database.ask, self._context.clock.today()

        def read(offset: int, limit: int) -> list[RoundRow]:
            if not offset:
                return first
            return ask(round_rows, today, with_closed, offset=offset, limit=limit)

        with kept_place(self.table, lambda row: row.round_id):
            self.rows.show(count, read)
        if count and self.table.current() is None:
            self.table.selectRow(0)
        self.count.setText(_("{count} đợt").format(count=number(count)))
        if self.stack.currentWidget() is not self.form:
            self._show_list()

    def _show_list(self) -> None:
        is_empty = not self.rows.rowCount() and not self.only_open.isChecked()
        self.stack.setCurrentWidget(self.empty if is_empty else self.list_card)

    def _leave_form(self) -> None:
        self._show_list()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_recorded(self, round_id: int) -> None:
        self._show_list()
        self.round_wanted.emit(round_id, False)


def _first(database: Database, today: Any, with_closed: bool) -> tuple[int, list[RoundRow]]:
    first = database.ask(round_rows, today, with_closed, limit=WINDOW)
    if len(first) < WINDOW:
        return len(first), first
    return database.ask(round_count, with_closed), first


def _columns() -> list[Column[RoundRow]]:
    def documents(row: RoundRow) -> str:
        return document_names(row.documents)

    def summaries(row: RoundRow) -> str:
        return "\n".join(document.summary for document in row.documents)

    return [
        Column(_("Đợt"), lambda row: str(row.round_id), RIGHT, 52),
        Column(_("Văn bản"), documents, tip=summaries),
        Column(_("Ngày"), lambda row: day_text(row.day), width=96),
        Column(_("Hạn ký"), lambda row: day_text(row.deadline_on), width=96),
        Column(_("Hình thức"), lambda row: member(row.form), width=110),
        Column(
            _("Đã ký / phải ký"),
            lambda row: f"{number(row.signed)} / {number(row.to_sign)}",
            RIGHT,
            110,
        ),
        Column(_("Tỷ lệ"), lambda row: share(row.signed, row.to_sign), RIGHT, 64),
        Column(
            _("Tình trạng"),
            lambda row: round_state(row)[0],
            width=100,
            tone=lambda row: round_state(row)[1],
        ),
    ]
