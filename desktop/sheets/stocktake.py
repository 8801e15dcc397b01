"""A count as a workbook: the columns of its record (C33-HD), with real numbers."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from db.queries.counting import CountLine, StocktakeRow
from desktop.papers.figures import day
from desktop.papers.office import OfficeIdentity
from desktop.papers.stocktake import (
    COLUMNS,
    TITLE,
    amounts,
    committee_lines,
    counted_at,
    price,
    reason_lines,
    waiting_line,
)

_MORE = (
    *("Số lô", "Hạn dùng", "Đã soạn, chưa nhận"),
    *("Lý do chênh lệch",),
)


def stocktake_workbook(
    told: StocktakeRow, lines: Sequence[CountLine], office: OfficeIdentity, at: datetime
) -> bytes:
    """Write the record of a count as XLSX; its lines come with their values."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
    grid = {**base, "border": 1}
    plain = book.add_format(base)
    title = book.add_format({**base, "bold": True, "font_size": 13})
    head = book.add_format({**grid, "bold": True, "align": "center", "text_wrap": True})
    text = book.add_format({**grid, "text_wrap": True})
    whole = book.add_format({**grid, "num_format": "#,##0"})
    cost = book.add_format({**grid, "num_format": "#,##0.##"})
    dated = book.add_format({**grid, "num_format": "dd/mm/yyyy"})
    total = book.add_format({**grid, "num_format": "#,##0", "bold": True})
    sheet = book.add_worksheet("Kiểm kê")
    moment = counted_at(told, lines).astimezone()
    above = [
        f"Thời điểm kiểm kê: {moment:%H} giờ {moment:%M} ngày {day(moment.date())}",
        f"Kho: {told.store}. Phạm vi: {told.scope}",
        *committee_lines(told),
    ]
    sheet.write_string(0, 0, " ".join(TITLE), title)
    for place, words in enumerate(above, 1):
        sheet.write_string(place, 0, words, plain)
    top = len(above) + 2
    names = [f"{c.group}: {c.title.lower()}" if c.group else c.title for c in COLUMNS]
    for column, name in enumerate((*names, *_MORE)):
        sheet.write_string(top, column, name, head)
    row = top
    for row, line in enumerate(lines, top + 1):
        sheet.write_number(row, 0, row - top, whole)
        for column, told_text in enumerate((line.name, line.code, line.unit), 1):
            sheet.write_string(row, column, told_text, text)
        sheet.write_number(row, 4, price(line) / 100, cost)
        for column, amount in enumerate(amounts(line), 5):
            sheet.write_number(row, column, amount, whole)
        sheet.write_string(row, 16, line.lot, text)
        if line.expires_on is None:
            sheet.write_blank(row, 17, None, text)
        else:
            sheet.write_datetime(
                row, 17, datetime.combine(line.expires_on, datetime.min.time()), dated
            )
        sheet.write_number(row, 18, line.waiting, whole)
        sheet.write_string(row, 19, line.reason, text)
    sums = [sum(column) for column in zip(*map(amounts, lines), strict=True)]
    sheet.write_string(row + 1, 1, "Cộng", total)
    for at_column in (1, 3, 5, 7):
        sheet.write_number(row + 1, 5 + at_column, sums[at_column] if sums else 0, total)
    for below, line_text in enumerate((*reason_lines(lines), waiting_line(lines)), row + 3):
        sheet.write_string(below, 0, line_text, plain)
    for column, width in enumerate((6, 34, 10, 9, 11, *[12] * 11, 12, 12, 12, 30)):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 0)
    book.set_properties(
        {"title": TITLE[0], "author": office.office, "created": at.replace(tzinfo=None)}
    )
    book.close()
    return out.getvalue()
