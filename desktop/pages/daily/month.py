"""Trong tháng: each department's mornings at a glance, and how punctual it was altogether."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.kinds import Punctuality
from db.queries.daily_board import DepartmentDays, punctuality
from desktop import theme
from desktop.context import Context, Tone
from desktop.daily_words import TONES, standing_mark, standing_text
from desktop.dates import long_day_text
from desktop.labels import number
from desktop.tables import CENTRE, RIGHT, ROW_HEIGHT, Column, RowsModel, TableView
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button, icon_button
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.wrap_row import WrapRow

LEAST_DAY, HEADER, BAR = 27, 44, 14  # pixels: a day, a table's head, a scroll bar
NOTHING = "–"
LEGEND = (
    ("✓", N_("đúng hạn")),
    ("+n", N_("trễ n phút")),
    ("✗", N_("không báo cáo")),
    ("M", N_("được miễn")),
    ("–", N_("không phải báo cáo")),
    ("…", N_("đang chờ")),
)


class Month(QWidget):
    """A mark for each department and day; Enter on one leads to that morning's board."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.first = context.clock.today().replace(day=1)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.told, self.legend = WrappedLabel(), WrappedLabel()
        self.legend.setProperty("role", "muted")
        signs = (f"{sign} {_(words)}" for sign, words in LEGEND)
        self.legend.setText("   ".join(signs))
        self.marks = _MonthRows((), self)
        self.table = _Marks(self.marks, self.copy)
        self.table.setAccessibleName(_("Báo cáo theo ngày"))
        self.sums = RowsModel[DepartmentDays](_sum_columns(), self)
        self.totals = _Copied(self.sums, self.copy)
        self.totals.setAccessibleName(_("Cộng trong tháng"))
        self._lay_out()
        self.table.opened.connect(lambda _row: self.to_board())
        self.table.moved.connect(self._tell)
        self.setFocusProxy(self.table)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    def refresh(self) -> None:
        """Read the month anew."""
        at = self.table.currentIndex()
        place = (at.row(), at.column()) if at.isValid() else (0, self._today())
        now = self._context.clock.now()
        found = self._context.database.ask(punctuality, self.first, self.last, now)
        days = [self.first + timedelta(days=n) for n in range(self.last.day)]
        today = self._context.clock.today()
        self.marks.columns = tuple(_day_column(day, today) for day in days)
        self.marks.show_rows(found)
        self.sums.show_rows(found)
        rows = ROW_HEIGHT * max(1, len(found))
        self.table.setMaximumHeight(HEADER + rows + BAR)
        self.totals.setMaximumHeight(HEADER + rows)
        told = _("Tháng {month} năm {year}")
        self.title.setText(told.format(month=f"{self.first:%m}", year=self.first.year))
        self.table.setCurrentIndex(self.marks.index(*place))
        self._tell()

    def open(self, *, day: date | None = None) -> None:
        """Show the month of a day."""
        if day is not None:
            self.first = day.replace(day=1)
        self.refresh()

    def leave(self) -> None:
        """Nothing is typed here."""

    def step(self, months: int) -> None:
        """Show a month before or after."""
        into = self.first + timedelta(days=40) if months > 0 else self.first - timedelta(days=1)
        self.first = into.replace(day=1)
        self.refresh()

    def to_board(self) -> None:
        """Go to the board of the current day."""
        self._context.navigate("daily", tab="board", day=self._current_day())

    def copy(self) -> None:
        """Put the whole month with its sums on the clipboard, ready for Excel."""
        name, *sums = self.sums.columns
        columns = [name, *self.marks.columns, *sums]
        rows = [self.marks.row(at) for at in range(self.marks.rowCount())]
        head = "\t".join(column.title for column in columns)
        lines = ["\t".join(column.text(row) for column in columns) for row in rows if row]
        QGuiApplication.clipboard().setText("\n".join([head, *lines]) + "\n")
        self._context.notice(_("Đã chép bảng của tháng, dán được vào Excel."), Tone.OK)

    def _lay_out(self) -> None:
        above = WrapRow()
        for words, months, keys, icon in (
            (_("Tháng trước"), -1, "Alt+Left", "caret-left"),
            (_("Tháng sau"), 1, "Alt+Right", "caret-right"),
        ):
            above.add(icon_button(words, partial(self.step, months), icon, keys))
        above.add(self.title, 1)
        above.add(action_button(_("Chép bảng"), self.copy, icon="copy", shortcut="Ctrl+Shift+C"))
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.told)
        card.body.addWidget(self.legend)
        card.body.addWidget(self.totals, 1)
        card.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(card)

    def _today(self) -> int:
        today = self._context.clock.today()
        return today.day - 1 if self.first <= today <= self.last else 0

    def _current_day(self) -> date:
        return self.first + timedelta(days=max(0, self.table.currentIndex().column()))

    def _tell(self) -> None:
        """The current cell in words."""
        row, day = self.marks.row(self.table.currentIndex().row()), self._current_day()
        if row is None:
            self.told.setText("")
        else:
            standing = row.standings.get(day)
            told = standing_text(standing) if standing else _("chưa có nhiệm vụ")
            self.told.setText(f"{long_day_text(day)} · {row.department}: {told}")


