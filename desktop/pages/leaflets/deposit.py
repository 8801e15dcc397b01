"""Nộp lưu chiểu: copies of a leaflet go out of the store to the body that keeps them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.errors import DomainError
from db.queries.catalogue import stores
from db.queries.leaflet_list import LeafletRow, deposit_bodies
from db.services.depositing import deposit_copies
from desktop.context import Context, NoticeAction, Tone
from desktop.labels import number, sentence
from desktop.recorded import Recorded, recorded, undo_action
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.grid_editing import is_record
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.supply_fields import StoreBox, label
from desktop.widgets.wrap_row import WrapRow


class DepositBar(Card):
    """One line of fields; Enter goes on and at the end records, Esc puts it away."""

    recorded = Signal(int)  # the leaflet's supply
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self.leaflet: LeafletRow | None = None
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.question.setWordWrap(True)
        self.body_field = SuggestEdit(search_in(()))
        self.body_field.setPlaceholderText(_("Cơ quan nhận lưu chiểu"))
        self.copies = QLineEdit()
        self.copies.setMaximumWidth(70)
        self.day = DateField(context.clock.today, is_past=True)
        self.store = StoreBox(())
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_tone(self.refusal, Tone.BAD)
        self.go_on = action_button(_("Nộp lưu chiểu"), self.record, is_primary=True)
        row = WrapRow()
        for words, field, share in (
            (_("Nộp cho"), self.body_field, 2),
            (_("Số bản"), self.copies, 0),
            (_("Ngày"), self.day, 0),
            (_("Từ kho"), self.store, 1),
        ):
            field.setAccessibleName(words)
            row.add_field(label(words, field), field, share)
        row.add(self.go_on)
        row.add(action_button(_("Thôi"), self.put_away))
        self.body.addWidget(self.question)
        self.body.addLayout(row)
        self.body.addWidget(self.refusal)
        fields = (self.body_field, self.copies, self.day)
        for field, following in zip(fields, (*fields[1:], self.store), strict=True):
            field.returnPressed.connect(partial(following.setFocus, Qt.FocusReason.TabFocusReason))
        self.hide()

    def ask(self, leaflet: LeafletRow, copies: int) -> None:
        """Ask where copies of a leaflet go, as many as are missing."""
        ask = self._context.database.ask
        self.leaflet = leaflet
        told = _("Nộp lưu chiểu “{title}” (trong kho có {in_store} tờ)")
        self.question.setText(told.format(title=leaflet.title, in_store=number(leaflet.in_store)))
        bodies = ask(deposit_bodies, self._context.clock.today())
        self.body_field.set_search(search_in(_suggestions(bodies)))
        self.body_field.choose(None)
        self.copies.setText(str(copies or 1))
        self.day.set_day(self._context.clock.today())
        self.store.show_stores(ask(stores))
        self._tell("")
        self.show()
        self.body_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()
        self.left.emit()

    def record(self) -> None:
        """Post the hand-over in the background."""
        leaflet, day = self.leaflet, self.day.day
        if leaflet is None or not self.go_on.isEnabled():
            return
        self.body_field.close_list()
        try:
            copies = parse_quantity(self.copies.text()).pieces
        except QuantityUnclear as unclear:
            self._refuse(str(unclear), self.copies)
            return
        body = self.body_field.text().strip()
        if not body:
            self._refuse(_("Hãy ghi cơ quan nhận lưu chiểu."), self.body_field)
        elif day is None:
            self._refuse(_("Hãy ghi ngày nộp."), self.day)
        else:
            self.go_on.setEnabled(False)
            body_id = self.body_field.value
            place = (day, self.store.store_id, body, body_id)
            context = self._context

            def work() -> Recorded:
                given = (leaflet.supply_id, copies, *place)
                return recorded(context, [context.database.do(deposit_copies, *given)])

            done = partial(self._done, leaflet, copies, body)
            context.tasks.run(self, work, done, self._refused)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_record(event)
        ):  # it means this bar, not the form beside it
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif is_record(event):
            self.record()
        else:
            super().keyPressEvent(event)

    def _done(self, leaflet: LeafletRow, copies: int, body: str, done: Recorded) -> None:
        self.go_on.setEnabled(True)
        self.put_away()
        told = _("Đã nộp lưu chiểu {copies} bản cho {body}, phiếu {number}.")
        see = NoticeAction(
            _("Xem phiếu"), lambda: self._context.navigate("stock", voucher_id=done.ids[0])
        )
        self._context.notice(
            told.format(copies=number(copies), body=body, number=done.told),
            Tone.OK,
            [see, undo_action(self._context, self, done)],
        )
        self.recorded.emit(leaflet.supply_id)

    def _refused(self, error: DomainError) -> None:
        self.go_on.setEnabled(True)
        self._tell(sentence(error))

    def _refuse(self, told: str, field: QWidget) -> None:
        self._tell(told)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))


def _suggestions(bodies: Sequence[tuple[int, str, str]]) -> list[Suggestion]:
    return [Suggestion(name, code, body_id, code) for body_id, code, name in bodies]
