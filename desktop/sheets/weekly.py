"""The weekly report as a workbook: the same figures as the paper, to go on with in Excel."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from db.kinds import Source
from db.queries.report import WeeklyReport
from desktop.papers.figures import day
from desktop.papers.office import OfficeIdentity
from desktop.papers.period import Period
from desktop.papers.weekly_text import SOURCES, group_name, total_out

Cell = str | int | None
_FONT = "Times New Roman"
_WIDEST = 46


class _Book:
    """A workbook being written, with its formats."""

    def __init__(self) -> None:
        self.out = BytesIO()
        self._book = Workbook(self.out, {"in_memory": True})
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        grid = {**base, "border": 1}
        add = self._book.add_format
        self.plain: Format = add(base)
        self.title: Format = add({**base, "bold": True, "font_size": 13})
        self.head: Format = add({**grid, "bold": True, "align": "center", "text_wrap": True})
        self.text: Format = add({**grid, "text_wrap": True})
        self.number: Format = add({**grid, "num_format": "#,##0"})
        self.sum: Format = add({**grid, "num_format": "#,##0", "bold": True})

    def sheet(
        self,
        name: str,
        title: str,
        period: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        sums: Sequence[Cell] = (),
    ) -> None:
        """Add a sheet: title, period, a table with its head, and sums under it."""
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, period, self.plain)
        widths = [len(text) for text in head]
        for column, text in enumerate(head):
            sheet.write_string(3, column, text, self.head)
        row = 4
        for row, cells in enumerate(rows, 4):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, self.text, self.number)
                widths[column] = max(widths[column], len(str(cell or "")))
        for column, cell in enumerate(sums):
            _write(sheet, row + 1, column, cell, self.sum, self.sum)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, max(9, width * 0.95 + 2)))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 0)

    def done(self, title: str, author: str, at: datetime) -> bytes:
        """Close the workbook and return it."""
        created = at.replace(tzinfo=None)
        self._book.set_properties({"title": title, "author": author, "created": created})
        self._book.close()
        return self.out.getvalue()


def weekly_workbook(report: WeeklyReport, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the figures of a report as XLSX; quantities in base units, never as text."""
    book = _Book()
    period = Period.of(report.from_on, report.to_on, report.week)
    _supplies(book, report, period)
    _departments(book, report, period)
    _groups(book, report, period)
    _received(book, report, period)
    _weeks(book, report, period)
    return book.done(f"Báo cáo công tác hậu cần {period.name}", office.office, at)


def _supplies(book: _Book, report: WeeklyReport, period: Period) -> None:
    head = (
        *("STT", "Mã", "Tên vật tư", "ĐVT", f"Tồn đầu {period.noun}"),
        *("Nhập: mua sắm", "Nhập: cấp, tặng", "Nhập: trả lại, khác"),
        *("Xuất: cấp phát", "Xuất: hủy, mất", "Xuất: khác", f"Tồn cuối {period.noun}"),
        *("Tối thiểu", "Đủ dùng (ngày làm việc)", "Lũy kế nhập", "Lũy kế xuất"),
    )
    rows = [
        (
            *(number, row.code, row.name, row.unit, row.opening),
            *(row.bought, row.granted, row.other_in),
            *(row.issued, row.written_off, row.other_out, row.closing),
            *(row.minimum, row.days_of_cover, row.cumulative_received, row.cumulative_issued),
        )
        for number, row in enumerate(report.supplies, 1)
    ]
    book.sheet("Nhập xuất tồn", "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ", period.title, head, rows)


def _departments(book: _Book, report: WeeklyReport, period: Period) -> None:
    given = [row for row in report.supplies if total_out(row)]
    head = ("STT", "Phòng, đơn vị", "Số người", "Đã nhận (người)")
    rows: list[tuple[Cell, ...]] = []
    for number, unit in enumerate(report.departments, 1):
        pieces = (
            unit.issued.get(row.supply_id, 0) + unit.shared.get(row.supply_id, 0) for row in given
        )
        rows.append((number, unit.name, unit.people, unit.received, *pieces))
    for name, pieces_of in (
        ("Khách đến liên hệ công tác", report.visitors),
        ("Cơ quan, đơn vị ngoài Sở", report.agencies),
    ):
        if pieces_of:
            found = (pieces_of.get(row.supply_id, 0) for row in given)
            rows.append((None, name, None, None, *found))
    book.sheet(
        "Theo phòng, đơn vị",
        "VẬT TƯ ĐÃ CẤP THEO PHÒNG, ĐƠN VỊ",
        period.title,
        (*head, *(f"{row.name} ({row.unit})" for row in given)),
        rows,
        (None, "Tổng cộng", *_sums(rows, range(2, 4 + len(given)))),
    )


def _groups(book: _Book, report: WeeklyReport, period: Period) -> None:
    rows = [
        (number, group_name(group), group.people, group.received, group.masks)
        for number, group in enumerate(report.groups, 1)
    ]
    head = ("STT", "Nhóm", "Số người", "Đã nhận (người)", "Khẩu trang (cái)")
    book.sheet(
        "Theo nhóm",
        "KHẨU TRANG ĐÃ CẤP THEO NHÓM",
        period.title,
        head,
        rows,
        (None, "Tổng cộng", *_sums(rows, range(2, 5))),
    )


def _received(book: _Book, report: WeeklyReport, period: Period) -> None:
    head = (
        *("STT", "Nguồn", "Đơn vị cung cấp, tài trợ", "Số chứng từ", "Ngày chứng từ"),
        *("Tên vật tư", "ĐVT", "Số lượng", "Thành tiền (đồng)"),
    )
    rows = [
        (
            *(number, SOURCES.get(line.source, SOURCES[Source.OTHER]), line.supplier),
            *(line.document_number, day(line.document_on) if line.document_on else ""),
            *(line.supply, line.unit, line.quantity, line.amount),
        )
        for number, line in enumerate(report.received_lines, 1)
    ]
    sums = (None, "Tổng cộng", *[None] * 6, sum(line.amount for line in report.received_lines))
    book.sheet("Nguồn tiếp nhận", "VẬT TƯ TIẾP NHẬN", period.title, head, rows, sums)


def _weeks(book: _Book, report: WeeklyReport, period: Period) -> None:
    rows = [
        (f"{day(flow.from_on)} – {day(flow.to_on)}", flow.received, flow.issued)
        for flow in report.flows
    ]
    head = ("Tuần", "Nhập (cái)", "Cấp phát (cái)")
    book.sheet("Khẩu trang", "NHẬP, CẤP PHÁT KHẨU TRANG 8 TUẦN", period.title, head, rows)


def _sums(rows: Sequence[Sequence[Cell]], columns: Iterable[int]) -> list[int]:
    return [sum(cell for row in rows if isinstance(cell := row[column], int)) for column in columns]


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, text: Any, number: Any) -> None:
    """Text stays text, whatever it looks like: a name that begins with = is no formula."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, text)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, number)
    else:
        sheet.write_string(row, column, cell, text)
