"""What is known of a voucher beside its lines, as two columns of names and values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from db.kinds import VoucherKind
from db.queries.amendments import AmendmentRow
from db.queries.voucher_links import VoucherLink, VoucherLinks
from db.queries.vouchers import VoucherDetail
from desktop.dates import day_text, long_day_text
from desktop.labels import member, moment
from desktop.pages.stock.words import amendment_text
from desktop.translation import N_, _
from desktop.widgets.opened_bar import link_button


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a voucher; it leads to another one, a stocktake, or what a file holds."""

    name: str
    text: str
    link: VoucherLink | None = None
    file: tuple[int, str] | None = None
    stocktake_id: int | None = None


def facts(
    detail: VoucherDetail, links: VoucherLinks, added: Sequence[AmendmentRow] = ()
) -> list[Fact]:
    """What is known of a voucher beside its lines, in the order a clerk asks for it."""
    document = detail.document_number
    if detail.document_on:
        dated = _("ngày {day}").format(day=day_text(detail.document_on))
        document = f"{document} {dated}".strip()
    posted = _("{moment}, {who}").format(moment=moment(detail.posted_at), who=links.posted_by)
    told = [
        Fact(_("Loại phiếu"), member(detail.kind)),
        Fact(_("Ngày"), long_day_text(detail.day)),
        Fact(_("Kho xuất") if detail.to_store else _("Kho"), detail.store),
        Fact(_("Kho nhận"), detail.to_store),
        Fact(_("Ghi giảm vì"), member(detail.loss) if detail.loss else ""),
        Fact(_("Nguồn"), member(detail.source) if detail.source else ""),
        Fact(_("Đơn vị cung cấp"), detail.supplier),
        Fact(_("Chứng từ"), document),
        Fact(_("Đơn vị nhận"), detail.department),
        Fact(_receiver_word(detail.counts_as), detail.receiver),
        Fact(_("Ngày phát"), day_text(detail.handed_on) if detail.handed_on else ""),
        Fact(_("Lý do"), detail.reason),
        Fact(_("Ghi chú"), detail.note),
        Fact(_("Ghi sổ"), posted),
        Fact(_("Hủy phiếu"), "", links.reverses),
        Fact(_("Bị hủy bởi"), detail.reversal_reason, links.reversed_by),
        Fact(_("Sửa từ phiếu"), "", links.replaces),
        Fact(_("Đã sửa thành"), "", links.replaced_by),
        Fact(_("Theo phiếu"), "", links.follows),
        Fact(_("Đợt in"), links.print_run[1] if links.print_run else ""),
        *(Fact(_("Phiếu kèm theo"), "", link) for link in links.followed_by),
        Fact(_("Kiểm kê"), "", stocktake_id=detail.stocktake_id),
        *(_addition(row) for row in added),
    ]
    return [fact for fact in told if fact.text or fact.link or fact.stocktake_id]


def _receiver_word(kind: VoucherKind) -> str:
    words = {
        VoucherKind.ISSUE: N_("Người nhận thay đơn vị"),
        VoucherKind.RETURN: N_("Người trả"),
    }
    word = words.get(kind, N_("Người nhận"))
    return _(word)


def _addition(row: AmendmentRow) -> Fact:
    """What was added later, by whom and when."""
    if row.attachment_id is not None:
        who = _("{moment}, {who}").format(moment=moment(row.at), who=row.by)
        return Fact(_("Tệp đính kèm"), who, file=(row.attachment_id, row.new_value))
    return Fact(_("Bổ sung"), amendment_text(row))


def fact_column(
    told: Sequence[Fact],
    open_voucher: Callable[[int], object],
    open_count: Callable[[int], object],
    open_file: Callable[[int, str], object],
) -> QWidget:
    """Facts under each other, names on the left."""
    column = QWidget()
    form = QFormLayout(column)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(5)
    for fact in told:
        name = QLabel(fact.name)
        name.setProperty("role", "muted")
        form.addRow(name, _fact_value(fact, open_voucher, open_count, open_file))
    return column


def _fact_value(
    fact: Fact,
    open_voucher: Callable[[int], object],
    open_count: Callable[[int], object],
    open_file: Callable[[int, str], object],
) -> QWidget:
    value = QLabel(fact.text)
    value.setWordWrap(True)
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if fact.file is not None:
        link = link_button(fact.file[1], partial(open_file, *fact.file))
    elif fact.link is not None:
        link = link_button(fact.link.number, partial(open_voucher, fact.link.voucher_id))
    elif fact.stocktake_id is not None:
        words = _("Kiểm kê số {number}").format(number=fact.stocktake_id)
        link = link_button(words, partial(open_count, fact.stocktake_id))
    else:
        return value
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(link)
    row.addWidget(value, 1)
    return both
