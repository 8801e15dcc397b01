"""What the forms of the stock share: which store, which supply, how many pieces."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from db.queries.catalogue import StoreRow, SupplyRow
from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.grid_cells import GridRow
from desktop.widgets.quantity import PackChoice, Quantity, QuantityUnclear, echo, parse_quantity
from desktop.widgets.suggest import Search, Suggestion, search_in


class EnterBox(QComboBox):
    """A choice that Enter leaves for the next field, as it leaves every other field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class StoreBox(EnterBox):
    """Which store; the main one first."""

    def __init__(self, stores: Sequence[StoreRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Kho"))
        self.show_stores(stores)

    @property
    def store_id(self) -> int:
        """The chosen store, 0 while there is none."""
        return int(self.currentData() or 0)

    def show_stores(self, stores: Sequence[StoreRow]) -> None:
        """Offer these; the chosen one stays chosen."""
        kept = self.store_id
        self.blockSignals(True)
        self.clear()
        for store in stores:
            self.addItem(store.name, store.store_id)
        self.blockSignals(False)
        self.choose(kept)

    def choose(self, store_id: int) -> None:
        """Show a store; one that is gone changes nothing."""
        if (row := self.findData(store_id)) >= 0:
            self.setCurrentIndex(row)


class QuantityEdit(QWidget):
    """A quantity as typed, and beside it what it comes to or what is wrong with it."""

    entered = Signal()  # Enter on a quantity that is clear

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = ""
        self.packs: tuple[PackChoice, ...] = ()
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Số lượng"))
        self.field.setMaximumWidth(110)
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        row.addWidget(self.told, 1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._echo)
        self.field.returnPressed.connect(self._enter)

    def set_supply(self, supply: SupplyRow | None) -> None:
        """Count in this supply's unit and packs."""
        self.unit = supply.base_unit if supply else ""
        self.packs = packs_of(supply) if supply else ()
        self._echo()

    def quantity(self) -> Quantity:
        """What is typed. Raises QuantityUnclear."""
        return parse_quantity(self.field.text(), self.packs)

    def offer(self, pieces: int) -> None:
        """Put a proposal in, selected, so that typing replaces it."""
        self.field.setText(str(pieces) if pieces else "")
        self.field.selectAll()

    def _echo(self) -> None:
        if not self.field.text().strip():
            self._say("", Tone.NONE)
            return
        try:
            self._say(echo(self.quantity(), self.unit), Tone.NONE)
        except QuantityUnclear as unclear:
            self._say(str(unclear), Tone.WARNING)

    def _enter(self) -> None:
        try:
            self.quantity()
        except QuantityUnclear as unclear:
            self._say(str(unclear), Tone.BAD)
            return
        self.entered.emit()

    def _say(self, text: str, tone: Tone) -> None:
        self.told.setText(text)
        set_tone(self.told, tone)


class KnownSupplies:
    """The supplies that the rows of a grid may name in their column `supply`, by id."""

    def __init__(self) -> None:
        self.supplies: dict[int, SupplyRow] = {}
        self._search: Search = search_in(())

    def show(self, supplies: Iterable[SupplyRow]) -> None:
        """Offer these from now on."""
        self.supplies = {row.supply_id: row for row in supplies}
        self._search = search_in(
            Suggestion(row.name, f"{row.code} · {row.base_unit}", row.supply_id, row.code)
            for row in self.supplies.values()
        )

    def search(self, text: str) -> Sequence[Suggestion]:
        """Supplies that a text may mean."""
        return self._search(text)

    def of(self, row: GridRow) -> SupplyRow | None:
        """The supply of a row."""
        return self.supplies.get(row["supply"] or 0)

    def packs(self, row: GridRow) -> Sequence[PackChoice]:
        """The packs a row's quantity may be typed in."""
        supply = self.of(row)
        return packs_of(supply) if supply else ()

    def unit(self, row: GridRow) -> str:
        """The unit a row counts in."""
        supply = self.of(row)
        return supply.base_unit if supply else ""


def packs_of(supply: SupplyRow) -> tuple[PackChoice, ...]:
    """The packs a quantity of this supply may be typed in, its unit among them."""
    unit = PackChoice(None, supply.base_unit, 1)
    return (unit, *(PackChoice(pack.pack_id, pack.name, pack.size) for pack in supply.packs))


def supply_suggestion(supply: SupplyRow) -> Suggestion:
    """A supply in a list to pick from."""
    return Suggestion(supply.name, f"{supply.code} · {supply.base_unit}", supply, supply.code)


def label(text: str, buddy: QWidget) -> QLabel:
    """The words before a field."""
    words = QLabel(text)
    words.setProperty("role", "muted")
    words.setBuddy(buddy)
    return words
