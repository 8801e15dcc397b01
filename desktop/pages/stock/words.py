"""How supplies and vouchers stand, in words with a tone."""

from datetime import date

from db.kinds import CountState, VoucherKind
from db.queries.amendments import AmendmentRow
from db.queries.overview import StockState
from db.queries.voucher_list import VoucherRow
from db.queries.vouchers import VoucherDetail
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import member, moment
from desktop.stock_state import state_tone, state_word
from desktop.translation import N_, _


def state_of(state: StockState | None) -> tuple[str, Tone]:
    """How a supply stands; None is one that was never needed."""
    if state is None:
        return _("Chưa có"), Tone.NONE
    return state_word(state), state_tone(state)


def voucher_state(row: VoucherRow) -> tuple[str, Tone]:
    """Whether a voucher in a list holds."""
    if row.reverses:
        return _("Hủy phiếu {number}").format(number=row.reverses), Tone.WARNING
    if row.is_reversed:
        return _("Đã hủy"), Tone.BAD
    return _("Đã ghi sổ"), Tone.NONE


def detail_state(detail: VoucherDetail) -> tuple[str, Tone]:
    """Whether an opened voucher holds."""
    if detail.kind is VoucherKind.REVERSAL:
        return member(detail.kind), Tone.WARNING
    if detail.reversed_by:
        return _("Đã hủy"), Tone.BAD
    return _("Đã ghi sổ"), Tone.OK


def detail_title(detail: VoucherDetail) -> str:
    """An opened voucher by its number."""
    return _("Phiếu {number}").format(number=detail.number)


_AMENDED = {
    "document_number": N_("chứng từ số"),
    "document_on": N_("ngày chứng từ"),
    "supplier": N_("đơn vị cung cấp"),
    "note": N_("ghi chú"),
    "number": N_("số lô"),
    "expires_on": N_("hạn dùng"),
}


def amendment_text(row: AmendmentRow) -> str:
    """What was added or put right, why, when and by whom."""
    if row.field == "is_blocked":
        told = _("tạm khóa") if row.new_value else _("bỏ khóa")
    else:
        values = [_value(row.field, value) for value in (row.old_value, row.new_value)]
        told = f"{_(_AMENDED[row.field])}: {' → '.join(values)}"
    return " · ".join(filter(None, (told, row.reason, f"{moment(row.at)}, {row.by}")))


def _value(field: str, value: str) -> str:
    if not value:
        return _("(trống)")
    return day_text(date.fromisoformat(value)) if field.endswith("_on") else value


def count_state(state: CountState) -> tuple[str, Tone]:
    """How far a count is."""
    tones = {CountState.OPEN: Tone.WARNING, CountState.POSTED: Tone.OK}
    return member(state), tones.get(state, Tone.NONE)
