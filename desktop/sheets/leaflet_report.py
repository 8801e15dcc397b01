"""How leaflets stand as a workbook: by leaflet, by place, each leaflet by place, wards without any."""

from datetime import datetime

from db.queries.leaflet_report import LeafletReport
from desktop.papers.figures import day
from desktop.papers.grid import Grid, GridRow
from desktop.papers.leaflet_grids import leaflets_grid, places_grid
from desktop.papers.leaflet_report import title
from desktop.papers.leaflet_text import leaflet_sentence
from desktop.papers.office import OfficeIdentity
from desktop.papers.tables import Column
from desktop.sheets.workbook import Book


def leaflet_workbook(report: LeafletReport, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the report as XLSX, in pieces."""
    book = Book()
    until = f"Số liệu đến hết ngày {day(report.day)}"
    about = ("PHÂN PHỐI TỜ BƯỚM", f"Đơn vị: {office.agency}", until)
    book.table("Tờ bướm", about, leaflets_grid(report), (leaflet_sentence(report),))
    book.table("Nơi nhận", about, places_grid(report))
    ids = [line.figures.supply_id for line in report.lines]
    if len(ids) > 1:
        book.table("Từng loại", about, places_grid(report, ids))
    columns = (Column("STT", 0), Column("Phường, xã chưa nhận", 0), Column("Quận, huyện", 0))
    rows = (
        GridRow((place, ward.name, ward.district)) for place, ward in enumerate(report.without, 1)
    )
    book.table("Chưa nhận", about, Grid(columns, tuple(rows)), is_wide=False)
    return book.done(title(report), office.office, at)
