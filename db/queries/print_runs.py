"""Print runs: what was ordered, what came of it, what is outstanding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from db.models.leaflets import PrintDelivery, PrintRun, PrintRunLine
from db.models.stock import Voucher, VoucherLine
from db.queries.window import total


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one line of a run: accepted and spoiled pieces, those printed again left out."""

    accepted: int = 0
    spoiled: int = 0
    sent_back: int = 0
    has_parts: bool = False
    valued: int = 0  # đồng, what the accepted pieces were posted at

    @property
    def delivered(self) -> int:
        """What counts as delivered: ordered = delivered + outstanding."""
        return self.accepted + self.spoiled


def brought(
    session: Session, line_ids: Sequence[int], to_on: date | None = None
) -> dict[int, Brought]:
    """What came of some lines (up to a day), deliveries that were undone left out."""
    undone = aliased(Voucher)
    query = (
        select(
            PrintDelivery.line_id,
            total(PrintDelivery.accepted),
            total(PrintDelivery.spoiled),
            total(PrintDelivery.sent_back),
            func.count(),
            total(VoucherLine.amount),
        )
        .join(PrintRunLine, PrintRunLine.id == PrintDelivery.line_id)
        .outerjoin(
            VoucherLine,
            and_(
                VoucherLine.voucher_id == PrintDelivery.voucher_id,
                VoucherLine.supply_id == PrintRunLine.supply_id,
            ),
        )
        .outerjoin(undone, undone.reverses_id == PrintDelivery.voucher_id)
        .where(
            PrintDelivery.line_id.in_(line_ids),
            ~PrintDelivery.is_cancelled,
            undone.id.is_(None),
        )
        .group_by(PrintDelivery.line_id)
    )
    if to_on is not None:
        query = query.where(PrintDelivery.day <= to_on)
    found = {
        line_id: Brought(accepted, spoiled, sent_back, count > 0, valued)
        for line_id, accepted, spoiled, sent_back, count, valued in session.execute(query)
    }
    return {line_id: found.get(line_id, Brought()) for line_id in line_ids}


def ordered_to(session: Session, day: date) -> dict[int, int]:
    """Pieces of each leaflet ordered up to a day, by supply."""
    query = (
        select(PrintRunLine.supply_id, total(PrintRunLine.ordered))
        .join(PrintRun, PrintRun.id == PrintRunLine.run_id)
        .where(PrintRun.ordered_on <= day)
        .group_by(PrintRunLine.supply_id)
    )
    return dict(session.execute(query).all())
