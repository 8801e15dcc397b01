"""What earlier reports said otherwise: sentence K6 and the annex that lists it (papers.md 1.4)."""

from collections.abc import Iterable

from db.queries.report import ChangeCause, FigureChange, WeeklyReport
from desktop.papers.figures import cell, day, number
from desktop.papers.period import Period
from desktop.papers.tables import Column, Row, Table

TITLE = "THAY ĐỔI SỐ LIỆU SO VỚI BÁO CÁO TRƯỚC"
_NAMES = {
    "opening": "Tồn đầu",
    "received": "Nhập trong",
    "issued": "Xuất trong",
    "closing": "Tồn cuối",
}
_COLUMNS = (
    Column("STT", 9, "centre"),
    Column("Tuần", 14, "centre"),
    Column("Chỉ tiêu", 50),
    Column("Đã báo cáo", 19, "right"),
    Column("Nay là", 19, "right"),
    Column("Chênh lệch", 19, "right"),
    Column("Nguyên nhân", 35),
)
_SHOWN = 4


def changed_sentence(report: WeeklyReport, annex: str) -> str:
    """K6: which reports told other figures, and where the list is."""
    names = list(dict.fromkeys(_period(change).name for change in report.changes))
    is_weeks = all(name.startswith("tuần ") for name in names)
    told = ", ".join(name.removeprefix("tuần ") for name in names) if is_weeks else "; ".join(names)
    told = f"tuần {told}" if is_weeks else told
    return f"So với báo cáo {told}, số liệu đã báo cáo có thay đổi, xem {annex}."


def changes_table(changes: Iterable[FigureChange]) -> tuple[Table, list[Row]]:
    """Each figure as it was reported and as it is, with the vouchers that changed it."""
    table = Table(_COLUMNS)
    rows = []
    for at, one in enumerate(changes, 1):
        period = _period(one)
        week = f"{period.week:02d}" if period.week else f"{one.from_on:%d/%m} – {one.to_on:%d/%m}"
        name = f"{_NAMES[one.field]} {period.noun}: {one.name} ({one.unit})"
        change = one.now - one.reported
        cells = (cell(one.reported), cell(one.now), f"{'+' * (change > 0)}{number(change)}")
        rows.append(table.row((str(at), week, name, *cells, _reasons(one.causes))))
    return table, rows


def _reasons(causes: tuple[ChangeCause, ...]) -> str:
    told = [f"phiếu số {one.number}, ghi sổ ngày {day(one.posted_on)}" for one in causes[:_SHOWN]]
    if (more := len(causes) - _SHOWN) > 0:
        told.append(f"và {more} phiếu khác")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}"


def _period(change: FigureChange) -> Period:
    return Period.of(change.from_on, change.to_on, change.week)
