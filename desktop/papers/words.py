"""Whole numbers in Vietnamese words, as vouchers and lists need them."""

from dataclasses import dataclass
from typing import Literal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

ZeroTen = Literal["lẻ", "linh"]
Thousand = Literal["nghìn", "ngàn"]
Four = Literal["tư", "bốn"]


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """An office's way of reading numbers; the default is what `number_words.csv` holds.

    `reads_empty_groups`: 1.000.500 is "một triệu không nghìn năm trăm", not "một triệu năm trăm".
    `even`: when "chẵn" ends an amount of money.
    """

    zero_ten: ZeroTen = "lẻ"
    thousand: Thousand = "nghìn"
    four: Four = "tư"
    reads_empty_groups: bool = True
    even: Literal["never", "thousands", "always"] = "thousands"


USUAL = NumberStyle()


def in_words(number: int, style: NumberStyle = USUAL) -> str:
    """Read a whole number: 1005 is "một nghìn không trăm lẻ năm"."""
    if number < 0:
        return f"âm {in_words(-number, style)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 1_000_000_000)
    words = [*_read(billions, style), "tỷ"] if billions else []
    return " ".join([*words, *_below_billion(rest, style, follows=bool(billions))])


def capitalised(words: str) -> str:
    """The words with a capital at their beginning, as between brackets after "Bằng chữ"."""
    return words[:1].upper() + words[1:]


def amount_in_words(amount: int, style: NumberStyle = USUAL) -> str:
    """Read an amount of money: "Ba mươi lăm nghìn đồng chẵn"."""
    is_even = style.even == "always" or (
        style.even == "thousands" and amount != 0 and amount % 1000 == 0
    )
    return f"{capitalised(in_words(amount, style))} đồng{' chẵn' if is_even else ''}"


def _read(number: int, style: NumberStyle) -> list[str]:
    return in_words(number, style).split(" ")


def _below_billion(number: int, style: NumberStyle, *, follows: bool) -> list[str]:
    """Groups of three digits; after a first group each is read with its hundreds."""
    words: list[str] = []
    scales = ((1_000_000, "triệu"), (1_000, style.thousand), (1, ""))
    for scale, name in scales:
        group, below = number // scale % 1000, number % scale
        named = [name] if name else []
        if group:
            words += [*_group(group, style, follows=follows), *named]
            follows = True
        elif follows and below and style.reads_empty_groups:
            words += [_DIGITS[0], *named]
    return words


def _group(group: int, style: NumberStyle, *, follows: bool) -> list[str]:
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    if tens == 0:
        return words + ([style.zero_ten] if words and units else []) + _unit(units, tens, style)
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + _unit(units, tens, style)


def _unit(units: int, tens: int, style: NumberStyle) -> list[str]:
    if units == 0:
        return []
    if units == 5 and tens:
        return ["lăm"]
    if tens >= 2:
        return [{1: "mốt", 4: style.four}.get(units, _DIGITS[units])]
    return [_DIGITS[units]]
