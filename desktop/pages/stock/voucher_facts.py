"""What is known of a voucher beside its lines, as two columns of names and values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from db.queries.voucher_links import VoucherLink, VoucherLinks
from db.queries.vouchers import VoucherDetail
from desktop.dates import day_text, long_day_text
from desktop.labels import member, moment
from desktop.translation import _
from desktop.widgets.opened_bar import link_button


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a voucher; a link leads to another one."""

    name: str
    text: str
    link: VoucherLink | None = None


def facts(detail: VoucherDetail, links: VoucherLinks) -> list[Fact]:
    """What is known of a voucher beside its lines, in the order a clerk asks for it."""
    document = detail.document_number
    if detail.document_on:
        dated = _("ngày {day}").format(day=day_text(detail.document_on))
        document = f"{document} {dated}".strip()
    posted = _("{moment}, {who}").format(moment=moment(detail.posted_at), who=links.posted_by)
    told = [
        Fact(_("Loại phiếu"), member(detail.kind)),
        Fact(_("Ngày"), long_day_text(detail.day)),
        Fact(_("Kho"), detail.store),
        Fact(_("Nguồn"), member(detail.source) if detail.source else ""),
        Fact(_("Đơn vị cung cấp"), detail.supplier),
        Fact(_("Chứng từ"), document),
        Fact(_("Đơn vị nhận"), detail.department),
        Fact(_("Người nhận thay đơn vị"), detail.receiver),
        Fact(_("Lý do"), detail.reason),
        Fact(_("Ghi chú"), detail.note),
        Fact(_("Ghi sổ"), posted),
        Fact(_("Hủy phiếu"), "", links.reverses),
        Fact(_("Bị hủy bởi"), detail.reversal_reason, links.reversed_by),
        Fact(_("Sửa từ phiếu"), "", links.replaces),
        Fact(_("Đã sửa thành"), "", links.replaced_by),
    ]
    return [fact for fact in told if fact.text or fact.link]


def fact_column(told: Sequence[Fact], open_voucher: Callable[[int], object]) -> QWidget:
    """Facts under each other, names on the left."""
    column = QWidget()
    form = QFormLayout(column)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(5)
    for fact in told:
        name = QLabel(fact.name)
        name.setProperty("role", "muted")
        form.addRow(name, _fact_value(fact, open_voucher))
    return column


def _fact_value(fact: Fact, open_voucher: Callable[[int], object]) -> QWidget:
    value = QLabel(fact.text)
    value.setWordWrap(True)
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if fact.link is None:
        return value
    link = link_button(fact.link.number, partial(open_voucher, fact.link.voucher_id))
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(link)
    row.addWidget(value, 1)
    return both
