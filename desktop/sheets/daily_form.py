"""The form of a department's daily report as a workbook: filled in by the unit, read back by the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from db.base import LIMIT
from db.importers.daily_form import KIND, PEOPLE, VERSION
from db.importers.words import kind_words
from db.kinds import IndicatorKind
from db.queries.duties import DutyRow, IndicatorRow
from desktop.papers.figures import clock_time
from desktop.papers.figures import day as day_text
from desktop.sheets.workbook import free_name

BY_BOOK = "sổ tự tính"
FILLED, LOCKED = "#FFF8DC", "#EDEDED"
_FONT = "Times New Roman"
_WIDTHS = (5, 40, 14, 36)
_LINE = 16.5
_LETTERS = 1.25  # of a column's unit, in a line of text
_MOST_HEIGHT = 400


@dataclass(frozen=True, slots=True)
class FormPage:
    """What a form asks of one department for one day."""

    code: str
    department: str
    day: date
    deadline: datetime | None
    covered: tuple[date, date]
    duties: Sequence[DutyRow]
    indicators: Sequence[IndicatorRow]


def daily_form(pages: Sequence[FormPage], agency: str, office: str, at: datetime) -> bytes:
    """Write a workbook with a sheet for each department."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    made = _Forms(book)
    for page in pages:
        made.add(page, agency, office)
    title = "Biểu báo cáo hằng ngày"
    book.set_properties({"title": title, "author": office, "created": at.replace(tzinfo=None)})
    book.close()
    return out.getvalue()


