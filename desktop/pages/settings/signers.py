"""Who signs as what, and from when to when."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.queries.office import SignerRow, signers
from db.services.office import SignerFields, save_signer
from desktop.context import Context
from desktop.dates import day_text
from desktop.tables import Column
from desktop.translation import N_, _
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section

ROLES = {
    "director": N_("Giám đốc"),
    "deputy_director": N_("Phó Giám đốc ký thay"),
    "chief_of_office_for_director": N_("Chánh Văn phòng thừa lệnh Giám đốc"),
    "chief_of_office": N_("Chánh Văn phòng"),
    "deputy_chief_of_office": N_("Phó Chánh Văn phòng ký thay"),
    "list_maker": N_("Người lập danh sách"),
    "storekeeper": N_("Thủ kho"),
    "accountant": N_("Kế toán"),
}


def role_word(role: str) -> str:
    """A role by its name."""
    return _(ROLES[role]) if role in ROLES else role


class SignerForm(RecordForm[SignerRow]):
    """One signer; without days they sign from the beginning until now."""

    DRAFTS = "settings/signers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today
        self.role = QComboBox()
        self.prefix, self.title, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.from_on, self.to_on = DateField(today), DateField(today)
        self.from_on.setPlaceholderText(_("từ đầu"))
        self.to_on.setPlaceholderText(_("đến nay"))
        for role, name in ROLES.items():
            self.role.addItem(_(name), role)
        self.add_row((_("Họ và tên"), self.name, _("để trống: ký rồi ghi tên bằng tay")))
        self.add_row((_("Vai trò"), self.role))
        self.add_row((_("Ký thay (KT., TL.)"), self.prefix, "KT. GIÁM ĐỐC"))
        self.add_row((_("Chức danh trên giấy"), self.title))
        self.add_row((_("Từ ngày"), self.from_on), (_("Đến ngày"), self.to_on))

    def name_of(self, record: SignerRow) -> str:
        return record.name or role_word(record.role)

    def id_of(self, record: SignerRow) -> int:
        return record.signer_id

    def heading_for_new(self) -> str:
        return _("Thêm người ký")

    def is_retired(self, record: SignerRow) -> bool:
        return record.to_on is not None and record.to_on < self._context.clock.today()

    def fill(self, record: SignerRow | None) -> None:
        if record is not None:
            if self.role.findData(record.role) < 0:
                self.role.addItem(role_word(record.role), record.role)
            self.role.setCurrentIndex(self.role.findData(record.role))
        self.prefix.setText(record.prefix if record else "")
        self.title.setText(record.title if record else "")
        self.name.setText(record.name if record else "")
        self.from_on.set_day(record.from_on if record else self._context.clock.today())
        self.to_on.set_day(record.to_on if record else None)

    def show_record(self, record: SignerRow | None) -> None:
        super().show_record(record)
        self.retire_button.hide()  # the last day ends it

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if not self.from_on.is_clear or not self.to_on.is_clear:
            raise Unclear(_("Ngày ký không rõ; hãy ghi ngày/tháng/năm, hoặc để trống."))
        record = self.record
        fields = SignerFields(
            role=self.role.currentData(),
            title=self.title.text(),
            name=self.name.text(),
            prefix=self.prefix.text(),
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            id=record.signer_id if record else None,
            version=record.version if record else None,
        )
        return save_signer, (fields,)


class SignersForm(Section[SignerRow]):
    """Every signer by role, those of earlier days too."""

    form: SignerForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            SignerForm(context),
            _columns(),
            hint=_("Người ký"),
            retired="",
            add=_("Thêm người ký"),
        )
        self.search.hide()
        self.setFocusProxy(self.table)
        self._found: list[SignerRow] = []

    def count(self) -> int:
        self._found = self._context.database.ask(signers)
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[SignerRow]:
        return self._found[offset : offset + limit]

    def leave(self) -> None:
        """Keep what was typed."""
        self.form.drafting.flush()


def _columns() -> list[Column[SignerRow]]:
    return [
        Column(_("Vai trò"), lambda row: role_word(row.role), tip=_signs_as),
        Column(_("Họ và tên"), lambda row: row.name, width=160, tip=_signs_as),
        Column(_("Từ ngày"), lambda row: day_text(row.from_on), width=104),
        Column(_("Đến ngày"), lambda row: day_text(row.to_on), width=104),
    ]


def _signs_as(row: SignerRow) -> str:
    """How they sign on paper."""
    return " · ".join(filter(None, (row.prefix, row.title, row.name)))
