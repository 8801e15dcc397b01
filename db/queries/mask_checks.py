"""Who wore a mask where, as it was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from db.models.duties import MaskCheck
from db.queries.window import total


@dataclass(frozen=True, slots=True)
class MaskCheckRow:
    """One check: people seen, of them without a mask, of them reminded."""

    check_id: int
    day: date
    place: str
    seen: int
    unmasked: int
    reminded: int
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class MaskCheckFigures:
    """The checks of a period together; `places` in the order in which they were first looked at."""

    checks: int
    places: tuple[str, ...]
    seen: int
    unmasked: int
    reminded: int


def mask_checks(
    session: Session,
    from_on: date | None = None,
    to_on: date | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[MaskCheckRow]:
    """Checks, the newest first."""
    query = (
        select(MaskCheck)
        .where(_within(from_on, to_on))
        .order_by(MaskCheck.day.desc(), MaskCheck.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        MaskCheckRow(c.id, c.day, c.place, c.seen, c.unmasked, c.reminded, c.note, c.version)
        for c in session.scalars(query)
    ]


def mask_check_count(
    session: Session, from_on: date | None = None, to_on: date | None = None
) -> int:
    """How many checks there are."""
    return session.scalar(select(func.count(MaskCheck.id)).where(_within(from_on, to_on))) or 0


def mask_check_figures(session: Session, from_on: date, to_on: date) -> MaskCheckFigures | None:
    """The sums of a period; None where no check was ever entered up to its end."""
    if not mask_check_count(session, None, to_on):
        return None
    sums = select(
        func.count(MaskCheck.id),
        total(MaskCheck.seen),
        total(MaskCheck.unmasked),
        total(MaskCheck.reminded),
    ).where(_within(from_on, to_on))
    checks, seen, unmasked, reminded = session.execute(sums).one()
    places = session.scalars(
        select(MaskCheck.place).where(_within(from_on, to_on)).order_by(MaskCheck.day, MaskCheck.id)
    )
    return MaskCheckFigures(checks, tuple(dict.fromkeys(places)), seen, unmasked, reminded)


def earlier_places(session: Session) -> Sequence[str]:
    """Where people were looked at before, the latest place first."""
    latest = func.max(MaskCheck.id)
    return session.scalars(
        select(MaskCheck.place).group_by(MaskCheck.place).order_by(latest.desc())
    ).all()


def _within(from_on: date | None, to_on: date | None) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = true()
    if from_on is not None:
        wanted &= MaskCheck.day >= from_on
    if to_on is not None:
        wanted &= MaskCheck.day <= to_on
    return wanted
