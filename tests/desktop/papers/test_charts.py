"""The chart, laid out once as plain shapes."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.charts import BarChart, ChartLayout, lay_out

VALUES = st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), min_size=1, max_size=8)


def laid_out(pairs: list[tuple[int, int]]) -> ChartLayout:
    chart = BarChart(
        tuple(f"{n:02d}/02" for n in range(len(pairs))),
        (("Nhập", tuple(a for a, _ in pairs)), ("Cấp phát", tuple(b for _, b in pairs))),
    )
    return lay_out(chart, 460, 300, 9, lambda text, size: len(text) * size * 0.5, str)


@given(pairs=VALUES)
def test_bars_stand_on_the_base_line_in_proportion_to_their_values(
    pairs: list[tuple[int, int]],
) -> None:
    layout = laid_out(pairs)
    values = [value for pair in pairs for value in pair]
    base = layout.ticks[0].y

    assert [bar.series for bar in layout.bars] == [0, 1] * len(pairs)
    for bar, value in zip(layout.bars, values, strict=True):
        assert abs(bar.y + bar.height - base) < 0.01
        assert abs(bar.height * max(values) - max(b.height for b in layout.bars) * value) < 1e-3 * (
            max(values) + 1
        )


@given(pairs=VALUES)
def test_nothing_overlaps_or_leaves_the_room(pairs: list[tuple[int, int]]) -> None:
    layout = laid_out(pairs)

    for bar in layout.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= 460
        assert bar.y >= 0
    for left, right in zip(layout.bars, layout.bars[1:], strict=False):
        assert left.x + left.width <= right.x + 0.01
    for label in layout.labels:
        assert 0 <= label.x <= 460
        assert 0 <= label.y <= 300


def test_every_bar_has_its_value_printed() -> None:
    texts = [label.text for label in laid_out([(3400, 1411), (0, 7)]).labels]

    assert [texts.count(value) for value in ("3400", "1411", "7")] == [1, 1, 1]


def test_wide_values_are_turned_so_that_neighbours_keep_apart() -> None:
    narrow = laid_out([(100, 90)] * 8)
    wide = laid_out([(1_000_000_000, 900_000_000)] * 8)

    assert not any(label.is_turned for label in narrow.labels)
    assert sum(label.is_turned for label in wide.labels) == 16


def test_ticks_are_round_numbers_from_zero_up_to_the_highest_value() -> None:
    texts = [label.text for label in laid_out([(3400, 1411)]).labels if label.align == "right"]

    assert texts == ["0", "1000", "2000", "3000", "4000"]
