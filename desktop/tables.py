"""The one read-only table: columns, a model that reads windows of a query, and its view."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import theme
from desktop.context import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Read = Callable[[int, int], Sequence[T]]
WINDOW = 200
ROW_HEIGHT = 36
MEASURED = WINDOW  # rows that say how wide a column should be
LEAST_WIDTH = 48
SHORTEST = 104  # a name that yields; dates stay whole
CELL_PADDING = 24  # what the style sheet leaves beside a text, left and right
ICON_ROOM = 24  # a picture before a text
SORT_ROOM = 14  # the arrow beside a head
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # slots and Column[Row](...) do not go together
class Column(Generic[T]):
    """One column of a list: what it says of a row, and how.

    `width` is in pixels while there is no row to measure; what is left over goes to the columns
    of 0, and where there is too little room the widest texts yield first. `sort` is the name that the query
    sorts by, empty where it can't. A toned cell stands out in its colour, and its `icon` takes that
    colour too. A column yields down to `least` pixels.
    """

    title: str
    text: Callable[[T], str]
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    sort: str = ""
    tone: Callable[[T], Tone] | None = None
    tip: Callable[[T], str] | None = None
    least: int = SHORTEST
    icon: Callable[[T], str] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of a query; only the windows that scroll into view are ever read."""

    sorted = Signal(str, bool)  # sort key of the column, is_descending

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count = 0
        self._read: Read[T] = _no_rows
        self._windows: dict[int, Sequence[T]] = {}

    def show(self, count: int, read: Read[T]) -> None:
        """Start over with `count` rows, to be had from `read(offset, limit)`."""
        self.beginResetModel()
        self._count, self._read, self._windows = count, read, {}
        self.endResetModel()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Start over with rows that are at hand."""
        self.show(len(rows), lambda offset, limit: rows[offset : offset + limit])

    def row(self, index: int) -> T | None:
        """The row at `index`, or None if it went away since `show`."""
        if not 0 <= index < self._count:
            return None
        number, offset = divmod(index, WINDOW)
        if number not in self._windows:
            self._windows[number] = self._read(number * WINDOW, WINDOW)
        window = self._windows[number]
        return window[offset] if offset < len(window) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role not in _SHOWN:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        tone = column.tone(row) if column.tone else Tone.NONE
        if role == Qt.ItemDataRole.DecorationRole:
            name = column.icon(row) if column.icon else ""
            return theme.icon(name, tone_token(tone)) if name else None
        if tone is Tone.NONE:
            return None
        return tone_color(tone) if role == Qt.ItemDataRole.ForegroundRole else strong_font()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.columns[section].align
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sorted.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)


class TableView(QTableView):
    """A list to look through: arrows move, Enter or a double click opens, Ctrl+C copies rows."""

    opened = Signal(object)  # the row under Enter or double click
    chosen = Signal(object)  # the row that became the current one, or None
    menu_asked = Signal(object, QPoint)  # row, global position

    def __init__(
        self, rows: RowsModel[Any], empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self.empty = empty
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows_header = self.verticalHeader()
        rows_header.hide()
        rows_header.setMinimumSectionSize(24)
        rows_header.setDefaultSectionSize(ROW_HEIGHT)
        rows_header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        set_widths(self, [column.width for column in rows.columns])
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._wanted: list[int] = []
        self._is_fitted_by_hand = False
        rows.modelReset.connect(self._measure_again)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
        if any(column.sort for column in rows.columns):
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def current(self) -> Any:
        """The current row, or None."""
        return self.rows.row(self.currentIndex().row())

    def selected(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        parts = self.selectionModel().selection()  # asking for each of its rows is 50 times slower
        numbers = sorted(
            {n for part in parts.toList() for n in range(part.top(), part.bottom() + 1)}
        )
        return [row for number in numbers if (row := self.rows.row(number)) is not None]

    def copy(self) -> None:
        """Put the selected rows on the clipboard, ready for Excel."""
        lines = [
            "\t".join(column.text(row) for column in self.rows.columns) for row in self.selected()
        ]
        if lines:
            head = "\t".join(column.title for column in self.rows.columns)
            QGuiApplication.clipboard().setText("\n".join([head, *lines]) + "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty and not self.rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("muted"))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, self.empty)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _measure_again(self) -> None:
        self._wanted = []
        self._fitting.start()

    def _on_section_resized(self, _number: int, before: int, after: int) -> None:
        """A width that the clerk pulled stays; a column that came or went changes the others' room."""
        if before == 0 or after == 0:
            self._fitting.start()
        elif QGuiApplication.mouseButtons() and self.horizontalHeader().underMouse():
            self._is_fitted_by_hand = True

    def _fit(self) -> None:
        """Give every column the room its texts need, as far as there is room."""
        if self._is_fitted_by_hand:
            return
        self._wanted = self._wanted or self._measured()
        header, columns = self.horizontalHeader(), self.rows.columns
        shown = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        room = self.viewport().width()
        wanted = [self._wanted[number] for number in shown]
        least = [  # a name may be cut short, a number never
            want if columns[number].align == RIGHT else min(want, columns[number].least)
            for number, want in zip(shown, wanted, strict=True)
        ]
        widths = shared_widths(wanted, room, least)
        flexible = [number for number in shown if not columns[number].width]
        over = max(0, room - sum(widths)) // max(1, len(flexible))
        for number, width in zip(shown, widths, strict=True):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(number, width + (over if number in flexible else 0))

    def _measured(self) -> list[int]:
        """The width that the head and the first rows of each column ask for."""
        plain, strong = QFontMetrics(self.font()), QFontMetrics(strong_font())
        rows = [
            row for at in range(min(self.rows.rowCount(), MEASURED)) if (row := self.rows.row(at))
        ]
        widths = []
        for column in self.rows.columns:
            metrics = strong if column.tone else plain
            texts = {column.text(row) for row in rows}
            widest = max(map(metrics.horizontalAdvance, texts), default=0)
            head = strong.horizontalAdvance(column.title) + (SORT_ROOM if column.sort else 0)
            width = 0 if rows else column.width
            widest += ICON_ROOM if column.icon else 0
            widths.append(max(LEAST_WIDTH, width, max(widest, head) + CELL_PADDING))
        return widths

    def _open(self, number: int) -> None:
        if (row := self.rows.row(number)) is not None:
            self.opened.emit(row)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(current.row()))

    def _ask_menu(self, position: QPoint) -> None:
        if (row := self.rows.row(self.indexAt(position).row())) is not None:
            self.menu_asked.emit(row, self.viewport().mapToGlobal(position))


