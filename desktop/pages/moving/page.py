"""Chuyển kho, ghi giảm, nhập trả lại: the vouchers that are neither receipts nor issues."""

from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from db.kinds import VoucherKind
from db.queries.office import DraftRow
from db.queries.vouchers import voucher_detail
from desktop.context import Context
from desktop.pages.moving.back import ReturnForm
from desktop.pages.moving.transfer import TransferForm
from desktop.pages.moving.write_off import WriteOffForm
from desktop.translation import _
from desktop.widgets.draft_menu import FormHeader

Form = TransferForm | WriteOffForm | ReturnForm
_OF_KIND = {
    VoucherKind.TRANSFER: "transfer",
    VoucherKind.WRITE_OFF: "write_off",
    VoucherKind.RETURN: "return",
    VoucherKind.ISSUE: "return",
}


class Page(QWidget):
    """Three tabs; the drafts of all wait in one menu."""

    shows = frozenset(
        {"supply", "pack", "store", "voucher", "lot", "department", "staff_member", "membership"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.transfer = TransferForm(context)
        self.write_off = WriteOffForm(context)
        self.back = ReturnForm(context)
        self._forms: tuple[Form, ...] = (self.transfer, self.write_off, self.back)
        self.header = FormHeader(
            _("Chuyển kho, ghi giảm, trả lại"), self._waiting, None, self.record
        )
        self.drafts = self.header.drafts
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for form, words in zip(
            self._forms,
            (_("&Chuyển kho"), _("&Ghi giảm: hỏng, mất, hết hạn"), _("Nhập &trả lại")),
            strict=True,
        ):
            self.tabs.addTab(form, words)
            form.drafting.saved.connect(self._tell)
            form.printed.connect(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        self.drafts.new_asked.connect(self._new)
        self.drafts.opened.connect(self._open_draft)
        self.drafts.discard_asked.connect(self._discard)
        self._tell()

    @property
    def form(self) -> Form:
        """What the tab in sight holds."""
        return self._forms[self.tabs.currentIndex()]

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        for form in self._forms:
            form.refresh()

    def leave(self) -> None:
        """Another page is shown, or the window closes: keep what was typed."""
        for form in self._forms:
            form.entry.commit()
            form.drafting.flush()

    def setFocus(self) -> None:  # type: ignore[override] # a page puts the cursor to work
        """Put the cursor where the next thing is to be typed."""
        self.form.begin()

    def record(self) -> None:
        """Record what the tab in sight holds."""
        self.form.record()

    def open(
        self,
        *,
        form: str = "",
        draft: int | None = None,
        draft_id: int | None = None,
        correct: int | None = None,
        follow: int | None = None,
        supply: int | None = None,
        store: int | None = None,
    ) -> None:
        """Show a form; go on with a draft, correct or add to a voucher, begin with a supply.

        What follows an issue is its return, what follows a return another one.
        """
        if (wanted := draft or draft_id) is not None:
            self._open_draft(wanted)
        elif (voucher_id := correct or follow) is not None:
            detail = self._context.database.ask(voucher_detail, voucher_id)
            shown = self._show(_OF_KIND[detail.kind])
            if detail.kind is VoucherKind.ISSUE:
                self.back.begin_of(detail.voucher_id, detail.number)
            elif shown is self.back and follow is not None:
                self.back.begin_of_return(detail)
            elif correct is not None:
                shown.correct(detail)
            else:
                shown.follow(detail)
        elif form:
            shown = self._show(form)
            if supply is not None and not isinstance(shown, ReturnForm):
                shown.begin_with(supply, store)
            else:
                shown.begin()

    def _show(self, form: str) -> Form:
        shown = next(one for one in self._forms if one.form == form)
        self.tabs.setCurrentWidget(shown)
        return shown

    def _open_draft(self, draft_id: int) -> None:
        found = [one for one in self._forms if one.drafting.find(draft_id) is not None]
        shown = found[0] if found else self.form
        if (row := shown.kept_draft(draft_id)) is not None:
            self.tabs.setCurrentWidget(shown)
            shown.resume(row)
            shown.begin()

    def _waiting(self) -> list[DraftRow]:
        rows = [row for form in self._forms for row in form.drafting.waiting()]
        return sorted(rows, key=lambda row: row.saved_at, reverse=True)

    def _new(self) -> None:
        self.form.clear()
        self.form.begin()

    def _discard(self) -> None:
        self.form.give_up()

    def _on_tab(self) -> None:
        self._tell()
        self.form.begin()

    def _tell(self) -> None:
        self.header.set_subtitle(self.form.drafting.told)
        self.drafts.refresh()

    def _print(self, voucher_ids: tuple[int, ...], title: str) -> None:
        from desktop.printing import voucher_pdf
        from desktop.widgets.pdf_view import show_pdf

        work = partial(voucher_pdf, self._context.database, voucher_ids[0])
        show_pdf(self._context.tasks, self, work, title)
