"""The two requests (Giấy đề nghị) as workbooks."""

from collections.abc import Sequence
from datetime import date, datetime

from db.queries.unit_request import UnitRequest
from desktop.papers import supply_requests
from desktop.papers.figures import long_day
from desktop.papers.grid import Grid
from desktop.papers.office import OfficeIdentity
from desktop.papers.supply_requests import Wanted, Wording
from desktop.sheets.workbook import Book


def unit_request_workbook(told: UnitRequest, office: OfficeIdentity, at: datetime) -> bytes:
    """Write a unit's request to the Office as XLSX."""
    wording = supply_requests.unit_wording(told, office)
    return _workbook(wording, supply_requests.unit_grid(told, in_base_units=True), office, at)


def replenishment_workbook(
    wanted: Sequence[Wanted], day: date, office: OfficeIdentity, at: datetime
) -> bytes:
    """Write the Office's request to the Director as XLSX."""
    wording = supply_requests.replenishment_wording(day, office)
    grid = supply_requests.replenishment_grid(wanted, in_base_units=True)
    return _workbook(wording, grid, office, at)


def _workbook(wording: Wording, grid: Grid, office: OfficeIdentity, at: datetime) -> bytes:
    book = Book()
    titles = (
        supply_requests.TITLE,
        wording.subject,
        *filter(None, (wording.number,)),
        *([f"Ngày {long_day(wording.dated)}"] if wording.dated else []),
        f"Kính gửi: {wording.to}.",
        wording.sentence,
    )
    name = supply_requests.TITLE.capitalize()
    book.table(name, titles, grid, wording.ends, is_wide=False)
    return book.done(f"{name}: {wording.subject}", office.office, at)
