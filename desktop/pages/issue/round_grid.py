"""The grid of a round: made anew when its columns change, its remarks in sight only when needed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from db.kinds import NormPeriod
from db.queries.catalogue import SupplyRow
from desktop.context import Context
from desktop.labels import number
from desktop.pages.issue.round_columns import columns
from desktop.pages.issue.round_reading import Round
from desktop.pages.issue.round_rows import (
    NOTE,
    Typed,
    asked_key_of,
    grid_rows,
    key_of,
    lacks,
)
from desktop.pages.issue.round_typed import Proposed
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import GridRow


class RoundGrid(Card):
    """Everybody of a round, one row each, with a quantity to type for each supply."""

    edited = Signal()
    record = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._today = context.clock.today
        self.with_waits = False  # columns that only some rounds need
        self.with_asked: frozenset[int] = frozenset()
        self._not_weekly: frozenset[int] = frozenset()
        self._shape: tuple[object, ...] = ((), False, False, frozenset(), False, frozenset())
        self.grid = self._made((), with_department=False, with_absence=False)
        self.body.setContentsMargins(4, 2, 4, 4)
        self.body.addWidget(self.grid, 1)

    def show_round(self, read: Round, proposed: Proposed, typed: Typed) -> None:
        """Show its people with what was typed for them, else what is proposed."""
        self._shape_for(read)
        rows = grid_rows(read.recipients, self.grid.columns, proposed, typed, self._today())
        place, had_focus = self.grid.currentIndex(), self.grid.hasFocus()
        self.grid.set_rows(rows)
        if had_focus and 0 <= place.row() < len(rows):
            self.grid.setCurrentIndex(self.grid.rows_model.index(place.row(), place.column()))
        self.show_remarks()

    def propose(self, before: Proposed, after: Proposed) -> None:
        """Put another proposal where nothing was typed: one step, which Ctrl+Z takes back."""
        block = []
        for row in self.rows():
            staff_id = row.tag.person.staff_id
            old, new = before.get(staff_id, {}), after.get(staff_id, {})
            block.append(
                {key: text for key, text in new.items() if row.text(key) == old.get(key, "")}
            )
        if any(block):
            self.grid.rows_model.type_block(0, block, _("Đề xuất"))

    def share_out(self, shares: Mapping[int, Sequence[int]]) -> None:
        """Give each row its share of some supplies, what it had stays as asked for: one step."""
        block = []
        for place, row in enumerate(self.rows()):
            texts = {}
            for supply_id, shared in shares.items():
                asked = row.pieces(key_of(supply_id))
                if asked and not row.pieces(asked_key_of(supply_id)):
                    texts[asked_key_of(supply_id)] = number(asked)
                if asked != shared[place]:
                    texts[key_of(supply_id)] = number(shared[place]) if shared[place] else ""
            block.append(texts)
        self.grid.rows_model.type_block(0, block, _("Chia theo số còn"))

    def rows(self) -> list[GridRow]:
        """The rows as they stand, without what is being typed this moment."""
        return self.grid.rows_model.rows()

    def show_problems(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """Say in the rows what the book refused."""
        self.grid.show_problems(problems)
        self.show_remarks()

    def show_remarks(self) -> None:
        """The column of remarks is there only while a row has one, in the place of code and title."""
        has_any = self.grid.rows_model.has_problems
        for place, column in enumerate(self.grid.columns):
            if column.key in {"code", "title"}:
                self.grid.setColumnHidden(place, has_any)
        self.grid.setColumnHidden(len(self.grid.columns), not has_any)

    def to_first_quantity(self) -> None:
        """Put the cursor on the first person's quantity."""
        self._go_to(0)

    def go_to(self, staff_id: int) -> bool:
        """Put the cursor on somebody's first quantity; False if they are not on the list."""
        for place, row in enumerate(self.rows()):
            if row.tag.person.staff_id == staff_id:
                self._go_to(place)
                return True
        return False

    def _go_to(self, place: int) -> None:
        keys = [column.key for column in self.grid.columns if column.key.startswith("give")]
        self.grid.edit_cell(place, next(iter(keys), NOTE))

    @property
    def is_typing(self) -> bool:
        """Whether a cell is being typed in."""
        focused = QApplication.focusWidget()
        return focused is not None and self.grid.viewport().isAncestorOf(focused)

    def _shape_for(self, read: Round) -> None:
        """Another set of columns is another grid; the same one keeps its widths."""
        units = {row.department_id for row in read.targets.values()}
        away = any(one.absence is not None for one in read.recipients)
        asked, waits = self.with_asked, self.with_waits
        self._not_weekly = frozenset(
            row.terms.supply_id for row in read.norms if row.terms.period is not NormPeriod.WEEK
        )
        shape = (read.choice.supplies, len(units) > 1, away, asked, waits, self._not_weekly)
        if shape == self._shape:
            return
        self._shape = shape
        old = self.grid
        self.grid = self._made(
            read.choice.supplies, with_department=len(units) > 1, with_absence=away
        )
        self.body.replaceWidget(old, self.grid)
        self.grid.show()  # now, not with the next event: it may take the focus
        if old.hasFocus() or old.isAncestorOf(QApplication.focusWidget() or self):
            self.grid.setFocus()
        old.hide()
        old.deleteLater()

    def _made(
        self, supplies: Sequence[SupplyRow], *, with_department: bool, with_absence: bool
    ) -> EntryGrid:
        shown = columns(
            supplies,
            with_department=with_department,
            with_absence=with_absence,
            with_asked=self.with_asked,
            with_waits=self.with_waits,
            not_weekly=self._not_weekly,
        )
        grid = EntryGrid(shown, self._today, grows=False, check=lacks)
        grid.setAccessibleName(_("Danh sách cấp phát"))
        grid.setColumnHidden(len(shown), True)
        grid.record.connect(self.record)
        grid.edited.connect(self.edited)
        grid.edited.connect(self.show_remarks)
        return grid
