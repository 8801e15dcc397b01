"""Cấp cho phòng, đơn vị: what a department uses together, fetched by one of its people."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError
from db.kinds import Series
from db.queries.vouchers import VoucherDetail
from db.services.stock import NewIssue, post_issue
from desktop.context import Context
from desktop.drafting import Sheet
from desktop.pages.issue.department_fields import DepartmentFields
from desktop.pages.issue.department_rows import Receiver, receiver_of
from desktop.pages.issue.round_reading import Correcting, correcting
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.grid import EntryGrid
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.stock_lines import StockLines
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

PANEL = "department"


class DepartmentPanel(VoucherForm):
    """One voucher for one receiver; a voucher of Cấp lẻ is corrected here too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "issue", parent)
        self.fields = DepartmentFields(context)
        self.listed = StockLines(
            context,
            _("Vật tư cấp cho đơn vị"),
            lambda: (self.fields.store.store_id, self.fields.chosen_day),
        )
        self.grid, self.known = self.listed.grid, self.listed.known
        self.correcting: Correcting | None = None
        self._lay_out()
        self._offer()
        self.fields.changed.connect(self.drafting.touch)
        self.fields.place_changed.connect(self._place_changed)
        self.fields.finished.connect(self.grid.setFocus)
        self.listed.edited.connect(self.drafting.touch)
        self.listed.record.connect(self.record)
        self.follow_today(self.fields.day)

    # For the page

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        return self.grid

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        (self.grid if self.fields.to else self.fields.department).setFocus()

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        self._offer()
        self.listed.read_offers()

    def show_department(self, department_id: int | None, supply_id: int | None) -> None:
        """Begin an issue for a department."""
        self.clear()
        self.fields.choose(department_id)
        if supply_id is not None:
            self.listed.name_supply(supply_id)

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows, fields = self.grid.typed(), self.fields.state()
        if not rows and not fields["note"] and not self.correction.is_shown:
            return None
        parts = (_("Cấp cho đơn vị"), fields["day"], self.fields.department.text())
        cells = {
            "panel": PANEL,
            **fields,
            "rows": rows,
            **self.correction.state(),
        }
        return Sheet(" · ".join(filter(None, parts)), cells)

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.fields.restore(cells)
        self.listed.restore(cells["rows"])

    def _show_voucher(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.listed.show_lines(detail.lines)

    def _show_head(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.fields.day.set_today()
        self.fields.fix(receiver_of(detail.lines[0]))

    # Recording

    def _wrong(self) -> Wrong | None:
        if not self.fields.day.is_clear:
            return _("Ngày chưa rõ."), self.fields.day.setFocus
        if self.fields.to is None:
            return _("Hãy chọn đơn vị nhận."), self.fields.department.setFocus
        if not self.fields.on.is_clear:
            return _("Ngày trên giấy đề nghị chưa rõ."), self.fields.on.setFocus
        return None

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        to = self.fields.to
        assert to is not None
        told = _("Đã ghi sổ phiếu {numbers}: cấp cho {name}.")
        return (
            self._posting(post_issue, self._issue(to)),
            lambda done: told.format(numbers=done.told, name=to.name),
        )

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In phiếu"), _("Phiếu xuất kho {numbers}").format(numbers=done.told)

    def _issue(self, to: Receiver) -> NewIssue:
        fixed = self.correcting
        own = fixed.department_id if fixed and self.fields.is_fixed else to.department_id
        return NewIssue(
            day=self.fields.chosen_day,
            store_id=self.fields.store.store_id,
            lines=self.listed.lines(to.line),
            department_id=own,
            series=fixed.series if fixed else Series.XK,
            receiver=self.fields.receiver.text().strip(),
            reason=fixed.reason if fixed else "",
            note=self.fields.note.text().strip(),
            document_number=self.fields.number.text().strip(),
            document_on=self.fields.on.day,
        )

    def _refused(self, error: DomainError) -> None:
        self.listed.refused(error)
        tell_refusal(self._context, error, self.fields.store.store_id, self._move_to)

    def _move_to(self, day: date) -> None:
        self.fields.day.set_day(day)
        self._place_changed()

    # Reading

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        is_old = self.correcting is not None
        self.listed.offer(with_retired=is_old)
        self.fields.offer(with_retired=is_old)

    # Looks

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        self.correcting, self.listed.corrected = correcting(detail), detail.voucher_id
        self._offer()
        self.fields.fix(receiver_of(detail.lines[0]))

    def _forget(self) -> None:
        was_old, self.correcting = self.correcting is not None, None
        self.correction.put_away()
        self.fields.clear()
        self.listed.clear()
        if was_old:
            self._offer()

    def _place_changed(self) -> None:
        self.listed.read_offers()
        self.drafting.touch()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.correction)
        column.addWidget(self.fields)
        column.addWidget(self.listed, 1)
