"""Biên bản giao nhận: who hands over what to whom, in two copies of equal worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from reportlab.lib.units import mm

from db.kinds import Source
from db.queries.voucher_paper import VoucherPaper, VoucherPaperLine
from db.rules.codes import HANDOVER, page_code
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, long_day, money
from desktop.papers.flow import Block, Piece, keep_with, paragraph
from desktop.papers.form_head import DOTS
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature, VoucherHabits
from desktop.papers.tables import Column
from desktop.papers.voucher_lines import line_measure, printed_lines
from desktop.papers.voucher_words import title
from desktop.papers.words import amount_in_words
from desktop.papers.working import PrintedPage, PrintedPaper

TITLE = "BIÊN BẢN"
COPIES = 2
_HAND = 24 * mm
_COLUMNS = (
    Column("STT", 9, "centre"),
    Column("Tên hàng", 58),
    Column("Quy cách", 27),
    Column("ĐVT", 12, "centre"),
    Column("Số lượng", 20, "right"),
    Column("Tình trạng", 20),
    Column("Ghi chú", 19),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two parties: a body, who stands for it, and as what."""

    name: str
    person: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """A hand-over whose record comes back signed: to whom, printed as `number` of a book."""

    paper: VoucherPaper
    office: OfficeIdentity
    agency_id: int
    number: int
    book: int


