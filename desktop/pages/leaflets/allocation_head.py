"""The head of an allocation: what it is called, its day and basis, of which run, who takes part."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from db.kinds import AgencyKind, SpreadBy
from db.queries.allocations import AgencyRow
from desktop.labels import member
from desktop.pages.leaflets.allocation_reading import Known
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.suggest import SuggestEdit
from desktop.widgets.suggestions import Suggestion, search_in

DISTRICTS, WARDS, CHOSEN = "districts", "wards", "chosen"


class AllocationHead(QWidget):
    """Lines of fields that wrap in a small window; `others` stands where the page puts it."""

    changed = Signal()  # anything: for the draft
    run_chosen = Signal()
    bodies_chosen = Signal()
    method_chosen = Signal()
    added = Signal(int)  # a body's id

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[AgencyRow] = []
        self.title, self.basis = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(_("ví dụ: Phân bổ tờ bướm đợt 1"))
        self.basis.setPlaceholderText(_("ví dụ: Kế hoạch số 362/KH-UBND ngày 03/02/2020"))
        self.day = DateField(today)
        self.run, self.bodies, self.method = QComboBox(), QComboBox(), QComboBox()
        for words, value in (
            (_("tất cả quận, huyện"), DISTRICTS),
            (_("tất cả phường, xã"), WARDS),
            (_("chọn từng nơi"), CHOSEN),
        ):
            self.bodies.addItem(words, value)
        for method in SpreadBy:
            self.method.addItem(member(method), method)
        self.others = QCheckBox(_("Cả cơ quan khác"))
        self.add = SuggestEdit(self._search)
        self.add.setPlaceholderText(_("gõ: p1 q3, củ chi, sở y tế…"))
        for box in (self.run, self.bodies, self.method):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lines = (
            field_line(
                (_("Tên bảng"), self.title, 2),
                (_("Ngày"), self.day, 0),
                (_("Căn cứ"), self.basis, 2),
            ),
            field_line(
                (_("Của đợt in"), self.run, 2),
                (_("Cách chia"), self.method, 1),
                (_("Chia cho"), self.bodies, 1),
                (_("Thêm nơi nhận"), self.add, 2),
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for line in self.lines:
            layout.addLayout(line)
        self._connect()

    def offer(self, known: Known, run_id: int | None) -> None:
        """Say what there is to choose from."""
        self._known = known.agencies
        runs = [(_("không theo đợt in: tự ghi tổng số"), None)]
        refill(self.run, [*runs, *((name, id_) for id_, name in known.runs)])
        self.run.blockSignals(True)
        choose(self.run, run_id)
        self.run.blockSignals(False)

    @property
    def by(self) -> SpreadBy:
        """What is shared out by."""
        return SpreadBy(self.method.currentData())  # Qt gives back plain text

    def chosen_bodies(self) -> list[AgencyRow]:
        """The bodies of the choice, each district before its wards."""
        kinds = {
            DISTRICTS: {AgencyKind.DISTRICT},
            WARDS: {AgencyKind.DISTRICT, AgencyKind.WARD},
            CHOSEN: set(),
        }[self.bodies.currentData()]
        if self.bodies.currentData() == DISTRICTS and not any(
            row.kind is AgencyKind.DISTRICT for row in self._known
        ):
            kinds = {AgencyKind.WARD}  # since 2025 there are wards alone
        if self.others.isChecked():
            kinds = {*kinds, AgencyKind.BODY}
        return [row for row in self._known if row.kind in kinds]

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {
            "title": self.title.text(),
            "day": self.day.text(),
            "basis": self.basis.text(),
            "run": self.run.currentData(),
            "bodies": self.bodies.currentData(),
            "others": self.others.isChecked(),
            "method": str(self.method.currentData()),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Show the fields of a draft, or of an allocation; nobody is told."""
        self.blockSignals(True)
        self.title.setText(state["title"])
        self.day.setText(state["day"])
        self.day.settle()
        self.basis.setText(state["basis"])
        choose(self.run, state["run"])
        choose(self.bodies, state["bodies"])
        choose(self.method, SpreadBy(state["method"]))
        self.others.setChecked(state["others"])
        self.blockSignals(False)

    def _search(self, text: str) -> list[Suggestion]:
        choices = [
            Suggestion(
                f"{row.name}, {row.parent}" if row.parent else row.name, "", row.agency_id, row.code
            )
            for row in self._known
        ]
        found = list(search_in(choices)(text))
        return found or [one for one in choices if _short(one.label).startswith(text.lower())]

    def _on_added(self, picked: Suggestion) -> None:
        self.add.choose(None)
        self.added.emit(picked.value)

    def _connect(self) -> None:
        for field in (self.title, self.basis, self.day):
            field.textEdited.connect(self.changed)
        self.day.picked.connect(self.changed)
        self.run.currentIndexChanged.connect(self.run_chosen)
        self.bodies.currentIndexChanged.connect(self.bodies_chosen)
        self.others.toggled.connect(self.bodies_chosen)
        self.method.currentIndexChanged.connect(self.method_chosen)
        self.add.picked.connect(self._on_added)


def _short(label: str) -> str:
    """What is typed for a numbered place: "Phường 1, Quận 3" is "p1 q3"."""
    parts = [part.split() for part in label.split(", ")]
    return " ".join(
        (words[0][0] + words[-1] if words[-1].isdigit() else " ".join(words)).lower()
        for words in parts
    )
