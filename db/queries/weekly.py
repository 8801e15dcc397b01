"""Every figure of the weekly logistics report, from posted movements (papers.md 0.5 and 1)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import Series
from db.models.stock import PeriodClose
from db.queries.flows import issued_to, mask_flow
from db.queries.kept_reports import changes_since, last_edition
from db.queries.leaflet_report import leaflet_report
from db.queries.leaflets import distributed_between, leaflets_in_use
from db.queries.mask_checks import mask_check_figures
from db.queries.office import settings
from db.queries.pace import work_calendar
from db.queries.report import FigureChange, WeekFlow, WeeklyReport
from db.queries.stock_figures import stock_figures
from db.queries.weekly_daily import daily_figures, site_figures
from db.queries.weekly_documents import lists_out, round_figures
from db.queries.weekly_people import by_supply, department_figures, group_figures, main_round
from db.queries.weekly_vouchers import number_range, received_lines, reversed_numbers
from db.rules.calendar import iso_week, week_of

CHART_WEEKS = 8


def weekly_report(
    session: Session, from_on: date, to_on: date, now: datetime | None = None
) -> WeeklyReport:
    """Read the whole report of a period from the book.

    What was due only after `now`, an aware moment, counts nowhere; None: the period is over.
    """
    told = settings(session, to_on)
    calendar = work_calendar(told)
    campaign_from = date.fromisoformat(told["campaign"]["starts_on"])
    got = issued_to(session, from_on, to_on)
    stock = stock_figures(session, from_on, to_on)
    masks = {figure.supply_id for figure in stock.supplies if figure.is_mask}
    round_of = main_round(got, masks)
    weeks = [
        (first - timedelta(weeks=back), first - timedelta(weeks=back) + timedelta(days=6))
        for first in [week_of(to_on, told["calendar"]["week_starts_on"])[0]]
        for back in reversed(range(CHART_WEEKS))
    ]
    changes = tuple(changes_since(session, from_on, to_on))
    has_leaflets = leaflets_in_use(session, to_on)
    return WeeklyReport(
        from_on=from_on,
        to_on=to_on,
        week=iso_week(from_on, to_on),
        campaign_from=campaign_from,
        is_closed=_is_closed(session, to_on),
        supplies=stock.supplies,
        departments=tuple(department_figures(session, got, to_on)),
        visitors=by_supply(line for line in got if line.is_visitors),
        agencies=by_supply(line for line in got if line.agency_id is not None),
        groups=tuple(group_figures(session, got, masks, from_on, to_on, calendar)),
        received_lines=tuple(received_lines(session, from_on, to_on)),
        receipts=number_range(session, Series.NK, from_on, to_on),
        issues=number_range(session, Series.XK, from_on, to_on),
        reversed_numbers=tuple(reversed_numbers(session, from_on, to_on)),
        expiring=stock.expiring,
        flows=tuple(
            WeekFlow(*week, *flow)
            for week, flow in zip(weeks, mask_flow(session, weeks), strict=True)
        ),
        last_round_people=len({line.staff_id for line in round_of}),
        last_round_masks=sum(line.quantity for line in round_of),
        rounds=round_figures(session, from_on, to_on),
        lists_out=lists_out(session, to_on),
        edition=_edition(session, from_on, to_on, changes),
        changes=changes,
        mask_checks=mask_check_figures(session, from_on, to_on),
        leaflets=leaflet_report(session, to_on) if has_leaflets else None,
        leaflets_distributed=(distributed_between(session, from_on, to_on) if has_leaflets else {}),
        daily=daily_figures(session, from_on, to_on, now),
        site=site_figures(session, from_on, to_on, now),
    )


def _edition(session: Session, from_on: date, to_on: date, changes: Iterable[FigureChange]) -> int:
    """The edition this report is: the next one where the last that was given told otherwise."""
    if (last := last_edition(session, from_on, to_on)) is None:
        return 0
    own = (from_on, to_on)
    return last.edition + any((one.from_on, one.to_on) == own for one in changes)


def _is_closed(session: Session, to_on: date) -> bool:
    closing = select(PeriodClose.id).where(
        PeriodClose.closed_to >= to_on, PeriodClose.undone_at.is_(None)
    )
    return session.scalar(closing.limit(1)) is not None