def handover_record(paper: VoucherPaper, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the record of a receipt, issue or transfer, twice."""
    fonts.use(office.typeface)
    around = working.around_plain(working.printed_at_line(office, printed_at))
    parts = [
        Part(
            [*_pieces(paper, office), _signers(paper, office)],
            around,
            bottom=working.BOTTOM,
            reserved=working.FOOT,
        )
        for _ in range(COPIES)
    ]
    return write_pdf(parts, _title(paper), office.office)


def signed_records(records: Sequence[HandoverRecord], printed_at: datetime) -> PrintedPaper:
    """Write the records of hand-overs, each twice, with digits and where the receiver signs."""
    parts: list[Part] = []
    pages: list[PrintedPage] = []
    for record in records:
        before = 0
        for _ in range(COPIES):
            part, printed = _signed_copy(record, before, printed_at)
            before += len(printed)
            parts.append(part)
            pages += printed
    told = _title(records[0].paper) if len(records) == 1 else "Biên bản giao nhận"
    return PrintedPaper(write_pdf(parts, told, records[0].office.office), tuple(pages))


def _signed_copy(
    record: HandoverRecord, before: int, printed_at: datetime
) -> tuple[Part, list[PrintedPage]]:
    """One copy, its digits going on after the `before` pages of the other."""
    office = record.office
    fonts.use(office.typeface)
    codes = _codes(record, before)
    ends = _signers(record.paper, office)
    part = Part(
        [*_pieces(record.paper, office), ends],
        working.around_signed("", codes, working.printed_at_line(office, printed_at)),
        bottom=working.BOTTOM,
        reserved=working.STRIP,
        outline=f"{record.paper.number} {record.paper.person_of}",
    )
    at, cell = working.hand_room(part.pages, ends, 1, 2, TEXT_WIDTH)
    return part, [
        PrintedPage(
            codes(number),
            record.number,
            before + number,
            (record.agency_id,) if number == at else (),
            (cell,) if number == at else (),
            working.marks(part),
            working.square(part),
        )
        for number in range(1, len(part.pages) + 1)
    ]


def _codes(record: HandoverRecord, before: int) -> Callable[[int], str]:
    of_paper = partial(page_code, record.book, HANDOVER, record.number)
    return lambda number: of_paper(before + number)


def _title(paper: VoucherPaper) -> str:
    return f"Biên bản giao nhận theo phiếu số {paper.number}"


def sides(paper: VoucherPaper, office: OfficeIdentity) -> tuple[Side, Side]:
    """Who gives and who gets."""
    store = Side(f"{office.office} ({paper.store})", office.storekeeper, "Thủ kho")
    if paper.to_store:
        own = Side(paper.store, office.storekeeper, "Thủ kho")
        other = Side(paper.to_store, paper.person)
    else:
        own, other = store, Side(paper.person_of, paper.person, paper.person_title)
    return (other, own) if paper.is_receipt else (own, other)


def _goods(paper: VoucherPaper) -> str:
    return "tờ bướm" if paper.is_handover else "vật tư"


def subject(paper: VoucherPaper, office: OfficeIdentity) -> str:
    """What the record is about."""
    gift = " tài trợ" if paper.source is Source.DONATION else ""
    return f"Giao nhận {_goods(paper)}{gift} phòng, chống {office.campaign_short}"


def head_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """What stands above the table: by which voucher, when, and the two parties."""
    giver, getter = sides(paper, office)
    basis = f"{title(paper).capitalize()} số {paper.number} ngày {long_day(paper.day)}"
    return [
        f"Căn cứ {basis};",
        f"Hôm nay, ngày {long_day(paper.day)}, tại {office.agency}, chúng tôi gồm:",
        *_told("1. BÊN GIAO", giver),
        *_told("2. BÊN NHẬN", getter),
        f"Hai bên thống nhất giao, nhận {_goods(paper)} như sau:",
    ]


def end_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """What stands under it; a gift is told with its worth."""
    worth = sum(line.amount for line in paper.lines)
    words = amount_in_words(worth, office.numbers)
    is_told = worth and paper.source is Source.DONATION
    return [
        *([f"Tổng giá trị: {money(worth)} (Bằng chữ: {words})."] if is_told else []),
        f"Bên nhận đã nhận đủ số {_goods(paper)} nêu trên.",
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.",
    ]


def handover_grid(paper: VoucherPaper, *, in_base_units: bool = False) -> Grid:
    """What is handed over; its state is written by hand."""
    lines = printed_lines(paper, VoucherHabits())
    rows = []
    for at, line in enumerate(_by_leaflet(lines) if paper.is_handover else lines, 1):
        lot = [line.make] if line.make else []
        lot += [f"lô {line.lot_number}"] if line.lot_number else []
        lot += [f"HSD {day(line.expires_on)}"] if line.expires_on else []
        unit = line_measure(line, in_base_units=in_base_units)
        told = (at, line.name, ", ".join(lot), unit.name, unit.figure(line.quantity))
        rows.append(GridRow((*told, None, None)))
    return Grid(_COLUMNS, tuple(rows))


def _pieces(paper: VoucherPaper, office: OfficeIdentity) -> list[Piece]:
    is_outside = paper.is_to_outside or (paper.is_receipt and not paper.to_store)
    head = office.department if is_outside else office.internal
    table, rows = grid_table(handover_grid(paper), size=11, least=7 * mm)
    body = table.pieces(rows)
    keep_with(body, 2)
    return [
        official.letterhead(head),
        *working.titles(TITLE, (subject(paper, office),), (), TEXT_WIDTH),
        working.gap(),
        *_lines(head_lines(paper, office)),
        working.gap(),
        *body,
        working.gap(),
        *_lines(end_lines(paper, office)),
    ]


def _signers(paper: VoucherPaper, office: OfficeIdentity) -> Block:
    giver, getter = sides(paper, office)
    who = [
        Signature(("ĐẠI DIỆN BÊN GIAO",), giver.person),
        Signature(("ĐẠI DIỆN BÊN NHẬN",), getter.person),
    ]
    if not paper.is_handover:
        return working.signers(who, TEXT_WIDTH, "")
    return working.signers(who, TEXT_WIDTH, "", hint="(Ký, ghi rõ họ tên)", blank=_HAND)


def _by_leaflet(lines: Sequence[VoucherPaperLine]) -> list[VoucherPaperLine]:
    """One line a leaflet, whatever its lots cost: no price is printed."""
    found: dict[str, VoucherPaperLine] = {}
    for line in lines:
        so_far = found.get(line.code)
        pieces = line.quantity + (so_far.quantity if so_far else 0)
        found[line.code] = replace(line, quantity=pieces, asked=pieces, amount=0, lot_number="")
    return list(found.values())


def _told(name: str, side: Side) -> list[str]:
    person, post = side.person or DOTS, side.title or DOTS
    return [f"{name}: {side.name or DOTS}", f"   Ông (bà): {person}   Chức vụ: {post}"]


def _lines(texts: Sequence[str]) -> list[Piece]:
    return [
        p for text in texts for p in paragraph(text, working.PLAIN, TEXT_WIDTH, keeps_next=True)
    ]
