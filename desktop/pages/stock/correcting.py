"""Asks what was wrong before a posted voucher is corrected: the paper, or what was really handed out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from db.kinds import VoucherKind
from db.queries.vouchers import VoucherDetail
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow

PAGES = {
    VoucherKind.RECEIPT: "receipt",
    VoucherKind.ISSUE: "issue",
    VoucherKind.TRANSFER: "moving",
    VoucherKind.WRITE_OFF: "moving",
    VoucherKind.RETURN: "moving",
}
"""Where vouchers of each kind are corrected; what is not here is only undone."""
MORE = {
    VoucherKind.RECEIPT: N_("Nhập bổ sung"),
    VoucherKind.ISSUE: N_("Cấp bổ sung"),
    VoucherKind.TRANSFER: N_("Chuyển bổ sung"),
    VoucherKind.WRITE_OFF: N_("Ghi giảm bổ sung"),
    VoucherKind.RETURN: N_("Trả lại bổ sung"),
}


class CorrectionQuestion(Card):
    """Two answers, and where the goods went as the voucher says, what is to follow it."""

    answered = Signal(str, object)  # the page, and what it is to open

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self._row = WrapRow()
        self._row.add(self.question, 1, 160)
        self.body.addLayout(self._row)
        self.answers: list[QPushButton] = []
        self.hide()

    def ask(self, detail: VoucherDetail) -> None:
        """Ask how a voucher is to be corrected."""
        page, voucher_id = PAGES[detail.kind], detail.voucher_id
        wrong = partial(self._answer, page, correct=voucher_id)
        self._offer(
            _("Sửa phiếu {number}: điều gì chưa đúng?").format(number=detail.number),
            (_("Hàng đã giao đúng như phiếu"), partial(self._ask_what_follows, detail)),
            (_("Ghi nhầm, thực giao khác"), wrong),
        )

    def _ask_what_follows(self, detail: VoucherDetail) -> None:
        page, voucher_id = PAGES[detail.kind], detail.voucher_id
        more = (_(MORE[detail.kind]), partial(self._answer, page, follow=voucher_id))
        answers: list[tuple[str, Callable[[], object]]] = [more]
        if detail.kind is VoucherKind.ISSUE:
            back = partial(self._answer, "moving", follow=voucher_id)
            answers.append((_("Nhập trả lại"), back))
        told = _("Phiếu {number} giữ nguyên; ghi thêm phiếu nào?")
        self._offer(told.format(number=detail.number), *answers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _offer(self, question: str, *answers: tuple[str, Callable[[], object]]) -> None:
        self.question.setText(question)
        while self.answers:
            button = self.answers.pop()
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for words, do in (*answers, (_("Thôi"), self.hide)):
            button = action_button(words, do)
            self._row.add(button)
            self.answers.append(button)
        self.show()
        self.answers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, page: str, **target: Any) -> None:
        self.hide()
        self.answered.emit(page, target)
