"""What there is of each supply and where it lies; Enter leads to the supply's card."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from db.queries.catalogue import stores
from db.queries.overview import StockState, Watched, overview
from db.queries.shelves import Shelf, shelves
from db.queries.stock import StockRow, stock_count, stock_rows
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.stock.card_reading import Place
from desktop.pages.stock.words import state_of
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.search_box import SearchBox


@dataclass(frozen=True, slots=True)
class OnHandRow:
    """A supply with the places where it lies."""

    stock: StockRow
    shelves: tuple[Shelf, ...]


class OnHand(QWidget):
    """Search and store above one table; how each supply stands follows from the background."""

    opened = Signal(object)  # OnHandRow

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._states: dict[int, StockState] = {}
        self.search = SearchBox(_("Tìm vật tư theo tên hoặc mã (Ctrl+F)"))
        self.store = QComboBox()
        self.store.setAccessibleName(_("Kho"))
        self.rows = RowsModel[OnHandRow](self._columns(), self)
        self.table = TableView(self.rows, "")
        self.table.setAccessibleName(_("Tồn kho"))
        self.search.lead_to(self.table)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.store)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)
        self._fill_stores()
        self.search.searched.connect(self._show)
        self.store.currentIndexChanged.connect(self._show)
        self.table.opened.connect(self.opened)

    def place(self) -> Place | None:
        """The store that was chosen, None for all."""
        store_id = self.store.currentData()
        return None if store_id is None else Place(store_id, self.store.currentText())

    def refresh(self) -> None:
        """Read the list anew, and how things stand."""
        self._fill_stores()
        self._show()
        today = self._context.clock.today()
        read = partial(self._context.database.ask, overview, today)
        self._context.tasks.run(self, read, lambda found: self._know(found.watched))

    def _show(self) -> None:
        place = self.table.currentIndex().row()
        count = self._context.database.ask(stock_count, self.search.text())
        self.table.empty = (
            _("Không tìm thấy vật tư nào khớp với “{text}”.").format(text=self.search.text())
            if self.search.text().strip()
            else _("Chưa có vật tư nào trong sổ. Hãy nhập danh mục, rồi nhập kho.")
        )
        self.rows.show(count, self._read)
        if 0 <= place < count:
            self.table.selectRow(place)

    def _read(self, offset: int, limit: int) -> list[OnHandRow]:
        ask = self._context.database.ask
        found = ask(stock_rows, self.search.text(), self.store.currentData(), offset, limit)
        lying = ask(shelves, [row.supply_id for row in found])
        return [OnHandRow(row, lying.get(row.supply_id, ())) for row in found]

    def _know(self, watched: tuple[Watched, ...]) -> None:
        self._states = {row.supply_id: row.state for row in watched}
        self.table.viewport().update()

    def _fill_stores(self) -> None:
        known = self._context.database.ask(stores)
        told = [(_("Tất cả các kho"), None), *((row.name, row.store_id) for row in known)]
        if told == [
            (self.store.itemText(n), self.store.itemData(n)) for n in range(self.store.count())
        ]:
            return
        chosen = self.store.currentData()
        self.store.blockSignals(True)
        self.store.clear()
        for name, store_id in told:
            self.store.addItem(name, store_id)
        self.store.setCurrentIndex(max(0, self.store.findData(chosen)))
        self.store.blockSignals(False)

    def _state(self, row: OnHandRow) -> tuple[str, Tone]:
        return state_of(self._states.get(row.stock.supply_id))

    def _columns(self) -> list[Column[OnHandRow]]:
        return [
            Column(_("Mã"), lambda row: row.stock.code, width=76),
            Column(_("Vật tư"), lambda row: row.stock.name, tip=lambda row: row.stock.name),
            Column(_("Nhóm"), lambda row: row.stock.group, width=104),
            Column(_("Tồn"), _quantity, RIGHT, 114),
            Column(_("Tối thiểu"), _minimum, RIGHT, 90),
            Column(_("Hạn gần nhất"), lambda row: day_text(row.stock.next_expiry), width=108),
            Column(_("Ở đâu"), _places, width=150, tip=_places),
            Column(
                _("Tình trạng"),
                lambda row: self._state(row)[0],
                width=124,
                tone=lambda row: self._state(row)[1],
            ),
        ]


def _quantity(row: OnHandRow) -> str:
    return f"{number(row.stock.quantity)} {row.stock.unit}"


def _minimum(row: OnHandRow) -> str:
    return number(row.stock.minimum) if row.stock.minimum else ""


def _places(row: OnHandRow) -> str:
    if len(row.shelves) == 1:
        return row.shelves[0].store
    return " · ".join(f"{shelf.store}: {number(shelf.quantity)}" for shelf in row.shelves)
