"""A paper that was printed held against the book: by the audit's mark at its foot, and its digits."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from db.database import Database
from db.queries.audit_marks import MarkStanding, mark_standing, printed_mark
from db.queries.office import book_number
from db.rules.codes import WEEKLY_REPORT, parse_code
from desktop.pdf_text import pdf_text

_DIGITS = re.compile(r"\b\d{17}\b")


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """How a paper and the book stand to each other; `standing` is None of one without a mark."""

    is_of_book: bool
    from_on: date | None
    to_on: date | None
    standing: MarkStanding | None

    @property
    def agrees(self) -> bool:
        """Whether the book still has all that the paper was printed from."""
        return self.is_of_book and self.standing is not None and self.standing.agrees


def paper_standing(database: Database, path: Path) -> PaperStanding:
    """Read a weekly report that was saved as PDF. Raises FileNotTaken."""
    text = pdf_text(path)
    codes = [code for digits in _DIGITS.findall(text) if (code := parse_code(digits))]
    weekly = next((code for code in codes if code.kind == WEEKLY_REPORT), None)
    from_on = to_on = None
    if weekly is not None:
        from_on = datetime.strptime(f"{weekly.paper:06d}", "%y%m%d").date()  # noqa: DTZ007
        to_on = from_on + timedelta(days=weekly.page - 1)
    mark = printed_mark(text)
    return PaperStanding(
        is_of_book=weekly is None or weekly.book == database.ask(book_number),
        from_on=from_on,
        to_on=to_on,
        standing=database.ask(mark_standing, mark, from_on, to_on) if mark else None,
    )


def paper_told(paper: PaperStanding) -> str:
    """The outcome in a sentence."""
    if not paper.is_of_book:
        return "Báo cáo này không phải của sổ đang mở."
    if paper.standing is None:
        return "Báo cáo này không mang dấu của nhật ký nên không đối chiếu được."
    told = paper.standing
    if not told.agrees:
        return (
            f"Sổ không còn khớp với báo cáo: việc số {told.mark.act} trong nhật ký đã khác khi in,"
            " hoặc sổ là bản cũ hơn."
        )
    if told.later_vouchers:
        return (
            f"Sổ còn đủ những gì có khi in; sau đó có {told.later_vouchers} phiếu ghi vào kỳ của"
            " báo cáo."
        )
    return "Sổ khớp với báo cáo đã in; sau đó không có phiếu nào ghi vào kỳ của báo cáo."
