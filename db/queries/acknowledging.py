"""Who of a round signed, who is still to sign, and why not: by person, by unit, in all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from db.kinds import AbsenceKind, AckState, DeliveryForm, Outcome
from db.models.documents import Acknowledgement
from db.models.staff import Absence, Department, StaffMember
from db.queries.window import matches

EXCUSING = (AbsenceKind.MATERNITY, AbsenceKind.LONG_LEAVE)
"""Absences that excuse from signing; all others sign later and stay among those to sign."""
UNSIGNED = (AckState.NOT_DELIVERED, AckState.DELIVERED, AckState.AWAY, AckState.REFUSED)
"""Where somebody stands who has to sign and has not."""


@dataclass(frozen=True, slots=True)
class PersonAck:
    """One person of a round as it stands on a day; `absence` is why they are away, if they are."""

    staff_id: int
    code: str
    name: str
    title: str
    department_id: int
    department: str
    form: DeliveryForm
    state: AckState
    outcome_on: date | None
    reason: str
    absence: AbsenceKind | None
    proof_id: int | None
    added_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one person of a round."""

    staff_id: int
    outcome: Outcome
    outcome_on: date | None
    reason: str
    proof_id: int | None


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """Figures of one department of a round; `reasons` counts those not signed by why."""

    department_id: int
    code: str
    department: str
    total: int
    excused: int
    signed: int
    undelivered: int
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_sign(self) -> int:
        """Phải ký: people of the round without those excused."""
        return self.total - self.excused

    @property
    def unsigned(self) -> int:
        """Chưa ký."""
        return self.to_sign - self.signed


def state_on(day: date) -> ColumnElement[AckState]:
    """Where an acknowledgement stands at the end of a day.

    What was decided rules; then maternity and long leave excuse, any other absence means to sign
    later; then whether it was handed over.
    """
    decided = Acknowledgement.outcome_on <= day
    away = _absent(day)
    return case(
        (and_(decided, Acknowledgement.outcome == Outcome.SIGNED), literal(AckState.SIGNED.value)),
        (
            and_(decided, Acknowledgement.outcome == Outcome.REFUSED),
            literal(AckState.REFUSED.value),
        ),
        (
            and_(decided, Acknowledgement.outcome == Outcome.EXCUSED),
            literal(AckState.EXCUSED.value),
        ),
        (away.where(Absence.kind.in_(EXCUSING)).exists(), literal(AckState.EXCUSED.value)),
        (away.exists(), literal(AckState.AWAY.value)),
        (Acknowledgement.delivered_on <= day, literal(AckState.DELIVERED.value)),
        else_=literal(AckState.NOT_DELIVERED.value),
    )


