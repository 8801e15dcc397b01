"""The papers that can be made of a voucher, beside the plain one."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.database import Database
from db.kinds import VoucherKind
from db.queries.vouchers import VoucherDetail
from desktop.context import Context
from desktop.pages.stock.words import detail_title
from desktop.translation import _
from desktop.widgets.menu_button import MenuButton

_HANDED_OVER = {VoucherKind.RECEIPT, VoucherKind.ISSUE, VoucherKind.TRANSFER}


class VoucherPapers(MenuButton):
    """Copies, halves of a sheet, what goes with a voucher of this kind, and what may be added to it."""

    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Giấy tờ khác"), parent=parent)
        self._context = context

    def show_voucher(
        self, detail: VoucherDetail, additions: Iterable[tuple[str, Callable[[], object]]]
    ) -> None:
        """Offer what can be printed of a voucher, and the acts that add to it."""
        acts = [
            (_("Phiếu, ba liên"), partial(self._print_voucher, detail, in_copies=True)),
            (_("Phiếu A5, ba liên"), partial(self._print_voucher, detail, True, is_half=True)),
            (_("Phiếu A5, một bản"), partial(self._print_voucher, detail, is_half=True)),
        ]
        more = []
        if detail.kind in _HANDED_OVER:
            more.append((_("Biên bản giao nhận"), partial(self._print_handover, detail)))
        if detail.kind is VoucherKind.WRITE_OFF:
            more.append((_("Giấy báo hỏng, mất"), partial(self._print_loss, detail)))
        if detail.kind is VoucherKind.ISSUE and detail.department_id is not None:
            words = _("Giấy đề nghị cấp vật tư")
            more.append((words, partial(self._print_request, detail)))
        self.offer([*acts, *([None] if more else []), *more, None, *additions])

    def _print_voucher(
        self, detail: VoucherDetail, in_copies: bool = False, is_half: bool = False
    ) -> None:
        from desktop.printing import voucher_pdf
        from desktop.voucher_printing import voucher_xlsx

        work = partial(
            voucher_pdf,
            self._context.database,
            detail.voucher_id,
            in_copies=in_copies,
            is_half=is_half,
        )
        workbook = partial(voucher_xlsx, self._context.database, detail.voucher_id)
        self.paper_wanted.emit(detail_title(detail), work, workbook)

    def _print_handover(self, detail: VoucherDetail) -> None:
        from desktop.voucher_printing import handover_pdf, handover_xlsx

        self._print(_("Biên bản giao nhận {number}"), detail, handover_pdf, handover_xlsx)

    def _print_loss(self, detail: VoucherDetail) -> None:
        from desktop.voucher_printing import loss_pdf, loss_xlsx

        self._print(_("Giấy báo hỏng, mất {number}"), detail, loss_pdf, loss_xlsx)

    def _print_request(self, detail: VoucherDetail) -> None:
        from desktop.request_printing import request_pdf, request_xlsx

        self._print(_("Giấy đề nghị cấp vật tư {number}"), detail, request_pdf, request_xlsx)

    def _print(
        self,
        title: str,
        detail: VoucherDetail,
        pdf: Callable[[Database, int], bytes],
        xlsx: Callable[[Database, int], bytes],
    ) -> None:
        asked = self._context.database, detail.voucher_id
        self.paper_wanted.emit(
            title.format(number=detail.number), partial(pdf, *asked), partial(xlsx, *asked)
        )
