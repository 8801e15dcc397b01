"""One print run: how far it is, what was delivered, what can be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from db.queries.print_run_list import DeliveryRow, RunRow, deliveries
from db.rules.leaflets import value_of_part
from db.services.printing_runs import cancel_delivery, remove_run
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import amount, number
from desktop.pages.leaflets.run_bars import RunBars
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow

LEAST_BARS = 150  # pixels: two lines stay in sight


class RunView(QWidget):
    """The current run of the list; Enter on a delivery opens its receipt, Delete cancels it."""

    delivery_wanted = Signal(object)  # RunRow
    change_wanted = Signal(object)
    voucher_wanted = Signal(int)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.run: RunRow | None = None
        self.card = Card(" ")
        self.card.heading.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setProperty("role", "muted")
        self.bars = RunBars()
        self.bars_area = _AsHigh(self.bars)
        self.deliver = action_button(
            _("Ghi lần giao"),
            self._deliver,
            icon="tray-arrow-down",
            shortcut="Ctrl+G",
            is_primary=True,
        )
        self.change = action_button(_("Sửa đợt in"), self._change, icon="pencil-simple")
        self.remove = action_button(_("Bỏ đợt in"), self._remove)
        self.remove.setProperty("danger", True)
        self.open_voucher = action_button(_("Xem phiếu nhập"), self._open_voucher)
        self.cancel = action_button(_("Hủy lần giao"), self._ask_why, icon="prohibit")
        self.cancel.setProperty("danger", True)
        self.asking = AskBar()
        self.rows = RowsModel[DeliveryRow](_columns(), self)
        self.table = TableView(self.rows, _("Nhà in chưa giao lần nào."))
        self.table.setAccessibleName(_("Các lần nhà in giao"))
        self.table.setMinimumHeight(120)
        self._lay_out()
        self.table.chosen.connect(lambda _row: self._weigh())
        self.table.opened.connect(lambda _row: self._open_voucher())

    def show_run(self, run: RunRow | None) -> None:
        """Show a run, with what was delivered of it; None: there is none."""
        if self.run is None or run is None or run.run_id != self.run.run_id:
            self.asking.hide()
        self.run = run
        self.card.set_heading(_heading(run) if run else _("Chưa chọn đợt in"))
        self.facts.setText(_facts(run) if run else "")
        self.bars.show_lines(run.lines if run else ())
        self.bars_area.updateGeometry()
        found = self._context.database.ask(deliveries, run.run_id) if run else []
        with kept_place(self.table, lambda row: row.delivery_id):
            self.rows.show_rows(found)
        for place, column in enumerate(self.rows.columns):
            self.table.setColumnHidden(place, bool(found) and not any(map(column.text, found)))
        if found and self.table.current() is None:
            self.table.selectRow(0)
        self._weigh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete and self.cancel.isEnabled():
            self._ask_why()
        else:
            super().keyPressEvent(event)

    def _weigh(self) -> None:
        run, row = self.run, self.table.current()
        is_whole = run is not None and run.outstanding == 0
        self.deliver.setEnabled(run is not None and not is_whole)
        self.change.setEnabled(run is not None)
        self.remove.setEnabled(run is not None)
        self.remove.setVisible(not self.rows.rowCount())
        self.cancel.setEnabled(row is not None and not row.is_undone)
        self.open_voucher.setEnabled(row is not None and row.voucher_id is not None)

    def _deliver(self) -> None:
        if self.run is not None:
            self.delivery_wanted.emit(self.run)

    def _change(self) -> None:
        if self.run is not None:
            self.change_wanted.emit(self.run)

    def _open_voucher(self) -> None:
        if (row := self.table.current()) is not None and row.voucher_id is not None:
            self.voucher_wanted.emit(row.voucher_id)

    def _remove(self) -> None:
        if (run := self.run) is not None:
            told = _("Đã bỏ {run}.").format(run=_heading(run))
            self._act(partial(self._context.database.do, remove_run, run.run_id), told)

    def _ask_why(self) -> None:
        if (row := self.table.current()) is None or row.is_undone:
            return
        together = [
            other
            for other in map(self.rows.row, range(self.rows.rowCount()))
            if other is not None and row.voucher_id and other.voucher_id == row.voucher_id
        ]
        question = _("Hủy lần giao ngày {day}").format(day=day_text(row.day))
        if row.voucher:
            told = _("{question}, cùng phiếu nhập {number} ({count} dòng)")
            question = told.format(question=question, number=row.voucher, count=len(together))
        cancel = partial(self._cancel, row)
        hint = _("Lý do, ví dụ: ghi nhầm số lượng")
        self.asking.ask(question, _("Hủy lần giao"), cancel, hint=hint)

    def _cancel(self, row: DeliveryRow, reason: str) -> None:
        work = partial(self._context.database.do, cancel_delivery, row.delivery_id, reason)
        told = _("Đã hủy lần giao ngày {day}.").format(day=day_text(row.day))

        def done(_reversal: int | None) -> None:
            self.asking.hide()
            self._context.notice(told, Tone.OK)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._context.tasks.run(self, work, done, self.asking.refuse)

    def _act(self, work: Callable[[], object], told: str) -> None:
        self._context.tasks.run(self, work, lambda _done: self._context.notice(told, Tone.OK))

    def _lay_out(self) -> None:
        acts, below = WrapRow(), WrapRow()
        for button in (self.deliver, self.change, self.remove):
            acts.add(button)
        for button in (self.open_voucher, self.cancel):
            below.add(button)
        for part in (self.facts, self.bars_area):
            self.card.body.addWidget(part)
        self.card.body.addLayout(acts)
        self.card.body.addWidget(self.asking)
        self.card.body.addWidget(self.table, 1)
        self.card.body.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.setMinimumWidth(420)


class _AsHigh(QScrollArea):
    """As high as what is in it where there is room, else it scrolls."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self._inside()

    def minimumSizeHint(self) -> QSize:
        inside = self._inside()
        return QSize(200, min(inside.height(), LEAST_BARS))

    def _inside(self) -> QSize:
        inside = self.widget()
        return inside.minimumSizeHint() if inside is not None else QSize()


