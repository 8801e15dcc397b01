"""Finding our codes on a page: quickly first, then harder on what the quick reading missed."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import zxingcpp
from PIL import Image

from db.rules.codes import SLIP, parse_code
from desktop.scans.squares import find_spoilt

Point = tuple[float, float]

_DIGITS = 17
_QR = zxingcpp.barcode_formats_from_str("QRCode")


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
    if not found or any(_is_slip(one.digits) for one in found):
        more = find_spoilt(image, [one.corners for one in found])
        found = merged(found, (FoundCode(*one) for one in more))
    return found


def merged(first: list[FoundCode], more: Iterable[FoundCode]) -> list[FoundCode]:
    """Both readings of one page, each code once."""
    seen = {one.digits for one in first}
    return [*first, *(one for one in more if one.digits not in seen)]


def _is_slip(digits: str) -> bool:
    code = parse_code(digits)
    return code is not None and code.kind == SLIP


def _read(image: Image.Image) -> list[FoundCode]:
    found = []
    for code in zxingcpp.read_barcodes(np.asarray(image), formats=_QR, try_invert=False):
        if len(code.text) == _DIGITS and code.text.isascii() and code.text.isdigit():
            at = code.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            a, b, c, d = ((float(point.x), float(point.y)) for point in corners)
            found.append(FoundCode(code.text, (a, b, c, d)))
    return merged([], found)
