"""The square code of a page's digits, drawn as one small image mask."""

import segno
from reportlab.pdfgen.canvas import Canvas

SIDE_MODULES = 21  # version 1
_MASK = 0  # fixed: choosing the best one of eight takes eight times as long and reads no better


def paint_code(canvas: Canvas, digits: str, x: float, y: float, side: float) -> None:
    """Draw the code of 17 digits with its lower left corner at a point; lengths in points.

    Version 1 with the highest correction holds just 17 digits. The mask is written as an inline
    image: no rectangles, so a page of it costs 150 bytes.
    """
    code = segno.make(
        digits, version=1, error="h", mode="numeric", mask=_MASK, boost_error=False, micro=False
    )
    rows = (int("".join("1" if dark else "0" for dark in row) + "000", 2) for row in code.matrix)
    pixels = "".join(f"{row:06x}" for row in rows)
    canvas._code.append(  # ReportLab has no public way to an inline mask
        f"q {side:.3f} 0 0 {side:.3f} {x:.3f} {y:.3f} cm BI /W {SIDE_MODULES} /H {SIDE_MODULES}"
        f" /IM true /BPC 1 /D [1 0] /F /AHx ID {pixels}> EI Q"
    )
