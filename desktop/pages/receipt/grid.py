"""The grid of a receipt with its sums; hints and remarks are in sight only when there are some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.vouchers import DetailLine
from desktop.labels import amount, number
from desktop.pages.receipt.rows import (
    HINT,
    QUANTITY,
    SUPPLY,
    ReceiptRows,
    columns,
    texts_of,
)
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.grid import EntryGrid
from desktop.widgets.money_cells import AMOUNT, PRICE, marked

MONEY = {PRICE: 3, AMOUNT: 4}  # places among the cells of a row


class ReceiptGrid(QWidget):
    """Rows to type, and under them how many there are and what they cost."""

    edited = Signal()
    record = Signal()

    def __init__(
        self,
        day: Callable[[], date],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.known = ReceiptRows(day)
        self.grid = EntryGrid(
            columns(self.known), today, check=self.known.lacks, fill=self.known.fill
        )
        self.grid.setAccessibleName(_("Các dòng nhập kho"))
        self.known.current = lambda: self.grid.rows_model.row_at(self.grid.currentIndex().row())
        self.sums = QLabel()
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.grid.edited.connect(self.show_sums)
        self.grid.edited.connect(self.edited)
        self.grid.record.connect(self.record)
        self.grid.selectionModel().currentRowChanged.connect(self.show_remarks)
        self.show_sums()

    @property
    def is_blank(self) -> bool:
        """Whether no row holds anything."""
        return not self.grid.rows_model.rows()

    def clear(self) -> None:
        """Start over without a row."""
        self.grid.clear()
        self.show_sums()

    def restore(self, state: Sequence[Sequence[str]]) -> None:
        """Start over with the rows of a draft."""
        self.grid.restore(state)
        self.grid.set_rows(marked(self.grid.rows_model.rows(), state, MONEY))
        self.show_sums()

    def show_lines(self, lines: Iterable[DetailLine]) -> None:
        """Start over with the rows of a posted receipt."""
        self.grid.rows_model.type_block(0, texts_of(lines), "")
        self.grid.rows_model.undo_stack.clear()

    def fill_in(self, lines: Iterable[tuple[int, int]]) -> None:
        """Begin with some supplies and how many pieces of each; 0 leaves that open."""
        block = [
            {SUPPLY: self.known.supplies[supply_id].code, QUANTITY: str(pieces or "")}
            for supply_id, pieces in lines
            if supply_id in self.known.supplies
        ]
        self.grid.rows_model.type_block(0, block, _("Điền sẵn"))

    def show_problems(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """Say in the rows what the book refused."""
        self.grid.show_problems(problems)
        self.show_remarks()

    def show_sums(self) -> None:
        """Count again."""
        rows = self.grid.rows_model.rows()
        money = sum(row[AMOUNT] or 0 for row in rows)
        told = _("<b>{count}</b> dòng &nbsp; Thành tiền <b>{money}</b>")
        self.sums.setText(told.format(count=number(len(rows)), money=amount(money)))
        self.show_remarks()

    def show_remarks(self) -> None:
        """The columns of hints and remarks are there only while a row has one."""
        model = self.grid.rows_model
        rows = [place for place in range(model.rowCount()) if not model.row_at(place).is_blank]
        has_hints = any(self.known.hint(model.row_at(place)) for place in rows)
        has_problems = any(model.problems(place) for place in rows)
        keys = [column.key for column in self.grid.columns]
        self.grid.setColumnHidden(keys.index(HINT), not has_hints)
        self.grid.setColumnHidden(len(keys), not has_problems)

    def _lay_out(self) -> None:
        listed, footer = Card(), Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        footer.body.setContentsMargins(14, 8, 14, 8)
        hint = QLabel(_("3h = 3 hộp · dán được từ Excel · Ctrl+Z hoàn tác"))
        hint.setProperty("role", "muted")
        line = QHBoxLayout()
        line.addWidget(self.sums)
        line.addStretch(1)
        line.addWidget(hint)
        footer.body.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(listed, 1)
        column.addWidget(footer)
