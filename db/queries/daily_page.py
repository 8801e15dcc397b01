"""Everything the Director's page of a day tells: reports, stock since the last page, what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.kinds import AckState, Punctuality
from db.queries.acknowledging import UNSIGNED, people_of_round_count
from db.queries.daily_board import Board, BoardRow, DepartmentDays, daily_board, punctuality
from db.queries.daily_pages import stock_days
from db.queries.daily_reports import results_in_order
from db.queries.distributions import rounds_between
from db.queries.documents import CitedDocument
from db.queries.duties import IndicatorRow, duties
from db.queries.indicator_table import indicator_table
from db.queries.stock_figures import StockFigures, stock_figures
from db.rules.calendar import DAY
from db.rules.daily import LONGEST_GAP

OVERDUE = tuple(state for state in UNSIGNED if state is not AckState.AWAY)
"""Where somebody stands who did not sign in time; who is away signs later."""


@dataclass(frozen=True, slots=True)
class UnitDay:
    """A department on a day: its place on the board, results as (duty, text), figures it told."""

    row: BoardRow
    results: tuple[tuple[str, str], ...]
    figures: tuple[tuple[IndicatorRow, int], ...]


@dataclass(frozen=True, slots=True)
class SigningRound:
    """A round of distribution that is open; `overdue` people had to sign before today."""

    documents: tuple[CitedDocument, ...]
    to_sign: int
    signed: int
    overdue: int

    @property
    def unsigned(self) -> int:
        """Chưa ký."""
        return self.to_sign - self.signed


@dataclass(frozen=True, slots=True)
class MissingRun:
    """A department without a report on several days running, up to the last that is over."""

    department: str
    short_name: str
    days: int
    since: date


@dataclass(frozen=True, slots=True)
class DirectorPage:
    """The page of a day as it stands at an aware moment; the stock covers `from_on` to `to_on`."""

    day: date
    at: datetime
    board: Board
    units: tuple[UnitDay, ...]
    from_on: date
    to_on: date
    stock: StockFigures
    rounds: tuple[SigningRound, ...]
    missing: tuple[MissingRun, ...]


def director_page(session: Session, day: date, at: datetime) -> DirectorPage:
    """Read the page of a day from the book."""
    board = daily_board(session, day, at)
    from_on, to_on = stock_days(session, day)
    return DirectorPage(
        day=day,
        at=at,
        board=board,
        units=_units(session, board),
        from_on=from_on,
        to_on=to_on,
        stock=stock_figures(session, from_on, to_on),
        rounds=_rounds(session, day),
        missing=_missing(punctuality(session, day - DAY * LONGEST_GAP, day, at)),
    )


def _units(session: Session, board: Board) -> tuple[UnitDay, ...]:
    titles = {row.duty_id: row.title for row in duties(session, board.day)}
    figures: dict[int, list[tuple[IndicatorRow, int]]] = {}
    for one in indicator_table(session, board.day, board.day, board.day):
        if (value := one.days.get(board.day)) is not None:
            figures.setdefault(one.indicator.department_id, []).append((one.indicator, value))
    return tuple(
        UnitDay(
            row,
            results_in_order(row.report, titles) if row.report else (),
            tuple(figures.get(row.department_id, ())),
        )
        for row in board.rows
    )


def _rounds(session: Session, day: date) -> tuple[SigningRound, ...]:
    found = []
    for row in rounds_between(session, day, day):
        if row.closed_on is not None and row.closed_on <= day:
            continue
        is_late = row.deadline_on is not None and row.deadline_on < day
        overdue = (
            people_of_round_count(session, row.round_id, day, states=OVERDUE) if is_late else 0
        )
        found.append(SigningRound(row.documents, row.to_sign, row.signed, overdue))
    return tuple(found)


def _missing(rows: list[DepartmentDays]) -> tuple[MissingRun, ...]:
    """Departments whose last two reports, or more, are missing; days that are not over tell nothing."""
    runs = []
    for row in rows:
        judged = [
            (day, one.state)
            for day, one in sorted(row.standings.items(), reverse=True)
            if one.state not in {Punctuality.WAITING, Punctuality.NOT_DUE}
        ]
        count = next(
            (n for n, (_, state) in enumerate(judged) if state is not Punctuality.MISSING),
            len(judged),
        )
        if count > 1:
            runs.append(MissingRun(row.department, row.short_name, count, judged[count - 1][0]))
    return tuple(runs)
