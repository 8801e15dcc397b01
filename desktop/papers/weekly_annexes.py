"""The annexes of the weekly report: the whole stock, all departments, the chart."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm

from db.queries.report import WeekFlow, WeeklyReport
from desktop.charts import BarChart
from desktop.papers import official, weekly_changes, weekly_issued, weekly_tables
from desktop.papers.charts import chart
from desktop.papers.figures import roman
from desktop.papers.flow import Block, Piece
from desktop.papers.period import Period

CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its title and how it is written for a width in points."""

    key: str
    title: str
    is_wide: bool
    write: Callable[[Period, float], list[Piece]]


def annexes(report: WeeklyReport) -> list[Annex]:
    """The annexes that this report needs, in order."""
    found = []
    if report.supplies:
        title = "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ"
        found.append(Annex("stock", title, True, partial(_stock, report)))
    if len(weekly_issued.issued_supplies(report)) > weekly_issued.IN_TEXT:
        title = "VẬT TƯ ĐÃ CẤP THEO PHÒNG, ĐƠN VỊ"
        found.append(Annex("departments", title, True, partial(_departments, report)))
    if any(flow.received or flow.issued for flow in report.flows):
        title = "BIỂU ĐỒ NHẬP, CẤP PHÁT KHẨU TRANG"
        found.append(Annex("chart", title, False, partial(_chart, report)))
    if report.changes:
        title = weekly_changes.TITLE
        found.append(Annex(CHANGES, title, False, partial(_changes, report)))
    return found


def annex_names(report: WeeklyReport) -> dict[str, str]:
    """What each annex is called, by its key; Roman numerals only where there are two or more."""
    keys = [annex.key for annex in annexes(report)]
    if len(keys) == 1:
        return {keys[0]: "Phụ lục"}
    return {key: f"Phụ lục {roman(place)}" for place, key in enumerate(keys, 1)}


def mask_chart(flows: tuple[WeekFlow, ...]) -> BarChart:
    """Masks in and out by week, for paper and screen, from the first week that had any."""
    first = next((n for n, flow in enumerate(flows) if flow.received or flow.issued), 0)
    flows = flows[first:]
    return BarChart(
        groups=tuple(f"{flow.from_on:%d/%m}–{flow.to_on:%d/%m}" for flow in flows),
        series=(
            ("Nhập (cái)", tuple(flow.received for flow in flows)),
            ("Cấp phát (cái)", tuple(flow.issued for flow in flows)),
        ),
    )


def _stock(report: WeeklyReport, period: Period, room: float) -> list[Piece]:
    table, rows = weekly_tables.whole_stock(report)
    return [*official.subtitle(_of(period), room), *table.pieces(rows)]


def _departments(report: WeeklyReport, period: Period, room: float) -> list[Piece]:
    """Every supply, in as many tables as their columns need."""
    supplies = weekly_issued.issued_supplies(report)
    pieces: list[Piece] = [*official.subtitle(_of(period), room)]
    for start in range(0, len(supplies), weekly_issued.IN_ANNEX):
        shown = supplies[start : start + weekly_issued.IN_ANNEX]
        table, rows = weekly_issued.departments(report, shown, room / mm, widest=18)
        pieces += [*table.pieces(rows), Block(height=6 * mm)]
    return pieces


def _chart(report: WeeklyReport, _period: Period, room: float) -> list[Piece]:
    return [chart(mask_chart(report.flows), room, 105 * mm)]


def _changes(report: WeeklyReport, _period: Period, _room: float) -> list[Piece]:
    table, rows = weekly_changes.changes_table(report.changes)
    return [Block(height=official.BELOW_TITLE, keeps_next=True), *table.pieces(rows)]


def _of(period: Period) -> str:
    return f"{period.name[:1].upper()}{period.name[1:]}"
