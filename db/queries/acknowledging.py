"""Who of a round signed, who is still to sign, and why not: by person, by unit, in all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from db.kinds import AbsenceKind, AckState, DeliveryForm, Outcome
from db.models.documents import Acknowledgement, Distribution
from db.models.staff import Absence, Department, Membership, StaffMember
from db.queries.staff import serving
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


@dataclass(frozen=True, slots=True)
class RoundChange:
    """Somebody who joined, moved or left after a round began; `on` is the day of it."""

    staff_id: int
    code: str
    name: str
    title: str
    department: str
    kind: str  # "joined", "moved", "left"
    on: date | None


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


def changes_since(session: Session, distribution_id: int, day: date) -> list[RoundChange]:
    """Who joined the round's departments, moved or left since its people were fixed.

    Somebody known to be there since ever may have been entered later: they joined where the round
    reaches most of their department. Who was added or excused since is settled and not listed.
    """
    began = session.execute(select(Distribution.day).where(Distribution.id == distribution_id))
    round_day = began.scalar_one()
    acks = {
        staff_id: (unit, outcome)
        for staff_id, unit, outcome in session.execute(
            select(
                Acknowledgement.staff_id, Acknowledgement.department_id, Acknowledgement.outcome
            ).where(Acknowledgement.distribution_id == distribution_id)
        )
    }
    units = {unit for unit, _outcome in acks.values()}
    parents = dict(session.execute(select(Department.id, Department.parent_id)).all())
    query = (
        select(
            StaffMember.id,
            StaffMember.code,
            StaffMember.name,
            Membership.title,
            Department.name.label("department"),
            Membership.department_id,
            Membership.from_on,
            Membership.to_on,
        )
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .join(Department, Department.id == Membership.department_id)
        .order_by(StaffMember.sort_key, StaffMember.code, Membership.id)
    )
    kinds: dict[int, str] = {}  # a later place of a person rules
    found: dict[int, RoundChange] = {}
    rows = session.execute(query.where(serving(day))).all()
    here = Counter(parents[row.department_id] or row.department_id for row in rows)
    reached = Counter(unit for unit, _outcome in acks.values())
    for row in rows:
        unit = parents[row.department_id] or row.department_id
        known = acks.get(row.id)
        kinds[row.id] = ""
        is_new = row.from_on is not None and row.from_on > round_day
        is_whole = 2 * reached[unit] > here[unit]
        if known is None and unit in units and (is_new or (row.from_on is None and is_whole)):
            kinds[row.id] = "joined"
        elif known is not None and known[0] != unit and known[1] is Outcome.OPEN:
            kinds[row.id] = "moved"
        if kinds[row.id]:
            found[row.id] = _change(row, kinds[row.id], row.from_on)
        else:
            found.pop(row.id, None)
    gone = [
        staff_id
        for staff_id, (_unit, outcome) in acks.items()
        if staff_id not in kinds and outcome is Outcome.OPEN
    ]
    left = {
        row.id: _change(row, "left", row.to_on)
        for row in session.execute(query.where(StaffMember.id.in_(gone)))
    }
    return [*found.values(), *left.values()]


def _change(row: Any, kind: str, on: date | None) -> RoundChange:
    return RoundChange(row.id, row.code, row.name, row.title, row.department, kind, on)


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
