"""Where a printed page lies in its scan: from its square code, then from its corner marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.scans.codes import Point

Matrix = NDArray[np.float64]

_STEP = 0.2  # mm a pixel where marks are looked for
_MARK = 2.7  # mm; slips have 2.4, pages 3
_LEAST_CONTRAST = 35.0
_NEAR = 3.0
_FAR = 9.0


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page's marks, cells and square in mm from its upper left corner."""

    marks: tuple[Point, ...]
    cells: tuple[tuple[float, float, float, float], ...]
    square: tuple[float, float, float]

    @classmethod
    def read(cls, kept: Any) -> "PageGeometry | None":
        """From how a printed page is kept; pages printed without a square had it below the marks."""
        try:
            marks = tuple((float(x), float(y)) for x, y in kept[0])
            cells = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in kept[1])
            if len(marks) != 4 or not cells:
                return None
            if len(kept) > 2:
                left, top, side = map(float, kept[2])
            else:
                left, top, side = marks[2][0] - 1.5, marks[2][1] - 21.5, 16.0
        except (TypeError, ValueError, IndexError):
            return None
        return cls(marks, cells, (left, top, side))

    @property
    def slip(self) -> tuple[float, float]:
        """Width and height of a slip; its marks are as far from every edge, four have half an A4."""
        (_, top), (right, _), (_, bottom), _ = self.marks
        return (105.0 if right < 105 else 210.0), bottom + top


@dataclass(frozen=True, slots=True)
class Pose:
    """How mm on paper become pixels of the scan; `found` of the four marks were found."""

    matrix: Matrix
    found: int
    dots: float  # pixels a mm

    @property
    def is_sure(self) -> bool:
        """Whether the cells' places can be trusted: one mark missing is made up for."""
        return self.found >= 3

    def at(self, x: float, y: float) -> Point:
        """Where a point of the paper is in the scan."""
        u, v, w = self.matrix @ (x, y, 1.0)
        return float(u / w), float(v / w)

    @property
    def turned(self) -> float:
        """By how many degrees the page is turned clockwise in the scan."""
        return float(np.degrees(np.arctan2(self.matrix[1, 0], self.matrix[0, 0])))

    def cut(
        self, image: Image.Image, left: float, top: float, wide: float, high: float, step: float
    ) -> Image.Image:
        """A rectangle of the paper, upright, `step` mm a pixel."""
        size = (max(1, round(wide / step)), max(1, round(high / step)))
        # Pillow asks for the scan's point of each pixel of the cut-out.
        onto = np.array([[step, 0, left], [0, step, top], [0, 0, 1]])
        m = self.matrix @ onto
        m /= m[2, 2]
        data = tuple(m.flatten()[:8])
        return image.transform(
            size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR, fillcolor=255
        )


def locate(image: Image.Image, corners: Sequence[Point], page: PageGeometry) -> Pose:
    """Find a page by the corners of its code, then by each mark, the nearest first."""
    left, top, side = page.square
    paper = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    seen = list(corners)
    pose = _pose(paper, seen, 0)
    middle = (left + side / 2, top + side / 2)
    marks: list[tuple[Point, Point]] = []
    for mark in sorted(page.marks, key=lambda mark: _distance(mark, middle)):
        known = [middle, *(paper for paper, _ in marks)]
        away = min(_distance(mark, near) for near in known)
        reach = min(_FAR, _NEAR + away * 0.04)
        point = _mark(image, pose, mark, reach)
        if point is not None:
            marks.append((mark, point))
            pose = _refined(paper, seen, marks)
    return pose


def _refined(square: list[Point], corners: list[Point], marks: list[tuple[Point, Point]]) -> Pose:
    found = [paper for paper, _ in marks], [seen for _, seen in marks]
    if len(marks) == 4:
        return _pose(*found, 4)
    return _pose(square + found[0], corners + found[1], len(marks))


