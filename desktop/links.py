"""Addresses that may be opened in the browser; without Qt."""

from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https"})


def safe_link(text: str) -> str | None:
    """The address if it is one of the web, written out whole; None for anything else.

    What people paste may be a file, a script or a mail address: those are never opened.
    """
    typed = text.strip()
    if not typed.isprintable() or " " in typed:
        return None
    try:
        parts = urlsplit(typed)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return typed if is_whole and parts.scheme.lower() in _SCHEMES else None
