"""What people received in a period, and who would get more than their norm."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.kinds import NormPeriod, VoucherKind
from db.models.staff import StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.norms import NormRow, norms_in_force
from db.queries.office import settings
from db.queries.window import total
from db.rules.norms import Terms, span_of, terms_for
from db.services.ledger import places_of

Received = dict[int, dict[int, int]]  # staff id -> supply id -> pieces
_BACK = aliased(VoucherLine)
"""Made once: an alias has an object for every column, and a round asks for every voucher."""


class Asked(Protocol):
    """A line of an issue about to be posted."""

    @property
    def supply_id(self) -> int: ...

    @property
    def staff_id(self) -> int | None: ...

    @property
    def quantity(self) -> int: ...


@dataclass(frozen=True, slots=True)
class OverNorm:
    """Somebody who would get more of a supply than their norm: it, what they have, what is asked."""

    staff_id: int
    person: str
    norm: NormRow
    received: int
    asked: int


def received_by_person(
    session: Session,
    from_on: date,
    to_on: date,
    supply_ids: Sequence[int],
    staff_ids: Sequence[int] | None = None,
    without: int | None = None,
) -> Received:
    """Net pieces each of these (None: all) got in a period, by supply; returns are taken off.

    The voucher `without` counts as undone.
    """
    issued, back = VoucherLine, _BACK
    in_period = (
        Voucher.counts_as == VoucherKind.ISSUE,
        Voucher.id != (without or 0),
        Voucher.day >= from_on,
        Voucher.day <= to_on,
        issued.supply_id.in_(supply_ids),
        issued.staff_id.is_not(None) if staff_ids is None else issued.staff_id.in_(staff_ids),
    )
    out = select(issued.staff_id, issued.supply_id, total(-issued.direction * issued.quantity))
    returned = select(issued.staff_id, issued.supply_id, total(-back.direction * back.quantity))
    found: Received = defaultdict(dict)
    for query in (out, returned.join(back, back.of_line_id == issued.id)):
        grouped = (
            query.join(Voucher, Voucher.id == issued.voucher_id)
            .where(*in_period)
            .group_by(issued.staff_id, issued.supply_id)
        )
        for staff_id, supply_id, pieces in session.execute(grouped):
            of_person = found[staff_id or 0]
            of_person[supply_id] = of_person.get(supply_id, 0) + pieces
    return found


def received_in_spans(
    session: Session,
    known: Iterable[Terms],
    day: date,
    week_starts_on: int,
    staff_ids: Sequence[int] | None = None,
    without: int | None = None,
) -> dict[NormPeriod, Received]:
    """What people got of the supplies of some norms in the whole day, week and month of `day`."""
    supplies: dict[NormPeriod, set[int]] = defaultdict(set)
    for terms in known:
        supplies[terms.period].add(terms.supply_id)
    return {
        period: received_by_person(
            session, *span_of(period, day, week_starts_on), sorted(ids), staff_ids, without
        )
        for period, ids in supplies.items()
    }


def over_norm(
    session: Session, day: date, lines: Sequence[Asked], without: int | None = None
) -> list[OverNorm]:
    """Who would get more than their norm by lines about to be posted, in the order of the lines.

    The voucher `without` counts as undone.
    """
    asked: Counter[tuple[int, int]] = Counter()
    for line in lines:
        if line.staff_id is not None:
            asked[line.staff_id, line.supply_id] += line.quantity
    rows = {row.terms: row for row in norms_in_force(session, day, [one[1] for one in asked])}
    if not rows:
        return []
    calendar = settings(session, day).get("calendar", {})
    staff_ids = sorted({staff_id for staff_id, _supply in asked})
    starts_on = int(calendar.get("week_starts_on", 1))
    got = received_in_spans(session, rows, day, starts_on, staff_ids, without)
    places = places_of(session, day, staff_ids)
    over: list[tuple[int, NormRow, int, int]] = []
    for (staff_id, supply_id), pieces in asked.items():
        place = places.get(staff_id)
        terms = terms_for(rows, supply_id, place.duty_post_id if place else None, day)
        if terms is None:
            continue
        received = max(0, got[terms.period].get(staff_id, {}).get(supply_id, 0))
        if received + pieces > terms.pieces:
            over.append((staff_id, rows[terms], received, pieces))
    people = select(StaffMember.id, StaffMember.name).where(
        StaffMember.id.in_(sorted({one[0] for one in over}))
    )
    names = {row.id: row.name for row in session.execute(people)} if over else {}
    return [
        OverNorm(staff_id, names[staff_id], norm, received, pieces)
        for staff_id, norm, received, pieces in over
    ]
