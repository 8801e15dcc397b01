"""Cấp cho phòng, đơn vị: what a department uses together, fetched by one of its people."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.kinds import Series
from db.queries.catalogue import supplies
from db.queries.entering import OnOffer, on_offer
from db.queries.vouchers import VoucherDetail
from db.services.stock import NewIssue, post_issue
from desktop.context import Context
from desktop.drafting import Sheet
from desktop.labels import number
from desktop.pages.issue.department_fields import DepartmentFields
from desktop.pages.issue.department_rows import (
    Receiver,
    SupplyRows,
    columns,
    lacks,
    lines_of,
    marks,
    receiver_of,
    texts_of,
)
from desktop.pages.issue.round_reading import Correcting, correcting
from desktop.pages.issue.shortage import tell_refusal
from desktop.recorded import Recorded
from desktop.refusals import shortage
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.grid import EntryGrid
from desktop.widgets.supply_fields import label
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

PANEL = "department"


class DepartmentPanel(VoucherForm):
    """One voucher for one receiver; a voucher of Cấp lẻ is corrected here too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "issue", parent)
        self.fields = DepartmentFields(context)
        self.known = SupplyRows()
        self.grid = EntryGrid(columns(self.known), context.clock.today, check=lacks)
        self.grid.setAccessibleName(_("Vật tư cấp cho đơn vị"))
        self.correcting: Correcting | None = None
        self._lay_out()
        self._offer()
        self.fields.changed.connect(self.drafting.touch)
        self.fields.place_changed.connect(self._place_changed)
        self.fields.finished.connect(self.grid.setFocus)
        self.grid.edited.connect(self._edited)
        self.grid.record.connect(self.record)

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
        self._read_offers()

    def show_department(self, department_id: int | None, supply_id: int | None) -> None:
        """Begin an issue for a department."""
        self.clear()
        self.fields.choose(department_id)
        if supply_id in self.known.supplies:
            self.grid.type_cell(0, "supply", self.known.supplies[supply_id].code)

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows, fields = self.grid.typed(), self.fields.state()
        if not rows and not fields["note"] and self.correcting is None:
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
        self.grid.restore(cells["rows"])
        self._read_offers()

    def _show_voucher(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.grid.rows_model.type_block(0, texts_of(detail.lines), "")
        self.grid.rows_model.undo_stack.clear()

    # Recording

    def _wrong(self) -> Wrong | None:
        if not self.fields.day.is_clear:
            return _("Ngày chưa rõ."), self.fields.day.setFocus
        if self.fields.to is None:
            return _("Hãy chọn đơn vị nhận."), self.fields.department.setFocus
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
            lines=tuple(lines_of(self.grid.rows(), to)),
            department_id=own,
            series=fixed.series if fixed else Series.XK,
            receiver=self.fields.receiver.text().strip(),
            reason=fixed.reason if fixed else "",
            note=self.fields.note.text().strip(),
        )

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, StockShort):
            self.grid.show_problems(marks(error.shortages, shortage))
        self.grid.setFocus()
        tell_refusal(self._context, error, self.fields.store.store_id, self._move_to)

    def _move_to(self, day: date) -> None:
        self.fields.day.set_day(day)
        self._place_changed()

    # Reading

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        is_old = self.correcting is not None
        self.known.show(self._context.database.ask(supplies, with_retired=is_old))
        self.fields.offer(with_retired=is_old)

    def _read_offers(self) -> None:
        rows = self.grid.rows_model.rows()
        if not (ids := sorted({row["supply"] for row in rows if row["supply"]})):
            return
        place = self.fields.store.store_id, self.fields.chosen_day
        read = partial(self._context.database.ask, on_offer, *place, ids)
        self._context.tasks.run(self, read, self._show_offers)

    def _show_offers(self, offers: Mapping[int, OnOffer]) -> None:
        back = self.correcting.pieces if self.correcting else {}
        self.known.offers = {
            supply_id: OnOffer(offer.pieces + back.get(supply_id, 0))
            for supply_id, offer in offers.items()
        }
        self.grid.viewport().update()

    # Looks

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        self.correcting = correcting(detail)
        self._offer()
        self.fields.fix(receiver_of(detail.lines[0]))

    def _forget(self) -> None:
        was_old, self.correcting = self.correcting is not None, None
        self.correction.put_away()
        self.fields.clear()
        self.grid.clear()
        if was_old:
            self._offer()

    def _edited(self) -> None:
        rows = self.grid.rows_model.rows()
        if {row["supply"] for row in rows if row["supply"]} - set(self.known.offers):
            self._read_offers()
        self.count.setText(_("{count} dòng").format(count=number(len(rows))))
        self.drafting.touch()

    def _place_changed(self) -> None:
        self._read_offers()
        self.drafting.touch()

    def _lay_out(self) -> None:
        listed = Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        self.count = label(_("Số lượng gõ theo quy cách được: 3h là 3 hộp."), self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.correction)
        column.addWidget(self.fields)
        column.addWidget(listed, 1)
        column.addWidget(self.count)
