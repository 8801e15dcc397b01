"""What appears inside a round when it is asked for: a reason, another deadline, who came and went."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from db.kinds import DeliveryForm
from db.queries.distribution_changes import RoundChange
from db.queries.distributions import RoundRow
from desktop.context import Context
from desktop.dates import day_text
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.opened_bar import link_button
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow

REASONS = (N_("chuyển công tác"), N_("nghỉ hưu"), N_("nghỉ thai sản"), N_("nghỉ dài hạn"))
NAMED = 3


class Bar(Card):
    """One line that is put away with Esc."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.row = WrapRow(spacing=8)
        self.body.addLayout(self.row)
        self.hide()

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


class ReasonBar(Bar):
    """Asks why; Enter goes on. Usual reasons can be picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Callable[[str], object] = str
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Lý do"))
        self.reason.setPlaceholderText(_("Lý do"))
        self.usual = [
            link_button(_(words), partial(self.reason.setText, _(words))) for words in REASONS
        ]
        self.go_on = action_button(_("Ghi"), self._go, is_primary=True)
        self.row.add(self.question)
        self.row.add(self.reason, 1, 160)
        for button in (*self.usual, self.go_on, action_button(_("Thôi"), self.put_away)):
            self.row.add(button)
        self.reason.returnPressed.connect(self._go)
        self.reason.textChanged.connect(lambda _text: self._weigh())

    def ask(
        self, question: str, then: Callable[[str], object], offered: str = "", *, usual: bool = True
    ) -> None:
        """Ask, and go on with the reason."""
        self._then = then
        self.question.setText(question)
        self.reason.setText(offered)
        for button in self.usual:
            button.setVisible(usual)
        self._weigh()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.selectAll()

    def _weigh(self) -> None:
        self.go_on.setEnabled(bool(self.reason.text().strip()))

    def _go(self) -> None:
        if self.go_on.isEnabled():
            self.put_away()
            self._then(self.reason.text().strip())


class DeadlineBar(Bar):
    """Another deadline or note; of a meeting also its day and its minutes."""

    saved = Signal()
    minutes_wanted = Signal()  # another file is to be chosen

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked: RoundRow | None = None
        self.is_saving = False
        today = context.clock.today
        self.deadline_on = DateField(today)
        self.met_on = DateField(today, is_past=True)
        self.note = QLineEdit()
        self.minutes = action_button(_("Biên bản…"), self._ask_minutes, icon="file-text")
        self._of_meeting: list[QWidget] = [label(_("Ngày họp"), self.met_on), self.met_on]
        self.row.add_field(label(_("Hạn ký"), self.deadline_on), self.deadline_on)
        for widget in (*self._of_meeting, self.minutes):
            self.row.add(widget)
        self.row.add_field(label(_("Ghi chú"), self.note), self.note, 1)
        self.row.add(action_button(_("Lưu"), self._save, is_primary=True))
        self.row.add(action_button(_("Thôi"), self.put_away))
        names = (_("Hạn ký"), _("Ngày họp"), _("Ghi chú"))
        for field, name in zip((self.deadline_on, self.met_on, self.note), names, strict=True):
            field.setAccessibleName(name)
            field.returnPressed.connect(self._save)

    def ask(self, row: RoundRow) -> None:
        """Show what there is."""
        self.asked, self.is_saving = row, False
        self.deadline_on.set_day(row.deadline_on)
        self.met_on.set_day(row.met_on)
        self.note.setText(row.note)
        for widget in (*self._of_meeting, self.minutes):
            widget.setVisible(row.form is DeliveryForm.MEETING)
        self.show()
        self.deadline_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deadline_on.selectAll()

    @property
    def given(self) -> tuple[date | None, str, date | None]:
        """The deadline, the note and the day of the meeting, as typed."""
        return self.deadline_on.day, self.note.text(), self.met_on.day

    @property
    def is_clear(self) -> bool:
        """Whether both days are empty or dates."""
        return self.deadline_on.is_clear and self.met_on.is_clear

    def done(self, row: RoundRow) -> None:
        """What was asked for `row` is saved; another line asked meanwhile stays."""
        if self.asked is row:
            self.is_saving = False
            if self.isVisible():
                self.put_away()

    def _save(self) -> None:
        if self.is_clear:
            self.saved.emit()

    def _ask_minutes(self) -> None:
        if self.is_clear:
            self.minutes_wanted.emit()


def deadline_told(row: RoundRow) -> str:
    """What stands of a round's deadline, day of meeting and note."""
    parts = [_("không đặt hạn")]
    if row.deadline_on is not None:
        parts = [_("hạn ký {day}").format(day=day_text(row.deadline_on))]
    if row.met_on is not None:
        parts.append(_("ngày họp {day}").format(day=day_text(row.met_on)))
    if row.note:
        parts.append(_("ghi chú “{note}”").format(note=row.note))
    return ", ".join(parts)


class ChangesBar(Bar):
    """Who joined, moved or left since a round began, and what can be done about it."""

    add_wanted = Signal(object)  # list[RoundChange]
    move_wanted = Signal(object)  # list[RoundChange]
    excuse_wanted = Signal(object)  # list[RoundChange]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes: Sequence[RoundChange] = ()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.add = action_button("", lambda: self.add_wanted.emit(self.of_kind("joined")))
        self.move_people = action_button("", lambda: self.move_wanted.emit(self.of_kind("moved")))
        self.excuse = action_button("", lambda: self.excuse_wanted.emit(self.of_kind("left")))
        self.row.add(self.told, 1, 240)
        for button in (self.add, self.move_people, self.excuse):
            self.row.add(button)

    def of_kind(self, kind: str) -> list[RoundChange]:
        """Those who joined, moved or left."""
        return [change for change in self._changes if change.kind == kind]

    def show_changes(self, changes: Sequence[RoundChange], *, is_open: bool) -> None:
        """Say who; nothing to say hides the line."""
        self._changes = changes
        joined, moved, gone = map(self.of_kind, ("joined", "moved", "left"))
        told = [
            words.format(names=_names(of_kind))
            for words, of_kind in (
                (_("Mới đến: {names}."), joined),
                (_("Chuyển đơn vị: {names}."), moved),
                (_("Đã nghỉ, chuyển đi: {names}."), gone),
            )
            if of_kind
        ]
        self.told.setText(" ".join(told))
        self.told.setToolTip("\n".join(map(_whole, changes)))
        self._word(self.add, _("Thêm vào đợt ({count})"), joined)
        self._word(self.move_people, _("Ký ở đơn vị mới ({count})"), moved)
        self._word(self.excuse, _("Được miễn ({count})…"), gone)
        self.setVisible(bool(changes) and is_open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # it goes when there is nothing left to say

    def _word(self, button: QPushButton, words: str, people: Sequence[RoundChange]) -> None:
        button.setText(words.format(count=len(people)))
        button.setAccessibleName(button.text())
        button.setVisible(bool(people))


def _names(changes: Sequence[RoundChange]) -> str:
    named = ", ".join(change.name for change in changes[:NAMED])
    if (more := len(changes) - NAMED) > 0:
        return _("{names} và {count} người nữa").format(names=named, count=more)
    return named


def _whole(change: RoundChange) -> str:
    return " · ".join(filter(None, (change.name, change.department, day_text(change.on))))
