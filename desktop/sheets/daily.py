"""Papers about daily reports as workbooks: a day side by side, a period by indicator, the press."""

from db.queries.daily_page import DirectorPage
from db.queries.daily_week import DailyWeek
from db.queries.press_coverage import PressCoverage
from db.rules.calendar import days
from desktop.papers.daily_page import board_grid, supplies_grid
from desktop.papers.daily_summary import summary_grid, summary_title
from desktop.papers.daily_text import concerns, standing_sentence, until_told
from desktop.papers.daily_week import HEAD, case_sentence, period_of, week_title
from desktop.papers.figures import day
from desktop.papers.grid import Grid, GridRow
from desktop.papers.indicator_grids import all_indicators_grid, indicator_grid
from desktop.papers.office import OfficeIdentity
from desktop.papers.press_coverage import press_title
from desktop.papers.tables import Column
from desktop.papers.weekly_daily import punctuality_grid, punctuality_sentence, site_sentence
from desktop.papers.weekly_text import NONE
from desktop.sheets.workbook import Book


def summary_workbook(page: DirectorPage, office: OfficeIdentity) -> bytes:
    """Write the reports of a day as XLSX: all that was said, who reported when, the stock."""
    book = Book()
    about = (summary_title(page).upper(), f"({until_told(page)})")
    book.table("Báo cáo", about, summary_grid(page), (standing_sentence(page.board),))
    book.table("Giờ nhận", about, board_grid(page), is_wide=False)
    span = f"Từ ngày {day(page.from_on)} đến hết ngày {day(page.to_on)}"
    ends = ("Việc cần quan tâm:", *(concerns(page) or [NONE]))
    book.table("Vật tư", ("VẬT TƯ", span), supplies_grid(page.stock.supplies), ends)
    return book.done(summary_title(page), office.office, page.at)


def week_workbook(week: DailyWeek, office: OfficeIdentity) -> bytes:
    """Write a period as XLSX: who reported, every indicator by day and together, cases, the site."""
    book = Book()
    about = (HEAD, period_of(week).title)
    ends = tuple(filter(None, (punctuality_sentence(week.units),)))
    book.table("Giờ báo cáo", about, punctuality_grid(week.units), ends, is_wide=False)
    all_days = days(week.from_on, week.to_on)
    book.table("Chỉ tiêu", about, all_indicators_grid(week.indicators, all_days))
    watched = []
    if week.cases is not None:
        watched.append(("Thông tin sai sự thật", case_sentence(week.cases)))
    if week.site is not None:
        watched.append(("Trang thông tin điện tử", site_sentence(week.site)))
    rows = tuple(GridRow((name, text or period_of(week).nothing)) for name, text in watched)
    columns = (Column("Việc", 40), Column("Kết quả", 100))
    book.table("Tin sai, trang tin", about, Grid(columns, rows), is_wide=False)
    return book.done(week_title(week), office.office, week.at)


def press_workbook(coverage: PressCoverage, office: OfficeIdentity) -> bytes:
    """Write the press report as XLSX: figures by day and together, what was said on each day."""
    book = Book()
    span = f"(từ ngày {day(coverage.from_on)} đến ngày {day(coverage.to_on)})"
    about = ("TÌNH HÌNH ĐĂNG TIN CỦA CÁC BÁO, ĐÀI", f"{coverage.department} {span}")
    all_days = days(coverage.from_on, coverage.to_on)
    book.table("Số liệu", about, indicator_grid(coverage.indicators, all_days))
    columns = (Column("Ngày", 24), Column("Nhiệm vụ", 60), Column("Kết quả", 100))
    rows = [GridRow((one.day, duty, text)) for one in coverage.days for duty, text in one.results]
    book.table("Kết quả", about, Grid(columns, tuple(rows)))
    columns = (Column("Ngày", 24), Column("Khó khăn", 100), Column("Kiến nghị", 100))
    rows = [
        GridRow((one.day, one.difficulties, one.proposals))
        for one in coverage.days
        if one.difficulties or one.proposals
    ]
    book.table("Khó khăn, kiến nghị", about, Grid(columns, tuple(rows)))
    return book.done(press_title(coverage), office.agency, coverage.at)
