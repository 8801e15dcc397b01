"""How the entry grid looks and moves: its fields, the widths of its columns, the column of notes."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.tables import (
    CELL_PADDING,
    MEASURED,
    ROW_HEIGHT,
    set_widths,
    shared_widths,
    strong_font,
)
from desktop.widgets.grid_cells import GridColumn, Kind
from desktop.widgets.grid_model import GridModel

NOTE_WIDTH = 260
LEAST_NOTE = 170
FLEXIBLE_WIDTH = 130
LEAST_LONG = 104


class GridSheet(QTableView):
    """A table of fields to move through; its last column says what is wrong, where something is."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        model.setParent(self)
        self.setModel(model)
        model.judged.connect(self._show_notes)
        model.modelReset.connect(self._to_start)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self._share = QTimer(self, singleShot=True, interval=0)
        self._share.timeout.connect(self._share_width)
        self._dress()
        self.horizontalHeader().sectionResized.connect(self._on_resized)

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns."""
        return self.rows_model.columns

    def advance(self) -> None:
        """Go to the next field; at the end of a row to the first field of the next."""
        index = self.currentIndex()
        fields = self.fields()
        later = [number for number in fields if number > index.column()]
        if later:
            self.go(index.row(), later[0])
        elif fields and index.row() + 1 < self.rows_model.rowCount():
            self.go(index.row() + 1, fields[0])

    def step_back(self) -> None:
        """Go to the field before."""
        index = self.currentIndex()
        fields = self.fields()
        earlier = [number for number in fields if number < index.column()]
        if earlier:
            self.go(index.row(), earlier[-1])
        elif fields and index.row() > 0:
            self.go(index.row() - 1, fields[-1])

    def move_row(self, step: int) -> None:
        """Go up or down in the same column."""
        row = self.currentIndex().row() + step
        if 0 <= row < self.rows_model.rowCount():
            self.go(row, self.currentIndex().column())

    def fields(self) -> list[int]:
        """The numbers of the columns that are typed into."""
        return [number for number, column in enumerate(self.columns) if column.is_editable]

    def column_of(self, key: str) -> int:
        """The number of a column; the first field where there is none of this key."""
        for number, column in enumerate(self.columns):
            if column.key == key:
                return number
        return self.fields()[0] if self.fields() else 0

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        index = self.rows_model.index(row, max(0, column))
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def leave_or(self, move: Callable[[], None], *, is_back: bool) -> None:
        """Tab at the very end or start leaves the grid, so that nobody is caught in it."""
        before = self.currentIndex()
        move()
        if self.currentIndex() == before:
            self.focusNextPrevChild(not is_back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share.start()

    def _to_start(self) -> None:
        self._share.start()
        fields = self.fields()
        if fields and self.rows_model.rowCount():
            self.go(0, fields[0])

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.rows_model.rest_on(current.row())
        self._share.start()  # what was typed in the row before may need more room

    def _show_notes(self) -> None:
        """Show the column of what is wrong only where something is."""
        is_hidden = not self.rows_model.has_problems
        if self.isColumnHidden(len(self.columns)) != is_hidden:
            self.setColumnHidden(len(self.columns), is_hidden)
            self._share_width()

    def _share_width(self) -> None:
        """Give columns what they ask for; what is over goes to the flexible ones, else all yield."""
        header, last = self.horizontalHeader(), len(self.columns)
        shown = [number for number in range(last) if not self.isColumnHidden(number)]
        note = [] if self.isColumnHidden(last) else [NOTE_WIDTH]
        needed = [self._needed_width(number) for number in shown]
        asked = [max(self.columns[n].width, need) for n, need in zip(shown, needed, strict=True)]
        room = self.viewport().width()
        if sum(asked + note) > room:
            asked = needed
        least = [
            need if self._is_figure(number) else self._least_width(number)
            for number, need in zip(shown, needed, strict=True)
        ]
        widths = shared_widths(asked + note, room, least + [LEAST_NOTE] * len(note))
        flexible = [number for number in shown if not self.columns[number].width]
        over = max(0, room - sum(widths)) // max(1, len(flexible))
        for number, width in zip(shown, widths, strict=False):
            header.resizeSection(number, width + (over if number in flexible else 0))
        if note:
            left = room - sum(map(header.sectionSize, shown))
            header.resizeSection(last, max(widths[-1], left))

    def _needed_width(self, number: int) -> int:
        """Room for the head and the texts of the first rows."""
        column, metrics = self.columns[number], QFontMetrics(strong_font())
        rows = map(self.rows_model.row_at, range(min(MEASURED, self.rows_model.rowCount())))
        widest = max((metrics.horizontalAdvance(column.shown(row)) for row in rows), default=0)
        own = 0 if column.width or widest else FLEXIBLE_WIDTH
        return max(own, widest + CELL_PADDING, self._least_width(number))

    def _is_figure(self, number: int) -> bool:
        """Whether a column holds figures, which are never cut."""
        column = self.columns[number]
        return column.is_right or column.kind in {Kind.QUANTITY, Kind.NUMBER, Kind.MONEY}

    def _least_width(self, number: int) -> int:
        """Room for the head, and for a date, an amount or the beginning of a name."""
        column = self.columns[number]
        head = QFontMetrics(strong_font()).horizontalAdvance(column.title) + CELL_PADDING
        is_long = column.kind in {Kind.DATE, Kind.MONEY} or not column.width
        return max(head, LEAST_LONG if is_long else 56)

    def _on_resized(self, _section: int, before: int, after: int) -> None:
        """A column that was hidden or shown leaves or takes room."""
        if before == 0 or after == 0:
            self._share.start()

    def _dress(self) -> None:
        self.setProperty("grid", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.verticalHeader()
        header.setMinimumSectionSize(24)
        header.setDefaultSectionSize(ROW_HEIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setFixedWidth(44)
        set_widths(self, [column.width or FLEXIBLE_WIDTH for column in self.columns])
        self.setColumnHidden(len(self.columns), True)
        self._to_start()
