"""What is written in a cell is told from its rules, from dirt and from a neighbour's strokes."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from desktop.scans.components import components
from desktop.scans.geometry import Pose
from desktop.scans.ink import ink

DOTS = 8.0
CELL = (10.0, 10.0, 35.0, 12.0)
FLAT = Pose(np.diag([DOTS, DOTS, 1.0]), 4, DOTS)
Line = tuple[float, float, float, float]


def signed(*lines: Line, shade: int = 60, width: float = 0.5) -> bool | None:
    """What a cell with these strokes proposes; their ends in mm from its corner."""
    page = Image.new("L", (440, 260), 245)
    draw = ImageDraw.Draw(page)
    x, y, wide, high = CELL
    draw.rectangle([value * DOTS for value in (x, y, x + wide, y + high)], outline=0, width=2)
    for a, b, c, d in lines:
        draw.line(
            [(x + a) * DOTS, (y + b) * DOTS, (x + c) * DOTS, (y + d) * DOTS],
            shade,
            round(width * DOTS),
        )
    return ink(page, FLAT, CELL).signed


NAME = [(3 + at, 4 if at % 2 else 8, 4 + at, 8 if at % 2 else 4) for at in range(12)]
TICK = [(10, 6, 12, 8), (12, 8, 16, 3)]


@pytest.mark.parametrize("shade", [20, 80, 150, 185])
def test_strokes_of_any_pen_are_a_signature(shade: int) -> None:
    assert signed(*NAME, shade=shade) is True
    assert signed(*TICK, shade=shade) is True


def test_an_empty_cell_is_not_signed() -> None:
    assert signed() is False
    assert signed((20, 5, 20.4, 5.2)) is False


def test_a_neighbours_stroke_is_not_a_signature() -> None:
    assert signed((12, -6, 13, 3), (13, 3, 18, -4)) is False


def test_a_ruled_line_that_lies_inside_is_not_a_signature() -> None:
    assert signed((2, -1, 2.3, 13), width=0.25) is False
    assert signed((-1, 2, 36, 2.4), width=0.25) is False


def test_little_ink_is_doubtful() -> None:
    assert signed((15, 5, 18.5, 6)) is None


def test_parts_of_a_mask_that_touch_are_one() -> None:
    rows = ["#..#", ".##.", "....", "#..#"]
    mask = np.array([[letter == "#" for letter in row] for row in rows])
    assert sorted(one.area for one in components(mask)) == [1, 1, 4]
