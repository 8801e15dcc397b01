"""Asks inside the page why a voucher is to be reversed, and does it."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from db.errors import DomainError, ReversalBlocked
from desktop.context import Context, Tone
from desktop.labels import sentence
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.opened_bar import link_button
from desktop.widgets.page_header import ActionButton


class ReversalBar(Card):
    """One line for the reason; Enter reverses, Esc puts it away. A refusal stands under it."""

    reversed = Signal(int)  # the id of the reversing voucher
    asked_for = Signal(str)  # the number of a voucher that stands in the way

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._voucher_id = 0
        self._key = ""
        self._blockers: list[QPushButton] = []
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Lý do, ví dụ: ghi nhầm số lượng"))
        self.reason.setAccessibleName(_("Lý do hủy phiếu"))
        self.go_on = ActionButton(_("Hủy phiếu"))
        self.go_on.setProperty("danger", True)
        self.give_up = ActionButton(_("Thôi"))
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_tone(self.refusal, Tone.BAD)
        row = QHBoxLayout()
        row.addWidget(self.question)
        row.addWidget(self.reason, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.give_up)
        self._below = QHBoxLayout()
        self._below.addWidget(self.refusal, 1)
        self.body.addLayout(row)
        self.body.addLayout(self._below)
        self.reason.textChanged.connect(self._weigh)
        self.reason.returnPressed.connect(self._reverse)
        self.go_on.clicked.connect(self._reverse)
        self.give_up.clicked.connect(self.hide)
        self.hide()

    def ask(self, voucher_id: int, number: str) -> None:
        """Ask why this voucher is to be reversed."""
        if voucher_id != self._voucher_id or not self._key:
            self.reason.clear()
            self._voucher_id, self._key = voucher_id, uuid.uuid4().hex
        self.question.setText(_("Hủy phiếu {number} vì").format(number=number))
        self._tell("")
        self._weigh()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _weigh(self) -> None:
        self.go_on.setEnabled(bool(self.reason.text().strip()))

    def _reverse(self) -> None:
        from db.services.reversing import reverse_voucher

        if not self.go_on.isEnabled():
            return
        self.go_on.setEnabled(False)
        reason = self.reason.text().strip()
        act = partial(
            self._context.database.do, reverse_voucher, self._voucher_id, reason, key=self._key
        )
        self._context.tasks.run(self, act, self._done, self._refused)

    def _done(self, reversal_id: int) -> None:
        self._key = ""
        self.hide()
        self.reversed.emit(reversal_id)

    def _refused(self, error: DomainError) -> None:
        self._weigh()
        self._tell(sentence(error))
        if isinstance(error, ReversalBlocked):
            for number in error.in_the_way[:3]:
                button = link_button(number, partial(self.asked_for.emit, number))
                self._below.addWidget(button)
                self._blockers.append(button)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))
        while self._blockers:
            button = self._blockers.pop()
            self._below.removeWidget(button)
            button.deleteLater()
