"""What the sentences of refusals are made with; each area registers its own."""

from functools import singledispatch

from desktop.refusal_words import THINGS
from desktop.translation import _


@singledispatch
def sentence(error: Exception) -> str:
    """The sentence of a refusal, for the notice line or standard error."""
    told = str(error.args[0]) if error.args else type(error).__name__
    return _("Chương trình từ chối việc này: {told}.").format(told=told)


def number(value: int) -> str:
    """A count with dots between thousands."""
    return f"{value:,}".replace(",", ".")


def some(names: tuple[str, ...], shown: int = 5) -> str:
    """The first few names, and how many more there are."""
    told = ", ".join(names[:shown])
    if len(names) <= shown:
        return told
    return _("{names} và {count} mục khác").format(names=told, count=len(names) - shown)


def thing(what: str) -> str:
    """What a refusal names by key, in the clerk's words."""
    word = THINGS.get(what, what)
    return _(word)
