"""How far a case of false information is, by its days."""

from datetime import date

from db.kinds import CaseState


def case_state(
    checked_on: date | None,
    stopped_on: date | None,
    handled_on: date | None,
    dismissed_on: date | None,
) -> CaseState:
    """The furthest step that has a day: dismissed, handled, stopped, checked, else just found."""
    steps = (
        (dismissed_on, CaseState.DISMISSED),
        (handled_on, CaseState.HANDLED),
        (stopped_on, CaseState.STOPPED),
        (checked_on, CaseState.CHECKED),
    )
    return next((state for day, state in steps if day is not None), CaseState.FOUND)
