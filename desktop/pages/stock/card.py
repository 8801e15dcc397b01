"""One supply: its stock card with the balance after each voucher, its lots, a chart."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.overview import StockState, overview
from db.queries.stock import (
    CardRow,
    LotRow,
    card_rows,
)
from desktop.context import Context
from desktop.pages.stock.card_columns import card_columns, lot_columns
from desktop.pages.stock.card_papers import CardPapers
from desktop.pages.stock.card_reading import CardRead, Place, balance_chart, facts_of, read_card
from desktop.pages.stock.words import state_of
from desktop.tables import RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.chart import ChartView
from desktop.widgets.opened_bar import OpenedBar, link_button
from desktop.widgets.turning_splitter import TurningSplitter

_STORE = 2  # the column of the lots that says where they lie


BESIDE = 640  # pixels: from here on chart and lots stand beside the card


class SupplyCard(QWidget):
    """The stock card on the left, chart and lots beside it; a row leads to its voucher."""

    opened = Signal(int)  # a voucher's id
    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.supply_id: int | None = None
        self.store: Place | None = None
        self._asked = 0
        self.bar = OpenedBar()
        self.bar.left.connect(self.left)
        self.papers = CardPapers(context)
        self.papers.paper_wanted.connect(self.paper_wanted)
        self.bar.add(self.papers)
        self.bar.add(link_button(_("Sửa trong danh mục"), self._edit))
        self.facts = QLabel()
        self.facts.setProperty("role", "muted")
        self.card = Card(_("Thẻ kho"))
        self.with_reversed = QCheckBox(_("Hiện phiếu đã hủy"))
        self.with_reversed.toggled.connect(self.refresh)
        self.rows = RowsModel[CardRow](card_columns(), self)
        self.table = TableView(self.rows, _("Vật tư này chưa có phát sinh."))
        self.table.setAccessibleName(_("Thẻ kho"))
        self.table.opened.connect(lambda row: self.opened.emit(row.voucher_id))
        self.lots = RowsModel[LotRow](lot_columns(context), self)
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

    def open(self, supply_id: int, store: Place | None = None) -> None:
        """Show a supply, in all stores or in one."""
        if (supply_id, store) != (self.supply_id, self.store):
            self.rows.show_rows(())
            self.lots.show_rows(())
            self.bar.name("")
        self.supply_id, self.store = supply_id, store
        self.card.set_heading(_("Thẻ kho") if store is None else f"{_('Thẻ kho')} · {store.name}")
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
            partial(read_card, database, supply_id, self._store_id, with_reversed, today),
            lambda found: self._show(found) if asked == self._asked else None,
        )
        self._context.tasks.run(
            self,
            lambda: database.ask(overview, today),
            lambda found: self._tell_state(
                {row.supply_id: row.state for row in found.watched}.get(supply_id), supply_id
            ),
        )

    def _show(self, found: CardRead) -> None:
        supply, store_id = found.supply, self._store_id
        with_reversed = self.with_reversed.isChecked()
        if self.bar.title.text() != supply.name:
            self.bar.name(supply.name)
        self.papers.show_supply(supply.supply_id, supply.name, self.store)
        self.facts.setText(facts_of(found))
        ask = self._context.database.ask

        def read(offset: int, limit: int) -> list[CardRow]:
            if not offset:
                return found.first
            return ask(
                card_rows,
                supply.supply_id,
                store_id,
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

    def _two_sides(self) -> TurningSplitter:
        card = self.card
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
        sides = TurningSplitter(BESIDE)
        sides.addWidget(card)
        sides.addWidget(beside)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setSizes([648, 348])
        return sides

    @property
    def _store_id(self) -> int | None:
        return None if self.store is None else self.store.store_id

    def _edit(self) -> None:
        self._context.navigate("catalogue", tab="supplies", supply_id=self.supply_id)
