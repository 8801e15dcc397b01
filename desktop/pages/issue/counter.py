"""Phát tại quầy: visitors, counted; every press is a voucher of its own."""

import uuid

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from db.queries.catalogue import SupplyRow
from desktop.context import Context
from desktop.drafting import Drafting, Sheet
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.quantity import Quantity
from desktop.widgets.supply_fields import QuantityEdit, label


class CounterCard(Card):
    """A big button for one piece, a field for several, a draft meanwhile, and what went out today."""

    given = Signal(object, str, str)  # Quantity, what was typed for it, the key of the act

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Phát tại quầy"), parent)
        self.one = OneButton()
        self.quantity = QuantityEdit()
        self.quantity.field.setPlaceholderText("1")
        self.sum = QLabel()
        self.sum.setProperty("role", "figure")
        self.about = QLabel(_("đã phát cho khách trong ngày"))
        self.about.setProperty("role", "muted")
        figures = QHBoxLayout()
        figures.setSpacing(10)
        figures.addWidget(self.sum)
        figures.addWidget(self.about, 1, Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.one)
        line.addWidget(label(_("hoặc số lượng"), self.quantity))
        line.addWidget(self.quantity, 1)
        self.body.addLayout(line)
        self.body.addLayout(figures)
        self.body.addStretch(1)
        self.drafting = Drafting(context, "counter", self._sheet, self)
        self.quantity.field.textChanged.connect(self.drafting.touch)
        self.one.pressed_once.connect(lambda: self.given.emit(Quantity(1), "", uuid.uuid4().hex))
        self.quantity.entered.connect(self.give)
        self.setFocusProxy(self.quantity)
        self.show_sum(0, "")

    def set_supply(self, supply: SupplyRow | None) -> None:
        """Give out this supply."""
        self.quantity.set_supply(supply)

    def show_sum(self, pieces: int, unit: str) -> None:
        """Say what went out today."""
        self.sum.setText(f"{number(pieces)} {unit}".rstrip())

    def put_back(self, typed: str) -> bool:
        """Show again what was refused; False if another quantity is being typed already."""
        if not typed or self.quantity.field.text():
            return False
        self.quantity.field.setText(typed)
        self.drafting.save()
        return True

    def go_on(self) -> None:
        """Put a quantity that waits as a draft back, unless another is being typed."""
        waiting = self.drafting.waiting()
        if self._sheet() is None and waiting:
            typed = self.drafting.resume(waiting[0])["quantity"]
            self.drafting.pause(is_paused=True)
            self.quantity.field.setText(typed)
            self.drafting.pause(is_paused=False)

    def give(self) -> None:
        """Give the quantity that is typed."""
        quantity, typed, key = (
            self.quantity.quantity(),
            self.quantity.field.text(),
            self.drafting.key,
        )
        self.quantity.offer(0)
        self.given.emit(quantity, typed, key)
        self.drafting.discard()  # after what was just asked for: work is done in turn

    def _sheet(self) -> Sheet | None:
        typed = self.quantity.field.text().strip()
        title = _("Phát tại quầy: {what}").format(what=typed)
        return Sheet(title, {"quantity": typed}) if typed else None


class OneButton(QPushButton):
    """+1. A second press within the time of a double click, or a key held down, counts once."""

    pressed_once = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("+1 khách (F9)"), parent)
        self.setAccessibleName(_("Phát cho một khách"))
        self.setProperty("primary", True)
        self.setShortcut("F9")
        self.setToolTip("F9")
        self.setAutoDefault(False)
        self.setProperty("big", True)
        self.setMinimumWidth(150)
        self._since = QElapsedTimer()
        self.clicked.connect(self._press)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        if self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval():
            return
        self._since.start()
        self.pressed_once.emit()
