"""The line under a form: what there was, what goes out, what stays, and the lot that goes first."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.catalogue import SupplyRow
from db.queries.entering import OnOffer
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import Card, Chip
from desktop.widgets.texts import WrappedLabel


class StockFooter(Card):
    """One line a supply; too little is said in words and colour before anything is recorded."""

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
        self.body.addLayout(row)

    def show_stock(
        self,
        supplies: Sequence[SupplyRow],
        offers: Mapping[int, OnOffer],
        given: Mapping[int, int],
        people: int | None = None,
    ) -> None:
        """Say how each supply stands before and after."""
        lines, short = [], []
        for supply in supplies:
            offer = offers.get(supply.supply_id, OnOffer(0))
            out = given.get(supply.supply_id, 0)
            lines.append(_line(supply, offer, out, named=len(supplies) > 1))
            if out > offer.pieces:
                short.append(supply.name)
        if people is not None and lines:
            lines[0] += " &nbsp; " + _("Người nhận <b>{count}</b>").format(count=number(people))
        self.told.setText("<br>".join(lines))
        self.chip.say(_("Thiếu {names}").format(names=", ".join(short)) if short else "", Tone.BAD)
        self.hint.setVisible(not short)


def _line(supply: SupplyRow, offer: OnOffer, out: int, *, named: bool) -> str:
    parts = []
    if named:
        parts.append(f"<b>{_escaped(supply.code)}</b>")
    parts += [
        _("Tồn trước <b>{count}</b>").format(count=number(offer.pieces)),
        _("Cấp lần này <b>{count}</b>").format(count=number(out)),
        _("Tồn sau <b>{count}</b>").format(count=number(offer.pieces - out)),
    ]
    if offer.first_lot or offer.first_expiry:
        parts.append(_lot(offer))
    return " &nbsp; ".join(parts)


def _lot(offer: OnOffer) -> str:
    until = _("hạn {day}").format(day=day_text(offer.first_expiry)) if offer.first_expiry else ""
    if not offer.first_lot:
        return _("Lô xuất trước: {lot}").format(lot=until)
    told = _("Lô xuất trước <b>{lot}</b>").format(lot=_escaped(offer.first_lot))
    return f"{told} ({until})" if until else told


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
