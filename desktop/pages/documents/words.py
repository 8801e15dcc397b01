"""How documents, rounds and people of a round read on screens; without Qt."""

from db.kinds import AckState, Urgency
from db.queries.acknowledging import PersonAck, UnitCoverage
from db.queries.distributions import RoundRow, RoundTitle
from desktop.context import Tone
from desktop.labels import document_names, member
from desktop.translation import _

STATE_TONES = {
    AckState.SIGNED: Tone.OK,
    AckState.AWAY: Tone.WARNING,
    AckState.REFUSED: Tone.BAD,
    AckState.EXCUSED: Tone.INFO,
}
URGENCY_TONES = {
    Urgency.URGENT: Tone.WARNING,
    Urgency.VERY_URGENT: Tone.BAD,
    Urgency.FLASH: Tone.BAD,
}


def round_title(row: RoundRow | RoundTitle) -> str:
    """A round by its documents and number."""
    return _("Đợt {number} · {documents}").format(
        documents=document_names(row.documents), number=row.round_id
    )


def round_state(row: RoundRow) -> tuple[str, Tone]:
    """How a round stands, in a word."""
    if row.closed_on is not None:
        return _("Đã kết thúc"), Tone.NONE
    if row.is_overdue:
        return _("Quá hạn"), Tone.BAD
    if row.unsigned == 0:
        return _("Đủ"), Tone.OK
    return _("Đang ký"), Tone.INFO


def unit_state(unit: UnitCoverage, is_late: bool) -> tuple[str, Tone]:
    """How a department stands in a round, in a word."""
    if unit.unsigned == 0:
        return _("Đủ"), Tone.OK
    if is_late:
        return _("Quá hạn"), Tone.BAD
    return _("Còn thiếu"), Tone.WARNING


def person_state(person: PersonAck) -> str:
    """Where a person stands: since when, and why; whether a scan shows the signature."""
    on = f"{person.outcome_on:%d/%m}" if person.outcome_on else ""
    parts = [" ".join(filter(None, (member(person.state), on))), person.reason]
    if person.state in {AckState.AWAY, AckState.EXCUSED} and person.outcome_on is None:
        parts.append(member(person.absence).lower() if person.absence else "")
    if person.proof_id is not None:
        parts.append(_("có bản quét"))
    return " · ".join(filter(None, parts))


def share(part: int, whole: int) -> str:
    """A share in whole per cent, 100 only where nothing is missing."""
    return f"{part * 100 // whole}%" if whole else "–"
