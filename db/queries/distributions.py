"""Rounds of distribution: their figures in all, their documents, what was handed to whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import AckState, DeliveryForm
from db.models.documents import (
    Acknowledgement,
    Delivery,
    Distribution,
    DistributionDocument,
    Document,
)
from db.models.staff import Agency, Department
from db.queries.acknowledging import state_on
from db.queries.documents import CitedDocument, cited


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round and its figures at the end of a day; `round_id` is the number people know it by."""

    round_id: int
    documents: tuple[CitedDocument, ...]
    day: date
    deadline_on: date | None
    form: DeliveryForm
    met_on: date | None
    minutes_id: int | None
    note: str
    closed_on: date | None
    total: int
    excused: int
    signed: int
    is_overdue: bool
    version: int

    @property
    def to_sign(self) -> int:
        """Phải ký: people of the round without those excused."""
        return self.total - self.excused

    @property
    def unsigned(self) -> int:
        """Chưa ký."""
        return self.to_sign - self.signed


@dataclass(frozen=True, slots=True)
class RoundTitle:
    """A round by its number and documents, to choose it by."""

    round_id: int
    documents: tuple[CitedDocument, ...]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """Copies for a unit or an outside body: a line of Sổ chuyển giao văn bản đi."""

    delivery_id: int
    round_id: int
    documents: tuple[CitedDocument, ...]
    department_id: int | None
    agency_id: int | None
    receiver_name: str
    form: DeliveryForm
    copies: int
    delivered_on: date | None
    receiver: str
    note: str
    version: int


