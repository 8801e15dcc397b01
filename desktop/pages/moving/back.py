"""Nhập trả lại: what was issued and comes back, line by line of the issue it left with."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError, MoreThanIssued
from db.queries.returning_goods import (
    IssuedLine,
    issue_of_lines,
    issued_lines,
    issues_called,
)
from db.queries.staff import departments, people
from db.queries.vouchers import VoucherDetail
from db.services.goods_back import NewReturn, ReturnLine, post_return
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.drafting import Sheet
from desktop.pages.moving.back_rows import BACK, NOTE, ReturnRows, columns, row_of
from desktop.pages.moving.form import StockFields
from desktop.recorded import Recorded
from desktop.refusals import sentence
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.grid import EntryGrid
from desktop.widgets.head_fields import field_line
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

Of = tuple[str, int]  # voucher_id, staff_id or department_id, and which


class ReturnFields(StockFields):
    """When, into which store, of which issue or receiver, who brings it and why."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.of = SuggestEdit(search_in(()))
        self.of.setPlaceholderText(_("Số phiếu xuất, hoặc tên người, đơn vị đã nhận"))
        self.receiver, self.reason = QLineEdit(), QLineEdit()
        self.receiver.setPlaceholderText(_("Người mang trả"))
        self.reason.setPlaceholderText(_("ví dụ: thừa so với nhu cầu"))
        self.body.addLayout(
            field_line(
                (_("Ngày"), self.day, 0),
                (_("Kho nhận lại"), self.store, 1),
                (_("Trả lại của"), self.of, 3),
            )
        )
        self.body.addLayout(
            field_line(
                (_("Người trả"), self.receiver, 2),
                (_("Lý do"), self.reason, 2),
                (_("Ghi chú"), self.note, 2),
            )
        )
        self.typed(self.receiver, self.reason, self.note)
        self.leads(self.day, self.of)
        self.leads(self.receiver, self.reason, self.note)

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        self.of.setFocus()

    def offer(self) -> None:
        """Offer the issues and receivers that the book has now."""
        super().offer()
        ask, today = self.context.database.ask, self.context.clock.today()
        named = search_in(
            [
                *(
                    Suggestion(row.name, row.code, ("department_id", row.department_id), row.code)
                    for row in ask(departments, today)
                ),
                *(
                    Suggestion(row.name, row.department, ("staff_id", row.staff_id), row.code)
                    for row in ask(people, today)
                ),
            ]
        )

        def search(text: str) -> Sequence[Suggestion]:
            issues = [
                Suggestion(
                    one.number,
                    " · ".join(filter(None, (day_text(one.day), one.department))),
                    ("voucher_id", one.voucher_id),
                    one.number,
                )
                for one in ask(issues_called, text)
            ]
            return issues or named(text)

        self.of.set_search(search)

    def clear(self) -> None:
        """Ready for the next one."""
        super().clear()
        self.of.choose(None)

    def show_voucher(self, detail: VoucherDetail) -> None:
        super().show_voucher(detail)
        self.receiver.setText(detail.receiver)
        self.reason.setText(detail.reason)


