"""How much is written in a cell, and whether that is a signature."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from desktop.scans.components import Component, components
from desktop.scans.geometry import Pose

_STEP = 0.15  # mm a pixel
_INSET = 0.9  # mm from a cell's edge, past the ruled line
_BLOCK = 12
_LEAST_DARK = 0.10
_NOISE = 4.5  # deviations of the paper's own grain that are no ink
_RULE = 1.4  # mm that a ruled line may lean over in a cell
_SPECK = 0.7  # mm²
_SURE = 3.2  # mm² of strokes that are a signature
_NOTHING = 1.2  # mm² that are none
_PICTURE_MARGIN = 1.5
_PICTURE_STEP = 0.18

Cell = Sequence[float]


@dataclass(frozen=True, slots=True)
class Ink:
    """The share of a cell that is written on; whether it is signed, None where it is doubtful."""

    share: float
    signed: bool | None


def ink(image: Image.Image, pose: Pose, cell: Cell) -> Ink:
    """Measure a cell of a page."""
    x, y, wide, high = cell
    inset = min(_INSET, wide / 8, high / 8)
    cut = pose.cut(image, x + inset, y + inset, wide - 2 * inset, high - 2 * inset, _STEP)
    dark = _darkness(cut)
    grain = 1.4826 * float(np.median(np.abs(dark - np.median(dark))))
    mask = dark > max(_LEAST_DARK, _NOISE * grain)
    own, strange = 0.0, 0.0
    for one in components(mask):
        area = one.area * _STEP * _STEP
        if area < _SPECK and one.extent * _STEP < 2.5:
            continue
        if _is_rule(one, mask.shape):
            continue
        if _comes_from_outside(one, mask.shape):
            strange += area
        else:
            own += area
    share = own / (mask.size * _STEP * _STEP)
    return Ink(share, _judged(own, strange))


def _judged(own: float, strange: float) -> bool | None:
    if own >= _SURE:
        return True
    if own <= _NOTHING and strange < 2 * _SURE:
        return False
    return None


def _is_rule(one: Component, shape: tuple[int, ...]) -> bool:
    """Whether it is a ruled line that the page's pose missed: from edge to edge, and thin."""
    high, wide = one.bottom - one.top + 1, one.right - one.left + 1
    thin = _RULE / _STEP
    return (high > 0.95 * shape[0] and wide < thin) or (wide > 0.95 * shape[1] and high < thin)


def _comes_from_outside(one: Component, shape: tuple[int, ...]) -> bool:
    """Whether a stroke hangs in from a neighbour's cell: it begins at an edge and ends soon."""
    high = shape[0]
    reaches = one.bottom - one.top + 1
    touches = one.top <= 2 or one.bottom >= high - 3
    return touches and reaches < 0.45 * high


def _darkness(cut: Image.Image) -> NDArray[np.float64]:
    """How much darker than the paper around it each point is, 0 to 1."""
    patch = np.asarray(cut.filter(ImageFilter.GaussianBlur(0.8)), float)
    rows, columns = -(-patch.shape[0] // _BLOCK), -(-patch.shape[1] // _BLOCK)
    padded = np.pad(
        patch,
        ((0, rows * _BLOCK - patch.shape[0]), (0, columns * _BLOCK - patch.shape[1])),
        mode="edge",
    )
    blocks = padded.reshape(rows, _BLOCK, columns, _BLOCK).swapaxes(1, 2).reshape(rows, columns, -1)
    paper = np.percentile(blocks, 80, axis=2)
    around = np.pad(paper, 1, mode="edge")
    near = [around[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    paper = np.maximum(paper, np.median(near, axis=0))
    small = Image.fromarray(paper.astype(np.uint8))
    size = (columns * _BLOCK, rows * _BLOCK)
    level = np.asarray(small.resize(size, Image.Resampling.BILINEAR), float)
    level = np.maximum(level[: patch.shape[0], : patch.shape[1]], 1)
    return np.asarray(np.clip((level - patch) / level, 0, 1))


def cell_picture(image: Image.Image, pose: Pose, cell: Cell) -> bytes:
    """A cell with a little around it, as a small PNG."""
    x, y, wide, high = cell
    margin = _PICTURE_MARGIN
    cut = pose.cut(
        image, x - margin, y - margin, wide + 2 * margin, high + 2 * margin, _PICTURE_STEP
    )
    out = io.BytesIO()
    cut.point([value // 17 * 17 for value in range(256)]).save(out, "PNG")
    return out.getvalue()


def page_picture(image: Image.Image, pose: Pose | None = None) -> bytes:
    """A page as JPEG of about 150 dpi, turned upright where its pose is known."""
    dots = pose.dots * 25.4 if pose else max(image.size) / 11.7
    ratio = min(1.0, 150 / max(dots, 1))
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    small = image.resize(size, Image.Resampling.BOX)
    if turn := _turn(pose):
        small = small.rotate(turn, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=50)
    return out.getvalue()


def place(image: Image.Image, pose: Pose, cell: Cell) -> tuple[float, float, float, float]:
    """Where a cell lies in its page's picture: left, top, width, height as shares of it."""
    turn = np.radians(_turn(pose))
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    wide = abs(image.width * cos) + abs(image.height * sin)
    high = abs(image.width * sin) + abs(image.height * cos)
    x, y, cell_wide, cell_high = cell
    corners = [pose.at(x + a * cell_wide, y + b * cell_high) for a in (0, 1) for b in (0, 1)]
    away = [(u - image.width / 2, v - image.height / 2) for u, v in corners]
    across = [0.5 + (u * cos + v * sin) / wide for u, v in away]
    down = [0.5 + (v * cos - u * sin) / high for u, v in away]
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _turn(pose: Pose | None) -> float:
    """By how many degrees a page's picture is turned back."""
    return pose.turned if pose is not None and abs(pose.turned) > 0.2 else 0.0
