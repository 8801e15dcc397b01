"""Correcting the words of a square code: some are known to be spoilt, some just are."""

from collections.abc import Collection, Sequence

CORRECTING = 17
"""How many words of a code correct the others (version 1, level H)."""

_EXP = [1] * 512
_LOG = [0] * 256
for _power in range(1, 512):
    _doubled = _EXP[_power - 1] << 1
    _EXP[_power] = _doubled ^ 0x11D if _doubled & 0x100 else _doubled
for _power in range(255):
    _LOG[_EXP[_power]] = _power


def corrected(words: Sequence[int], erased: Collection[int]) -> list[int] | None:
    """The words as they were written, or None: an error counts twice, an erased word once."""
    syndromes = _syndromes(words)
    if not any(syndromes):
        return list(words)
    if len(erased) > CORRECTING:
        return None
    powers = [len(words) - 1 - place for place in erased]
    wrong = _errors(syndromes, powers, len(words))
    if wrong is None:
        return None
    powers = sorted({*powers, *wrong})
    magnitudes = _solved(syndromes, powers)
    if magnitudes is None:
        return None
    mended = list(words)
    for power, magnitude in zip(powers, magnitudes, strict=True):
        mended[len(words) - 1 - power] ^= magnitude
    return None if any(_syndromes(mended)) else mended


def _syndromes(words: Sequence[int]) -> list[int]:
    return [_value(words, _EXP[power]) for power in range(CORRECTING)]


def _errors(syndromes: Sequence[int], erased: Sequence[int], count: int) -> list[int] | None:
    """The places of errors beside the erased ones (Berlekamp and Massey), as powers."""
    told = list(syndromes)
    for power in erased:
        for at in range(len(told) - 1):
            told[at] = _times(told[at], _EXP[power]) ^ told[at + 1]
        told.pop()
    locator, old = [1], [1]
    for at in range(len(told)):
        delta = told[at]
        for back in range(1, len(locator)):
            delta ^= _times(locator[-1 - back], told[at - back])
        old.append(0)
        if not delta:
            continue
        if len(old) > len(locator):
            locator, old = _scaled(old, delta), _scaled(locator, _inverse(delta))
        locator = _sum(locator, _scaled(old, delta))
    while locator and not locator[0]:
        locator.pop(0)
    degree = len(locator) - 1
    if degree < 0 or 2 * degree > len(told):
        return None
    found = [power for power in range(count) if not _value(locator[::-1], _EXP[power])]
    return found if len(found) == degree else None


def _solved(syndromes: Sequence[int], powers: Sequence[int]) -> list[int] | None:
    """By how much each of these places is off."""
    size = len(powers)
    rows = [[*(_EXP[power * row % 255] for power in powers), syndromes[row]] for row in range(size)]
    for at in range(size):
        pivot = next((row for row in range(at, size) if rows[row][at]), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = _scaled(rows[at], _inverse(rows[at][at]))
        for row in range(size):
            if row != at and rows[row][at]:
                rows[row] = _sum(rows[row], _scaled(rows[at], rows[row][at]))
    return [row[-1] for row in rows]


def _value(polynomial: Sequence[int], x: int) -> int:
    total = 0
    for factor in polynomial:
        total = _times(total, x) ^ factor
    return total


def _times(a: int, b: int) -> int:
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def _inverse(a: int) -> int:
    return _EXP[255 - _LOG[a]]


def _scaled(polynomial: Sequence[int], factor: int) -> list[int]:
    return [_times(one, factor) for one in polynomial]


def _sum(a: Sequence[int], b: Sequence[int]) -> list[int]:
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    total = list(long)
    for at in range(1, len(short) + 1):
        total[-at] ^= short[-at]
    return total