class _MonthRows(RowsModel[DepartmentDays]):
    """Its rows are headed by the departments, which stay in sight whatever day is."""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        row = self.row(section) if orientation == Qt.Orientation.Vertical else None
        if row is None:
            return super().headerData(section, orientation, role)
        return {
            Qt.ItemDataRole.DisplayRole: _short(row),
            Qt.ItemDataRole.ToolTipRole: row.department,
        }.get(Qt.ItemDataRole(role))


class _Copied(TableView):
    """Ctrl+C copies the whole month."""

    def __init__(self, rows: RowsModel[Any], copy: Callable[[], None]) -> None:
        super().__init__(rows, _("Tháng này không có đơn vị nào được giao nhiệm vụ."))
        self._copy = copy

    def copy(self) -> None:
        """Copy the month."""
        self._copy()


class _Marks(_Copied):
    """Cells to move in by all arrows; every day has the same narrow room."""

    moved = Signal()

    def __init__(self, rows: RowsModel[Any], copy: Callable[[], None]) -> None:
        super().__init__(rows, copy)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_MarkCells(self))
        self.setMinimumHeight(120)
        self.verticalHeader().show()
        self.horizontalHeader().setProperty("narrow", True)
        self.selectionModel().currentChanged.connect(lambda _to, _from: self.moved.emit())

    def _fit(self) -> None:
        header, days = self.horizontalHeader(), max(1, self.rows.columnCount())
        header.setMinimumSectionSize(20)
        wide = max(LEAST_DAY, self.viewport().width() // days)
        for at in range(self.rows.columnCount()):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(at, wide)


class _MarkCells(QStyledItemDelegate):
    """Paints a mark in the middle of its cell; days on which nothing is due stand on grey."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        mark, cell.text = cell.text, ""
        if mark == NOTHING:
            painter.fillRect(cell.rect, theme.color("hover"))
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        shade = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        painter.setPen(shade or theme.color("muted"))
        painter.setFont(cell.font)
        painter.drawText(cell.rect, Qt.AlignmentFlag.AlignCenter, mark)
        painter.restore()


def _short(row: DepartmentDays) -> str:
    return row.short_name or row.department


def _day_column(day: date, today: date) -> Column[DepartmentDays]:
    def mark(row: DepartmentDays) -> str:
        if day not in row.standings:
            return ""
        standing = row.standings[day]
        is_to_come = standing.state is Punctuality.WAITING and day > today
        return "" if is_to_come else standing_mark(standing)

    def tone(row: DepartmentDays) -> Tone:
        state = row.standings[day].state if day in row.standings else Punctuality.NOT_DUE
        return TONES.get(state, Tone.NONE)

    def tip(row: DepartmentDays) -> str:
        return standing_text(row.standings[day]) if day in row.standings else ""

    return Column(str(day.day), mark, CENTRE, LEAST_DAY, tone=tone, tip=tip)


def _sum_columns() -> list[Column[DepartmentDays]]:
    def column(title: str, text: Callable[[DepartmentDays], str]) -> Column[DepartmentDays]:
        return Column(title, text, RIGHT, 90)

    def percent(row: DepartmentDays) -> str:
        tally = row.tally
        if not tally.due:
            return NOTHING
        tenths = (2000 * tally.on_time + tally.due) // (2 * tally.due)
        return f"{tenths // 10},{tenths % 10}".removesuffix(",0")

    return [
        Column(_("Đơn vị"), _short, tip=lambda row: row.department),
        column(_("Phải báo cáo"), lambda row: number(row.tally.due)),
        column(_("Đúng hạn"), lambda row: number(row.tally.on_time)),
        column(_("Trễ"), lambda row: number(row.tally.late)),
        column(_("Không báo cáo"), lambda row: number(row.tally.missing)),
        column(_("Được miễn"), lambda row: number(row.tally.excused)),
        column(_("Đúng hạn (%)"), percent),
    ]
