"""Which files are scans by their names."""

from pathlib import Path

SCAN_ENDINGS = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"})


def is_scan(path: Path) -> bool:
    """Whether a file's name is that of a PDF or a picture, or whether it is a folder."""
    return path.suffix.lower() in SCAN_ENDINGS or path.is_dir()
