"""Signed pages as they come from a scanner: printed by the program, signed by hand, spoilt."""

import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from db.queries.returns import SignedPage
from desktop.papers import qr
from desktop.scans.geometry import PageGeometry

Stroke = list[tuple[float, float]]
"""Points in mm."""

_FINE = 16  # dots a mm while a hand writes


@dataclass(frozen=True)
class Pen:
    """A pen: how wide its line is in mm and how dark, 0 black to 255 white."""

    width: float
    shade: int


PENS = (
    Pen(0.35, 60),  # blue ball pen
    Pen(0.45, 75),
    Pen(0.5, 30),  # black gel
    Pen(0.7, 40),  # fountain pen
    Pen(0.3, 95),
    Pen(0.4, 150),  # soft pencil
    Pen(0.45, 175),  # light pencil
)


def pages_of(pdf: bytes, dpi: int, pages: Iterable[int] | None = None) -> list[Image.Image]:
    """The pages of a PDF as gray pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = range(len(document)) if pages is None else pages
        return [
            document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            for page in wanted
        ]
    finally:
        document.close()


def page_with(digits: str, dpi: int) -> Image.Image:
    """A page with nothing but a code."""
    out = io.BytesIO()
    canvas = Canvas(out)
    qr.paint_code(canvas, digits, 85, 43, 45)
    canvas.save()
    return pages_of(out.getvalue(), dpi)[0]


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def geometry_of(page: SignedPage) -> PageGeometry:
    """Where a page's cells and code are."""
    geometry = PageGeometry.read(page.cells)
    assert geometry is not None
    return geometry


