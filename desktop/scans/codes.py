"""Finding our codes on a page: quickly first, then harder on what the quick reading missed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from db.rules.codes import SLIP, parse_code

Gray = NDArray[np.uint8]
Point = tuple[float, float]

_DIGITS = 17
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_GLOBAL = zxingcpp.Binarizer.GlobalHistogram
_LOCAL = zxingcpp.Binarizer.LocalAverage


class FoundCode(NamedTuple):
    """Digits and the corners of their square: upper left, upper right, lower right, lower left.

    Corners are named as the paper was printed, however it lies; in pixels.
    """

    digits: str
    corners: tuple[Point, Point, Point, Point]

    @property
    def is_good(self) -> bool:
        """Whether the check digit is right."""
        return parse_code(self.digits) is not None


def find_codes(image: Image.Image) -> list[FoundCode]:
    """All codes on a gray page, also those whose check digit is wrong; other codes are ignored.

    Slips lie several to a page: where there is one a second reading looks for more.
    """
    found = _read(image)
    if any(one.is_good and _is_slip(one.digits) for one in found):
        return merged(found, _read(image.filter(ImageFilter.GaussianBlur(1.2))))
    tried = _variants(image)
    while not found and (variant := next(tried, None)) is not None:
        found = _read(*variant)
    return found


def merged(first: list[FoundCode], more: Iterable[FoundCode]) -> list[FoundCode]:
    """Both readings of one page, each code once."""
    seen = {one.digits for one in first}
    return [*first, *(one for one in more if one.digits not in seen)]


def _is_slip(digits: str) -> bool:
    code = parse_code(digits)
    return code is not None and code.kind == SLIP


def _variants(
    image: Image.Image,
) -> Iterator[tuple[Image.Image, float, zxingcpp.Binarizer]]:
    yield image, 1, _GLOBAL
    yield image.filter(ImageFilter.GaussianBlur(1.2)), 1, _LOCAL
    yield image.filter(ImageFilter.UnsharpMask(3, 250, 0)), 1, _LOCAL
    twice = image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
    yield twice, 2, _LOCAL
    yield twice.filter(ImageFilter.UnsharpMask(6, 250, 0)), 2, _LOCAL
    yield twice.filter(ImageFilter.GaussianBlur(3)), 2, _LOCAL
    yield image.filter(ImageFilter.MedianFilter(3)), 1, _LOCAL


def _read(
    image: Image.Image, scale: float = 1, binarizer: zxingcpp.Binarizer = _LOCAL
) -> list[FoundCode]:
    codes = zxingcpp.read_barcodes(
        np.asarray(image), formats=_QR, try_invert=False, binarizer=binarizer
    )
    found = []
    for code in codes:
        if len(code.text) == _DIGITS and code.text.isascii() and code.text.isdigit():
            at = code.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            a, b, c, d = ((point.x / scale, point.y / scale) for point in corners)
            found.append(FoundCode(code.text, (a, b, c, d)))
    return merged([], found)
