"""What stands on a signing list and on the sheet of single issues, read from posted vouchers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import Series
from db.models.catalogue import Supply
from db.models.staff import Department, DutyPost, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.catalogue import SupplyRow, supplies
from db.queries.norms import NormRow, norms_in_force
from db.queries.office import book_number, paper_of
from db.queries.staff import away_on, serving
from db.queries.voucher_list import reversed_pairs
from db.rules.codes import COUNTER_SHEET
from db.rules.numbering import printed_number
from db.rules.ranks import HEAD


@dataclass(frozen=True, slots=True)
class ListedSupply:
    """A quantity column of a list."""

    supply_id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line to sign: quantities in the order of the list's supplies; `note` is printed."""

    staff_id: int
    code: str
    name: str
    title: str
    duty_post: str
    quantities: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SigningList:
    """One department's list; `codes` has the digits of each printed page once they are allotted.

    `head_title` is the real title of the receiving head ("Trưởng phòng"), empty where none signs.
    """

    voucher_id: int
    voucher_number: str
    day: date
    department: str
    head_title: str
    head_name: str
    supplies: tuple[ListedSupply, ...]
    people: tuple[ListedPerson, ...]
    norms: tuple[NormRow, ...]
    paper: int
    book: int
    handed_on: date | None = None  # where that is a later day than the voucher's


@dataclass(frozen=True, slots=True)
class CounterLine:
    """One single issue of the day: quick issue to a person, or visitors at the counter."""

    number: str
    at: datetime
    receiver: str
    department: str
    supply: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """The single issues of one day, in order of number, and their sums per supply."""

    day: date
    lines: tuple[CounterLine, ...]
    totals: tuple[tuple[ListedSupply, int], ...]
    paper: int
    book: int


def signing_lists(
    session: Session, voucher_ids: Sequence[int], papers: Sequence[int] | None = None
) -> list[SigningList]:
    """The list of each voucher, in the order given; `papers` are the numbers they are printed as.

    People of the department who are away and got nothing stand on it with 0 and the reason.
    """
    book = book_number(session)
    return [
        _signing_list(session, voucher_id, paper, book)
        for voucher_id, paper in zip(voucher_ids, papers or [0] * len(voucher_ids), strict=True)
    ]


def _signing_list(session: Session, voucher_id: int, paper: int, book: int) -> SigningList:
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound("voucher", str(voucher_id))
    lines = session.scalars(
        select(VoucherLine)
        .where(VoucherLine.voucher_id == voucher_id)
        .order_by(VoucherLine.position)
    ).all()
    used = supplies(session, ids=sorted({line.supply_id for line in lines}))
    department = _department_of(session, voucher, lines)
    head = head_of(session, department, voucher.day)
    return SigningList(
        voucher_id=voucher_id,
        voucher_number=printed_number(voucher.series, voucher.number),
        day=voucher.day,
        department=department.name if department else "",
        head_title=head_title(department),
        head_name=head,
        supplies=tuple(ListedSupply(row.supply_id, row.name, row.base_unit) for row in used),
        people=tuple(_listed_people(session, voucher, lines, used, department)),
        norms=tuple(norms_in_force(session, voucher.day, [row.supply_id for row in used])),
        paper=paper,
        book=book,
        handed_on=voucher.handed_on,
    )


