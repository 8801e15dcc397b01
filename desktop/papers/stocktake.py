"""Biên bản kiểm kê (C33-HD): book, count, differences and their value, how good it still is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reportlab.lib.units import mm

from db.queries.counting import CountLine, StocktakeRow
from desktop.papers import fonts, working
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, local_day, long_day, number
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.form_head import DOTS, form_head
from desktop.papers.grid import CROSS, Grid, GridRow, Price, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column
from desktop.papers.working import PLAIN

TITLE = (
    "BIÊN BẢN KIỂM KÊ",
    "NGUYÊN LIỆU, VẬT LIỆU, CÔNG CỤ, DỤNG CỤ, SẢN PHẨM, HÀNG HÓA",
)
_BOOK, _COUNT = "Theo sổ kế toán", "Theo kiểm kê"
_MORE, _LESS = "Chênh lệch thừa", "Chênh lệch thiếu"
_QUALITY = "Phẩm chất"
_VALUES = {1, 3, 5, 7}  # of the amounts of a line
COLUMNS = (
    Column("Số TT", 9, "centre", letter="A"),
    Column("Tên, nhãn hiệu, quy cách", 43, letter="B"),
    Column("Mã số", 14, "centre", letter="C"),
    Column("Đơn vị tính", 11, "centre", letter="D"),
    Column("Đơn giá", 15, "right", letter="1"),
    Column("Số lượng", 14, "right", _BOOK, "2"),
    Column("Thành tiền", 19, "right", _BOOK, "3"),
    Column("Số lượng", 14, "right", _COUNT, "4"),
    Column("Thành tiền", 19, "right", _COUNT, "5"),
    Column("Số lượng", 12, "right", _MORE, "6"),
    Column("Thành tiền", 16, "right", _MORE, "7"),
    Column("Số lượng", 12, "right", _LESS, "8"),
    Column("Thành tiền", 16, "right", _LESS, "9"),
    Column("Còn tốt 100%", 13, "right", _QUALITY, "10"),
    Column("Kém phẩm chất", 13, "right", _QUALITY, "11"),
    Column("Mất phẩm chất", 12, "right", _QUALITY, "12"),
)


def stocktake_record(
    told: StocktakeRow, lines: Sequence[CountLine], office: OfficeIdentity, printed_at: datetime
) -> bytes:
    """Write the record of a count; its lines come with their values."""
    fonts.use(office.typeface)
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(
        _pieces(told, lines, office),
        around,
        is_wide=True,
        bottom=working.BOTTOM,
        reserved=working.FOOT,
    )
    title = f"Biên bản kiểm kê {told.store} ngày {day(told.day)}"
    return write_pdf([part], title, office.office)


def amounts(line: CountLine) -> tuple[int, ...]:
    """Columns 2 to 12 of a line: quantities and đồng; goods that wait for people are in none."""
    found, worth = line.difference or 0, line.difference_amount
    counted = line.book + found
    return (
        line.book,
        line.book_amount,
        counted,
        line.book_amount + worth,
        max(found, 0),
        max(worth, 0),
        max(-found, 0),
        max(-worth, 0),
        counted - line.poor - line.spoiled,
        line.poor,
        line.spoiled,
    )


def price(line: CountLine) -> Price:
    """What one piece costs, 0 where there is no price."""
    amount, pieces = line.price
    return Price((200 * amount + pieces) // (2 * pieces) if pieces else 0)


def name_of(line: CountLine) -> str:
    """A line's supply; its lot and expiry below it."""
    lot = [f"lô {line.lot}"] if line.lot else []
    lot += [f"HSD {day(line.expires_on)}"] if line.expires_on else []
    return f"{line.name}\n({', '.join(lot)})" if lot else line.name


def counted_at(told: StocktakeRow, lines: Iterable[CountLine]) -> datetime:
    """The moment of a count: when its last line was counted."""
    return max((line.counted_at for line in lines if line.counted_at), default=told.opened_at)


def committee_lines(told: StocktakeRow) -> list[str]:
    """Who counted, in the words of the form."""
    members = [line.split(";") for line in told.committee.splitlines() if line.strip()]
    lines = []
    for member in members:
        name, title, role = [*(part.strip() for part in member), "", ""][:3]
        lines.append(
            f"- Ông/Bà: {name}"
            + (f"   Chức vụ: {title}" if title else "")
            + (f"   {role}" if role else "")
        )
    return lines or [f"- Ông/Bà: {DOTS}   Chức vụ: {DOTS}   {role}" for role in _ROLES]


