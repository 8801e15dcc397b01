"""The lots: what is left of each and where, how it stands, and what can be put right about it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.queries.amendments import AmendmentRow, amendments_of_lot
from db.queries.lots import LotFilter, LotRow, expiry_days, lot_count, lot_list
from db.queries.office import settings
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import amount, number
from desktop.pages.stock.lot_acts import LotActs
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.wrap_row import WrapRow

_CHOICES = (
    (LotFilter.LEFT, N_("Còn tồn")),
    (LotFilter.SOON, N_("Sắp hết hạn")),
    (LotFilter.EXPIRED, N_("Đã hết hạn")),
    (LotFilter.BLOCKED, N_("Tạm khóa")),
    (LotFilter.ALL, N_("Mọi lô")),
)


class Lots(QWidget):
    """Filters above one table; what can be done with the selected lot stands under it."""

    opened = Signal(int)  # a supply's id

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._days = 0
        self.search = SearchBox(_("Tìm vật tư, số lô (Ctrl+F)"))
        self.which = QComboBox()
        self.which.setAccessibleName(_("Lô nào"))
        for which, words in _CHOICES:
            self.which.addItem(_(words), which)
        self.acts = LotActs(context, self)
        self.rows = RowsModel[LotRow](self._columns(), self)
        self.table = TableView(self.rows, _("Không có lô nào như vậy."))
        self.table.setAccessibleName(_("Lô"))
        self.search.lead_to(self.table)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.block = action_button(_("Tạm khóa lô"), self._block, icon="prohibit")
        self.mend = action_button(_("Sửa lô"), self._mend, icon="pencil-simple")
        self.value = action_button(_("Sửa giá trị"), self._value)
        self.card = action_button(_("Thẻ kho"), self._card)
        above, below = WrapRow(), WrapRow()
        above.add(self.search, 1, 180)
        above.add(self.which)
        below.add(self.count, 1, 160)
        for button in (self.card, self.block, self.mend, self.value):
            below.add(button)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)
        self.search.searched.connect(self.refresh)
        self.which.currentIndexChanged.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.rows.modelReset.connect(self._weigh)
        self.table.opened.connect(lambda _row: self._mend())
        self._weigh()

    def show_only(self, which: LotFilter) -> None:
        """Show the lots of one state."""
        self.which.setCurrentIndex([one for one, _words in _CHOICES].index(which))

    def refresh(self) -> None:
        """Count and read the first window in the background, then show them."""
        self._asked += 1
        asked, today = self._asked, self._context.clock.today()
        wanted = (today, self.which.currentData(), self.search.text())
        read = partial(_first, self._context.database, *wanted)
        self._context.tasks.run(self, read, lambda found: self._show(asked, wanted, *found))

    def state(self, row: LotRow) -> tuple[str, Tone]:
        """How a lot stands, in a word."""
        today = self._context.clock.today()
        if row.is_blocked:
            return _("Tạm khóa"), Tone.WARNING
        if row.expires_on is not None and row.on_hand:
            if row.expires_on < today:
                return _("Đã hết hạn"), Tone.BAD
            if row.expires_on <= today + timedelta(days=self._days):
                return _("Sắp hết hạn"), Tone.WARNING
        return ("", Tone.NONE) if row.on_hand else (_("Đã xuất hết"), Tone.NONE)

    def _show(
        self,
        asked: int,
        wanted: tuple[date, LotFilter, str],
        days: int,
        count: int,
        first: list[LotRow],
    ) -> None:
        if asked != self._asked:
            return
        self._days = days
        ask, (today, which, text) = self._context.database.ask, wanted

        def read(offset: int, limit: int) -> list[LotRow]:
            if not offset:
                return first
            return ask(lot_list, today, which, text, offset=offset, limit=limit)

        place = self.table.currentIndex().row()
        self.rows.show(count, read)
        if count:
            self.table.selectRow(min(max(place, 0), count - 1))
        told = _("{count} lô · sắp hết hạn là trong {days} ngày tới")
        self.count.setText(told.format(count=number(count), days=number(days)))

    def _current(self) -> LotRow | None:
        found = self.table.selected()
        return found[0] if len(found) == 1 else None

    def _weigh(self) -> None:
        row = self._current()
        words = _("Bỏ khóa lô") if row is not None and row.is_blocked else _("Tạm khóa lô")
        self.block.setText(words)
        self.block.setAccessibleName(words)
        for button in (self.block, self.mend, self.card):
            button.setEnabled(row is not None)
        self.value.setEnabled(row is not None and bool(row.on_hand))

    def _block(self) -> None:
        self._do(self.acts.ask_block)

    def _value(self) -> None:
        self._do(self.acts.ask_value)

    def _mend(self) -> None:
        if (row := self._current()) is not None:
            ask = self._context.database.ask

            def show(history: list[AmendmentRow]) -> None:
                self.acts.ask_mend(row, history)

            self._context.tasks.run(self, lambda: ask(amendments_of_lot, row.lot_id), show)

    def _card(self) -> None:
        if (row := self._current()) is not None:
            self.opened.emit(row.supply_id)

    def _do(self, ask: Callable[[LotRow], object]) -> None:
        if (row := self._current()) is not None:
            ask(row)

    def _columns(self) -> list[Column[LotRow]]:
        return [
            Column(_("Vật tư"), lambda row: row.supply, tip=lambda row: row.supply),
            Column(_("Số lô"), lambda row: row.number or _("không số"), width=90, tip=_received),
            Column(_("Hạn dùng"), _expiry, width=96),
            Column(
                _("Trạng thái"),
                lambda row: self.state(row)[0],
                width=104,
                tone=lambda row: self.state(row)[1],
            ),
            Column(_("Còn"), lambda row: f"{number(row.on_hand)} {row.unit}", RIGHT, 96),
            Column(_("Ở kho"), _places, width=130, tip=_places),
            Column(
                _("Dùng không kịp"),
                lambda row: number(row.unused) if row.unused else "",
                RIGHT,
                112,
                tone=lambda row: Tone.WARNING if row.unused else Tone.NONE,
                tip=_unused,
            ),
            Column(_("Giá trị"), lambda row: amount(row.amount) if row.amount else "", RIGHT, 100),
            Column(_("Đơn vị cung cấp"), _supplier, width=116, tip=_supplier),
        ]


def _first(
    database: Database, today: date, which: LotFilter, text: str
) -> tuple[int, int, list[LotRow]]:
    days = expiry_days(database.ask(settings, today))
    first = database.ask(lot_list, today, which, text, offset=0, limit=WINDOW)
    count = len(first) if len(first) < WINDOW else database.ask(lot_count, today, which, text)
    return days, count, first


def _expiry(row: LotRow) -> str:
    return day_text(row.expires_on) if row.expires_on else ""


def _received(row: LotRow) -> str:
    return _("Nhập ngày {day}").format(day=day_text(row.received_on))


def _supplier(row: LotRow) -> str:
    return row.supplier


def _places(row: LotRow) -> str:
    if len(row.places) == 1:
        return row.places[0].store
    return " · ".join(f"{place.store} {number(place.pieces)}" for place in row.places)


def _unused(row: LotRow) -> str:
    if not row.unused:
        return ""
    told = _("Theo mức dùng 28 ngày qua, đến hạn lô này còn {unused} {unit} chưa dùng.")
    return told.format(unused=number(row.unused), unit=row.unit)
