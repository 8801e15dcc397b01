"""What a single cell means: numbers, money, phones, yes or no."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from db.base import LIMIT
from db.importers.problems import Problem, Refusal
from db.importers.reading import Cell
from db.text import clean, fold

_MINUS = str.maketrans("\u2212\u2013\u2014", "---")
_NUMBER = re.compile(r"[+-]?\s?(?:\d+\^\d+|\d[\d., ]*(?:e[+-]?\d+)?)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3}){2,}")
_MONEY_WORD = re.compile(r"(?:đ|đồng|vnđ|vnd|₫)\.?$", re.IGNORECASE)
_YES = frozenset(["co", "x", "v", "1", "yes", "y", "true", "dung", "✓", "✔", "☑"])
_NO = frozenset(["", "khong", "0", "no", "n", "false", "-", "k", "ko", "☐"])


def text(cell: Cell) -> str:
    """A cell as clean text; a whole number without its ".0", a day as dd/mm/yyyy."""
    match cell:
        case str():
            return clean(cell)
        case bool():
            return "1" if cell else "0"
        case date():
            return f"{cell:%d/%m/%Y}"
    return plain(number_of(cell))


def number_of(cell: float) -> Decimal:
    """A spreadsheet's number with the 15 digits that it shows, free of binary dust."""
    return Decimal(f"{cell:.15g}")


def quantity(cell: Cell) -> tuple[Decimal, str]:
    """A count and the unit written behind it ("5 hộp"), not yet checked against a supply.

    Raises Refusal for what is no number or not above zero.
    """
    shown = text(cell)
    if isinstance(cell, str):
        if not shown:
            raise Refusal(Problem.MISSING)
        body = shown.translate(_MINUS)
        if body.startswith("(") and body.endswith(")"):  # a negative number of accountants
            body = "-" + body[1:-1]
        found = _NUMBER.match(body)
        if not found:
            raise Refusal(Problem.NOT_A_NUMBER, text=shown)
        value, unit = _decimal(found[0], shown), clean(body[found.end() :])
        if unit and not unit[0].isalpha():
            raise Refusal(Problem.NOT_A_NUMBER, text=shown)
    elif isinstance(cell, bool | date):
        raise Refusal(Problem.NOT_A_NUMBER, text=shown)
    else:
        value, unit = number_of(cell), ""
    if value <= 0:
        raise Refusal(Problem.NOT_POSITIVE, text=shown)
    if value > LIMIT:
        raise Refusal(Problem.TOO_LARGE, text=shown)
    return value, unit


def signed(cell: Cell) -> Decimal:
    """A figure of any sign, without a unit. Raises Refusal for what is no number."""
    shown = text(cell)
    if isinstance(cell, bool | date):
        raise Refusal(Problem.NOT_A_NUMBER, text=shown)
    if not isinstance(cell, str):
        return number_of(cell)
    body = _MONEY_WORD.sub("", shown.translate(_MINUS)).strip()
    if body.startswith("(") and body.endswith(")"):  # a negative number of accountants
        body = "-" + body[1:-1]
    if not _NUMBER.fullmatch(body):
        raise Refusal(Problem.NOT_A_NUMBER, text=shown)
    return _decimal(body.replace("- ", "-"), shown)


def base_units(count: Decimal, size: int, *, may_be_fraction: bool) -> int:
    """How many base units `count` packs of `size` are.

    A fraction is good only where it may be typed (kg, lít) and whole base units come out.
    """
    pieces = count * size
    is_whole = count == count.to_integral_value()
    if not is_whole and (not may_be_fraction or pieces != pieces.to_integral_value()):
        raise Refusal(Problem.FRACTION, text=plain(count))
    if pieces > LIMIT:
        raise Refusal(Problem.TOO_LARGE, text=plain(count))
    return int(pieces)


def whole(cell: Cell) -> int:
    """A whole number from 0 on; an empty cell is 0. Raises Refusal."""
    shown = text(cell)
    if shown in {"", "-"}:
        return 0
    if isinstance(cell, str | bool | date):
        found = _NUMBER.fullmatch(shown.translate(_MINUS))
        if not found or isinstance(cell, date):
            raise Refusal(Problem.NOT_A_NUMBER, text=shown)
        value = _decimal(found[0], shown)
    else:
        value = number_of(cell)
    if value < 0:
        raise Refusal(Problem.NOT_POSITIVE, text=shown)
    if value > LIMIT:
        raise Refusal(Problem.TOO_LARGE, text=shown)
    if value != value.to_integral_value():
        raise Refusal(Problem.FRACTION, text=shown)
    return int(value)


