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
"""Where vouchers of each kind are corrected; an adjustment is told what to do in its place."""
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
    count_asked = Signal(int)  # the stocktake that an adjustment is of
    reversal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.why = QLabel()
        self.why.setProperty("role", "muted")
        self.why.setWordWrap(True)
        self._row = WrapRow()
        self._row.add(self.question, 1, 160)
        self.body.addLayout(self._row)
        self.body.addWidget(self.why)
        self.answers: list[QPushButton] = []
        self.hide()

    def ask(self, detail: VoucherDetail) -> None:
        """Ask how a voucher is to be corrected."""
        if detail.kind not in PAGES:
            self._tell_of_adjustment(detail)
            return
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

    def _tell_of_adjustment(self, detail: VoucherDetail) -> None:
        """Why its lines are not typed anew, and what puts it right."""
        question = _("Phiếu điều chỉnh {number} không sửa từng dòng").format(number=detail.number)
        undo = (_("Hủy phiếu này"), self._ask_for_reversal)
        if (stocktake_id := detail.stocktake_id) is None:
            lots = (_("Mở danh sách lô"), partial(self._answer, "stock", tab="lots"))
            self._offer(question, lots, undo)
            self._explain(
                _(
                    "Phiếu này chỉ sửa giá trị của lô. Ghi nhầm thì sửa tiếp ở danh sách lô, hoặc hủy."
                )
            )
            return
        again = detail.store_id, tuple(dict.fromkeys(line.code for line in detail.lines))
        self._offer(
            question,
            (_("Kiểm kê lại"), partial(self._answer, "stock", new_count=again)),
            (_("Xem kiểm kê"), partial(self._open_count, stocktake_id)),
            undo,
        )
        told = _(
            "Phiếu ghi chênh lệch của kiểm kê số {count} đã duyệt. Đếm nhầm thì kiểm kê lại các vật"
            " tư ấy: chênh lệch mới được ghi bằng phiếu mới. Cả lần kiểm kê sai thì hủy phiếu này."
        )
        self._explain(told.format(count=stocktake_id))

    def _open_count(self, stocktake_id: int) -> None:
        self.hide()
        self.count_asked.emit(stocktake_id)

    def _ask_for_reversal(self) -> None:
        self.hide()
        self.reversal_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _offer(self, question: str, *answers: tuple[str, Callable[[], object]]) -> None:
        self.question.setText(question)
        self.why.hide()
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

    def _explain(self, why: str) -> None:
        self.why.setText(why)
        self.why.show()

    def _answer(self, page: str, **target: Any) -> None:
        self.hide()
        self.answered.emit(page, target)