def scribble(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    """A hand's strokes in a cell of that size, from its upper left corner."""
    style = rng.choices(("name", "loops", "initials", "tick", "flourish"), (30, 25, 18, 15, 12))[0]
    return {
        "name": _name,
        "loops": _loops,
        "initials": _initials,
        "tick": _tick,
        "flourish": _flourish,
    }[style](rng, wide, high)


def _curve(points: Sequence[tuple[float, float]]) -> Stroke:
    """A smooth line through points (Catmull-Rom)."""
    p = np.array([points[0], *points, points[-1]], float)
    t = np.linspace(0, 1, 12)[:, None]
    parts = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return [(float(x), float(y)) for x, y in np.concatenate(parts)]


def _name(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    """A name in joined letters, its capital tall."""
    x, base, size = rng.uniform(2, 5), high * rng.uniform(0.5, 0.7), rng.uniform(1.6, 3)
    room = wide - x - 2
    step = size * rng.uniform(0.5, 0.8)
    points = [(x, base - size * 1.8), (x + step, base), (x + 2 * step, base - size * 2)]
    for at in range(int(min(room / step, rng.randint(8, 22)))):
        up = rng.choice((0, 0.9, 1, 1.1, 2))
        points.append((x + (at + 2.5) * step, base - size * (up if at % 2 else 0.1)))
    strokes = [_curve(points)]
    if rng.random() < 0.6:
        strokes.append(
            _curve([(x, base + 1), (x + room * 0.5, base + 0.4), (x + room * 0.7, base + 1.2)])
        )
    return strokes


def _loops(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    x, middle = rng.uniform(2, wide * 0.25), high * rng.uniform(0.4, 0.6)
    step, size = rng.uniform(0.8, 1.6), rng.uniform(0.2, 0.42) * high
    points = []
    for at in range(rng.randint(10, 26)):
        angle = at * rng.uniform(1.6, 2.2)
        points.append((x + at * step * 0.6 + np.cos(angle) * step, middle + np.sin(angle) * size))
    return [_curve([(min(px, wide - 1), py) for px, py in points])]


def _initials(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    x, size = rng.uniform(0.15, 0.6) * wide, rng.uniform(0.3, 0.6) * high
    top = (high - size) * rng.uniform(0.3, 0.7)
    strokes = []
    for letter in range(rng.randint(1, 2)):
        left = x + letter * size * 0.9
        strokes.append(
            _curve([(left, top + size), (left + size * 0.3, top), (left + size * 0.6, top + size)])
        )
        strokes.append(
            [(left + size * 0.1, top + size * 0.6), (left + size * 0.5, top + size * 0.55)]
        )
    return strokes


def _tick(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    x, size = rng.uniform(0.2, 0.7) * wide, rng.uniform(3.5, 7)
    y = high * rng.uniform(0.35, 0.65)
    if rng.random() < 0.3:
        half = size * 0.4
        return [
            [(x - half, y - half), (x + half, y + half)],
            [(x + half, y - half), (x - half, y + half)],
        ]
    return [[(x - size * 0.4, y), (x, y + size * 0.4), (x + size * 0.7, y - size * 0.6)]]


def _flourish(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    """A large signature that leaves its cell."""
    strokes = _loops(rng, wide, high)
    over = rng.choice((-1, 1)) * rng.uniform(0.5, 3.5)
    end = high + over if over > 0 else over
    x = rng.uniform(0.3, 0.8) * wide
    strokes.append(_curve([strokes[0][-1], (x, high * 0.5), (x + 3, end), (x + 7, end)]))
    return strokes


def write(
    page: Image.Image, dpi: int, x: float, y: float, strokes: Iterable[Stroke], pen: Pen
) -> None:
    """Draw strokes on a page, their origin in mm from its upper left corner."""
    points = [point for stroke in strokes for point in stroke]
    left, top = min(p[0] for p in points) - 1, min(p[1] for p in points) - 1
    wide, high = max(p[0] for p in points) + 1 - left, max(p[1] for p in points) + 1 - top
    ink = Image.new("L", (round(wide * _FINE), round(high * _FINE)), 255)
    draw = ImageDraw.Draw(ink)
    for stroke in strokes:
        line = [((px - left) * _FINE, (py - top) * _FINE) for px, py in stroke]
        draw.line(line, pen.shade, max(1, round(pen.width * _FINE)), "curve")
    dots = dpi / 25.4
    ink = ink.resize((max(1, round(wide * dots)), max(1, round(high * dots))), Image.Resampling.BOX)
    at = round((x + left) * dots), round((y + top) * dots)
    box = (*at, at[0] + ink.width, at[1] + ink.height)
    page.paste(ImageChops.multiply(page.crop(box), ink), at)


def speck(rng: random.Random, wide: float, high: float) -> list[Stroke]:
    """A crumb of dirt."""
    x, y, size = rng.uniform(2, wide - 2), rng.uniform(2, high - 2), rng.uniform(0.1, 0.5)
    return [[(x, y), (x + size, y + size * rng.uniform(-1, 1))]]


def stain(
    rng: random.Random, page: Image.Image, dpi: int, square: Sequence[float], share: float
) -> None:
    """Spill something over part of a code."""
    left, top, side = (length * dpi / 25.4 for length in square)
    draw = ImageDraw.Draw(page)
    radius = side * (share / 3.1416) ** 0.5
    x, y = left + rng.uniform(0, side), top + rng.uniform(0, side)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), rng.choice((20, 90, 160, 250)))


def spoil(
    rng: random.Random,
    page: Image.Image,
    *,
    angle: float = 0,
    blur: float = 0,
    noise: float = 0,
    contrast: float = 1,
    paper: int = 255,
) -> Image.Image:
    """A page as a poor scanner gives it back."""
    if angle:
        page = page.rotate(angle, Image.Resampling.BICUBIC, expand=abs(angle) > 45, fillcolor=255)
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    if contrast != 1 or paper != 255:
        page = page.point([int(paper - (255 - value) * contrast) for value in range(256)])
    if noise:
        grain = np.random.default_rng(rng.getrandbits(32)).normal(
            0, noise, (page.height, page.width)
        )
        page = Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))
    return page


def as_jpeg(page: Image.Image, quality: int = 40) -> bytes:
    """A page as JPEG."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(pages: Sequence[Image.Image], dpi: int, quality: int = 40) -> bytes:
    """Pages as a scanner's PDF of JPEG pictures."""
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality
    )
    return out.getvalue()


def sign(
    rng: random.Random,
    image: Image.Image,
    dpi: int,
    page: SignedPage,
    signs: Callable[[int], bool],
    draw: Callable[[random.Random, float, float], list[Stroke]] = scribble,
    pens: Sequence[Pen] = PENS,
    corner: tuple[float, float] = (0, 0),
) -> dict[int, bool]:
    """Let people sign a page; return who did."""
    truth = {}
    for staff_id, (x, y, wide, high) in zip(page.rows, geometry_of(page).cells, strict=True):
        truth[staff_id] = signs(staff_id)
        at = x + corner[0], y + corner[1]
        if truth[staff_id]:
            write(image, dpi, *at, draw(rng, wide, high), rng.choice(pens))
        elif rng.random() < 0.15:
            write(image, dpi, *at, speck(rng, wide, high), rng.choice(pens))
    return truth