_ROLES = ("Trưởng ban", "Ủy viên", "Ủy viên")


def reason_lines(lines: Iterable[CountLine]) -> list[str]:
    """Why each difference is there."""
    told = []
    for line in lines:
        if found := line.difference:
            word = "thừa" if found > 0 else "thiếu"
            reason = f": {line.reason}" if line.reason else ""
            told.append(f"- {line.title}: {word} {number(abs(found))} {line.unit}{reason}.")
    return told


def waiting_line(lines: Iterable[CountLine]) -> str:
    """What lies in the store for people, off the book already."""
    packed = [f"{line.title} {number(line.waiting)} {line.unit}" for line in lines if line.waiting]
    if not packed:
        return ""
    return (
        f"Ngoài ra trong kho còn hàng đã xuất sổ, đã soạn, chưa nhận: {'; '.join(packed)}"
        " (không tính vào số kiểm kê)."
    )


def head_lines(told: StocktakeRow, lines: Sequence[CountLine]) -> list[str]:
    """What stands above the table."""
    moment = counted_at(told, lines).astimezone()
    when = f"{moment:%H} giờ {moment:%M} ngày {long_day(moment.date())}"
    return [
        f"- Thời điểm kiểm kê: {when}. Kho: {told.store}. Phạm vi: {told.scope}.",
        "- Ban (Tổ) kiểm kê gồm:",
        *committee_lines(told),
        "- Đã kiểm kê kho có những mặt hàng dưới đây:",
    ]


def end_lines(told: StocktakeRow, lines: Sequence[CountLine]) -> list[str]:
    """What stands under it: why there are differences, what waits for people, the note."""
    reasons = reason_lines(lines)
    ends = ["Nguyên nhân chênh lệch:", *reasons] if reasons else ["Không có chênh lệch."]
    note = f"Ghi chú: {told.note}" if told.note else ""
    return [*ends, *filter(None, (waiting_line(lines), note))]


def record_grid(lines: Sequence[CountLine]) -> Grid:
    """The columns of the form; values alone are added, pieces of different supplies never."""
    rows = [
        GridRow((at, name_of(line), line.code, line.unit, price(line), *amounts(line)))
        for at, line in enumerate(lines, 1)
    ]
    sums = [sum(column) for column in zip(*map(amounts, lines), strict=True)] or [0] * 11
    values = [sums[at] if at in _VALUES else CROSS for at in range(len(sums))]
    return Grid(COLUMNS, (*rows, GridRow((None, "Cộng", CROSS, CROSS, CROSS, *values), True)))


def _pieces(told: StocktakeRow, lines: Sequence[CountLine], office: OfficeIdentity) -> list[Piece]:
    moment = counted_at(told, lines)
    table, laid = grid_table(record_grid(lines), size=9.5, head_size=9.5, least=6 * mm)
    rows: list[Piece] = [*laid]
    keep_with(rows, 2)
    ends = end_lines(told, lines)
    return [
        form_head(office, office.forms.count, room=WIDE_TEXT_WIDTH),
        *working.titles(TITLE[0], TITLE[1:], (), WIDE_TEXT_WIDTH),
        *_paragraphs(head_lines(told, lines), keeps_next=True),
        working.gap(4),
        *table.head,
        *rows,
        *_paragraphs(ends[:-1]),
        *_paragraphs(ends[-1:], keeps_next=True),
        working.signers(
            _signers(told, office),
            WIDE_TEXT_WIDTH,
            f"{office.place}, ngày {long_day(local_day(moment))}",
        ),
    ]


def _paragraphs(lines: Iterable[str], *, keeps_next: bool = False) -> list[Piece]:
    return [
        piece
        for text in lines
        for piece in paragraph(text, PLAIN, WIDE_TEXT_WIDTH, keeps_next=keeps_next)
    ]


def _signers(told: StocktakeRow, office: OfficeIdentity) -> list[Signature]:
    opinion = "(Ý kiến giải quyết số chênh lệch)"
    first = told.committee.partition("\n")[0].split(";")[0].strip()
    return [
        Signature(("THỦ TRƯỞNG ĐƠN VỊ", opinion), told.approved_by),
        Signature(("KẾ TOÁN TRƯỞNG",), office.accountant),
        Signature(("THỦ KHO",), office.storekeeper),
        Signature(("TRƯỞNG BAN KIỂM KÊ",), first),
    ]
