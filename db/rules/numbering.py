"""How a voucher's number is written."""

from db.kinds import Series


def printed_number(series: Series | str, number: int | None) -> str:
    """A voucher's number as printed: the series and at least four digits."""
    return f"{series}{number or 0:04d}"
