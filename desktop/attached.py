"""Files that documents keep: read from disk as what they are, written out again; without Qt."""

from pathlib import Path

from db.errors import AttachmentTooLarge, FileNotTaken
from db.services.attachments import LARGEST
from db.services.documents import NewFile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = "*.pdf *.docx *.png *.jpg *.jpeg *.tif *.tiff"
_MARKS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def read_file(path: Path) -> NewFile:
    """A file with its media type, told by what it holds. Raises FileNotTaken, AttachmentTooLarge."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise AttachmentTooLarge(path.name, size, LARGEST)
        content = path.read_bytes()
    except OSError as error:
        raise FileNotTaken(path.name, "unread") from error
    if (kind := _kind(path, content)) is None:
        raise FileNotTaken(path.name, "kind" if content else "empty")
    return NewFile(path.name, kind, content)


def is_picture(kind: str) -> bool:
    """Whether a media type is that of a picture."""
    return kind.startswith("image/")


def _kind(path: Path, content: bytes) -> str | None:
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if b"%PDF-" in content[:1024]:  # some programs write a line of their own before it
        return PDF
    if content.startswith(b"PK") and path.suffix.lower() == ".docx" and b"word/" in content:
        return DOCX
    return None
