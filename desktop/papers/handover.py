"""Biên bản giao nhận: who hands over what to whom, in two copies of equal worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm

from db.kinds import Source
from db.queries.voucher_paper import VoucherPaper
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, long_day, money
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.form_head import DOTS
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature, VoucherHabits
from desktop.papers.tables import Column
from desktop.papers.voucher_lines import line_measure, printed_lines
from desktop.papers.voucher_words import title
from desktop.papers.words import amount_in_words

TITLE = "BIÊN BẢN"
COPIES = 2
_COLUMNS = (
    Column("STT", 9, "centre"),
    Column("Tên hàng", 48),
    Column("Quy cách", 28),
    Column("ĐVT", 14, "centre"),
    Column("Số lượng", 21, "right"),
    Column("Tình trạng", 23),
    Column("Ghi chú", 22),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two parties: a body, who stands for it, and as what."""

    name: str
    person: str = ""
    title: str = ""


def handover_record(paper: VoucherPaper, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the record of a receipt, issue or transfer, twice."""
    fonts.use(office.typeface)
    around = working.around_plain(working.printed_at_line(office, printed_at))
    parts = [
        Part(_pieces(paper, office), around, bottom=working.BOTTOM, reserved=working.FOOT)
        for _ in range(COPIES)
    ]
    return write_pdf(parts, f"Biên bản giao nhận theo phiếu số {paper.number}", office.office)


def sides(paper: VoucherPaper, office: OfficeIdentity) -> tuple[Side, Side]:
    """Who gives and who gets."""
    store = Side(f"{office.office} ({paper.store})", office.storekeeper, "Thủ kho")
    if paper.to_store:
        own = Side(paper.store, office.storekeeper, "Thủ kho")
        other = Side(paper.to_store, paper.person)
    else:
        own, other = store, Side(paper.person_of, paper.person)
    return (other, own) if paper.is_receipt else (own, other)


def subject(paper: VoucherPaper, office: OfficeIdentity) -> str:
    """What the record is about."""
    gift = " tài trợ" if paper.source is Source.DONATION else ""
    return f"Giao nhận vật tư{gift} phòng, chống {office.campaign_short}"


def head_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """What stands above the table: by which voucher, when, and the two parties."""
    giver, getter = sides(paper, office)
    basis = f"{title(paper).capitalize()} số {paper.number} ngày {long_day(paper.day)}"
    return [
        f"Căn cứ {basis};",
        f"Hôm nay, ngày {long_day(paper.day)}, tại {office.agency}, chúng tôi gồm:",
        *_told("1. BÊN GIAO", giver),
        *_told("2. BÊN NHẬN", getter),
        "Hai bên thống nhất giao, nhận vật tư như sau:",
    ]


def end_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """What stands under it; a gift is told with its worth."""
    worth = sum(line.amount for line in paper.lines)
    words = amount_in_words(worth, office.numbers)
    is_told = worth and paper.source is Source.DONATION
    return [
        *([f"Tổng giá trị: {money(worth)} (Bằng chữ: {words})."] if is_told else []),
        "Bên nhận đã nhận đủ số vật tư nêu trên.",
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.",
    ]


def handover_grid(paper: VoucherPaper, *, in_base_units: bool = False) -> Grid:
    """What is handed over; its state is written by hand."""
    rows = []
    for at, line in enumerate(printed_lines(paper, VoucherHabits()), 1):
        lot = [f"lô {line.lot_number}"] if line.lot_number else []
        lot += [f"HSD {day(line.expires_on)}"] if line.expires_on else []
        unit = line_measure(line, in_base_units=in_base_units)
        told = (at, line.name, ", ".join(lot), unit.name, unit.figure(line.quantity))
        rows.append(GridRow((*told, None, None)))
    return Grid(_COLUMNS, tuple(rows))


def _pieces(paper: VoucherPaper, office: OfficeIdentity) -> list[Piece]:
    giver, getter = sides(paper, office)
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
        working.signers(
            [
                Signature(("ĐẠI DIỆN BÊN GIAO",), giver.person),
                Signature(("ĐẠI DIỆN BÊN NHẬN",), getter.person),
            ],
            TEXT_WIDTH,
            "",
        ),
    ]


def _told(name: str, side: Side) -> list[str]:
    person, post = side.person or DOTS, side.title or DOTS
    return [f"{name}: {side.name or DOTS}", f"   Ông (bà): {person}   Chức vụ: {post}"]


def _lines(texts: Sequence[str]) -> list[Piece]:
    return [
        p for text in texts for p in paragraph(text, working.PLAIN, TEXT_WIDTH, keeps_next=True)
    ]
