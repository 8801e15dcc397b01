"""Bảng tổng hợp of a round for the Chief, and the list of who has not signed (papers.md 3.4)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from reportlab.lib.units import mm

from db.queries.acknowledging import PersonAck, UnitCoverage
from db.queries.round_papers import RoundSummary
from desktop.papers import fonts, official, working
from desktop.papers.citing import named
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import (
    NOTHING,
    cell,
    clock_time,
    day,
    local_day,
    long_day,
    number,
    tenths,
)
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.signing_words import counted_reasons, why_unsigned
from desktop.papers.tables import Column, Row, Span, Table

MISSING = "Danh sách chưa ký nhận"
NOBODY = "Tất cả những người phải ký đều đã ký nhận."
_UNITS = (
    Column("STT", 9, "centre"),
    Column("Phòng, đơn vị", 43),
    Column("Tổng số", 13, "centre"),
    Column("Được miễn", 14, "centre"),
    Column("Phải ký", 13, "centre"),
    Column("Đã ký", 13, "centre"),
    Column("Chưa ký", 13, "centre"),
    Column("Tỷ lệ (%)", 14, "centre"),
    Column("Lý do chưa ký", 33),
)
_PEOPLE = (
    Column("STT", 9, "centre"),
    Column("Họ và tên", 52),
    Column("Chức vụ", 48),
    Column("Lý do chưa ký", 56),
)
_ROW = 6.5 * mm


def round_summary(summary: RoundSummary, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write how far a round is by department; below, who has not signed."""
    fonts.use(office.typeface)
    table = Table(_UNITS, size=10.5, least=_ROW)
    rows = [_unit_row(table, str(at), unit) for at, unit in enumerate(summary.units, 1)]
    rows.append(_total_row(table, summary))
    missing = [
        *paragraph(MISSING, official.CAPTION, TEXT_WIDTH, keeps_next=True),
        working.gap(3),
        *_missing(summary.missing),
    ]
    pieces = [
        *_head("BẢNG TỔNG HỢP", "Tình hình ký nhận", summary, office, printed_at),
        *table.pieces(rows),
        *(missing if summary.missing else _nobody()),
        *_signers("NGƯỜI TỔNG HỢP", office, printed_at),
    ]
    return _written(pieces, "Bảng tổng hợp tình hình ký nhận", office, printed_at)


def missing_list(summary: RoundSummary, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write who has not signed, by department, with what is known of the reasons."""
    fonts.use(office.typeface)
    about = "Cán bộ, công chức, viên chức, người lao động chưa ký nhận"
    pieces = [
        *_head("DANH SÁCH", about, summary, office, printed_at),
        *(_missing(summary.missing) if summary.missing else _nobody()),
        *_signers("NGƯỜI LẬP DANH SÁCH", office, printed_at),
    ]
    return _written(pieces, MISSING, office, printed_at)


def _head(
    kind: str,
    about: str,
    summary: RoundSummary,
    office: OfficeIdentity,
    printed_at: datetime,
) -> list[Piece]:
    """The documents by their numbers, and the moment up to which the figures count."""
    counted = f"(tính đến {clock_time(printed_at)} ngày {day(local_day(printed_at))})"
    cited = [named(document) for document in summary.row.documents]
    return [
        official.letterhead(office.internal),
        *working.titles_about(kind, about, cited, counted),
        working.gap(10),
    ]


def _unit_row(table: Table, at: str, unit: UnitCoverage) -> Row:
    figures = (unit.total, unit.excused, unit.to_sign, unit.signed, unit.unsigned)
    rate = _rate(unit.signed, unit.to_sign)
    return table.row(
        (at, unit.department, *map(cell, figures), rate, counted_reasons(unit.reasons))
    )


def _total_row(table: Table, summary: RoundSummary) -> Row:
    row = summary.row
    figures = (row.total, row.excused, row.to_sign, row.signed, row.unsigned)
    label = Span("Tổng cộng", 2, "centre")
    return table.row((label, *map(cell, figures), _rate(row.signed, row.to_sign), ""), is_bold=True)


def _rate(signed: int, to_sign: int) -> str:
    """A share in a column headed (%): "82,7", "100"."""
    return tenths(100 * signed, to_sign).removesuffix(",0") if to_sign else NOTHING


def _missing(people: Sequence[PersonAck]) -> list[Piece]:
    """Who has not signed, numbered within each department."""
    table = Table(_PEOPLE, size=10.5, least=_ROW)
    pieces: list[Piece] = [*table.head]
    for department, of_unit in groupby(people, key=lambda person: person.department):
        members = list(of_unit)
        text = f"{department} ({number(len(members))} người)"
        heading = table.row((Span(text, len(table.columns)),), is_bold=True)
        heading.keeps_next = True
        rows = [
            table.row((str(at), person.name, person.title, why_unsigned(person)))
            for at, person in enumerate(members, 1)
        ]
        pieces += [heading, *rows]
    keep_with(pieces, 2)
    return pieces


def _nobody() -> list[Piece]:
    return paragraph(NOBODY, working.STATED, TEXT_WIDTH, keeps_next=True)


def _signers(maker: str, office: OfficeIdentity, printed_at: datetime) -> list[Piece]:
    dated = f"{office.place}, ngày {long_day(local_day(printed_at))}"
    who = (Signature((maker,), office.preparer), office.internal.signature)
    return [working.gap(), working.signers(who, TEXT_WIDTH, dated)]


def _written(
    pieces: Sequence[Piece], title: str, office: OfficeIdentity, printed_at: datetime
) -> bytes:
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], title, office.office)
