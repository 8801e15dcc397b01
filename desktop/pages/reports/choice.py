"""What is settled about a report besides its sentences: its date, its number, who signs, how urgent."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from db.queries.office import KeptText, SignerRow
from desktop.office_identity import SIGNERS
from desktop.translation import _
from desktop.weekly import (
    BY_HAND,
    NUMBER,
    PAPER_ON,
    SIGNER,
    URGENCIES,
    URGENCY,
    PaperChoice,
    kept_choice,
)
from desktop.widgets.date_field import DateField

USUAL_SIGNER = next(iter(SIGNERS))


class ChoiceBox(QWidget):
    """Four small fields; an empty date or number is left for the hand."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.paper_on = DateField(today)
        self.paper_on.setAccessibleName(_("Ngày văn bản"))
        self.paper_on.setPlaceholderText(_("viết tay"))
        self.number = QLineEdit()
        self.number.setAccessibleName(_("Số văn bản"))
        self.number.setPlaceholderText(_("viết tay"))
        self.number.setMaxLength(12)
        self.signer = QComboBox()
        self.signer.setAccessibleName(_("Người ký"))
        self.signer.setMinimumContentsLength(10)
        self.urgency = QComboBox()
        self.urgency.setAccessibleName(_("Độ khẩn"))
        self.urgency.addItem(_("Không khẩn"), "")
        for word in URGENCIES:
            self.urgency.addItem(word, word)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for column, (name, field) in enumerate(
            (
                (_("Ngày văn bản"), self.paper_on),
                (_("Số"), self.number),
                (_("Người ký"), self.signer),
            )
        ):
            label = QLabel(name)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        urgency = QLabel(_("Độ khẩn"))
        urgency.setProperty("role", "muted")
        urgency.setBuddy(self.urgency)
        grid.addWidget(urgency, 2, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.urgency, 2, 1, 1, 2)
        for column, share in enumerate((4, 3, 7)):
            grid.setColumnStretch(column, share)
        self.paper_on.picked.connect(lambda _day: self.edited.emit())
        self.number.textEdited.connect(lambda _text: self.edited.emit())
        for choice in (self.signer, self.urgency):
            choice.activated.connect(lambda _row: self.edited.emit())

    def show_signers(self, signers: list[SignerRow]) -> None:
        """Offer those in force, by how they sign: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC."""
        told = {row.role: row for row in signers}
        chosen = self.signer.currentData()
        self.signer.clear()
        for role in SIGNERS:
            if (row := told.get(role)) is not None:
                text = " / ".join(filter(None, (row.prefix, row.title)))
                self.signer.addItem(text, role)
        self._choose(chosen or USUAL_SIGNER)

    def show_kept(self, kept: Mapping[str, KeptText]) -> None:
        """Begin with a period: what was settled, else today, no number, the usual signer."""
        told = kept_choice(kept, self._today())
        self.paper_on.set_day(told.paper_on)
        self.number.setText(told.paper_number)
        self._choose(told.signer or USUAL_SIGNER)
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(told.urgency)))

    def choice(self) -> PaperChoice:
        """What is settled now."""
        return PaperChoice(
            self.paper_on.day,
            self.number.text().strip(),
            self.signer.currentData() or "",
            self.urgency.currentData() or "",
        )

    def texts(self) -> dict[str, str]:
        """The same, as it is kept with the period."""
        told = self.choice()
        day = told.paper_on.isoformat() if told.paper_on else BY_HAND
        return {
            PAPER_ON: day,
            NUMBER: told.paper_number,
            SIGNER: told.signer,
            URGENCY: told.urgency,
        }

    def usual(self) -> dict[str, str]:
        """What holds where nothing is kept."""
        today = self._today().isoformat()
        return {PAPER_ON: today, NUMBER: "", SIGNER: USUAL_SIGNER, URGENCY: ""}

    def _choose(self, role: str) -> None:
        self.signer.setCurrentIndex(max(0, self.signer.findData(role)))
