"""Price and amount in a grid: whichever was not typed follows from the one that was."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import EMPTY, Cell, GridRow
from desktop.widgets.quantity import HIGHEST, Quantity

PRICE, AMOUNT = "price", "amount"
_COMPUTED = " đ"  # ends the text of an amount that followed from another cell


def money(row: GridRow, key: str, quantity: Quantity | None) -> dict[str, Cell]:
    """Price and amount: whichever was not typed follows from the one that was."""
    count = (quantity.pack_count or quantity.pieces) if quantity else 0
    price, amount = row[PRICE], row[AMOUNT]
    if key in {PRICE, AMOUNT}:
        other = AMOUNT if key == PRICE else PRICE
        if row[key] is None:
            return {other: EMPTY} if row.text(other).endswith(_COMPUTED) else {}
        is_price = key == PRICE
    else:
        is_price = price is not None and not row.text(PRICE).endswith(_COMPUTED)
        if not is_price and (amount is None or row.text(AMOUNT).endswith(_COMPUTED)):
            return {}
    if not count:
        return {}
    if is_price:
        return {AMOUNT: computed(price * count)}
    return {PRICE: computed((2 * amount + count) // (2 * count))}


def marked(
    rows: Iterable[GridRow], state: Sequence[Sequence[str]], places: Mapping[str, int]
) -> list[GridRow]:
    """Rows restored from a draft, with what was computed told apart again from what was typed.

    `places` says where price and amount stand among the cells.
    """
    found = []
    for row, cells in zip(rows, state, strict=False):
        changed = row
        for key, place in places.items():
            if len(cells) > place and cells[place].endswith(_COMPUTED) and row[key] is not None:
                changed = changed.with_cell(key, computed(row[key]))
        found.append(changed)
    return found


def computed(value: int) -> Cell:
    """An amount that followed from another cell."""
    if value > HIGHEST:
        return Cell(number(value) + _COMPUTED, problem=_("Số tiền quá lớn."))
    return Cell(number(value) + _COMPUTED, value)


def money_shown(key: str) -> Callable[[GridRow], str]:
    """What a column of money shows: the number alone."""

    def text(row: GridRow) -> str:
        return number(row[key]) if row[key] is not None else row.text(key)

    return text
