"""The tables of who was given what: by department, and masks by group of people."""

from collections.abc import Iterable, Sequence

from db.queries.report import NormReach, SupplyFigures, WeeklyReport
from desktop.papers.figures import NOTHING, cell, percent, tenths
from desktop.papers.tables import Column, Row, Span, Table
from desktop.papers.weekly_text import group_name, supply_measure

SHARED = "Cấp cho phòng, đơn vị dùng chung"
VISITORS = "Khách đến liên hệ công tác"
AGENCIES = "Cơ quan, đơn vị ngoài Sở"
TOTAL = "Tổng cộng"
IN_TEXT, IN_ANNEX = 4, 12  # columns of supplies


def issued_supplies(report: WeeklyReport) -> list[SupplyFigures]:
    """The supplies handed out over the period: masks first, then the most issued."""
    gets = {supply.supply_id: _received_by(report, supply.supply_id) for supply in report.supplies}
    issued = [supply for supply in report.supplies if any(gets[supply.supply_id])]

    def rank(supply: SupplyFigures) -> tuple[bool, float]:
        return not supply.is_mask, -sum(gets[supply.supply_id]) / max(supply.report_size, 1)

    return sorted(issued, key=rank)


def _received_by(report: WeeklyReport, supply_id: int) -> list[int]:
    """What departments (people, shared), visitors and agencies got of one supply."""
    gets = [department.issued.get(supply_id, 0) for department in report.departments]
    gets.append(sum(department.shared.get(supply_id, 0) for department in report.departments))
    return [*gets, report.visitors.get(supply_id, 0), report.agencies.get(supply_id, 0)]


def departments(
    report: WeeklyReport, supplies: Sequence[SupplyFigures], room: float, widest: float = 16
) -> tuple[Table, list[Row]]:
    """What each department got of some supplies; `room` in mm."""
    gets = [_received_by(report, supply.supply_id) for supply in supplies]
    units = [supply_measure(s, *of) for s, of in zip(supplies, gets, strict=True)]
    heads = [f"{s.name} ({unit.name})" for s, unit in zip(supplies, units, strict=True)]
    table = _departments_table(heads, room, widest)
    printed = [[u.cell(quantity) for quantity in of] for u, of in zip(units, gets, strict=True)]
    rows: list[Row] = []
    for index, one in enumerate(report.departments):
        counts = (cell(one.people), cell(one.received))
        rows.append(
            table.row((str(index + 1), one.name, *counts, *(of[index] for of in printed), ""))
        )
    for at, name in enumerate((SHARED, VISITORS, AGENCIES), start=len(report.departments)):
        if any(of[at] for of in gets):
            quantities = (of[at] for of in printed)
            rows.append(table.row((str(len(rows) + 1), name, NOTHING, NOTHING, *quantities, "")))
    counts = (
        cell(sum(one.people for one in report.departments)),
        cell(sum(one.received for one in report.departments)),
    )
    sums = (unit.cell(sum(of)) for unit, of in zip(units, gets, strict=True))
    rows.append(table.row((Span(TOTAL, 2, "centre"), *counts, *sums, ""), is_bold=True))
    return table, rows


def _departments_table(heads: Sequence[str], room: float, widest: float) -> Table:
    wide = min(widest, (room - 105.5) / max(len(heads), 1))
    return Table(
        (
            Column("STT", 8, "centre"),
            Column("Phòng, đơn vị", room - 48.5 - wide * len(heads)),
            Column("Số người", 13, "right"),
            Column("Đã nhận (người)", 14, "right"),
            *(Column(head, wide, "right") for head in heads),
            Column("Ghi chú", 13.5),
        ),
        head_size=9.5,
    )


_NORM_COLUMNS = (
    Column("Mức cấp (cái/người/tuần)", 27, "right"),
    Column("Đạt mức cấp (%)", 15, "right"),
)


def groups(report: WeeklyReport) -> tuple[Table, list[Row]]:
    """Masks by group of people; norms and who reached them only where one is in force."""
    has_norms = any(group.reach for group in report.groups)
    table = Table(
        (
            Column("STT", 8, "centre"),
            Column("Nhóm", 39 if has_norms else 81),
            Column("Số người", 17, "right"),
            Column("Đã nhận (người)", 18, "right"),
            Column("Khẩu trang (cái)", 20, "right"),
            Column("Bình quân (cái/người)", 21, "right"),
            *(_NORM_COLUMNS if has_norms else ()),
        )
    )
    masks = {supply.supply_id for supply in report.supplies if supply.is_mask}
    lines: list[tuple[str, int, int, int]] = [
        (group_name(g), g.people, g.received, g.masks) for g in report.groups
    ]
    others = (
        (SHARED, sum(_of(department.shared, masks) for department in report.departments)),
        (VISITORS, _of(report.visitors, masks)),
        (AGENCIES, _of(report.agencies, masks)),
    )
    lines += [(name, 0, 0, quantity) for name, quantity in others if quantity]
    reaches = [group.reach for group in report.groups]
    reaches += [None] * (len(lines) - len(reaches))
    rows = [
        table.row(
            (
                str(index),
                name,
                *_group_cells(people, received, quantity),
                *(_norm_cells(reaches[index - 1]) if has_norms else ()),
            )
        )
        for index, (name, people, received, quantity) in enumerate(lines, start=1)
    ]
    to_people = sum(group.masks for group in report.groups)
    received = sum(line[2] for line in lines)
    counts = (sum(line[1] for line in lines), received, sum(line[3] for line in lines))
    totals = [*map(cell, counts), _average(to_people, received)]
    if has_norms:
        counted = [reach for reach in reaches if reach is not None]
        reached = sum(reach.reached for reach in counted)
        totals += ["", _share(reached, sum(reach.counted for reach in counted))]
    return table, [*rows, table.row((Span(TOTAL, 2, "centre"), *totals), is_bold=True)]


def _of(quantities: dict[int, int], supplies: Iterable[int]) -> int:
    return sum(quantities.get(supply, 0) for supply in supplies)


def _group_cells(people: int, received: int, masks: int) -> tuple[str, ...]:
    return cell(people), cell(received), cell(masks), _average(masks, received)


def _norm_cells(reach: NormReach | None) -> tuple[str, str]:
    if reach is None:
        return NOTHING, NOTHING
    weekly = tenths(reach.weekly.numerator, reach.weekly.denominator).removesuffix(",0")
    return weekly, _share(reach.reached, reach.counted)


def _share(part: int, whole: int) -> str:
    return percent(part, whole).removesuffix("%") if whole else NOTHING


def _average(masks: int, people: int) -> str:
    return tenths(masks, people) if people and masks > 0 else NOTHING
