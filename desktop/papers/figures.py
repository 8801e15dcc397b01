"""Numbers, dates and quantities as papers write them."""

from dataclasses import dataclass
from datetime import date, datetime

NOTHING = "–"
_DECIMALS = 6  # more than any pack needs; a pack that needs more is not exact

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def number(value: int) -> str:
    """A whole number with dots: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def cell(value: int) -> str:
    """A whole number in a table, where zero is a dash."""
    return number(value) if value else NOTHING


def padded(value: int) -> str:
    """A whole number in running text, where 1 to 9 get a leading zero."""
    return f"{value:02d}" if 0 < value < 10 else number(value)


def tenths(part: int, whole: int) -> str:
    """A quotient with one decimal, rounded half up: 6,6."""
    rounded = (20 * part + whole) // (2 * whole)
    return f"{number(rounded // 10)},{rounded % 10}"


def percent(part: int, whole: int) -> str:
    """A share: 82,7% or 100%."""
    return f"{tenths(100 * part, whole).removesuffix(',0')}%"


def money(amount: int) -> str:
    """An amount in running text: 12.964.000 đồng."""
    return f"{number(amount)} đồng"


def day(value: date) -> str:
    """A date in tables and sentences: 03/02/2020."""
    return f"{value:%d/%m}/{value.year:04d}"


def long_day(value: date) -> str:
    """A date in titles: 03 tháng 02 năm 2020, 05 tháng 3 năm 2020 (only months 1 and 2 padded)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d} tháng {month} năm {value.year}"


def long_day_blank(value: date) -> str:
    """The same with the day left for the hand; its spaces never break a line."""
    return "\u00a0" * 5 + long_day(value)[2:]


def clock_time(value: datetime) -> str:
    """A time of day where the clerk sits: 08g35."""
    local = value.astimezone() if value.tzinfo else value
    return f"{local:%H}g{local:%M}"


def local_day(value: datetime) -> date:
    """The day of a moment where the clerk sits."""
    return (value.astimezone() if value.tzinfo else value).date()


def roman(value: int) -> str:
    """A Roman numeral: 4 is IV."""
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit in which a paper prints a supply: `size` base units each."""

    name: str
    size: int = 1

    def text(self, quantity: int) -> str:
        """A quantity of base units in this unit, exactly: 35.500 gam is 35,5 kg."""
        whole, rest = divmod(abs(quantity), self.size)
        fraction = f"{rest * 10**_DECIMALS // self.size:0{_DECIMALS}d}".rstrip("0")
        sign = "-" if quantity < 0 else ""
        return f"{sign}{number(whole)}{',' + fraction if fraction else ''}"

    def cell(self, quantity: int) -> str:
        """The same in a table, where zero is a dash."""
        return self.text(quantity) if quantity else NOTHING

    def figure(self, quantity: int) -> int | str:
        """The same in a grid: a number where base units are counted, so that sheets can add it."""
        return quantity if self.size == 1 else self.cell(quantity)

    def padded(self, quantity: int) -> str:
        """The same in running text, where 1 to 9 get a leading zero."""
        whole, rest = divmod(quantity, self.size)
        return self.text(quantity) if rest else padded(whole)


def measure(base: str, report_unit: str, report_size: int, *quantities: int) -> Measure:
    """The report unit if it says all these quantities exactly, else the base unit."""
    is_pack = report_size > 1 and bool(report_unit)
    if is_pack and all(quantity * 10**_DECIMALS % report_size == 0 for quantity in quantities):
        return Measure(report_unit, report_size)
    return Measure(base)
