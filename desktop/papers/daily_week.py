"""Tổng hợp báo cáo hằng ngày: a period by department and indicator, with charts; a working paper."""

from reportlab.lib.units import mm

from db.queries.cases import CaseFigures
from db.queries.daily_week import DailyWeek
from db.rules.calendar import days
from desktop.charts import BarChart
from desktop.papers import fonts, official, working
from desktop.papers.charts import chart
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import local_day, long_day, padded
from desktop.papers.flow import Block, Piece, keep_with, paragraph
from desktop.papers.grid import grid_table
from desktop.papers.indicator_grids import by_department, charts, indicator_grid, tables_of
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.period import Period
from desktop.papers.weekly_daily import (
    TABLE,
    has_any,
    punctuality_grid,
    punctuality_sentence,
    site_sentence,
)

HEAD = "TỔNG HỢP BÁO CÁO HẰNG NGÀY"
COVERED = (
    "Số liệu lấy từ sổ ở cột mỗi ngày là của những ngày mà báo cáo ngày đó tính đến (từ sau báo cáo"
    " trước); mục 3 và mục 4 tính theo ngày phát sinh."
)
_CHART = 42 * mm
_BESIDE = 10  # days in a row of bars


def daily_week(week: DailyWeek, office: OfficeIdentity) -> bytes:
    """Write who reported, what each department told by day and together, cases, the web site."""
    fonts.use(office.typeface)
    dated = f"{office.place}, ngày {long_day(local_day(week.at))}"
    who = (Signature(("NGƯỜI TỔNG HỢP",), office.preparer), office.internal.signature)
    pieces: list[Piece] = [
        official.letterhead(office.internal),
        *working.titles(HEAD, (period_of(week).title,), (), TEXT_WIDTH),
        working.gap(),
        *_punctuality(week),
        *_indicators(week),
        *_watched(week),
    ]
    keep_with(pieces, 2)
    pieces += [working.gap(), working.signers(who, TEXT_WIDTH, dated)]
    around = working.around_plain(working.printed_at_line(office, week.at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], week_title(week), office.office)


def period_of(week: DailyWeek) -> Period:
    """The days it is about, as papers name them."""
    return Period.of(week.from_on, week.to_on, week.week)


def week_title(week: DailyWeek) -> str:
    """What the paper is called as a file."""
    return f"Tổng hợp báo cáo hằng ngày {period_of(week).name}"


def case_sentence(cases: CaseFigures) -> str:
    """The cases of false information of a period in figures; a clause of nothing is left out."""
    told = [
        (cases.found, "phát hiện {} vụ"),
        (cases.checked, "đã xác minh {} vụ"),
        (cases.stopped, "đã ngăn chặn {} vụ"),
        (cases.handled, "đã xử lý {} vụ"),
        (cases.dismissed, "{} vụ không phải tin sai sự thật"),
    ]
    clauses = [words.format(padded(count)) for count, words in told if count]
    left = f"còn {padded(cases.open)} vụ đang xử lý" if cases.open else ""
    text = "; ".join(filter(None, (", ".join(clauses), left)))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _punctuality(week: DailyWeek) -> list[Piece]:
    pieces = official.heading(f"1. {TABLE}")
    if not has_any(week.units):
        return [*pieces, *paragraph(period_of(week).nothing, working.STATED, TEXT_WIDTH)]
    table, rows = grid_table(punctuality_grid(week.units))
    pieces += [working.gap(3), *table.pieces(rows)]
    return [*pieces, *paragraph(punctuality_sentence(week.units), working.STATED, TEXT_WIDTH)]


def _indicators(week: DailyWeek) -> list[Piece]:
    """Each department's indicators by day and together, and below the bars worth drawing."""
    pieces = official.heading("2. Số liệu của các đơn vị")
    told = by_department(week.indicators)
    if not told:
        return [*pieces, *paragraph(period_of(week).nothing, working.STATED, TEXT_WIDTH)]
    pieces += paragraph(COVERED, working.STATED, TEXT_WIDTH)
    of_period = days(week.from_on, week.to_on)
    for letter, (department, rows) in enumerate(told, 1):
        pieces += official.point(f"2.{letter}. {department}")
        for shown, is_last in tables_of(of_period):
            table, laid = grid_table(indicator_grid(rows, shown, is_last=is_last))
            pieces += [working.gap(3), *table.pieces(laid)]
        if drawn := charts(rows, of_period):
            keep_with(pieces, 1)
        for one in drawn:
            pieces += _charts(one)
    return pieces


def _charts(drawn: BarChart) -> list[Piece]:
    """A chart in as many rows as keep its bars apart."""
    found: list[Piece] = []
    for start in range(0, len(drawn.groups), _BESIDE):
        part = slice(start, start + _BESIDE)
        series = tuple((name, values[part]) for name, values in drawn.series)
        found.append(chart(BarChart(drawn.groups[part], series), TEXT_WIDTH, _CHART))
    return [*found, Block(height=4)]


def _watched(week: DailyWeek) -> list[Piece]:
    """Cases in figures only, no person among them; the web site."""
    sections = []
    if week.cases is not None:
        sections.append(("Xử lý thông tin sai sự thật", case_sentence(week.cases)))
    if week.site is not None:
        sections.append(("Cập nhật trang thông tin điện tử của Sở", site_sentence(week.site)))
    pieces: list[Piece] = []
    for place, (title, text) in enumerate(sections, 3):
        told = text or period_of(week).nothing
        pieces += official.heading(f"{place}. {title}")
        pieces += paragraph(told, working.STATED, TEXT_WIDTH)
    return pieces
