"""The journal in the clerk's words: what act, on what, with what, what was written."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from db.kinds import (
    AbsenceKind,
    AddedUp,
    BookFigure,
    DeliveryForm,
    DepartmentKind,
    IndicatorKind,
    Loss,
    NormPeriod,
    Outcome,
    ReportForm,
    Series,
    Source,
    StaffCategory,
    Strictness,
    TakenAs,
    Urgency,
    VoucherKind,
    WebSource,
)
from db.queries.journal import JournalRow
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.pages.journal.field_words import TABLES, field_word
from desktop.translation import _

_KINDS: dict[str, tuple[type[StrEnum], ...]] = {
    "category": (StaffCategory,),
    "form": (DeliveryForm, ReportForm),
    "late": (Strictness,),
    "loss": (Loss,),
    "over_norm": (Strictness,),
    "ten_times": (Strictness,),
    "kind": (VoucherKind, DepartmentKind, AbsenceKind, IndicatorKind),
    "outcome": (Outcome, TakenAs),
    "urgency": (Urgency,),
    "period": (NormPeriod,),
    "series": (Series,),
    "source": (Source, BookFigure, WebSource),
    "added_up": (AddedUp,),
}
_SILENT = frozenset({"leaflets", "id", "version", "key", "is_visitors", "lots"})
MOST_LINES = 80
Detail = tuple[str, str]


def subject(row: JournalRow) -> str:
    """What an act was about, in a few words."""
    parts = []
    if row.vouchers:
        first, last = row.vouchers[0].number, row.vouchers[-1].number
        several = _("{first} đến {last} ({count} phiếu)")
        parts.append(
            first
            if len(row.vouchers) == 1
            else several.format(first=first, last=last, count=number(len(row.vouchers)))
        )
    told = _loaded(row.arguments)
    if isinstance(told, dict):
        given = told.get("given", [])
        parts += [told["file"]] if told.get("file") else []
        parts += filter(None, (_named(one) for one in given if isinstance(one, dict)))
        days = [text for one in given if (text := _as_day(one))]
        parts += [" – ".join(days)] if days and not row.vouchers else []
        parts += [one for one in given if isinstance(one, str) and not _as_day(one)]
    return " · ".join(dict.fromkeys(parts))


def details(row: JournalRow) -> list[Detail]:
    """What an act was given and what it wrote, as pairs of words; at most MOST_LINES."""
    pairs: list[Detail] = []
    told = _loaded(row.arguments)
    if isinstance(told, dict) and list(told) == ["given"]:
        for one in told["given"]:
            _spread(pairs, "", one)
    else:
        _spread(pairs, "", told)
    result = _loaded(row.result)
    if isinstance(result, list) and result and isinstance(result[0], dict):
        _spread(pairs, "", result[0])
    if len(pairs) > MOST_LINES:
        more = _("… và {count} mục nữa").format(count=number(len(pairs) - MOST_LINES))
        pairs = [*pairs[:MOST_LINES], ("", more)]
    return pairs


def written(row: JournalRow) -> str:
    """How many records of each kind an act wrote."""
    told = _loaded(row.written)
    if not isinstance(told, dict):
        return ""
    parts = [
        f"{number(count)} {_(TABLES[table])}" for table, count in told.items() if table in TABLES
    ]
    return ", ".join(parts)


def _spread(pairs: list[Detail], name: str, value: Any) -> None:
    """Lay a value out as pairs; a list of records is numbered."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _SILENT and not key.endswith("_id") and inner not in (None, "", [], {}):
                label = field_word(key)
                _spread(pairs, f"{name} · {label}" if name else label, _called(key, inner))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for place, one in enumerate(value, 1):
            _spread(pairs, f"{name} {place}".strip(), one)
    elif isinstance(value, list):
        pairs.append((name, ", ".join(plain(one) for one in value)))
    elif value is not None:
        pairs.append((name, plain(value)))


def _called(key: str, value: Any) -> Any:
    """A kind, source or category as screens call it; anything else as it is."""
    for kind in _KINDS.get(key, ()):
        if isinstance(value, str) and value in list(kind):
            return member(kind(value))
    return value


def plain(value: Any) -> str:
    """A value as it is read: numbers with dots, days, yes and no."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, list):
        return " = ".join(plain(one) for one in value)
    return _as_day(value) or str(value)


def _as_day(value: Any) -> str:
    """A day as it is read; nothing for anything else."""
    if not isinstance(value, str) or len(value) != len("2020-02-03"):
        return ""
    try:
        return day_text(date.fromisoformat(value))
    except ValueError:
        return ""


def _named(fields: dict[str, Any]) -> str:
    names = [fields.get(key) for key in ("code", "number", "name", "reason", "supplier")]
    return " · ".join(name for name in names if isinstance(name, str) and name)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}
