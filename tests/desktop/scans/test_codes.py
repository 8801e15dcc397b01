"""Codes are read clean, stained and upside down, and never as what they are not."""

import random

import numpy as np
import pytest
import segno
from PIL import Image

from db.rules.codes import DOCUMENT_LIST, page_code
from desktop.scans.codes import find_codes
from desktop.scans.modules import DARK, KNOWN, digits_of
from desktop.scans.reed_solomon import corrected
from desktop.scans.squares import find_spoilt

CODE = page_code(4711, DOCUMENT_LIST, 12, 3)
DOT = 6
LEFT, TOP = 120, 400


def matrix(digits: str) -> np.ndarray:
    code = segno.make(
        digits, version=1, error="h", mode="numeric", mask=0, boost_error=False, micro=False
    )
    return np.array([list(row) for row in code.matrix], bool)


def page(digits: str = CODE, spoilt: tuple[slice, slice] | None = None) -> Image.Image:
    paper = np.full((900, 700), 250, np.uint8)
    square = np.where(matrix(digits), 30, 250).astype(np.uint8)
    if spoilt is not None:
        square[spoilt] = 30
    side = 21 * DOT
    paper[TOP : TOP + side, LEFT : LEFT + side] = square.repeat(DOT, 0).repeat(DOT, 1)
    return Image.fromarray(paper)


def test_the_modules_that_never_change_are_those_of_every_code() -> None:
    for digits in (CODE, "0" * 17, "9" * 17):
        assert (matrix(digits) == DARK)[KNOWN].all()


def test_digits_are_read_from_modules() -> None:
    assert digits_of(np.where(matrix(CODE), 20.0, 240.0)) == CODE


def test_a_stain_on_a_tenth_of_the_modules_is_not_believed() -> None:
    rng = random.Random(7)
    rows, columns = np.mgrid[:21, :21]
    for shade in (20, 130, 250):
        for _ in range(20):
            values = np.where(matrix(CODE), 30.0, 240.0)
            y, x = rng.uniform(0, 20), rng.uniform(0, 20)
            values[(rows - y) ** 2 + (columns - x) ** 2 < 44 / np.pi] = shade
            assert digits_of(values) == CODE


def test_words_are_corrected_up_to_what_they_carry() -> None:
    words = [0] * 26  # the zero word belongs to every such code
    spoilt = [7 if place < 8 else 0 for place in range(26)]
    assert corrected(spoilt, ()) == words
    spoilt = [7 if place < 12 else 0 for place in range(26)]
    assert corrected(spoilt, range(10)) == words  # ten known ones and two unknown
    assert corrected([7 if place < 20 else 0 for place in range(26)], ()) != words


@pytest.mark.parametrize("angle", [0, 2.5, 90, 180, 267])
def test_a_code_is_read_however_the_page_lies(angle: float) -> None:
    turned = page().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    ((digits, corners),) = find_codes(turned)
    assert digits == CODE
    radians = np.deg2rad(-angle)
    along = np.subtract(corners[1], corners[0])
    assert np.hypot(*along) == pytest.approx(21 * DOT, abs=3)
    assert np.cos(np.arctan2(along[1], along[0]) - radians) > 0.99


@pytest.mark.parametrize(
    "spoilt",
    [
        (slice(0, 6), slice(0, 6)),
        (slice(0, 6), slice(15, 21)),
        (slice(15, 21), slice(0, 6)),
        (slice(8, 13), slice(8, 15)),
    ],
)
def test_a_code_is_read_without_one_of_its_patterns(spoilt: tuple[slice, slice]) -> None:
    ((digits, corners),) = find_spoilt(page(spoilt=spoilt).rotate(180))
    assert digits == CODE
    assert corners[0] == pytest.approx((700 - LEFT, 900 - TOP), abs=4)


def test_a_wrong_digit_is_told_and_never_put_right() -> None:
    wrong = CODE[:5] + str((int(CODE[5]) + 1) % 10) + CODE[6:]
    (found,) = find_codes(page(wrong))
    assert (found.digits, found.is_good) == (wrong, False)
    assert find_spoilt(page(wrong)) == []


def test_other_codes_and_empty_pages_are_no_codes_of_ours() -> None:
    assert find_codes(Image.new("L", (800, 1100), 255)) == []
    other = segno.make("https://example.org/12345678901234567", error="m")
    rows = np.array([list(row) for row in other.matrix], bool)
    paper = np.full((800, 800), 255, np.uint8)
    side = len(rows) * 6
    paper[100 : 100 + side, 100 : 100 + side] = np.where(rows, 0, 255).repeat(6, 0).repeat(6, 1)
    assert find_codes(Image.fromarray(paper)) == []
