"""Begins a count: which store, which supplies, who counts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from db.errors import DomainError
from db.queries.catalogue import stores, supplies
from db.services.counting import NewStocktake, open_stocktake
from desktop.context import Context, Tone
from desktop.labels import sentence
from desktop.pages.stock.count_more import CommitteeField
from desktop.stocktake_printing import scope_words
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.page_header import ActionButton, action_button
from desktop.widgets.supply_fields import StoreBox, label
from desktop.widgets.wrap_row import WrapRow

SOME = "?"  # the choice of single supplies


class NewCount(Card):
    """A few fields; Esc puts them away."""

    opened = Signal(int)  # the new count's id
    begun = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Mở kiểm kê"), parent)
        self._context = context
        self.store = StoreBox(())
        self.day = DateField(context.clock.today, is_past=True)
        self.scope = QComboBox()
        for box in (self.store, self.scope):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.codes = QLineEdit()
        self.codes.setPlaceholderText(_("mã vật tư, cách nhau bằng dấu phẩy: KT01, SK02"))
        self.with_zero = QCheckBox(_("Cả vật tư đang hết"))
        self.with_zero.setChecked(True)
        self.committee = CommitteeField()
        self.go_on = action_button(_("Mở kiểm kê"), self._open, icon="check", is_primary=True)
        self.give_up = ActionButton(_("Thôi"))
        self.give_up.clicked.connect(self._leave)
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_tone(self.refusal, Tone.BAD)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.scope.currentIndexChanged.connect(self._weigh)
        self.hide()

    def begin_with(self, store_id: int, codes: Sequence[str]) -> None:
        """Ask whether these supplies of a store are to be counted."""
        self.begin()
        self.store.choose(store_id)
        self.scope.setCurrentIndex(self.scope.findData(SOME))
        self.codes.setText(", ".join(codes))
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Ask what is to be counted."""
        ask = self._context.database.ask
        self.store.show_stores(ask(stores))
        groups = dict.fromkeys(row.group for row in ask(supplies) if row.group)
        chosen = self.scope.currentData()
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(_("Tất cả vật tư"), "")
        for group in groups:
            self.scope.addItem(_("Nhóm {name}").format(name=group), group)
        self.scope.addItem(_("Chọn vài vật tư"), SOME)
        self.scope.setCurrentIndex(max(0, self.scope.findData(chosen)))
        self.scope.blockSignals(False)
        for box in (self.store, self.scope):  # Qt may remember the least width of an empty one
            box.setMinimumWidth(box.sizeHint().width())
        self.day.set_day(self._context.clock.today())
        self.refusal.hide()
        self._weigh()
        self.show()
        self.begun.emit()
        self.store.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _open(self) -> None:
        known = {row.code.casefold(): row for row in self._context.database.ask(supplies)}
        chosen = self.scope.currentData()
        codes = [code.strip() for code in self.codes.text().split(",") if code.strip()]
        named = codes if chosen == SOME else []
        unknown = [code for code in named if code.casefold() not in known]
        if unknown:
            self._tell(_("Không có vật tư mã {codes}.").format(codes=", ".join(unknown)))
            return
        if chosen == SOME and not named:
            self._tell(_("Hãy ghi mã các vật tư cần kiểm kê."))
            self.codes.setFocus()
            return
        groups = (chosen,) if chosen and chosen != SOME else ()
        rows = [known[code.casefold()] for code in named]
        new = NewStocktake(
            store_id=self.store.store_id,
            scope=scope_words(groups, [row.name for row in rows]),
            supply_ids=tuple(row.supply_id for row in rows),
            groups=groups,
            with_zero=self.with_zero.isChecked(),
            committee=self.committee.toPlainText(),
            day=self.day.day,
        )
        self.go_on.setEnabled(False)
        act = partial(self._context.database.do, open_stocktake, new)
        self._context.tasks.run(self, act, self._done, self._refused)

    def _done(self, stocktake_id: int) -> None:
        self.go_on.setEnabled(True)
        self._leave()
        self.opened.emit(stocktake_id)

    def _refused(self, error: DomainError) -> None:
        self.go_on.setEnabled(True)
        self._tell(sentence(error))

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.show()

    def _weigh(self) -> None:
        self.codes.setVisible(self.scope.currentData() == SOME)
        self.with_zero.setVisible(self.scope.currentData() != SOME)

    def _lay_out(self) -> None:
        line = field_line((_("Kho"), self.store, 0), (_("Ngày"), self.day, 0))
        line.add_field(label(_("Phạm vi"), self.scope), self.scope, 0)
        line.add(self.codes, 1, 160)
        line.add(self.with_zero)
        self.scope.setAccessibleName(_("Phạm vi"))
        self.codes.setAccessibleName(_("Mã vật tư"))
        self.body.addLayout(line)
        self.body.addWidget(label(_("Ban kiểm kê"), self.committee))
        self.body.addWidget(self.committee)
        below = WrapRow()
        below.add(self.refusal, 1, 160)
        below.add(self.go_on)
        below.add(self.give_up)
        self.body.addLayout(below)
