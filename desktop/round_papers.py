"""Which papers of a round are printed together, as the clerk chose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundPapers:
    """What is printed of a round.

    With `with_documents`, a round of documents, its people sign for those and for the goods on one
    slip, `per_page` to a page; lists remain for vouchers with somebody who is not of that round.
    """

    vouchers: bool = True
    copies: bool = False
    lists: bool = True
    undertaking: bool = False
    pick_list: bool = True
    with_documents: int | None = None
    per_page: int = 2
