"""Who an issue to a department goes to."""

from dataclasses import dataclass
from typing import Any

from db.queries.vouchers import DetailLine
from db.services.stock import IssueLine
from desktop.translation import _


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who an issue goes to: just one of these, and its name."""

    name: str
    staff_id: int | None = None
    department_id: int | None = None
    agency_id: int | None = None
    is_visitors: bool = False

    def line(self, supply_id: int, quantity: int, **more: Any) -> IssueLine:
        """A line for them."""
        return IssueLine(
            supply_id,
            quantity,
            staff_id=self.staff_id,
            department_id=None if self.staff_id else self.department_id,
            agency_id=self.agency_id,
            is_visitors=self.is_visitors,
            **more,
        )


def receiver_of(line: DetailLine) -> Receiver:
    """Who a line of a posted voucher went to."""
    return Receiver(
        line.receiver or _("Khách"),
        line.staff_id,
        line.department_id,
        line.agency_id,
        line.is_visitors,
    )
