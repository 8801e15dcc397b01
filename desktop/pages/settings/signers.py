"""Who signs as what, and from when to when."""

from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from db.queries.office import SignerRow, signers
from db.services.office import SignerFields, save_signer
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button

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


SHRINKS = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class SignersForm(QWidget):
    """The list above, the fields of the current one below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._current: SignerRow | None = None
        self.rows = RowsModel[SignerRow](_columns(), self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(_("Người ký"))
        self.role = QComboBox()
        for role, name in ROLES.items():
            self.role.addItem(_(name), role)
        self.prefix, self.title, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.prefix.setPlaceholderText("KT. GIÁM ĐỐC")
        self.name.setPlaceholderText(_("để trống: ký rồi ghi tên bằng tay"))
        self.from_on, self.to_on = DateField(context.clock.today), DateField(context.clock.today)
        self.from_on.setPlaceholderText(_("từ đầu"))
        self.to_on.setPlaceholderText(_("đến nay"))
        self.add_button = action_button(_("Thêm người ký"), self.begin_new, icon="plus")
        self.save_button = action_button(
            _("Lưu"), self.save, icon="floppy-disk", shortcut="Ctrl+Return", is_primary=True
        )
        self._lay_out()
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _row: self.name.setFocus())

    def refresh(self) -> None:
        """Read the list anew; the current one stays current."""
        kept = self._current.signer_id if self._current else None
        found = self._context.database.ask(signers)
        self.rows.show_rows(found)
        places = [place for place, row in enumerate(found) if row.signer_id == kept]
        if found:
            self.table.selectRow(places[0] if places else 0)

    def begin_new(self) -> None:
        """Empty the fields for one more signer."""
        role = self.role.currentData()
        self.table.clearSelection()
        self._current = None
        for field in (self.prefix, self.title, self.name):
            field.clear()
        self.from_on.set_day(self._context.clock.today())
        self.to_on.set_day(None)
        self.role.setCurrentIndex(max(0, self.role.findData(role)))
        self.role.setFocus()

    def save(self) -> None:
        """Write the fields."""
        current = self._current
        fields = SignerFields(
            role=self.role.currentData(),
            title=self.title.text(),
            name=self.name.text(),
            prefix=self.prefix.text(),
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            id=current.signer_id if current else None,
            version=current.version if current else None,
        )
        work = partial(self._context.database.do, save_signer, fields)
        self._context.tasks.run(self, work, self._on_saved, self._refused)

    def _lay_out(self) -> None:
        listed = Card()
        listed.body.addWidget(self.table, 1)
        form = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Vai trò"), self.role),
            (_("Ký thay (KT., TL.)"), self.prefix),
            (_("Chức danh trên giấy"), self.title),
            (_("Họ và tên"), self.name),
            (_("Từ ngày"), self.from_on),
            (_("Đến ngày"), self.to_on),
        )
        for place, (text, field) in enumerate(fields):
            row, column = divmod(place, 3)
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            field.setAccessibleName(text)
            if isinstance(field, QComboBox):
                field.setMinimumContentsLength(8)
                field.setSizeAdjustPolicy(SHRINKS)
            grid.addWidget(label, row * 2, column)
            grid.addWidget(field, row * 2 + 1, column)
        form.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        form.body.addLayout(buttons)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 8, 0, 0)
        column_of.setSpacing(12)
        column_of.addWidget(listed, 1)
        column_of.addWidget(form)

    def _show(self, row: SignerRow | None) -> None:
        if row is None:
            return
        self._current = row
        if self.role.findData(row.role) < 0:
            self.role.addItem(role_word(row.role), row.role)
        self.role.setCurrentIndex(self.role.findData(row.role))
        self.prefix.setText(row.prefix)
        self.title.setText(row.title)
        self.name.setText(row.name)
        self.from_on.set_day(row.from_on)
        self.to_on.set_day(row.to_on)

    def _on_saved(self, signer_id: int) -> None:
        found = self._context.database.ask(signers)
        self._current = next((row for row in found if row.signer_id == signer_id), None)
        self.refresh()
        self._context.notice(_("Đã lưu người ký."), Tone.OK)

    def _refused(self, error: DomainError) -> None:
        self._context.tasks.refused.emit(error)


def _columns() -> list[Column[SignerRow]]:
    return [
        Column(_("Vai trò"), lambda row: role_word(row.role)),
        Column(_("Ký thay"), lambda row: row.prefix, width=190),
        Column(_("Chức danh"), lambda row: row.title, width=190),
        Column(_("Họ và tên"), lambda row: row.name, width=180),
        Column(_("Từ ngày"), lambda row: day_text(row.from_on), width=116),
        Column(_("Đến ngày"), lambda row: day_text(row.to_on), width=116),
    ]
