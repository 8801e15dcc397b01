"""The four figures of a round; each leads to the people it counts."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from db.queries.acknowledging import UnitCoverage
from db.queries.distributions import RoundRow
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.documents.words import share
from desktop.translation import _
from desktop.widgets.cards import FigureCard

NARROW = 760


class RoundCards(QWidget):
    """Phải ký, đã ký, chưa ký, được miễn; two rows where there is little room."""

    chosen = Signal(int)  # a place in round_people.FILTERS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to_sign = FigureCard(_("Phải ký"))
        self.signed = FigureCard(_("Đã ký nhận"))
        self.missing = FigureCard(_("Chưa ký"))
        self.excused = FigureCard(_("Được miễn"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._across = 0
        for card, filtered in zip(self._cards(), (0, 2, 1, 3), strict=True):
            card.body.setContentsMargins(16, 10, 16, 10)
            card.opened.connect(lambda place=filtered: self.chosen.emit(place))
        self._spread(4)

    def show_round(self, row: RoundRow, units: list[UnitCoverage], *, is_late: bool) -> None:
        """Say how the round stands."""
        self.to_sign.show_figure(
            number(row.to_sign), detail=_("{count} đơn vị").format(count=number(len(units)))
        )
        self.signed.show_figure(
            number(row.signed),
            share(row.signed, row.to_sign),
            Tone.OK if row.unsigned == 0 else Tone.INFO,
            _("trên {count} người").format(count=number(row.to_sign)),
        )
        word, tone = _("Còn thiếu"), Tone.WARNING
        if row.unsigned == 0:
            word, tone = _("Đủ"), Tone.OK
        elif is_late:
            word, tone = _("Quá hạn"), Tone.BAD
        self.missing.show_figure(number(row.unsigned), word, tone, _due(row))
        self.excused.show_figure(number(row.excused), detail=_("không tính vào phải ký"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread(2 if self.width() < NARROW else 4)

    def _cards(self) -> tuple[FigureCard, ...]:
        return self.to_sign, self.signed, self.missing, self.excused

    def _spread(self, across: int) -> None:
        if across != self._across:
            self._across = across
            for place, card in enumerate(self._cards()):
                self._grid.addWidget(card, place // across, place % across)
            for column in range(4):
                self._grid.setColumnStretch(column, 1 if column < across else 0)


def _due(row: RoundRow) -> str:
    if row.deadline_on is None:
        return _("không đặt hạn")
    return _("hạn ký {day}").format(day=day_text(row.deadline_on))
