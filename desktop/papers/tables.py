"""Ruled tables of fixed column widths, whose heads repeat and whose texts are never cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.flow import Piece, Placed, baseline, put
from desktop.papers.fonts import ROUNDING

LINE = 0.5  # points; the width of a rule
_SIDE, _ABOVE = 2.4, 1.3  # points between a rule and a text
_LEADING = 1.16  # of the size


@dataclass(frozen=True, slots=True)
class Column:
    """A column; width in mm. Neighbours of one `group` share a heading above their own.

    `letter` is what stands in the row of letters and numbers that vouchers have.
    """

    title: str
    width: float
    align: str = "left"
    group: str = ""
    letter: str = ""


class Span(NamedTuple):
    """A cell over several columns."""

    text: str
    columns: int
    align: str = "left"


_Rule = tuple[float, float, float, float]


class _Text(NamedTuple):
    x: float
    down: float
    text: str
    face: str
    size: float


@dataclass
class Row(Piece):
    """A row as it will be drawn: texts and rules relative to its upper left corner."""

    texts: Sequence[_Text]
    rules: Sequence[_Rule]
    stroke: _Rule | None = None
    about: object = None  # what the row shows, for who looks for it on a page

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        for x, down, text, face, size in self.texts:
            put(canvas, left + x, top - down, text, face, size)
        if self.stroke is not None:
            a, b, c, d = self.stroke
            canvas.setLineWidth(LINE)
            canvas.line(left + a, top - b, left + c, top - d)


def draw_rules(canvas: Canvas, left: float, text_top: float, placed: Iterable[Placed]) -> None:
    """Draw the rules of all rows of a page, each vertical one in one go over its rows."""
    flat: list[_Rule] = []
    upright: dict[float, list[list[float]]] = {}
    for piece, top in placed:
        if not isinstance(piece, Row):
            continue
        for a, b, c, d in piece.rules:
            if a != c:
                flat.append((left + a, text_top - top - b, left + c, text_top - top - d))
                continue
            runs = upright.setdefault(a, [])
            if runs and abs(runs[-1][1] - top - b) < ROUNDING:
                runs[-1][1] = top + d
            else:
                runs.append([top + b, top + d])
    if flat:
        canvas.setLineWidth(LINE)
        canvas.lines(flat)
        canvas.lines(
            [
                (left + x, text_top - start, left + x, text_top - end)
                for x, runs in upright.items()
                for start, end in runs
            ]
        )


@dataclass
class Table:
    """Columns and the rows laid out in them; sizes in points, `least` is a row's least height."""

    columns: Sequence[Column]
    size: float = 10
    head_size: float = 10
    least: float = 0
    edges: list[float] = field(init=False)
    head: tuple[Piece, ...] = field(init=False)

    def __post_init__(self) -> None:
        widths = (column.width * mm for column in self.columns)
        self.edges = list(accumulate(widths, initial=0.0))
        self.head = (_head(self),)

    def room(self, start: int, columns: int = 1) -> float:
        """The width that a text has in a cell, in points."""
        return self.edges[start + columns] - self.edges[start] - 2 * _SIDE

    def place_of(self, title: str) -> int:
        """The place of the column with a title."""
        return [column.title for column in self.columns].index(title)

    def row(
        self,
        cells: Iterable[str | Span],
        *,
        is_bold: bool = False,
        struck: int | None = None,
        about: object = None,
    ) -> Row:
        """Lay out one row; a diagonal stroke goes through the cell of column `struck`."""
        face = fonts.BOLD if is_bold else fonts.REGULAR
        placed: list[tuple[int, int, str, fonts.Fitted]] = []
        start = 0
        for cell in cells:
            text, span, align = _spread(cell, self.columns[start].align)
            placed.append(
                (start, span, align, fonts.fit(text, face, self.size, self.room(start, span)))
            )
            start += span
        height = max([self.least, *(_height(fitted) for *_, fitted in placed)])
        texts = [
            text
            for start, span, align, fitted in placed
            for text in self._texts(start, span, align, fitted, face, height)
        ]
        edges = [self.edges[start] for start, *_ in placed] + [self.edges[-1]]
        rules = [(x, 0.0, x, height) for x in edges] + [(0.0, height, self.edges[-1], height)]
        stroke = None
        if struck is not None:
            stroke = (self.edges[struck], height, self.edges[struck + 1], 0.0)
        return Row(texts, rules, stroke, about, height=height, repeats=self.head)

    def rows(self, cells: Sequence[str], most: float) -> list[Row]:
        """The same as one row, or as several where it would be higher than `most` points.

        So a long text goes on on the next page; what is short stands in the first of them.
        """
        lines = [
            [line for line, _ in fonts.fit(text, fonts.REGULAR, self.size, self.room(at)).lines]
            for at, text in enumerate(cells)
        ]
        count = max(1, int((most - 2 * _ABOVE) / (self.size * _LEADING)))
        return [
            self.row(["\n".join(of[start : start + count]) for of in lines])
            for start in range(0, max(map(len, lines)), count)
        ]

    def pieces(self, rows: Sequence[Row]) -> list[Piece]:
        """The table whole: neither its first row nor its last (the total) is alone on a page."""
        for row in (*rows[:-1][:1], *rows[-2:-1]):
            row.keeps_next = True
        return [*self.head, *rows]

    def _texts(
        self, start: int, span: int, align: str, fitted: fonts.Fitted, face: str, height: float
    ) -> Iterable[_Text]:
        left, right = self.edges[start] + _SIDE, self.edges[start + span] - _SIDE
        leading = fitted.size * _LEADING
        down = (height - leading * len(fitted.lines)) / 2 + baseline(fitted.size, leading)
        for text, wide in fitted.lines:
            if text:
                x = {"right": right - wide, "centre": (left + right - wide) / 2}.get(align, left)
                yield _Text(x, down, text, face, fitted.size)
            down += leading


