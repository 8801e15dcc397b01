"""The papers and workbooks of the storeroom, read from the book and written."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.database import Database
from db.kinds import VoucherKind
from db.queries.catalogue import SupplyRow, stores, supplies
from db.queries.handovers import handover_rows
from db.queries.person_history import PersonHistory, person_history
from db.queries.planning import supply_plans
from db.queries.stock_books import StockBook, stock_book
from db.queries.stock_report import stock_report
from db.queries.unit_request import UnitRequest, blank_request, request_of_issue
from db.queries.voucher_list import voucher_rows
from db.queries.voucher_paper import VoucherPaper, voucher_paper
from db.rules.supply_need import Level
from db.services.open_days import closed_to
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity
from desktop.papers.stock_report import StockReport, stock_report_paper
from desktop.papers.supply_requests import Wanted, replenishment_request, unit_request

if TYPE_CHECKING:
    from desktop.papers.voucher_list import VoucherList


def loss_pdf(database: Database, voucher_id: int) -> bytes:
    """Giấy báo hỏng, mất of a write-off."""
    from desktop.papers.loss_notice import loss_notice

    return loss_notice(*_voucher(database, voucher_id), database.clock.now())


def handover_pdf(database: Database, voucher_id: int) -> bytes:
    """Biên bản giao nhận of a receipt, issue or transfer, in two copies.

    That of a hand-over of leaflets comes back signed, so its pages are remembered.
    """
    from desktop.handover_printing import handover_records_pdf
    from desktop.papers.handover import handover_record

    standing = database.ask(handover_rows, voucher_ids=[voucher_id])
    if any(not row.is_reversed for row in standing):
        return handover_records_pdf(database, [voucher_id])
    return handover_record(*_voucher(database, voucher_id), database.clock.now())


def request_pdf(database: Database, voucher_id: int) -> bytes:
    """Giấy đề nghị cấp vật tư that an issue answers."""
    told: UnitRequest = database.ask(request_of_issue, voucher_id)
    return unit_request(told, _office(database, told.day), database.clock.now())


def blank_request_pdf(database: Database, department_id: int) -> bytes:
    """Giấy đề nghị cấp vật tư for a department to fill in."""
    told = database.ask(blank_request, department_id, database.clock.today())
    return unit_request(told, _office(database), database.clock.now())


def replenishment_pdf(database: Database) -> bytes:
    """Giấy đề nghị bổ sung vật tư for all that is under its minimum today."""
    today = database.clock.today()
    packs = {row.supply_id: _report_pack(row) for row in database.ask(supplies)}
    wanted = [
        Wanted(
            supply=plan.name,
            unit=plan.unit,
            on_hand=plan.on_hand,
            minimum=plan.need.least,
            quantity=plan.order,
            pack=(plan.pack, plan.pack_size),
            reason="Hết hàng" if plan.need.level is Level.OUT else "Dưới mức tối thiểu",
            report_pack=packs[plan.supply_id],
        )
        for plan in database.ask(supply_plans, today)
        if plan.is_asked_for
    ]
    return replenishment_request(wanted, today, _office(database), database.clock.now())


def history_pdf(database: Database, staff_id: int, from_on: date, to_on: date) -> bytes:
    """What one person got and signed."""
    from desktop.papers.person_history import person_history as paper

    told: PersonHistory = database.ask(person_history, staff_id, from_on, to_on)
    return paper(told, _office(database), database.clock.now())


def history_xlsx(database: Database, staff_id: int, from_on: date, to_on: date) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.person_history import history_workbook

    told: PersonHistory = database.ask(person_history, staff_id, from_on, to_on)
    return history_workbook(told, _office(database), database.clock.now())


def books_pdf(
    database: Database,
    supply_ids: Sequence[int],
    store_id: int | None,
    span: tuple[date, date],
    *,
    with_value: bool = False,
) -> bytes:
    """Stock cards (S21-H), or with value the detailed books (S22-H)."""
    from desktop.papers.stock_books import detail_books, stock_cards

    books = _books(database, supply_ids, store_id, span)
    write = detail_books if with_value else stock_cards
    return write(books, _book_office(database, span), database.clock.now())


def all_cards_pdf(database: Database, store_id: int | None, span: tuple[date, date]) -> bytes:
    """The stock cards of all supplies that were there or moved; those in use where none did."""
    return books_pdf(database, _all_supplies(database, store_id, span), store_id, span)


def all_cards_xlsx(database: Database, store_id: int | None, span: tuple[date, date]) -> bytes:
    """The same as a workbook."""
    return books_xlsx(database, _all_supplies(database, store_id, span), store_id, span)


def books_xlsx(
    database: Database,
    supply_ids: Sequence[int],
    store_id: int | None,
    span: tuple[date, date],
    *,
    with_value: bool = False,
) -> bytes:
    """The same as a workbook, a sheet for each supply."""
    from desktop.sheets.stock_books import card_workbook, detail_workbook

    books = _books(database, supply_ids, store_id, span)
    write = detail_workbook if with_value else card_workbook
    return write(books, _book_office(database, span), database.clock.now())


def stock_report_pdf(
    database: Database, span: tuple[date, date], store_id: int | None, *, is_split: bool = False
) -> bytes:
    """Nhập – xuất – tồn of a period."""
    report = database.ask(_read_report, span, store_id)
    office = _book_office(database, span)
    return stock_report_paper(report, office, database.clock.now(), is_split=is_split)


def stock_report_xlsx(database: Database, span: tuple[date, date], store_id: int | None) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.stock_report import stock_report_workbook

    report = database.ask(_read_report, span, store_id)
    return stock_report_workbook(report, _book_office(database, span), database.clock.now())


def vouchers_pdf(
    database: Database, span: tuple[date, date], kind: VoucherKind | None = None
) -> bytes:
    """The list of the vouchers of a period, reversed ones too."""
    from desktop.papers.voucher_list import voucher_list_paper

    told = _voucher_list(database, span, kind)
    return voucher_list_paper(told, _book_office(database, span), database.clock.now())


def vouchers_xlsx(
    database: Database, span: tuple[date, date], kind: VoucherKind | None = None
) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.voucher_list import voucher_list_workbook

    told = _voucher_list(database, span, kind)
    return voucher_list_workbook(told, _book_office(database, span), database.clock.now())


def _voucher_list(
    database: Database, span: tuple[date, date], kind: VoucherKind | None
) -> "VoucherList":
    from desktop.papers.voucher_list import VoucherList

    rows = database.ask(voucher_rows, *span, kind, with_reversed=True)
    return VoucherList(*span, kind, tuple(reversed(rows)))


def _report_pack(row: SupplyRow) -> tuple[str, int]:
    found = (pack for pack in row.packs if pack.name == row.report_unit)
    return next(((pack.name, pack.size) for pack in found), ("", 1))


def _voucher(database: Database, voucher_id: int) -> tuple[VoucherPaper, OfficeIdentity]:
    paper = database.ask(voucher_paper, voucher_id)
    return paper, _office(database, paper.day)


def _office(database: Database, day: date | None = None) -> OfficeIdentity:
    return database.ask(office_identity, day or database.clock.today())


def _book_office(database: Database, span: tuple[date, date]) -> OfficeIdentity:
    """The office as it is on the last day of a book that has begun."""
    return _office(database, max(span[0], min(span[1], database.clock.today())))


def _books(
    database: Database, supply_ids: Sequence[int], store_id: int | None, span: tuple[date, date]
) -> list[StockBook]:
    return [
        database.ask(stock_book, supply_id, store_id, span[0], span[1]) for supply_id in supply_ids
    ]


def _all_supplies(database: Database, store_id: int | None, span: tuple[date, date]) -> list[int]:
    rows = database.ask(stock_report, *span, store_id)
    rows = rows or database.ask(stock_report, *span, store_id, with_idle=True)
    return [row.supply.supply_id for row in rows]


def _read_report(session: Session, span: tuple[date, date], store_id: int | None) -> StockReport:
    names = {store.store_id: store.name for store in stores(session, with_retired=True)}
    closed = closed_to(session)
    return StockReport(
        from_on=span[0],
        to_on=span[1],
        store=names[store_id] if store_id is not None else "",
        rows=stock_report(session, *span, store_id),
        is_closed=closed is not None and closed >= span[1],
    )
