"""How wide the columns of a signing list are, for any number of supplies."""

from collections.abc import Sequence

from desktop.papers.tables import Column

WIDE_FROM = 4  # supplies
_NUMBER, _NAME, _TITLE, _FIRST, _SIGNED, _NOTE, _DATE = 9, 45, 33, 16, 38, 24, 18
_FURTHER = 14
_LEAST_SIGNED, _LEAST_NOTE, _LEAST_TITLE, _LEAST_NAME = 30, 14, 22, 38


def is_wide(supplies: int, *, has_date: bool) -> bool:
    """Whether the list needs landscape paper: from four supplies, or what a date column adds."""
    spare = _SIGNED - _LEAST_SIGNED + _NOTE - _LEAST_NOTE + _TITLE - _LEAST_TITLE
    return supplies >= WIDE_FROM or _FURTHER * (supplies - 1) + _DATE * has_date > spare


def columns(heads: Sequence[str], room: float, *, has_date: bool) -> list[Column]:
    """The columns under these heads, `room` mm wide in all.

    What further supplies need is taken from Ký nhận, then Ghi chú, then Chức vụ; on a wide page
    what is left over goes to the columns of words.
    """
    quantities = _quantity_widths(len(heads), room, has_date=has_date)
    left = room - _NUMBER - sum(quantities) - _DATE * has_date
    name, title, signed, note = _word_widths(left)
    dated = [Column("Ngày nhận", _DATE)] if has_date else []
    return [
        Column("STT", _NUMBER, "centre"),
        Column("Họ và tên", name),
        Column("Chức vụ", title),
        *(Column(head, wide, "centre") for head, wide in zip(heads, quantities, strict=True)),
        *dated,
        Column("Ký nhận", signed),
        Column("Ghi chú", note),
    ]


def _quantity_widths(count: int, room: float, *, has_date: bool) -> list[float]:
    least = _LEAST_NAME + _LEAST_TITLE + _LEAST_SIGNED + _LEAST_NOTE
    offered = room - _NUMBER - _DATE * has_date - least
    usual = [float(_FIRST), *[float(_FURTHER)] * (count - 1)]
    return usual if sum(usual) <= offered else [offered / count] * count


def _word_widths(left: float) -> tuple[float, float, float, float]:
    """Name, title, signature and note in so many mm."""
    name, title, signed, note = float(_NAME), float(_TITLE), float(_SIGNED), float(_NOTE)
    over = left - name - title - signed - note
    if over > 0:
        return name + over * 0.2, title + over * 0.3, signed + over * 0.2, note + over * 0.3
    signed, over = _take(signed, _LEAST_SIGNED, over)
    note, over = _take(note, _LEAST_NOTE, over)
    title, over = _take(title, _LEAST_TITLE, over)
    return name + over, title, signed, note


def _take(width: float, least: float, over: float) -> tuple[float, float]:
    taken = min(width - least, -over)
    return width - taken, over + taken
