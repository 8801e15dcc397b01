"""Nhập – xuất – tồn of any period: pieces and value of each supply, from movements alone."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from db.kinds import Source, VoucherKind
from db.models.stock import Balance, Movement, Voucher
from db.queries.catalogue import SupplyRow, supplies
from db.queries.window import total

FLOWS_IN = ("bought", "granted", "other_in", "returned", "surplus", "moved_in")
FLOWS_OUT = ("issued", "written_off", "missing", "moved_out")


@dataclass(frozen=True, slots=True)
class Worth:
    """Pieces and their value in whole đồng."""

    quantity: int = 0
    amount: int = 0

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(self.quantity + other.quantity, self.amount + other.amount)

    def __sub__(self, other: "Worth") -> "Worth":
        return Worth(self.quantity - other.quantity, self.amount - other.amount)

    def __bool__(self) -> bool:
        return bool(self.quantity or self.amount)


@dataclass(frozen=True, slots=True)
class StockReportRow:
    """One supply over a period; `closing` = `opening` + `received` - `given`, pieces and value.

    Opening-stock receipts count in `opening`, also those of the period itself. A reversal counts
    on its own day, negative, in the field of what it reverses. `surplus` and `missing` are those
    of stocktakes and corrections of value. `moved_in` and `moved_out` are transfers between own
    stores: only where one store is asked. Papers print `report_unit`, of `report_size` base units.
    """

    supply: SupplyRow
    report_unit: str
    report_size: int
    opening: Worth
    bought: Worth
    granted: Worth  # by the superior, or donated
    other_in: Worth
    returned: Worth
    surplus: Worth
    moved_in: Worth
    issued: Worth
    written_off: Worth
    missing: Worth
    moved_out: Worth

    @property
    def received(self) -> Worth:
        """Nhập trong kỳ."""
        return sum((getattr(self, name) for name in FLOWS_IN), Worth())

    @property
    def given(self) -> Worth:
        """Xuất trong kỳ."""
        return sum((getattr(self, name) for name in FLOWS_OUT), Worth())

    @property
    def closing(self) -> Worth:
        """Tồn cuối kỳ."""
        return self.opening + self.received - self.given

    @property
    def is_idle(self) -> bool:
        """Whether there was none and none moved."""
        return not (
            self.opening
            or self.closing
            or any(getattr(self, name) for name in (*FLOWS_IN, *FLOWS_OUT))
        )


@dataclass(slots=True)
class _Flows:
    opening: Worth = Worth()
    by_field: dict[str, Worth] = field(default_factory=lambda: defaultdict(Worth))


def stock_report(
    session: Session,
    from_on: date,
    to_on: date,
    store_id: int | None = None,
    *,
    with_idle: bool = False,
) -> list[StockReportRow]:
    """What there was, came, went and is left of each supply; masks first, then catalogue order."""
    before = _before(session, from_on, to_on, store_id)
    flows = _flows(session, from_on, to_on, store_id)
    rows = []
    for supply in supplies(session, with_retired=True):
        flow = flows.get(supply.supply_id, _Flows())
        pack = next((pack for pack in supply.packs if pack.name == supply.report_unit), None)
        row = StockReportRow(
            supply=supply,
            report_unit=pack.name if pack else supply.base_unit,
            report_size=pack.size if pack else 1,
            opening=before.get(supply.supply_id, Worth()) + flow.opening,
            **{name: flow.by_field[name] for name in (*FLOWS_IN, *FLOWS_OUT)},
        )
        if not row.is_idle or (with_idle and supply.is_active):
            rows.append(row)
    return rows


def _before(session: Session, from_on: date, to_on: date, store_id: int | None) -> dict[int, Worth]:
    """What there was before the period: summed from the beginning, or back from what is there now.

    Both give the same; the way with fewer days is taken.
    """
    first = session.scalar(select(func.min(Movement.day)))
    last = session.scalar(select(func.max(Movement.day)))
    if first is None or last is None or from_on <= first:
        return {}
    if from_on - first <= last - from_on:
        return _sums(session, store_id, Movement.day < from_on)
    here = Balance.store_id == store_id if store_id is not None else true()
    now = (
        select(Balance.supply_id, total(Balance.on_hand), total(Balance.amount))
        .where(here)
        .group_by(Balance.supply_id)
    )
    since = _sums(session, store_id, Movement.day >= from_on)
    return {
        supply_id: Worth(quantity, amount) - since.get(supply_id, Worth())
        for supply_id, quantity, amount in session.execute(now)
    }


def _sums(session: Session, store_id: int | None, when: ColumnElement[bool]) -> dict[int, Worth]:
    here = Movement.store_id == store_id if store_id is not None else true()
    query = (
        select(Movement.supply_id, total(Movement.quantity), total(Movement.amount))
        .where(when, here)
        .group_by(Movement.supply_id)
    )
    return {row[0]: Worth(row[1], row[2]) for row in session.execute(query)}


def _flows(session: Session, from_on: date, to_on: date, store_id: int | None) -> dict[int, _Flows]:
    flows: dict[int, _Flows] = defaultdict(_Flows)
    for supply_id, kind, source, reverses, comes, quantity, amount in session.execute(
        _moved(from_on, to_on, store_id)
    ):
        is_in = bool(comes) is not bool(reverses)
        name = _field(kind, source, is_in=is_in)
        worth = Worth(quantity, amount) if is_in else Worth(-quantity, -amount)
        if name == "opening":
            flows[supply_id].opening += worth
        else:
            flows[supply_id].by_field[name] += worth
    return flows


def _moved(
    from_on: date, to_on: date, store_id: int | None
) -> "Select[int, VoucherKind, Source | None, bool, bool, int, int]":
    """Sums of the period by supply, by what the voucher counts as, by coming and going."""
    comes = or_(Movement.quantity > 0, and_(Movement.quantity == 0, Movement.amount > 0)).label(
        "comes"
    )
    reverses = Voucher.reverses_id.is_not(None).label("reverses")
    # a transfer is no change unless one store is asked
    here = (
        Movement.store_id == store_id
        if store_id is not None
        else Voucher.counts_as != VoucherKind.TRANSFER
    )
    return (
        select(
            Movement.supply_id,
            Voucher.counts_as,
            Voucher.source,
            reverses,
            comes,
            total(Movement.quantity),
            total(Movement.amount),
        )
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .where(Movement.day >= from_on, Movement.day <= to_on, here)
        .group_by(Movement.supply_id, Voucher.counts_as, Voucher.source, reverses, comes)
    )


def _field(kind: VoucherKind, source: Source | None, *, is_in: bool) -> str:
    match kind, source:
        case VoucherKind.RECEIPT, Source.OPENING:
            return "opening"
        case VoucherKind.RECEIPT, Source.PURCHASE:
            return "bought"
        case VoucherKind.RECEIPT, Source.SUPERIOR | Source.DONATION:
            return "granted"
        case VoucherKind.RECEIPT, _:
            return "other_in"
        case VoucherKind.RETURN, _:
            return "returned"
        case VoucherKind.ISSUE, _:
            return "issued"
        case VoucherKind.WRITE_OFF, _:
            return "written_off"
        case VoucherKind.TRANSFER, _:
            return "moved_in" if is_in else "moved_out"
        case _:
            return "surplus" if is_in else "missing"
