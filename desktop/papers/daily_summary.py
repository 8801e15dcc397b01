"""Bảng tổng hợp báo cáo ngày: all that each department reported, lying, over as many pages as it takes."""

from collections.abc import Iterator, Sequence

from db.queries.daily_page import DirectorPage, UnitDay
from desktop.papers import fonts, official, working
from desktop.papers.daily_text import (
    figures_told,
    people_told,
    received_told,
    standing_sentence,
    state_told,
    until_told,
)
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day
from desktop.papers.flow import Piece, paragraph
from desktop.papers.grid import Grid, GridRow
from desktop.papers.office import OfficeIdentity
from desktop.papers.tables import Column, Row, Table

_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Đơn vị", 29),
    Column("Giờ nhận", 15, "centre"),
    Column("Tình trạng", 19),
    Column("Kết quả trong 24 giờ", 73),
    Column("Khó khăn", 36),
    Column("Kiến nghị", 36),
    Column("Nhiệm vụ ngày tiếp theo", 36),
)
_SIZE = 10
_MOST_LINES = 18  # of a row; what is longer goes on in a row below


def daily_summary(page: DirectorPage, office: OfficeIdentity) -> bytes:
    """Write the reports of a day side by side; it goes with the page that is signed."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH
    table = Table(_COLUMNS, size=_SIZE)
    pieces: list[Piece] = [
        official.letterhead(office.internal, room=room),
        *working.titles(summary_title(page).upper(), (), (f"({until_told(page)})",), room),
        *paragraph(standing_sentence(page.board), working.CENTRED, room, keeps_next=True),
        working.gap(6),
        *table.head,
        *_rows(table, summary_grid(page)),
    ]
    around = working.around_plain(working.printed_at_line(office, page.at))
    part = Part(pieces, around, is_wide=True, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], summary_title(page), office.office)


def summary_title(page: DirectorPage) -> str:
    """What the summary is called as a file."""
    return f"Bảng tổng hợp báo cáo ngày {day(page.day)}"


def summary_grid(page: DirectorPage) -> Grid:
    """What each department reported, in its own words."""
    rows = [
        GridRow(
            (
                place,
                unit.row.department,
                received_told(unit.row),
                state_told(unit.row.standing),
                _results(unit),
                *_said(unit),
            )
        )
        for place, unit in enumerate(page.units, 1)
    ]
    return Grid(_COLUMNS, tuple(rows))


def _results(unit: UnitDay) -> str:
    """What it did by duty, then its figures; who did not report is not spoken for."""
    if unit.row.report is None:
        return ""
    lines = [f"{duty}: {text}" if duty else text for duty, text in unit.results]
    if unit.figures:
        lines.append(f"Số liệu: {figures_told(unit.figures)}.")
    if told := people_told(unit):
        lines.append(f"Nhân sự: {told}.")
    return "\n".join(lines)


def _said(unit: UnitDay) -> tuple[str, str, str]:
    report = unit.row.report
    return (report.difficulties, report.proposals, report.tomorrow) if report else ("", "", "")


def _rows(table: Table, grid: Grid) -> Iterator[Row]:
    """The rows, each text broken into lines of full size; one longer than a page goes on below."""
    for row in grid.rows:
        cells = [_wrapped(table, at, str(cell)) for at, cell in enumerate(row.cells)]
        longest = max(map(len, cells))
        for start in range(0, longest, _MOST_LINES):
            yield table.row("\n".join(lines[start : start + _MOST_LINES]) for lines in cells)


def _wrapped(table: Table, column: int, text: str) -> Sequence[str]:
    return fonts.wrap(text, fonts.REGULAR, table.size, table.room(column))
