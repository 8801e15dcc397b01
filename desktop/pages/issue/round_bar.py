"""What a round is about: day, store, supplies, departments, and what is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.catalogue import StoreRow, SupplyRow
from db.queries.staff import DepartmentRow
from desktop.context import Context
from desktop.pages.issue.round_more import RoundMore
from desktop.pages.issue.usual_row import UsualRow
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.page_header import ActionButton
from desktop.widgets.suggest import Suggestion
from desktop.widgets.supply_fields import StoreBox
from desktop.widgets.tokens import TokenField
from desktop.widgets.wrap_row import WrapRow

EVERYBODY = 0  # what stands for all departments among their ids
REMEMBERED = "issue/supplies"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the bar says; `departments` None means all of them."""

    day: date
    store_id: int
    supplies: tuple[SupplyRow, ...]
    departments: tuple[int, ...] | None
    as_last_round: bool

    @property
    def is_whole(self) -> bool:
        """Whether there is enough to read a list."""
        return bool(self.supplies) and (self.departments is None or bool(self.departments))


class RoundBar(Card):
    """Two rows of fields over the grid."""

    people_changed = Signal()  # another list of people is to be read
    proposal_changed = Signal()  # the same people, another proposal
    finished = Signal()  # Enter past the last field

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._supplies: dict[int, SupplyRow] = {}
        self._is_recalled = False
        today = context.clock.today
        self.day = DateField(today, is_past=True)
        self.day.set_today()
        self.store = StoreBox(())
        self.supplies = TokenField(_("Vật tư"), _("Gõ tên vật tư"), shown=2)
        self.departments = TokenField(
            _("Đơn vị"), _("Gõ tên đơn vị, hoặc Toàn Sở"), alone=EVERYBODY
        )
        self.last_round = ActionButton(_("Như đợt trước") + "  Ctrl+L")
        self.last_round.setAccessibleName(_("Như đợt trước"))
        self.last_round.setCheckable(True)
        self.last_round.setAutoDefault(False)
        self.last_round.setShortcut("Ctrl+L")
        self.more_button = ActionButton(_("Đề nghị, soạn trước"))
        self.more_button.setCheckable(True)
        self.more_button.setAutoDefault(False)
        self.more = RoundMore(context)
        self.more.hide()
        self.usual = UsualRow()
        self._lay_out()
        self.day.picked.connect(self.people_changed)
        self.store.currentIndexChanged.connect(self.people_changed)
        self.supplies.changed.connect(self._on_supplies)
        self.departments.changed.connect(self.people_changed)
        self.last_round.toggled.connect(self._on_last_round)
        self.more_button.toggled.connect(self._on_more)
        self.usual.changed.connect(self.proposal_changed)
        self.day.returnPressed.connect(self.store.setFocus)
        self.supplies.finished.connect(self.departments.setFocus)
        self.departments.finished.connect(self.finished)

    @property
    def choice(self) -> Choice:
        """What the fields say now."""
        picked = [int(str(value)) for value in self.departments.values]
        return Choice(
            day=self.day.day or self._context.clock.today(),
            store_id=self.store.store_id,
            supplies=tuple(self._supplies[int(str(one))] for one in self.supplies.values),
            departments=None if EVERYBODY in picked else tuple(picked),
            as_last_round=self.last_round.isChecked(),
        )

    @property
    def title(self) -> str:
        """The departments in words."""
        return ", ".join(self.departments.labels)

    def offer(
        self,
        stores: Sequence[StoreRow],
        supplies: Sequence[SupplyRow],
        departments: Sequence[DepartmentRow],
    ) -> None:
        """Offer what the book has now; picks stay."""
        self._supplies = {row.supply_id: row for row in supplies}
        self.store.show_stores(stores)
        self.supplies.offer(
            Suggestion(row.name, f"{row.code} · {row.base_unit}", row.supply_id, row.code)
            for row in supplies
        )
        everybody = Suggestion(_("Toàn Sở"), _("tất cả đơn vị"), EVERYBODY, "TS")
        self.departments.offer(
            [
                everybody,
                *(
                    Suggestion(row.name, _people(row), row.department_id, row.code)
                    for row in departments
                ),
            ]
        )
        if supplies and not self._is_recalled:
            self._is_recalled = True
            self._recall()
        self._show_usual()

    def begin(self) -> None:
        """Put the cursor where the next thing is to be said."""
        (self.departments if self.supplies.values else self.supplies).setFocus()

    def show_supply(self, supply_id: int) -> None:
        """Give out this supply."""
        self.supplies.choose([supply_id])
        self._show_usual()

    def clear(self) -> None:
        """Ready for the next round: the same day, store and supplies, no departments."""
        self.departments.choose(())
        self.last_round.blockSignals(True)
        self.last_round.setChecked(False)
        self.last_round.blockSignals(False)
        self._show_usual(afresh=True)
        self.usual.setEnabled(True)
        self.show_more({})

    def fix(self, *, is_fixed: bool) -> None:
        """While a voucher is corrected its department stays and nothing is proposed."""
        self.departments.setEnabled(not is_fixed)
        self.last_round.setVisible(not is_fixed)
        self.usual.setVisible(not is_fixed)

    def state(self) -> dict[str, Any]:
        """The fields as a draft keeps them."""
        return {
            "day": self.day.text(),
            "store": self.store.store_id,
            "supplies": self.supplies.values,
            "departments": self.departments.values,
            "as_last_round": self.last_round.isChecked(),
            "usual": self.usual.state(),
            "more": self.more.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft, announcing nothing."""
        self.blockSignals(True)
        self.day.setText(state["day"])
        self.day.settle()
        self.store.choose(state["store"])
        self.supplies.choose(state["supplies"])
        self.departments.choose(state["departments"])
        self.last_round.setChecked(state["as_last_round"])
        self._show_usual(afresh=True)
        self.usual.restore(state.get("usual", {}))
        self.show_more(state.get("more", {}))
        self.blockSignals(False)

    def show_more(self, state: Mapping[str, Any]) -> None:
        """Show what only some rounds need, if anything of it is said."""
        self.more.restore(state)
        self.more_button.setChecked(not self.more.is_plain)

    def remember(self) -> None:
        """Offer the same supplies next time."""
        told = ",".join(str(value) for value in self.supplies.values)
        self._context.settings.set(REMEMBERED, told)

    def _recall(self) -> None:
        kept = self._context.settings.text(REMEMBERED).split(",")
        wanted = [int(one) for one in kept if one.isdecimal() and int(one) in self._supplies]
        self.supplies.choose(wanted or list(self._supplies)[:1])

    def _show_usual(self, *, afresh: bool = False) -> None:
        """The proposal of one supply stands beside the departments, that of several below."""
        shown = self.choice.supplies
        self.usual.show_supplies(shown, afresh=afresh)
        line, other = self._second, self._third
        if len(shown) > 1:
            line, other = other, line
        if line.indexOf(self.usual) < 0:
            other.removeWidget(self.usual)
            line.add(self.usual, share=int(len(shown) > 1))

    def _on_supplies(self) -> None:
        self._show_usual()
        self.people_changed.emit()

    def _on_last_round(self) -> None:
        self.usual.setEnabled(not self.last_round.isChecked())
        self.people_changed.emit()

    def _on_more(self, is_wanted: bool) -> None:
        self.more.setVisible(is_wanted)
        if is_wanted and self.more_button.hasFocus():
            self.more.number.setFocus()

    def _lay_out(self) -> None:
        first = field_line(
            (_("Ngày"), self.day, 0), (_("Kho"), self.store, 1), (_("Vật tư"), self.supplies, 3)
        )
        second = field_line((_("Đơn vị"), self.departments, 1))
        second.add(self.last_round)
        second.add(self.more_button)
        self._second, self._third = second, WrapRow()
        self._show_usual()
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._third)
        column.addWidget(self.more)
        self.body.addLayout(column)
        self.day.setMinimumWidth(112)


def _people(row: DepartmentRow) -> str:
    return _("{count} người").format(count=row.people)