def round_rows(
    session: Session,
    day: date,
    with_closed: bool = True,
    document_id: int | None = None,
    round_ids: Collection[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[RoundRow]:
    """Rounds with their figures at the end of `day`, the latest first."""
    query = (
        select(Distribution)
        .where(_wanted(with_closed, document_id, round_ids))
        .order_by(Distribution.day.desc(), Distribution.id.desc())
        .offset(offset)
        .limit(limit)
    )
    rounds = session.scalars(query).all()
    ids = [row.id for row in rounds]
    documents, figures = documents_of(session, ids), _figures(session, ids, day)
    return [
        _row(row, documents.get(row.id, ()), figures.get(row.id, (0, 0, 0)), day) for row in rounds
    ]


def round_titles(
    session: Session, limit: int | None = None, also: int | None = None
) -> list[RoundTitle]:
    """The latest rounds without figures, and `also` another one where it is not among them."""
    latest = (
        select(Distribution.id)
        .order_by(Distribution.day.desc(), Distribution.id.desc())
        .limit(limit)
    )
    ids = list(session.scalars(latest))
    if also is not None and also not in ids:
        ids.append(also)
    documents = documents_of(session, ids)
    return [RoundTitle(one, documents[one]) for one in ids if one in documents]


def round_count(session: Session, with_closed: bool = True, document_id: int | None = None) -> int:
    """How many rows `round_rows` has."""
    tests = _wanted(with_closed, document_id, None)
    return session.scalar(select(func.count()).select_from(Distribution).where(tests)) or 0


def one_round(session: Session, round_id: int, day: date) -> RoundRow:
    """One round and its figures at the end of a day. Raises NotFound."""
    rows = round_rows(session, day, round_ids=(round_id,))
    if not rows:
        raise NotFound("distribution", str(round_id))
    return rows[0]


def rounds_between(session: Session, from_on: date, to_on: date) -> list[RoundRow]:
    """Rounds open on some day of a period, in order; their figures at its end."""
    query = select(Distribution.id).where(
        Distribution.day <= to_on,
        or_(Distribution.closed_on.is_(None), Distribution.closed_on >= from_on),
    )
    ids = list(session.scalars(query))
    return sorted(
        round_rows(session, to_on, round_ids=ids), key=lambda row: (row.day, row.round_id)
    )


def documents_of(
    session: Session, round_ids: Sequence[int]
) -> dict[int, tuple[CitedDocument, ...]]:
    """The documents of each round, in order."""
    query = (
        select(DistributionDocument.distribution_id, Document)
        .join(Document, Document.id == DistributionDocument.document_id)
        .where(DistributionDocument.distribution_id.in_(round_ids))
        .order_by(DistributionDocument.distribution_id, DistributionDocument.position)
    )
    found: dict[int, list[CitedDocument]] = defaultdict(list)
    for round_id, document in session.execute(query):
        found[round_id].append(cited(document))
    return {round_id: tuple(documents) for round_id, documents in found.items()}


def deliveries(
    session: Session,
    round_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[DeliveryRow]:
    """The delivery list of a round (units in the office's order, then outside bodies), or of all.

    With days only what was handed over on them, by day: the register.
    """
    by_day = (Delivery.delivered_on.is_(None), Delivery.delivered_on, Delivery.distribution_id)
    query = (
        select(Delivery, Department.name, Agency.name)
        .outerjoin(Department, Department.id == Delivery.department_id)
        .outerjoin(Agency, Agency.id == Delivery.agency_id)
        .where(_delivered(round_id, from_on, to_on))
        .order_by(
            *(by_day if round_id is None else ()),
            Delivery.department_id.is_(None),
            Department.position,
            Department.id,
            Agency.sort_key,
            Agency.id,
        )
        .offset(offset)
        .limit(limit)
    )
    rows = session.execute(query).all()
    documents = documents_of(session, sorted({row[0].distribution_id for row in rows}))
    return [
        DeliveryRow(
            delivery_id=row.id,
            round_id=row.distribution_id,
            documents=documents.get(row.distribution_id, ()),
            department_id=row.department_id,
            agency_id=row.agency_id,
            receiver_name=department or agency or "",
            form=row.form,
            copies=row.copies,
            delivered_on=row.delivered_on,
            receiver=row.receiver,
            note=row.note,
            version=row.version,
        )
        for row, department, agency in rows
    ]


def delivery_count(
    session: Session,
    round_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> int:
    """How many rows `deliveries` has."""
    tests = _delivered(round_id, from_on, to_on)
    return session.scalar(select(func.count()).select_from(Delivery).where(tests)) or 0


def has_rounds(session: Session) -> bool:
    """Whether this book has ever distributed a document."""
    return session.scalar(select(Distribution.id).limit(1)) is not None


def _wanted(
    with_closed: bool, document_id: int | None, round_ids: Collection[int] | None
) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [true()]
    if not with_closed:
        tests.append(Distribution.closed_on.is_(None))
    if document_id is not None:
        of_document = select(DistributionDocument.distribution_id).where(
            DistributionDocument.document_id == document_id
        )
        tests.append(Distribution.id.in_(of_document))
    if round_ids is not None:
        tests.append(Distribution.id.in_(round_ids))
    return and_(*tests)


def _delivered(
    round_id: int | None, from_on: date | None, to_on: date | None
) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [true()]
    if round_id is not None:
        tests.append(Delivery.distribution_id == round_id)
    if from_on is not None:
        tests.append(Delivery.delivered_on >= from_on)
    if to_on is not None:
        tests.append(Delivery.delivered_on <= to_on)
    return and_(*tests)


def _figures(
    session: Session, round_ids: Sequence[int], day: date
) -> dict[int, tuple[int, int, int]]:
    """People, excused and signed of each round at the end of a day."""
    state = state_on(day).label("state")
    inner = (
        select(Acknowledgement.distribution_id, state)
        .where(Acknowledgement.distribution_id.in_(round_ids), Acknowledgement.added_on <= day)
        .subquery()
    )

    def counted(wanted: AckState) -> ColumnElement[int]:
        return func.count(case((inner.c.state == wanted.value, 1)))

    query = select(
        inner.c.distribution_id,
        func.count(),
        counted(AckState.EXCUSED),
        counted(AckState.SIGNED),
    ).group_by(inner.c.distribution_id)
    return {
        round_id: (total, excused, signed)
        for round_id, total, excused, signed in session.execute(query)
    }


def _row(
    row: Distribution,
    documents: tuple[CitedDocument, ...],
    figures: tuple[int, int, int],
    day: date,
) -> RoundRow:
    total, excused, signed = figures
    late = row.deadline_on is not None and row.deadline_on < day
    return RoundRow(
        round_id=row.id,
        documents=documents,
        day=row.day,
        deadline_on=row.deadline_on,
        form=row.form,
        met_on=row.met_on,
        minutes_id=row.minutes_id,
        note=row.note,
        closed_on=row.closed_on,
        total=total,
        excused=excused,
        signed=signed,
        is_overdue=late and row.closed_on is None and signed < total - excused,
        version=row.version,
    )
