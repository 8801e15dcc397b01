"""The process that reads one scanned file: a hostile file may take it down, and nothing else.

It knows no book. For each page a line of JSON goes out, then the page itself, a byte a pixel:
{"page", "pages", "width", "height", "codes": [[digits, corners], ...]}, or {"page", "pages",
"refused"} for a page that can't be read. Last comes {"refused": a Why, or ""}.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from db.apart import limit
from desktop.scans.codes import FoundCode, find_codes
from desktop.scans.sources import Refused, Source, open_source

MEMORY = 2 << 30
LONGEST = 2400
"""Pixels of a page's longer side as it goes out: A4 at 200 dpi."""


def main() -> None:
    """Read the file named last on the command line; write its pages to standard output."""
    limit(MEMORY)
    out = sys.stdout.buffer
    refused = ""
    try:
        with open_source(Path(sys.argv[-1])) as source:
            for told, pixels in _pages(source):
                _tell(out, told, pixels)
    except Refused as refusal:
        refused = str(refusal)
    except MemoryError:
        refused = "too_large"
    _tell(out, {"refused": refused})


def _pages(source: Source) -> Iterator[tuple[dict[str, Any], bytes]]:
    for index in range(source.count):
        told: dict[str, Any] = {"page": index + 1, "pages": source.count}
        try:
            image, codes = _read(source, index)
        except Refused as refusal:
            yield told | {"refused": str(refusal)}, b""
            continue
        told |= {"width": image.width, "height": image.height, "codes": codes}
        yield told, image.tobytes()


def _read(source: Source, index: int) -> tuple[Image.Image, list[FoundCode]]:
    """A page as it goes out and the codes on it; one without a code is drawn finer once more."""
    drawn = source.page(index)
    codes = find_codes(drawn)
    if not codes and source.is_drawn:
        fine = source.page(index, fine=True)
        ratio = drawn.width / fine.width
        codes = [_scaled(code, ratio) for code in find_codes(fine)]
    ratio = min(1.0, LONGEST / max(drawn.size))
    if ratio < 1:
        size = (max(1, round(drawn.width * ratio)), max(1, round(drawn.height * ratio)))
        drawn = drawn.resize(size, Image.Resampling.BOX)
    return drawn, [_scaled(code, ratio) for code in codes]


def _scaled(code: FoundCode, ratio: float) -> FoundCode:
    a, b, c, d = ((x * ratio, y * ratio) for x, y in code.corners)
    return FoundCode(code.digits, (a, b, c, d))


def _tell(out: BinaryIO, told: dict[str, Any], pixels: bytes = b"") -> None:
    out.write(json.dumps(told).encode() + b"\n" + pixels)
    out.flush()