def _spread(cell: str | Span, align: str) -> tuple[str, int, str]:
    return (cell.text, cell.columns, cell.align) if isinstance(cell, Span) else (cell, 1, align)


def _height(fitted: fonts.Fitted) -> float:
    return len(fitted.lines) * fitted.size * _LEADING + 2 * _ABOVE


def _head(table: Table) -> Row:
    """The head: one row of titles, two where columns are grouped, and the letters if any."""
    columns = table.columns
    titles = [
        fonts.fit_words(column.title, fonts.BOLD, table.head_size, table.room(index))
        for index, column in enumerate(columns)
    ]
    groups = _groups(table)
    upper = max((_height(fitted) for _, _, fitted in groups), default=0.0)
    height = max(
        _height(title) + (upper if column.group else 0)
        for column, title in zip(columns, titles, strict=True)
    )
    texts: list[_Text] = []
    rules: list[_Rule] = []
    for index, (column, title) in enumerate(zip(columns, titles, strict=True)):
        above = upper if column.group else 0.0
        drawn = table._texts(index, 1, "centre", title, fonts.BOLD, height - above)
        texts += [text._replace(down=text.down + above) for text in drawn]
        is_inside = index and column.group and columns[index - 1].group == column.group
        x = table.edges[index]
        rules.append((x, above if is_inside else 0.0, x, height))
    for start, span, fitted in groups:
        texts += table._texts(start, span, "centre", fitted, fonts.BOLD, upper)
        rules.append((table.edges[start], upper, table.edges[start + span], upper))
    right = table.edges[-1]
    rules += [(0.0, 0.0, right, 0.0), (right, 0.0, right, height), (0.0, height, right, height)]
    if any(column.letter for column in columns):
        height = _add_letters(table, height, texts, rules)
    return Row(texts, rules, height=height, keeps_next=True)


def _groups(table: Table) -> list[tuple[int, int, fonts.Fitted]]:
    groups = []
    start = 0
    for title, columns in groupby(table.columns, key=lambda column: column.group):
        span = len(list(columns))
        if title:
            room = table.room(start, span)
            groups.append((start, span, fonts.fit_words(title, fonts.BOLD, table.head_size, room)))
        start += span
    return groups


def _add_letters(
    table: Table,
    top: float,
    texts: list[_Text],
    rules: list[_Rule],
) -> float:
    fitted = [
        fonts.fit(column.letter, fonts.REGULAR, 9, table.room(index))
        for index, column in enumerate(table.columns)
    ]
    height = max(map(_height, fitted))
    for index, letter in enumerate(fitted):
        drawn = table._texts(index, 1, "centre", letter, fonts.REGULAR, height)
        texts += [text._replace(down=text.down + top) for text in drawn]
    rules += [(x, top, x, top + height) for x in table.edges]
    rules.append((0.0, top + height, table.edges[-1], top + height))
    return top + height
