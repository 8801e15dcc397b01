"""Đợt in: orders to print houses, how far each is; a new one and each delivery are filled in here."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.kinds import Source
from db.queries.office import drafts
from db.queries.print_run_list import RunRow, run_rows
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.pages.leaflets.delivery_form import DeliveryForm
from desktop.pages.leaflets.run_form import RunForm
from desktop.pages.leaflets.run_view import RunView
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.opened_bar import link_button
from desktop.widgets.page_header import action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.table_place import kept_place
from desktop.widgets.turning_splitter import TurningSplitter
from desktop.widgets.wrap_row import WrapRow

BESIDE = 900  # pixels: from here on a run stands beside the list


class Runs(QWidget):
    """The list with the current run beside it; Ctrl+N orders, Ctrl+G notes a delivery."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.search = SearchBox(_("Số hợp đồng, nhà in, tờ bướm (Ctrl+F)"))
        self.add_button = action_button(_("Đặt in mới"), self.add, icon="plus", shortcut="Ctrl+N")
        self.rows = RowsModel[RunRow](self._columns(), self)
        self.table = TableView(self.rows, _("Chưa có đợt in nào. Đặt in bằng Ctrl+N."))
        self.table.setAccessibleName(_("Các đợt in"))
        self.table.setMinimumHeight(110)
        self.search.lead_to(self.table)
        self.view = RunView(context)
        self.form = RunForm(context)
        self.delivery = DeliveryForm(context)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.search)

    def refresh(self) -> None:
        """Read the list anew; a form that is being typed in is left alone."""
        found = self._context.database.ask(run_rows, self.search.text())
        with kept_place(self.table, lambda row: row.run_id):
            self.rows.show_rows(found)
        if found and self.table.current() is None:
            self.table.selectRow(0)
        self.view.setVisible(bool(found))
        self.view.show_run(self.table.current())
        if self.stack.currentWidget() is self.form:
            self.form.offer()

    def open(self, *, run_id: int | None = None, draft_id: int | None = None, **_more: Any) -> None:
        """Make a run the current one, or go on with a draft."""
        if draft_id is not None:
            self._resume(draft_id)
        elif run_id is not None:
            self.search.search_for("")
            self.refresh()
            self.select(run_id)

    def leave(self) -> None:
        """Keep what is being typed."""
        for form in (self.form, self.delivery):
            form.grid.commit()
            form.drafting.flush()

    def select(self, run_id: int) -> None:
        """Make a run the current one of the list."""
        for place in range(self.rows.rowCount()):
            row = self.rows.row(place)
            if row is not None and row.run_id == run_id:
                self.table.selectRow(place)

    def add(self) -> None:
        """Order something new; what was begun is gone on with."""
        self.stack.setCurrentWidget(self.form)
        self.form.begin()

    def change(self, run: RunRow) -> None:
        """Change a run."""
        self.stack.setCurrentWidget(self.form)
        self.form.begin(run)

    def deliver(self, run: RunRow) -> None:
        """Note what the print house brought."""
        self.stack.setCurrentWidget(self.delivery)
        self.delivery.begin(run)

    def _resume(self, draft_id: int) -> None:
        ask = self._context.database.ask
        known = {None, *(run.run_id for run in ask(run_rows))}
        for draft in ask(drafts):
            if draft.draft_id == draft_id and draft.cells["run"] not in known:
                self._context.notice(_("Đợt in này không còn nữa."), Tone.WARNING)
            elif draft.draft_id == draft_id:
                form = self.form if draft.form == "leaflets/runs" else self.delivery
                self.stack.setCurrentWidget(form)
                form.resume(draft)
                form.to_grid()

    def _back(self) -> None:
        self.leave()
        self.stack.setCurrentWidget(self.list)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ordered(self, run_id: int) -> None:
        self.search.search_for("")
        self._back()
        self.select(run_id)
        self._context.notice(_("Đã lưu đợt in."), Tone.OK)

    def _on_delivered(self, outcome: tuple[int | None, str]) -> None:
        voucher_id, voucher = outcome
        self._back()
        if voucher_id is None:
            told = _("Đã ghi lần giao; không có tờ nào nhập kho.")
            self._context.notice(told, Tone.OK)
            return
        see = NoticeAction(_("Xem phiếu nhập"), lambda: self._see(voucher_id))
        told = _("Đã ghi lần giao, nhập kho bằng phiếu {number}.").format(number=voucher)
        self._context.notice(told, Tone.OK, [see])

    def _see(self, voucher_id: int) -> None:
        self._context.navigate("stock", voucher_id=voucher_id)

    def _connect(self) -> None:
        self.search.searched.connect(self.refresh)
        self.table.chosen.connect(self.view.show_run)
        self.table.opened.connect(lambda _row: self.view.table.setFocus())
        self.view.delivery_wanted.connect(self.deliver)
        self.view.change_wanted.connect(self.change)
        self.view.voucher_wanted.connect(self._see)
        self.view.left.connect(self.table.setFocus)
        self.form.left.connect(self._back)
        self.form.recorded.connect(self._on_ordered)
        self.delivery.left.connect(self._back)
        self.delivery.recorded.connect(self._on_delivered)

    def _lay_out(self) -> None:
        self.list = TurningSplitter(BESIDE)
        listed, above = Card(), WrapRow()
        above.add(self.search, 1, 150)
        above.add(self.add_button)
        listed.body.addLayout(above)
        listed.body.addWidget(self.table, 1)
        hint = QLabel(_("Tờ bướm do Sở Y tế hay nơi khác cấp, tặng: ghi ở Nhập kho."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.others = link_button(
            _("Mở phiếu nhập kho"),
            lambda: self._context.navigate("receipt", source=Source.SUPERIOR),
        )
        below = WrapRow()
        below.add(hint, 1, 200)
        below.add(self.others)
        listed.body.addLayout(below)
        self.list.addWidget(listed)
        self.list.addWidget(self.view)
        self.list.setStretchFactor(0, 1)
        self.list.setSizes([450, 530])
        for part in (self.list, self.form, self.delivery):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.stack)

    def _columns(self) -> list[Column[RunRow]]:
        def state(row: RunRow) -> tuple[str, Tone]:
            today = self._context.clock.today()
            return run_state(row, is_late=row.due_on is not None and row.due_on < today)

        return [
            Column(_("Hợp đồng"), lambda row: row.number, width=100),
            Column(_("Nhà in"), lambda row: row.printer, tip=lambda row: row.printer),
            Column(_("Đặt – hạn giao"), _days, width=140, tip=_days),
            Column(
                _("Tình trạng"),
                lambda row: state(row)[0],
                width=110,
                tone=lambda row: state(row)[1],
            ),
        ]


def run_state(run: RunRow, *, is_late: bool) -> tuple[str, Tone]:
    """How a run stands, in a word."""
    if not run.outstanding:
        return _("Đã giao đủ"), Tone.OK
    if is_late:
        return _("Quá hạn"), Tone.BAD
    if run.outstanding < run.ordered:
        return _("Đang giao"), Tone.INFO
    return _("Chưa giao"), Tone.NONE


def _days(row: RunRow) -> str:
    """When it was ordered and is due; the year once where it is the same."""
    if row.due_on is None:
        return day_text(row.ordered_on)
    is_same = row.ordered_on.year == row.due_on.year
    first = f"{row.ordered_on:%d/%m}" if is_same else day_text(row.ordered_on)
    return f"{first} – {day_text(row.due_on)}"
