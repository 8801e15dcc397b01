"""The tables of the stock in the weekly report: balances, what to ask for, the whole annex."""

from collections.abc import Sequence

from db.queries.report import SupplyFigures, WeeklyReport
from desktop.papers.figures import NOTHING, number
from desktop.papers.period import Period
from desktop.papers.tables import Column, Row, Table
from desktop.papers.weekly_requests import in_packs
from desktop.papers.weekly_text import (
    asked_for,
    is_short,
    supply_measure,
    total_in,
    total_out,
)

MANY = 12  # supplies; beyond, only those with something to tell stand in the text

Laid = tuple[Table, list[Row]]


def is_moved(supply: SupplyFigures) -> bool:
    """Whether anything came in or went out over the period."""
    return bool(
        total_in(supply) or total_out(supply) or supply.opening != supply.closing or supply.adjusted
    )


def stock(supplies: Sequence[SupplyFigures], period: Period) -> Laid:
    """Nhập, xuất, tồn: balances and movements of each supply."""
    noun = period.noun
    table = Table(
        (
            Column("STT", 8, "centre"),
            Column("Tên vật tư", 42),
            Column("ĐVT", 13, "centre"),
            Column(f"Tồn đầu {noun}", 18, "right"),
            Column(f"Nhập trong {noun}", 18, "right"),
            Column(f"Xuất trong {noun}", 18, "right"),
            Column(f"Tồn cuối {noun}", 18, "right"),
            Column("Đủ dùng (ngày làm việc)", 16, "right"),
            Column("Ghi chú", 14),
        )
    )
    rows = []
    for index, supply in enumerate(supplies, start=1):
        unit = supply_measure(supply)
        rows.append(
            table.row(
                (
                    str(index),
                    supply.name,
                    unit.name,
                    unit.cell(supply.opening),
                    unit.cell(total_in(supply)),
                    unit.cell(total_out(supply)),
                    unit.cell(supply.closing),
                    _cover(supply),
                    _stock_note(supply),
                )
            )
        )
    return table, rows


def _cover(supply: SupplyFigures) -> str:
    return NOTHING if supply.days_of_cover is None else number(supply.days_of_cover)


def _stock_note(supply: SupplyFigures) -> str:
    unit = supply_measure(supply)
    notes = []
    if supply.closing <= 0 and supply.stocked_out_since is not None:
        notes.append("Hết hàng")
    elif is_short(supply):
        notes.append("Dưới mức tối thiểu")
    if supply.expiring_lot:
        notes.append("Lô sắp hết hạn")
    counted = "thừa" if supply.adjusted > 0 else "thiếu"
    odd = [
        (supply.returned, f"nhập trả lại {unit.text(supply.returned)}"),
        (supply.written_off, f"hủy {unit.text(supply.written_off)}"),
        (supply.adjusted, f"kiểm kê {counted} {unit.text(abs(supply.adjusted))}"),
    ]
    if told := ", ".join(text for quantity, text in odd if quantity):
        notes.append(f"Trong đó {told}")
    return "; ".join(notes)


def requests(report: WeeklyReport, period: Period) -> Laid:
    """What is asked for, and what that is in packs."""
    table = Table(
        (
            Column("STT", 8, "centre"),
            Column("Tên vật tư", 37),
            Column("ĐVT", 11, "centre"),
            Column(f"Tồn cuối {period.noun}", 16, "right"),
            Column("Mức tối thiểu", 16, "right"),
            Column("Đề nghị bổ sung", 18, "right"),
            Column("Quy đổi", 22, "right"),
            Column("Lý do", 37),
        )
    )
    rows = []
    for index, supply in enumerate(asked_for(report), start=1):
        unit = supply_measure(supply)
        pack = supply.order_pack, supply.order_pack_size
        rows.append(
            table.row(
                (
                    str(index),
                    supply.name,
                    unit.name,
                    unit.cell(supply.closing),
                    unit.cell(supply.minimum),
                    unit.cell(supply.order_quantity),
                    in_packs(supply.order_quantity, pack, supply.unit),
                    _reason(supply),
                )
            )
        )
    return table, rows


def _reason(supply: SupplyFigures) -> str:
    if supply.closing <= 0:
        return "Hết hàng"
    if is_short(supply):
        return "Dưới mức tối thiểu"
    return f"Chỉ đủ dùng {_cover(supply)} ngày làm việc"


def whole_stock(report: WeeklyReport) -> Laid:
    """Annex I: every supply with every column."""
    into, out = "Nhập", "Xuất"
    table = Table(
        (
            Column("STT", 9, "centre"),
            Column("Mã", 18),
            Column("Tên vật tư", 56),
            Column("ĐVT", 14, "centre"),
            Column("Tồn đầu", 15.5, "right"),
            Column("Mua sắm", 15.5, "right", into),
            Column("Cấp, tặng", 15.5, "right", into),
            Column("Trả lại, khác", 15.5, "right", into),
            Column("Cấp phát", 15.5, "right", out),
            Column("Hủy, mất", 15.5, "right", out),
            Column("Khác", 15.5, "right", out),
            Column("Tồn cuối", 15.5, "right"),
            Column("Lũy kế nhập", 15.5, "right"),
            Column("Lũy kế xuất", 15.5, "right"),
        )
    )
    rows = []
    for index, supply in enumerate(report.supplies, start=1):
        parts = (
            *(supply.bought, supply.granted, supply.other_in),
            *(supply.issued, supply.written_off, supply.other_out),
        )
        unit = supply_measure(supply, *parts)
        figures = (
            supply.opening,
            *parts,
            supply.closing,
            supply.cumulative_received,
            supply.cumulative_issued,
        )
        cells = (str(index), supply.code, supply.name, unit.name, *map(unit.cell, figures))
        rows.append(table.row(cells))
    return table, rows
