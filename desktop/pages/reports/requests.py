"""What the report asks for: proposed by the book, a quantity the clerk may change or take out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.queries.office import KeptText
from desktop.context import Tone
from desktop.labels import number
from desktop.papers.figures import NOTHING, measure
from desktop.papers.weekly_requests import Request, in_packs
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import PackChoice, Quantity, QuantityUnclear, echo, parse_quantity

FIELD_WIDTH = 130


class RequestRow(QFrame):
    """One supply: its quantity as typed, what that comes to, and the way back to the proposal.

    What can't be read is told and never kept: the quantity before it stays in force.
    """

    edited = Signal()

    def __init__(self, request: Request, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.request = request
        self.quantity = self._replaced = request.proposed
        self._is_clear = True  # what stands in the field
        name = QLabel(request.supply)
        name.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setFixedWidth(FIELD_WIDTH)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(_("Đề nghị bổ sung: {name}").format(name=request.supply))
        name.setBuddy(self.field)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.back = action_button(_("Lấy lại"), self.take_back)
        self.back.setProperty("flat", True)
        self.back.setAccessibleName(
            _("Lấy lại số lượng đề xuất: {name}").format(name=request.supply)
        )
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(self.field)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(foot)
        self.field.textEdited.connect(lambda _text: self._on_text())
        self.field.editingFinished.connect(self._on_left)
        self._write()

    @property
    def is_edited(self) -> bool:
        """Whether the quantity is the clerk's own."""
        return self.quantity != self.request.proposed

    def begin(self, kept: KeptText | None) -> None:
        """Show the kept quantity if there is one, else the proposal."""
        proposed = self.request.proposed
        self.quantity = int(kept.text) if kept and kept.text.isdecimal() else proposed
        is_known = kept is not None and kept.proposed.isdecimal()
        self._replaced = int(kept.proposed) if kept and is_known else proposed
        self._write()

    def follow(self, request: Request) -> None:
        """The figures may have changed: an untouched quantity follows, the clerk's own stays."""
        was_edited, before = self.is_edited, self.request
        self.request = request
        if was_edited:
            if self._is_clear:
                self._weigh()
        elif request != before:
            self.quantity = self._replaced = request.proposed
            if not self.field.hasFocus():  # else once it is left: it may be typed in
                self._on_left()

    def take_back(self) -> None:
        """Put the proposal back."""
        self.quantity = self._replaced = self.request.proposed
        self._write()
        self.field.setFocus()
        self.edited.emit()

    def _on_text(self) -> None:
        packs = [PackChoice(at, *pack) for at, pack in enumerate(self.request.packs) if pack[0]]
        try:
            self.quantity = parse_quantity(self.field.text(), packs, least=0).pieces
        except QuantityUnclear as unclear:
            self._is_clear = False
            told = _("{problem} Vẫn đề nghị {quantity}.")
            self._tell(told.format(problem=unclear, quantity=self._written()), Tone.BAD)
            return
        self._is_clear = True
        self._replaced = self.request.proposed
        self._weigh()
        self.edited.emit()

    def _on_left(self) -> None:
        if self._is_clear:
            self._write()

    def _write(self) -> None:
        self._is_clear = True
        self.field.setText(self._written())
        self._weigh()

    def _written(self) -> str:
        """The quantity as the paper writes it: "35 kg"."""
        unit = measure(self.request.unit, *self.request.report_pack, self.quantity)
        return f"{unit.text(self.quantity)} {unit.name}"

    def _weigh(self) -> None:
        """Say what the quantity comes to, whose it is, and whether the figures changed since."""
        request = self.request
        packed = in_packs(self.quantity, request.pack, request.unit)
        told = [_meaning(self.quantity, request.unit, packed)]
        tone = Tone.NONE
        if self.is_edited:
            tone = Tone.OK
            told.append(_("đề xuất {number}").format(number=number(request.proposed)))
        if self.is_edited and self._replaced != request.proposed:
            tone = Tone.WARNING
            told.append(_("số liệu đã đổi từ khi sửa"))
        self._tell(" · ".join(told), tone)

    def _tell(self, text: str, tone: Tone) -> None:
        self.told.setText(text)
        set_tone(self.told, tone)
        self.back.setVisible(self.is_edited or tone is Tone.BAD)


class Requests(QFrame):
    """The supplies that are asked for, one under the other; nothing where there are none."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, RequestRow] = {}
        heading = QLabel(_("Bảng vật tư đề nghị bổ sung"))
        heading.setProperty("role", "strong")
        hint = QLabel(_("Gõ 0 để bỏ một vật tư khỏi bảng."))
        hint.setProperty("role", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(heading)
        self._column.addWidget(hint)
        self.hide()

    def begin(self, requests: Sequence[Request], kept: Mapping[str, KeptText]) -> None:
        """Begin with a period."""
        self._drop(set(self.rows))
        self.follow(requests)
        for field, row in self.rows.items():
            row.begin(kept.get(field))

    def follow(self, requests: Sequence[Request]) -> None:
        """The book may have changed since: what is not asked for any more goes."""
        self._drop(set(self.rows) - {request.field for request in requests})
        for request in requests:
            row = self.rows.get(request.field)
            if row is None:
                row = self.rows[request.field] = RequestRow(request)
                row.edited.connect(self.edited)
            row.follow(request)
            self._column.addWidget(row)  # in the order of the table
        self.setVisible(bool(requests))

    def texts(self) -> dict[str, str]:
        """The quantities in force, as they are kept: in base units."""
        return {field: str(row.quantity) for field, row in self.rows.items()}

    def proposed(self) -> dict[str, str]:
        """What the book proposes in their place."""
        return {field: str(row.request.proposed) for field, row in self.rows.items()}

    def _drop(self, fields: set[str]) -> None:
        for field in fields:
            row = self.rows.pop(field)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()


def _meaning(quantity: int, unit: str, packed: str) -> str:
    if not quantity:
        return _("không đề nghị")
    told = echo(Quantity(quantity), unit)
    return told if packed == NOTHING else f"{told}, {packed}"