def _pose(paper: Sequence[Point], seen: Sequence[Point], found: int) -> Pose:
    """Turn and size from few points, shear too from three marks, perspective from all four."""
    a, b = np.array(paper, float), np.array(seen, float)
    if found == 4:
        matrix = _perspective(a, b)
    elif found == 3:
        onto = np.linalg.lstsq(np.c_[a, np.ones(len(a))], b, rcond=None)[0]
        matrix = np.vstack([onto.T, (0, 0, 1)])
    else:
        matrix = _similarity(a, b)
    dots = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    return Pose(matrix, found, dots)


def _similarity(a: Matrix, b: Matrix) -> Matrix:
    p, q = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    centred = p - p.mean()
    turn = (np.conj(centred) @ (q - q.mean())) / (np.abs(centred) ** 2).sum()
    shift = q.mean() - turn * p.mean()
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag], [0, 0, 1]]
    )


def _perspective(a: Matrix, b: Matrix) -> Matrix:
    rows, right = [], []
    for (x, y), (u, v) in zip(a, b, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.append(np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0], 1).reshape(
        3, 3
    )


def _mark(image: Image.Image, pose: Pose, mark: Point, reach: float) -> Point | None:
    """The middle of a dark square with light around it, near where a mark should be."""
    around = reach + _MARK
    left, top = mark[0] - around, mark[1] - around
    cut = pose.cut(image, left, top, 2 * around, 2 * around, _STEP)
    patch = np.asarray(cut, float)
    inner, outer = round(_MARK * 0.8 / _STEP), round(_MARK * 1.7 / _STEP)
    inner += inner % 2 == 0
    outer += outer % 2 == 0
    dark, light = _boxes(patch, inner), _boxes(patch, outer)
    ring = (light * outer**2 - dark * inner**2) / (outer**2 - inner**2)
    score = ring - dark
    edge = outer // 2
    score = score[edge:-edge, edge:-edge]
    row, column = np.unravel_index(int(score.argmax()), score.shape)
    if score[row, column] < _LEAST_CONTRAST:
        return None
    y, x = _weighed(patch, int(row) + edge, int(column) + edge, outer // 2)
    return pose.at(left + (x + 0.5) * _STEP, top + (y + 0.5) * _STEP)


def _boxes(patch: Matrix, side: int) -> Matrix:
    """The mean over a square around each pixel; at the edges over what there is no use for."""
    sums = np.pad(patch, side // 2, mode="edge").cumsum(0).cumsum(1)
    sums = np.pad(sums, ((1, 0), (1, 0)))
    total = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return np.asarray(total / side**2)


def _weighed(patch: Matrix, row: int, column: int, reach: int) -> tuple[float, float]:
    """The middle of what is dark around a pixel."""
    rows = slice(max(0, row - reach), row + reach + 1)
    columns = slice(max(0, column - reach), column + reach + 1)
    part = patch[rows, columns]
    light, dark = np.percentile(part, 80), np.percentile(part, 5)
    weight = np.clip((light + dark) / 2 - part, 0, None)
    if not weight.any():
        return float(row), float(column)
    y, x = np.mgrid[rows, columns]
    return float((y * weight).sum() / weight.sum()), float((x * weight).sum() / weight.sum())


def _distance(a: Point, b: Point) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))


def neighbours(image: Image.Image, pose: Pose, page: PageGeometry) -> Iterator[Point]:
    """The middles of printed squares where the slips beside this one on its sheet have theirs."""
    (wide, high), (left, top, side) = page.slip, page.square
    for across, down in ((0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1)):
        x, y = left + across * wide, top + down * high
        corners = [pose.at(x + a * side, y + b * side) for a in (0, 1) for b in (0, 1)]
        if any(not (0 < u < image.width and 0 < v < image.height) for u, v in corners):
            continue
        cut = np.asarray(pose.cut(image, x, y, side, side, 0.4), float)
        light, dark = np.percentile(cut, 85), np.percentile(cut, 15)
        share = (cut < (light + dark) / 2).mean()
        if light - dark > _LEAST_CONTRAST and 0.25 < share < 0.75:
            yield pose.at(x + side / 2, y + side / 2)
