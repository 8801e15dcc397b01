"""Section 4 of the weekly report: Bảng 6, leaflets printed and distributed so far and this week."""

from db.queries.report import WeeklyReport
from desktop.papers.figures import day
from desktop.papers.grid import Grid, GridRow
from desktop.papers.period import Period
from desktop.papers.tables import Column

TITLE = "Tờ bướm tuyên truyền"


def caption(report: WeeklyReport) -> str:
    """What the table is called."""
    return f"Tình hình in và phân phối tờ bướm (lũy kế đến hết ngày {day(report.to_on)})"


def leaflets_grid(report: WeeklyReport, period: Period) -> Grid:
    """Each leaflet that there ever was any of: accepted + from others = distributed + lost + left."""
    columns = (
        Column("STT", 8, "centre"),
        Column("Tên tờ bướm", 39.4),
        Column("Đặt in", 14.7, "right"),
        Column("Đã nghiệm thu", 14.7, "right"),
        Column("Nguồn khác cấp", 14.7, "right"),
        Column("Đã phân phối", 14.7, "right"),
        Column(f"Trong đó {period.noun} này", 14.7, "right"),
        Column("Đã có ký nhận", 14.7, "right"),
        Column("Hỏng, lưu chiểu", 14.7, "right"),
        Column("Còn lại", 14.7, "right"),
    )
    told = []
    for line in report.leaflets.lines if report.leaflets is not None else ():
        one = line.figures
        figures = (
            one.ordered,
            one.accepted,
            one.others,
            one.distributed,
            report.leaflets_distributed.get(one.supply_id, 0),
            one.signed,
            one.spoiled + one.deposited,
            one.in_store,
        )
        if any(figures):
            told.append((one.title, figures))
    rows = [GridRow((place, title, *figures)) for place, (title, figures) in enumerate(told, 1)]
    if len(rows) > 1:
        sums = (sum(column) for column in zip(*(figures for _, figures in told), strict=True))
        rows.append(GridRow((None, "Tổng cộng", *sums), is_bold=True))
    return Grid(columns, tuple(rows))
