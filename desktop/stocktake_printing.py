"""The papers of a stocktake, read from the book: its sheet, its record, its workbook."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from db.database import Database
from db.queries.counting import CountLine, StocktakeRow, count_lines, stocktake
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity

Read = tuple[StocktakeRow, list[CountLine], OfficeIdentity]


def scope_words(groups: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """What is counted, as papers say it."""
    parts = [*(f"Nhóm {group}" for group in groups), *names]
    return ", ".join(parts) or "Tất cả vật tư"


def count_sheet_pdf(database: Database, stocktake_id: int, *, with_book: bool = True) -> bytes:
    """The sheet to count with."""
    from desktop.papers.count_sheet import count_sheet

    told, lines, office = database.ask(_read, stocktake_id)
    return count_sheet(told, lines, office, database.clock.now(), with_book=with_book)


def count_sheet_xlsx(database: Database, stocktake_id: int, *, with_book: bool = True) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.stocktake import count_sheet_workbook

    told, lines, office = database.ask(_read, stocktake_id)
    return count_sheet_workbook(told, lines, office, database.clock.now(), with_book=with_book)


def stocktake_pdf(database: Database, stocktake_id: int) -> bytes:
    """The record of a count (Biên bản kiểm kê)."""
    from desktop.papers.stocktake import stocktake_record

    return stocktake_record(*database.ask(_read, stocktake_id), database.clock.now())


def stocktake_xlsx(database: Database, stocktake_id: int) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.stocktake import stocktake_workbook

    return stocktake_workbook(*database.ask(_read, stocktake_id), database.clock.now())


def _read(session: Session, stocktake_id: int) -> Read:
    told = stocktake(session, stocktake_id)
    lines = count_lines(session, stocktake_id, with_values=True)
    return told, lines, office_identity(session, told.day)
