"""What the forms of transfers and losses share: a head of fields over lines out of a store."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError
from db.queries.catalogue import stores
from db.queries.vouchers import VoucherDetail
from desktop.context import Context
from desktop.drafting import Sheet
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid
from desktop.widgets.head_fields import HeadFields
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.stock_lines import StockLines
from desktop.widgets.voucher_form import VoucherForm, Wrong


class StockFields(HeadFields):
    """Fields over lines; the texts of those told to `typed` are kept with the draft."""

    place_changed = Signal()  # another day or store: what there is must be read again

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.clock.today, parent)
        self.context = context
        self._texts: tuple[QLineEdit, ...] = ()
        self.day.picked.connect(self.place_changed)
        self.day.textEdited.connect(self.changed)
        self.store.currentIndexChanged.connect(self.place_changed)

    @property
    def is_blank(self) -> bool:
        """Whether nothing of its own was typed."""
        return not any(field.text().strip() for field in self._texts)

    def typed(self, *fields: QLineEdit) -> None:
        """Watch and keep these."""
        self._texts = fields
        for field in fields:
            field.textEdited.connect(self.changed)

    def leads(self, *fields: QLineEdit) -> None:
        """Enter goes from one of these to the next, and from the last to the rows."""
        for step, following in pairwise(fields):
            step.returnPressed.connect(following.setFocus)
        fields[-1].returnPressed.connect(self.finished)

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        raise NotImplementedError

    def offer(self) -> None:
        """Offer the stores that the book has now."""
        self.store.show_stores(self.context.database.ask(stores))

    def wrong(self) -> Wrong | None:
        """What is not clear in the fields, and what puts the cursor there."""
        return None if self.day.is_clear else (_("Ngày chưa rõ."), self.day.setFocus)

    def clear(self) -> None:
        """Ready for the next one: the same stores, today."""
        self.day.set_today()
        for field in self._texts:
            field.clear()

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {**super().state(), "texts": [field.text() for field in self._texts]}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft."""
        super().restore(state)
        for field, text in zip(self._texts, state["texts"], strict=False):
            field.setText(text)
            if isinstance(field, DateField):
                field.settle()


class MovingForm(VoucherForm):
    """A form over goods that leave a store; the head says where to or why."""

    def __init__(
        self,
        context: Context,
        form: str,
        fields: StockFields,
        parent: QWidget | None = None,
        *,
        with_unusable: bool = False,
    ) -> None:
        super().__init__(context, form, parent)
        self.form, self.fields = form, fields
        self.lines = StockLines(
            context,
            _("Các dòng của phiếu"),
            lambda: (fields.store.store_id, fields.chosen_day),
            with_unusable=with_unusable,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        for widget in (self.correction, fields):
            column.addWidget(widget)
        column.addWidget(self.lines, 1)
        fields.changed.connect(self.drafting.touch)
        fields.place_changed.connect(self._place_changed)
        fields.finished.connect(self.to_grid)
        self.lines.edited.connect(self.drafting.touch)
        self.lines.record.connect(self.record)
        self.follow_today(fields.day)
        self.refresh()

    @property
    def title(self) -> str:
        """What this form makes."""
        raise NotImplementedError

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        return self.lines.grid

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        if self.lines.is_blank:
            self.fields.begin()
        else:
            self.lines.setFocus()

    def refresh(self) -> None:
        """The book changed: offer what it has now."""
        self.fields.offer()
        self.lines.offer(with_retired=self.correction.is_shown)
        self.lines.read_offers()

    def begin_with(self, supply_id: int, store_id: int | None) -> None:
        """Begin with a supply, of one store where that is said."""
        self.clear()
        if store_id is not None:
            self.fields.store.choose(store_id)
        self.lines.name_supply(supply_id)
        self.fields.begin()

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows = self.entry.typed()
        if not rows and self.fields.is_blank and not self.correction.is_shown:
            return None
        cells = {**self.fields.state(), "rows": rows, **self.correction.state()}
        return Sheet(f"{self.title} · {self.fields.day.text()}", cells)

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.fields.restore(cells)
        self.lines.restore(cells["rows"])

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        self.lines.corrected = detail.voucher_id
        self.refresh()

    def _show_voucher(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.lines.show_lines(detail.lines)

    def _show_head(self, detail: VoucherDetail) -> None:
        self.fields.show_voucher(detail)
        self.fields.day.set_today()

    def _forget(self) -> None:
        self.correction.put_away()
        self.fields.clear()
        self.lines.clear()

    def _wrong(self) -> Wrong | None:
        return self.fields.wrong()

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In phiếu"), _("Phiếu {number}").format(number=done.told)

    def _refused(self, error: DomainError) -> None:
        self.lines.refused(error)
        tell_refusal(self._context, error, self.fields.store.store_id, self._move_to)
        self.drafting.touch()

    def _move_to(self, day: date) -> None:
        self.fields.day.set_day(day)
        self._place_changed()

    def _place_changed(self) -> None:
        self.lines.read_offers()
        self.drafting.touch()