def people_of_round(
    session: Session,
    distribution_id: int,
    day: date,
    text: str = "",
    department_id: int | None = None,
    states: Collection[AckState] = (),
    on_paper: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[PersonAck]:
    """People of a round by unit, then name; `on_paper` puts heads and deputies first."""
    order = (Acknowledgement.rank,) if on_paper else ()
    query = (
        _people(distribution_id, day, text, department_id, states)
        .order_by(
            Department.position, Department.id, *order, StaffMember.sort_key, StaffMember.code
        )
        .offset(offset)
        .limit(limit)
    )
    return [
        PersonAck(
            staff_id=ack.staff_id,
            code=person.code,
            name=person.name,
            title=ack.title,
            department_id=department.id,
            department=department.name,
            form=ack.form,
            state=AckState(state),
            outcome_on=ack.outcome_on,
            reason=ack.reason,
            absence=AbsenceKind(absence) if absence else None,
            proof_id=ack.proof_id,
            added_on=ack.added_on,
        )
        for ack, person, department, state, absence in session.execute(query)
    ]


def people_of_round_count(
    session: Session,
    distribution_id: int,
    day: date,
    text: str = "",
    department_id: int | None = None,
    states: Collection[AckState] = (),
) -> int:
    """How many rows `people_of_round` has."""
    query = _people(distribution_id, day, text, department_id, states).subquery()
    return session.scalar(select(func.count()).select_from(query)) or 0


def decisions(session: Session, distribution_id: int, staff_ids: Collection[int]) -> list[Decision]:
    """What is decided about people of a round now."""
    of_round = select(Acknowledgement).where(Acknowledgement.distribution_id == distribution_id)
    wanted = set(staff_ids)
    return [
        Decision(ack.staff_id, ack.outcome, ack.outcome_on, ack.reason, ack.proof_id)
        for ack in session.scalars(of_round)
        if ack.staff_id in wanted
    ]


def coverage(session: Session, distribution_id: int, day: date) -> list[UnitCoverage]:
    """Figures of each department of a round at the end of a day, in the office's order.

    Reasons are absences by their kind, "refused" and "" for those of whom nothing is known.
    """
    state, absence = state_on(day).label("state"), _absence_kind(day).label("absence")
    inner = (
        select(Acknowledgement.department_id, state, absence)
        .where(Acknowledgement.distribution_id == distribution_id, Acknowledgement.added_on <= day)
        .subquery()
    )
    query = (
        select(
            Department.id,
            Department.code,
            Department.name,
            inner.c.state,
            inner.c.absence,
            func.count(),
        )
        .join(inner, inner.c.department_id == Department.id)
        .group_by(
            Department.id,
            Department.code,
            Department.name,
            Department.position,
            inner.c.state,
            inner.c.absence,
        )
        .order_by(Department.position, Department.id)
    )
    units: dict[int, tuple[str, str]] = {}
    counts: dict[int, dict[AckState, int]] = defaultdict(lambda: defaultdict(int))
    reasons: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for department_id, code, name, told, why, number in session.execute(query):
        known = AckState(told)
        units[department_id] = code, name
        counts[department_id][known] += number
        if known not in {AckState.SIGNED, AckState.EXCUSED}:
            reason = str(why or "") if known is AckState.AWAY else ""
            reasons[department_id][known.value if known is AckState.REFUSED else reason] += number
    return [
        UnitCoverage(
            department_id=department_id,
            code=code,
            department=name,
            total=sum(counts[department_id].values()),
            excused=counts[department_id][AckState.EXCUSED],
            signed=counts[department_id][AckState.SIGNED],
            undelivered=counts[department_id][AckState.NOT_DELIVERED],
            reasons=dict(reasons[department_id]),
        )
        for department_id, (code, name) in units.items()
    ]


def _people(
    distribution_id: int,
    day: date,
    text: str,
    department_id: int | None,
    states: Collection[AckState],
) -> Select[Acknowledgement, StaffMember, Department, AckState, AbsenceKind | None]:
    state = state_on(day)
    tests: list[ColumnElement[bool]] = [
        Acknowledgement.distribution_id == distribution_id,
        Acknowledgement.added_on <= day,
        matches(StaffMember.search, text),
    ]
    if department_id is not None:
        tests.append(Acknowledgement.department_id == department_id)
    if states:
        tests.append(state.in_([wanted.value for wanted in states]))
    return (
        select(Acknowledgement, StaffMember, Department, state, _absence_kind(day))
        .join(StaffMember, StaffMember.id == Acknowledgement.staff_id)
        .join(Department, Department.id == Acknowledgement.department_id)
        .where(*tests)
    )


def _absent(day: date) -> Select[int]:
    return (
        select(Absence.id)
        .where(
            Absence.staff_id == Acknowledgement.staff_id,
            Absence.from_on <= day,
            Absence.to_on >= day,
        )
        .correlate(Acknowledgement)
    )


def _absence_kind(day: date) -> ColumnElement[AbsenceKind | None]:
    """Why a person is away on a day; of two reasons the one that excuses."""
    first = case((Absence.kind.in_(EXCUSING), 0), else_=1)
    return (
        select(Absence.kind)
        .where(
            Absence.staff_id == Acknowledgement.staff_id,
            Absence.from_on <= day,
            Absence.to_on >= day,
        )
        .correlate(Acknowledgement)
        .order_by(first, Absence.id)
        .limit(1)
        .scalar_subquery()
    )
