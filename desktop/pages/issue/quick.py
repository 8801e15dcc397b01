"""Cấp nhanh: a name's beginning, Enter, a quantity, Enter; the field is ready for the next."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from db.queries.catalogue import SupplyRow
from db.queries.issuing import find_people
from db.queries.staff import PersonRow
from desktop.context import Context, Tone
from desktop.drafting import Drafting, Sheet
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.quantity import Quantity
from desktop.widgets.suggest import SuggestEdit, Suggestion
from desktop.widgets.supply_fields import QuantityEdit, label


class QuickCard(Card):
    """One line for one person, a draft meanwhile; it goes out as `given` and is empty again."""

    given = Signal(object, object, str)  # PersonRow, Quantity, the key of the act

    def __init__(
        self, context: Context, day: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Cấp nhanh"), parent)
        self._context, self._day = context, day
        self._supply: SupplyRow | None = None
        self.person = SuggestEdit(self._search)
        self.person.setPlaceholderText(_("Đầu tên người nhận"))
        self.person.setAccessibleName(_("Người nhận"))
        self.quantity = QuantityEdit()
        hint = QLabel(_("Gõ đầu tên, Enter chọn người; gõ số lượng, Enter ghi sổ ngay."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.person, 3)
        line.addWidget(label(_("Số lượng"), self.quantity))
        line.addWidget(self.quantity, 2)
        self.body.addLayout(line)
        self.body.addWidget(hint)
        self.body.addStretch(1)
        self.setFocusProxy(self.person)
        self.drafting = Drafting(context, "quick", self._sheet, self)
        self.person.textChanged.connect(self.drafting.touch)
        self.quantity.field.textChanged.connect(self.drafting.touch)
        self.person.picked.connect(self._picked)
        self.person.returnPressed.connect(self._named)
        self.quantity.entered.connect(self.give)

    def set_supply(self, supply: SupplyRow | None) -> None:
        """Give out this supply."""
        self._supply = supply
        self.quantity.set_supply(supply)

    def put_back(self, person: PersonRow, typed: str) -> bool:
        """Show again what was refused; False if the next line is being typed already."""
        if self.person.text():
            return False
        self.person.choose(person_suggestion(person))
        self.quantity.field.setText(typed)
        self.quantity.setFocus()
        self.drafting.save()
        return True

    def go_on(self) -> None:
        """Put a line that waits as a draft back, unless another is being typed."""
        waiting = self.drafting.waiting()
        if self._sheet() is not None or not waiting:
            return
        cells = self.drafting.resume(waiting[0])
        self.drafting.pause(is_paused=True)
        found = self._search(cells["person"]) if cells["staff_id"] else ()
        known = (one for one in found if one.value.staff_id == cells["staff_id"])
        if (person := next(known, None)) is not None:
            self.person.choose(person)
        else:
            self.person.setText(cells["person"])
        self.quantity.field.setText(cells["quantity"])
        self.drafting.pause(is_paused=False)

    def give(self) -> None:
        """Give what the line says, or say what it lacks."""
        person = self.person.value
        if person is None:
            self.person.setFocus()
            self._named()
            return
        quantity: Quantity = self.quantity.quantity()
        key = self.drafting.key
        self.person.choose(None)
        self.quantity.offer(0)
        self.person.setFocus()
        self.given.emit(person, quantity, key)
        self.drafting.discard()  # after what was just asked for: work is done in turn

    def _sheet(self) -> Sheet | None:
        name, quantity = self.person.text().strip(), self.quantity.field.text().strip()
        if not name and not quantity:
            return None
        person: PersonRow | None = self.person.value
        title = _("Cấp nhanh: {what}").format(what=" · ".join(filter(None, (name, quantity))))
        staff_id = person.staff_id if person else None
        return Sheet(title, {"person": name, "staff_id": staff_id, "quantity": quantity})

    def _search(self, text: str) -> Sequence[Suggestion]:
        found = self._context.database.ask(find_people, self._day(), text)
        return [person_suggestion(row) for row in found]

    def _picked(self, suggestion: Suggestion) -> None:
        self.quantity.offer(usual_pieces(self._supply, suggestion.value) or 1)

    def _named(self) -> None:
        if self.person.value is not None:
            self.quantity.setFocus()
            self.quantity.field.selectAll()
        elif self.person.text().strip():
            told = _("Không có người nào đang làm việc có tên “{name}”.")
            self._context.notice(told.format(name=self.person.text().strip()), Tone.WARNING)


def person_suggestion(row: PersonRow) -> Suggestion:
    """A person in a list to pick from, told apart by unit and duty."""
    about = " · ".join(filter(None, (row.department_short, row.duty_post or row.title, row.code)))
    return Suggestion(row.name, about, row, row.code)


def usual_pieces(supply: SupplyRow | None, person: PersonRow) -> int:
    """What this person usually gets of a supply."""
    if supply is None:
        return 0
    if person.is_priority and supply.priority_quantity:
        return supply.priority_quantity
    return supply.usual_quantity
