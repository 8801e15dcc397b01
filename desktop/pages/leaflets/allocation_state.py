"""What the form of an allocation holds: for the book, for papers, for its draft."""

from typing import Any

from db.queries.allocations import AllocationSheet
from db.services.allocating import AllocationFields, Partaker, Portion
from desktop.dates import day_text
from desktop.pages.leaflets.allocation_head import CHOSEN, AllocationHead
from desktop.pages.leaflets.portion_grid import PortionGrid
from desktop.pages.leaflets.share_grid import ShareGrid
from desktop.pages.leaflets.share_tree import WEIGHT, key_of


def partakers(portions: PortionGrid, shares: ShareGrid) -> tuple[Partaker, ...]:
    """The bodies with their own shares: a district's without those of its wards."""
    row_at, tree = shares.rows_model.row_at, shares.tree
    keys = [key_of(one.supply_id) for one in portions.portions()]
    return tuple(
        Partaker(row.tag, tuple(tree.own(row_at, place, key) for key in keys), row[WEIGHT])
        for place, row in enumerate(shares.rows_model.rows())
    )


def portions_of(portions: PortionGrid) -> tuple[Portion, ...]:
    """The leaflets with their totals."""
    return tuple(
        Portion(one.supply_id, one.total, one.reserve, one.bundle) for one in portions.portions()
    )


def sheet_of(
    fields: AllocationFields, head: AllocationHead, portions: PortionGrid, shares: ShareGrid
) -> AllocationSheet:
    """What papers and workbooks are made of: the form, saved or not."""
    pieces = {
        (partaker.agency_id, portion.supply_id): share
        for partaker in fields.partakers
        for portion, share in zip(fields.portions, partaker.shares, strict=True)
    }
    agencies = shares.tree.agencies
    return AllocationSheet(
        fields.id or 0,
        fields.version or 0,
        fields.title,
        fields.day,
        fields.basis,
        fields.run_id,
        head.run.currentText() if fields.run_id is not None else "",
        fields.spread_by,
        tuple(portions.portions()),
        tuple(agencies[one.agency_id] for one in fields.partakers),
        {one.agency_id: one.weight for one in fields.partakers},
        pieces,
    )


def head_of(sheet: AllocationSheet) -> dict[str, Any]:
    """The head of an allocation of the book, as `AllocationHead.restore` takes it."""
    return {
        "title": sheet.title,
        "day": day_text(sheet.day),
        "basis": sheet.basis,
        "run": sheet.run_id,
        "bodies": CHOSEN,
        "others": False,
        "method": str(sheet.spread_by),
    }
