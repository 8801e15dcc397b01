"""The rows of a receipt: supply, pack, quantity, money, lot; what one cell says of the others."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from db.queries.vouchers import DetailLine
from db.services.stock import ReceiptLine
from db.text import fold
from desktop.context import Tone
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow, Kind
from desktop.widgets.money_cells import AMOUNT, PRICE, money, money_shown
from desktop.widgets.quantity import PackChoice, Quantity, QuantityUnclear, parse_quantity
from desktop.widgets.suggest import Suggestion, search_in
from desktop.widgets.supply_fields import KnownSupplies

SUPPLY, PACK, QUANTITY = "supply", "pack", "quantity"
LOT, EXPIRES, HINT = "lot", "expires", "hint"
TEN_TIMES = 10
_COUNT = re.compile(r"[\d. ]+")


class ReceiptRows(KnownSupplies):
    """Knows supplies and their packs, and what is unusual about a row."""

    def __init__(self, day: Callable[[], date]) -> None:
        super().__init__()
        self._day = day
        self.usual: Mapping[int, int] = {}
        self.current: Callable[[], GridRow] = GridRow

    def pack_search(self, text: str) -> Sequence[Suggestion]:
        """The packs of the row that is being typed in."""
        packs = self.packs(self.current())
        return search_in(Suggestion(pack.name, _size(pack, packs[0]), pack.name) for pack in packs)(
            text
        )

    def fill(self, row: GridRow, key: str) -> Mapping[str, Cell | str]:
        """The cells that follow from the one just typed."""
        packs = self.packs(row)
        if not packs:
            return {}
        filled: dict[str, Cell | str] = {}
        text = row.text(QUANTITY)
        chosen = pack_named(packs, row.text(PACK))
        if key == SUPPLY and chosen is None:
            filled[PACK] = _named(packs[0])
        elif key == PACK and chosen is not None:
            filled[PACK] = _named(chosen)
            text = _counted_in(text, chosen)
            filled[QUANTITY] = text
        elif key == PACK and (typed := _parsed(row.text(PACK), packs)) is not None:
            text = row.text(PACK)  # "20h" where the pack was asked for is how many
            filled = {PACK: _named(_pack_of(typed, packs)), QUANTITY: text}
        elif key == QUANTITY and text:
            if chosen is not None and _COUNT.fullmatch(text):
                text = _counted_in(text, chosen)
                filled[QUANTITY] = text
            elif (quantity := _parsed(text, packs)) is not None:
                filled[PACK] = _named(_pack_of(quantity, packs))
        return {**filled, **money(row, key, _parsed(text, packs))}

    def lacks(self, row: GridRow) -> dict[str, str]:
        """What a row still needs before it can be recorded."""
        found = {}
        if not row.text(SUPPLY):
            found[SUPPLY] = _("Chưa có vật tư.")
        if not row.text(QUANTITY):
            found[QUANTITY] = _("Chưa có số lượng.")
        packs, pack = self.packs(row), row.text(PACK)
        if packs and pack and pack_named(packs, pack) is None:
            found[PACK] = _("Không có quy cách nào là “{name}”.").format(name=pack)
        return found

    def hint(self, row: GridRow) -> str:
        """What is unusual about a row, though it may be recorded."""
        expires = row[EXPIRES]
        if expires is not None and expires < self._day():
            return _("Đã hết hạn khi nhập")
        usual = self.usual.get(row[SUPPLY] or 0, 0)
        if usual and row.pieces(QUANTITY) >= TEN_TIMES * usual:
            times = row.pieces(QUANTITY) // usual
            return _("Gấp {times} lần thường nhập").format(times=number(times))
        return ""


def columns(known: ReceiptRows) -> list[GridColumn]:
    """The columns of a receipt."""
    return [
        GridColumn(SUPPLY, _("Vật tư"), Kind.CHOICE, 0, search=known.search),
        GridColumn(PACK, _("Quy cách"), Kind.CHOICE, 80, search=known.pack_search, is_free=True),
        GridColumn(QUANTITY, _("Số lượng"), Kind.QUANTITY, 146, packs=known.packs, unit=known.unit),
        GridColumn(PRICE, _("Đơn giá"), Kind.MONEY, 92, least=0, text=money_shown(PRICE)),
        GridColumn(AMOUNT, _("Thành tiền"), Kind.MONEY, 104, least=0, text=money_shown(AMOUNT)),
        GridColumn(LOT, _("Số lô"), Kind.TEXT, 84),
        GridColumn(EXPIRES, _("Hạn dùng"), Kind.DATE, 98, by_month=True),
        GridColumn(
            HINT,
            _("Nhắc"),
            Kind.READ_ONLY,
            178,
            text=known.hint,
            tone=lambda row: Tone.WARNING if known.hint(row) else Tone.NONE,
            tip=known.hint,
        ),
    ]


def lines_of(rows: Iterable[GridRow]) -> list[ReceiptLine]:
    """The lines that the rows make."""
    return [
        ReceiptLine(
            supply_id=row[SUPPLY],
            quantity=row.pieces(QUANTITY),
            amount=row[AMOUNT] or 0,
            lot_number=row.text(LOT),
            expires_on=row[EXPIRES],
            pack_id=row[QUANTITY].pack_id,
            pack_count=row[QUANTITY].pack_count,
        )
        for row in rows
    ]


def texts_of(lines: Iterable[DetailLine]) -> list[dict[str, str]]:
    """The rows of a posted receipt, as they would be typed."""
    return [
        {
            SUPPLY: line.code,
            QUANTITY: f"{number(line.pack_count)} {line.pack}"
            if line.pack and line.pack_count
            else number(line.quantity),
            AMOUNT: number(line.amount) if line.amount else "",
            LOT: line.lots[0].number if line.lots else "",
            EXPIRES: _iso(line.lots[0].expires_on) if line.lots else "",
        }
        for line in lines
    ]


def pack_named(packs: Sequence[PackChoice], text: str) -> PackChoice | None:
    """The pack that a text names: its name, or the only one it begins."""
    folded = fold(text)
    if not folded:
        return None
    exact = [pack for pack in packs if fold(pack.name) == folded]
    found = exact or [pack for pack in packs if fold(pack.name).startswith(folded)]
    return found[0] if len(found) == 1 else None


def _counted_in(text: str, pack: PackChoice) -> str:
    """The same count in a pack: "3" or "3 hộp" in thùng is "3 thùng"."""
    match = _COUNT.match(text)
    count = match[0].strip() if match else ""
    if not count or "+" in text:
        return text
    return count if pack.size == 1 else f"{count} {pack.name}"


def _pack_of(quantity: Quantity, packs: Sequence[PackChoice]) -> PackChoice:
    return next((pack for pack in packs if pack.id == quantity.pack_id), packs[0])


def _parsed(text: str, packs: Sequence[PackChoice]) -> Quantity | None:
    try:
        return parse_quantity(text, packs)
    except QuantityUnclear:
        return None


def _named(pack: PackChoice) -> Cell:
    return Cell(pack.name, pack.name)


def _size(pack: PackChoice, unit: PackChoice) -> str:
    return "" if pack.size == 1 else f"= {number(pack.size)} {unit.name}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
