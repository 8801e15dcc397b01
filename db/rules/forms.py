"""The codes of vouchers and store books by law, for books that say nothing of their own."""

from datetime import date

VOUCHER_FORMS = ("receipt", "issue", "loss", "count")
BOOK_FORMS = ("card", "detail", "summary")

CIRCULAR_24_FROM = date(2025, 1, 1)
_CIRCULAR_107 = "(Ban hành kèm theo Thông tư số 107/2017/TT-BTC ngày 10/10/2017 của Bộ Tài chính)"
_CIRCULAR_24 = "(Ban hành kèm theo Thông tư số 24/2024/TT-BTC ngày 17/4/2024 của Bộ Tài chính)"
_BOOKS = {"card": "S21-H", "detail": "S22-H", "summary": "S23-H"}
_VOUCHERS = {"receipt": "C30-HD", "issue": "C31-HD", "loss": "C32-HD", "count": "C33-HD"}


def usual_forms(day: date) -> dict[str, str]:
    """The forms on a day: from 2025 on each unit designs its own vouchers, the books remain."""
    if day < CIRCULAR_24_FROM:
        return {
            **_VOUCHERS,
            **_BOOKS,
            "regulation": _CIRCULAR_107,
            "books_regulation": _CIRCULAR_107,
        }
    return {
        **dict.fromkeys(VOUCHER_FORMS, ""),
        **_BOOKS,
        "regulation": "",
        "books_regulation": _CIRCULAR_24,
    }
