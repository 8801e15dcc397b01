"""The stores: where supplies lie and where they are handed out."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.queries.catalogue import StoreRow, stores
from db.services.catalogue import retire_store, save_store
from db.services.restoring import restore_store
from db.text import fold
from desktop.context import Context, Tone
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section


class StoreForm(RecordForm[StoreRow]):
    """One store."""

    DRAFTS = "catalogue/stores"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.code, self.name, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.add_row((_("Tên kho, điểm cấp phát"), self.name))
        self.add_row((_("Mã"), self.code))
        self.add_row((_("Địa điểm (in trên phiếu)"), self.address))

    def name_of(self, record: StoreRow) -> str:
        return record.name

    def id_of(self, record: StoreRow) -> int:
        return record.store_id

    def heading_for_new(self) -> str:
        return _("Thêm kho, điểm cấp phát")

    def is_retired(self, record: StoreRow) -> bool:
        return not record.is_active

    def fill(self, record: StoreRow | None) -> None:
        self.code.setText(record.code if record else "")
        self.name.setText(record.name if record else "")
        self.address.setText(record.address if record else "")

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        typed, record = (self.code.text().strip(), self.name.text()), self.record
        known = (record.store_id, record.version) if record else (None, None)
        return save_store, (*typed, *known, self.address.text())

    def retire(self) -> None:
        """Take the store out of use, or bring it back."""
        if (record := self.record) is not None:
            self.do(retire_store if record.is_active else restore_store, record.store_id)


class Stores(Section[StoreRow]):
    """All stores, the main one first."""

    form: StoreForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            StoreForm(context),
            _columns(),
            hint=_("Tìm kho, điểm cấp phát (Ctrl+F)"),
            retired=_("Cả kho ngừng dùng"),
            add=_("Thêm"),
        )
        self._found: list[StoreRow] = []

    def count(self) -> int:
        known = self._context.database.ask(stores, self.with_retired.isChecked())
        typed = fold(self.search.text())
        self._found = [row for row in known if typed in fold(f"{row.name} {row.code}")]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[StoreRow]:
        return self._found[offset : offset + limit]


def _columns() -> list[Column[StoreRow]]:
    return [
        Column(_("Mã"), lambda row: row.code, width=110),
        Column(_("Tên"), lambda row: row.name, tip=lambda row: row.name),
        Column(
            _("Trạng thái"),
            lambda row: _("Đang dùng") if row.is_active else _("Ngừng dùng"),
            width=130,
            tone=lambda row: Tone.NONE if row.is_active else Tone.WARNING,
        ),
    ]
