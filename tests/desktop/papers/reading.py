"""Reading a PDF back: its text page by page, its fonts, where its letters stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from PIL import Image
from pypdfium2 import raw


class Letter(NamedTuple):
    """A letter and its box in points from the lower left corner of its page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, every run of blanks as one space."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [re.sub(r"\s+", " ", text.replace("\ufffe", "-")) for text in texts]


def whole_text(pdf: bytes) -> str:
    """The text of all pages in a row."""
    return " ".join(page_texts(pdf))


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole mm."""
    document = pypdfium2.PdfDocument(pdf)
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document]
    document.close()
    return sizes


def placed_letters(pdf: bytes) -> Iterator[tuple[int, Letter]]:
    """Every visible letter with the place of its page, from 0."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            letter = text.get_text_range(index, 1)
            if letter.strip():
                yield number, Letter(letter, *text.get_charbox(index))
    document.close()


def letters(pdf: bytes) -> Iterator[tuple[tuple[float, float], Letter]]:
    """Every visible letter with the size of its page."""
    document = pypdfium2.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    document.close()
    for number, letter in placed_letters(pdf):
        yield sizes[number], letter


def fonts_of(pdf: bytes) -> set[tuple[str, bool]]:
    """The name of each font that draws a text, and whether it is embedded."""
    document = pypdfium2.PdfDocument(pdf)
    found = set()
    for page in document:
        for item in page.get_objects(max_depth=4):
            if isinstance(item, pypdfium2.PdfTextObj):
                font = item.get_font()
                found.add((font.get_base_name(), bool(font.is_embedded)))
    document.close()
    return found


def first_boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """The drawn shapes of the first page that have a height, as left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    shapes = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    boxes = [tuple(shape.get_bounds()) for shape in shapes]
    document.close()
    return [box for box in boxes if box[3] - box[1] > 2]


def page_image(pdf: bytes, page: int) -> Image.Image:
    """A page as a scanner of 200 dpi would see it, in greys."""
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[page].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    return image


def greys(image: Image.Image, left: float, top: float, right: float, bottom: float) -> set[int]:
    """The greys (0 black to 255 white) of a part of a page; its edges in mm from the upper left."""
    dots = 200 / 25.4
    box = (round(left * dots), round(top * dots), round(right * dots), round(bottom * dots))
    return set(image.crop(box).tobytes())
