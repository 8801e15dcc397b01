"""One count: a grid to enter it, its papers, its approval."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.errors import ChangedMeanwhile, DomainError
from db.kinds import CountState
from db.queries.counting import CountLine, StocktakeRow, count_lines, stocktake
from db.queries.office import signers
from db.services.counting import Count, approve_stocktake, drop_stocktake, enter_counts
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.labels import number, sentence
from desktop.pages.stock.count_moment import MomentField
from desktop.pages.stock.count_more import AddLine, Committee
from desktop.pages.stock.count_papers import CountPapers
from desktop.pages.stock.count_rows import COUNTED, CountGrid, CountRows, rows_of
from desktop.pages.stock.words import count_state
from desktop.translation import _
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.cards import Card
from desktop.widgets.grid_cells import GridRow
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


@dataclass(frozen=True, slots=True)
class Opened:
    """A count with its lines, and who may approve it."""

    row: StocktakeRow
    lines: list[CountLine]
    chief: str


class CountView(QWidget):
    """What is typed is taken by itself a moment later; nothing is posted before it is approved."""

    paper_wanted = Signal(str, object)  # title, and what makes the PDF
    opened = Signal(int)  # a voucher's id
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.stocktake_id: int | None = None
        self.shown: Opened | None = None
        self._is_saving = False
        self._wanted: set[int] = set()  # lines to be counted next
        self._is_approving = False  # as soon as what was typed is taken
        self.known = CountRows()
        self.papers = CountPapers(context, self)
        self.papers.wanted.connect(self.paper_wanted)
        self.bar = OpenedBar()
        self.bar.left.connect(self._leave)
        self.with_book = QCheckBox(_("Phiếu đếm có số theo sổ"))
        self.with_book.setChecked(True)
        self.sheet = action_button(
            _("Phiếu đếm"),
            lambda: self.papers.print_sheet(with_book=self.with_book.isChecked()),
            icon="clipboard-text",
        )
        self.record = action_button(
            _("Biên bản"), self.papers.print_record, icon="printer", shortcut="Ctrl+P"
        )
        self.excel = action_button(_("Excel"), self.papers.save_workbook, icon="file-xls")
        self.drop = action_button(_("Bỏ lần kiểm kê"), self._ask_drop, icon="prohibit")
        self.drop.setProperty("danger", True)
        self.approve = action_button(_("Duyệt"), self._ask_approval, icon="check", is_primary=True)
        for button in (self.sheet, self.record, self.excel, self.drop, self.approve):
            self.bar.add(button)
        self.ask = AskBar()
        self.add_line = AddLine(context)
        self.committee = Committee(context)
        self.add = action_button(
            _("Thêm vật tư, lô"), self._ask_line, icon="plus", shortcut="Ctrl+N"
        )
        self.name_committee = action_button(
            _("Ban kiểm kê"), self._ask_committee, icon="users-three"
        )
        self.moment = MomentField(context.clock)
        self.grid = CountGrid(self.known, context.clock.today)
        self.grid.setAccessibleName(_("Các dòng kiểm kê"))
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        self._lay_out()
        self.grid.changed.connect(self.save)
        self.grid.record.connect(self.save)
        self.grid.edited.connect(self._weigh)
        for bar in (self.add_line, self.committee):
            bar.done.connect(self._back_to_grid)

    def open(self, stocktake_id: int) -> None:
        """Show a count."""
        self.stocktake_id, self.shown = stocktake_id, None
        self.papers.stocktake_id = stocktake_id
        self._put_bars_away()
        self.moment.clear()
        self.grid.clear()
        self.known.lines = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the count in the background, then show it; what is being typed stays."""
        if self.stocktake_id is not None and not self._is_saving:
            work = partial(_read, self._context.database, self.stocktake_id)
            self._context.tasks.run(self, work, self._show)

    def save(self) -> None:
        """Take what was typed and differs from the book."""
        if self.stocktake_id is None or self._is_saving or not self._is_open:
            return
        if not (counts := self._typed()):
            return
        if not self.moment.is_clear:
            self._context.notice(_("Lúc đếm chưa rõ, ví dụ: 14:30 hoặc 15/2 14:30."), Tone.WARNING)
            self._is_approving = False
            self.moment.setFocus()
            return
        self._is_saving = True
        act = partial(
            self._context.database.do,
            enter_counts,
            self.stocktake_id,
            counts,
            self.moment.moment,
        )
        self._context.tasks.run(self, act, lambda _changed: self._saved(), self._not_saved)

    @property
    def _is_open(self) -> bool:
        return self.shown is not None and self.shown.row.state is CountState.OPEN

    def _typed(self) -> list[Count]:
        rows = self.grid.rows_model.rows()
        return [count for row in rows if (count := self.known.count_of(row)) is not None]

    def _saved(self) -> None:
        self._is_saving = False
        self.refresh()

    def _not_saved(self, error: DomainError) -> None:
        """Somebody else counted the same line: show it, and let what is typed replace it next."""
        self._is_saving = self._is_approving = False
        if isinstance(error, ChangedMeanwhile):
            text = _("Người khác vừa đếm dòng này; xem lại rồi gõ lại.")
            self._context.notice(text, Tone.WARNING)
            self._show_again()
        else:
            self._context.notice(sentence(error), Tone.BAD)

    def _show_again(self) -> None:
        self.grid.clear()
        self.refresh()

    def _show(self, found: Opened) -> None:
        row = found.row
        if row.stocktake_id != self.stocktake_id:
            return
        is_first = self.shown is None
        typed = {} if is_first else self._unsaved()
        self.shown = found
        self.known.lines = {line.line_id: line for line in found.lines}
        title = _("Kiểm kê số {number}").format(number=row.stocktake_id)
        self.bar.name(title, *count_state(row.state))
        self._show_rows(rows_of(found.lines, typed), is_first=is_first)
        self.grid.viewport().update()
        is_open = row.state is CountState.OPEN
        self.grid.setEnabled(is_open)
        for widget in (
            *(self.drop, self.approve, self.moment, self.moment.label),
            *(self.add, self.name_committee),
        ):
            widget.setVisible(is_open)
        if not is_open:
            self._put_bars_away()
        if is_first and is_open:
            self.grid.edit_cell(0, COUNTED)
        self._weigh()
        if self._is_approving:
            self._is_approving = False
            self._ask_approval()

    def _show_rows(self, rows: list[GridRow], *, is_first: bool) -> None:
        place = self.grid.currentIndex()
        row, column = place.row(), place.column()
        if rows != self.grid.rows_model.rows():
            self.grid.set_rows(rows)
            if not is_first and row >= 0:
                self.grid.go(row, column)
        if wanted := [at for at, one in enumerate(rows) if one.tag in self._wanted]:
            self.grid.edit_cell(wanted[0], COUNTED)
            self._wanted.clear()

    def _unsaved(self) -> dict[int, GridRow]:
        rows = self.grid.rows_model.rows()
        return {row.tag: row for row in rows if self.known.count_of(row) is not None}

    def _weigh(self) -> None:
        """Say how far the count is."""
        if self.shown is None:
            return
        row = self.shown.row
        rows = self.grid.rows_model.rows()
        counted = [found for one in rows if (found := self.known.difference(one)) is not None]
        parts = [
            f"{row.store}, {day_text(row.day)}",
            row.scope,
            _("đã đếm {counted}/{count} dòng").format(counted=len(counted), count=len(rows)),
            _("{count} dòng chênh lệch").format(count=sum(map(bool, counted))),
        ]
        if row.vouchers:
            told = ", ".join(name for _id, name in row.vouchers)
            parts.append(_("phiếu điều chỉnh {numbers}").format(numbers=told))
        if row.approved_by:
            parts.append(_("người duyệt {name}").format(name=row.approved_by))
        if row.note:
            parts.append(row.note)
        self.told.setText(" · ".join(parts))

    # What is counted, and who counts

    def _ask_line(self) -> None:
        if self._is_open and self.stocktake_id is not None:
            self._put_bars_away()
            self.add_line.ask(self.stocktake_id)

    def _ask_committee(self) -> None:
        if self.shown is not None and self._is_open:
            row = self.shown.row
            self._put_bars_away()
            self.committee.ask(row.stocktake_id, row.committee, row.version)

    def _put_bars_away(self) -> None:
        for bar in (self.ask, self.add_line, self.committee):
            bar.hide()

    def _back_to_grid(self, added: list[int] | None) -> None:
        """Go on counting, with the first of the lines that came in."""
        self._wanted = set(added or ())
        self.refresh()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # Approving

    def _ask_approval(self) -> None:
        if self.shown is None or self.grid.first_problem() is not None:
            return
        if self._is_saving or self._typed():
            self._is_approving = True
            self.save()
            return
        left = sum(self.known.difference(row) is None for row in self.grid.rows_model.rows())
        question = _("Duyệt chênh lệch, người duyệt:")
        if left:
            told = _("Bỏ {count} dòng chưa đếm và duyệt, người duyệt:")
            question = told.format(count=number(left))
        hint = _("họ và tên Chánh Văn phòng")
        do = partial(self._approve, leaves_uncounted=left > 0)
        self.ask.ask(question, _("Duyệt và ghi phiếu"), do, hint=hint, text=self.shown.chief)

    def _approve(self, name: str, *, leaves_uncounted: bool) -> None:
        seen = {
            line.line_id: found
            for line in self.known.lines.values()
            if (found := line.difference) is not None
        }
        act = partial(
            self._context.database.do,
            approve_stocktake,
            self.stocktake_id,
            name,
            seen,
            leaves_uncounted=leaves_uncounted,
        )
        self._context.tasks.run(self, act, self._approved, self._not_done)

    def _approved(self, vouchers: list[int]) -> None:
        self.ask.hide()
        self.refresh()
        told = _("Đã duyệt kiểm kê: không có chênh lệch.")
        actions = []
        if vouchers:
            told = _("Đã duyệt kiểm kê và ghi {count} phiếu điều chỉnh.").format(
                count=len(vouchers)
            )
            actions = [NoticeAction(_("Xem phiếu"), partial(self.opened.emit, vouchers[0]))]
        self._context.notice(
            told, Tone.OK, [NoticeAction(_("In biên bản"), self.papers.print_record), *actions]
        )

    def _ask_drop(self) -> None:
        hint = _("Lý do, ví dụ: đếm nhầm kho")
        self.ask.ask(_("Bỏ lần kiểm kê vì"), _("Bỏ lần kiểm kê"), self._drop, hint=hint)

    def _drop(self, reason: str) -> None:
        act = partial(self._context.database.do, drop_stocktake, self.stocktake_id, reason)
        self._context.tasks.run(self, act, lambda _none: self._dropped(), self._not_done)

    def _dropped(self) -> None:
        self.ask.hide()
        self._context.notice(_("Đã bỏ lần kiểm kê."), Tone.OK)
        self.left.emit()

    def _not_done(self, error: DomainError) -> None:
        self.ask.refuse(error)
        self.refresh()

    def _leave(self) -> None:
        self.grid.commit()
        self.save()
        self.left.emit()

    def _lay_out(self) -> None:
        listed = Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        below = WrapRow()
        below.add(self.told, 1, 200)
        below.add(self.add)
        below.add(self.name_committee)
        below.add(self.with_book)
        below.add(self.moment.label)
        below.add(self.moment)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.bar)
        for bar in (self.ask, self.add_line, self.committee):
            layout.addWidget(bar)
        layout.addWidget(listed, 1)
        layout.addLayout(below)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.grid, self._leave).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )


def _read(database: Database, stocktake_id: int) -> Opened:
    row = database.ask(stocktake, stocktake_id)
    known = {one.role: one.name for one in database.ask(signers, row.day)}
    return Opened(row, database.ask(count_lines, stocktake_id), known.get("chief_of_office", ""))
