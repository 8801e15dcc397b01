"""The people of a round as they are read for what the bar says: their grid, its sums, the lots that give."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.errors import DomainError
from db.queries.staff import DepartmentRow
from desktop.context import Context, Tone
from desktop.pages.issue.footer import StockFooter
from desktop.pages.issue.round_bar import RoundBar
from desktop.pages.issue.round_grid import RoundGrid
from desktop.pages.issue.round_reading import Correcting, Round, read_round
from desktop.pages.issue.round_ribbon import RoundRibbon
from desktop.pages.issue.round_rows import given, key_of, proposals, supply_at
from desktop.pages.issue.round_sharing import RoundSharing
from desktop.pages.issue.round_typed import RoundTyped
from desktop.translation import _
from desktop.widgets.empty import EmptyState
from desktop.widgets.lots_by_hand import LotsByHand


class RoundPeople(QWidget):
    """What differs from the proposal stays with its person while the list is read anew."""

    edited = Signal()
    record = Signal()

    def __init__(self, context: Context, bar: RoundBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._bar = context, bar
        self.listed = RoundGrid(context)
        self.ribbon = RoundRibbon()
        self.sharing = RoundSharing(bar, self.listed, self.ribbon)
        self.lots = LotsByHand(context, self)
        self.typed = RoundTyped()
        self.footer = StockFooter(_("F2 sửa số · Ctrl+Z hoàn tác"))
        self.empty = EmptyState(
            "users-three",
            _("Chọn đơn vị để có danh sách"),
            _("Gõ đầu tên đơn vị rồi Enter; “Toàn Sở” là tất cả mọi người."),
        )
        self.round: Round | None = None
        self.correcting: Correcting | None = None
        self.is_loading = False
        self._asked = 0
        self._goes_to_grid = False
        self._lay_out()
        bar.proposal_changed.connect(self._propose)
        bar.finished.connect(self.to_grid)
        bar.more.columns_changed.connect(self._reshape)
        self.ribbon.person_asked.connect(self._go_to)
        self.lots.changed.connect(self._on_edited)
        self.footer.lots_asked.connect(self.choose_lots)
        self.listed.edited.connect(self._on_edited)
        self.listed.record.connect(self.record)

    def load(self, departments: tuple[DepartmentRow, ...]) -> None:
        """Read the people of what the bar says in the background."""
        self.gather()
        choice = self._bar.choice
        self._asked += 1
        if not choice.is_whole:
            self.round, self.is_loading = None, False
            self.stack.setCurrentWidget(self.empty)
            self.footer.hide()
            self.ribbon.hide()
            return
        self.is_loading = True
        asked, old = self._asked, self.correcting
        more = (tuple(self.typed.people), old.voucher_id) if old else ()
        read = partial(read_round, self._context.database, choice, departments, *more)

        def show(found: Round) -> None:
            if asked == self._asked:
                self._show(found)

        def refused(error: DomainError) -> None:
            self.is_loading = asked != self._asked
            self._context.tasks.refused.emit(error)

        self._context.tasks.run(self, read, show, refused)

    def to_grid(self) -> None:
        """On to the first quantity, as soon as the list is there."""
        self._goes_to_grid = self.is_loading
        if not self.is_loading and self.round is not None:
            self.listed.to_first_quantity()

    def gather(self) -> None:
        """Remember what differs from the proposal, also of people who are not listed now."""
        if self.round is not None:
            self.typed.gather(self.listed.rows(), self.listed.grid.columns)

    def take_all(self) -> None:
        """All that is shown counts as typed, whatever is proposed for the next list."""
        self.typed.take_all(self.listed.rows(), self.listed.grid.columns)
        self.round = None

    def forget(self) -> None:
        """Another round begins."""
        self.correcting, self.round = None, None
        self.typed.forget()
        self.lots.forget()
        self.sharing.forget()
        self.ribbon.show_changes(())
        self.listed.grid.clear()

    def choose_lots(self) -> None:
        """Choose by hand the lots that give the supply of the column with the cursor."""
        if self.round is None:
            return
        grid = self.listed.grid
        grid.commit()
        shown = self.round.choice.supplies
        place, columns = grid.currentIndex().column(), grid.columns
        wanted = supply_at(columns[place].key if 0 <= place < len(columns) else "", shown)
        self.lots.choose(wanted, given(self.listed.rows(), shown)[wanted.supply_id])

    def _show(self, read: Round) -> None:
        self.gather()
        self.is_loading = False
        self.round = read
        self.lots.show(read.offers)
        self.typed.proposed = self._proposals(read)
        self._bar.usual.show_norms(read.norms)
        self.ribbon.show_changes(read.changes)
        self._show_rows(read)
        self.stack.setCurrentWidget(self.listed)
        self.footer.show()
        self._sum()
        if self._goes_to_grid:
            self.to_grid()

    def _show_rows(self, read: Round) -> None:
        """The grid with the columns that are wanted now."""
        self.listed.with_asked = self.sharing.asked_of(read.choice.supplies)
        self.listed.with_waits = self._bar.more.with_waits.isChecked()
        self.listed.show_round(read, self.typed.proposed, self.typed.cells)

    def _reshape(self) -> None:
        """Other columns are wanted: what was typed stays."""
        if self.round is not None:
            self.gather()
            self._show_rows(self.round)
        self.edited.emit()

    def _go_to(self, staff_id: int) -> None:
        """Show somebody's row; who left has none."""
        if not self.listed.go_to(staff_id):
            told = _("Người này không còn trong danh sách của đợt.")
            self._context.notice(told, Tone.WARNING)

    def _propose(self) -> None:
        if self.round is None or self.correcting is not None:
            return
        self.gather()
        before, self.typed.proposed = self.typed.proposed, self._proposals(self.round)
        self.listed.propose(before, self.typed.proposed)
        self.edited.emit()

    def _proposals(self, read: Round) -> dict[int, dict[str, str]]:
        if self.correcting is not None:
            return {}
        usual = self._bar.usual.values()
        return proposals(read.recipients, usual, as_last_round=read.choice.as_last_round)

    def _on_edited(self) -> None:
        self._sum()
        self.edited.emit()

    def _sum(self) -> None:
        if self.round is None:
            return
        rows, shown = self.listed.rows(), self.round.choice.supplies
        keys = [key_of(supply.supply_id) for supply in shown]
        people = sum(any(row.pieces(key) for key in keys) for row in rows)
        out = given(rows, shown)
        self.footer.show_stock(shown, self.lots, out, people)
        self.sharing.weigh(shown, rows, {one: self.lots.pieces(one) for one in out}, out)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.ribbon)
        column.addWidget(self.stack, 1)
        column.addWidget(self.footer)
