"""Every figure of the weekly logistics report, from posted movements (papers.md 0.5 and 1)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.kinds import Series
from db.models.stock import PeriodClose, SupplyDay
from db.queries.catalogue import SupplyRow, supplies
from db.queries.flows import Flow, LotOn, dated_lots_on, flows, issued_to, mask_flow
from db.queries.kept_reports import changes_since, last_edition
from db.queries.leaflet_report import leaflet_report
from db.queries.leaflets import distributed_between, leaflet_ids, leaflets_in_use
from db.queries.lots import expiry_days, unused_in_time
from db.queries.mask_checks import mask_check_figures
from db.queries.office import settings
from db.queries.pace import order_policy, paces_on, work_calendar
from db.queries.report import ExpiringLot, FigureChange, SupplyFigures, WeekFlow, WeeklyReport
from db.queries.stock import stock_on
from db.queries.weekly_documents import lists_out, round_figures
from db.queries.weekly_people import by_supply, department_figures, group_figures, main_round
from db.queries.weekly_vouchers import number_range, received_lines, reversed_numbers
from db.rules.calendar import iso_week, week_of
from db.rules.supply_need import Pace, Policy, is_needed, order_of

CHART_WEEKS = 8


def weekly_report(session: Session, from_on: date, to_on: date) -> WeeklyReport:
    """Read the whole report of a period from the book."""
    told = settings(session, to_on)
    calendar = work_calendar(told)
    campaign_from = date.fromisoformat(told["campaign"]["starts_on"])
    rows = supplies(session, with_retired=True)
    paces = paces_on(session, to_on, calendar)
    got = issued_to(session, from_on, to_on)
    lots = dated_lots_on(session, to_on)
    unused = unused_in_time(lots, to_on, paces, calendar)
    soon = to_on + timedelta(days=expiry_days(told))
    expiring = [lot for lot in lots if lot.expires_on <= soon]
    figures = _supply_figures(
        session,
        rows,
        from_on,
        to_on,
        campaign_from,
        paces,
        order_policy(told, calendar),
        {lot.supply_id for lot in expiring},
    )
    masks = {figure.supply_id for figure in figures if figure.is_mask}
    round_of = main_round(got, masks)
    weeks = [
        (first - timedelta(weeks=back), first - timedelta(weeks=back) + timedelta(days=6))
        for first in [week_of(to_on, told["calendar"]["week_starts_on"])[0]]
        for back in reversed(range(CHART_WEEKS))
    ]
    changes = tuple(changes_since(session, from_on, to_on))
    has_leaflets = leaflets_in_use(session, to_on)
    return WeeklyReport(
        from_on=from_on,
        to_on=to_on,
        week=iso_week(from_on, to_on),
        campaign_from=campaign_from,
        is_closed=_is_closed(session, to_on),
        supplies=tuple(figures),
        departments=tuple(department_figures(session, got, to_on)),
        visitors=by_supply(line for line in got if line.is_visitors),
        agencies=by_supply(line for line in got if line.agency_id is not None),
        groups=tuple(group_figures(session, got, masks, from_on, to_on, calendar)),
        received_lines=tuple(received_lines(session, from_on, to_on)),
        receipts=number_range(session, Series.NK, from_on, to_on),
        issues=number_range(session, Series.XK, from_on, to_on),
        reversed_numbers=tuple(reversed_numbers(session, from_on, to_on)),
        expiring=tuple(_expiring(rows, expiring, unused)),
        flows=tuple(
            WeekFlow(*week, *flow)
            for week, flow in zip(weeks, mask_flow(session, weeks), strict=True)
        ),
        last_round_people=len({line.staff_id for line in round_of}),
        last_round_masks=sum(line.quantity for line in round_of),
        rounds=round_figures(session, from_on, to_on),
        lists_out=lists_out(session, to_on),
        edition=_edition(session, from_on, to_on, changes),
        changes=changes,
        mask_checks=mask_check_figures(session, from_on, to_on),
        leaflets=leaflet_report(session, to_on) if has_leaflets else None,
        leaflets_distributed=(distributed_between(session, from_on, to_on) if has_leaflets else {}),
    )


def _supply_figures(
    session: Session,
    rows: Iterable[SupplyRow],
    from_on: date,
    to_on: date,
    campaign_from: date,
    paces: Mapping[int, Pace],
    policy: Policy,
    expiring: Collection[int],
) -> list[SupplyFigures]:
    before = stock_on(session, from_on - timedelta(days=1))
    closing = stock_on(session, to_on)
    in_period = flows(session, from_on, to_on)
    so_far = flows(session, campaign_from, to_on)
    leaflets = leaflet_ids(session)
    found = []
    for row in _grouped(rows):
        key = row.supply_id
        flow, all_flow = in_period.get(key, Flow()), so_far.get(key, Flow())
        left = closing.get(key, 0)
        if not left and key not in in_period and (not row.is_active or key in leaflets):
            continue
        pace = paces.get(key, Pace(0, 0))
        cover = pace.cover(left)
        size = next((pack.size for pack in row.packs if pack.name == row.report_unit), 1)
        order, pack, pack_size = order_of(
            left, row.minimum, pace, [(pack.name, pack.size) for pack in row.packs], policy
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
                stocked_out_since=(
                    _out_since(session, key, to_on) if not left and key not in leaflets else None
                ),
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


def _expiring(
    rows: Iterable[SupplyRow], lots: Iterable[LotOn], unused: Mapping[int, int]
) -> list[ExpiringLot]:
    """Lots that run out soon, with what the pace leaves of each after the earlier ones are used."""
    named = {row.supply_id: row for row in rows}
    return [
        ExpiringLot(
            lot.number,
            named[lot.supply_id].name,
            named[lot.supply_id].base_unit,
            lot.on_hand,
            lot.expires_on,
            unused[lot.lot_id],
        )
        for lot in lots
    ]


def _edition(session: Session, from_on: date, to_on: date, changes: Iterable[FigureChange]) -> int:
    """The edition this report is: the next one where the last that was given told otherwise."""
    if (last := last_edition(session, from_on, to_on)) is None:
        return 0
    own = (from_on, to_on)
    return last.edition + any((one.from_on, one.to_on) == own for one in changes)


def _is_closed(session: Session, to_on: date) -> bool:
    closing = select(PeriodClose.id).where(
        PeriodClose.closed_to >= to_on, PeriodClose.undone_at.is_(None)
    )
    return session.scalar(closing.limit(1)) is not None
