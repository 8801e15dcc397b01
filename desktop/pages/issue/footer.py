"""The line under a form: what there was, what goes out, what stays, and the lots that give it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.catalogue import SupplyRow
from desktop.context import Tone
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import Card, Chip
from desktop.widgets.lots_by_hand import LotsByHand
from desktop.widgets.page_header import action_button
from desktop.widgets.texts import WrappedLabel


class StockFooter(Card):
    """One line a supply; too little is said in words and colour before anything is recorded."""

    lots_asked = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.told = WrappedLabel()
        self.told.setTextFormat(Qt.TextFormat.RichText)
        self.chip = Chip()
        self.hint = QLabel(hint)
        self.hint.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.addWidget(self.told)
        row.addLayout(words, 1)
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.hint)
        row.addWidget(action_button(_("Chọn lô"), self.lots_asked.emit, shortcut="F4"))
        self.body.addLayout(row)

    def show_stock(
        self,
        supplies: Sequence[SupplyRow],
        lots: LotsByHand,
        given: Mapping[int, int],
        people: int | None = None,
    ) -> None:
        """Say how each supply stands before and after."""
        lines, short = [], []
        for supply in supplies:
            out = given.get(supply.supply_id, 0)
            lines.append(_line(supply, lots, out, named=len(supplies) > 1))
            if out > lots.pieces(supply.supply_id):
                short.append(supply.name)
        if people is not None and lines:
            lines[0] += " &nbsp; " + _("Người nhận <b>{count}</b>").format(count=number(people))
        self.told.setText("<br>".join(lines))
        self.chip.say(_("Thiếu {names}").format(names=", ".join(short)) if short else "", Tone.BAD)
        self.hint.setVisible(not short)


def _line(supply: SupplyRow, lots: LotsByHand, out: int, *, named: bool) -> str:
    parts, there = [], lots.pieces(supply.supply_id)
    if named:
        parts.append(f"<b>{_escaped(supply.code)}</b>")
    parts += [
        _("Tồn trước <b>{count}</b>").format(count=number(there)),
        _("Cấp lần này <b>{count}</b>").format(count=number(out)),
        _("Tồn sau <b>{count}</b>").format(count=number(there - out)),
    ]
    if told := lots.told(supply.supply_id, max(out, 1)):
        words = _("Lô xuất <b>{lots}</b>") if out else _("Lô xuất trước <b>{lots}</b>")
        parts.append(words.format(lots=_escaped(told)))
    return " &nbsp; ".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
