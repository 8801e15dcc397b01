"""Stock over some days: each supply's balances and movements, what runs out, how long masks last."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.stock import SupplyDay
from db.queries.catalogue import SupplyRow, supplies
from db.queries.flows import Flow, LotOn, dated_lots_on, flows
from db.queries.leaflets import leaflet_ids
from db.queries.lots import expiry_days, unused_in_time
from db.queries.office import settings
from db.queries.pace import order_policy, paces_on, work_calendar
from db.queries.report import ExpiringLot, SupplyFigures
from db.queries.stock import stock_on
from db.rules.supply_need import Pace, Policy, is_needed, order_of


@dataclass(frozen=True, slots=True)
class StockFigures:
    """Supplies over a period, masks first, and its lots that run out soon.

    `mask_cover` is for how many working days all masks last together; None: none were issued.
    """

    supplies: tuple[SupplyFigures, ...]
    expiring: tuple[ExpiringLot, ...]
    mask_cover: int | None


def stock_figures(session: Session, from_on: date, to_on: date) -> StockFigures:
    """Read the stock of a period; both ends are included."""
    told = settings(session, to_on)
    calendar = work_calendar(told)
    rows = supplies(session, with_retired=True)
    paces = paces_on(session, to_on, calendar)
    lots = dated_lots_on(session, to_on)
    unused = unused_in_time(lots, to_on, paces, calendar)
    soon = to_on + timedelta(days=expiry_days(told))
    expiring = [lot for lot in lots if lot.expires_on <= soon]
    figures = _supply_figures(
        session,
        rows,
        from_on,
        to_on,
        date.fromisoformat(told["campaign"]["starts_on"]),
        paces,
        order_policy(told, calendar),
        {lot.supply_id for lot in expiring},
    )
    return StockFigures(
        supplies=tuple(figures),
        expiring=tuple(_expiring(rows, expiring, unused)),
        mask_cover=cover_together([row for row in figures if row.is_mask], paces),
    )


def cover_together(rows: Collection[SupplyFigures], paces: Mapping[int, Pace]) -> int | None:
    """For how many working days several supplies last if they go on as together before."""
    told = [paces[row.supply_id] for row in rows if row.supply_id in paces]
    days = max((pace.days for pace in told), default=0)
    return Pace(sum(pace.issued for pace in told), days).cover(sum(row.closing for row in rows))


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
