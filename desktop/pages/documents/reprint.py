"""Prints a sheet that is still out once more, under the digits it has."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.queries.sheets_out import SheetOut
from desktop.context import Context
from desktop.returning import about
from desktop.translation import _
from desktop.widgets.pdf_view import PdfWindow

if TYPE_CHECKING:
    from db.database import Database


def reprint(context: Context, owner: QWidget, sheet: SheetOut) -> None:
    """Make the paper in the background and show it in a window of its own."""
    database, title = context.database, _("In lại: {about}").format(about=about(sheet.facts))
    context.tasks.run(
        owner, lambda: _made(database, sheet), lambda pdf: PdfWindow(pdf, title, owner).show()
    )


def _made(database: "Database", sheet: SheetOut) -> bytes:
    from desktop.acknowledgement_printing import again_pdf
    from desktop.handover_printing import handover_records_pdf
    from desktop.printing import signing_pdf

    subject = sheet.page.subject
    if subject.handover_id is not None:
        return handover_records_pdf(database, [subject.handover_id])
    if subject.distribution_id is None:
        return signing_pdf(database, subject.voucher_ids)
    return again_pdf(database, sheet.page.code)
