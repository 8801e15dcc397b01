"""How the lines of a voucher read."""

from db.queries.vouchers import DetailLine, VoucherDetail
from desktop.dates import day_text
from desktop.labels import amount, number
from desktop.tables import RIGHT, Column
from desktop.translation import _


def line_columns() -> list[Column[DetailLine]]:
    """The columns of a voucher's lines."""
    return [
        Column(_("Mã"), lambda line: line.code, width=80),
        Column(_("Vật tư"), lambda line: line.supply, tip=lambda line: line.supply),
        Column(_("Người nhận"), _receiver, tip=_receiver),
        Column(_("Số lượng"), _quantity, RIGHT, 110),
        Column(_("Như đã ghi"), _as_typed, width=110),
        Column(_("Giá trị"), lambda line: amount(line.amount) if line.amount else "", RIGHT, 120),
        Column(_("Lô, hạn dùng"), _lots, width=190, tip=_lots),
        Column(_("Ghi chú"), lambda line: line.note, width=110, tip=lambda line: line.note),
    ]


def _receiver(line: DetailLine) -> str:
    return _("Khách đến liên hệ công tác") if line.is_visitors else line.receiver


def _quantity(line: DetailLine) -> str:
    return f"{number(line.quantity)} {line.unit}"


def _as_typed(line: DetailLine) -> str:
    return f"{number(line.pack_count)} {line.pack}" if line.pack and line.pack_count else ""


def _lots(line: DetailLine) -> str:
    told = []
    for part in line.lots:
        name = part.number or _("không số")
        if part.expires_on:
            name = f"{name} ({day_text(part.expires_on)})"
        told.append(name if len(line.lots) == 1 else f"{name}: {number(part.quantity)}")
    return " · ".join(told)


def lines_total(detail: VoucherDetail) -> str:
    """What the lines come to; pieces only where they are of one supply."""
    told = [_("{count} dòng").format(count=number(len(detail.lines)))]
    if len({line.supply_id for line in detail.lines}) == 1:
        pieces = sum(line.quantity for line in detail.lines)
        told.append(f"{number(pieces)} {detail.lines[0].unit}")
    if value := sum(line.amount for line in detail.lines):
        told.append(amount(value))
    return " · ".join(told)
