"""One supply: its stock card with the balance after each voucher, its lots, a chart."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from db.database import Database
from db.kinds import VoucherKind
from db.queries.catalogue import SupplyRow, supplies
from db.queries.overview import StockState, overview
from db.queries.stock import (
    CardRow,
    LotRow,
    balance_by_day,
    card_count,
    card_rows,
    lot_rows,
    stock_on,
)
from desktop.charts import BarChart
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import amount, member, number
from desktop.pages.stock.links import OpenedBar, link_button
from desktop.pages.stock.words import state_of
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.chart import ChartView

_BARS = 8
_STORE = 2  # the column of the lots that says where they lie
_DAYS_BACK = 366


@dataclass(frozen=True, slots=True)
class _Read:
    """All that one supply's view shows at first."""

    supply: SupplyRow
    quantity: int
    count: int
    first: list[CardRow]
    lots: list[LotRow]
    points: list[tuple[date, int]]  # the first one is the balance before all others


class SupplyCard(QWidget):
    """The stock card on the left, chart and lots beside it; a row leads to its voucher."""

    opened = Signal(int)  # a voucher's id
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.supply_id: int | None = None
        self._asked = 0
        self.bar = OpenedBar()
        self.bar.left.connect(self.left)
        self.bar.add(link_button(_("Sửa trong danh mục"), self._edit))
        self.facts = QLabel()
        self.facts.setProperty("role", "muted")
        self.with_reversed = QCheckBox(_("Hiện phiếu đã hủy"))
        self.with_reversed.toggled.connect(self.refresh)
        self.rows = RowsModel[CardRow](_card_columns(), self)
        self.table = TableView(self.rows, _("Vật tư này chưa có phát sinh."))
        self.table.setAccessibleName(_("Thẻ kho"))
        self.table.opened.connect(lambda row: self.opened.emit(row.voucher_id))
        self.lots = RowsModel[LotRow](_lot_columns(context), self)
        self.lot_table = TableView(self.lots, _("Không còn lô nào."))
        self.lot_table.setAccessibleName(_("Các lô còn trong kho"))
        self.chart = ChartView()
        self.chart.setMinimumHeight(180)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.facts)
        layout.addWidget(self._two_sides(), 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def open(self, supply_id: int) -> None:
        """Show a supply."""
        if supply_id != self.supply_id:
            self.rows.show_rows(())
            self.lots.show_rows(())
            self.bar.name("")
        self.supply_id = supply_id
        self.refresh()

    def refresh(self) -> None:
        """Read everything in the background, then show it."""
        if self.supply_id is None:
            return
        self._asked += 1
        asked, supply_id = self._asked, self.supply_id
        with_reversed, today = self.with_reversed.isChecked(), self._context.clock.today()
        database = self._context.database
        self._context.tasks.run(
            self,
            partial(_read, database, supply_id, with_reversed, today),
            lambda found: self._show(found) if asked == self._asked else None,
        )
        self._context.tasks.run(
            self,
            lambda: database.ask(overview, today),
            lambda found: self._tell_state(
                {row.supply_id: row.state for row in found.watched}.get(supply_id), supply_id
            ),
        )

    def _show(self, found: _Read) -> None:
        supply, with_reversed = found.supply, self.with_reversed.isChecked()
        if self.bar.title.text() != supply.name:
            self.bar.name(supply.name)
        self.facts.setText(_facts(found))
        ask = self._context.database.ask

        def read(offset: int, limit: int) -> list[CardRow]:
            if not offset:
                return found.first
            return ask(
                card_rows,
                supply.supply_id,
                with_reversed=with_reversed,
                offset=offset,
                limit=limit,
            )

        place = self.table.currentIndex().row()
        self.rows.show(found.count, read)
        if found.count:
            self.table.selectRow(place if 0 <= place < found.count else 0)
        self.lots.show_rows(found.lots)
        self.lot_table.setColumnHidden(_STORE, len({lot.store for lot in found.lots}) < 2)
        self.chart.show_chart(balance_chart(found.points, self._context.clock.today()))

    def _tell_state(self, state: StockState | None, supply_id: int) -> None:
        if supply_id == self.supply_id:
            self.bar.chip.say(*state_of(state))

    def _two_sides(self) -> QSplitter:
        card = Card(_("Thẻ kho"))
        head = QHBoxLayout()
        card.body.removeWidget(card.heading)
        head.addWidget(card.heading, 1)
        head.addWidget(self.with_reversed)
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        chart = Card(_("Tồn kho qua các tuần"))
        chart.body.addWidget(self.chart, 1)
        lots = Card(_("Các lô còn trong kho"))
        lots.body.addWidget(self.lot_table, 1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(chart, 1)
        column.addWidget(lots, 1)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(12)
        sides.addWidget(card)
        sides.addWidget(beside)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setSizes([648, 348])
        return sides

    def _edit(self) -> None:
        self._context.navigate("catalogue", tab="supplies", supply_id=self.supply_id)


def balance_chart(points: list[tuple[date, int]], today: date) -> BarChart:
    """The balance at the end of the last weeks; `points` begin before them."""
    sunday = today + timedelta(days=6 - today.weekday())
    ends = [sunday - timedelta(weeks=back) for back in reversed(range(_BARS))]
    values = [[balance for day, balance in points if day <= end][-1] for end in ends]
    first = next((place for place, value in enumerate(values) if value), len(values) - 1)
    ends, values = ends[max(0, first - 1) :], values[max(0, first - 1) :]
    names = tuple(f"{min(end, today):%d/%m}" for end in ends)
    return BarChart(groups=names, series=((_("Tồn cuối tuần"), tuple(values)),))


def _read(database: Database, supply_id: int, with_reversed: bool, today: date) -> _Read:
    ask = database.ask
    (supply,) = ask(supplies, ids=[supply_id])
    first = ask(card_rows, supply_id, with_reversed=with_reversed, limit=WINDOW)
    since = today - timedelta(days=_DAYS_BACK)
    start = since - timedelta(days=1)
    before = ask(stock_on, start, [supply_id]).get(supply_id, 0)
    count = len(first)
    if count == WINDOW:
        count = ask(card_count, supply_id, with_reversed=with_reversed)
    return _Read(
        supply=supply,
        quantity=ask(stock_on, date.max, [supply_id]).get(supply_id, 0),
        count=count,
        first=first,
        lots=ask(lot_rows, supply_id),
        points=[(start, before), *ask(balance_by_day, supply_id, since)],
    )


def _facts(found: _Read) -> str:
    supply = found.supply
    told = [
        supply.code,
        supply.group,
        _("tồn {quantity} {unit}").format(quantity=number(found.quantity), unit=supply.base_unit),
    ]
    if supply.minimum:
        told.append(_("tối thiểu {quantity}").format(quantity=number(supply.minimum)))
    told += [f"{pack.name} = {number(pack.size)} {supply.base_unit}" for pack in supply.packs]
    return " · ".join(filter(None, told))


def _card_columns() -> list[Column[CardRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Số phiếu"), lambda row: row.number, width=80),
        Column(_("Diễn giải"), _told, tip=_told),
        Column(_("Nhập"), lambda row: _or_blank(row.quantity_in), RIGHT, 72),
        Column(_("Xuất"), lambda row: _or_blank(row.quantity_out), RIGHT, 72),
        Column(_("Tồn"), lambda row: number(row.balance), RIGHT, 80),
    ]


def _lot_columns(context: Context) -> list[Column[LotRow]]:
    def tone(row: LotRow) -> Tone:
        is_over = row.expires_on is not None and row.expires_on < context.clock.today()
        return Tone.BAD if is_over else Tone.NONE

    def expiry(row: LotRow) -> str:
        day = day_text(row.expires_on)
        return _("{day} (hết)").format(day=day) if tone(row) is Tone.BAD else day

    return [
        Column(_("Số lô"), lambda row: row.number or "–", width=78, tip=_lot_tip),
        Column(_("Hạn dùng"), expiry, tone=tone),
        Column(_("Kho"), lambda row: row.store, width=100, tip=lambda row: row.store),
        Column(
            _("Còn"),
            lambda row: number(row.on_hand),
            RIGHT,
            70,
            tip=lambda row: amount(row.amount),
        ),
    ]


def _lot_tip(row: LotRow) -> str:
    received = _("nhập ngày {day}").format(day=day_text(row.received_on))
    return " · ".join(filter(None, (received, row.supplier)))


def _told(row: CardRow) -> str:
    if row.kind is VoucherKind.REVERSAL or not row.told:
        return " · ".join(filter(None, (member(row.kind), row.told)))
    return row.told


def _or_blank(quantity: int) -> str:
    return number(quantity) if quantity else ""
