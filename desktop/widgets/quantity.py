"""Quantities as they are typed: `150`, `3h` (3 hộp), `2t+5`, `1.500`, `3*50+20`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from db.text import fold
from desktop.labels import number
from desktop.translation import N_, _

HIGHEST = 10**12
_FRACTIONAL = frozenset({"kg", "lit", "l"})  # units that are sold by parts of themselves
_NUMBER = r"\d{1,3}(?:[. ]\d{3})+|\d+"
_TERM = re.compile(rf"({_NUMBER})([,.]\d+)?((?:\s*[*x×]\s*(?:{_NUMBER}))*)\s*([^\d\s+*].*)?")


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A pack that may be typed: its name, and how many base units it holds."""

    id: int | None
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in base units; with the pack and the count when just one pack was typed."""

    pieces: int
    pack_id: int | None = None
    pack_count: int | None = None


class QuantityUnclear(ValueError):
    """A typed quantity that can't be taken; its message says why, for the clerk."""


def parse_quantity(text: str, packs: Sequence[PackChoice] = (), *, least: int = 1) -> Quantity:
    """Read a quantity as typed; raise QuantityUnclear with a sentence where it is none.

    A pack is named by the beginning of its name, accents aside; terms may be added. A fraction is
    taken in kg and lít only, where whole base units come out.
    """
    typed = " ".join(text.replace("\u00a0", " ").split())
    if not typed:
        raise QuantityUnclear(_("Chưa có số lượng."))
    terms = [_term(part.strip(), packs) for part in typed.split("+")]
    pieces = sum(term.pieces for term in terms)
    if pieces < least:
        raise QuantityUnclear(_("Số lượng phải từ {least} trở lên.").format(least=least))
    if pieces > HIGHEST:
        raise QuantityUnclear(_(TOO_MUCH))
    if len(terms) == 1:
        return terms[0]
    return Quantity(pieces)


def echo(quantity: Quantity, unit: str) -> str:
    """What a quantity comes to, shown beside what was typed: `= 150 cái`."""
    return f"= {number(quantity.pieces)} {unit}".rstrip()


def _term(text: str, packs: Sequence[PackChoice]) -> Quantity:
    match = _TERM.fullmatch(text)
    if match is None:
        raise QuantityUnclear(_("“{text}” không phải là số lượng.").format(text=text))
    whole, fraction, factors, name = match.groups()
    count = _whole(whole)
    for factor in re.findall(_NUMBER, factors or ""):
        count *= _whole(factor)
        if count > HIGHEST:
            raise QuantityUnclear(_(TOO_MUCH))
    if count > HIGHEST:
        raise QuantityUnclear(_(TOO_MUCH))
    pack = _pack(name.strip(), packs) if name else None
    if fraction:
        exact = Decimal(f"{count}.{fraction[1:]}")
        return _fraction(exact, pack if fraction[0] == "," else None)
    if pack is None:
        return Quantity(count)
    if count * pack.size > HIGHEST:
        raise QuantityUnclear(_(TOO_MUCH))
    if pack.size == 1:
        return Quantity(count)
    return Quantity(count * pack.size, pack.id, count)


TOO_MUCH = N_("Số lượng quá lớn.")


def _fraction(count: Decimal, pack: PackChoice | None) -> Quantity:
    if pack is None or fold(pack.name) not in _FRACTIONAL:
        raise QuantityUnclear(_("Số lượng phải là số nguyên."))
    pieces = count * pack.size
    if pieces != int(pieces) or pieces > HIGHEST:
        raise QuantityUnclear(_("Số lượng này không ra số nguyên của đơn vị tính."))
    return Quantity(int(pieces))


def _pack(name: str, packs: Sequence[PackChoice]) -> PackChoice:
    folded = fold(name)
    exact = [pack for pack in packs if fold(pack.name) == folded]
    found = exact or [pack for pack in packs if fold(pack.name).startswith(folded)]
    if not found:
        raise QuantityUnclear(_("Không có quy cách nào là “{name}”.").format(name=name))
    if len({pack.size for pack in found}) > 1:
        names = ", ".join(pack.name for pack in found)
        raise QuantityUnclear(
            _("“{name}” có thể là {names}; hãy gõ rõ hơn.").format(name=name, names=names)
        )
    return found[0]


def _whole(digits: str) -> int:
    bare = digits.replace(".", "").replace(" ", "")
    if len(bare) > len(str(HIGHEST)):
        raise QuantityUnclear(_(TOO_MUCH))
    return int(bare)
