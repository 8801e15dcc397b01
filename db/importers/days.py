"""The day a cell names, in all the ways offices write one."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from db.importers import cells
from db.importers.problems import Problem, Refusal
from db.importers.reading import Cell
from db.text import fold

_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,2})")
_IN_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MONTH_NAMED = re.compile(r"(\d{1,2})[\- ]([a-z]{3})[a-z]*[\- ,]+(\d{4}|\d{2})")
_MONTH_ONLY = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{4})")
_TIME = r"(?:[T ,]+\d{1,2}[:hg]\d{0,2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]m)?)?"
_SERIAL_DAYS = range(20_000, 80_000)  # 1954 to 2119, counted from 30 December 1899
_EPOCH = date(1899, 12, 30)
_FIRST_YEAR = 2000
_LAST_YEAR = 2100
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}


def day(cell: Cell, *, today: date | None = None) -> date:
    """The day a cell names; with `today`, none after it. Raises Refusal."""
    shown = cells.text(cell)
    if isinstance(cell, str) and not shown:
        raise Refusal(Problem.MISSING)
    found = _day(cell, shown)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refusal(Problem.ABSURD_YEAR, text=shown)
    if today is not None and found > today:
        raise Refusal(Problem.FUTURE_DAY, text=shown, today=today.isoformat())
    return found


def expiry(cell: Cell) -> date | None:
    """The last good day: a day, or a month whose last day it is; None for an empty cell."""
    shown = cells.text(cell)
    if shown in {"", "-", "0"} or fold(shown) in {"khong", "khong co", "k", "ko"}:
        return None
    if isinstance(cell, str) and (month := _MONTH_ONLY.fullmatch(shown)):
        year, of_year = int(month[2]), int(month[1])
        if not 1 <= of_year <= 12:
            raise Refusal(Problem.NO_SUCH_DAY, text=shown)
        return day(date(year, of_year, calendar.monthrange(year, of_year)[1]))
    return day(cell)


def _day(cell: Cell, shown: str) -> date:
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        return _day_of_number(cells.number_of(cell), shown)
    words = fold(shown)
    for pattern, order in ((_DAY_FIRST, "dmy"), (_YEAR_FIRST, "ymd"), (_IN_WORDS, "dmy")):
        if found := re.search(rf"(?<!\d){pattern.pattern}{_TIME}$", words, re.IGNORECASE):
            parts = dict(zip(order, found.groups(), strict=True))
            return _date(parts["y"], int(parts["m"]), int(parts["d"]), shown)
    if (named := _MONTH_NAMED.fullmatch(words)) and named[2] in _MONTHS:
        return _date(named[3], _MONTHS[named[2]], int(named[1]), shown)
    if re.fullmatch(r"\d{5}|\d{8}", words):
        return _day_of_number(Decimal(words), shown)
    raise Refusal(Problem.NOT_A_DAY, text=shown)


def _day_of_number(value: Decimal, shown: str) -> date:
    """A spreadsheet's serial day, or a day written as 20200205."""
    number = int(value)
    if number in _SERIAL_DAYS:
        return _EPOCH + timedelta(days=number)
    if value == number and 10**7 <= number < 10**8:
        return _date(str(number // 10_000), number // 100 % 100, number % 100, shown)
    raise Refusal(Problem.NOT_A_DAY, text=shown)


def _date(year: str, month: int, of_month: int, shown: str) -> date:
    full_year = int(year) + (0 if len(year) == 4 else 2000)
    try:
        return date(full_year, month, of_month)
    except ValueError as error:
        raise Refusal(Problem.NO_SUCH_DAY, text=shown) from error
