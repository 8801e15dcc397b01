"""A bar chart laid out once as plain shapes, for whoever paints it: screen or paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_TICKS = 5  # at most
_GAP = 0.28  # of a group's width, between groups
_WIDEST = 0.08  # a bar, of the whole width
_HEADROOM = 1.02  # above the highest tick


@dataclass(frozen=True, slots=True)
class BarChart:
    """Groups of bars side by side: `series` are (name, one value a group)."""

    groups: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


class Bar(NamedTuple):
    """A bar; `series` is its place among the series."""

    x: float
    y: float
    width: float
    height: float
    series: int


class Label(NamedTuple):
    """A text beside a point: `align` is left, centre or right of it; a turned one reads upwards."""

    x: float
    y: float
    text: str
    align: str
    is_turned: bool = False


class Tick(NamedTuple):
    """A horizontal line over the whole chart."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Shapes in the unit of the room given, y downwards; a label's y is the middle of its text."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    keys: tuple[tuple[Bar, Label], ...]
    text_size: float


def lay_out(
    chart: BarChart,
    width: float,
    height: float,
    text_size: float,
    measure: Callable[[str, float], float],
    write: Callable[[int], str],
) -> ChartLayout:
    """Place bars, their values, ticks, names and keys in a room of `width` by `height`.

    `measure(text, size)` gives a text's width, `write(value)` how a number reads.
    """
    values = [value for _, of_groups in chart.series for value in of_groups]
    steps = _steps(max([1, *values]))
    line = text_size * 1.3
    left = max(measure(write(step), text_size) for step in steps) + text_size * 0.6
    slot = (width - left) / max(len(chart.groups), 1)
    bar_width = min(slot * (1 - _GAP) / max(len(chart.series), 1), width * _WIDEST)
    is_turned = max([0.0, *(measure(write(value), text_size) for value in values)]) > bar_width
    room_above = line * 1.8 + (measure(write(max([1, *values])), text_size) if is_turned else line)
    bottom = height - line * 1.5
    scale = (bottom - room_above) / (steps[-1] * _HEADROOM)
    ticks = tuple(Tick(left, width, bottom - step * scale) for step in steps)
    labels = [
        Label(left - text_size * 0.4, tick.y, write(step), "right")
        for tick, step in zip(ticks, steps, strict=True)
    ]
    bars = []
    for group, name in enumerate(chart.groups):
        middle = left + slot * (group + 0.5)
        start = middle - bar_width * len(chart.series) / 2
        labels.append(Label(middle, bottom + line * 0.75, name, "centre"))
        for series, (_, of_groups) in enumerate(chart.series):
            value = of_groups[group]
            bar = Bar(
                start + series * bar_width, bottom - value * scale, bar_width, value * scale, series
            )
            bars.append(bar)
            labels.append(_value_label(bar, write(value), line, is_turned=is_turned))
    keys = tuple(_keys(chart.series, width, text_size, measure))
    return ChartLayout(tuple(bars), ticks, tuple(labels), keys, text_size)


def _value_label(bar: Bar, text: str, line: float, *, is_turned: bool) -> Label:
    middle = bar.x + bar.width / 2
    if is_turned and len(text) > 1:  # a lone digit, the many zeros above all, reads upright
        return Label(middle, bar.y - line * 0.25, text, "left", is_turned=True)
    return Label(middle, bar.y - line * 0.55, text, "centre")


def _keys(
    series: Sequence[tuple[str, tuple[int, ...]]],
    width: float,
    text_size: float,
    measure: Callable[[str, float], float],
) -> list[tuple[Bar, Label]]:
    """A small bar and its name for each series, in the middle above the chart."""
    side, gap = text_size * 0.9, text_size * 0.5
    widths = [side + gap + measure(name, text_size) for name, _ in series]
    x = (width - sum(widths) - 2 * text_size * (len(series) - 1)) / 2
    keys = []
    for index, (name, _) in enumerate(series):
        box = Bar(x, text_size * 0.2, side, side, index)
        keys.append((box, Label(x + side + gap, text_size * 0.65, name, "left")))
        x += widths[index] + 2 * text_size
    return keys


def _steps(highest: int) -> list[int]:
    """Round numbers from 0 to at least the highest value."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * size
            if step * _TICKS >= highest:
                return list(range(0, highest + step, step))[: -(-highest // step) + 1]
        size *= 10
