"""How papers and screens name a document: whole, in short, or by its number alone."""

from collections.abc import Sequence

from db.queries.documents import CitedDocument
from desktop.papers.figures import day, long_day

BLANK_NUMBER = "\u00a0" * 6  # the records desk writes it; its spaces never break a line
_LONG, _SHORT = "Ủy ban nhân dân", "UBND"
_ABOUT = ("về việc ", "về ", "v/v ")


def named(document: CitedDocument) -> str:
    """Its type and number, "Kế hoạch số 362/KH-UBND"; without a number, type and day."""
    number = numbered(document)
    return number or f"{document.type} ngày {day(document.issued_on)}"


def all_named(documents: Sequence[CitedDocument]) -> str:
    """The documents of a round, each by type and number."""
    return ", ".join(named(document) for document in documents)


def cited_briefly(document: CitedDocument) -> str:
    """A line of a slip: "Kế hoạch số 362/KH-UBND ngày 01/02/2020 của UBND Thành phố"."""
    head = numbered(document) or document.type
    issuer = _of(document.issuer.replace(_LONG, _SHORT))
    return f"{head} ngày {day(document.issued_on)}{issuer}"


def cited_whole(document: CitedDocument) -> str:
    """The document in a title: with the day in long form, its issuer and what it is about."""
    head = numbered(document) or document.type
    issuer = _of(document.issuer.replace(_SHORT, _LONG))
    return f"{head} ngày {long_day(document.issued_on)}{issuer}{_about(document.summary)}"


def number_of(document: CitedDocument) -> str:
    """The number as registers print it, blank before a known symbol; "" while all is unknown."""
    number = document.number
    return f"{BLANK_NUMBER}{number}" if number.startswith("/") else number


def numbered(document: CitedDocument) -> str:
    """Type and number, "Kế hoạch số 362/KH-UBND"; "" where the number is not known."""
    number = number_of(document)
    space = "\u00a0" if number.startswith(BLANK_NUMBER) else " "
    return f"{document.type} số{space}{number}" if number else ""


def _of(issuer: str) -> str:
    return f" của {issuer}" if issuer else ""


def _about(summary: str) -> str:
    """The summary after "về", whether or not it begins with it; an abbreviation keeps its capitals."""
    if not summary:
        return ""
    about = summary
    for beginning in _ABOUT:
        if summary.lower().startswith(beginning):
            about = summary[len(beginning) :]
            break
    else:
        if summary[1:2].islower() or summary[1:2] == " ":
            about = summary[:1].lower() + summary[1:]
    return f" về {about}"
