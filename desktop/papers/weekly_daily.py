"""Section 5 of the weekly report: Bảng 7, who reported before 8:30, and the updates of the web site."""

from collections.abc import Sequence

from db.queries.daily_board import DepartmentDays
from db.queries.web_updates import WebFigures
from db.rules.daily import Tally
from desktop.papers.figures import NOTHING, padded, tenths
from desktop.papers.grid import Grid, GridRow
from desktop.papers.tables import Column

TITLE = "Báo cáo trước 8g30 và cập nhật trang thông tin điện tử"
TABLE = "Tình hình báo cáo trước 8g30"
_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Đơn vị", 52),
    Column("Số ngày phải báo cáo", 20, "right"),
    Column("Đúng hạn", 16, "right"),
    Column("Trễ", 14, "right"),
    Column("Không báo cáo", 18, "right"),
    Column("Được miễn", 17, "right"),
    Column("Đúng hạn (%)", 20, "right"),
)


def punctuality_grid(units: Sequence[DepartmentDays]) -> Grid:
    """Bảng 7: days of each department on which a report was due, and how it came."""
    rows = []
    for place, unit in enumerate(units, 1):
        told = unit.tally
        figures = (told.due, told.on_time, told.late, told.missing, told.excused)
        share = tenths(100 * told.on_time, told.due).removesuffix(",0") if told.due else NOTHING
        rows.append(GridRow((place, unit.department, *figures, share)))
    return Grid(_COLUMNS, tuple(rows))


def has_any(units: Sequence[DepartmentDays]) -> bool:
    """Whether a report was due, or somebody excused from it, on any day that is over."""
    return any(unit.tally != Tally() for unit in units)


def punctuality_sentence(units: Sequence[DepartmentDays]) -> str:
    """K5: reports on time, late and missing; a clause whose number is 0 is left out."""
    due = sum(unit.tally.due for unit in units)
    if not due:
        return ""
    on_time = sum(unit.tally.on_time for unit in units)
    late = sum(unit.tally.late for unit in units)
    missing = sum(unit.tally.missing for unit in units)
    told = [f"{padded(on_time)}/{padded(due)} lượt đúng hạn"]
    told += [f"{padded(late)} lượt trễ"] * (late > 0)
    told += [f"{padded(missing)} lượt không báo cáo"] * (missing > 0)
    return f"Báo cáo trước 8g30: {', '.join(told)}."


def site_sentence(site: WebFigures) -> str:
    """How much was put on the web site, and the days on which nothing was."""
    told = []
    if site.updates:
        told.append(
            f"đã cập nhật {padded(site.updates)} tin, bài về tình hình dịch bệnh lên trang thông tin"
            " điện tử của Sở"
        )
    if site.days_without:
        days = ", ".join(f"{day:%d/%m}" for day in site.days_without)
        told.append(f"ngày không có tin cập nhật: {days}")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
