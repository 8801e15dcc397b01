"""What the office should order: use, cover, limits and proposal of each supply (domain README 8.2)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.stock import Balance, Lot
from db.queries.catalogue import supplies
from db.queries.norms import norm_need
from db.queries.office import settings
from db.queries.pace import order_policy, paces_on, work_calendar
from db.queries.stock import stock_on
from db.queries.window import total
from db.rules.supply_need import Level, Need, Pace, order_of


@dataclass(frozen=True, slots=True)
class SupplyPlan:
    """One supply's plan; pieces in base units, times in working days.

    `lasts_to` is the last working day that the stock still serves by the pace. The order is a
    whole number of `pack`s of `pack_size` (no pack: "" and 1).
    """

    supply_id: int
    code: str
    name: str
    unit: str
    on_hand: int
    need: Need
    lasts_to: date | None
    order: int
    pack: str
    pack_size: int

    @property
    def is_asked_for(self) -> bool:
        """Whether there is less than the minimum and something to order."""
        return self.order > 0 and self.need.level in (Level.OUT, Level.EMERGENCY, Level.LOW)


def supply_plans(session: Session, today: date) -> list[SupplyPlan]:
    """The plan of every supply in use, masks first, then catalogue order."""
    told = settings(session, today)
    calendar = work_calendar(told)
    policy = order_policy(told, calendar)
    paces = paces_on(session, today, calendar)
    by_norm = norm_need(session, today, calendar)
    on_hand, usable = stock_on(session, today), _usable(session, today)
    plans = []
    for row in supplies(session):
        need = Need(
            usable.get(row.supply_id, 0),
            paces.get(row.supply_id, Pace(0, 0)),
            by_norm.get(row.supply_id),
            row.minimum,
            policy,
        )
        packs = [(pack.name, pack.size) for pack in row.packs]
        order, pack, size = order_of(need.usable, row.minimum, need.pace, packs, policy)
        cover = need.cover
        plans.append(
            SupplyPlan(
                supply_id=row.supply_id,
                code=row.code,
                name=row.name,
                unit=row.base_unit,
                on_hand=on_hand.get(row.supply_id, 0),
                need=need,
                lasts_to=calendar.working_day_after(today, cover) if cover else None,
                order=order,
                pack=pack,
                pack_size=size,
            )
        )
    return plans


def _usable(session: Session, today: date) -> dict[int, int]:
    """Pieces that may be given out: neither expired nor blocked."""
    query = (
        select(Balance.supply_id, total(Balance.on_hand))
        .join(Lot, Lot.id == Balance.lot_id)
        .where(Balance.on_hand > 0, ~Lot.is_blocked)
        .where(or_(Lot.expires_on.is_(None), Lot.expires_on >= today))
        .group_by(Balance.supply_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
