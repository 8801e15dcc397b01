"""Finding our square codes where one of their three finder patterns is spoilt."""

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from db.rules.codes import parse_code
from desktop.scans.modules import SIDE, digits_of, likeness

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]

_CELL = 6  # pixels a module where modules are read
_LIKELY = 0.45
_CERTAIN = 0.92
_MOST = 24  # finder patterns of a page that are tried
_LEAST_SHARE = 0.45
_ALIKE = 0.3  # by how much the modules of one pattern may differ
_CENTRES = {"tl": 3.5 + 3.5j, "tr": 17.5 + 3.5j, "bl": 3.5 + 17.5j}
_CORNERS = (0j, SIDE + 0j, SIDE + SIDE * 1j, SIDE * 1j)


class _Finder(NamedTuple):
    """The middle of a finder pattern, the width of a module and how many of its lines show it."""

    at: complex
    unit: float
    share: float


class _Pose(NamedTuple):
    """Modules to pixels: turned and scaled, then moved."""

    turn: complex
    shift: complex

    def corners(self) -> Corners:
        a, b, c, d = (self.turn * corner + self.shift for corner in _CORNERS)
        return (a.real, a.imag), (b.real, b.imag), (c.real, c.imag), (d.real, d.imag)


def find_spoilt(image: Image.Image, known: Iterable[Corners] = ()) -> list[tuple[str, Corners]]:
    """The codes of a gray page with their corners, from any two of their finder patterns.

    Where a `known` code lies no other is looked for.
    """
    found: dict[str, Corners] = {}
    taken = [_middle(corners) for corners in known]
    for pose in _poses(_finders(image)):
        if any(abs(_middle(pose.corners()) - one) < SIDE / 2 * abs(pose.turn) for one in taken):
            continue
        best, values = _settled(image, pose)
        if best is None:
            continue
        digits = digits_of(values)
        if digits is not None and digits not in found and parse_code(digits) is not None:
            found[digits] = best.corners()
            taken.append(_middle(found[digits]))
    return list(found.items())


def _middle(corners: Corners) -> complex:
    return sum((complex(x, y) for x, y in corners), 0j) / 4


def _poses(finders: list[_Finder]) -> Iterator[_Pose]:
    """How a code could lie so that two of its finder patterns are where two were seen."""
    for one, other in combinations(finders, 2):
        if not 0.7 < one.unit / other.unit < 1.4:
            continue
        apart = abs(one.at - other.at) / ((one.unit + other.unit) / 2)
        for first, second in permutations(_CENTRES, 2):
            a, b = _CENTRES[first], _CENTRES[second]
            if 0.8 < apart / abs(a - b) < 1.25:
                turn = (other.at - one.at) / (b - a)
                yield _Pose(turn, one.at - turn * a)


def _settled(image: Image.Image, pose: _Pose) -> tuple[_Pose | None, NDArray[np.float64]]:
    """The pose near this one in which a code's fixed modules show best, if they show at all."""
    values = _sampled(image, pose)
    best, score = pose, likeness(values)
    if score < _LIKELY - 0.15:
        return None, values
    middle = complex(SIDE / 2, SIDE / 2)
    for step in (0.5, 0.25) if score < _CERTAIN else ():
        moves = [complex(x, y) * step for x in (-1, 0, 1) for y in (-1, 0, 1)]
        tried = [_Pose(best.turn, best.shift + best.turn * move) for move in moves]
        for scale in (1 - 0.04 * step, 1 + 0.04 * step):
            turn = best.turn * scale
            tried.append(_Pose(turn, best.shift + (best.turn - turn) * middle))
        for near in tried:
            seen = _sampled(image, near)
            if (likely := likeness(seen)) > score:
                best, score, values = near, likely, seen
    return (best if score >= _LIKELY else None), values


def _sampled(image: Image.Image, pose: _Pose) -> NDArray[np.float64]:
    """The brightness of each module, from its middle."""
    turn = pose.turn / _CELL
    data = (turn.real, -turn.imag, pose.shift.real, turn.imag, turn.real, pose.shift.imag)
    side = SIDE * _CELL
    flat = image.transform((side, side), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    cells = np.asarray(flat, float).reshape(SIDE, _CELL, SIDE, _CELL)
    return np.asarray(cells[:, 1:-1, :, 1:-1].mean(axis=(1, 3)))


def _finders(image: Image.Image) -> list[_Finder]:
    """Where lines and columns both run dark, light, dark, light, dark as 1:1:3:1:1."""
    level = image.reduce(4).filter(ImageFilter.BoxBlur(6)).resize(image.size)
    gray = np.asarray(image.filter(ImageFilter.BoxBlur(1)), np.int16)
    dark = gray < np.asarray(level, np.int16) - 12
    across = _runs(dark)
    down = _runs(np.ascontiguousarray(dark.T))
    if not len(across) or not len(down):
        return []
    columns = _clustered(down)
    found = []
    for x, y, unit, votes in _clustered(across):
        gap = np.maximum(np.abs(columns[:, 1] - x), np.abs(columns[:, 0] - y))
        alike = (gap < 1.5 * unit) & (np.abs(columns[:, 2] / unit - 1) < _ALIKE)
        for other in columns[alike]:
            both = float(unit + other[2]) / 2
            share = float(votes + other[3]) / (6 * both)
            found.append(_Finder(complex(float(x), float(other[0])), both, share))
    likely = [finder for finder in found if finder.share > _LEAST_SHARE]
    return sorted(likely, key=lambda finder: -finder.share)[:_MOST]


def _runs(dark: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Middle, line and module width of every 1:1:3:1:1 in the lines of a mask."""
    padded = np.pad(dark, ((0, 0), (1, 1)))
    wide = padded.shape[1]
    flat = padded.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1  # dark begins at even places
    lengths = np.diff(edges)
    count = (len(lengths) - 3) // 2
    if count < 1:
        return np.empty((0, 3))
    at = np.arange(count) * 2
    five = np.stack([lengths[at + step] for step in range(5)]).astype(float)
    unit = five.sum(axis=0) / 7
    good = (edges[at] // wide == edges[at + 5] // wide) & (unit > 1.5)
    for row, share in zip(five, (1, 1, 3, 1, 1), strict=True):
        good &= np.abs(row / unit - share) < (1.1 if share == 3 else 0.75)
    starts, middle = edges[at][good], edges[at + 2][good] + five[2][good] / 2
    lines = starts // wide
    return np.stack([middle - lines * wide - 1, lines + 0.5, unit[good]], axis=1)


def _clustered(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Neighbouring lines that are crossed at one place as one, with how many they are."""
    left = points[np.argsort(points[:, 1], kind="stable")]
    found = []
    while len(left):
        middle, line, unit = left[0]
        near = np.abs(left[:, 0] - middle) < 0.7 * unit
        near &= left[:, 1] - line < 4 * unit
        near &= np.abs(left[:, 2] / unit - 1) < _ALIKE
        group = left[near]
        left = left[~near]
        if len(group) >= 2:
            found.append((*np.median(group, axis=0), len(group)))
    return np.array(found).reshape(-1, 4)
