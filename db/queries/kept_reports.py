"""The reports as they were given when their weeks were closed, and what has changed since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import Source, VoucherKind
from db.models.catalogue import Supply
from db.models.office import Account, Attachment, AuditEntry
from db.models.stock import KeptReport, Movement, PeriodClose, Voucher, VoucherLine
from db.queries.flows import Flow, flows
from db.queries.report import ChangeCause, FigureChange
from db.queries.stock import stock_on
from db.rules.calendar import iso_week
from db.rules.numbering import printed_number

FIELDS = ("opening", "received", "issued", "closing")
Figures = Mapping[int, Mapping[str, int]]
"""What a report printed of each supply: FIELDS in base units."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A report that was kept: its days, which edition, the act that kept it, its file."""

    kept_id: int
    from_on: date
    to_on: date
    edition: int
    act_id: int
    kept_at: datetime
    kept_by: str
    sha256: str
    name: str
    size: int
    is_open_again: bool


def kept_reports(session: Session) -> list[KeptRow]:
    """All kept reports, the latest week first, each edition."""
    query = (
        select(
            KeptReport.id,
            KeptReport.from_on,
            KeptReport.to_on,
            KeptReport.edition,
            PeriodClose.act_id,
            AuditEntry.at,
            Account.name,
            Attachment.sha256,
            Attachment.name,
            func.length(Attachment.content),
            _last_closed() < KeptReport.to_on,
        )
        .join(PeriodClose, PeriodClose.id == KeptReport.close_id)
        .join(AuditEntry, AuditEntry.id == PeriodClose.act_id)
        .join(Account, Account.id == AuditEntry.account_id)
        .join(Attachment, Attachment.id == KeptReport.attachment_id)
        .order_by(KeptReport.to_on.desc(), KeptReport.from_on, KeptReport.edition.desc())
    )
    return [KeptRow(*row) for row in session.execute(query)]


def kept_pdf(session: Session, kept_id: int) -> bytes:
    """The very bytes of a kept report. Raises NotFound."""
    query = select(Attachment.content).join(KeptReport, KeptReport.attachment_id == Attachment.id)
    content = session.scalar(query.where(KeptReport.id == kept_id))
    if content is None:
        raise NotFound("kept_report", str(kept_id))
    return content


def report_in_force(session: Session, from_on: date, to_on: date) -> int | None:
    """The kept report of a week that is closed: its last edition. None while the week is open."""
    kept = (
        select(KeptReport.id)
        .where(KeptReport.from_on == from_on, KeptReport.to_on == to_on, _last_closed() >= to_on)
        .order_by(KeptReport.edition.desc())
    )
    return session.scalar(kept.limit(1))


def last_edition(session: Session, from_on: date, to_on: date) -> KeptReport | None:
    """The last report kept of a period, whether or not it is open again."""
    return session.scalar(
        select(KeptReport)
        .where(KeptReport.from_on == from_on, KeptReport.to_on == to_on)
        .order_by(KeptReport.edition.desc())
        .limit(1)
    )


def report_figures(session: Session, from_on: date, to_on: date) -> Figures:
    """What the report of a period prints of each supply, as the book has it now."""
    before = stock_on(session, from_on - timedelta(days=1))
    after = stock_on(session, to_on)
    moved = flows(session, from_on, to_on)
    found = {}
    for supply_id in sorted({*before, *after, *moved}):
        flow = moved.get(supply_id, Flow())
        figures = (
            before.get(supply_id, 0) + flow.opening,
            flow.received + flow.returned + flow.surplus,
            flow.issued + flow.written_off + flow.missing,
            after.get(supply_id, 0),
        )
        if any(figures):
            found[supply_id] = dict(zip(FIELDS, figures, strict=True))
    return found


def told_figures(figures: Figures) -> str:
    """Figures as a kept report holds them."""
    return json.dumps({"supplies": figures}, separators=(",", ":"))


def read_figures(told: str) -> Figures:
    """Figures of a kept report."""
    return {int(supply_id): row for supply_id, row in json.loads(told)["supplies"].items()}


