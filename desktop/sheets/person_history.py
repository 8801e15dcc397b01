"""One person's history as a workbook: what was got and brought back, what was signed."""

from datetime import datetime

from db.queries.person_history import PersonHistory
from desktop.papers.figures import day
from desktop.papers.office import OfficeIdentity
from desktop.papers.person_history import TITLE, got_grid, signed_grid
from desktop.sheets.workbook import Book


def history_workbook(told: PersonHistory, office: OfficeIdentity, at: datetime) -> bytes:
    """Write a person's history as XLSX."""
    book = Book()
    titles = (
        TITLE,
        f"Từ ngày {day(told.from_on)} đến ngày {day(told.to_on)}",
        f"Họ và tên: {told.name}; mã số: {told.code}; đơn vị: {told.department}",
    )
    book.table("Vật tư", titles, got_grid(told.got, in_base_units=True), is_wide=False)
    book.table("Văn bản", titles, signed_grid(told.rounds), is_wide=False)
    return book.done(f"{TITLE.capitalize()}: {told.name}", office.office, at)
