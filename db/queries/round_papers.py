"""What stands on the papers of a round: lists by department, slips, who has not signed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import AckState, VoucherKind
from db.models.catalogue import Supply
from db.models.documents import Acknowledgement
from db.models.staff import Department, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.acknowledging import UNSIGNED, PersonAck, UnitCoverage, coverage, people_of_round
from db.queries.distributions import RoundRow, one_round
from db.queries.documents import CitedDocument
from db.queries.office import book_number
from db.queries.signing import head_title
from db.queries.staff import serving
from db.queries.voucher_list import reversed_pairs
from db.rules.numbering import printed_number
from db.rules.ranks import HEAD

TO_SIGN = (*UNSIGNED, AckState.SIGNED)


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One department's list of a round, to be printed as `paper`.

    `head_title` is the real title of the head who signs below, empty where none does.
    """

    department_id: int
    department: str
    head_title: str
    head_name: str
    documents: tuple[CitedDocument, ...]
    deadline_on: date | None
    people: tuple[PersonAck, ...]
    paper: int
    book: int


@dataclass(frozen=True, slots=True)
class Goods:
    """What one person got of one supply, in its base unit."""

    name: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class IssueDay:
    """The issues of a day whose goods may be signed for on the slips of a round."""

    day: date
    voucher_ids: tuple[int, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundSlips:
    """The slips of a round, to be printed as `paper`; `goods` are by the person's id."""

    documents: tuple[CitedDocument, ...]
    deadline_on: date | None
    people: tuple[PersonAck, ...]
    paper: int
    book: int
    goods: Mapping[int, Sequence[Goods]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """How far a round is: its figures by department and who has not signed."""

    row: RoundRow
    units: tuple[UnitCoverage, ...]
    missing: tuple[PersonAck, ...]


def document_lists(
    session: Session,
    round_id: int,
    day: date,
    department_ids: Collection[int] | None = None,
    only_missing: bool = False,
    staff_ids: Collection[int] | None = None,
) -> list[DocumentList]:
    """The lists of a round's departments in the office's order. Raises NotFound.

    With `staff_ids` just of those people, whether or not they have to sign any more.
    """
    row, book = one_round(session, round_id, day), book_number(session)
    people = _on_paper(session, round_id, day, department_ids, staff_ids, only_missing)
    heads = _heads(session, day)
    units = {unit.id: unit for unit in session.scalars(select(Department))}
    return [
        DocumentList(
            department_id=department_id,
            department=units[department_id].name,
            head_title=head_title(units[department_id]),
            head_name=heads.get(department_id, ""),
            documents=row.documents,
            deadline_on=row.deadline_on,
            people=tuple(of_unit),
            paper=0,
            book=book,
        )
        for department_id, of_unit in groupby(people, key=lambda person: person.department_id)
    ]


def round_slips(
    session: Session,
    round_id: int,
    day: date,
    department_ids: Collection[int] | None = None,
    staff_ids: Collection[int] | None = None,
    only_missing: bool = False,
    voucher_ids: Collection[int] = (),
) -> RoundSlips:
    """The slips of a round by unit and name, with what issues gave. Raises NotFound.

    With `staff_ids` just of those people, whether or not they have to sign any more.
    """
    row = one_round(session, round_id, day)
    people = _on_paper(session, round_id, day, department_ids, staff_ids, only_missing)
    return RoundSlips(
        documents=row.documents,
        deadline_on=row.deadline_on,
        people=tuple(people),
        paper=0,
        book=book_number(session),
        goods=_goods(session, voucher_ids),
    )


def round_summary(session: Session, round_id: int, day: date) -> RoundSummary:
    """How far a round is at the end of a day. Raises NotFound."""
    return RoundSummary(
        row=one_round(session, round_id, day),
        units=tuple(coverage(session, round_id, day)),
        missing=tuple(people_of_round(session, round_id, day, states=UNSIGNED, on_paper=True)),
    )


def issues_of_round(session: Session, round_id: int, limit: int = 10) -> list[IssueDay]:
    """The latest days on which issues gave something to people of a round; none reversed."""
    of_round = select(Acknowledgement.staff_id).where(Acknowledgement.distribution_id == round_id)
    given = (
        select(VoucherLine.id)
        .where(VoucherLine.voucher_id == Voucher.id, VoucherLine.staff_id.in_(of_round))
        .exists()
    )
    tests = (Voucher.kind == VoucherKind.ISSUE, given, Voucher.id.not_in(reversed_pairs()))
    days = select(Voucher.day).where(*tests).distinct().order_by(Voucher.day.desc()).limit(limit)
    query = (
        select(Voucher.day, Voucher.id, Voucher.series, Voucher.number)
        .where(*tests, Voucher.day.in_(session.scalars(days).all()))
        .order_by(Voucher.day.desc(), Voucher.series, Voucher.number)
    )
    rows = session.execute(query).all()
    return [
        IssueDay(
            day,
            tuple(row.id for row in of_day),
            tuple(printed_number(row.series, row.number) for row in of_day),
        )
        for day, of_day in ((day, list(those)) for day, those in groupby(rows, lambda row: row.day))
    ]


def _on_paper(
    session: Session,
    round_id: int,
    day: date,
    department_ids: Collection[int] | None,
    staff_ids: Collection[int] | None,
    only_missing: bool,
) -> list[PersonAck]:
    states = UNSIGNED if only_missing else TO_SIGN
    people = people_of_round(
        session, round_id, day, states=states if staff_ids is None else (), on_paper=True
    )
    return [
        person
        for person in people
        if (department_ids is None or person.department_id in department_ids)
        and (staff_ids is None or person.staff_id in staff_ids)
    ]


def _heads(session: Session, day: date) -> dict[int, str]:
    """The name of each department's head on a day."""
    query = (
        select(Membership.department_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .where(Membership.rank == HEAD, serving(day))
        .order_by(Membership.id.desc())
    )
    return dict(session.execute(query).all())


def _goods(session: Session, voucher_ids: Collection[int]) -> dict[int, list[Goods]]:
    """What issues gave to each person, one line a supply."""
    query = (
        select(VoucherLine.staff_id, Supply.id, Supply.name, Supply.base_unit, VoucherLine.quantity)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .where(VoucherLine.voucher_id.in_(voucher_ids), VoucherLine.staff_id.is_not(None))
        .order_by(VoucherLine.voucher_id, VoucherLine.position)
    )
    sums: dict[tuple[int | None, int], Goods] = {}
    for staff_id, supply_id, name, unit, quantity in session.execute(query):
        so_far = sums.get((staff_id, supply_id), Goods(name, unit, 0))
        sums[staff_id, supply_id] = Goods(name, unit, so_far.quantity + quantity)
    found: dict[int, list[Goods]] = defaultdict(list)
    for (staff_id, _), goods in sums.items():
        found[staff_id or 0].append(goods)
    return found
