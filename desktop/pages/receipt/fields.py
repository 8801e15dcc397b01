"""The head of a receipt: when, where to, from whom, on which paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import Source
from db.queries.vouchers import VoucherDetail
from db.services.stock import NewReceipt, ReceiptLine
from desktop.labels import member
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import HeadFields, field_line
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in

SOURCES = (Source.PURCHASE, Source.SUPERIOR, Source.DONATION, Source.OPENING, Source.OTHER)


class ReceiptFields(HeadFields):
    """Two rows of fields: from whom it came, on which paper."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.source = QComboBox()
        for source in SOURCES:
            self.source.addItem(member(source), source)
        self.supplier = SuggestEdit(search_in(()))
        self.supplier.setPlaceholderText(_("Tên công ty, cơ quan, người tặng"))
        self.document = QLineEdit()
        self.document_on = DateField(today, is_past=True)
        self._lay_out()
        self._connect()
        self.clear()

    @property
    def is_blank(self) -> bool:
        """Whether nothing of its own was typed."""
        return not any(
            field.text().strip()
            for field in (self.supplier, self.document, self.document_on, self.note)
        )

    def offer_suppliers(self, names: Sequence[str]) -> None:
        """Suggest who supplied before."""
        self.supplier.set_search(search_in(Suggestion(name, value=name) for name in names))

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        self.supplier.setFocus()

    def wrong(self) -> tuple[str, Callable[[], object]] | None:
        """What is not clear in the fields, and what puts the cursor there."""
        if not self.day.is_clear:
            return _("Ngày nhập chưa rõ."), self.day.setFocus
        if not self.document_on.is_clear:
            return _("Ngày chứng từ chưa rõ."), self.document_on.setFocus
        return None

    def receipt(self, lines: Sequence[ReceiptLine]) -> NewReceipt:
        """The receipt of these lines."""
        return NewReceipt(
            day=self.chosen_day,
            store_id=self.store.store_id,
            source=Source(self.source.currentData()),
            lines=tuple(lines),
            supplier=self.supplier.text().strip(),
            document_number=self.document.text().strip(),
            document_on=self.document_on.day,
            note=self.note.text().strip(),
        )

    def clear(self) -> None:
        """Ready for the next receipt: the same store."""
        self.day.set_today()
        self.source.setCurrentIndex(0)
        self.supplier.choose(None)
        self.document.clear()
        self.document_on.set_day(None)
        self.note.clear()

    def show_voucher(self, detail: VoucherDetail) -> None:
        """Show the head of a posted receipt."""
        super().show_voucher(detail)
        self.source.setCurrentIndex(SOURCES.index(detail.source or Source.OTHER))
        self.supplier.choose(Suggestion(detail.supplier))
        self.document.setText(detail.document_number)
        self.document_on.set_day(detail.document_on)

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {
            **super().state(),
            "source": Source(self.source.currentData()).value,
            "supplier": self.supplier.text(),
            "document": self.document.text(),
            "document_on": self.document_on.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft."""
        super().restore(state)
        self.source.setCurrentIndex(SOURCES.index(Source(state["source"])))
        self.supplier.choose(Suggestion(state["supplier"]))
        self.document.setText(state["document"])
        self.document_on.setText(state["document_on"])
        self.document_on.settle()

    def _connect(self) -> None:
        for field in (self.supplier, self.document, self.note, self.day, self.document_on):
            field.textEdited.connect(self.changed)
        for day in (self.day, self.document_on):
            day.picked.connect(self.changed)
        self.supplier.picked.connect(self.changed)
        self.store.currentIndexChanged.connect(self.changed)
        self.source.currentIndexChanged.connect(self.changed)
        for step, following in pairwise(
            (self.day, self.note, self.supplier, self.document, self.document_on)
        ):
            step.returnPressed.connect(following.setFocus)
        self.document_on.returnPressed.connect(self.finished)

    def _lay_out(self) -> None:
        self.body.addLayout(
            field_line(
                (_("Ngày nhập"), self.day, 0),
                (_("Kho"), self.store, 1),
                (_("Nguồn"), self.source, 1),
                (_("Ghi chú"), self.note, 2),
            )
        )
        self.body.addLayout(
            field_line(
                (_("Đơn vị cung cấp, tặng"), self.supplier, 3),
                (_("Chứng từ số"), self.document, 1),
                (_("Ngày chứng từ"), self.document_on, 0),
            )
        )
