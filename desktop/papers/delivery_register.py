"""Sổ chuyển giao văn bản đi: what was handed to whom, in the five columns of TT 07/2012/TT-BNV."""

from collections.abc import Sequence
from datetime import date, datetime

from db.kinds import DeliveryForm
from db.queries.distributions import DeliveryRow
from desktop.papers import fonts, official, working
from desktop.papers.citing import named, number_of
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, padded
from desktop.papers.flow import Piece
from desktop.papers.office import OfficeIdentity
from desktop.papers.signing_words import FORMS
from desktop.papers.tables import Column, Row, Table

TITLE = "SỔ CHUYỂN GIAO VĂN BẢN ĐI"
_COLUMNS = (
    Column("Ngày chuyển", 22, "centre"),
    Column("Số, ký hiệu văn bản", 38),
    Column("Nơi nhận văn bản", 47),
    Column("Ký nhận", 30),
    Column("Ghi chú", 28),
)


def delivery_register(
    rows: Sequence[DeliveryRow],
    office: OfficeIdentity,
    printed_at: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
) -> bytes:
    """Write the register of a round, or of what was handed over from one day to another."""
    fonts.use(office.typeface)
    table = Table(_COLUMNS, size=11, least=working.SIGNED_ROW)
    pieces: list[Piece] = [
        official.letterhead(office.internal),
        *working.titles(TITLE, (), filter(None, (_period(from_on, to_on),)), TEXT_WIDTH),
        working.gap(10),
        *table.head,
        *(_row(table, row) for row in rows),
    ]
    part = Part(
        pieces,
        working.around_plain(working.printed_at_line(office, printed_at)),
        bottom=working.BOTTOM,
        reserved=working.FOOT,
    )
    return write_pdf([part], "Sổ chuyển giao văn bản đi", office.office)


def _period(from_on: date | None, to_on: date | None) -> str:
    if from_on is not None and from_on == to_on:
        return f"Ngày {day(from_on)}"
    parts = (
        f"từ ngày {day(from_on)}" if from_on else "",
        f"đến ngày {day(to_on)}" if to_on else "",
    )
    text = " ".join(filter(None, parts))
    return text[:1].upper() + text[1:]


def _row(table: Table, row: DeliveryRow) -> Row:
    numbers = "\n".join(number_of(of) or named(of) for of in row.documents)
    delivered = day(row.delivered_on) if row.delivered_on else ""
    return table.row((delivered, numbers, row.receiver_name, "", _note(row)))


def _note(row: DeliveryRow) -> str:
    """How many copies on paper, or by which other way; who took them."""
    copies = f"{padded(row.copies)} bản" if row.copies else ""
    way = "" if row.form is DeliveryForm.PAPER else FORMS[row.form]
    taken = f"{row.receiver} nhận" if row.receiver else ""
    return "\n".join(filter(None, (copies, way, taken, row.note)))
