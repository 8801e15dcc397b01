"""Chờ nhận: what was packed for somebody who has not come: handed out later, or back to the store."""

import re
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.kinds import Waiting
from db.queries.waiting import WaitingRow, lines_of_issue, waiting_count, waiting_rows
from db.services.waiting import hand_out, mark_waiting, return_waiting
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member, number, sentence
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.search_box import SearchBox
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow

_VOUCHER = re.compile(r"(XK|CL)[0-9]+", re.IGNORECASE)


class WaitingPanel(QWidget):
    """The list with a line below it: what becomes of the selected rows.

    A voucher's number in the search shows everybody on it, so that who did not come can be marked.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._key = uuid.uuid4().hex
        self.search = SearchBox(_("Tìm người, đơn vị, vật tư, hoặc số phiếu (Ctrl+F)"))
        self.with_settled = QCheckBox(_("Cả phần đã xong"))
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.rows = RowsModel[WaitingRow](_columns(), self)
        self.table = TableView(self.rows, _("Không có phần nào chờ nhận."))
        self.table.setAccessibleName(_("Chờ nhận"))
        self.day = DateField(context.clock.today, is_past=True)
        self.day.set_day(context.clock.today())
        self.pieces = QLineEdit()
        self.pieces.setFixedWidth(76)
        self.pieces.setToolTip(
            _("Số nhập trả lại kho khi chỉ trả một phần; phần còn lại vẫn chờ nhận.")
        )
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("ai đến nhận, hoặc vì sao trả lại"))
        self.hand_button = action_button(_("Cấp bù"), self.hand_out, shortcut="Alt+B")
        self.return_button = action_button(_("Nhập trả lại kho"), self.bring_back)
        self.mark_button = action_button(_("Đánh dấu chưa nhận"), self.mark)
        self._lay_out()
        self.search.searched.connect(self.refresh)
        self.with_settled.toggled.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.table.opened.connect(self._open)
        self._weigh()

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed, with the list as it is now."""
        self.refresh()
        self.search.setFocus()

    def refresh(self) -> None:
        """Read the list in the background."""
        self._asked += 1
        asked, text = self._asked, self.search.text().strip()
        wanted = partial(_read, self._context.database, text, self.with_settled.isChecked())

        def show(found: tuple[int, list[WaitingRow]]) -> None:
            if asked == self._asked:
                self._show(text, *found)

        self._context.tasks.run(self, wanted, show)

    def hand_out(self) -> None:
        """The selected goods were fetched on the day."""
        if self.pieces.text().strip():
            told = _(
                "Cấp bù ghi cả phần còn chờ; hãy xóa ô Số trả. Người nhận chỉ lấy một phần thì nhập"
                " trả lại kho phần kia trước, rồi cấp bù phần còn lại."
            )
            self._warn(told, self.pieces)
        else:
            self._settle(hand_out, _("Đã ghi {count} phần đã nhận ngày {day}."))

    def bring_back(self) -> None:
        """The selected goods, or a part of them, go back into the stock, with a linked return."""
        if not self.note.text().strip():
            self._warn(_("Hãy ghi vì sao trả lại kho."), self.note)
            return
        if (text := self.pieces.text()).strip():
            self._bring_part_back(text)
        else:
            self._settle(return_waiting, _("Đã nhập trả lại kho {count} phần ngày {day}."))

    def _bring_part_back(self, text: str) -> None:
        (row,) = self.table.selected()
        try:
            pieces = parse_quantity(text).pieces
        except QuantityUnclear:
            pieces = 0
        if not 1 <= pieces <= row.pieces:
            told = _("Số trả phải từ 1 đến {left}.").format(left=number(row.pieces))
            self._warn(told, self.pieces)
            return
        told = _("Đã nhập trả lại kho {pieces} {unit} ngày {{day}}; còn {left} chờ nhận.").format(
            pieces=number(pieces), unit=row.unit, left=number(row.pieces - pieces)
        )
        self._settle(return_waiting, told, {row.line_id: pieces})

    def mark(self) -> None:
        """The selected lines of a voucher were not fetched."""
        ids = [row.line_id for row in self.table.selected() if row.state is not Waiting.WAITING]
        told = _("Đã đánh dấu {count} phần đã soạn, chưa nhận.")
        self._do(told.format(count=number(len(ids))), mark_waiting, ids)

    def _settle(self, service: Callable[..., Any], told: str, *more: Any) -> None:
        if (day := self.day.day) is None:
            self._warn(_("Ngày chưa rõ."), self.day)
            return
        ids = [row.line_id for row in self.table.selected() if row.state is Waiting.WAITING]
        text = told.format(count=number(len(ids)), day=day_text(day))
        self._do(text, service, ids, day, self.note.text().strip(), *more)

    def _do(self, told: str, service: Callable[..., Any], ids: list[int], *given: Any) -> None:
        """Carry out an act on lines; a retry of the same is one act."""
        if not ids:
            return
        work = partial(self._context.database.do, service, ids, *given, key=self._key)

        def done(_result: Any) -> None:
            self._key = uuid.uuid4().hex
            self.note.clear()
            self.pieces.clear()
            self._context.notice(told, Tone.OK)
            self.refresh()
            self.table.setFocus()

        self._context.tasks.run(self, work, done, self._refused)

    def _refused(self, error: DomainError) -> None:
        self._context.notice(sentence(error), Tone.BAD)
        self.refresh()

    def _warn(self, told: str, field: QWidget) -> None:
        self._context.notice(told, Tone.WARNING)
        field.setFocus()

    def _show(self, text: str, count: int, first: list[WaitingRow]) -> None:
        ask, with_settled = self._context.database.ask, self.with_settled.isChecked()

        def read(offset: int, limit: int) -> list[WaitingRow]:
            if not offset:
                return first
            return ask(waiting_rows, text, with_settled, offset=offset, limit=limit)

        place = self.table.currentIndex().row()
        self.rows.show(count, read)
        if count:
            self.table.selectRow(min(max(place, 0), count - 1))
        self.count.setText(_("{count} phần").format(count=number(count)))
        self._weigh()

    def _weigh(self) -> None:
        selected = self.table.selected()
        states = {row.state for row in selected}
        waits = states == {Waiting.WAITING}
        for button in (self.hand_button, self.return_button):
            button.setEnabled(waits)
        is_one = waits and len(selected) == 1
        self.pieces.setEnabled(is_one)
        self.pieces.setPlaceholderText(number(selected[0].pieces) if is_one else "")
        if not is_one:
            self.pieces.clear()
        self.mark_button.setVisible(bool(states) and Waiting.WAITING not in states)

    def _open(self, row: WaitingRow) -> None:
        self._context.navigate("stock", voucher_id=row.voucher_id)

    def _lay_out(self) -> None:
        above = WrapRow()
        above.add(self.search, 1, 220)
        above.add(self.with_settled)
        above.add(self.count)
        below = field_line((_("Ngày"), self.day, 0), (_("Ghi chú"), self.note, 1))
        below.add_field(label(_("Số trả"), self.pieces), self.pieces)
        for button in (self.hand_button, self.return_button, self.mark_button):
            below.add(button)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(card)
        self.search.lead_to(self.table)


