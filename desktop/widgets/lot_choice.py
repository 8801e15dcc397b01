"""Chooses by hand which lots a line takes from, and how many pieces of each."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.queries.catalogue import SupplyRow
from db.queries.lots import LotOffer
from db.rules.timeline import Split
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow, Kind
from desktop.widgets.quantity import Quantity
from desktop.widgets.supply_fields import packs_of

TAKE = "take"


class LotChoice(QDialog):
    """The lots on offer, first to expire ahead; Ctrl+Enter takes what is typed beside them.

    Nothing typed means: those that expire first give. `told` is what is said of a sum.
    """

    def __init__(
        self,
        supply: SupplyRow,
        lots: Sequence[tuple[LotOffer, int]],
        split: Split,
        told: Callable[[int], tuple[str, Tone]],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Chọn lô"))
        self.resize(560, 340)
        self._told = told
        title = QLabel(supply.name)
        title.setProperty("role", "strong")
        self.grid = EntryGrid(_columns(supply), today, grows=False, check=_beyond)
        self.grid.setAccessibleName(_("Các lô"))
        given = dict(split)
        self.grid.set_rows(_row(lot, pieces, given.get(lot.lot_id, 0)) for lot, pieces in lots)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self._yes = self.buttons.addButton(
            _("Lấy các lô này"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._first = self.buttons.addButton(
            _("Hết hạn trước xuất trước"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.buttons.addButton(_("Thôi"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in self.buttons.buttons():
            button.setAccessibleName(button.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._first.clicked.connect(self._begin_anew)
        self.grid.edited.connect(self._sum)
        self.grid.record.connect(self._accept)
        self._sum()
        self.grid.edit_cell(0, TAKE)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Split:
        """What each lot gives, as typed."""
        return tuple(
            (row.tag[0].lot_id, row.pieces(TAKE)) for row in self.grid.rows() if row.pieces(TAKE)
        )

    def _accept(self) -> None:
        self.grid.commit()
        if self.grid.first_problem() is None:
            self.accept()

    def _begin_anew(self) -> None:
        self.grid.set_rows(row.with_cell(TAKE, Cell()) for row in self.grid.rows())
        self.accept()

    def _sum(self) -> None:
        taken = sum(row.pieces(TAKE) for row in self.grid.rows_model.rows())
        text, tone = self._told(taken)
        self.told.setText(text)
        set_tone(self.told, tone)


def _columns(supply: SupplyRow) -> list[GridColumn]:
    packs = packs_of(supply)
    return [
        GridColumn("lot", _("Số lô"), Kind.READ_ONLY, 0, text=lambda row: row.tag[0].number or "—"),
        GridColumn("expires", _("Hạn dùng"), Kind.READ_ONLY, 130, text=_expiry, tone=_tone),
        GridColumn(
            "left",
            _("Còn"),
            Kind.READ_ONLY,
            90,
            text=lambda row: number(row.tag[1]),
            is_right=True,
        ),
        GridColumn(
            TAKE,
            _("Lấy"),
            Kind.QUANTITY,
            130,
            packs=lambda _row: packs,
            unit=lambda _row: supply.base_unit,
            least=0,
        ),
    ]


def _row(lot: LotOffer, pieces: int, taken: int) -> GridRow:
    row = GridRow(tag=(lot, pieces))
    return row.with_cell(TAKE, Cell(number(taken), Quantity(taken))) if taken else row


def _expiry(row: GridRow) -> str:
    lot: LotOffer = row.tag[0]
    day = day_text(lot.expires_on) if lot.expires_on else _("không ghi")
    return day if lot.is_usable else _("{day}, không cấp").format(day=day)


def _tone(row: GridRow) -> Tone:
    return Tone.NONE if row.tag[0].is_usable else Tone.WARNING


def _beyond(row: GridRow) -> dict[str, str]:
    if row.pieces(TAKE) <= row.tag[1]:
        return {}
    return {TAKE: _("Lô này chỉ còn {left}.").format(left=number(row.tag[1]))}
