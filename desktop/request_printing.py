"""The two requests (Giấy đề nghị), read from the book and written."""

from datetime import date

from db.database import Database
from db.queries.catalogue import SupplyRow, supplies
from db.queries.planning import supply_plans
from db.queries.unit_request import UnitRequest, blank_request, request_of_issue
from db.rules.supply_need import Level
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity
from desktop.papers.supply_requests import Wanted, replenishment_request, unit_request


def request_pdf(database: Database, voucher_id: int) -> bytes:
    """Giấy đề nghị cấp vật tư that an issue answers."""
    return unit_request(*_of_issue(database, voucher_id), database.clock.now())


def request_xlsx(database: Database, voucher_id: int) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.supply_requests import unit_request_workbook

    return unit_request_workbook(*_of_issue(database, voucher_id), database.clock.now())


def blank_request_pdf(database: Database, department_id: int) -> bytes:
    """Giấy đề nghị cấp vật tư for a department to fill in."""
    return unit_request(*_blank(database, department_id), database.clock.now())


def blank_request_xlsx(database: Database, department_id: int) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.supply_requests import unit_request_workbook

    return unit_request_workbook(*_blank(database, department_id), database.clock.now())


def replenishment_pdf(database: Database) -> bytes:
    """Giấy đề nghị bổ sung vật tư for all that is under its minimum today."""
    return replenishment_request(*_wanted(database), database.clock.now())


def replenishment_xlsx(database: Database) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.supply_requests import replenishment_workbook

    return replenishment_workbook(*_wanted(database), database.clock.now())


def _of_issue(database: Database, voucher_id: int) -> tuple[UnitRequest, OfficeIdentity]:
    told: UnitRequest = database.ask(request_of_issue, voucher_id)
    return told, _office(database, told.day or database.clock.today())


def _blank(database: Database, department_id: int) -> tuple[UnitRequest, OfficeIdentity]:
    today = database.clock.today()
    return database.ask(blank_request, department_id, today), _office(database, today)


def _wanted(database: Database) -> tuple[list[Wanted], date, OfficeIdentity]:
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
    return wanted, today, _office(database, today)


def _report_pack(row: SupplyRow) -> tuple[str, int]:
    found = (pack for pack in row.packs if pack.name == row.report_unit)
    return next(((pack.name, pack.size) for pack in found), ("", 1))


def _office(database: Database, day: date) -> OfficeIdentity:
    return database.ask(office_identity, day)
