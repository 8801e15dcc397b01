"""A picture as the one page of a PDF, so that it is looked at and printed like any paper."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def picture_pdf(title: str, picture: bytes) -> bytes:
    """A PNG or JPEG as large as fits A4; the page has its shape."""
    image = ImageReader(BytesIO(picture))
    wide, high = image.getSize()
    width, height = A4 if wide <= high else A4[::-1]
    scale = min(width / wide, height / high)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(wide * scale, high * scale), invariant=1)
    canvas.setTitle(title)
    canvas.drawImage(image, 0, 0, wide * scale, high * scale, mask="auto")
    canvas.save()
    return out.getvalue()
