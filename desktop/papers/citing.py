"""How documents are named in sentences, lists and slips."""

from collections.abc import Sequence

from db.queries.documents import CitedDocument
from desktop.papers.figures import day, long_day
from desktop.papers.official import BLANK_NUMBER


def short_name(document: CitedDocument) -> str:
    """Type and number: "Kế hoạch số 362/KH-UBND"; of one without a symbol its day and issuer.

    Where only the symbol is known, the number is left for the hand.
    """
    number = document.number
    if not number:
        return f"{document.type} ngày {day(document.issued_on)} của {document.issuer}"
    if number.startswith("/"):
        return f"{document.type} số\u00a0{BLANK_NUMBER}{number}"
    return f"{document.type} số {number}"


def short_names(documents: Sequence[CitedDocument]) -> str:
    """The documents of a round: "Kế hoạch số 362/KH-UBND, Kế hoạch số 15/KH-STTTT"."""
    return ", ".join(short_name(document) for document in documents)


def dated_name(document: CitedDocument) -> str:
    """The same with day and issuer, as slips have it: "… ngày 01/02/2020 của UBND Thành phố"."""
    if not document.number:
        return short_name(document)
    issuer = document.issuer.replace("Ủy ban nhân dân", "UBND")
    return f"{short_name(document)} ngày {day(document.issued_on)} của {issuer}"


def full_name(document: CitedDocument) -> str:
    """The whole of it, as lists have it: "… ngày 01 tháng 02 năm 2020 của … về …"."""
    number = (
        f" {short_name(document).removeprefix(document.type).strip()}" if document.number else ""
    )
    summary = document.summary[:1].lower() + document.summary[1:]
    return (
        f"{document.type}{number} ngày {long_day(document.issued_on)} của {document.issuer}"
        f" về {summary}"
    )
