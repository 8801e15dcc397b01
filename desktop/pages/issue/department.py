"""Cấp cho phòng, đơn vị: what a department uses together, fetched by one of its people."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.kinds import Series
from db.queries.catalogue import stores, supplies
from db.queries.entering import OnOffer, earlier_receivers, on_offer
from db.queries.staff import departments, people
from db.queries.vouchers import DetailLine, VoucherDetail
from db.services.stock import NewIssue, correct_voucher, post_issue
from desktop.context import Context, NoticeAction, Tone
from desktop.drafting import Drafting, Sheet
from desktop.labels import number
from desktop.pages.issue.department_rows import (
    Receiver,
    SupplyRows,
    columns,
    lacks,
    lines_of,
    marks,
    texts_of,
)
from desktop.pages.issue.round_reading import Correcting, correcting
from desktop.pages.issue.shortage import tell_refusal
from desktop.recorded import Recorded, recorded, undo_action
from desktop.refusals import shortage
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.correction import CorrectionBar
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.supply_fields import StoreBox, label

PANEL = "department"


class DepartmentPanel(QWidget):
    """One voucher for one receiver; a voucher of Cấp lẻ is corrected here too."""

    printed = Signal(object, str)  # voucher ids, title

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.drafting = Drafting(context, "issue", self.sheet, self)
        self.correction = CorrectionBar()
        today = context.clock.today
        self.day = DateField(today, is_past=True)
        self.day.set_day(today())
        self.store = StoreBox(())
        self.department = SuggestEdit(search_in(()))
        self.department.setPlaceholderText(_("Gõ tên đơn vị"))
        self.receiver = SuggestEdit(search_in(()))
        self.receiver.setPlaceholderText(_("Người nhận thay đơn vị"))
        self.note = QLineEdit()
        self.known = SupplyRows()
        self.grid = EntryGrid(columns(self.known), today, check=lacks)
        self.grid.setAccessibleName(_("Vật tư cấp cho đơn vị"))
        self.correcting: Correcting | None = None
        self.fixed: Receiver | None = None  # of a voucher that went to nobody's department
        self.is_recording = False
        self._lay_out()
        self._offer()
        self._connect()

    # For the page

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        (self.grid if self.department.value or self.fixed else self.department).setFocus()

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        self._offer()
        self._read_offers()

    def show_department(self, department_id: int | None, supply_id: int | None) -> None:
        """Begin an issue for a department."""
        self.clear()
        self._choose(department_id)
        if supply_id in self.known.supplies:
            self.grid.type_cell(0, "supply", self.known.supplies[supply_id].code)

    def clear(self) -> None:
        """Put this form away; what was typed stays a draft."""
        self.drafting.flush()
        self.drafting.begin()
        self._forget()

    def discard(self) -> None:
        """Throw this form away, its draft too."""
        self.drafting.discard()
        self._forget()

    def correct(self, detail: VoucherDetail, reason: str = "") -> None:
        """Fill the form with a posted voucher; recording it reverses the old one."""
        self.clear()
        self._begin_correction(detail, reason)
        self.day.set_day(detail.day)
        self.store.choose(detail.store_id)
        self.receiver.choose(Suggestion(detail.receiver))
        self.note.setText(detail.note)
        self.grid.rows_model.type_block(0, texts_of(detail.lines), "")
        self.grid.rows_model.undo_stack.clear()
        self.drafting.touch()

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows = self.grid.typed()
        if not rows and not self.note.text() and self.correcting is None:
            return None
        parts = (_("Cấp cho đơn vị"), self.day.text(), self.department.text())
        cells = {
            "panel": PANEL,
            "day": self.day.text(),
            "store": self.store.store_id,
            "department": self.department.value,
            "receiver": self.receiver.text(),
            "note": self.note.text(),
            "rows": rows,
            "correct": self.correcting.voucher_id if self.correcting else None,
            "reason": self.correction.reason,
        }
        return Sheet(" · ".join(filter(None, parts)), cells)

    def restore(self, cells: Mapping[str, Any], corrected: VoucherDetail | None = None) -> None:
        """Go on with a draft; `corrected` is the voucher it corrects."""
        self._forget()
        if corrected is not None:
            self._begin_correction(corrected, cells.get("reason", ""))
        else:
            self._choose(cells["department"])
        self.day.setText(cells["day"])
        self.day.settle()
        self.store.choose(cells["store"])
        self.receiver.choose(Suggestion(cells["receiver"]))
        self.note.setText(cells["note"])
        self.grid.restore(cells["rows"])
        self._read_offers()

    def record(self) -> None:
        """Post the voucher, or say in the rows why not."""
        if self.is_recording or not self._is_ready():
            return
        rows = self.grid.rows()
        receiver, fixed = self._receiver(), self.correcting
        assert receiver is not None
        issue = NewIssue(
            day=self.day.day or self._context.clock.today(),
            store_id=self.store.store_id,
            lines=tuple(lines_of(rows, receiver)),
            department_id=fixed.department_id if self.fixed and fixed else receiver.department_id,
            series=fixed.series if fixed else Series.XK,
            receiver=self.receiver.text().strip(),
            reason=fixed.reason if fixed else "",
            note=self.note.text().strip(),
        )
        context, key, reason = self._context, self.drafting.key, self.correction.reason

        def work() -> Recorded:
            if fixed is None:
                return recorded(context, [context.database.do(post_issue, issue, key=key)])
            voucher_id = fixed.voucher_id
            return recorded(
                context, [context.database.do(correct_voucher, voucher_id, reason, issue, key=key)]
            )

        self.is_recording = True
        self.grid.setEnabled(False)
        context.tasks.run(self, work, partial(self._recorded, receiver.name), self._refused)

    # Recording

    def _is_ready(self) -> bool:
        rows = self.grid.rows()
        if not self.day.is_clear:
            self._warn(_("Ngày chưa rõ."))
            self.day.setFocus()
        elif self._receiver() is None:
            self._warn(_("Hãy chọn đơn vị nhận."))
            self.department.setFocus()
        elif self.correcting is not None and not self.correction.reason:
            self._warn(_("Hãy ghi lý do sửa."))
            self.correction.reason_field.setFocus()
        elif not rows:
            self._warn(_("Phiếu chưa có dòng nào."))
            self.grid.setFocus()
        elif (problem := self.grid.first_problem()) is not None:
            self._warn(_("Dòng {row}: {why}").format(row=problem[0] + 1, why=problem[1]))
        else:
            return True
        return False

    def _recorded(self, name: str, done: Recorded) -> None:
        self.is_recording = False
        self.grid.setEnabled(True)
        self.discard()
        told = _("Đã ghi sổ phiếu {numbers}: cấp cho {name}.").format(numbers=done.told, name=name)
        title = _("Phiếu xuất kho {numbers}").format(numbers=done.told)
        actions = [
            NoticeAction(_("In phiếu"), lambda: self.printed.emit(done.ids, title)),
            undo_action(self._context, self, done),
            NoticeAction(_("Phiếu mới"), self.begin),
        ]
        self._context.notice(told, Tone.OK, actions)
        self.begin()

    def _refused(self, error: DomainError) -> None:
        self.is_recording = False
        self.grid.setEnabled(True)
        if isinstance(error, StockShort):
            self.grid.show_problems(marks(error.shortages, shortage))
        self.grid.setFocus()
        tell_refusal(self._context, error, self.store.store_id, self._move_to)

    def _move_to(self, day: date) -> None:
        self.day.set_day(day)
        self._day_or_store_changed()

    def _receiver(self) -> Receiver | None:
        if self.fixed is not None:
            return self.fixed
        chosen = self.department.suggestion
        if chosen is None or not isinstance(chosen.value, int):
            return None
        return Receiver(chosen.label, department_id=chosen.value)

    def _warn(self, sentence: str) -> None:
        self._context.notice(sentence, Tone.WARNING)

    # Reading

    def _offer(self) -> None:
        ask, today = self._context.database.ask, self._context.clock.today()
        is_old = self.correcting is not None
        self.store.show_stores(ask(stores))
        self.known.show(ask(supplies, with_retired=is_old))
        self._departments = [
            Suggestion(row.name, row.code, row.department_id, row.code)
            for row in ask(departments, today, with_retired=is_old)
        ]
        self.department.set_search(search_in(self._departments))

    def _read_offers(self) -> None:
        rows = self.grid.rows_model.rows()
        ids = sorted({row["supply"] for row in rows if row["supply"]})
        if not ids:
            return
        day = self.day.day or self._context.clock.today()
        read = partial(self._context.database.ask, on_offer, self.store.store_id, day, ids)
        self._context.tasks.run(self, read, self._show_offers)

    def _show_offers(self, offers: Mapping[int, OnOffer]) -> None:
        back = self.correcting.pieces if self.correcting else {}
        self.known.offers = {
            supply_id: OnOffer(offer.pieces + back.get(supply_id, 0))
            for supply_id, offer in offers.items()
        }
        self.grid.viewport().update()

    def _choose(self, department_id: int | None) -> None:
        found = next((one for one in self._departments if one.value == department_id), None)
        self.department.choose(found)
        self._department_picked()

    def _department_picked(self) -> None:
        """Its people and who fetched before may fetch."""
        department_id = self.department.value
        if not isinstance(department_id, int):
            self.receiver.set_search(search_in(()))
            return
        ask, today = self._context.database.ask, self._context.clock.today()
        earlier = ask(earlier_receivers, department_id)
        there = ask(people, today, department_id=department_id)
        names = dict.fromkeys([*earlier, *(row.name for row in there)])
        self.receiver.set_search(search_in(Suggestion(name, value=name) for name in names))

    # Looks

    def _begin_correction(self, detail: VoucherDetail, reason: str) -> None:
        self.correcting = correcting(detail)
        self._offer()
        self.fixed = _receiver_of(detail.lines[0])
        if self.fixed.department_id is not None and self.fixed.staff_id is None:
            self._choose(self.fixed.department_id)
            self.fixed = None
        else:
            self.department.choose(Suggestion(self.fixed.name))
        self.department.setEnabled(self.fixed is None)
        self.correction.show_for(detail.number, reason)

    def _forget(self) -> None:
        was_old, self.correcting, self.fixed = self.correcting is not None, None, None
        self.correction.hide()
        self.department.setEnabled(True)
        self.department.choose(None)
        self.receiver.choose(None)
        self.note.clear()
        self.grid.clear()
        if was_old:
            self._offer()

    def _edited(self) -> None:
        known = set(self.known.offers)
        rows = self.grid.rows_model.rows()
        if {row["supply"] for row in rows if row["supply"]} - known:
            self._read_offers()
        self.count.setText(_("{count} dòng").format(count=number(len(rows))))
        self.drafting.touch()

    def _day_or_store_changed(self) -> None:
        self._read_offers()
        self.drafting.touch()

    def _connect(self) -> None:
        self.day.picked.connect(self._day_or_store_changed)
        self.store.currentIndexChanged.connect(self._day_or_store_changed)
        self.department.picked.connect(self._department_picked)
        self.department.picked.connect(self.drafting.touch)
        self.receiver.textEdited.connect(self.drafting.touch)
        self.receiver.picked.connect(self.drafting.touch)
        self.note.textEdited.connect(self.drafting.touch)
        self.correction.typed.connect(self.drafting.touch)
        self.correction.left.connect(self.discard)
        self.grid.edited.connect(self._edited)
        self.grid.record.connect(self.record)
        self.day.returnPressed.connect(self.store.setFocus)
        self.department.returnPressed.connect(self.receiver.setFocus)
        self.receiver.returnPressed.connect(self.note.setFocus)
        self.note.returnPressed.connect(self.grid.setFocus)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for words, field, line, share in (
            (_("Ngày"), self.day, first, 0),
            (_("Kho"), self.store, first, 1),
            (_("Đơn vị nhận"), self.department, first, 3),
            (_("Người nhận"), self.receiver, second, 2),
            (_("Ghi chú"), self.note, second, 3),
        ):
            line.setSpacing(10)
            field.setAccessibleName(words)
            line.addWidget(label(words, field))
            line.addWidget(field, share)
        bar = Card()
        bar.body.addLayout(first)
        bar.body.addLayout(second)
        listed = Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        self.count = label(_("Số lượng gõ theo quy cách được: 3h là 3 hộp."), self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.correction)
        column.addWidget(bar)
        column.addWidget(listed, 1)
        column.addWidget(self.count)


def _receiver_of(line: DetailLine) -> Receiver:
    return Receiver(
        line.receiver or _("Khách"),
        line.staff_id,
        line.department_id,
        line.agency_id,
        line.is_visitors,
    )
