"""What a scanned file holds: pages of a PDF, of a TIFF, or one photo; as gray pictures."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 1 << 30
MAX_PAGES = 2_000
MAX_PIXELS = 80_000_000  # an A3 at 600 dpi has 70
DOTS, FINE_DOTS = 200, 300  # an inch, for pages that are drawn
LONGEST_DRAWN, LONGEST_FINE = 2_400, 3_600
LONGEST_PHOTO = 3_600  # A4 at 300 dpi

_FORMATS = ("JPEG", "PNG", "TIFF")
_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD
_WHITE = 255


class Refused(Exception):
    """A file or a page that is not read; the argument is its Why."""


class Source(Protocol):
    """The pages of a file; `is_drawn` says whether a page can be had finer."""

    count: int
    is_drawn: bool

    def page(self, index: int, *, fine: bool = False) -> Image.Image:
        """A page in gray. Raises Refused."""


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file by what it is, not by its name. Raises Refused."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise Refused("missing") from error
    except OSError as error:
        raise Refused("damaged") from error
    if size > MAX_BYTES:
        raise Refused("too_large")
    if b"%PDF-" in start:
        with _Pdf(path) as pdf:
            yield pdf
    else:
        with _Picture(path) as picture:
            yield picture


class _Pdf:
    """Pages of a PDF, drawn."""

    is_drawn = True

    def __init__(self, path: Path) -> None:
        try:
            self._document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise Refused("locked" if error.err_code == _PASSWORD else "damaged") from error
        self.count = len(self._document)
        if self.count > MAX_PAGES:
            raise Refused("too_large")
        if not self.count:
            raise Refused("damaged")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def page(self, index: int, *, fine: bool = False) -> Image.Image:
        """Draw a page. A wrong page size does no harm: what is drawn has about as many pixels."""
        try:
            page = self._document[index]
            longest, shortest = max(page.get_size()), min(page.get_size())
            if not 0 < longest < 100_000 or shortest * 50 < longest:
                raise Refused("too_large")
            dots, most = (FINE_DOTS, LONGEST_FINE) if fine else (DOTS, LONGEST_DRAWN)
            scale = min(dots / 72, most / longest)
            bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
            image = Image.fromarray(bitmap.to_numpy().copy()).convert("L")
            page.close()
        except pypdfium2.PdfiumError as error:
            raise Refused("damaged") from error
        return image


class _Picture:
    """A JPEG or PNG, or the pages of a TIFF."""

    is_drawn = False

    def __init__(self, path: Path) -> None:
        Image.MAX_IMAGE_PIXELS = None  # pages are measured before they are decoded
        warnings.simplefilter("ignore")
        try:
            self._image = Image.open(path, formats=_FORMATS)
            self.count = getattr(self._image, "n_frames", 1) if self._image.format == "TIFF" else 1
        except MemoryError:
            raise
        except UnidentifiedImageError as error:
            raise Refused(_suspected(path)) from error
        except Exception as error:  # whatever a decoder stumbles over
            raise Refused("damaged") from error
        if self.count > MAX_PAGES:
            raise Refused("too_large")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._image.close()

    def page(self, index: int, *, fine: bool = False) -> Image.Image:
        """Decode a page; a large photo only as finely as is needed."""
        del fine
        image = self._image
        try:
            if index:
                image.seek(index)
            if image.width * image.height > MAX_PIXELS:
                raise Refused("too_large")
            image.draft("L", (LONGEST_DRAWN, LONGEST_DRAWN))
            return _gray(image)
        except (Refused, MemoryError):
            raise
        except Exception as error:  # as above
            raise Refused("damaged") from error


def _gray(image: Image.Image) -> Image.Image:
    """As a gray picture on white, the right way up, no larger than is needed."""
    image.load()
    picture: Image.Image = image
    if picture.mode in {"P", "PA", "LA", "RGBA"}:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, (_WHITE, _WHITE, _WHITE, _WHITE))
        picture = Image.alpha_composite(white, picture)
    elif picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    gray = picture.convert("L")
    shrunk = -(-max(gray.size) // LONGEST_PHOTO)
    if shrunk > 1:
        gray = gray.reduce(shrunk)
    return ImageOps.exif_transpose(gray)


def _suspected(path: Path) -> str:
    """Why a file could not be told: named like a scan it is damaged, else it is none."""
    known = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"}
    return "damaged" if path.suffix.lower() in known else "not_a_scan"