def money(cell: Cell) -> Decimal | None:
    """An amount in đồng, or a price that need not be whole; None for an empty cell.

    đồng has no smaller unit, so a single comma before three digits is one of thousands.
    """
    shown = text(cell)
    if shown in {"", "-"}:
        return None
    if isinstance(cell, str):
        body = _MONEY_WORD.sub("", shown.translate(_MINUS)).strip()
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", body):
            body = body.replace(",", "").replace(".", ",")
        if not _NUMBER.fullmatch(body):
            raise Refusal(Problem.NOT_A_NUMBER, text=shown)
        value = _decimal(body, shown)
    elif isinstance(cell, bool | date):
        raise Refusal(Problem.NOT_A_NUMBER, text=shown)
    else:
        value = number_of(cell)
    if value < 0:
        raise Refusal(Problem.NOT_POSITIVE, text=shown)
    if value > LIMIT:
        raise Refusal(Problem.TOO_LARGE, text=shown)
    return value


def dong(value: Decimal) -> int:
    """Whole đồng, rounded half up. Raises Refusal beyond what a book can hold."""
    amount = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    if amount > LIMIT:
        raise Refusal(Problem.TOO_LARGE, text=plain(value))
    return amount


def phone(cell: Cell) -> str:
    """Phone numbers in digits; a lost leading 0 comes back, +84 becomes 0."""
    shown = re.sub(r"^(\d{7,})\.0$", r"\1", text(cell))
    numbers = [_one_phone(part) for part in re.split(r"[/;,]|\s-\s", shown) if part.strip()]
    return " / ".join(numbers)


def yes_or_no(cell: Cell) -> bool:
    """Whether a cell says yes; an empty one says no. Raises Refusal."""
    words = re.sub(r"[(,;].*", "", fold(text(cell))).strip()
    if words in _YES:
        return True
    if words in _NO or words.startswith("khong "):
        return False
    raise Refusal(Problem.NOT_YES_OR_NO, text=text(cell))


def proper_name(name: str) -> str:
    """A person's name with its capitals, whatever font or key had eaten them."""
    words = name.split()
    if name.isupper() and len(name) > 1:
        words = [word.lower() for word in words]
    return " ".join(re.sub(r"^\W*\w", lambda m: m[0].upper(), word) for word in words)


def plain(value: Decimal) -> str:
    """A number with a comma before its decimals."""
    shown = f"{value:f}" if abs(value) < 10**15 else f"{value:.15g}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")


def _decimal(body: str, shown: str) -> Decimal:
    """A number as Vietnamese write it: dots (or spaces) for thousands, a comma for decimals."""
    sign, digits = ("-", body[1:]) if body.startswith("-") else ("", body.lstrip("+"))
    digits = digits.strip().rstrip(".,")
    if unclear := re.fullmatch(r"(\d{1,3}),000", digits):
        small, large = unclear[1], f"{unclear[1]}.000"
        raise Refusal(Problem.AMBIGUOUS, text=shown, small=small, large=large)
    if "^" in digits:
        base, _, power = digits.partition("^")
        if len(power) > 3 or len(base) > 15:
            raise Refusal(Problem.TOO_LARGE, text=shown)
        return Decimal(sign + base) ** int(power)
    if "e" in digits.lower():
        plain = digits.replace(",", ".")
    elif _THOUSANDS.fullmatch(digits):
        plain = re.sub("[., ]", "", digits)
    elif decimals := re.fullmatch(r"(\d{1,3}(?:[. ]\d{3})+|\d+),(\d+)", digits):
        plain = re.sub("[. ]", "", decimals[1]) + "." + decimals[2]
    elif decimals := re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)", digits):
        plain = decimals[1].replace(",", "") + "." + decimals[2]
    else:
        plain = digits
    try:
        return Decimal(sign + plain)
    except InvalidOperation as error:
        raise Refusal(Problem.NOT_A_NUMBER, text=shown) from error


def _one_phone(shown: str) -> str:
    digits = re.sub(r"[\s.\-()]", "", shown)
    if not re.fullmatch(r"\+?\d+", digits):
        return clean(shown)
    for prefix in ("+84", "0084"):
        if digits.startswith(prefix):
            return "0" + digits.removeprefix(prefix).removeprefix("0")
    if len(digits) == 11 and digits.startswith("84"):
        return "0" + digits[2:]
    if len(digits) in {9, 10} and not digits.startswith(("0", "1900", "1800")):
        return "0" + digits
    return digits
