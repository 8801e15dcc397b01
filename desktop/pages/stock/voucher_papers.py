"""The papers that can be made of a voucher, beside the plain one."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.kinds import VoucherKind
from db.queries.vouchers import VoucherDetail
from desktop.context import Context
from desktop.pages.stock.words import detail_title
from desktop.translation import _
from desktop.widgets.menu_button import MenuButton

_HANDED_OVER = {VoucherKind.RECEIPT, VoucherKind.ISSUE, VoucherKind.TRANSFER}


class VoucherPapers(MenuButton):
    """Copies, halves of a sheet, what goes with a voucher of this kind, and what may be added to it."""

    paper_wanted = Signal(str, object)

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
            more.append((_("Biên bản giao nhận"), partial(self._print, detail, "handover_pdf")))
        if detail.kind is VoucherKind.WRITE_OFF:
            more.append((_("Giấy báo hỏng, mất"), partial(self._print, detail, "loss_pdf")))
        if detail.kind is VoucherKind.ISSUE and detail.department_id is not None:
            words = _("Giấy đề nghị cấp vật tư")
            more.append((words, partial(self._print, detail, "request_pdf")))
        self.offer([*acts, *([None] if more else []), *more, None, *additions])

    def _print_voucher(
        self, detail: VoucherDetail, in_copies: bool = False, is_half: bool = False
    ) -> None:
        from desktop.printing import voucher_pdf

        work = partial(
            voucher_pdf,
            self._context.database,
            detail.voucher_id,
            in_copies=in_copies,
            is_half=is_half,
        )
        self.paper_wanted.emit(detail_title(detail), work)

    def _print(self, detail: VoucherDetail, name: str) -> None:
        from desktop import storeroom_printing

        make = getattr(storeroom_printing, name)
        title = {
            "handover_pdf": _("Biên bản giao nhận {number}"),
            "loss_pdf": _("Giấy báo hỏng, mất {number}"),
            "request_pdf": _("Giấy đề nghị cấp vật tư {number}"),
        }[name].format(number=detail.number)
        self.paper_wanted.emit(title, partial(make, self._context.database, detail.voucher_id))
