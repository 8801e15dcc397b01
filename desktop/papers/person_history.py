"""One person's history: everything they got, brought back and signed over a period."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm

from db.kinds import Outcome
from db.queries.person_history import GotLine, PersonHistory, SignedRound
from desktop.papers import fonts, official, working
from desktop.papers.citing import cited_briefly
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import Measure, day, local_day, long_day, measure
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.grid import Cell, Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column

TITLE = "LỊCH SỬ NHẬN VẬT TƯ, VĂN BẢN"
NOTHING_GOT = "Không nhận vật tư nào trong thời gian này."
NOTHING_TO_SIGN = "Không phải ký nhận văn bản nào trong thời gian này."
_GOT = (
    Column("STT", 9, "centre"),
    Column("Ngày", 21, "centre"),
    Column("Số phiếu", 20, "centre"),
    Column("Tên vật tư", 55),
    Column("ĐVT", 13, "centre"),
    Column("Số lượng", 18, "right"),
    Column("Ghi chú", 29),
)
_SIGNED = (
    Column("STT", 9, "centre"),
    Column("Văn bản", 80),
    Column("Ngày nhận", 22, "centre"),
    Column("Ngày ký", 22, "centre"),
    Column("Ghi chú", 32),
)
_OUTCOMES = {
    Outcome.OPEN: "Chưa ký",
    Outcome.SIGNED: "Đã ký nhận",
    Outcome.REFUSED: "Không ký",
    Outcome.EXCUSED: "Được miễn",
}


def person_history(told: PersonHistory, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write a person's history."""
    fonts.use(office.typeface)
    place = ", ".join(filter(None, (told.title, told.department)))
    about = (
        f"- Họ và tên: {told.name}   Mã số: {told.code}",
        f"- Chức vụ, đơn vị: {place}",
    )
    span = f"Từ ngày {day(told.from_on)} đến ngày {day(told.to_on)}"
    pieces = [
        official.letterhead(office.internal),
        *working.titles(TITLE, (), [span], TEXT_WIDTH),
        working.gap(),
        *_lines(about),
        *_heading("1. Vật tư đã nhận, đã trả"),
        *(_table(got_grid(told.got)) if told.got else _lines([NOTHING_GOT])),
        *_lines([f"Cộng {text}." for text in totals(told.got)]),
        *_heading("2. Văn bản phải ký nhận"),
        *(_table(signed_grid(told.rounds)) if told.rounds else _lines([NOTHING_TO_SIGN])),
        working.signers(
            [Signature(("NGƯỜI LẬP",), office.preparer), office.internal.signature],
            TEXT_WIDTH,
            f"{office.place}, ngày {long_day(local_day(printed_at))}",
        ),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], f"Lịch sử nhận của {told.name}", office.office)


def totals(got: Sequence[GotLine]) -> list[str]:
    """What is left with the person of each supply: "Khẩu trang y tế: 35 cái"."""
    sums: dict[str, list[GotLine]] = {}
    for line in got:
        sums.setdefault(line.supply, []).append(line)
    told = []
    for supply, lines in sums.items():
        count = sum(line.quantity for line in lines)
        unit = _measure(lines[0], count)
        told.append(f"{supply}: {unit.text(count)} {unit.name}")
    return told


def got_grid(got: Sequence[GotLine], *, in_base_units: bool = False) -> Grid:
    """What was got and brought back, a line each; what came back is negative."""

    def counted(line: GotLine) -> tuple[str, Cell]:
        unit = _measure(line, line.quantity)
        base = line.unit, line.quantity
        return base if in_base_units else (unit.name, unit.cell(line.quantity))

    rows = [
        GridRow((at, line.day, line.number, line.supply, *counted(line), _note(line)))
        for at, line in enumerate(got, 1)
    ]
    return Grid(_GOT, tuple(rows))


def signed_grid(rounds: Sequence[SignedRound]) -> Grid:
    """The rounds of documents, a line each."""
    rows = []
    for at, one in enumerate(rounds, 1):
        documents = "\n".join(cited_briefly(document) for document in one.documents)
        signed_on = one.outcome_on if one.outcome is Outcome.SIGNED else None
        reason = f": {one.reason}" if one.reason else ""
        note = f"{_OUTCOMES[one.outcome]}{reason}"
        rows.append(GridRow((at, documents, one.delivered_on, signed_on, note)))
    return Grid(_SIGNED, tuple(rows))


def _measure(line: GotLine, quantity: int) -> Measure:
    return measure(line.unit, line.report_unit, line.report_size, quantity)


def _note(line: GotLine) -> str:
    if line.quantity < 0:
        return "Trả lại kho"
    if line.is_waiting:
        return "Đã soạn, chưa nhận"
    return f"Đã ký {day(line.signed_on)}" if line.signed_on else ""


def _table(grid: Grid) -> list[Piece]:
    table, rows = grid_table(grid, size=11, least=6.5 * mm)
    body = table.pieces(rows)
    keep_with(body, 1)
    return body


def _heading(text: str) -> list[Piece]:
    return [*official.heading(text), working.gap(4)]


def _lines(texts: Sequence[str]) -> list[Piece]:
    return [
        p for text in texts for p in paragraph(text, working.PLAIN, TEXT_WIDTH, keeps_next=True)
    ]
