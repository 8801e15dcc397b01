"""What codes and names are compared by."""

import re

from db.text import fold

NEAR = 0.84
"""How alike two names are that may be meant as one (difflib's ratio)."""

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def code_key(code: str) -> str:
    """A code reduced to its letters and digits."""
    return _NOT_ALNUM.sub("", fold(code)) or fold(code)


def name_key(name: str) -> str:
    """A name reduced to its words, punctuation aside."""
    return _NOT_ALNUM.sub(" ", fold(name)).strip() or fold(name)
