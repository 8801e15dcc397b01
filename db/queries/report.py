"""Every figure of the weekly logistics report, from posted movements (papers.md 0.5 and 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.kinds import Series, Source, VoucherKind
from db.models.staff import Department, DutyPost, Membership
from db.models.stock import PeriodClose, SupplyDay, Voucher, VoucherLine
from db.queries.catalogue import SupplyRow, supplies
from db.queries.flows import (
    Flow,
    Issued,
    dated_lots_on,
    flows,
    incoming_by_day,
    issued_to,
    mask_flow,
    nets_by_day,
)
from db.queries.office import settings
from db.queries.staff import serving
from db.queries.stock import stock_on
from db.rules.calendar import WorkCalendar, iso_week, week_of
from db.rules.numbering import printed_number
from db.rules.supply_need import (
    EXPIRY_DAYS,
    PACE_DAYS,
    Pace,
    is_needed,
    order_of,
    pace_of,
)

CHART_WEEKS = 8
SOURCES = (Source.PURCHASE, Source.SUPERIOR, Source.DONATION, Source.OTHER)


@dataclass(frozen=True, slots=True)
class SupplyFigures:
    """One supply over the period, in whole base units; closing = opening + in - out, always.

    `adjusted` is signed; `bought`, `granted` and `other_in` split received + returned +
    surplus; `issued`, `written_off` and `other_out` split what went out. `days_of_cover` counts
    working days: None when nothing was issued in the last 28 days, 0 when nothing is left.
    `is_needed` tells what the report asks for: under the minimum or about to run out.
    `unit` is the base unit; papers print `report_unit`, of `report_size` base units.
    """

    supply_id: int
    code: str
    name: str
    unit: str
    group: str
    is_mask: bool
    report_unit: str
    report_size: int
    opening: int
    received: int
    issued: int
    returned: int
    written_off: int
    adjusted: int
    closing: int
    cumulative_received: int
    cumulative_issued: int
    bought: int
    granted: int
    other_in: int
    other_out: int
    minimum: int
    days_of_cover: int | None
    stocked_out_since: date | None
    expiring_lot: bool
    is_needed: bool
    order_pack: str
    order_pack_size: int
    order_quantity: int


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """What one department got: its people, how many received, pieces per supply id.

    `shared` is what went to the department itself, not to a person; it is not in `issued`.
    """

    department_id: int
    code: str
    name: str
    short_name: str
    people: int
    received: int
    issued: dict[int, int]
    shared: dict[int, int]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Masks by group of people: one row a priority post, then everybody else."""

    name: str
    is_priority: bool
    people: int
    received: int
    masks: int


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One line received in the period; `amount` in whole đồng, 0 where there is no price."""

    source: Source
    supplier: str
    document_number: str
    document_on: date | None
    supply_id: int
    supply: str
    unit: str
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class VoucherRange:
    """The numbers of one series posted in the period, first and last as printed."""

    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class ExpiringLot:
    """A lot that runs out soon; `unused` is what today's pace will not use before that day."""

    number: str
    supply: str
    unit: str
    on_hand: int
    expires_on: date
    unused: int


@dataclass(frozen=True, slots=True)
class WeekFlow:
    """Masks in and out over one week, for the chart."""

    from_on: date
    to_on: date
    received: int
    issued: int


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The whole report of a period; supplies masks first, departments in the office's order."""

    from_on: date
    to_on: date
    week: str | None
    campaign_from: date
    is_closed: bool
    supplies: tuple[SupplyFigures, ...]
    departments: tuple[DepartmentFigures, ...]
    visitors: dict[int, int]
    agencies: dict[int, int]
    groups: tuple[GroupFigures, ...]
    received_lines: tuple[ReceivedLine, ...]
    receipts: VoucherRange | None
    issues: VoucherRange | None
    reversed_numbers: tuple[str, ...]
    expiring: tuple[ExpiringLot, ...]
    flows: tuple[WeekFlow, ...]
    last_round_people: int
    last_round_masks: int


