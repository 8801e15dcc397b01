"""The figures of the weekly logistics report, as papers and screens are given them (papers.md 0.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from db.kinds import Source
from db.queries.daily_board import DepartmentDays
from db.queries.documents import CitedDocument
from db.queries.leaflet_report import LeafletReport
from db.queries.mask_checks import MaskCheckFigures
from db.queries.web_updates import WebFigures


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
class NormReach:
    """A norm in pieces a person and week, how many people it counts, and how many reached it."""

    weekly: Fraction
    counted: int
    reached: int


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Masks by group of people: one row a priority post, then everybody else.

    `reach` is how the group stands against its norm, None where none is in force.
    """

    name: str
    is_priority: bool
    people: int
    received: int
    masks: int
    reach: NormReach | None = None


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
class UnitStanding:
    """How many of a department's people signed, of those who have to."""

    department: str
    signed: int
    to_sign: int


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A round of distribution at the end of the period; `unfinished` are units still lacking some."""

    round_id: int
    documents: tuple[CitedDocument, ...]
    deadline_on: date | None
    is_closed: bool
    total: int
    excused: int
    to_sign: int
    signed: int
    unfinished: tuple[UnitStanding, ...]

    @property
    def unsigned(self) -> int:
        """Chưa ký."""
        return self.to_sign - self.signed


@dataclass(frozen=True, slots=True)
class ListOut:
    """A signing list that has not come back: of a round's documents or of issues."""

    department: str
    documents: tuple[CitedDocument, ...]
    vouchers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekFlow:
    """Masks in and out over one week, for the chart."""

    from_on: date
    to_on: date
    received: int
    issued: int


@dataclass(frozen=True, slots=True)
class ChangeCause:
    """A voucher that changed a figure after it was reported."""

    voucher_id: int
    number: str
    posted_on: date


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that a kept report told otherwise; `field` is opening, received, issued, closing."""

    from_on: date
    to_on: date
    week: str | None
    edition: int
    supply_id: int
    name: str
    unit: str
    field: str
    reported: int
    now: int
    causes: tuple[ChangeCause, ...]


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The whole report of a period; supplies masks first, departments in the office's order.

    `rounds` is None while no document was ever distributed, `mask_checks` while nobody ever
    looked at who wears a mask, `leaflets` (how they stand at the period's end) while the book has
    none; `leaflets_distributed` are pieces of each in the period. `daily` (how departments reported
    before 8:30) is None until a report came, `site` until the web site was updated. `edition` is above 0 where it puts right one that was given;
    `changes` are the figures that earlier reports told otherwise.
    """

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
    rounds: tuple[RoundFigures, ...] | None = None
    lists_out: tuple[ListOut, ...] = ()
    mask_checks: MaskCheckFigures | None = None
    leaflets: LeafletReport | None = None
    leaflets_distributed: Mapping[int, int] = field(default_factory=dict)
    daily: tuple[DepartmentDays, ...] | None = None
    site: WebFigures | None = None
    edition: int = 0
    changes: tuple[FigureChange, ...] = ()
