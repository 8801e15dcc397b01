"""The papers of an allocation: the table to print, and its workbook."""

from db.database import Database
from db.queries.allocations import AllocationSheet
from desktop.office_identity import office_identity


def allocation_pdf(database: Database, sheet: AllocationSheet) -> bytes:
    """Bảng phân bổ tờ bướm tuyên truyền."""
    from desktop.papers.allocation import allocation_paper

    office = database.ask(office_identity, sheet.day)
    return allocation_paper(sheet, office, database.clock.now())


def allocation_xlsx(database: Database, sheet: AllocationSheet) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.allocation import allocation_workbook

    office = database.ask(office_identity, sheet.day)
    return allocation_workbook(sheet, office, database.clock.now())
