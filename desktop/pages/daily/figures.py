"""The indicators of a report: typed numbers, yes or no, and what the book knows, which is not typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from db.kinds import IndicatorKind
from db.queries.daily_entering import Entering
from db.queries.duties import IndicatorRow
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.translation import _
from desktop.widgets.record_fields import value_of, whole_number
from desktop.widgets.texts import WrappedLabel

_WIDTH = 92


class Figures(QWidget):
    """A line for each indicator; its values are those that can be typed, by indicator."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[int, QLineEdit | QComboBox] = {}
        self.known: dict[int, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 1)

    @property
    def values(self) -> list[object]:
        """Each indicator that can be typed with what its field holds."""
        return [[id_, value_of(field)] for id_, field in self.fields.items()]

    @property
    def figures(self) -> dict[int, int]:
        """The values that were told. Raises Unclear."""
        told = {}
        for id_, field in self.fields.items():
            if isinstance(field, QComboBox):
                value = field.currentData()
            else:
                value = whole_number(field) if field.text().strip() else None
            if value is not None:
                told[id_] = value
        return told

    def choose(self, values: Sequence[object]) -> None:
        """Put values in as a draft kept them."""
        for value in values:
            assert isinstance(value, list | tuple)
            match self.fields.get(value[0]):
                case QComboBox() as box:
                    box.setCurrentIndex(max(0, box.findText(value[1])))
                case QLineEdit() as field:
                    field.setText(value[1])

    def show_report(self, report: Entering) -> None:
        """Show the indicators of a report with what was told of them."""
        self._clear()
        told: Mapping[int, int] = report.report.figures if report.report else {}
        for row in report.indicators:
            self._add(row, report, told.get(row.indicator_id))
        self.tell_known(report)

    def tell_known(self, report: Entering) -> None:
        """Say what the book knows now."""
        for id_, label in self.known.items():
            label.setText(number(report.known.get(id_, 0)))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.setParent(None)
                gone.deleteLater()
        self.fields, self.known = {}, {}

    def _add(self, row: IndicatorRow, report: Entering, told: int | None) -> None:
        at = self._grid.rowCount()
        name = WrappedLabel(row.name)
        unit = WrappedLabel(row.unit)
        unit.setProperty("role", "muted")
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(unit, at, 2)
        if row.source is not None:
            value = self.known[row.indicator_id] = QLabel()
            value.setProperty("role", "strong")
            unit.setText(f"{row.unit} · {_from_book(report)}".removeprefix(" · "))
            unit.setToolTip(member(row.source))
            value.setAccessibleDescription(unit.text())
            self._grid.addWidget(value, at, 1)
            return
        field = _yes_no(told) if row.kind is IndicatorKind.YES_NO else _number(told)
        field.setAccessibleName(row.name)
        field.setAccessibleDescription(row.unit)
        name.setBuddy(field)
        if isinstance(field, QComboBox):
            field.currentIndexChanged.connect(lambda _at: self.changed.emit())
        else:
            field.textChanged.connect(lambda _text: self.changed.emit())
        self.fields[row.indicator_id] = field
        self._grid.addWidget(field, at, 1)
        field.show()  # at once, for keys that were pressed already


def _from_book(report: Entering) -> str:
    """Where a value comes from, and of which days it is."""
    first, last = report.covered
    if first == last:
        return _("từ sổ, ngày {day}").format(day=day_text(last))
    return _("từ sổ, {from_on}–{to_on}").format(from_on=f"{first:%d/%m}", to_on=day_text(last))


def _number(told: int | None) -> QLineEdit:
    field = QLineEdit("" if told is None else str(told))
    field.setFixedWidth(_WIDTH)
    field.setMaxLength(15)
    return field


def _yes_no(told: int | None) -> QComboBox:
    box = QComboBox()
    for words, value in (("", None), (_("Có"), 1), (_("Không"), 0)):
        box.addItem(words, value)
    box.setFixedWidth(_WIDTH)
    box.setCurrentIndex(next(at for at in range(3) if box.itemData(at) == told))
    return box
