"""Why a row can't be taken, and what is worth a look: codes and facts; sentences are made where shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

Facts = Mapping[str, str | int]
"""Plain values only (days as ISO text): they stand in the audit and cross process borders."""


class Problem(StrEnum):
    """Why a row can't be taken."""

    NOT_A_NAME = auto()  # no letters in it
    MISSING = auto()  # the cell is empty and must not be
    NOT_A_NUMBER = auto()
    AMBIGUOUS = auto()  # 5,000: five, or five thousand
    NOT_POSITIVE = auto()
    FRACTION = auto()
    TOO_LARGE = auto()
    NOT_A_DAY = auto()
    NO_SUCH_DAY = auto()
    FUTURE_DAY = auto()
    ABSURD_YEAR = auto()
    CLOSED_DAY = auto()
    NOT_YES_OR_NO = auto()
    UNKNOWN_SUPPLY = auto()
    SUPPLY_DISAGREES = auto()
    UNKNOWN_UNIT = auto()
    UNKNOWN_PERSON = auto()
    PERSON_DISAGREES = auto()
    PERSON_AMBIGUOUS = auto()
    CODE_AGAIN = auto()
    PERSON_AGAIN = auto()
    SUPPLY_AGAIN = auto()
    UNIT_LOCKED = auto()
    PACK_IN_USE = auto()
    DOCUMENT_DIFFERS = auto()
    STOCK_SHORT = auto()
    NEGATIVE_STOCK = auto()
    OPENED_OTHERWISE = auto()
    UNKNOWN_KIND = auto()
    UNKNOWN_STORE = auto()
    SAME_STORE = auto()
    UNKNOWN_LOT = auto()
    RETURNED_TOO_MUCH = auto()
    UNKNOWN_PLACE = auto()
    PLACE_AMBIGUOUS = auto()  # several districts have a ward of that name
    PLACE_AGAIN = auto()
    NOT_A_LEAFLET = auto()
    SUM_DISAGREES = auto()
    ENDS_FIRST = auto()
    UNKNOWN_DEPARTMENT = auto()
    DEPARTMENT_DISAGREES = auto()
    NO_DUTY = auto()  # nothing to report on that day
    UNKNOWN_DUTY = auto()
    UNKNOWN_INDICATOR = auto()
    FIGURE_OF_BOOK = auto()
    NOT_WHOLE = auto()  # no whole number from 0 on
    NOT_A_TIME = auto()
    NOTHING_TOLD = auto()
    TOLD_TWICE = auto()
    TOO_LONG = auto()
    NEWER_FORM = auto()


class Hint(StrEnum):
    """What is taken as it stands, and yet worth a look."""

    PERSON_TWICE = auto()
    GIVEN_TWICE = auto()
    NEAR_SUPPLY = auto()
    NEAR_DEPARTMENT = auto()
    OTHER_NAME = auto()
    TEN_TIMES = auto()
    CAPITALS = auto()
    PACKS_NOT_READ = auto()
    CATEGORY_NOT_READ = auto()
    SOURCE_NOT_READ = auto()
    AMOUNT_DIFFERS = auto()
    ALREADY_EXPIRED = auto()
    NEW_DUTY_POST = auto()
    UNIT_ASSUMED = auto()
    EXPIRY_NOT_READ = auto()
    SUPPLY_TWICE = auto()
    BALANCE_DIFFERS = auto()  # opening + in - out is not closing
    WORTH_DIFFERS = auto()
    WORTH_ALONE = auto()  # a value without a piece
    SUM_DIFFERS = auto()
    NEW_PLACE = auto()
    NEW_LEAFLET = auto()
    DAY_ASSUMED = auto()
    REPORT_AGAIN = auto()  # there is one of that day: a correction
    TIME_TOLD = auto()  # the form itself says when it was sent
    TIME_AHEAD = auto()
    FORM_EMPTY = auto()  # one of several in a file


WARNINGS = frozenset([Hint.BALANCE_DIFFERS, Hint.WORTH_DIFFERS, Hint.WORTH_ALONE, Hint.SUM_DIFFERS])
"""What a list's own figures contradict: told before anything is written."""


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that can't be taken: its number in the sheet, the header of the column, the reason.

    Of a form, which has no columns: the label, and the `cell` beside it, as C12.
    """

    row: int
    column: str
    problem: Problem
    facts: Facts = field(default_factory=dict)
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RowHint:
    """A row that is taken and worth a look."""

    row: int
    column: str
    hint: Hint
    facts: Facts = field(default_factory=dict)
    cell: str = ""


class Refusal(Exception):
    """A cell that can't be taken, on its way to the row that reports it; never leaves the importers."""

    def __init__(self, problem: Problem, at: str = "", /, **facts: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.field = at
        self.facts: Facts = facts
