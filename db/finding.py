"""What the check of a book finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: what kind, where, what the book says and what it should say."""

    kind: str
    where: str
    found: str = ""
    expected: str = ""
