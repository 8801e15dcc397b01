"""Which rows of a book of issues the book holds already, and where stock runs out for the others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.importers.issues import LineKey, ReadyIssue
from db.importers.plan import Findings
from db.importers.problems import Problem
from db.kinds import VoucherKind
from db.models.stock import Voucher, VoucherLine
from db.rules.timeline import Timeline
from db.services.ledger import load_lots


def new_issues(
    findings: Findings, lines: Sequence[ReadyIssue], held: Counter[LineKey]
) -> list[ReadyIssue]:
    """The lines the book does not hold yet: it may hold as many equal ones as the list has so far."""
    new: list[ReadyIssue] = []
    for line in lines:
        if (key := line.key) is not None and held[key]:
            held[key] -= 1
            findings.unchanged += 1
        else:
            new.append(line)
    return new


def within_stock(
    session: Session, findings: Findings, lines: Sequence[ReadyIssue], store_id: int
) -> list[ReadyIssue]:
    """The lines there is enough for, taken in order of days; the first too many is an error."""
    timeline = Timeline(load_lots(session, {line.supply.id for line in lines}))
    good: list[ReadyIssue] = []
    for line in sorted(lines, key=lambda line: (line.day, line.row)):
        asked = line.counted.pieces
        if timeline.take(store_id, line.supply.id, line.day, asked) is not None:
            good.append(line)
            continue
        lack = timeline.lack(store_id, line.supply.id, line.day, asked)
        findings.refuse(
            line.row,
            "quantity",
            Problem.STOCK_SHORT,
            supply=line.supply.name,
            unit=line.supply.base_unit,
            day=line.day.isoformat(),
            short_on=lack.short_on.isoformat(),
            available=lack.available,
            asked=asked,
        )
    return good


def issues_of_book(session: Session, days: Iterable[date]) -> Counter[LineKey]:
    """How many lines of each kind the book holds, posted and not reversed, on the days asked."""
    asked = sorted(set(days))
    if not asked:
        return Counter()
    reversed_ids = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    columns = (
        Voucher.day,
        VoucherLine.staff_id,
        VoucherLine.department_id,
        VoucherLine.agency_id,
        VoucherLine.is_visitors,
        VoucherLine.supply_id,
        VoucherLine.quantity,
    )
    query = (
        select(*columns, func.count())
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            Voucher.day >= asked[0],
            Voucher.day <= asked[-1],
            Voucher.id.not_in(reversed_ids),
        )
        .group_by(*columns)
    )
    held: Counter[LineKey] = Counter()
    for row in session.execute(query):
        day, staff_id, department_id, agency_id, is_visitors, supply_id, pieces, lines = row
        is_department = staff_id is None and agency_id is None and not is_visitors
        whom = (staff_id, department_id if is_department else None, agency_id, is_visitors)
        held[(day, *whom, supply_id, pieces)] += lines
    return held
