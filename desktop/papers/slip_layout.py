"""Where things stand on a slip: one, two or four to an A4, measured from the slip's own corner."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from desktop.papers.working import Cell

PAGE = (A4[0] / mm, A4[1] / mm)
_QR = 16.0
_MARK_FROM_EDGE = 7.5  # the middle of a corner square; a cut that is 4 mm off spares it
_BELOW = 11.0  # kept free below the code and the box
_QUIET = 3.5  # white around the code
FOOT_LINE = 3.4  # from one line below the code to the next


@dataclass(frozen=True, slots=True)
class SlipLayout:
    """One size of slip; lengths in mm, downwards from its upper left corner.

    The text may fill `text_top` to `text_bottom`; `size` is its type in points where there is
    room. What is fixed (box, code, marks) is the same on every slip of a size.
    """

    columns: int
    rows: int
    left: float  # clear of the holes of a binder
    right: float  # of the slip's right edge
    size: float
    box_size: tuple[float, float]
    text_top: float
    box_bottom: float
    foot_lines: int
    mark: float

    @property
    def count(self) -> int:
        """How many are on an A4."""
        return self.columns * self.rows

    @property
    def slip(self) -> tuple[float, float]:
        """Width and height of a slip."""
        return PAGE[0] / self.columns, PAGE[1] / self.rows

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.slip[0] - self.left - self.right

    @property
    def box(self) -> Cell:
        """Where the person signs."""
        wide, high = self.box_size
        x = self.slip[0] - self.right - wide
        return Cell(round(x, 2), round(self.box_bottom - high, 2), wide, high)

    @property
    def text_bottom(self) -> float:
        """Where the text has to end: above the three lines over the box, or above the code."""
        return min(self.box.y - 15.5, self.square[1] - _QUIET)

    @property
    def square(self) -> tuple[float, float, float]:
        """The code: its left and upper edge and its side; its digits stand below it."""
        top = self.slip[1] - _BELOW - self.foot_lines * FOOT_LINE - _QR
        return self.left, round(top, 2), _QR

    @property
    def marks(self) -> tuple[tuple[float, float], ...]:
        """The middles of the corner squares: upper left, upper right, lower left, lower right."""
        wide, high = self.slip
        half = self.mark / 2
        xs = (self.left + half, wide - self.right - half)
        ys = (_MARK_FROM_EDGE, high - _MARK_FROM_EDGE)
        return tuple((round(x, 2), round(y, 2)) for y in ys for x in xs)

    def corner(self, place: int) -> tuple[float, float]:
        """Where the upper left corner of a slip is on its page, places counted row by row."""
        row, column = divmod(place, self.columns)
        return column * self.slip[0], row * self.slip[1]


WHOLE = SlipLayout(1, 1, 30, 15, 13, (70, 30), 20, 205, 2, 3)
HALF = SlipLayout(1, 2, 30, 15, 12, (65, 26), 12, PAGE[1] / 2 - _BELOW, 2, 3)
QUARTER = SlipLayout(2, 2, 20, 8, 10, (45, 18), 11, PAGE[1] / 2 - _BELOW, 3, 2.4)
LAYOUTS = {layout.count: layout for layout in (WHOLE, HALF, QUARTER)}
