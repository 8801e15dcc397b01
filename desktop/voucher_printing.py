"""The workbook of a voucher, and the papers that go with it, read from the book and written."""

from db.database import Database
from db.queries.handovers import handover_rows
from db.queries.voucher_paper import VoucherPaper, voucher_paper
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity


def voucher_xlsx(database: Database, voucher_id: int) -> bytes:
    """A voucher on its form as a workbook."""
    from desktop.sheets.vouchers import voucher_workbook

    return voucher_workbook(*_read(database, voucher_id), database.clock.now())


def loss_pdf(database: Database, voucher_id: int) -> bytes:
    """Giấy báo hỏng, mất of a write-off."""
    from desktop.papers.loss_notice import loss_notice

    return loss_notice(*_read(database, voucher_id), database.clock.now())


def loss_xlsx(database: Database, voucher_id: int) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.vouchers import loss_workbook

    return loss_workbook(*_read(database, voucher_id), database.clock.now())


def handover_pdf(database: Database, voucher_id: int) -> bytes:
    """Biên bản giao nhận of a receipt, issue or transfer, in two copies.

    That of a hand-over of leaflets comes back signed, so its pages are remembered.
    """
    from desktop.handover_printing import handover_records_pdf
    from desktop.papers.handover import handover_record

    standing = database.ask(handover_rows, voucher_ids=[voucher_id])
    if any(not row.is_reversed for row in standing):
        return handover_records_pdf(database, [voucher_id])
    return handover_record(*_read(database, voucher_id), database.clock.now())


def handover_xlsx(database: Database, voucher_id: int) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.vouchers import handover_workbook

    return handover_workbook(*_read(database, voucher_id), database.clock.now())


def _read(database: Database, voucher_id: int) -> tuple[VoucherPaper, OfficeIdentity]:
    paper = database.ask(voucher_paper, voucher_id)
    return paper, database.ask(office_identity, paper.day)
