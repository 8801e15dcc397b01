"""Units of measure and packs: "hộp = 50 cái; thùng = 50 hộp" in all the ways offices write it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from db.base import LIMIT
from db.importers import cells
from db.importers.problems import Problem, Refusal
from db.importers.words import unit_words
from db.text import clean, fold

_PART = re.compile(r"[;|\n]|,(?!\d)|\s+và\s+|\s+-\s+")
_NAME = r"[^\W\d_][^\W\d_]*(?: [^\W\d_]+){0,2}"
_COUNT = r"\d[\d.]*(?:,\d+)?"
_NAME_FIRST = re.compile(
    rf"(?:1\s*)?({_NAME})\s*(?:=|:|/|x|×|\(|gồm|chứa|là)?\s*({_COUNT})\s*({_NAME})?\)?(.*)"
)
_COUNT_FIRST = re.compile(rf"({_COUNT})\s*({_NAME})\s*(?:/|=|trên|mỗi|một|1)+\s*1?\s*({_NAME})")
_MORE = re.compile(rf"\s*/\s*({_COUNT})\s*({_NAME})(.*)")
_TIMES = re.compile(r"\s*[×*]\s*|\s+x\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Packs:
    """Packs in base units, in the order of the cell, and the parts that could not be read."""

    sizes: dict[str, int]
    unread: tuple[str, ...]


def unit_key(text: str) -> str:
    """A unit reduced to its own word: "Chiếc" and "cái" are one, case and accents aside."""
    folded = fold(text).rstrip(".")
    return unit_words()[0].get(folded, folded)


def is_unit(text: str) -> bool:
    """Whether a text is a unit that offices use."""
    return unit_key(text) in unit_words()[1]


def may_be_fraction(unit: str) -> bool:
    """Whether a count in this unit may be a fraction: only in kg and lít."""
    return unit_key(unit) in unit_words()[2]


def metric_size(unit: str, base_unit: str) -> int | None:
    """How many base units a metric unit has (kg in gam); None where there is no such rule."""
    return unit_words()[3].get((unit_key(unit), unit_key(base_unit)))


def metric_base(unit: str) -> tuple[str, int] | None:
    """The smaller unit of one that may be a fraction, and how many of it: kg is 1,000 gam."""
    _, _, fractions, metric = unit_words()
    for (big, small), size in metric.items():
        if big == unit_key(unit) and big in fractions:
            return small, size
    return None


def read_packs(text: str, base_unit: str) -> Packs:
    """The packs a cell names. Raises Refusal for a size that is no whole number of base units."""
    edges: list[tuple[str, Decimal, str]] = []
    unread: list[str] = []
    for part in (_TIMES.sub("/", clean(part)) for part in _PART.split(text)):
        if (size := metric_size(part, base_unit)) is not None:
            edges.append((part, Decimal(size), base_unit))
        elif part and not (found := _edges(part)):
            unread.append(part)
        elif part:
            edges += found
    return _resolved(edges, base_unit, unread)


def _edges(part: str) -> list[tuple[str, Decimal, str]]:
    """What one part says: (pack, count, unit), from the largest pack to the smallest."""
    if reversed_order := _COUNT_FIRST.fullmatch(part):
        count, unit, pack = reversed_order.groups()
        return [(pack, _count(count), unit)]
    if not (found := _NAME_FIRST.fullmatch(part)):
        return []
    name, count, unit, rest = found.groups()
    edges = [(name, _count(count), unit or "")]
    while rest and (more := _MORE.fullmatch(rest)):
        edges.append((edges[-1][2], _count(more[1]), more[2]))
        rest = more[3]
    return [] if rest.strip(" .") else edges


def _count(text: str) -> Decimal:
    return cells.quantity(text)[0]


def _resolved(edges: list[tuple[str, Decimal, str]], base_unit: str, unread: list[str]) -> Packs:
    base = unit_key(base_unit)
    names = {unit_key(name): name for name, _, _ in edges if unit_key(name) != base}
    known: dict[str, Decimal] = {base: Decimal(1), "": Decimal(1)}
    waiting = [edge for edge in edges if unit_key(edge[0]) != base]
    while waiting:
        ready = [edge for edge in waiting if _base_size(edge[2], base_unit, known) is not None]
        if not ready:
            unread += [f"{name} {cells.text(float(count))} {unit}" for name, count, unit in waiting]
            break
        for name, count, unit in ready:
            known[unit_key(name)] = count * (_base_size(unit, base_unit, known) or 1)
        waiting = [edge for edge in waiting if edge not in ready]
    sizes: dict[str, int] = {}
    for key, name in names.items():
        if (size := known.get(key)) is None:
            continue
        if size != size.to_integral_value():
            raise Refusal(Problem.FRACTION, text=f"{name} = {size} {base_unit}")
        if not 1 <= size <= LIMIT:
            raise Refusal(Problem.TOO_LARGE, text=f"{name} = {size} {base_unit}")
        sizes[name.lower()] = int(size)
    return Packs(sizes, tuple(unread))


def _base_size(unit: str, base_unit: str, known: dict[str, Decimal]) -> Decimal | None:
    if (size := known.get(unit_key(unit))) is not None:
        return size
    metric = metric_size(unit, base_unit)
    return None if metric is None else Decimal(metric)
