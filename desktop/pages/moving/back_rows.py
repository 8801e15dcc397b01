"""The rows of a return: what was issued to whom, what may still come back, what does."""

from collections.abc import Sequence

from db.queries.catalogue import SupplyRow, supplies
from db.queries.returning_goods import IssuedLine
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.quantity import PackChoice
from desktop.widgets.supply_fields import packs_of

BACK, NOTE = "back", "note"


class ReturnRows:
    """Knows the packs that a quantity may be typed in, and how much may come back."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._supplies: dict[int, SupplyRow] = {}

    def read_supplies(self) -> None:
        """Read the supplies that the book has now."""
        rows = self._context.database.ask(supplies, with_retired=True)
        self._supplies = {row.supply_id: row for row in rows}

    def packs(self, row: GridRow) -> Sequence[PackChoice]:
        """The packs of a row's supply."""
        supply = self._supplies.get(row.tag.supply_id) if row.tag else None
        return packs_of(supply) if supply else ()

    def beyond(self, row: GridRow) -> dict[str, str]:
        """A row that brings back more than may come back."""
        if row.tag is None or row.pieces(BACK) <= row.tag.left:
            return {}
        told = _("Chỉ còn {left} {unit} có thể trả lại.")
        return {BACK: told.format(left=number(row.tag.left), unit=row.tag.unit)}


def row_of(line: IssuedLine) -> GridRow:
    """The row of a line that may come back."""
    return GridRow(tag=line)


def columns(known: ReturnRows) -> list[GridColumn]:
    """Which issue, what, to whom; issued, what may still come back, what does."""
    return [
        GridColumn("number", _("Phiếu xuất"), Kind.READ_ONLY, 86, text=lambda row: row.tag.number),
        GridColumn("day", _("Ngày"), Kind.READ_ONLY, 92, text=lambda row: day_text(row.tag.day)),
        GridColumn("supply", _("Vật tư"), Kind.READ_ONLY, 0, text=lambda row: row.tag.supply),
        GridColumn("receiver", _("Người nhận"), Kind.READ_ONLY, 170, text=_receiver),
        GridColumn(
            "issued",
            _("Đã cấp"),
            Kind.READ_ONLY,
            76,
            text=lambda row: number(row.tag.issued),
            is_right=True,
        ),
        GridColumn(
            "left",
            _("Còn trả được"),
            Kind.READ_ONLY,
            106,
            text=lambda row: number(row.tag.left),
            is_right=True,
        ),
        GridColumn(
            BACK,
            _("Trả lại"),
            Kind.QUANTITY,
            130,
            packs=known.packs,
            unit=lambda row: row.tag.unit if row.tag else "",
            least=0,
        ),
        GridColumn(NOTE, _("Ghi chú"), Kind.TEXT, 130),
    ]


def _receiver(row: GridRow) -> str:
    return row.tag.receiver or _("Khách")