class _Forms:
    """Lays forms out with one set of formats."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: set[str] = set()
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        grid = {**base, "border": 1}
        filled = {**grid, "bg_color": FILLED, "locked": False}

        def made(**more: Any) -> Format:
            return book.add_format(more)

        self.agency = made(**{**base, "text_wrap": False})
        self.bold = made(**{**base, "bold": True, "text_wrap": False})
        self.strong = made(font_name=_FONT, font_size=11, bold=True)
        self.usual = made(font_name=_FONT, font_size=10)
        self.title = made(**{**base, "bold": True, "font_size": 14, "align": "center"})
        self.note = made(**{**base, "italic": True, "align": "center", "font_size": 10})
        self.label = made(**{**grid, "bold": True})
        self.head = made(**{**grid, "bold": True, "align": "center", "bg_color": LOCKED})
        self.fixed = made(**grid)
        self.number = made(**{**grid, "align": "center"})
        self.duty = made(**{**grid, "valign": "top"})
        self.by_book = made(**{**grid, "italic": True, "align": "center", "bg_color": LOCKED})
        self.text = made(**{**filled, "num_format": "@"})
        self.long_text = made(**{**filled, "num_format": "@", "valign": "top"})
        self.day = made(**{**filled, "num_format": "dd/mm/yyyy", "align": "left"})
        self.whole = made(**{**filled, "num_format": "#,##0", "align": "right"})

    def add(self, page: FormPage, agency: str, office: str) -> None:
        """Add the sheet of one department; it is named by its code."""
        sheet = self._book.add_worksheet(free_name(page.code, self._names))
        _set_up(sheet)
        sheet.write_string(0, 0, agency.upper(), self.agency)
        sheet.write_string(1, 0, page.department.upper(), self.bold)
        sheet.merge_range(3, 0, 3, 3, "BIỂU BÁO CÁO HẰNG NGÀY VỀ PHÒNG, CHỐNG DỊCH", self.title)
        first, last = map(day_text, page.covered)
        covered = f"của ngày {first}" if first == last else f"từ {first} đến hết {last}"
        until = f" trước {clock_time(page.deadline).removeprefix('0')}" if page.deadline else ""
        told = f"Gửi {office}{until}. Số liệu {covered}. Chỉ điền vào các ô có nền màu."
        sheet.merge_range(4, 0, 4, 3, told, self.note)
        sheet.set_row(4, 2 * _LINE)
        row = self._head(sheet, 6, page)
        row = self._duties(sheet, row + 1, page)
        row = self._figures(sheet, row + 1, page)
        self._people(sheet, row + 1)

    def _head(self, sheet: Worksheet, row: int, page: FormPage) -> int:
        for name, value in (("code", page.code), ("department", page.department)):
            self._label(sheet, row, name)
            sheet.merge_range(row, 2, row, 3, value, self.fixed)
            row += 1
        self._label(sheet, row, "day")
        sheet.merge_range(row, 2, row, 3, "", self.day)
        sheet.write_datetime(row, 2, datetime.combine(page.day, time()), self.day)
        sheet.data_validation(row, 2, row, 2, _DAY)
        self._label(sheet, row + 1, "version")
        sheet.merge_range(row + 1, 2, row + 1, 3, str(VERSION), self.fixed)
        row += 2
        for name, prompt in (
            ("sent_at", "Giờ và phút, như 8:05 hoặc 8g05"),
            ("reporter", "Họ và tên"),
            ("reporter_title", ""),
        ):
            self._label(sheet, row, name)
            sheet.merge_range(row, 2, row, 3, "", self.text)
            if prompt:
                asked = {"validate": "any", "input_title": "Cách ghi", "input_message": prompt}
                sheet.data_validation(row, 2, row, 2, asked)
            row += 1
        return row

    def _duties(self, sheet: Worksheet, row: int, page: FormPage) -> int:
        sheet.write_string(row, 0, "STT", self.head)
        sheet.write_string(row, 1, _title("duty"), self.head)
        sheet.merge_range(row, 2, row, 3, _title("result"), self.head)
        for place, duty in enumerate(page.duties, 1):
            row += 1
            sheet.write_number(row, 0, place, self.number)
            if duty.sentence:
                parts = (self.strong, duty.title, self.usual, f"\n{duty.sentence}", self.duty)
                sheet.write_rich_string(row, 1, *parts)
            else:
                sheet.write_string(row, 1, duty.title, self.label)
            sheet.merge_range(row, 2, row, 3, "", self.long_text)
            lines = 1 + ceil(len(duty.sentence) / (_WIDTHS[1] * _LETTERS))
            sheet.set_row(row, min(_MOST_HEIGHT, max(4, lines) * _LINE))
        for name in ("other_results", "difficulties", "proposals", "tomorrow"):
            row += 1
            self._label(sheet, row, name)
            sheet.merge_range(row, 2, row, 3, "", self.long_text)
            sheet.set_row(row, 3 * _LINE)
        return row + 1

    def _figures(self, sheet: Worksheet, row: int, page: FormPage) -> int:
        if not page.indicators:
            return row - 1
        for column, title in enumerate(("STT", _title("indicator"), _title("figure"))):
            sheet.write_string(row, column, title, self.head)
        sheet.write_string(row, 3, _title("unit"), self.head)
        for place, one in enumerate(page.indicators, 1):
            row += 1
            sheet.write_number(row, 0, place, self.number)
            sheet.write_string(row, 1, one.name, self.fixed)
            sheet.write_string(row, 3, one.unit, self.fixed)
            if one.source is not None:
                sheet.write_string(row, 2, BY_BOOK, self.by_book)
            elif one.kind is IndicatorKind.YES_NO:
                sheet.write_blank(row, 2, None, self.text)
                sheet.data_validation(row, 2, row, 2, _YES_NO)
            else:
                self._count(sheet, row, 2)
        return row + 1

    def _people(self, sheet: Worksheet, row: int) -> None:
        sheet.merge_range(row, 0, row, 3, "Cán bộ, công chức, người lao động (số người)", self.head)
        for at, name in enumerate(PEOPLE, row + 1):
            self._label(sheet, at, name)
            self._count(sheet, at, 2)

    def _label(self, sheet: Worksheet, row: int, name: str) -> None:
        sheet.merge_range(row, 0, row, 1, _title(name), self.label)

    def _count(self, sheet: Worksheet, row: int, column: int) -> None:
        sheet.write_blank(row, column, None, self.whole)
        sheet.data_validation(row, column, row, column, _WHOLE)


def _set_up(sheet: Worksheet) -> None:
    """A4 upright, one page wide; only the cells to be filled in can be changed, without a password."""
    sheet.hide_gridlines(2)
    sheet.set_default_row(_LINE)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _title(name: str) -> str:
    return kind_words(KIND).titles[name]


_WHOLE = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": LIMIT,
    "error_title": "Số chưa đúng",
    "error_message": "Ghi số nguyên từ 0 trở lên.",
}
_YES_NO = {
    "validate": "list",
    "source": ["Có", "Không"],
    "error_title": "Chưa đúng",
    "error_message": "Chọn Có hoặc Không.",
}
_DAY = {
    "validate": "date",
    "criteria": ">=",
    "value": date(2020, 1, 1),
    "error_title": "Ngày chưa đúng",
    "error_message": "Ghi ngày/tháng/năm.",
}
