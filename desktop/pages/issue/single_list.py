"""The list of a day's single issues: its columns, and what went out in a sentence."""

from db.queries.signing import CounterLine, CounterSheet
from desktop.labels import number
from desktop.tables import RIGHT, Column
from desktop.translation import _


def columns() -> list[Column[CounterLine]]:
    """The list of the day's single issues."""
    return [
        Column(_("Số phiếu"), lambda line: line.number, width=110),
        Column(_("Lúc"), lambda line: f"{line.at.astimezone():%H:%M}", width=70),
        Column(_("Người nhận"), lambda line: line.receiver or _("Khách")),
        Column(_("Đơn vị"), lambda line: line.department, width=220),
        Column(_("Vật tư"), lambda line: line.supply, width=230),
        Column(_("Số lượng"), _quantity, RIGHT, 120),
    ]


def sums_text(sheet: CounterSheet) -> str:
    """What went out singly on a day, each supply with its sum."""
    if not sheet.lines:
        return ""
    parts = [f"{supply.name} {number(quantity)} {supply.unit}" for supply, quantity in sheet.totals]
    told = _("Trong ngày: {count} phiếu · {sums}")
    return told.format(count=number(len(sheet.lines)), sums=", ".join(parts))


def _quantity(line: CounterLine) -> str:
    return f"{number(line.quantity)} {line.unit}"
