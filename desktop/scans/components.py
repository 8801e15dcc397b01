"""Strokes of ink: the connected parts of a mask, found row by row from its runs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Component:
    """A connected part: its pixels and the box around them."""

    area: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def extent(self) -> float:
        """The diagonal of its box in pixels."""
        return float(np.hypot(self.bottom - self.top + 1, self.right - self.left + 1))


def components(mask: NDArray[np.bool_]) -> list[Component]:
    """The parts of a mask that touch, corners too."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = (axis.tolist() for axis in np.nonzero(edges == 1))
    ends = np.nonzero(edges == -1)[1].tolist()
    parents = list(range(len(rows)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    above = 0
    for run, row in enumerate(rows):
        while rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] < starts[run]):
            above += 1
        at = above
        while at < run and rows[at] == row - 1 and starts[at] <= ends[run]:
            parents[root(at)] = root(run)
            at += 1
    found: dict[int, Component] = {}
    for run, row in enumerate(rows):
        start, end = starts[run], ends[run]
        key = root(run)
        if (one := found.get(key)) is None:
            found[key] = Component(end - start, row, row, start, end - 1)
        else:
            one.area += end - start
            one.bottom = max(one.bottom, row)
            one.left, one.right = min(one.left, start), max(one.right, end - 1)
    return list(found.values())
