"""What may be changed of an open count beside its figures: further lines, and who counts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from db.errors import DomainError
from db.queries.count_candidates import CountCandidate, count_candidates
from db.services.count_scope import add_to_stocktake, name_committee
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import sentence
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.page_header import ActionButton, action_button
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.wrap_row import WrapRow


class CommitteeField(QPlainTextEdit):
    """Who counts, one a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Ban kiểm kê"))
        self.setPlaceholderText(_("mỗi người một dòng: họ tên; chức vụ; Trưởng ban"))
        self.setFixedHeight(74)


class _Bar(Card):
    """A field with its button over the grid; Esc puts it away, a refusal stands under it."""

    done = Signal(object)  # the ids of lines that came in, or None

    def __init__(self, context: Context, question: str, field: QWidget, button: str) -> None:
        super().__init__("")
        self._context = context
        self.stocktake_id: int | None = None
        self.field = field
        asked = QLabel(question)
        asked.setProperty("role", "strong")
        asked.setBuddy(field)
        self.go_on = action_button(button, self._go_on, is_primary=True)
        self.give_up = ActionButton(_("Thôi"))
        self.give_up.clicked.connect(self._leave)
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        row = WrapRow()
        row.add(asked)
        row.add(field, 1, 200)
        row.add(self.go_on)
        row.add(self.give_up)
        self.body.addLayout(row)
        self.body.addWidget(self.refusal)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Do what the field says."""

    def _begin(self, stocktake_id: int) -> None:
        self.stocktake_id = stocktake_id
        self._tell("", Tone.NONE)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, act: Callable[..., object], *told: object) -> None:
        self.go_on.setEnabled(False)
        work = partial(self._context.database.do, act, self.stocktake_id, *told)
        self._context.tasks.run(self, work, self._did, self._refused)

    def _did(self, outcome: object) -> None:
        self.go_on.setEnabled(True)
        self._close(outcome)

    def _refused(self, error: DomainError) -> None:
        self.go_on.setEnabled(True)
        self._tell(sentence(error), Tone.BAD)

    def _tell(self, text: str, tone: Tone) -> None:
        self.refusal.setText(text)
        set_tone(self.refusal, tone)
        self.refusal.setVisible(bool(text))

    def _leave(self) -> None:
        self._close(None)

    def _close(self, outcome: object) -> None:
        self.hide()
        self.done.emit(outcome)


class AddLine(_Bar):
    """Finds a supply, or a lot, that the count has no line for; stays for the next one."""

    def __init__(self, context: Context) -> None:
        self.thing = SuggestEdit(search_in(()))
        self.thing.setAccessibleName(_("Vật tư, lô tìm thấy"))
        self.thing.setPlaceholderText(_("tên hoặc mã vật tư ngoài danh sách"))
        super().__init__(context, _("Tìm thấy"), self.thing, _("Thêm vào danh sách"))
        self.thing.returnPressed.connect(self._go_on)

    def ask(self, stocktake_id: int) -> None:
        """Offer what the count has no line for."""
        self.thing.choose(None)
        work = partial(self._context.database.ask, count_candidates, stocktake_id)
        self._context.tasks.run(self, work, self._offer)
        self._begin(stocktake_id)

    def _offer(self, found: Sequence[CountCandidate]) -> None:
        self.thing.set_search(search_in(map(_suggestion, found)))
        if not found:
            self._tell(_("Mọi vật tư và lô đã có trong danh sách."), Tone.NONE)

    def _go_on(self) -> None:
        found = self.thing.value
        if isinstance(found, CountCandidate):
            self._run(add_to_stocktake, found.supply_id, found.lot_id)
        elif self.thing.settle():
            if self.thing.value is not None:
                self._go_on()
                return
            text = _(
                "Hãy chọn vật tư hoặc lô trong danh sách hiện ra. Lô chưa có trong sổ: ghi phiếu"
                " nhập cho lô đó trước, rồi thêm vào đây."
            )
            self._tell(text, Tone.WARNING)


class Committee(_Bar):
    """Who counts, to be put right."""

    def __init__(self, context: Context) -> None:
        self.members = CommitteeField()
        super().__init__(context, _("Ban kiểm kê"), self.members, _("Lưu ban kiểm kê"))
        self._version = 0

    def ask(self, stocktake_id: int, committee: str, version: int) -> None:
        """Show who counts."""
        self._version = version
        self.members.setPlainText(committee)
        self._begin(stocktake_id)

    def _go_on(self) -> None:
        self._run(name_committee, self.members.toPlainText(), self._version)


def _suggestion(found: CountCandidate) -> Suggestion:
    detail = f"{found.code} · {found.unit}"
    if found.lot_id is None:
        return Suggestion(found.name, detail, found, found.code)
    lot = _("{name}, lô {lot}").format(name=found.name, lot=found.lot)
    if found.expires_on:
        detail += " · " + _("HSD {day}").format(day=day_text(found.expires_on))
    return Suggestion(lot, detail, found, found.code)
