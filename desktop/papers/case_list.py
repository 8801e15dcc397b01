"""Danh sách vụ việc thông tin sai sự thật: the cases of a period (duty D7), as far as each is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm

from db.kinds import CaseState
from db.queries.cases import CaseRow
from desktop.papers import fonts, official, working
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import clock_time, day, local_day, long_day, number
from desktop.papers.flow import keep_with, paragraph
from desktop.papers.grid import Cell, Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.period import listed_days
from desktop.papers.tables import Column

KIND, SUBJECT = "DANH SÁCH", "VỤ VIỆC THÔNG TIN SAI SỰ THẬT"
STATES = {
    CaseState.FOUND: "Mới phát hiện",
    CaseState.CHECKED: "Đã xác minh",
    CaseState.STOPPED: "Đã ngăn chặn",
    CaseState.HANDLED: "Đã xử lý",
    CaseState.DISMISSED: "Không vi phạm",
}
_HIGHEST = 60 * mm  # of a row, so that one case never asks for more than a page
_FOUND = "Phát hiện"
_PERSON = Column("Người đăng", 24)
_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Ngày", 19, "centre", group=_FOUND),
    Column("Đơn vị, người", 23, group=_FOUND),
    Column("Nền tảng", 18),
    Column("Đường dẫn", 37),
    Column("Nội dung", 45),
    Column("Xác minh", 31),
    Column("Biện pháp", 26),
    Column("Kết quả", 26),
    Column("Tình trạng", 19),
)
_NARROWER = {"Đường dẫn": 32, "Nội dung": 38, "Xác minh": 27, "Biện pháp": 22, "Kết quả": 22}


@dataclass(frozen=True, slots=True)
class CaseList:
    """Cases in the order they were found; no day where the period is open at that end.

    `state` and `text` are what the list was filtered by; `signer` heads the department that
    handles cases. Who spread something is told only where `has_people`.
    """

    from_on: date | None
    to_on: date | None
    rows: Sequence[CaseRow]
    signer: Signature | None
    state: CaseState | None = None
    text: str = ""
    has_people: bool = False

    @property
    def subtitles(self) -> tuple[str, ...]:
        """The period, and what the list was filtered by."""
        state = f"Tình trạng: {STATES[self.state]}" if self.state else ""
        text = f"Có chữ: “{self.text}”" if self.text else ""
        days = listed_days(self.from_on, self.to_on)
        return tuple(filter(None, (days, "; ".join(filter(None, (state, text))))))

    @property
    def sum(self) -> str:
        """How many cases there are, by state."""
        found = Counter(row.state for row in self.rows)
        states = [f"{STATES[state].lower()}: {found[state]}" for state in STATES if found[state]]
        told = f"Danh sách có {number(len(self.rows))} vụ việc"
        return f"{told} ({'; '.join(states)})." if states else f"{told}."


def case_grid(told: CaseList) -> Grid:
    """One row a case."""
    columns: Sequence[Column] = _COLUMNS
    if told.has_people:
        columns = [_narrowed(column) for column in _COLUMNS]
        columns.insert(5, _PERSON)
    rows = (_row(at, row, has_person=told.has_people) for at, row in enumerate(told.rows, 1))
    return Grid(tuple(columns), tuple(rows))


def case_list_paper(told: CaseList, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the list."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH
    table, rows = grid_table(case_grid(told), size=9, head_size=9.5, least=7 * mm, most=_HIGHEST)
    body = table.pieces(rows)
    keep_with(body, 1)
    who = [Signature(("NGƯỜI LẬP DANH SÁCH",), office.preparer)]
    if told.signer is not None:
        who.append(told.signer)
    pieces = [
        official.letterhead(office.internal, room=room),
        *working.titles(KIND, (SUBJECT,), told.subtitles, room),
        working.gap(),
        *body,
        *paragraph(told.sum, working.PLAIN, room, keeps_next=True),
        working.signers(who, room, f"{office.place}, ngày {long_day(local_day(printed_at))}"),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, is_wide=True, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], "Danh sách vụ việc thông tin sai sự thật", office.office)


def _narrowed(column: Column) -> Column:
    width = _NARROWER.get(column.title, column.width)
    return Column(column.title, width, column.align, column.group)


def _row(at: int, row: CaseRow, *, has_person: bool) -> GridRow:
    time = f"lúc {clock_time(row.found_at)}" if row.found_at else ""
    by = "\n".join(filter(None, (row.department, row.found_by, time)))
    checked = "\n".join(filter(None, (_on(row.checked_on), row.checked)))
    action = "\n".join(filter(None, (_on(row.stopped_on, "ngăn chặn "), row.action)))
    ended = _on(row.handled_on, "xử lý ") or _on(row.dismissed_on, "kết luận ")
    cells: list[Cell] = [at, row.found_on, by, row.platform, row.link, row.content, checked, action]
    cells += ["\n".join(filter(None, (ended, row.result))), STATES[row.state]]
    if has_person:
        cells.insert(5, row.person)
    return GridRow(tuple(cells))


def _on(value: date | None, what: str = "") -> str:
    told = f"{what}ngày {day(value)}" if value else ""
    return told[:1].upper() + told[1:]
