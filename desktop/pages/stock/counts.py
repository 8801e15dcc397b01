"""Kiểm kê: the counts of the stores; Enter opens one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.queries.counting import StocktakeRow, stocktake_rows
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.stock.new_count import NewCount
from desktop.pages.stock.words import count_state
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


class Counts(QWidget):
    """One table, and the fields of a new count above it once they are asked for."""

    opened = Signal(int)  # a count's id

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.new = NewCount(context)
        self.new.opened.connect(self.opened)
        self.begin = action_button(
            _("Mở kiểm kê"), self.new.begin, icon="plus", shortcut="Ctrl+N", is_primary=True
        )
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.rows = RowsModel[StocktakeRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa kiểm kê lần nào."))
        self.table.setAccessibleName(_("Các lần kiểm kê"))
        self.table.opened.connect(lambda row: self.opened.emit(row.stocktake_id))
        above = WrapRow()
        above.add(self.count, 1, 120)
        above.add(self.begin)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.new)
        layout.addWidget(card, 1)
        layout.addStretch()
        self.new.begun.connect(card.hide)  # a small window has no room for both
        self.new.left.connect(card.show)

    @property
    def search(self) -> QWidget:
        """Where the cursor goes when the tab is shown."""
        return self.table

    def refresh(self) -> None:
        """Read the list anew in the background."""
        work = partial(self._context.database.ask, stocktake_rows)
        self._context.tasks.run(self, work, self._show)

    def _show(self, rows: list[StocktakeRow]) -> None:
        place = self.table.currentIndex().row()
        self.rows.show_rows(rows)
        if rows:
            self.table.selectRow(min(max(place, 0), len(rows) - 1))
        self.count.setText(_("{count} lần kiểm kê").format(count=number(len(rows))))


def _columns() -> list[Column[StocktakeRow]]:
    return [
        Column(_("Số"), lambda row: str(row.stocktake_id), RIGHT, 52),
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Kho"), lambda row: row.store, width=150),
        Column(_("Phạm vi"), lambda row: row.scope, tip=lambda row: row.scope),
        Column(_("Đã đếm"), lambda row: f"{row.counted}/{row.lines}", RIGHT, 84),
        Column(_("Chênh lệch"), lambda row: number(row.differing), RIGHT, 96),
        Column(_("Phiếu điều chỉnh"), _vouchers, width=140, tip=_vouchers),
        Column(_("Người duyệt"), lambda row: row.approved_by, width=140),
        Column(
            _("Trạng thái"),
            lambda row: count_state(row.state)[0],
            width=110,
            tone=lambda row: count_state(row.state)[1],
        ),
    ]


def _vouchers(row: StocktakeRow) -> str:
    return ", ".join(name for _id, name in row.vouchers)
