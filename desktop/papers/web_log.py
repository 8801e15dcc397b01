"""Nhật ký cập nhật trang thông tin điện tử: what was put on the Department's web site (duty D3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm

from db.kinds import WebSource
from db.queries.web_updates import WebFigures, WebUpdateRow
from desktop.papers import fonts, official, working
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import clock_time, day, local_day, long_day, number
from desktop.papers.flow import keep_with, paragraph
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.period import listed_days
from desktop.papers.tables import Column

KIND, SUBJECT = "NHẬT KÝ", "CẬP NHẬT TRANG THÔNG TIN ĐIỆN TỬ"
SOURCES = {
    WebSource.MINISTRY: "Bộ Y tế",
    WebSource.HEALTH_DEPARTMENT: "Sở Y tế",
    WebSource.OWN: "Sở",
    WebSource.OTHER: "Nguồn khác",
}
_HIGHEST = 60 * mm
_COLUMNS = (
    Column("STT", 10, "centre"),
    Column("Ngày", 22, "centre"),
    Column("Giờ", 15, "centre"),
    Column("Tiêu đề", 94),
    Column("Nguồn", 23),
    Column("Đường dẫn", 66),
    Column("Ghi chú", 22),
)


@dataclass(frozen=True, slots=True)
class WebLog:
    """The updates of a period in order; `figures` are None where the log was never used."""

    from_on: date | None
    to_on: date | None
    rows: Sequence[WebUpdateRow]
    figures: WebFigures | None

    @property
    def subtitles(self) -> tuple[str, ...]:
        """The period."""
        return tuple(filter(None, (listed_days(self.from_on, self.to_on),)))

    @property
    def ends(self) -> tuple[str, ...]:
        """How many updates there are by source, and the days without any."""
        if self.figures is None:
            return ("Chưa có tin cập nhật nào.",)
        told = self.figures.by_source
        by_source = "; ".join(f"{SOURCES[s]}: {number(told[s])}" for s in SOURCES if told.get(s))
        total = f"Tổng số: {number(self.figures.updates)} tin"
        total += f" (nguồn {by_source})." if by_source else "."
        without = self.figures.days_without
        if not without:
            return total, "Ngày nào cũng có tin cập nhật."
        days = ", ".join(map(day, without))
        return total, f"{number(len(without))} ngày không có tin cập nhật: {days}."


def web_log_grid(told: WebLog) -> Grid:
    """One row an update."""
    return Grid(_COLUMNS, tuple(_row(at, row) for at, row in enumerate(told.rows, 1)))


def web_log_paper(told: WebLog, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the log."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH
    grid = web_log_grid(told)
    table, rows = grid_table(grid, size=10, head_size=10, least=7 * mm, most=_HIGHEST)
    body = table.pieces(rows)
    keep_with(body, 1)
    who = [Signature(("NGƯỜI LẬP",), office.preparer), office.internal.signature]
    pieces = [
        official.letterhead(office.internal, room=room),
        *working.titles(KIND, (SUBJECT,), told.subtitles, room),
        working.gap(),
        *body,
        *(
            piece
            for end in told.ends
            for piece in paragraph(end, working.PLAIN, room, keeps_next=True)
        ),
        working.signers(who, room, f"{office.place}, ngày {long_day(local_day(printed_at))}"),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, is_wide=True, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], "Nhật ký cập nhật trang thông tin điện tử", office.office)


def _row(at: int, row: WebUpdateRow) -> GridRow:
    time = clock_time(row.at) if row.at else ""
    return GridRow((at, row.day, time, row.title, SOURCES[row.source], row.link, row.note))
