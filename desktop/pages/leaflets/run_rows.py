"""The rows of a print run's form: which leaflet, how many, at what price."""

from collections.abc import Iterable, Mapping

from db.queries.print_run_list import RunLineRow
from db.services.printing_runs import RunLine
from desktop.context import Tone
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow, Kind
from desktop.widgets.money_cells import AMOUNT, PRICE, money, money_shown
from desktop.widgets.quantity import Quantity
from desktop.widgets.supply_fields import KnownSupplies

LEAFLET, ORDERED, HINT = "supply", "ordered", "hint"
MONEY = {PRICE: 2, AMOUNT: 3}  # places among the cells of a row


class RunRows(KnownSupplies):
    """Knows the leaflets and their packs, and what each still needs before it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self.lacking: Mapping[int, str] = {}

    def hint(self, row: GridRow) -> str:
        """What a row's leaflet still needs; it may be ordered all the same."""
        return self.lacking.get(row[LEAFLET] or 0, "")

    def fill(self, row: GridRow, key: str) -> Mapping[str, Cell]:
        """Price of one and amount follow from each other; a pack does not count here."""
        pieces = row.pieces(ORDERED)
        return money(row, key, Quantity(pieces) if pieces else None)

    def lacks(self, row: GridRow) -> dict[str, str]:
        """What a row still needs."""
        found = {}
        if not row.text(LEAFLET):
            found[LEAFLET] = _("Chưa có tờ bướm.")
        if not row.text(ORDERED):
            found[ORDERED] = _("Chưa có số lượng đặt in.")
        return found


def columns(known: RunRows) -> list[GridColumn]:
    """The columns of an order."""
    return [
        GridColumn(LEAFLET, _("Tờ bướm"), Kind.CHOICE, 0, search=known.search),
        GridColumn(ORDERED, _("Đặt in"), Kind.QUANTITY, 130, packs=known.packs, unit=known.unit),
        GridColumn(PRICE, _("Đơn giá"), Kind.MONEY, 90, least=0, text=money_shown(PRICE)),
        GridColumn(AMOUNT, _("Thành tiền"), Kind.MONEY, 120, least=0, text=money_shown(AMOUNT)),
        GridColumn(
            HINT,
            _("Hồ sơ còn thiếu"),
            Kind.READ_ONLY,
            170,
            text=known.hint,
            tone=lambda row: Tone.WARNING if known.hint(row) else Tone.NONE,
            tip=known.hint,
        ),
    ]


def lines_of(rows: Iterable[GridRow]) -> tuple[RunLine, ...]:
    """The lines that the rows make."""
    return tuple(RunLine(row[LEAFLET], row.pieces(ORDERED), row[AMOUNT] or 0) for row in rows)


def texts_of(lines: Iterable[RunLineRow]) -> list[dict[str, str]]:
    """The rows of a run, as they would be typed."""
    return [
        {
            LEAFLET: line.code,
            ORDERED: number(line.ordered),
            AMOUNT: number(line.amount) if line.amount else "",
        }
        for line in lines
    ]
