"""How the rows of a stock card and of its lots read."""

from db.kinds import VoucherKind
from db.queries.stock import CardRow, LotRow
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import amount, member, number
from desktop.tables import RIGHT, Column
from desktop.translation import _


def card_columns() -> list[Column[CardRow]]:
    """The columns of the stock card."""
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Số phiếu"), lambda row: row.number, width=80),
        Column(_("Diễn giải"), _told, tip=_told),
        Column(_("Nhập"), lambda row: _or_blank(row.quantity_in), RIGHT, 72),
        Column(_("Xuất"), lambda row: _or_blank(row.quantity_out), RIGHT, 72),
        Column(_("Tồn"), lambda row: number(row.balance), RIGHT, 80),
    ]


def lot_columns(context: Context) -> list[Column[LotRow]]:
    """The columns of the lots that are left."""

    def tone(row: LotRow) -> Tone:
        is_over = row.expires_on is not None and row.expires_on < context.clock.today()
        return Tone.BAD if is_over else Tone.NONE

    def expiry(row: LotRow) -> str:
        day = day_text(row.expires_on)
        return _("{day} (hết)").format(day=day) if tone(row) is Tone.BAD else day

    return [
        Column(_("Số lô"), lambda row: row.number or "–", width=78, tip=_lot_tip),
        Column(_("Hạn dùng"), expiry, tone=tone),
        Column(_("Kho"), lambda row: row.store, width=100, tip=lambda row: row.store),
        Column(
            _("Còn"),
            lambda row: number(row.on_hand),
            RIGHT,
            70,
            tip=lambda row: amount(row.amount),
        ),
    ]


def _lot_tip(row: LotRow) -> str:
    received = _("nhập ngày {day}").format(day=day_text(row.received_on))
    return " · ".join(filter(None, (received, row.supplier)))


def _told(row: CardRow) -> str:
    if row.kind is VoucherKind.REVERSAL or not row.told:
        return " · ".join(filter(None, (member(row.kind), row.told)))
    return row.told


def _or_blank(quantity: int) -> str:
    return number(quantity) if quantity else ""
