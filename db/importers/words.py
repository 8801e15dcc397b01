"""The words of the office's lists, from `resources/import/columns.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import resources
from db.kinds import Loss, Source, StaffCategory
from db.text import clean, fold

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SPELLED = re.compile(r"\b[a-z](?: [a-z]\b)+")


@dataclass(frozen=True, slots=True)
class KindWords:
    """The fields of one kind of list: which are needed, and the headers of each, folded."""

    needs: tuple[tuple[str, ...], ...]
    fields: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    by_header: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowWords:
    """The beginnings of rows that are no data, in lower case with accents."""

    totals: tuple[str, ...]
    signatures: tuple[str, ...]
    visitors: frozenset[str]
    department_words: tuple[str, ...]
    ditto: frozenset[str]


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """A header reduced to its words: no accents, case, remarks in parentheses or punctuation.

    Letters apart are one abbreviation: "Đ.V.T" is "ĐVT", "Đ/v tính" is "ĐV tính".
    """
    folded = fold(text)
    without = _NOT_A_WORD.sub(" ", _REMARK.sub(" ", folded)).strip()
    words = without or _NOT_A_WORD.sub(" ", folded).strip()
    return _SPELLED.sub(lambda found: found[0].replace(" ", ""), words)


@cache
def kind_words(kind: str) -> KindWords:
    """The words of one kind of list. Raises KeyError for a kind that does not exist."""
    told = _file()[kind]
    fields = {
        name: tuple(header_key(word) for word in words) for name, words in told["fields"].items()
    }
    by_header: dict[str, tuple[str, ...]] = {}
    for name, keys in fields.items():
        for key in dict.fromkeys(keys):
            by_header[key] = (*by_header.get(key, ()), name)
    return KindWords(
        needs=tuple((need,) if isinstance(need, str) else tuple(need) for need in told["needs"]),
        fields=fields,
        titles={name: words[0] for name, words in told["fields"].items()},
        by_header=by_header,
    )


@dataclass(frozen=True, slots=True)
class BlockWords:
    """The words, as `header_key` has them, of the blocks and measures of a stock report."""

    blocks: dict[str, tuple[str, ...]]
    measures: dict[str, tuple[str, ...]]


@cache
def block_words() -> BlockWords:
    """The words of nhập – xuất – tồn."""
    told = _file()["opening"]

    def keys(words: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(map(header_key, listed)) for name, listed in words.items()}

    return BlockWords(keys(told["blocks"]), keys(told["measures"]))


@dataclass(frozen=True, slots=True)
class AllocationWords:
    """The words of an allocation: headers as `header_key` has them, beginnings of titles and rows."""

    other: frozenset[str]
    leaflet_words: tuple[str, ...]
    generic: frozenset[str]
    kept: tuple[str, ...]
    own: tuple[str, ...]


@cache
def allocation_words() -> AllocationWords:
    """The words of columns and rows of an allocation."""
    told = {
        name: tuple(map(header_key, words))
        for name, words in _file()["allocation"].items()
        if name not in {"needs", "fields"}
    }
    return AllocationWords(
        other=frozenset(told["other"]),
        leaflet_words=told["leaflet_words"],
        generic=frozenset(told["generic"]),
        kept=told["kept"],
        own=told["own"],
    )


@cache
def ignored_headers() -> frozenset[str]:
    """Headers of columns that say nothing to us."""
    return frozenset(header_key(word) for word in _file()["ignored"]["headers"])


@cache
def row_words() -> RowWords:
    """How rows that are no data begin."""
    told = _file()["rows"]
    return RowWords(
        totals=tuple(clean(word).lower() for word in told["totals"]),
        signatures=tuple(clean(word).lower() for word in told["signatures"]),
        visitors=frozenset(header_key(word) for word in told["visitors"]),
        department_words=tuple(clean(word).lower() for word in told["department_words"]),
        ditto=frozenset(clean(word).lower() for word in told["ditto"]),
    )


@cache
def unit_words() -> tuple[
    dict[str, str], frozenset[str], frozenset[str], dict[tuple[str, str], int]
]:
    """Units: their own word for each, the known ones, those with fractions, the metric sizes."""
    told = _file()["units"]
    own = {fold(word): fold(words[0]) for words in told["same"] for word in words}
    known = frozenset(own.get(fold(word), fold(word)) for word in told["known"])
    fractions = frozenset(own.get(fold(word), fold(word)) for word in told["fractions"])
    metric = {(fold(big), fold(small)): size for big, small, size in told["metric"]}
    return own, known, fractions, metric


@cache
def deed_of(words: str) -> str:
    """What a row of vouchers does: the kind that has the longest of the words; empty for none."""
    padded = f" {_NOT_A_WORD.sub(' ', fold(words)).strip()} "
    found = [
        (len(key), deed)
        for deed, names in _file()["vouchers"]["kinds"].items()
        for name in names
        if f" {(key := fold(name))} " in padded
    ]
    return max(found)[1] if found else ""


@cache
def loss_of(*texts: str) -> Loss:
    """Why goods are written off, by the first text that says it; damaged, where none does."""
    for text in texts:
        padded = " ".join(["", *re.findall(r"\w+", clean(text).lower()), ""])
        for loss, names in _file()["vouchers"]["losses"].items():
            if any(f" {name} " in padded for name in names):
                return Loss(loss)
    return Loss.DAMAGED


@cache
def category_of(words: str) -> StaffCategory | None:
    """The legal category that some words name, if they are known."""
    key = header_key(words)
    for category, names in _file()["categories"].items():
        if key in (header_key(name) for name in names):
            return StaffCategory(category)
    return None


@cache
def source_of(words: str) -> Source | None:
    """The source that some words name: known words, or anybody who "cấp" (Sở Y tế cấp)."""
    key = header_key(words)
    for source, names in _file()["sources"].items():
        if key in (header_key(name) for name in names):
            return Source(source)
    if key.startswith(("mua ", "tu mua ")):
        return Source.PURCHASE
    if key.endswith(" cap") or key.startswith("cap "):
        return Source.SUPERIOR
    for word, source in (
        ("tai tro", Source.DONATION),
        ("ung ho", Source.DONATION),
        ("tang", Source.DONATION),
        ("ton dau", Source.OPENING),
    ):
        if f" {word} " in f" {key} ":
            return source
    return None


@cache
def _file() -> dict[str, Any]:
    with resources.path("import/columns.toml").open("rb") as file:
        return tomllib.load(file)