def set_widths(view: QTableView, widths: Sequence[int]) -> None:
    """Give columns their widths; those of 0 share what is left."""
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(40)
    header.setFixedHeight(ROW_HEIGHT + 4)
    for number, width in enumerate(widths):
        if width:
            header.resizeSection(number, width)
        else:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)


def shared_widths(wanted: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Give each what it wants; where that is too much, the largest yield, none below its least."""
    floors = [min(pair) for pair in zip(wanted, least or [LEAST_WIDTH] * len(wanted), strict=True)]

    def cut_at(level: int) -> list[int]:
        return [max(floor, min(want, level)) for floor, want in zip(floors, wanted, strict=True)]

    levels = range(max(wanted, default=0) + 1)
    fitting = bisect_right(levels, room, key=lambda level: sum(cut_at(level)))
    return cut_at(max(0, fitting - 1))


def tone_token(tone: Tone) -> str:
    """The token of a tone's strong colour."""
    return {Tone.INFO: "primary", Tone.NONE: "text"}.get(tone, tone.value)


def tone_color(tone: Tone) -> Any:
    """The strong colour of a tone."""
    return theme.color(tone_token(tone))


_SHOWN = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.DecorationRole,
    }
)


def strong_font() -> QFont:
    """The font of words that stand out."""
    font = QGuiApplication.font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _no_rows(_offset: int, _limit: int) -> Sequence[Any]:
    return ()
