"""The departments in the office's order, with the names that lists use for them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import DepartmentKind
from db.queries.staff import DepartmentRow, departments
from db.services.ordering import move_department
from db.services.restoring import restore_department
from db.services.staff import DepartmentFields, retire_department, save_department
from db.text import fold
from desktop.context import Context, Tone
from desktop.labels import member, number
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.page_header import action_button
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section


class DepartmentForm(RecordForm[DepartmentRow]):
    """One department; other names are split by semicolons."""

    DRAFTS = "catalogue/departments"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.code, self.name, self.short_name = QLineEdit(), QLineEdit(), QLineEdit()
        self.aliases, self.head_title, self.deputy_title = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.above_it = QComboBox(), QComboBox()
        for kind in DepartmentKind:
            self.kind.addItem(member(kind), kind)
        self.add_row((_("Tên phòng, đơn vị"), self.name))
        self.add_row((_("Mã"), self.code), (_("Tên ngắn, ký hiệu"), self.short_name))
        hint = _("tên khác trong tệp Excel, cách nhau bằng ;")
        self.add_row((_("Tên gọi khác"), self.aliases, hint))
        self.add_row((_("Loại"), self.kind), (_("Thuộc"), self.above_it))
        self.add_row((_("Chức danh trưởng"), self.head_title, _("ví dụ: Trưởng phòng")))
        self.add_row((_("Chức danh phó"), self.deputy_title, _("ví dụ: Phó Trưởng phòng")))
        self.request = action_button(
            _("In giấy đề nghị cấp vật tư"), self._print_request, icon="printer"
        )
        self.below.addWidget(self.request)

    def name_of(self, record: DepartmentRow) -> str:
        return record.name

    def id_of(self, record: DepartmentRow) -> int:
        return record.department_id

    def heading_for_new(self) -> str:
        return _("Thêm phòng, đơn vị")

    def _print_request(self) -> None:
        """A form of the department's people and norms, to be filled in by hand."""
        from desktop.request_printing import blank_request_pdf, blank_request_xlsx

        if (record := self.record) is not None:
            asked = self._context.database, record.department_id
            title = _("Giấy đề nghị cấp vật tư: {name}").format(name=record.name)
            self.paper_wanted.emit(
                title, partial(blank_request_pdf, *asked), partial(blank_request_xlsx, *asked)
            )

    def is_retired(self, record: DepartmentRow) -> bool:
        return not record.is_active

    def fill(self, record: DepartmentRow | None) -> None:
        known = self._context.database.ask(departments, self._context.clock.today())
        own = record.department_id if record else None
        others = [(row.name, row.department_id) for row in known if row.department_id != own]
        refill(self.above_it, [(_("cơ quan"), None), *others])
        self.request.setVisible(record is not None)
        self.code.setText(record.code if record else "")
        self.name.setText(record.name if record else "")
        self.short_name.setText(record.short_name if record else "")
        self.aliases.setText("; ".join(record.aliases) if record else "")
        self.head_title.setText(record.head_title if record else "")
        self.deputy_title.setText(record.deputy_title if record else "")
        choose(self.kind, record.kind if record else DepartmentKind.DIVISION)
        choose(self.above_it, record.parent_id if record else None)

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        record = self.record
        fields = DepartmentFields(
            code=self.code.text().strip(),
            name=self.name.text(),
            short_name=self.short_name.text(),
            aliases=tuple(part.strip() for part in self.aliases.text().split(";")),
            kind=self.kind.currentData(),
            parent_id=self.above_it.currentData(),
            head_title=self.head_title.text(),
            deputy_title=self.deputy_title.text(),
            id=record.department_id if record else None,
            version=record.version if record else None,
        )
        return save_department, (fields,)

    def retire(self) -> None:
        """Take the department out of use, or bring it back."""
        if (record := self.record) is not None:
            service = retire_department if record.is_active else restore_department
            self.do(service, record.department_id)


class Departments(Section[DepartmentRow]):
    """All departments with how many people serve there today."""

    form: DepartmentForm
    MOVES = move_department

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            DepartmentForm(context),
            _columns(),
            hint=_("Tìm phòng, đơn vị (Ctrl+F)"),
            retired=_("Cả đơn vị ngừng dùng"),
            add=_("Thêm"),
        )
        self._found: list[DepartmentRow] = []

    def count(self) -> int:
        today, with_retired = self._context.clock.today(), self.with_retired.isChecked()
        known = self._context.database.ask(departments, today, with_retired)
        words = fold(self.search.text()).split()
        self._found = [row for row in known if _fits(row, words)]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[DepartmentRow]:
        return self._found[offset : offset + limit]


def _fits(row: DepartmentRow, words: Sequence[str]) -> bool:
    known = fold(" ".join((row.name, row.code, row.short_name, *row.aliases))).split()
    return all(any(part.startswith(word) for part in known) for word in words)


def _columns() -> list[Column[DepartmentRow]]:
    return [
        Column(_("Mã"), lambda row: row.code, width=78),
        Column(_("Tên"), lambda row: row.name, tip=lambda row: row.name),
        Column(_("Tên ngắn"), lambda row: row.short_name, width=92),
        Column(
            _("Loại"),
            lambda row: member(row.kind) if row.is_active else _("Ngừng dùng"),
            width=116,
            tone=lambda row: Tone.NONE if row.is_active else Tone.WARNING,
        ),
        Column(_("Người"), lambda row: number(row.people), RIGHT, 72),
    ]
