"""What the book itself knows of some days, for the indicators that departments report."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select, true
from sqlalchemy.orm import Session

from db.kinds import BookFigure, Outcome
from db.models.catalogue import Supply
from db.models.documents import Acknowledgement
from db.models.watching import InfoCase, WebUpdate
from db.queries.flows import flows
from db.queries.leaflets import distributed_between, leaflet_ids
from db.queries.stock import stock_on


def book_figure(session: Session, figure: BookFigure, from_on: date, to_on: date) -> int:
    """One figure over whole days, both ends included; what is left is of the last day's end."""
    return _READ[figure](session, from_on, to_on)


def _masks(session: Session) -> set[int]:
    return set(session.scalars(select(Supply.id).where(Supply.is_mask)))


def _masks_issued(session: Session, from_on: date, to_on: date) -> int:
    moved = flows(session, from_on, to_on)
    return sum(moved[supply_id].issued for supply_id in _masks(session) if supply_id in moved)


def _masks_left(session: Session, from_on: date, to_on: date) -> int:
    left = stock_on(session, to_on)
    return sum(left.get(supply_id, 0) for supply_id in _masks(session))


def _signed(session: Session, from_on: date, to_on: date) -> int:
    return _count(
        session,
        Acknowledgement.outcome_on,
        from_on,
        to_on,
        Acknowledgement.outcome == Outcome.SIGNED,
    )


def _leaflets_printed(session: Session, from_on: date, to_on: date) -> int:
    moved = flows(session, from_on, to_on)
    return sum(moved[id_].bought for id_ in leaflet_ids(session) if id_ in moved)


def _leaflets_distributed(session: Session, from_on: date, to_on: date) -> int:
    return sum(distributed_between(session, from_on, to_on).values())


def _on(column: SQLColumnExpression[date] | SQLColumnExpression[date | None]) -> "_Read":
    def read(session: Session, from_on: date, to_on: date) -> int:
        return _count(session, column, from_on, to_on)

    return read


def _count(
    session: Session,
    column: SQLColumnExpression[date] | SQLColumnExpression[date | None],
    from_on: date,
    to_on: date,
    more: ColumnElement[bool] = true(),  # noqa: B008
) -> int:
    query = select(func.count()).where(column >= from_on, column <= to_on, more)
    return session.scalar(query) or 0


_Read = Callable[[Session, date, date], int]
_READ: dict[BookFigure, _Read] = {
    BookFigure.MASKS_ISSUED: _masks_issued,
    BookFigure.MASKS_LEFT: _masks_left,
    BookFigure.SIGNED: _signed,
    BookFigure.LEAFLETS_PRINTED: _leaflets_printed,
    BookFigure.LEAFLETS_DISTRIBUTED: _leaflets_distributed,
    BookFigure.WEB_UPDATES: _on(WebUpdate.day),
    BookFigure.CASES_FOUND: _on(InfoCase.found_on),
    BookFigure.CASES_STOPPED: _on(InfoCase.stopped_on),
    BookFigure.CASES_HANDLED: _on(InfoCase.handled_on),
}
