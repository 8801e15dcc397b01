"""A map of equal tiles laid out once as plain shapes, for whoever paints it: screen or paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

NO_PLAN, NOTHING_YET, BEGUN, HALF, WHOLE = range(5)
"""How far a tile is: nothing is meant for it; 0%; under 50%; from 50%; all of it."""

_GAP = 0.06  # of a tile's width, between tiles
_MARK = 0.13  # of a tile's height, the strip that shows what is signed for
_HIGHEST = 0.72  # a tile, of its width


@dataclass(frozen=True, slots=True)
class Tile:
    """A place and how far it is: `done` and `marked` of `planned`; `key` says which it is."""

    key: int
    name: str
    column: int
    row: int
    planned: int
    done: int
    marked: int

    @property
    def level(self) -> int:
        """How dark the tile is: NO_PLAN to WHOLE."""
        if not self.planned:
            return WHOLE if self.done > 0 else NO_PLAN
        if self.done <= 0:
            return NOTHING_YET
        if self.done >= self.planned:
            return WHOLE
        return HALF if 2 * self.done >= self.planned else BEGUN

    @property
    def told(self) -> str:
        """What stands in the tile: the share in percent, never 100 before it is all."""
        if self.planned:
            return f"{min(100, 100 * max(0, self.done) // self.planned)}%"
        return "+" if self.done > 0 else "–"

    @property
    def mark(self) -> float:
        """The marked share of what is planned (of what is done, without a plan): 0 to 1."""
        whole = self.planned or self.done
        return min(1.0, max(0, self.marked) / whole) if whole > 0 else 0.0


class Box(NamedTuple):
    """A rectangle of a level of darkness."""

    x: float
    y: float
    width: float
    height: float
    level: int


class Text(NamedTuple):
    """A text around (or, `is_left`, from) a point, on a ground of a level; y is its middle."""

    x: float
    y: float
    text: str
    size: float
    level: int
    is_bold: bool = False
    is_left: bool = False


class Strip(NamedTuple):
    """A framed strip that is full from the left up to `filled` of its width."""

    x: float
    y: float
    width: float
    height: float
    filled: float


Shape = Box | Strip | Text


@dataclass(frozen=True, slots=True)
class TileShapes:
    """One tile as it is painted; `box` is also where the mouse finds it."""

    tile: Tile
    box: Box
    texts: tuple[Text, ...]
    strip: Strip


@dataclass(frozen=True, slots=True)
class MapLayout:
    """Tiles, and below them what their grounds and strips mean."""

    tiles: tuple[TileShapes, ...]
    keys: tuple[Shape, ...]
    height: float

    def shapes(self) -> Iterator[Shape]:
        """Everything in the order of painting."""
        for one in self.tiles:
            yield one.box
            yield from one.texts
            yield one.strip
        yield from self.keys


def lay_out(
    tiles: Sequence[Tile],
    legend: Sequence[str],
    width: float,
    text_size: float,
    measure: Callable[[str, float], float],
) -> MapLayout:
    """Place tiles and legend in a room of `width`; what is laid out says how high it is.

    `legend` names the levels in their order, then the strip; `measure(text, size)` gives a text's
    width.
    """
    columns = 1 + max((tile.column for tile in tiles), default=0)
    rows = 1 + max((tile.row for tile in tiles), default=0)
    step = width / columns
    side = step * (1 - _GAP)
    high = min(side * _HIGHEST, text_size * 4.6)
    down = high + step * _GAP
    shapes = tuple(
        _tile(tile, tile.column * step, tile.row * down, side, high, text_size, measure)
        for tile in tiles
    )
    top = rows * down + text_size * 0.6
    keys, bottom = _legend(legend, top, width, text_size, measure)
    return MapLayout(shapes, tuple(keys), bottom)


def _tile(
    tile: Tile,
    x: float,
    y: float,
    side: float,
    high: float,
    text_size: float,
    measure: Callable[[str, float], float],
) -> TileShapes:
    middle, mark = x + side / 2, high * _MARK
    room = high - mark * 2

    def text(words: str, at: float, *, is_bold: bool = False) -> Text:
        wide = measure(words, text_size) * (1.08 if is_bold else 1)
        size = text_size * min(1.0, (side - 4) / max(wide, 1.0))
        return Text(middle, y + room * at, words, size, tile.level, is_bold)

    strip = Strip(x + side * 0.08, y + high - mark * 1.6, side * 0.84, mark, tile.mark)
    texts = (text(tile.name, 0.3, is_bold=True), text(tile.told, 0.76))
    return TileShapes(tile, Box(x, y, side, high, tile.level), texts, strip)


def _legend(
    words: Sequence[str],
    top: float,
    width: float,
    text_size: float,
    measure: Callable[[str, float], float],
) -> tuple[list[Shape], float]:
    """A small ground and its words after each other, in as many lines as they need."""
    keys: list[Shape] = []
    side, line = text_size * 1.1, text_size * 1.6
    x, y = 0.0, top
    for level, told in enumerate(words):
        is_strip = level > WHOLE
        mark = side * 2.2 if is_strip else side
        wide = mark + text_size * 0.5 + measure(told, text_size)
        if x and x + wide > width:
            x, y = 0.0, y + line
        if is_strip:
            keys.append(Strip(x, y + side * 0.3, mark, side * 0.4, 0.5))
        else:
            keys.append(Box(x, y, side, side, level))
        told_at = x + mark + text_size * 0.5
        keys.append(Text(told_at, y + side / 2, told, text_size, NO_PLAN, is_left=True))
        x += wide + text_size * 1.3
    return keys, y + line