def changes_since(session: Session, from_on: date, to_on: date) -> list[FigureChange]:
    """What earlier reports said otherwise than the book does now, for the report of a period.

    Earlier are those of weeks up to this one, as they stood when the last of them was given: the
    period's own last edition, else the first one of the latest week before it.
    """
    kept = [
        (row, act_id)
        for row, act_id in session.execute(
            select(KeptReport, PeriodClose.act_id)
            .join(PeriodClose, PeriodClose.id == KeptReport.close_id)
            .where(KeptReport.to_on <= to_on)
            .order_by(KeptReport.to_on, KeptReport.from_on, KeptReport.edition)
        )
    ]
    own = [act_id for row, act_id in kept if (row.from_on, row.to_on) == (from_on, to_on)]
    before = [act_id for row, act_id in kept if not row.edition and row.to_on < from_on]
    if not (given := own[-1:] or before[-1:]):
        return []
    since = given[0]
    first = session.scalar(
        select(func.min(Voucher.day)).where(Voucher.act_id > since, Voucher.day <= to_on)
    )
    told = {(row.from_on, row.to_on): row for row, act_id in kept if act_id <= since}
    return [
        change
        for row in told.values()
        if first is not None and row.to_on >= first
        for change in _changes(session, row, since)
    ]


def _changes(session: Session, report: KeptReport, since: int) -> Iterable[FigureChange]:
    """Where a kept report differs from the book, with the vouchers posted since an act."""
    told = read_figures(report.figures)
    now = report_figures(session, report.from_on, report.to_on)
    differing = sorted(
        supply_id for supply_id in {*told, *now} if told.get(supply_id) != now.get(supply_id)
    )
    supplies = {
        supply.id: supply
        for supply in session.scalars(select(Supply).where(Supply.id.in_(differing)))
    }
    causes = _causes(session, report, differing, since)
    ordered = sorted(supplies.values(), key=lambda one: (not one.is_mask, one.position, one.id))
    for supply in ordered:
        for field in FIELDS:
            reported = told.get(supply.id, {}).get(field, 0)
            is_now = now.get(supply.id, {}).get(field, 0)
            if reported != is_now:
                yield FigureChange(
                    from_on=report.from_on,
                    to_on=report.to_on,
                    week=iso_week(report.from_on, report.to_on),
                    edition=report.edition,
                    supply_id=supply.id,
                    name=supply.name,
                    unit=supply.base_unit,
                    field=field,
                    reported=reported,
                    now=is_now,
                    causes=tuple(causes[supply.id, field]),
                )


def _causes(
    session: Session, report: KeptReport, supplies: Iterable[int], since: int
) -> dict[tuple[int, str], list[ChangeCause]]:
    """The vouchers posted since an act that changed each figure of a report."""
    query = (
        select(
            Movement.supply_id,
            Voucher.id,
            Voucher.series,
            Voucher.number,
            Voucher.day,
            Voucher.posted_at,
            Voucher.counts_as,
            Voucher.source,
            VoucherLine.direction,
        )
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .where(
            Voucher.act_id > since,
            Voucher.day <= report.to_on,
            Voucher.counts_as != VoucherKind.TRANSFER,
            Movement.supply_id.in_(list(supplies)),
        )
        .distinct()
        .order_by(Voucher.id)
    )
    found: dict[tuple[int, str], list[ChangeCause]] = defaultdict(list)
    for row in session.execute(query):
        number = printed_number(row.series, row.number)
        cause = ChangeCause(row.id, number, row.posted_at.astimezone().date())
        if row.day < report.from_on or row.source is Source.OPENING:
            fields = ("opening", "closing")
        elif _comes_in(row.counts_as, row.direction):
            fields = ("received", "closing")
        else:
            fields = ("issued", "closing")
        for field in fields:
            if cause not in found[row.supply_id, field]:
                found[row.supply_id, field].append(cause)
    return found


def _comes_in(counts_as: VoucherKind, direction: int) -> bool:
    """Whether a voucher's line counts in the column of what came in."""
    if counts_as is VoucherKind.ADJUSTMENT:
        return direction > 0
    return counts_as in {VoucherKind.RECEIPT, VoucherKind.RETURN}


def _last_closed() -> ScalarSelect[date]:
    return (
        select(func.coalesce(func.max(PeriodClose.closed_to), "0001-01-01"))
        .where(PeriodClose.undone_at.is_(None))
        .scalar_subquery()
    )
