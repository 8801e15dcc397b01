"""Why goods were not received, given out, brought back or undone."""

from collections.abc import Sequence

from db import errors
from desktop.dates import day_text
from desktop.refusal_telling import number, sentence
from desktop.translation import N_, _


@sentence.register
def _stock_short(error: errors.StockShort) -> str:
    told = " ".join(shortage(one) for one in error.shortages[:3])
    more = len(error.shortages) - 3
    if more > 0:
        told += " " + _("Còn {count} vật tư khác cũng thiếu.").format(count=more)
    return told


def shortage(one: errors.Shortage) -> str:
    """One supply of which there is too little: on which day, how much, and what is in the way."""
    facts = {
        "name": one.name,
        "store": one.store,
        "unit": one.unit,
        "asked": number(one.asked),
        "available": number(one.available),
        "day": day_text(one.day),
        "short_on": day_text(one.short_on),
        "vouchers": ", ".join(one.in_the_way[:5]),
        "first": day_text(one.first_ok_on),
    }
    if one.in_the_way:
        form = N_(
            "Không đủ {name} ở {store}: cần {asked} {unit}, ngày {day} chỉ còn cấp được {available}"
            " vì các phiếu sau đã xuất ({vouchers}); nếu ghi thì ngày {short_on} tồn sẽ âm."
        )
    else:
        form = N_("Không đủ {name} ở {store}: cần {asked} {unit}, ngày {day} còn {available}.")
    told = _(form).format(**facts)
    if one.expired:
        expired = _("Trong kho còn {expired} {unit} đã hết hạn, không cấp phát được.")
        told += " " + expired.format(expired=number(one.expired), unit=one.unit)
    if one.blocked:
        blocked = _("Trong kho còn {blocked} {unit} đang tạm khóa, không cấp phát được.")
        told += " " + blocked.format(blocked=number(one.blocked), unit=one.unit)
    if one.first_ok_on is not None:
        told += " " + _("Sớm nhất có thể ghi ngày {first}.").format(**facts)
    return told


@sentence.register
def _over_limit(error: errors.OverLimit) -> str:
    told = " ".join(concern(one) for one in error.concerns[:3])
    return _("Không ghi sổ: {told}").format(told=told)


def concern(one: errors.Concern) -> str:
    """What is unusual about a voucher, in a sentence."""
    form = _CONCERNS[one.limit]
    return _(form).format(
        line=(one.line or 0) + 1,
        supply=one.supply,
        unit=one.unit,
        receiver=one.receiver,
        asked=number(one.asked),
        usual=number(one.usual),
    )


def warning(found: Sequence[errors.Concern]) -> str:
    """What is unusual about a voucher that may be recorded all the same."""
    told = [concern(one) for one in found[:3]]
    if (more := len(found) - 3) > 0:
        told.append(_("Còn {count} điều khác thường nữa.").format(count=more))
    return " ".join((*told, _("Nếu đúng, hãy ghi sổ lần nữa.")))


_CONCERNS = {
    "late": N_("Ngày của phiếu đã qua {asked} ngày, quá hạn ghi muộn {usual} ngày."),
    "over_norm": N_(
        "{receiver} được {asked} {unit} {supply} tính cả đã nhận, vượt mức cấp {usual} {unit}."
    ),
    "ten_times": N_(
        "Dòng {line}: {asked} {unit} {supply}, gấp mười lần thường ghi ({usual} {unit}) trở lên."
    ),
}


@sentence.register
def _reversal_blocked(error: errors.ReversalBlocked) -> str:
    if not error.in_the_way:
        return _(
            "Không hủy được phiếu {number}: phần còn lại của {supply} không khớp giá trị đã ghi."
        ).format(number=error.number, supply=error.supply)
    return _(
        "Không hủy được phiếu {number}: {supply} theo phiếu này đã có phiếu khác dùng đến"
        " ({vouchers}); hãy hủy các phiếu đó trước."
    ).format(number=error.number, supply=error.supply, vouchers=", ".join(error.in_the_way[:5]))


@sentence.register
def _already_reversed(error: errors.AlreadyReversed) -> str:
    if error.by:
        return _("Phiếu {number} đã được hủy bằng phiếu {by}.").format(
            number=error.number, by=error.by
        )
    return _("Phiếu {number} là phiếu hủy nên không hủy nữa được.").format(number=error.number)


@sentence.register
def _period_closed(error: errors.PeriodClosed) -> str:
    return _("Ngày {day} đã khóa sổ (khóa đến hết {closed}).").format(
        day=day_text(error.day), closed=day_text(error.closed_to)
    )


@sentence.register
def _more_than_issued(error: errors.MoreThanIssued) -> str:
    return _(
        "Dòng {line}: {supply} chỉ còn {left} có thể nhập trả lại của lần cấp đó, không đủ {asked}."
    ).format(
        line=error.line + 1,
        supply=error.supply,
        left=number(error.left),
        asked=number(error.asked),
    )


@sentence.register
def _back_before_issue(error: errors.BackBeforeIssue) -> str:
    return _("Ngày trả {day} trước ngày cấp {issued_on}; hãy ghi ngày trả từ đó trở đi.").format(
        day=day_text(error.day), issued_on=day_text(error.issued_on)
    )


@sentence.register
def _not_waiting(error: errors.NotWaiting) -> str:
    told = _("{count} dòng không còn chờ nhận: đã được nhận hoặc đã nhập trả kho.")
    return told.format(count=number(len(error.lines)))


@sentence.register
def _lot_empty(error: errors.LotEmpty) -> str:
    if not error.left:
        return _("Lô này của {supply} đã xuất hết nên không sửa được giá trị.").format(
            supply=error.supply
        )
    return _(
        "Phần còn lại của lô {supply} chỉ có giá trị {left} đồng, không giảm được nhiều hơn."
    ).format(supply=error.supply, left=number(error.left))
