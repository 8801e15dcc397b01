"""Bảng 4: what came in over the period, by source, and the money it cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from db.queries.report import ReceivedLine, SupplyFigures, WeeklyReport
from desktop.papers.figures import cell, day, number
from desktop.papers.tables import Column, Row, Span, Table
from desktop.papers.weekly_text import SOURCES, supply_measure

MANY = 15  # lines; beyond, one line per source, supplier and supply

_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Nguồn", 16),
    Column("Đơn vị cung cấp, tài trợ", 40.5),
    Column("Chứng từ (số, ngày)", 27.5),
    Column("Tên vật tư", 34),
    Column("ĐVT", 9.5, "centre"),
    Column("Số lượng", 11, "right"),
    Column("Thành tiền (đồng)", 18.5, "right"),
)


def received_lines(report: WeeklyReport) -> list[ReceivedLine]:
    """What came in; opening stock did not."""
    return [line for line in report.received_lines if line.source in SOURCES]


def received(report: WeeklyReport) -> tuple[Table, list[Row]]:
    """What came in, each source with the sum of its money."""
    table = Table(_COLUMNS)
    known = {supply.supply_id: supply for supply in report.supplies}
    lines = received_lines(report)
    tell = _merged if len(lines) > MANY else _each
    rows: list[Row] = []
    count = 0
    for source, name in SOURCES.items():
        of_source = [line for line in lines if line.source == source]
        if not of_source:
            continue
        for document, line in tell(of_source):
            count += 1
            cells = (str(count), name, line.supplier, document, *_cells(line, known))
            rows.append(table.row(cells))
        rows[-1].keeps_next = True
        label = Span(f"Cộng {name[:1].lower()}{name[1:]}", 7)
        rows.append(table.row((label, cell(_money(of_source))), is_bold=True))
    total = Span("Tổng cộng", 7, "centre")
    rows.append(table.row((total, cell(_money(lines))), is_bold=True))
    return table, rows


def _money(lines: Iterable[ReceivedLine]) -> int:
    return sum(line.amount for line in lines)


def _each(lines: Iterable[ReceivedLine]) -> Iterable[tuple[str, ReceivedLine]]:
    for line in lines:
        on = day(line.document_on) if line.document_on else ""
        yield ", ".join(part for part in (line.document_number, on) if part), line


def _merged(lines: Iterable[ReceivedLine]) -> Iterable[tuple[str, ReceivedLine]]:
    merged: dict[tuple[str, int], list[ReceivedLine]] = {}
    for line in lines:
        merged.setdefault((line.supplier, line.supply_id), []).append(line)
    for same in merged.values():
        documents = len({line.document_number for line in same})
        quantity = sum(line.quantity for line in same)
        one = replace(same[0], quantity=quantity, amount=_money(same))
        yield f"{number(documents)} chứng từ", one


def _cells(line: ReceivedLine, known: Mapping[int, SupplyFigures]) -> Sequence[str]:
    supply = known.get(line.supply_id)
    if supply is None:
        return line.supply, line.unit, cell(line.quantity), cell(line.amount)
    unit = supply_measure(supply, line.quantity)
    return line.supply, unit.name, unit.cell(line.quantity), cell(line.amount)