def _read(database: Database, text: str, with_settled: bool) -> tuple[int, list[WaitingRow]]:
    if _VOUCHER.fullmatch(text):
        found = database.ask(lines_of_issue, text)
        return len(found), found
    first = database.ask(waiting_rows, text, with_settled, offset=0, limit=WINDOW)
    if len(first) < WINDOW:
        return len(first), first
    return database.ask(waiting_count, text, with_settled), first


def _columns() -> list[Column[WaitingRow]]:
    return [
        Column(_("Người nhận"), lambda row: row.receiver, tip=lambda row: row.receiver),
        Column(_("Đơn vị"), lambda row: row.department, width=130, tip=lambda row: row.department),
        Column(_("Vật tư"), lambda row: row.supply, width=170, tip=lambda row: row.supply),
        Column(_("Số lượng"), lambda row: f"{number(row.pieces)} {row.unit}", RIGHT, 90),
        Column(_("Số phiếu"), lambda row: row.number, width=78, tip=lambda row: row.store),
        Column(_("Ngày soạn"), lambda row: day_text(row.day), width=96),
        Column(_("Phát ngày"), lambda row: day_text(row.handed_on), width=96),
        Column(_("Trạng thái"), _state, width=150, tone=_tone, tip=_state),
    ]


def _state(row: WaitingRow) -> str:
    parts = (member(row.state), day_text(row.settled_on), row.note)
    return " · ".join(part for part in parts if part)


def _tone(row: WaitingRow) -> Tone:
    return Tone.WARNING if row.state is Waiting.WAITING else Tone.NONE
