"""Nhập kho: a head and a growing grid; every row that is recorded becomes a lot."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError, QuantityOutOfRange
from db.kinds import Source
from db.queries.catalogue import stores, supplies
from db.queries.entering import earlier_suppliers, usual_receipts
from db.queries.vouchers import VoucherDetail, voucher_detail
from db.services.stock import post_receipt
from desktop.context import Context, Tone
from desktop.drafting import Sheet
from desktop.labels import amount, number
from desktop.pages.receipt.fields import ReceiptFields
from desktop.pages.receipt.grid import ReceiptGrid
from desktop.pages.receipt.rows import QUANTITY, SUPPLY, lines_of
from desktop.recorded import Recorded
from desktop.refusals import sentence
from desktop.translation import _
from desktop.widgets.choices import choose
from desktop.widgets.draft_menu import FormHeader
from desktop.widgets.grid import EntryGrid
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong


class Page(VoucherForm):
    """One receipt at a time; those begun and left wait in the menu of drafts."""

    shows = frozenset({"supply", "pack", "store", "voucher"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "receipt", parent)
        self.fields = ReceiptFields(context.clock.today)
        self.listed = ReceiptGrid(lambda: self.fields.chosen_day, context.clock.today)
        self.grid = self.listed.grid
        self._lay_out()
        self._connect()
        self.follow_today(self.fields.day)
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
        """Begin."""
        self.begin()

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        return self.grid

    def begin(self) -> None:
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
        follow: int | None = None,
        prefill: Mapping[str, Any] | None = None,
        supply: int | None = None,
        source: Source | None = None,
    ) -> None:
        """Go on with a draft, correct or add to a voucher, or begin with some lines filled in.

        `prefill` has a day, a store_id and lines of (supply id, quantity); `source` begins one of
        goods that came from there.
        """
        if (wanted := draft or draft_id) is not None:
            self._open_draft(wanted)
        elif correct is not None:
            self.correct(self._context.database.ask(voucher_detail, correct))
        elif follow is not None:
            self.follow(self._context.database.ask(voucher_detail, follow))
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
        elif source is not None:
            self.clear()
            choose(self.fields.source, source)
            self.fields.begin()

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows = self.grid.typed()
        if not rows and self.fields.is_blank and not self.correction.is_shown:
            return None
        told = _("{count} dòng").format(count=number(len(rows)))
        parts = (_("Nhập kho"), self.fields.day.text(), self.fields.supplier.text(), told)
        cells = {**self.fields.state(), "rows": rows, **self.correction.state()}
        return Sheet(" · ".join(filter(None, parts)), cells)

    # Recording

    def _wrong(self) -> Wrong | None:
        return self.fields.wrong()

    def _show_remarks(self) -> None:
        self.listed.show_remarks()

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        receipt = self.fields.receipt(lines_of(self.grid.rows()))
        money = sum(line.amount for line in receipt.lines)
        lines = _("{count} dòng, {money}").format(
            count=number(len(receipt.lines)), money=amount(money)
        )
        told = _("Đã ghi sổ phiếu nhập {number}: {told}.")
        return (
            self._posting(post_receipt, receipt),
            lambda done: told.format(number=done.told, told=lines),
        )

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In phiếu"), _("Phiếu nhập kho {number}").format(number=done.told)

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, QuantityOutOfRange):
            self.listed.show_problems({error.line: {QUANTITY: sentence(error)}})
        self._context.notice(sentence(error), Tone.BAD)
        self.drafting.touch()

    def _print(self, voucher_ids: tuple[int, ...], title: str) -> None:
        from desktop.printing import voucher_pdf
        from desktop.widgets.pdf_view import show_pdf

        work = partial(voucher_pdf, self._context.database, voucher_ids[0])
        show_pdf(self._context.tasks, self, work, title)

    # Drafts and corrections

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.fields.restore(cells)
        self.listed.restore(cells["rows"])

    def _open_draft(self, draft_id: int) -> None:
        if (row := self.kept_draft(draft_id)) is not None:
            self.resume(row)
            self.grid.setFocus()

    def _show_voucher(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.listed.show_lines(detail.lines)

    def _show_head(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.fields.day.set_today()

    def to_grid(self) -> None:
        """On to the first row."""
        self.grid.edit_cell(0, SUPPLY)

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        self._offer()

    def _forget(self) -> None:
        was_old = self.correction.voucher_id is not None
        self.correction.put_away()
        self.fields.clear()
        self.listed.clear()
        if was_old:
            self._offer()

    # Looks

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        ask = self._context.database.ask
        rows = ask(supplies, with_retired=self.correction.voucher_id is not None)
        self.listed.known.show(rows)
        self.listed.known.usual = ask(usual_receipts, [row.supply_id for row in rows])
        self.fields.store.show_stores(ask(stores))
        self.fields.offer_suppliers(ask(earlier_suppliers))

    def _tell(self) -> None:
        self.header.set_subtitle(self.drafting.told)
        self.drafts.refresh()

    def _connect(self) -> None:
        self.drafting.saved.connect(self._tell)
        self.drafts.new_asked.connect(self._new)
        self.drafts.opened.connect(self._open_draft)
        self.drafts.discard_asked.connect(self.give_up)
        self.fields.changed.connect(self.drafting.touch)
        self.fields.changed.connect(self.listed.show_remarks)
        self.fields.finished.connect(self.to_grid)
        self.printed.connect(self._print)
        self.listed.edited.connect(self.drafting.touch)
        self.listed.record.connect(self.record)

    def _new(self) -> None:
        self.clear()
        self.setFocus()

    def _lay_out(self) -> None:
        self.header = FormHeader(
            _("Nhập kho"),
            self.drafting.waiting,
            lambda: self._context.navigate("import", kind="receipts"),
            self.record,
        )
        self.drafts = self.header.drafts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.header, self.correction, self.fields):
            column.addWidget(widget)
        column.addWidget(self.listed, 1)
