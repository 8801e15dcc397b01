"""What the queries of lists share: searching by the beginnings of words, a window of rows."""

from typing import Any

from sqlalchemy import ColumnElement, and_, cast, func, true
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Whole
from db.text import fold


def matches(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Every word of `text` begins some word of a search column, accents aside."""
    words = fold(text).split()
    tests: list[Any] = [column.like("% " + _escaped(word) + "%", escape="\\") for word in words]
    return and_(true(), *tests)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def total(quantity: Any) -> ColumnElement[int]:
    """The sum of whole numbers as a whole number (PostgreSQL would make it a decimal), 0 of none."""
    return cast(func.coalesce(func.sum(quantity), 0), Whole)