def whole_price(run: RunRow) -> int:
    """What a run costs with VAT, as its receipts add up to it."""
    return sum(
        value_of_part(line.amount, run.vat_percent, line.ordered, line.ordered, 0)
        for line in run.lines
    )


def _heading(run: RunRow) -> str:
    return " · ".join(filter(None, (run.number, run.printer)))


def _facts(run: RunRow) -> str:
    told = [run.printer_address]
    if run.printer_tax_code:
        told.append(_("MST {code}").format(code=run.printer_tax_code))
    days = _("đặt ngày {day}").format(day=day_text(run.ordered_on))
    if run.due_on:
        days = _("{ordered}, hạn giao {due}").format(ordered=days, due=day_text(run.due_on))
    price = _("{bare}, cả thuế GTGT {vat}% {whole}").format(
        bare=amount(run.amount), vat=run.vat_percent, whole=amount(whole_price(run))
    )
    return " · ".join(filter(None, (*told, days, price, run.note)))


def _columns() -> list[Column[DeliveryRow]]:
    def state(row: DeliveryRow) -> tuple[str, Tone]:
        if row.is_undone:
            return _("Đã hủy"), Tone.WARNING
        return row.voucher or _("không"), Tone.NONE

    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=90),
        Column(_("Mã"), lambda row: row.code, width=52, tip=lambda row: row.title),
        Column(_("Đạt"), lambda row: _or_blank(row.accepted), RIGHT, 60),
        Column(_("Hỏng"), lambda row: _or_blank(row.spoiled), RIGHT, 56),
        Column(_("In bù"), lambda row: _or_blank(row.sent_back), RIGHT, 56),
        Column(_("Phiếu"), lambda row: state(row)[0], width=80, tone=lambda row: state(row)[1]),
        Column(_("Biên bản"), lambda row: row.record, width=80, tip=lambda row: row.record),
    ]


def _or_blank(pieces: int) -> str:
    return number(pieces) if pieces else ""
