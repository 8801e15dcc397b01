"""The fields of a round's proposal: pieces a person, and pieces at a priority post."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from db.queries.catalogue import SupplyRow
from db.queries.norms import NormRow
from desktop.labels import member, number
from desktop.pages.issue.round_rows import Usual
from desktop.translation import _
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow


class UsualRow(QWidget):
    """For each supply: pieces a person, and pieces at a priority post."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[int, tuple[SupplyRow, QLineEdit, QLineEdit]] = {}
        self._norms: dict[int, QLabel] = {}
        self._pairs: dict[int, tuple[QWidget, ...]] = {}
        self._row = WrapRow(self, spacing=14)

    def show_supplies(self, supplies: Sequence[SupplyRow], *, afresh: bool = False) -> None:
        """Show a pair of fields for each supply; what was typed for one that stays, stays."""
        same = [supply.supply_id for supply in supplies] == list(self.fields)
        if same and not afresh:
            for supply in supplies:  # as the book has it now
                self.fields[supply.supply_id] = supply, *self.fields[supply.supply_id][1:]
            return
        kept = {} if afresh else self.state()
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._norms, self._pairs = {}, {}, {}
        for supply in supplies:
            self._add(supply, several=len(supplies) > 1)
        self.restore(kept)

    def show_norms(self, norms: Sequence[NormRow]) -> None:
        """Where a norm holds for everybody it stands in the place of the fields."""
        for supply_id, told in self._norms.items():
            of_supply = [row for row in norms if row.terms.supply_id == supply_id]
            has_general = any(not row.duty_post for row in of_supply)
            code = self.fields[supply_id][0].code
            form = _("{code}: mức cấp {norms}") if len(self.fields) > 1 else _("Mức cấp {norms}")
            told.setText(form.format(code=code, norms=_norms_told(of_supply)))
            told.setVisible(bool(of_supply))
            for widget in self._pairs[supply_id]:
                widget.setVisible(not has_general)

    def values(self) -> dict[int, Usual]:
        """The proposal of each supply."""
        return {
            supply_id: Usual(
                _pieces(each, supply.usual_quantity),
                _pieces(priority, supply.priority_quantity),
            )
            for supply_id, (supply, each, priority) in self.fields.items()
        }

    def state(self) -> dict[str, list[str]]:
        """The fields as typed."""
        return {
            str(supply_id): [each.text(), priority.text()]
            for supply_id, (_supply, each, priority) in self.fields.items()
        }

    def restore(self, state: Mapping[str, Sequence[str]]) -> None:
        """Show what `state` gave."""
        for supply_id, texts in state.items():
            if int(supply_id) in self.fields:
                _supply, each, priority = self.fields[int(supply_id)]
                each.setText(texts[0])
                priority.setText(texts[1])

    def changed_supplies(self) -> list[tuple[SupplyRow, Usual]]:
        """The supplies whose proposal is not the one the book remembers."""
        values = self.values()
        return [
            (supply, values[supply_id])
            for supply_id, (supply, _each, _priority) in self.fields.items()
            if (supply.usual_quantity, supply.priority_quantity)
            != (values[supply_id].each, values[supply_id].priority)
        ]

    def _add(self, supply: SupplyRow, *, several: bool) -> None:
        each = _field(supply.usual_quantity, _("Mức mỗi người của {name}"), supply)
        priority = _field(supply.priority_quantity, _("Mức ưu tiên của {name}"), supply)
        words = _("{code} mỗi người").format(code=supply.code) if several else _("Mỗi người")
        pair = (label(words, each), each, label(_("ưu tiên"), priority), priority)
        norm = QLabel()
        norm.setProperty("role", "muted")
        norm.setMinimumHeight(each.sizeHint().height())
        norm.hide()
        group = QWidget()
        together = QHBoxLayout(group)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(6)
        for widget in (*pair, norm):
            together.addWidget(widget)
        self._row.add(group)
        self._norms[supply.supply_id], self._pairs[supply.supply_id] = norm, pair
        for field in (each, priority):
            field.editingFinished.connect(self.changed)
        self.fields[supply.supply_id] = supply, each, priority


def _field(pieces: int, name: str, supply: SupplyRow) -> QLineEdit:
    field = QLineEdit(number(pieces) if pieces else "")
    field.setAccessibleName(name.format(name=supply.name))
    field.setToolTip(field.accessibleName())
    field.setPlaceholderText("0")
    field.setFixedWidth(58)
    return field


def _norms_told(norms: Sequence[NormRow]) -> str:
    """What the norms of one supply are: KT01 5/tuần, Bảo vệ 10/tuần."""
    told = [
        " ".join(
            filter(None, (row.duty_post, f"{number(row.terms.pieces)}/{member(row.terms.period)}"))
        )
        for row in norms
    ]
    return ", ".join(told)


def _pieces(field: QLineEdit, before: int) -> int:
    if not field.text().strip():
        return 0
    try:
        return parse_quantity(field.text(), least=0).pieces
    except QuantityUnclear:
        field.setText(number(before) if before else "")
        return before
