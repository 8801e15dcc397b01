"""What the clerk sees first: how the masks stand, what is short, what came and went."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from db.queries.catalogue import supplies
from db.queries.flows import dated_lots_on, mask_flow
from db.queries.lots import expiry_days
from db.queries.office import settings
from db.queries.pace import paces_on, work_calendar
from db.queries.report import WeekFlow
from db.queries.stock import stock_on
from db.rules.calendar import week_of
from db.rules.supply_need import WARNING_WORKING_DAYS, Pace

CHART_WEEKS = 8


class StockState(StrEnum):
    """How a supply stands, the worst first."""

    OUT = "out"
    EXPIRED = "expired"
    SHORT = "short"
    RUNNING_OUT = "running_out"
    EXPIRING = "expiring"
    ENOUGH = "enough"
    UNKNOWN = "unknown"  # neither a minimum nor an issue to measure by


@dataclass(frozen=True, slots=True)
class Watched:
    """A supply on the overview; `average` is pieces a working day, `cover` in working days.

    Its lot is the one that runs out first, where that is soon or over.
    """

    supply_id: int
    code: str
    name: str
    unit: str
    is_mask: bool
    quantity: int
    minimum: int
    average: int
    cover: int | None
    lot: str
    expires_on: date | None
    state: StockState


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole first page; `watched` has what needs a look first, then masks, then the rest."""

    masks: int
    mask_cover: int | None
    watched: tuple[Watched, ...]
    flows: tuple[WeekFlow, ...]


def overview(session: Session, today: date) -> Overview:
    """How everything stands today."""
    told = settings(session, today)
    calendar = work_calendar(told)
    stock = stock_on(session, today)
    paces = paces_on(session, today, calendar)
    lots = {lot.supply_id: lot for lot in reversed(dated_lots_on(session, today))}
    soon = today + timedelta(days=expiry_days(told))
    watched = []
    for row in supplies(session):
        quantity, pace = stock.get(row.supply_id, 0), paces.get(row.supply_id, Pace(0, 0))
        lot, cover = lots.get(row.supply_id), pace.cover(quantity)
        if lot is not None and lot.expires_on > soon:
            lot = None
        if not quantity and not pace.issued and not row.minimum:
            continue
        watched.append(
            Watched(
                supply_id=row.supply_id,
                code=row.code,
                name=row.name,
                unit=row.base_unit,
                is_mask=row.is_mask,
                quantity=quantity,
                minimum=row.minimum,
                average=round(pace.issued / pace.days) if pace.days else 0,
                cover=cover,
                lot=lot.number if lot else "",
                expires_on=lot.expires_on if lot else None,
                state=_state(quantity, row.minimum, cover, lot.expires_on if lot else None, today),
            )
        )
    order = list(StockState)
    watched.sort(key=lambda row: (order.index(row.state), not row.is_mask))
    masks = [row for row in watched if row.is_mask]
    together = [paces[row.supply_id] for row in masks if row.supply_id in paces]
    days = max((pace.days for pace in together), default=0)
    first = week_of(today, told["calendar"]["week_starts_on"])[0]
    weeks = [
        (first - timedelta(weeks=back), first - timedelta(weeks=back) + timedelta(days=6))
        for back in reversed(range(CHART_WEEKS))
    ]
    return Overview(
        masks=sum(row.quantity for row in masks),
        mask_cover=Pace(sum(pace.issued for pace in together), days).cover(
            sum(row.quantity for row in masks)
        ),
        watched=tuple(watched),
        flows=tuple(
            WeekFlow(*week, *flow)
            for week, flow in zip(weeks, mask_flow(session, weeks), strict=True)
        ),
    )


def _state(
    quantity: int, minimum: int, cover: int | None, expires_on: date | None, today: date
) -> StockState:
    if quantity <= 0:
        return StockState.OUT
    if expires_on is not None and expires_on < today:
        return StockState.EXPIRED
    if quantity < minimum:
        return StockState.SHORT
    if cover is not None and cover < WARNING_WORKING_DAYS:
        return StockState.RUNNING_OUT
    if expires_on is not None:
        return StockState.EXPIRING
    return StockState.ENOUGH if minimum or cover is not None else StockState.UNKNOWN
