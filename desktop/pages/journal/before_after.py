"""What an act changed, before and after, in the clerk's words."""

import json
from typing import Any

from db.queries.journal import JournalRow
from desktop.labels import number
from desktop.pages.journal.field_words import field_word, table_word
from desktop.pages.journal.words import Detail, plain
from desktop.translation import _

MOST = 40
_KEPT_BY_ITSELF = frozenset({"version", "search", "sort_key", "position"})
_PRIVATE = frozenset({"person"})  # who spread false information: for those who handle the case
_NOT_SHOWN = frozenset({"numbering"})


def before_after(row: JournalRow) -> list[Detail]:
    """Each field that an act changed, as "old → new", and the rows that it took away."""
    pairs: list[Detail] = []
    for change in json.loads(row.changes or "[]"):
        if "in" in change and change["in"] not in _NOT_SHOWN:
            pairs += _changed(change["in"], change["was"], change["now"])
        elif "from" in change:
            pairs += [
                (_("đã bỏ {what}").format(what=table_word(change["from"])), _named(gone))
                for gone in change["rows"]
            ]
    if len(pairs) > MOST:
        more = _("… và {count} mục nữa").format(count=number(len(pairs) - MOST))
        pairs = [*pairs[:MOST], ("", more)]
    return pairs


def _changed(table: str, was: dict[str, Any], now: dict[str, Any]) -> list[Detail]:
    names = [
        name
        for name in {**was, **now}
        if was.get(name) != now.get(name) and name not in _KEPT_BY_ITSELF | _PRIVATE
    ]
    if table == "voucher":  # it only gets its number, which is told beside
        return []
    about = _named(now)
    return [
        (
            f"{about} · {field_word(name)}" if about else field_word(name),
            f"{_value(was.get(name))} → {_value(now.get(name))}",
        )
        for name in names
    ]


def _value(value: Any) -> str:
    return "–" if value in (None, "") else plain(value)


def _named(row: dict[str, Any]) -> str:
    """What a row goes by; nothing of one that has neither name nor title."""
    for name in ("name", "title", "summary", "number", "key", "text"):
        if isinstance(row.get(name), str) and row[name]:
            return str(row[name])
    return ""
