"""Everything the program brings along that is not code: fonts, icons, texts, profiles, samples."""

from pathlib import Path


def path(name: str) -> Path:
    """The file or folder `name` of this package; a frozen build keeps it in the same place."""
    return Path(__file__).parent / name
