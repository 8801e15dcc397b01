"""What can be suggested for a typed text, and what it means beyond doubt; without Qt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.text import clean, fold, initials

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to pick: its name, what tells it apart from its namesakes, and what it stands for."""

    label: str
    detail: str = ""
    value: Any = None
    code: str = ""


Search = Callable[[str], Sequence[Suggestion]]


def search_in(choices: Iterable[Suggestion]) -> Search:
    """A search over choices at hand: beginnings of words, codes, initials; exact accents first."""
    known = tuple(
        (choice, fold(choice.label), fold(choice.code), initials(choice.label))
        for choice in choices
    )

    def search(text: str) -> list[Suggestion]:
        typed, words = clean(text).casefold(), fold(text).split()
        found = [
            (_rank(typed, words, choice, code), number, choice)
            for number, (choice, name, code, letters) in enumerate(known)
            if _matches(words, name, code, letters)
        ]
        return [
            choice for _rank_, _number, choice in sorted(found, key=lambda one: one[:2])[:SHOWN]
        ]

    return search


def _matches(words: Sequence[str], name: str, code: str, letters: str) -> bool:
    if not words:
        return True
    parts = name.split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return True
    return len(words) == 1 and (code.startswith(words[0]) or letters.startswith(words[0]))


def _rank(typed: str, words: Sequence[str], choice: Suggestion, code: str) -> int:
    label = choice.label.casefold()
    if typed in {label, choice.code.casefold()}:
        return 0
    if " ".join(words) in {fold(choice.label), code}:
        return 1
    is_exact = all(f" {word}" in f" {label}" for word in typed.split())
    begins = fold(label).startswith(" ".join(words))
    return 2 + (not is_exact) * 2 + (not begins)


def the_one(
    text: str, found: Sequence[Suggestion], *, by_name_only: bool = False
) -> Suggestion | None:
    """The suggestion that a text means beyond doubt: its very name or code, or the only match."""
    typed = clean(text).casefold()
    for same in (
        [one for one in found if typed in {one.label.casefold(), one.code.casefold()}],
        [one for one in found if fold(text) in {fold(one.label), fold(one.code)}],
    ):
        if same:
            return same[0] if len(same) == 1 else None
    return found[0] if len(found) == 1 and not by_name_only else None
