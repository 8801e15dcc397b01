"""Fixed words of what people sign: how a document came, why somebody is away or has not signed."""

from collections.abc import Mapping

from db.kinds import AbsenceKind, AckState, DeliveryForm
from db.queries.acknowledging import PersonAck
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