def weekly_report(session: Session, from_on: date, to_on: date) -> WeeklyReport:
    """Read the whole report of a period from the book."""
    told = settings(session, to_on)
    calendar = work_calendar(told)
    campaign_from = date.fromisoformat(told["campaign"]["starts_on"])
    rows = supplies(session, with_retired=True)
    paces = paces_on(session, to_on, calendar)
    got = issued_to(session, from_on, to_on)
    figures = _supply_figures(session, rows, from_on, to_on, campaign_from, paces)
    masks = {figure.supply_id for figure in figures if figure.is_mask}
    round_of = _main_round(got, masks)
    weeks = [
        (first - timedelta(weeks=back), first - timedelta(weeks=back) + timedelta(days=6))
        for first in [week_of(to_on, told["calendar"]["week_starts_on"])[0]]
        for back in reversed(range(CHART_WEEKS))
    ]
    return WeeklyReport(
        from_on=from_on,
        to_on=to_on,
        week=iso_week(from_on, to_on),
        campaign_from=campaign_from,
        is_closed=_is_closed(session, to_on),
        supplies=tuple(figures),
        departments=tuple(_department_figures(session, got, to_on)),
        visitors=_by_supply(line for line in got if line.is_visitors),
        agencies=_by_supply(line for line in got if line.agency_id is not None),
        groups=tuple(_group_figures(session, got, masks, to_on)),
        received_lines=tuple(_received_lines(session, from_on, to_on)),
        receipts=_range(session, Series.NK, from_on, to_on),
        issues=_range(session, Series.XK, from_on, to_on),
        reversed_numbers=tuple(_reversed_numbers(session, from_on, to_on)),
        expiring=tuple(_expiring(session, rows, to_on, paces, calendar)),
        flows=tuple(
            WeekFlow(*week, *flow)
            for week, flow in zip(weeks, mask_flow(session, weeks), strict=True)
        ),
        last_round_people=len({line.staff_id for line in round_of}),
        last_round_masks=sum(line.quantity for line in round_of),
    )


def work_calendar(told: Mapping[str, Any]) -> WorkCalendar:
    """The office's calendar from its settings."""
    calendar = told["calendar"]
    return WorkCalendar(
        calendar["working_days"], {date.fromisoformat(day) for day in calendar["holidays"]}
    )


def paces_on(session: Session, to_on: date, calendar: WorkCalendar) -> dict[int, Pace]:
    """How fast each supply was issued in the 28 days up to a day."""
    since = to_on - timedelta(days=PACE_DAYS - 1)
    closing = stock_on(session, to_on)
    nets = nets_by_day(session, since, to_on)
    incoming = incoming_by_day(session, since, to_on)
    return {
        supply_id: pace_of(
            to_on,
            closing.get(supply_id, 0),
            nets.get(supply_id, {}),
            incoming.get(supply_id, {}),
            flow.issued,
            calendar,
        )
        for supply_id, flow in flows(session, since, to_on).items()
    }


def _supply_figures(
    session: Session,
    rows: Iterable[SupplyRow],
    from_on: date,
    to_on: date,
    campaign_from: date,
    paces: Mapping[int, Pace],
) -> list[SupplyFigures]:
    before = stock_on(session, from_on - timedelta(days=1))
    closing = stock_on(session, to_on)
    in_period = flows(session, from_on, to_on)
    so_far = flows(session, campaign_from, to_on)
    soon = to_on + timedelta(days=EXPIRY_DAYS)
    expiring = {lot.supply_id for lot in dated_lots_on(session, to_on) if lot.expires_on <= soon}
    found = []
    for row in _grouped(rows):
        key = row.supply_id
        flow, all_flow = in_period.get(key, Flow()), so_far.get(key, Flow())
        left = closing.get(key, 0)
        if not row.is_active and not left and key not in in_period:
            continue
        pace = paces.get(key, Pace(0, 0))
        cover = pace.cover(left)
        size = next((pack.size for pack in row.packs if pack.name == row.report_unit), 1)
        order, pack, pack_size = order_of(
            left, row.minimum, pace, [(pack.name, pack.size) for pack in row.packs]
        )
        found.append(
            SupplyFigures(
                supply_id=key,
                code=row.code,
                name=row.name,
                unit=row.base_unit,
                group=row.group,
                is_mask=row.is_mask,
                report_unit=row.report_unit if size > 1 else row.base_unit,
                report_size=size,
                opening=before.get(key, 0) + flow.opening,
                received=flow.received,
                issued=flow.issued,
                returned=flow.returned,
                written_off=flow.written_off,
                adjusted=flow.adjusted,
                closing=left,
                cumulative_received=all_flow.received,
                cumulative_issued=all_flow.issued,
                bought=flow.bought,
                granted=flow.granted,
                other_in=flow.other + flow.returned + flow.surplus,
                other_out=flow.missing,
                minimum=row.minimum,
                days_of_cover=cover,
                stocked_out_since=_out_since(session, key, to_on) if not left else None,
                expiring_lot=key in expiring,
                is_needed=is_needed(left, row.minimum, cover),
                order_pack=pack,
                order_pack_size=pack_size,
                order_quantity=order,
            )
        )
    return found


