"""What a pile proposes, for who takes it without looking: the command line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from db.database import Database
from db.errors import DistributionClosed, NotHandedOver
from db.services.returning import ReturnedPage, take_in
from desktop.scans.pile import ScannedSheet, Why
from desktop.scans.words import reason


def proposed_pages(sheets: Iterable[ScannedSheet]) -> list[ReturnedPage]:
    """The pages to take in, with those whose cells are surely signed."""
    return [sheet.returned(sheet.proposed) for sheet in sheets if sheet.is_taken_in]


def set_aside(
    sheets: Iterable[ScannedSheet], refusal: DistributionClosed | NotHandedOver
) -> list[ScannedSheet]:
    """Leave out the pages of what was closed or reversed since they were read."""

    def is_refused(sheet: ScannedSheet) -> bool:
        if not sheet.is_taken_in or sheet.known is None:
            return False
        if isinstance(refusal, DistributionClosed):
            return sheet.known.subject.distribution_id == refusal.distribution_id
        return sheet.known.subject.handover_id == refusal.voucher_id

    why = Why.CLOSED if isinstance(refusal, DistributionClosed) else Why.REVERSED
    return [replace(sheet, why=why) if is_refused(sheet) else sheet for sheet in sheets]


def take_proposed(
    database: Database, sheets: Sequence[ScannedSheet], on: date
) -> tuple[list[ScannedSheet], int]:
    """Take in what is proposed; return the sheets as they stand then and how many signed anew.

    Pages of what was closed or reversed meanwhile are left out. Raises FutureDay, RefusedByBook.
    """
    left = list(sheets)
    while pages := proposed_pages(left):
        told = {"pages": {page.code: page.signed for page in pages}, "on": on}
        try:
            return left, database.do(take_in, pages, on, told=told)
        except (DistributionClosed, NotHandedOver) as refusal:
            left = set_aside(left, refusal)
    return left, 0


def sheet_told(sheet: ScannedSheet) -> dict[str, Any]:
    """A sheet as JSON tells it; people by staff code."""
    known, facts = sheet.known, sheet.facts
    is_slip = known is not None and known.is_slip and sheet.rows
    return {
        "file": sheet.file,
        "page": sheet.page,
        "kind": str(sheet.kind),
        "code": sheet.code or None,
        "round": known.subject.distribution_id if known else None,
        "vouchers": list(facts.vouchers) if facts else [],
        "person": sheet.rows[0].person.code if is_slip else None,
        "rows": [{"person": row.person.code, "signed": row.signed} for row in sheet.rows],
        "why": reason(sheet.why),
    }
