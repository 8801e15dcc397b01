"""A list with its form beside it: search, add, edit, take out of use."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.context import Context, Tone
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.record_form import RecordForm
from desktop.widgets.search_box import SearchBox
from desktop.widgets.turning_splitter import TurningSplitter
from desktop.widgets.wrap_row import WrapRow

T = TypeVar("T")
BESIDE = 840  # pixels: from here on the form stands beside the list


class Section(QWidget, Generic[T]):
    """One tab of the catalogue. A subclass says what the list reads and builds the form.

    Where the office gives its records an order, `MOVES` is the service that moves one up or down.
    """

    MOVES: ClassVar[Callable[..., int] | None] = None

    def __init__(
        self,
        context: Context,
        form: RecordForm[T],
        columns: Sequence[Column[T]],
        hint: str,
        retired: str,
        add: str,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self.form = form
        self._is_adding = False  # an empty form was asked for, and nothing was chosen since
        self.search = SearchBox(hint)
        self.with_retired = QCheckBox(retired)
        if not retired:
            self.with_retired.hide()
        self.add_button = action_button(add, self.add, icon="plus", shortcut="Ctrl+N")
        self.rows = RowsModel[T](columns, self)
        self.table = TableView(
            self.rows, _("Không thấy dòng nào. Thêm bằng Ctrl+N, hoặc Nhập từ Excel.")
        )
        self.table.setAccessibleName(hint)
        self.search.lead_to(self.table)
        self.above = WrapRow()
        self.above.add(self.search, 1, 150)
        if beside is not None:
            self.above.add(beside)
        self.above.add(self.with_retired)
        self.above.add(self.add_button)
        self.list_card = Card()
        self.list_card.body.addLayout(self.above)
        self.list_card.body.addWidget(self.table, 1)
        self.sides = TurningSplitter(BESIDE)
        self.sides.addWidget(self.list_card)
        self.sides.addWidget(form)
        self.sides.setStretchFactor(0, 1)
        form.setMinimumWidth(384)  # its buttons beside each other
        self.sides.setSizes([10_000, 1])  # the form has its least width, the list the rest
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.sides)
        self.table.setMinimumHeight(110)
        self.setFocusProxy(self.search)
        self._add_moves()
        self.search.searched.connect(self.refresh)
        self.with_retired.toggled.connect(self.refresh)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        form.saved.connect(self._on_saved)
        form.dropped.connect(self._on_dropped)
        form.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    # What a subclass says.

    def count(self) -> int:
        """How many rows the list has now."""
        raise NotImplementedError

    def read(self, offset: int, limit: int) -> Sequence[T]:
        """A window of the list."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Let go of what the list is filtered by, without reading it anew."""
        self.search.search_for("")

    # What all sections do.

    def refresh(self) -> None:
        """Read the list anew; a form that is being typed in is left alone."""
        shown = self.form.record
        kept = None if shown is None else self.form.id_of(shown)
        self.rows.show(self.count(), self.read)
        if kept is not None or not self._is_adding:
            self.select(kept)

    def add(self) -> None:
        """Begin a new record; what is being typed over another waits there."""
        self._is_adding = True
        if not self._is_typed_over(None):
            self.table.clearSelection()
            self.form.show_record(None)
        self.form.go_in()

    def focus_search(self) -> None:
        """Go to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_draft(self, record_id: Any) -> None:
        """Go on with what was typed over a record, None: with a new one."""
        if record_id is None:
            self.add()
            return
        self.show_all()
        self.refresh()
        if self._place_of(record_id) is None:
            self.with_retired.setChecked(True)
        if self._place_of(record_id) is None:
            self._context.notice(_("Mục này không còn trong danh mục nữa."), Tone.WARNING)
            return
        self.select(record_id)
        self.form.go_in()

    def select(self, record_id: Any) -> None:
        """Make a record the current one of the list; without it the first, or an empty form."""
        place = self._place_of(record_id)
        if place is None and self.form.is_dirty:
            return
        if self.rows.rowCount() == 0:
            self.form.show_record(None)
            return
        self.table.selectRow(0 if place is None else place)

    def _add_moves(self) -> None:
        if type(self).MOVES is None:
            return
        row = QHBoxLayout()
        for words, keys, is_up in ((_("Lên"), "Alt+Up", True), (_("Xuống"), "Alt+Down", False)):
            row.addWidget(action_button(words, partial(self._move, is_up), shortcut=keys))
        told = QLabel(_("Thứ tự này cũng là thứ tự trên giấy tờ."))
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        row.addWidget(told, 1)
        self.list_card.body.addLayout(row)

    def _move(self, is_up: bool) -> None:
        """Move the current record; the list follows the book."""
        if (row := self.table.current()) is not None and (service := type(self).MOVES) is not None:
            act = partial(self._context.database.do, service, self.form.id_of(row), is_up)
            self._context.tasks.run(self, act)

    def _on_chosen(self, row: T | None) -> None:
        if row is not None and row != self.form.record and not self._is_typed_over(row):
            self._is_adding = False
            self.form.show_record(row)

    def _on_opened(self, row: T) -> None:
        self._on_chosen(row)
        self.form.go_in()

    def _on_saved(self, record_id: Any) -> None:
        self.form.record = None
        self._is_adding = False
        if isinstance(record_id, int):
            self.rows.show(self.count(), self.read)
            if self._place_of(record_id) is None:
                self.show_all()
                self.rows.show(self.count(), self.read)
            self.select(record_id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_dropped(self) -> None:
        self._is_adding = False
        row = self.table.current()
        self.form.show_record(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_typed_over(self, row: T | None) -> bool:
        """Whether this very record (None: a new one) is being typed over: it is left alone."""
        form = self.form
        if not form.is_dirty or row is None or form.record is None:
            return form.is_dirty and row is None and form.record is None
        return bool(form.id_of(row) == form.id_of(form.record))

    def _place_of(self, record_id: Any) -> int | None:
        if record_id is None:
            return None
        for place in range(self.rows.rowCount()):
            row = self.rows.row(place)
            if row is not None and self.form.id_of(row) == record_id:
                return place
        return None