def _grouped(rows: Iterable[SupplyRow]) -> list[SupplyRow]:
    """Masks first, then group by group in the order the groups first appear."""
    ordered = list(rows)
    places: dict[str, int] = {}
    for row in ordered:
        places.setdefault(row.group, len(places))
    return sorted(ordered, key=lambda row: (not row.is_mask, places[row.group]))


def _out_since(session: Session, supply_id: int, to_on: date) -> date | None:
    """The day the last piece went, if there ever was one."""
    last = select(func.max(SupplyDay.day)).where(
        SupplyDay.supply_id == supply_id, SupplyDay.day <= to_on, SupplyDay.net < 0
    )
    return session.scalar(last)


def _department_figures(
    session: Session, got: Iterable[Issued], to_on: date
) -> list[DepartmentFigures]:
    every = session.scalars(select(Department).order_by(Department.position)).all()
    counts_in = {row.id: row.parent_id or row.id for row in every}
    people: dict[int, int] = defaultdict(int)
    serve = select(Membership.department_id, func.count(Membership.staff_id.distinct()))
    for department_id, count in session.execute(
        serve.where(serving(to_on)).group_by(Membership.department_id)
    ):
        people[counts_in[department_id]] += count
    issued: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    shared: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    persons: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in got:
        if line.department_id is None or line.is_visitors or line.agency_id is not None:
            continue
        department_id = counts_in[line.department_id]
        to = shared if line.staff_id is None else issued
        to[department_id][line.supply_id] += line.quantity
        if line.staff_id is not None:
            persons[department_id][line.staff_id] += max(line.quantity, 0)
    return [
        DepartmentFigures(
            department_id=row.id,
            code=row.code,
            name=row.name,
            short_name=row.short_name or row.name,
            people=people[row.id],
            received=sum(1 for pieces in persons[row.id].values() if pieces > 0),
            issued=dict(issued[row.id]),
            shared=dict(shared[row.id]),
        )
        for row in every
        if counts_in[row.id] == row.id and (people[row.id] or issued[row.id] or shared[row.id])
    ]


