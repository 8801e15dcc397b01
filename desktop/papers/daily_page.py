"""Báo cáo nhanh: the Director's page of a day, on exactly one side of A4 (papers.md 5)."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from db.queries.daily_page import DirectorPage
from db.queries.report import SupplyFigures
from desktop.papers import fonts, official
from desktop.papers.daily_text import (
    FORMS,
    concerns,
    one_line,
    received_told,
    results_told,
    standing_sentence,
    state_told,
    until_told,
)
from desktop.papers.document import TEXT_WIDTH, Part, Sheet, write_pdf
from desktop.papers.figures import NOTHING, day, local_day, long_day, padded
from desktop.papers.flow import Block, Piece, TextStyle, paragraph, put
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity
from desktop.papers.official import Stamp
from desktop.papers.squeezing import height_of, squeezed
from desktop.papers.tables import Column
from desktop.papers.weekly_tables import is_moved
from desktop.papers.weekly_text import NONE, is_short, supply_measure, total_in, total_out
from desktop.papers.working import printed_at_line

SEE_SUMMARY = "… (xem bảng tổng hợp)"
NOTHING_MOVED = "Không phát sinh."
NOBODY_YET = "Chưa có đơn vị nào báo cáo kết quả."
MOST_SUPPLIES = 6
_RECIPIENTS = ("- Giám đốc Sở;", "- Lưu: VP.")
_LEADING = 13.5
_SUBJECT = TextStyle(fonts.BOLD, 12, 14, 0, "centre", 0)
_TEXT = TextStyle(size=12, leading=_LEADING, before=1)
_HEADING = TextStyle(fonts.BOLD, 12, _LEADING, before=4)
_ADDRESSEE = TextStyle(size=12, leading=_LEADING, before=4, align="centre", first_indent=0)
_BESIDE = TextStyle(fonts.ITALIC, 12, _LEADING, 0, "centre", 0)
_TABLE = 10.5
_HAND = 20 * mm
_FOOT = 13 * mm  # of the line outside the text, from the lower edge
_LONGEST_LINE = 250  # letters; more never stand in one
_ALL = 10**6  # lines, more than anybody writes


def daily_page(page: DirectorPage, office: OfficeIdentity) -> bytes:
    """Write the page; 2, then 5 are shortened to make it one side, then all of it is made smaller."""
    fonts.use(office.typeface)
    printed_on = local_day(page.at)
    head = [
        official.letterhead(office.internal, office.place, Stamp("", printed_on, printed_on)),
        *official.title("BÁO CÁO NHANH", (_subject(page, office),), style=_SUBJECT),
        Block(height=2),
        *paragraph(f"({until_told(page)})", _BESIDE, TEXT_WIDTH),
        *paragraph(f"Kính gửi: {office.addressee}.", _ADDRESSEE, TEXT_WIDTH),
    ]
    end = official.closing(_RECIPIENTS, office.internal, _HAND)
    told = printed_at_line(office, page.at)

    def around(sheet: Sheet) -> None:
        put(sheet.canvas, sheet.part.right - TEXT_WIDTH, _FOOT, told, fonts.REGULAR, 8)

    part = Part((), around, outline="Báo cáo nhanh")
    room = part.text_top - part.bottom - height_of([*head, end])
    part.pieces = [*head, *_fitted(page, room), end]
    return write_pdf([part], page_title(page), office.office)


def page_title(page: DirectorPage) -> str:
    """What the page is called as a file."""
    return f"Báo cáo nhanh ngày {day(page.day)}"


def _subject(page: DirectorPage, office: OfficeIdentity) -> str:
    return (
        f"Tình hình thực hiện nhiệm vụ phòng, chống {office.campaign_short}"
        f" ngày {long_day(page.day)}"
    )


def _fitted(page: DirectorPage, room: float) -> list[Piece]:
    """The body in so much height: as long as it may be, at last on a smaller scale."""
    said = len(_results(page)), len(_proposals(page))
    for of_results, of_proposals in _shorter(*said):
        pieces = list(_body(page, TEXT_WIDTH, of_results, of_proposals))
        if height_of(pieces) <= room:
            return pieces
    return [squeezed(lambda wide: list(_body(page, wide, 1, 1)), TEXT_WIDTH, room)]


def _shorter(results: int, proposals: int) -> Iterator[tuple[int, int]]:
    """Lines for so many departments in 2 and in 5, ever fewer: to one each, then to one for all."""
    yield from ((lines, _ALL) for lines in range(2 * results, results - 1, -1))
    yield from ((results, lines) for lines in range(2 * proposals, proposals - 1, -1))
    yield from ((lines, proposals) for lines in range(results - 1, 0, -1))
    yield from ((1, lines) for lines in range(proposals - 1, 0, -1))


def _body(page: DirectorPage, room: float, of_results: int, of_proposals: int) -> Iterator[Piece]:
    yield from paragraph("1. Báo cáo của các đơn vị", _HEADING, room)
    yield from paragraph(standing_sentence(page.board), _TEXT, room)
    yield from _table(board_grid(page), room)
    yield from paragraph("2. Kết quả nổi bật", _HEADING, room)
    yield from _dashes(_results(page), room, of_results, NOBODY_YET, most=2)
    span = f"từ ngày {day(page.from_on)} đến hết ngày {day(page.to_on)}"
    yield from paragraph(f"3. Vật tư ({span})", _HEADING, room)
    if shown := shown_supplies(page.stock.supplies):
        yield from _table(supplies_grid(shown), room)
    else:
        yield from paragraph(NOTHING_MOVED, _TEXT, room)
    yield from paragraph("4. Việc cần Giám đốc Sở quan tâm", _HEADING, room)
    for line in concerns(page) or [NONE]:
        yield from paragraph(line, _TEXT, room)
    yield from paragraph("5. Kiến nghị của các đơn vị", _HEADING, room)
    yield from _dashes(_proposals(page), room, of_proposals, NONE)


def _results(page: DirectorPage) -> list[tuple[str, str]]:
    told = [(unit.row.department, results_told(unit)) for unit in page.units if unit.row.report]
    return [(name, text) for name, text in told if text]


def _proposals(page: DirectorPage) -> list[tuple[str, str]]:
    told = [
        (unit.row.department, one_line(unit.row.report.proposals))
        for unit in page.units
        if unit.row.report
    ]
    return [(name, text) for name, text in told if text]


def _dashes(
    said: Sequence[tuple[str, str]], room: float, lines: int, otherwise: str, most: int = _ALL
) -> Iterator[Piece]:
    """A dash for each department that says something: so many lines together, `most` for one."""
    if not said:
        yield from paragraph(otherwise, _TEXT, room)
        return
    shown = said if lines >= len(said) else said[: lines - 1]
    for place, (name, text) in enumerate(shown):
        own = min(most, max(1, lines // len(said) + (place < lines % len(said))))
        yield from paragraph(cut(f"- {name}: {text}.", own, room), _TEXT, room)
    if left := len(said) - len(shown):
        who = f"{padded(left)} đơn vị khác" if shown else "Các đơn vị"
        yield from paragraph(f"- {who}: {SEE_SUMMARY.strip('… ()')}.", _TEXT, room)


def cut(text: str, lines: int, room: float) -> str:
    """A text in so many lines of the page; a longer one ends between words and says where it goes on."""
    text = fonts.shown(text)

    def is_fitting(told: str) -> bool:
        if len(told) > lines * _LONGEST_LINE:
            return False
        wrapped = fonts.wrap(told, _TEXT.face, _TEXT.size, room, room - _TEXT.first_indent)
        return len(wrapped) <= lines

    if is_fitting(text):
        return text
    low, high = 0, len(text)
    while low < high:  # the most letters that still fit
        middle = (low + high + 1) // 2
        if is_fitting(f"{text[:middle].rstrip(' .,;:')} {SEE_SUMMARY}"):
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if low < len(text) and text[low] != " " and " " in kept:
        kept = kept.rpartition(" ")[0]
    return f"{kept.rstrip(' .,;:')} {SEE_SUMMARY}"


def board_grid(page: DirectorPage) -> Grid:
    """Each department with duties that day: who reported, when, how, and whether in time."""
    columns = (
        Column("STT", 9, "centre"),
        Column("Đơn vị", 52),
        Column("Người báo cáo", 40),
        Column("Giờ nhận", 18, "centre"),
        Column("Hình thức", 24),
        Column("Tình trạng", 22),
    )
    rows = [
        GridRow(
            (
                place,
                row.department,
                row.report.reporter if row.report else "",
                received_told(row),
                FORMS[row.report.form] if row.report else "",
                state_told(row.standing),
            )
        )
        for place, row in enumerate(page.board.rows, 1)
    ]
    return Grid(columns, tuple(rows))


def shown_supplies(supplies: Sequence[SupplyFigures]) -> list[SupplyFigures]:
    """Masks, then what is short or moved: six at most, in the order of papers."""

    def weight(supply: SupplyFigures) -> int:
        was_there = supply.closing > 0 or supply.stocked_out_since is not None
        is_lacking = is_short(supply) or (supply.is_needed and was_there)
        if supply.is_mask:
            return 0 if is_moved(supply) or is_lacking or supply.closing else 4
        return 1 if is_lacking else 2 if is_moved(supply) else 4

    weighed = sorted(
        ((weight(supply), place) for place, supply in enumerate(supplies)),
    )
    chosen = sorted(place for heavy, place in weighed[:MOST_SUPPLIES] if heavy < 4)
    return [supplies[place] for place in chosen]


def supplies_grid(supplies: Sequence[SupplyFigures]) -> Grid:
    """Balances and movements of the days the page covers."""
    columns = (
        Column("Vật tư", 53),
        Column("ĐVT", 14, "centre"),
        Column("Tồn đầu", 18, "right"),
        Column("Nhập", 17, "right"),
        Column("Xuất", 17, "right"),
        Column("Tồn cuối", 18, "right"),
        Column("Đủ dùng (ngày làm việc)", 28, "right"),
    )
    rows = []
    for supply in supplies:
        unit = supply_measure(supply)
        moved = (supply.opening, total_in(supply), total_out(supply), supply.closing)
        cover = NOTHING if supply.days_of_cover is None else supply.days_of_cover or "0"
        rows.append(GridRow((supply.name, unit.name, *map(unit.figure, moved), cover)))
    return Grid(columns, tuple(rows))


def _table(grid: Grid, room: float) -> list[Piece]:
    """A grid over the whole width, however wide that is."""
    widths = sum(column.width for column in grid.columns) * mm
    columns = tuple(Column(one.title, one.width * room / widths, one.align) for one in grid.columns)
    table, rows = grid_table(Grid(columns, grid.rows), _TABLE, _TABLE)
    return [Block(height=2), *table.pieces(rows)]