def _listed_people(
    session: Session,
    voucher: Voucher,
    lines: Sequence[VoucherLine],
    used: Sequence[SupplyRow],
    department: Department | None,
) -> list[ListedPerson]:
    pieces: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    notes: dict[int, str] = {}
    for line in lines:
        if line.staff_id is not None:
            pieces[line.staff_id][line.supply_id] += line.quantity
            notes[line.staff_id] = line.note or notes.get(line.staff_id, "")
    away = away_on(session, voucher.day)
    absent = set()
    if department is not None:
        of_department = select(Membership.staff_id).where(
            Membership.department_id == department.id, serving(voucher.day)
        )
        absent = set(session.scalars(of_department)) & set(away) - set(pieces)
    wanted = sorted({*pieces, *absent})
    posts = {post.id: post.name for post in session.scalars(select(DutyPost))}
    kept_posts = {line.staff_id: line.duty_post_id for line in lines}
    found: dict[int, tuple[tuple[int, str, str], ListedPerson]] = {}
    query = (
        select(StaffMember, Membership)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .where(StaffMember.id.in_(wanted))
        .order_by(Membership.id)
    )
    for person, place in session.execute(query):
        is_then = (place.from_on is None or place.from_on <= voucher.day) and (
            place.to_on is None or place.to_on >= voucher.day
        )
        if person.id in found and not is_then:
            continue
        post_id = kept_posts.get(person.id, place.duty_post_id)
        reason = f"away:{away[person.id]}" if person.id in absent else notes.get(person.id, "")
        found[person.id] = (
            (place.rank, person.sort_key, person.code),
            ListedPerson(
                staff_id=person.id,
                code=person.code,
                name=person.name,
                title=place.title,
                duty_post=posts.get(post_id or 0, ""),
                quantities=tuple(pieces[person.id][row.supply_id] for row in used),
                note=reason,
            ),
        )
    return [person for _, person in sorted(found.values(), key=lambda pair: pair[0])]


def _department_of(
    session: Session, voucher: Voucher, lines: Sequence[VoucherLine]
) -> Department | None:
    department_id = voucher.department_id or next(
        (line.department_id for line in lines if line.department_id), None
    )
    return session.get(Department, department_id) if department_id else None


def head_title(department: Department | None) -> str:
    """The title under which the head signs; the leadership itself has no unit head."""
    if department is None or department.kind == "leadership":
        return ""
    if department.kind == "affiliated" and department.head_title == "Giám đốc":
        return "Giám đốc Trung tâm"
    return department.head_title


def head_of(session: Session, department: Department | None, day: date) -> str:
    """The name of a department's head on a day, or nothing."""
    if department is None:
        return ""
    query = (
        select(StaffMember.name)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .where(Membership.department_id == department.id, Membership.rank == HEAD, serving(day))
        .order_by(Membership.id)
        .limit(1)
    )
    return session.scalar(query) or ""


def counter_sheet(session: Session, day: date, paper: int = 0) -> CounterSheet:
    """The single issues of a day in order of number, without those reversed, and their sums."""
    query = (
        select(Voucher, VoucherLine, Supply, StaffMember.name, Department.name)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(Voucher.series == Series.CL, Voucher.day == day, Voucher.id.not_in(reversed_pairs()))
        .order_by(Voucher.year, Voucher.number, VoucherLine.position)
    )
    lines, sums = [], dict[int, tuple[ListedSupply, int]]()
    for voucher, line, supply, person, department in session.execute(query):
        lines.append(
            CounterLine(
                number=printed_number(voucher.series, voucher.number),
                at=voucher.posted_at,
                receiver=person or ("" if line.is_visitors else department or ""),
                department=department or "",
                supply=supply.name,
                unit=supply.base_unit,
                quantity=line.quantity,
            )
        )
        listed, so_far = sums.get(
            supply.id, (ListedSupply(supply.id, supply.name, supply.base_unit), 0)
        )
        sums[supply.id] = (listed, so_far + line.quantity)
    known = paper or paper_of(session, COUNTER_SHEET, f"day:{day}") or 0
    return CounterSheet(day, tuple(lines), tuple(sums.values()), known, book_number(session))


def counter_total(session: Session, day: date) -> int:
    """How many pieces were given out singly on a day, reversals taken off."""
    query = (
        select(func.coalesce(func.sum(VoucherLine.quantity), 0))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Voucher.series == Series.CL, Voucher.day == day, Voucher.id.not_in(reversed_pairs()))
    )
    return int(session.scalar(query) or 0)
