"""Danh sách ký nhận văn bản: the list that a unit's people sign for a document (papers.md 3)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from db.queries.acknowledging import PersonAck
from db.queries.round_papers import DocumentList
from db.rules.codes import DOCUMENT_LIST, page_code
from desktop.papers import fonts, official, working
from desktop.papers.citing import cited_whole
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, local_day, number
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.signing_words import AWAY, FORMS
from desktop.papers.tables import Column, Row, Table
from desktop.papers.working import PrintedPage, PrintedPaper

ABOUT = "Cán bộ, công chức, viên chức, người lao động ký xác nhận đã được phổ biến, quán triệt"
_HEADS = ("STT", "Họ và tên", "Chức vụ", "Hình thức nhận", "Ngày nhận", "Ký nhận", "Ghi chú")
_PLAIN = (9, 45, 33, 24, 18, 36)
_NOTED = (9, 40, 28, 21, 18, 31, 18)
_CENTRED = {"STT", "Hình thức nhận"}


def document_lists(
    lists: Sequence[DocumentList],
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    has_notes: bool = False,
) -> PrintedPaper:
    """Write the lists as one PDF, each from a new page; say whose signature belongs where.

    `has_notes` adds the column Ghi chú; a list on which two people have one name has it anyway.
    """
    fonts.use(office.typeface)
    parts: list[Part] = []
    pages: list[PrintedPage] = []
    for one in lists:
        names = Counter(person.name for person in one.people)
        same_names = {name for name, count in names.items() if count > 1}
        table = _table(has_notes=has_notes or bool(same_names))
        codes = partial(page_code, one.book, DOCUMENT_LIST, one.paper)
        rows = [_row(table, at, person, same_names) for at, person in enumerate(one.people, 1)]
        keep_with(rows, 2)
        part = Part(
            [*_head(one, office), *table.head, *rows, *_end(one, office, printed_at)],
            working.around_signed(
                one.department, codes, working.printed_at_line(office, printed_at)
            ),
            bottom=working.BOTTOM,
            reserved=working.STRIP,
            outline=one.department,
        )
        parts.append(part)
        at = table.place_of("Ký nhận")
        pages += working.printed_pages(part, table, at, one.paper, codes)
    return PrintedPaper(write_pdf(parts, "Danh sách ký nhận văn bản", office.office), tuple(pages))


def _table(*, has_notes: bool) -> Table:
    widths = _NOTED if has_notes else _PLAIN
    columns = [
        Column(head, wide, "centre" if head in _CENTRED else "left")
        for head, wide in zip(_HEADS, widths, strict=False)
    ]
    return Table(columns, size=11, least=working.SIGNED_ROW)


def _head(one: DocumentList, office: OfficeIdentity) -> list[Piece]:
    lines = [f"Phòng, đơn vị: {one.department.upper()}"]
    if one.deadline_on is not None:
        lines.append(f"Nộp lại {office.office} (văn thư) trước ngày {day(one.deadline_on)}.")
    return [
        official.letterhead(office.internal),
        *working.titles_about("DANH SÁCH", ABOUT, [cited_whole(of) for of in one.documents]),
        working.gap(),
        *(
            piece
            for line in lines
            for piece in paragraph(line, working.PLAIN, TEXT_WIDTH, keeps_next=True)
        ),
        working.gap(),
    ]


def _row(table: Table, at: int, person: PersonAck, same_names: set[str]) -> Row:
    cells = [str(at), person.name, person.title, FORMS[person.form], "", ""]
    if len(table.columns) > len(cells):
        code = person.code if person.name in same_names else ""
        away = f"Vắng: {AWAY[person.absence]}" if person.absence else ""
        cells.append("; ".join(text for text in (code, away) if text))
    return table.row(cells, about=person.staff_id)


def _end(one: DocumentList, office: OfficeIdentity, printed_at: datetime) -> list[Piece]:
    stated = (
        f"Danh sách có {number(len(one.people))} người; đã ký: ……… người;"
        " chưa ký: ……… người (lý\u00a0do:\u00a0…………………………)."
    )
    who = [Signature(("NGƯỜI LẬP DANH SÁCH",), office.preparer)]
    if one.head_title:
        who.insert(0, Signature((one.head_title.upper(),), one.head_name))
    dated = f"{office.place}, ngày …… tháng …… năm {local_day(printed_at).year}"
    return [
        *paragraph(stated, working.PLAIN, TEXT_WIDTH, keeps_next=True),
        working.signers(who, TEXT_WIDTH, dated),
    ]
