"""Nhập kho: a head and a growing grid; every row that is recorded becomes a lot."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError, QuantityOutOfRange
from db.queries.catalogue import stores, supplies
from db.queries.entering import earlier_suppliers, usual_receipts
from db.queries.vouchers import VoucherDetail, voucher_detail
from db.services.stock import correct_voucher, post_receipt
from desktop.context import Context, NoticeAction, Tone
from desktop.drafting import Drafting, Sheet, saved_text
from desktop.labels import amount, number
from desktop.pages.receipt.fields import ReceiptFields
from desktop.pages.receipt.grid import ReceiptGrid
from desktop.pages.receipt.rows import QUANTITY, SUPPLY, lines_of
from desktop.recorded import Recorded, recorded, undo_action
from desktop.refusals import sentence
from desktop.translation import _
from desktop.widgets.correction import CorrectionBar
from desktop.widgets.draft_menu import DraftButton
from desktop.widgets.page_header import PageHeader


class Page(QWidget):
    """One receipt at a time; those begun and left wait in the menu of drafts."""

    shows = frozenset({"supply", "pack", "store", "voucher"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.drafting = Drafting(context, "receipt", self.sheet, self)
        self.correction = CorrectionBar()
        self.fields = ReceiptFields(context.clock.today)
        self.listed = ReceiptGrid(lambda: self.fields.chosen_day, context.clock.today)
        self.grid = self.listed.grid
        self.corrects: int | None = None
        self.is_recording = False
        self._lay_out()
        self._connect()
        self._offer()
        self._tell()

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        self._offer()

    def leave(self) -> None:
        """Another page is shown, or the window closes: keep what was typed."""
        self.grid.commit()
        self.drafting.flush()

    def setFocus(self) -> None:  # type: ignore[override] # a page puts the cursor to work
        """Put the cursor where the next thing is to be typed."""
        if self.listed.is_blank:
            self.fields.begin()
        else:
            self.grid.setFocus()

    def open(
        self,
        *,
        draft: int | None = None,
        draft_id: int | None = None,
        correct: int | None = None,
        prefill: Mapping[str, Any] | None = None,
        supply: int | None = None,
    ) -> None:
        """Go on with a draft, correct a voucher, or begin with some lines filled in.

        `prefill` has a day, a store_id and lines of (supply id, quantity).
        """
        if (wanted := draft or draft_id) is not None:
            self._open_draft(wanted)
        elif correct is not None:
            self._correct(self._context.database.ask(voucher_detail, correct))
        elif prefill is not None:
            self.clear()
            self.fields.day.set_day(prefill["day"])
            self.fields.store.choose(prefill["store_id"])
            self.listed.fill_in(prefill["lines"])
            self.fields.begin()
        elif supply is not None:
            self.clear()
            self.listed.fill_in([(supply, 0)])
            self.grid.edit_cell(0, QUANTITY)

    def clear(self) -> None:
        """Put this form away; what was typed stays a draft."""
        self.grid.commit()
        self.drafting.flush()
        self.drafting.begin()
        self._forget()

    def discard(self) -> None:
        """Throw this form away, its draft too."""
        self.drafting.discard()
        self._forget()
        self.setFocus()

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows = self.grid.typed()
        if not rows and self.fields.is_blank and self.corrects is None:
            return None
        told = _("{count} dòng").format(count=number(len(rows)))
        parts = (_("Nhập kho"), self.fields.day.text(), self.fields.supplier.text(), told)
        cells = {
            **self.fields.state(),
            "rows": rows,
            "correct": self.corrects,
            "reason": self.correction.reason,
        }
        return Sheet(" · ".join(filter(None, parts)), cells)

    def record(self) -> None:
        """Post the receipt, or say in the rows why not."""
        if self.is_recording or not self._is_ready():
            return
        receipt = self.fields.receipt(lines_of(self.grid.rows()))
        context, key = self._context, self.drafting.key
        corrects, reason = self.corrects, self.correction.reason

        def work() -> Recorded:
            do = context.database.do
            if corrects is None:
                return recorded(context, [do(post_receipt, receipt, key=key)])
            return recorded(context, [do(correct_voucher, corrects, reason, receipt, key=key)])

        money = sum(line.amount for line in receipt.lines)
        told = _("{count} dòng, {money}").format(
            count=number(len(receipt.lines)), money=amount(money)
        )
        self.is_recording = True
        self.grid.setEnabled(False)
        context.tasks.run(self, work, partial(self._recorded, told), self._refused)

    # Recording

    def _is_ready(self) -> bool:
        rows = self.grid.rows()
        if (wrong := self.fields.wrong()) is not None:
            self._warn(wrong[0])
            wrong[1].setFocus()
        elif self.corrects is not None and not self.correction.reason:
            self._warn(_("Hãy ghi lý do sửa."))
            self.correction.reason_field.setFocus()
        elif not rows:
            self._warn(_("Phiếu chưa có dòng nào."))
            self.grid.setFocus()
        elif (problem := self.grid.first_problem()) is not None:
            self.listed.show_remarks()
            self._warn(_("Dòng {row}: {why}").format(row=problem[0] + 1, why=problem[1]))
        else:
            return True
        return False

    def _recorded(self, told: str, done: Recorded) -> None:
        self.is_recording = False
        self.grid.setEnabled(True)
        text = _("Đã ghi sổ phiếu nhập {number}: {told}.").format(number=done.told, told=told)
        text = self.correction.and_replaced(text)
        self.discard()
        actions = [
            NoticeAction(_("In phiếu"), partial(self._print, done)),
            undo_action(self._context, self, done),
            NoticeAction(_("Phiếu mới"), self.setFocus),
        ]
        self._context.notice(text, Tone.OK, actions)

    def _refused(self, error: DomainError) -> None:
        self.is_recording = False
        self.grid.setEnabled(True)
        if isinstance(error, QuantityOutOfRange):
            self.listed.show_problems({error.line: {QUANTITY: sentence(error)}})
        self._context.notice(sentence(error), Tone.BAD)
        self.drafting.touch()

    def _print(self, done: Recorded) -> None:
        from desktop.printing import voucher_pdf
        from desktop.widgets.pdf_view import PdfWindow

        title = _("Phiếu nhập kho {number}").format(number=done.told)
        work = partial(voucher_pdf, self._context.database, done.ids[0])
        self._context.tasks.run(self, work, lambda pdf: PdfWindow(pdf, title, self).show())

    def _warn(self, text: str) -> None:
        self._context.notice(text, Tone.WARNING)

    # Drafts and corrections

    def _open_draft(self, draft_id: int) -> None:
        row = self.drafting.find(draft_id)
        if row is None:
            self._context.notice(_("Phiếu nháp này không còn nữa."), Tone.WARNING)
            return
        if self.drafting.draft_id == draft_id:
            return
        self.clear()
        cells = self.drafting.resume(row)
        self.drafting.pause(is_paused=True)
        if cells.get("correct"):
            detail = self._context.database.ask(voucher_detail, cells["correct"])
            self._begin_correction(detail, cells.get("reason", ""))
        self.fields.restore(cells)
        self.listed.restore(cells["rows"])
        self.drafting.pause(is_paused=False)
        self.grid.setFocus()

    def _correct(self, detail: VoucherDetail) -> None:
        self.clear()
        self._begin_correction(detail)
        self.fields.show_voucher(detail)
        self.listed.show_lines(detail.lines)
        self.correction.reason_field.setFocus()
        self.drafting.touch()

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        self.corrects = detail.voucher_id
        self._offer()
        self.correction.show_for(detail.number, reason)

    def _forget(self) -> None:
        was_old, self.corrects = self.corrects is not None, None
        self.correction.hide()
        self.fields.clear()
        self.listed.clear()
        if was_old:
            self._offer()

    # Looks

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        ask = self._context.database.ask
        rows = ask(supplies, with_retired=self.corrects is not None)
        self.listed.known.show(rows)
        self.listed.known.usual = ask(usual_receipts, [row.supply_id for row in rows])
        self.fields.store.show_stores(ask(stores))
        self.fields.offer_suppliers(ask(earlier_suppliers))

    def _tell(self) -> None:
        at = self.drafting.saved_at
        told = _("Phiếu nháp · tự lưu {time}").format(time=saved_text(at)) if at else ""
        self.header.set_subtitle(told)
        self.drafts.refresh()

    def _connect(self) -> None:
        self.drafting.saved.connect(self._tell)
        self.drafts.new_asked.connect(self._new)
        self.drafts.opened.connect(self._open_draft)
        self.drafts.discard_asked.connect(self.discard)
        self.fields.changed.connect(self.drafting.touch)
        self.fields.changed.connect(self.listed.show_remarks)
        self.fields.finished.connect(lambda: self.grid.edit_cell(0, SUPPLY))
        self.correction.finished.connect(self.grid.setFocus)
        self.correction.typed.connect(self.drafting.touch)
        self.correction.left.connect(self.discard)
        self.listed.edited.connect(self.drafting.touch)
        self.listed.record.connect(self.record)

    def _new(self) -> None:
        self.clear()
        self.setFocus()

    def _lay_out(self) -> None:
        self.header = PageHeader(_("Nhập kho"))
        self.header.add_action(
            _("Nhập từ Excel"),
            lambda: self._context.navigate("import", kind="receipts"),
            icon="file-xls",
        )
        self.drafts = DraftButton(self.drafting.waiting)
        self.header.add_widget(self.drafts)
        self.header.add_action(
            _("Ghi sổ"), self.record, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self.record)  # of the keypad
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.header, self.correction, self.fields):
            column.addWidget(widget)
        column.addWidget(self.listed, 1)
