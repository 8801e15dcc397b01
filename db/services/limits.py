"""What is unusual about a voucher before it is posted, and the refusal where the office wants one."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache
from statistics import median
from typing import Any, Protocol

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from db.database import Act
from db.errors import Concern, OverLimit
from db.kinds import Limit, Strictness, VoucherKind
from db.models.catalogue import Supply
from db.models.stock import Voucher, VoucherLine
from db.queries.office import settings
from db.queries.received import over_norm

LATE_DAYS = 7
TEN = 10
RECENT_VOUCHERS = 200
RECENT_LINES = 50
FEWEST_LINES = 3  # with fewer nothing is usual yet


class AnyVoucher(Protocol):
    """A voucher that is not posted yet."""

    @property
    def day(self) -> date: ...

    @property
    def lines(self) -> Sequence[Any]: ...


Looker = Callable[[Session, date, AnyVoucher, VoucherKind, int | None], list[Concern]]


def limits(session: Session, today: date) -> dict[str, Any]:
    """The limits in force: days that a voucher may be late, and how strict each limit is."""
    told: dict[str, Any] = settings(session, today).get("limits", {})
    return {"late_days": LATE_DAYS, **dict.fromkeys(Limit, Strictness.WARN), **told}


def concerns(
    session: Session,
    today: date,
    voucher: AnyVoucher,
    kind: VoucherKind,
    spares: Collection[Limit] = (),
    without: int | None = None,
) -> list[Concern]:
    """All that is unusual about a voucher, save what is free or spared, as if `without` were undone."""
    told = limits(session, today)
    found = []
    for limit, look in _LOOKERS.items():
        rule = Strictness(told[limit])
        if rule is not Strictness.FREE and limit not in spares:
            found += [_with_rule(one, rule) for one in look(session, today, voucher, kind, without)]
    return found


def check_limits(
    session: Session,
    act: Act,
    voucher: AnyVoucher,
    kind: VoucherKind,
    spares: Collection[Limit] = (),
) -> None:
    """Refuse what the office does not let pass. Raises OverLimit."""
    looked_at = [limit for limit in Limit if limit not in spares]
    told = limits(session, act.today) if looked_at else {}
    if Strictness.BLOCK not in {told[limit] for limit in looked_at}:
        return
    found = concerns(session, act.today, voucher, kind, spares)
    if blocked := tuple(one for one in found if one.rule == Strictness.BLOCK):
        raise OverLimit(blocked)


def usual_quantity(
    session: Session,
    kind: VoucherKind,
    supply_id: int,
    *,
    is_personal: bool = False,
    without: int | None = None,
) -> int | None:
    """How many pieces of a supply a line of such vouchers usually has: the median of the last ones.

    Lines for one person are apart from those for a department; the voucher `without` counts as
    undone. None while there are too few.
    """
    found = session.scalars(
        _recent_quantities(kind, is_personal), {"supply_id": supply_id, "without": without or 0}
    )
    recent = found.all()
    return int(median(recent)) if len(recent) >= FEWEST_LINES else None


@cache  # asked once for every voucher of a round; putting it together costs more than asking it
def _recent_quantities(kind: VoucherKind, is_personal: bool) -> Select[int]:
    undone = aliased(Voucher)
    latest = (
        select(Voucher.id)
        .where(
            Voucher.kind == kind,
            Voucher.id != bindparam("without"),
            ~select(undone.id).where(undone.reverses_id == Voucher.id).exists(),
        )
        .order_by(Voucher.id.desc())
        .limit(RECENT_VOUCHERS)  # however long the history is
        .subquery()
    )
    to_person = VoucherLine.staff_id.is_not(None)
    return (
        select(VoucherLine.quantity)
        .join(latest, latest.c.id == VoucherLine.voucher_id)
        .where(
            VoucherLine.supply_id == bindparam("supply_id"),
            to_person if is_personal else ~to_person,
            VoucherLine.quantity > 0,
        )
        .order_by(VoucherLine.id.desc())
        .limit(RECENT_LINES)
    )


def _late(
    session: Session,
    today: date,
    voucher: AnyVoucher,
    _kind: VoucherKind,
    _without: int | None,
) -> list[Concern]:
    days, allowed = (today - voucher.day).days, int(limits(session, today)["late_days"])
    return [Concern(Limit.LATE, "", days, allowed)] if days > allowed else []


def _ten_times(
    session: Session,
    _today: date,
    voucher: AnyVoucher,
    kind: VoucherKind,
    without: int | None,
) -> list[Concern]:
    if kind is VoucherKind.RETURN:  # never more than was issued
        return []
    usual: dict[tuple[int, bool], int | None] = {}
    found = []
    for position, line in enumerate(voucher.lines):
        is_personal = getattr(line, "staff_id", None) is not None
        key = line.supply_id, is_personal
        if key not in usual:
            usual[key] = usual_quantity(
                session, kind, line.supply_id, is_personal=is_personal, without=without
            )
        if (often := usual[key]) and line.quantity >= TEN * often:
            supply = session.get_one(Supply, line.supply_id)
            found.append(
                Concern(
                    *(Limit.TEN_TIMES, "", line.quantity, often),
                    line=position,
                    supply=supply.name,
                    unit=supply.base_unit,
                )
            )
    return found


def _over_norm(
    session: Session,
    _today: date,
    voucher: AnyVoucher,
    kind: VoucherKind,
    without: int | None,
) -> list[Concern]:
    """Lines that give somebody more than the norm, with what they had before."""
    if kind is not VoucherKind.ISSUE:
        return []
    places = {
        (line.staff_id, line.supply_id): position
        for position, line in reversed(list(enumerate(voucher.lines)))
    }
    return [
        Concern(
            *(Limit.OVER_NORM, "", one.received + one.asked, one.norm.terms.pieces),
            line=places[one.staff_id, one.norm.terms.supply_id],
            supply=one.norm.supply,
            unit=one.norm.unit,
            receiver=one.person,
        )
        for one in over_norm(session, voucher.day, voucher.lines, without)
    ]


_LOOKERS: dict[Limit, Looker] = {
    Limit.LATE: _late,
    Limit.OVER_NORM: _over_norm,
    Limit.TEN_TIMES: _ten_times,
}


def _with_rule(concern: Concern, rule: Strictness) -> Concern:
    return Concern(
        *(concern.limit, rule, concern.asked, concern.usual, concern.line, concern.supply),
        unit=concern.unit,
        receiver=concern.receiver,
    )