def _group_figures(
    session: Session, got: Iterable[Issued], masks: set[int], to_on: date
) -> list[GroupFigures]:
    posts = session.scalars(
        select(DutyPost).where(DutyPost.is_priority).order_by(DutyPost.position)
    ).all()
    names = {post.id: post.paper_name for post in posts}
    people: dict[int | None, int] = defaultdict(int)
    serve = select(Membership.duty_post_id, func.count(Membership.staff_id.distinct()))
    for post_id, count in session.execute(
        serve.where(serving(to_on)).group_by(Membership.duty_post_id)
    ):
        people[post_id if post_id in names else None] += count
    pieces: dict[int | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in got:
        if line.staff_id is not None and line.supply_id in masks:
            post_id = line.duty_post_id if line.duty_post_id in names else None
            pieces[post_id][line.staff_id] += line.quantity
    groups: list[tuple[int | None, str]] = [*names.items(), (None, "")]
    return [
        GroupFigures(
            name=name,
            is_priority=post_id is not None,
            people=people[post_id],
            received=sum(1 for count in pieces[post_id].values() if count > 0),
            masks=sum(pieces[post_id].values()),
        )
        for post_id, name in groups
    ]


def _by_supply(lines: Iterable[Issued]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for line in lines:
        found[line.supply_id] += line.quantity
    return {supply_id: quantity for supply_id, quantity in found.items() if quantity}


def _main_round(got: Iterable[Issued], masks: set[int]) -> list[Issued]:
    """What people got of the mask that was issued most: the size of a round."""
    to_people = [line for line in got if line.staff_id is not None and line.supply_id in masks]
    sums = _by_supply(to_people)
    most = max(sums, key=lambda supply_id: sums[supply_id], default=None)
    return [line for line in to_people if line.supply_id == most and line.quantity > 0]


def _received_lines(session: Session, from_on: date, to_on: date) -> list[ReceivedLine]:
    """Lines received in the period; a receipt reversed within it is in neither way."""
    other = aliased(Voucher)
    undone_within = (
        select(other.id)
        .where(
            (other.reverses_id == Voucher.id) | (Voucher.reverses_id == other.id),
            other.day >= from_on,
            other.day <= to_on,
        )
        .exists()
    )
    rows = {row.supply_id: row for row in supplies(session, with_retired=True)}
    query = (
        select(Voucher, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            Voucher.counts_as == VoucherKind.RECEIPT,
            Voucher.source != Source.OPENING,
            Voucher.day >= from_on,
            Voucher.day <= to_on,
            ~undone_within,
        )
        .order_by(Voucher.day, Voucher.id, VoucherLine.position)
    )
    lines = [
        ReceivedLine(
            source=voucher.source or Source.OTHER,
            supplier=voucher.supplier,
            document_number=voucher.document_number,
            document_on=voucher.document_on or (voucher.day if voucher.document_number else None),
            supply_id=line.supply_id,
            supply=rows[line.supply_id].name,
            unit=rows[line.supply_id].base_unit,
            quantity=line.direction * line.quantity,
            amount=line.direction * line.amount,
        )
        for voucher, line in session.execute(query)
    ]
    return sorted(lines, key=lambda line: SOURCES.index(line.source))


def _range(session: Session, series: Series, from_on: date, to_on: date) -> VoucherRange | None:
    """The first and the last number of a series dated in the period."""
    of_series = (
        select(Voucher.number)
        .where(Voucher.series == series, Voucher.day >= from_on, Voucher.day <= to_on)
        .order_by(Voucher.year, Voucher.number)
    )
    numbers = session.scalars(of_series).all()
    if not numbers:
        return None
    return VoucherRange(
        printed_number(series, numbers[0]), printed_number(series, numbers[-1]), len(numbers)
    )


def _reversed_numbers(session: Session, from_on: date, to_on: date) -> list[str]:
    reversal = aliased(Voucher)
    query = (
        select(Voucher.series, Voucher.number)
        .join(reversal, reversal.reverses_id == Voucher.id)
        .where(reversal.day >= from_on, reversal.day <= to_on)
        .order_by(Voucher.series, Voucher.year, Voucher.number)
    )
    return [printed_number(*row) for row in session.execute(query)]


def _expiring(
    session: Session,
    rows: Iterable[SupplyRow],
    to_on: date,
    paces: Mapping[int, Pace],
    calendar: WorkCalendar,
) -> list[ExpiringLot]:
    """Lots that run out soon, with what the pace leaves of each after the earlier ones are used."""
    named = {row.supply_id: row for row in rows}
    used_before: dict[int, int] = defaultdict(int)
    found = []
    for lot in dated_lots_on(session, to_on):
        pace = paces.get(lot.supply_id, Pace(0, 0))
        worked = len(calendar.worked(to_on + timedelta(days=1), lot.expires_on))
        used = pace.used_in(worked) - used_before[lot.supply_id]
        unused = max(0, lot.on_hand - max(used, 0))
        used_before[lot.supply_id] += lot.on_hand - unused
        if lot.expires_on <= to_on + timedelta(days=EXPIRY_DAYS):
            row = named[lot.supply_id]
            found.append(
                ExpiringLot(
                    lot.number, row.name, row.base_unit, lot.on_hand, lot.expires_on, unused
                )
            )
    return found


def _is_closed(session: Session, to_on: date) -> bool:
    closing = select(PeriodClose.id).where(
        PeriodClose.closed_to >= to_on, PeriodClose.undone_at.is_(None)
    )
    return session.scalar(closing.limit(1)) is not None