class ReturnForm(VoucherForm):
    """One return; its rows are the lines that may still come back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "return", parent)
        self.form, self.fields, self.known = "return", ReturnFields(context), ReturnRows(context)
        self.grid = EntryGrid(
            columns(self.known), context.clock.today, grows=False, check=self.known.beyond
        )
        self.grid.setAccessibleName(_("Các dòng có thể trả lại"))
        self._of: Of | None = None
        listed = Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        for widget in (self.correction, self.fields):
            column.addWidget(widget)
        column.addWidget(listed, 1)
        self.fields.changed.connect(self.drafting.touch)
        self.fields.of.picked.connect(lambda one: self.show_lines(one.value))
        self.fields.finished.connect(self.to_grid)
        self.grid.edited.connect(self.drafting.touch)
        self.grid.record.connect(self.record)
        self.follow_today(self.fields.day)
        self.refresh()

    @property
    def title(self) -> str:
        """What this form makes."""
        return _("Nhập trả lại")

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        return self.grid

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        if self._of is None:
            self.fields.begin()
        else:
            self.to_grid()

    def to_grid(self) -> None:
        """On to the first quantity."""
        self.grid.edit_cell(0, BACK)

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        self.fields.offer()
        self.known.read_supplies()

    def begin_of(self, voucher_id: int, number: str) -> None:
        """Begin the return of an issue."""
        self.clear()
        self.fields.of.choose(Suggestion(number, value=("voucher_id", voucher_id)))
        self.show_lines(("voucher_id", voucher_id))

    def begin_of_return(self, detail: VoucherDetail) -> None:
        """Begin one more return of what a return brought some of back."""
        self.clear()
        if (issue := self._issue_of(detail)) is not None:
            self.begin_of(*issue)

    def show_lines(self, of: Of, typed: Mapping[int, Sequence[str]] | None = None) -> None:
        """List what may still come back of an issue or from somebody; `typed` is by line."""
        self._of = of
        ask, without = self._context.database.ask, self.correction.voucher_id
        found: list[IssuedLine] = ask(issued_lines, without=without, **{of[0]: of[1]})
        kept = typed if typed is not None else self._typed()
        self.grid.set_rows(row_of(line) for line in found)
        for place, line in enumerate(found):
            quantity, note = (*kept.get(line.line_id, ()), "", "")[:2]
            for key, text in ((BACK, quantity), (NOTE, note)):
                if text:
                    self.grid.type_cell(place, key, text)
        self.grid.rows_model.undo_stack.clear()
        if not found:
            self._context.notice(_("Không còn dòng nào có thể trả lại."), Tone.WARNING)
        elif typed is None:
            self.to_grid()
        self.drafting.touch()

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        typed = self._typed()
        if not typed and self.fields.is_blank and self.correction.voucher_id is None:
            return None
        cells = {
            **self.fields.state(),
            "of": self._of,
            "of_told": self.fields.of.text(),
            "typed": {str(line_id): texts for line_id, texts in typed.items()},
            **self.correction.state(),
        }
        parts = (self.title, self.fields.day.text(), self.fields.of.text())
        return Sheet(" · ".join(filter(None, parts)), cells)

    def _typed(self) -> dict[int, tuple[str, str]]:
        return {
            row.tag.line_id: (row.text(BACK), row.text(NOTE))
            for row in self.grid.rows_model.rows()
            if row.text(BACK) or row.text(NOTE)
        }

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.fields.restore(cells)
        if cells.get("of"):
            of = (str(cells["of"][0]), int(cells["of"][1]))
            self.fields.of.choose(Suggestion(cells["of_told"], value=of))
            self.show_lines(of, {int(key): texts for key, texts in cells["typed"].items()})

    def _show_voucher(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        if (issue := self._issue_of(detail)) is None:
            return
        self.fields.of.choose(Suggestion(issue[1], value=("voucher_id", issue[0])))
        typed = {
            line.of_line_id: (str(line.quantity), line.note)
            for line in detail.lines
            if line.of_line_id is not None
        }
        self.show_lines(("voucher_id", issue[0]), typed)

    def _issue_of(self, detail: VoucherDetail) -> tuple[int, str] | None:
        ids = [line.of_line_id for line in detail.lines if line.of_line_id is not None]
        return self._context.database.ask(issue_of_lines, ids)

    def _forget(self) -> None:
        self._of = None
        self.correction.put_away()
        self.fields.clear()
        self.grid.clear()

    # Recording

    def _wrong(self) -> Wrong | None:
        if self._of is None:
            return _("Hãy chọn phiếu xuất hoặc người đã nhận."), self.fields.begin
        if not any(row.pieces(BACK) for row in self.grid.rows()):
            return _("Hãy ghi số lượng trả lại."), self.to_grid
        return self.fields.wrong()

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        lines = tuple(
            ReturnLine(row.tag.line_id, row.pieces(BACK), row.text(NOTE))
            for row in self.grid.rows()
            if row.pieces(BACK)
        )
        back = NewReturn(
            day=self.fields.chosen_day,
            store_id=self.fields.store.store_id,
            lines=lines,
            receiver=self.fields.receiver.text().strip(),
            reason=self.fields.reason.text().strip(),
            note=self.fields.note.text().strip(),
        )
        told = _("Đã ghi sổ phiếu {number}: nhập trả lại của {name}.")
        name = self.fields.of.text()
        return (
            self._posting(post_return, back),
            lambda done: told.format(number=done.told, name=name),
        )

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In phiếu"), _("Phiếu {number}").format(number=done.told)

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, MoreThanIssued) and self._of is not None:
            self.show_lines(self._of)
        self._context.notice(sentence(error), Tone.BAD)
        self.drafting.touch()
