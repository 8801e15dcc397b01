"""Các lần giao: what was handed over, signed for or not; papers, returns, undoing."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.queries.handovers import BodyRow, HandoverRow, handover_rows
from db.services.handing_over import sign_handovers
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text, parse_date
from desktop.labels import number
from desktop.pages.leaflets.handover_bodies import LEAST_ROWS
from desktop.recorded import Recorded, ask_undo
from desktop.tables import RIGHT, ROW_HEIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.cards import Card
from desktop.widgets.opened_bar import link_button
from desktop.widgets.page_header import action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow


class HandoverList(QWidget):
    """One line a hand-over, the latest first; Enter opens its voucher."""

    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, and the workbook
    scan_wanted = Signal(str, int)  # title, the scan's id

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._asked = context, 0
        self._body: BodyRow | None = None
        self.search = SearchBox(_("Tìm nơi nhận, số phiếu (Ctrl+F)"))
        self.only_unsigned = QCheckBox(_("Chưa ký nhận"))
        self.of_body = link_button("", lambda: self.show_body(None))
        self.rows = RowsModel[HandoverRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa có lần giao nào."))
        self.table.setAccessibleName(_("Các lần giao"))
        self.table.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        self.search.lead_to(self.table)
        self.ask = AskBar()
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.sign = action_button(
            _("Ghi đã ký nhận"), self._ask_day, icon="check", shortcut="Ctrl+D"
        )
        self.back = action_button(_("Nhập trả lại"), self._bring_back)
        self.record = action_button(
            _("In biên bản"), self._print_records, icon="printer", shortcut="Ctrl+P"
        )
        self.see = action_button(_("Xem bản quét"), self._see_scan, icon="scan")
        self.slips = action_button(_("In phiếu giao"), self._print_slips, icon="printer")
        self.reverse = action_button(_("Hủy phiếu"), self._ask_reversal, icon="prohibit")
        self.reverse.setProperty("danger", True)
        self._lay_out()
        self.search.searched.connect(self.refresh)
        self.only_unsigned.toggled.connect(lambda _is_on: self.refresh())
        self.table.opened.connect(lambda row: context.navigate("stock", voucher_id=row.voucher_id))
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.setFocusProxy(self.table)
        self.show_body(None)

    def refresh(self) -> None:
        """Read them in the background."""
        self._asked += 1
        asked = self._asked
        ids = [self._body.agency_id] if self._body else None
        work = partial(
            self._context.database.ask,
            handover_rows,
            self.search.text(),
            agency_ids=ids,
            only_unsigned=self.only_unsigned.isChecked(),
        )

        def show(rows: list[HandoverRow]) -> None:
            if asked == self._asked:
                self._show(rows)

        self._context.tasks.run(self, work, show)

    def show_body(self, body: BodyRow | None) -> None:
        """Show the hand-overs to a body and its wards; None: all."""
        self._body = body
        if body is not None:
            self.of_body.setText(_("{name}: xem tất cả").format(name=body.full_name))
        self.of_body.setVisible(body is not None)
        self.refresh()

    def selected(self) -> list[HandoverRow]:
        """The selected hand-overs, the oldest first."""
        found: list[HandoverRow] = self.table.selected()
        return sorted(found, key=lambda row: row.voucher_id)

    def _show(self, rows: list[HandoverRow]) -> None:
        with kept_place(self.table, lambda row: row.voucher_id):
            self.rows.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        waiting = sum(row.signed_on is None and not row.is_reversed for row in rows)
        told = _("{count} lần giao, {waiting} chưa ký nhận")
        self.count.setText(told.format(count=number(len(rows)), waiting=number(waiting)))
        self._weigh()

    def _weigh(self) -> None:
        standing = [row for row in self.selected() if not row.is_reversed]
        words = _("Ghi đã ký nhận")
        if standing and all(row.signed_on for row in standing):
            words = _("Bỏ ghi ký nhận")
        self.sign.setText(f"{words}  Ctrl+D")
        self.sign.setShortcut("Ctrl+D")  # a new text forgets it
        self.sign.setAccessibleName(words)
        for button in (self.sign, self.record, self.slips, self.reverse):
            button.setEnabled(bool(standing))
        self.back.setEnabled(len(standing) == 1)
        self.see.setVisible(len(standing) == 1 and standing[0].proof_id is not None)

    # Signing

    def _ask_day(self) -> None:
        rows = [row for row in self.selected() if not row.is_reversed]
        unsigned = [row for row in rows if row.signed_on is None]
        if not rows:
            return
        if not unsigned:
            self._sign(rows, None)
            return
        question = _("{count} lần giao ký nhận ngày").format(count=number(len(unsigned)))
        if len(unsigned) == 1:
            question = _("{body} ký nhận ngày").format(body=unsigned[0].body)
        hint, today = _("ngày/tháng/năm"), day_text(self._context.clock.today())
        do = partial(self._sign_on, unsigned)
        self.ask.ask(question, _("Ghi đã ký nhận"), do, hint=hint, text=today)
        self.ask.field.selectAll()

    def _sign_on(self, rows: list[HandoverRow], typed: str) -> None:
        today = self._context.clock.today()
        if (on := parse_date(typed, today, latest=today)) is None:
            self._context.notice(_("Ngày chưa rõ."), Tone.WARNING)
            self.ask.go_on.setEnabled(True)
        else:
            self._sign(rows, on)

    def _sign(self, rows: list[HandoverRow], on: date | None) -> None:
        ids = [row.voucher_id for row in rows]
        who = rows[0].body if len(rows) == 1 else _("{count} nơi").format(count=len(rows))
        told = _("Đã ghi {who} ký nhận.") if on else _("Đã bỏ ghi ký nhận của {who}.")

        def done(_ids: list[int]) -> None:
            self.ask.hide()
            undo = NoticeAction(_("Hoàn tác"), partial(self._sign, rows, None))
            self._context.notice(told.format(who=who), Tone.OK, [undo] if on else [])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: DomainError) -> None:
            if self.ask.isVisible():
                self.ask.refuse(error)
            else:
                self._context.tasks.refused.emit(error)

        work = partial(self._context.database.do, sign_handovers, ids, on)
        self._context.tasks.run(self, work, done, refused)

    # Other acts

    def _see_scan(self) -> None:
        if (rows := self.selected()) and rows[0].proof_id is not None:
            title = _("Biên bản giao nhận {number}").format(number=rows[0].number)
            self.scan_wanted.emit(f"{title} · {rows[0].body}", rows[0].proof_id)

    def _bring_back(self) -> None:
        if (rows := self.selected()) and not rows[0].is_reversed:
            self._context.navigate("moving", follow=rows[0].voucher_id)

    def _ask_reversal(self) -> None:
        if rows := [row for row in self.selected() if not row.is_reversed]:
            done = Recorded(
                tuple(row.voucher_id for row in rows), tuple(row.number for row in rows)
            )
            ask_undo(self._context, self, done)

    def _print_records(self) -> None:
        from desktop.handover_printing import handover_records_pdf

        title = _("Biên bản giao nhận {number}")
        self._print(handover_records_pdf, title)

    def _print_slips(self) -> None:
        from desktop.handover_printing import delivery_slips_pdf

        self._print(delivery_slips_pdf, _("Phiếu giao tờ bướm {number}"))

    def _print(self, pdf: Callable[[Database, Sequence[int]], bytes], title: str) -> None:
        if rows := [row for row in self.selected() if not row.is_reversed]:
            ids = [row.voucher_id for row in rows]
            told = Recorded(tuple(ids), tuple(row.number for row in rows)).told
            work = partial(pdf, self._context.database, ids)
            self.paper_wanted.emit(title.format(number=told), work, None)

    def _lay_out(self) -> None:
        above = WrapRow()
        above.add(self.search, 1, 180)
        above.add(self.of_body)
        above.add(self.only_unsigned)
        below = WrapRow()
        below.add(self.count, 1, 160)
        for button in (self.reverse, self.back, self.see, self.slips, self.record, self.sign):
            below.add(button)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.ask)
        layout.addWidget(card, 1)


def _columns() -> list[Column[HandoverRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Số phiếu"), lambda row: row.number, width=96),
        Column(_("Nơi nhận"), lambda row: row.body, width=160),
        Column(_("Tờ bướm"), _leaflets, tip=_leaflets),
        Column(_("Tổng"), lambda row: number(_pieces(row)), RIGHT, 84),
        Column(
            _("Trạng thái"), lambda row: _state(row)[0], width=150, tone=lambda row: _state(row)[1]
        ),
    ]


def _pieces(row: HandoverRow) -> int:
    return sum(one.quantity - one.returned for one in row.leaflets)


def _leaflets(row: HandoverRow) -> str:
    told = []
    for one in row.leaflets:
        text = f"{one.code} {number(one.quantity)}"
        if one.returned:
            text += _(" (trả lại {count})").format(count=number(one.returned))
        told.append(text)
    return ", ".join(told)


def _state(row: HandoverRow) -> tuple[str, Tone]:
    if row.is_reversed:
        return _("Đã hủy"), Tone.BAD
    if row.signed_on is None:
        return _("Chưa ký nhận"), Tone.WARNING
    word = _("Đã ký {day}").format(day=day_text(row.signed_on))
    return word, Tone.OK
