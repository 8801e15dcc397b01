"""What a pile proposes, for who takes it without looking: the command line."""

from collections.abc import Iterable
from typing import Any

from db.services.returning import ReturnedPage
from desktop.scans.pile import ScannedSheet
from desktop.scans.words import reason


def proposed_pages(sheets: Iterable[ScannedSheet]) -> list[ReturnedPage]:
    """The pages to take in, with those whose cells are surely signed."""
    return [sheet.returned(sheet.proposed) for sheet in sheets if sheet.is_taken_in]


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
