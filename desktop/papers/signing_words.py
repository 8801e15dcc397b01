"""Fixed words of what people sign: how a document came, why somebody is away or has not signed."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from db.kinds import AbsenceKind, AckState, DeliveryForm, NormPeriod
from db.queries.acknowledging import PersonAck
from db.queries.norms import NormRow
from desktop.papers.figures import padded

FORMS = {
    DeliveryForm.PAPER: "Bản giấy",
    DeliveryForm.EMAIL: "Thư điện tử",
    DeliveryForm.SYSTEM: "Phần mềm QLVB",
    DeliveryForm.MEETING: "Họp phổ biến",
}
AWAY: Mapping[str, str] = {
    AbsenceKind.TRIP: "đi công tác",
    AbsenceKind.LEAVE: "nghỉ phép",
    AbsenceKind.ILLNESS: "ốm",
    AbsenceKind.MATERNITY: "thai sản",
    AbsenceKind.LONG_LEAVE: "nghỉ dài hạn",
}
_COUNTED: Mapping[str, str] = {**AWAY, AbsenceKind.TRIP: "công tác", AckState.REFUSED: "không ký"}
_PERIODS = {NormPeriod.DAY: "ngày", NormPeriod.WEEK: "tuần", NormPeriod.MONTH: "tháng"}


def norm_words(norms: Sequence[NormRow]) -> str:
    """What norms a list follows: "05 cái/người/tuần; bộ phận ưu tiên 10 cái/người/tuần".

    Of several supplies each is named. Priority posts that have the same norm are one.
    """
    supplies = [list(rows) for _supply, rows in groupby(norms, lambda row: row.terms.supply_id)]
    told = []
    for rows in supplies:
        named = f"{rows[0].supply} " if len(supplies) > 1 else ""
        told.append(named + "; ".join(dict.fromkeys(_norm(row, rows) for row in rows)))
    return ". ".join(told)


def _norm(row: NormRow, rows: Sequence[NormRow]) -> str:
    level = f"{padded(row.terms.pieces)} {row.unit}/người/{_PERIODS[row.terms.period]}"
    if not row.duty_post:
        return level
    first = [(one.terms.pieces, one.terms.period) for one in rows if one.is_priority]
    is_shared = row.is_priority and len(first) > 1 and len(set(first)) == 1
    whom = "bộ phận ưu tiên" if is_shared else row.duty_post.lower()
    return f"{whom} {level}"


def why_unsigned(person: PersonAck) -> str:
    """Why somebody has not signed, as far as the book knows."""
    if person.state is AckState.REFUSED:
        return f"Không ký ({person.reason})"
    if person.state is AckState.AWAY and person.absence is not None:
        return f"Vắng, ký bù: {AWAY[person.absence]}"
    return "Chưa chuyển" if person.state is AckState.NOT_DELIVERED else ""


def counted_reasons(reasons: Mapping[str, int]) -> str:
    """Known reasons with their numbers, the commonest first: "công tác 02, ốm 01"."""
    known = [(_COUNTED[reason], count) for reason, count in reasons.items() if reason in _COUNTED]
    known.sort(key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{words} {padded(count)}" for words, count in known)
