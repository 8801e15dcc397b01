"""What the view of one supply is made of: its card, its lots, its balance week by week."""

from dataclasses import dataclass
from datetime import date, timedelta

from db.database import Database
from db.queries.catalogue import SupplyRow, supplies
from db.queries.stock import (
    CardRow,
    LotRow,
    balance_by_day,
    card_count,
    card_rows,
    lot_rows,
    stock_on,
)
from desktop.charts import BarChart
from desktop.labels import number
from desktop.tables import WINDOW
from desktop.translation import _

_BARS = 8
_DAYS_BACK = 366


@dataclass(frozen=True, slots=True)
class Place:
    """One store, where the card is not of all of them."""

    store_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CardRead:
    """All that one supply's view shows at first."""

    supply: SupplyRow
    quantity: int
    count: int
    first: list[CardRow]
    lots: list[LotRow]
    points: list[tuple[date, int]]  # the first one is the balance before all others


def balance_chart(points: list[tuple[date, int]], today: date) -> BarChart:
    """The balance at the end of the last weeks; `points` begin before them."""
    sunday = today + timedelta(days=6 - today.weekday())
    ends = [sunday - timedelta(weeks=back) for back in reversed(range(_BARS))]
    values = [[balance for day, balance in points if day <= end][-1] for end in ends]
    first = next((place for place, value in enumerate(values) if value), len(values) - 1)
    ends, values = ends[max(0, first - 1) :], values[max(0, first - 1) :]
    names = tuple(f"{min(end, today):%d/%m}" for end in ends)
    return BarChart(groups=names, series=((_("Tồn cuối tuần"), tuple(values)),))


def read_card(
    database: Database,
    supply_id: int,
    store_id: int | None,
    with_reversed: bool,
    today: date,
) -> CardRead:
    """Read what the view of a supply shows at first."""
    ask = database.ask
    (supply,) = ask(supplies, ids=[supply_id])
    first = ask(card_rows, supply_id, store_id, with_reversed=with_reversed, limit=WINDOW)
    since = today - timedelta(days=_DAYS_BACK)
    start = since - timedelta(days=1)
    before = ask(stock_on, start, [supply_id]).get(supply_id, 0)
    count = len(first)
    if count == WINDOW:
        count = ask(card_count, supply_id, store_id, with_reversed=with_reversed)
    return CardRead(
        supply=supply,
        quantity=ask(stock_on, date.max, [supply_id]).get(supply_id, 0),
        count=count,
        first=first,
        lots=ask(lot_rows, supply_id, store_id),
        points=[(start, before), *ask(balance_by_day, supply_id, since)],
    )


def facts_of(found: CardRead) -> str:
    """A supply in one line."""
    supply = found.supply
    told = [
        supply.code,
        supply.group,
        _("tồn {quantity} {unit}").format(quantity=number(found.quantity), unit=supply.base_unit),
    ]
    if supply.minimum:
        told.append(_("tối thiểu {quantity}").format(quantity=number(supply.minimum)))
    told += [f"{pack.name} = {number(pack.size)} {supply.base_unit}" for pack in supply.packs]
    return " · ".join(filter(None, told))
