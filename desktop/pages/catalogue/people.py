"""The people of the office: where they serve, as what, how they are reached."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from db.kinds import StaffCategory
from db.queries.staff import (
    PersonRow,
    departments,
    duty_posts,
    next_staff_code,
    people,
    people_count,
)
from db.services.restoring import restore_person
from db.services.staff import PersonFields, retire_person, save_person
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member
from desktop.pages.catalogue.person_history import PersonHistory
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section


class PersonForm(RecordForm[PersonRow]):
    """One person; another department begins on the day given and leaves the past as it was."""

    DRAFTS = "catalogue/people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today
        self.code, self.name, self.title = QLineEdit(), QLineEdit(), QLineEdit()
        self.phone, self.email, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.department, self.category, self.post = QComboBox(), QComboBox(), QComboBox()
        self.from_on = DateField(today)
        self.category.addItem("", None)
        for category in StaffCategory:
            self.category.addItem(member(category), category)
        self.add_row((_("Họ và tên"), self.name))
        self.add_row((_("Mã số"), self.code), (_("Đối tượng"), self.category))
        self.add_row((_("Phòng, đơn vị"), self.department))
        self.add_row((_("Chức vụ"), self.title), (_("Vị trí trực"), self.post))
        self.add_row((_("Điện thoại"), self.phone), (_("Ở đơn vị này từ ngày"), self.from_on))
        self.add_row((_("Thư điện tử"), self.email))
        self.add_row((_("Ghi chú"), self.note))
        self.ends = QWidget()
        row = QHBoxLayout(self.ends)
        row.setContentsMargins(0, 0, 0, 0)
        self.ends_word = QLabel()
        self.ends_word.setProperty("role", "muted")
        self.ends_on = DateField(today)
        self.ends_on.setFixedWidth(116)
        row.addWidget(self.ends_word, 1)
        row.addWidget(self.ends_on)
        self.below.addWidget(self.ends)
        self.add_beside(self.ends_on)
        self.history = PersonHistory(context)
        self.history.wanted.connect(self._show_history)
        self.below.addWidget(self.history)

    def name_of(self, record: PersonRow) -> str:
        return record.name

    def id_of(self, record: PersonRow) -> int:
        return record.staff_id

    def heading_for_new(self) -> str:
        return _("Thêm cán bộ")

    def is_retired(self, record: PersonRow) -> bool:
        return record.to_on is not None and record.to_on < self._context.clock.today()

    def fill(self, record: PersonRow | None) -> None:
        self._fill_choices()
        self.code.setText(record.code if record else self._context.database.ask(next_staff_code))
        self.name.setText(record.name if record else "")
        self.title.setText(record.title if record else "")
        self.phone.setText(record.phone if record else "")
        self.email.setText(record.email if record else "")
        self.note.setText(record.note if record else "")
        if record is not None:
            choose(self.department, record.department_id)
        choose(self.category, record.category if record else None)
        choose(self.post, record.duty_post_id if record else None)
        self.from_on.set_day(record.from_on if record else None)
        self.ends.setVisible(record is not None)
        self.history.setVisible(record is not None)
        if record is not None:
            self._fill_end(record)

    def show_record(self, record: PersonRow | None) -> None:
        super().show_record(record)
        if record is not None:
            self.retire_button.setText(
                _("Đi làm lại") if self.is_retired(record) else _("Ghi nghỉ")
            )
            self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if not self.from_on.is_clear:
            raise Unclear(_("Ngày bắt đầu ở đơn vị này không rõ; hãy ghi ngày/tháng/năm."))
        record = self.record
        from_on = self.from_on.day
        if record is not None and from_on == record.from_on:
            from_on = None
        fields = PersonFields(
            code=self.code.text().strip(),
            name=self.name.text(),
            department_id=self.department.currentData(),
            title=self.title.text(),
            category=self.category.currentData(),
            duty_post_id=self.post.currentData(),
            phone=self.phone.text(),
            email=self.email.text(),
            note=self.note.text(),
            from_on=from_on,
            id=record.staff_id if record else None,
            version=record.version if record else None,
        )
        return save_person, (fields,)

    def retire(self) -> None:
        """Note from which day on the person is away for good, or back; what was typed is saved too."""
        record = self.record
        if record is None:
            return
        if (day := self.ends_on.day) is None:
            self.tell(_("Hãy ghi ngày ở ô bên trên nút này."), Tone.WARNING)
            self.ends_on.setFocus()
            return
        try:
            fields = self.work()[1] if self.has_to_save else ()
        except Unclear as unclear:
            self.tell(str(unclear), Tone.BAD)
            return
        facts = {"name": self.name.text(), "day": day_text(day)}
        if self.is_retired(record):
            told = _("{name} đi làm lại từ {day}.").format(**facts)
            self.do(restore_person, record.staff_id, day, *fields, told=told)
        else:
            told = _("{name} nghỉ hoặc chuyển công tác từ {day}.").format(**facts)
            self.do(retire_person, record.staff_id, day - timedelta(days=1), *fields, told=told)

    def _show_history(self, from_on: date, to_on: date) -> None:
        from desktop.storeroom_printing import history_pdf, history_xlsx

        if (record := self.record) is not None:
            asked = self._context.database, record.staff_id, from_on, to_on
            title = _("Lịch sử nhận: {name}").format(name=record.name)
            self.paper_wanted.emit(
                title, partial(history_pdf, *asked), partial(history_xlsx, *asked)
            )

    def _fill_end(self, record: PersonRow) -> None:
        self.ends_on.set_day(self._context.clock.today())
        if self.is_retired(record) and record.to_on is not None:
            first_away = day_text(record.to_on + timedelta(days=1))
            told = _("Đã nghỉ từ {day}; đi làm lại từ ngày").format(day=first_away)
            self.ends_word.setText(told)
        else:
            self.ends_word.setText(_("Nghỉ/chuyển công tác từ ngày"))
            if record.to_on is not None:
                self.ends_on.set_day(record.to_on + timedelta(days=1))

    def _fill_choices(self) -> None:
        ask, today = self._context.database.ask, self._context.clock.today()
        refill(self.department, [(row.name, row.department_id) for row in ask(departments, today)])
        posts = [(row.name, row.duty_post_id) for row in ask(duty_posts, today)]
        refill(self.post, [("", None), *posts])


class People(Section[PersonRow]):
    """Everybody by given name, on today's date; those who left only when asked for."""

    form: PersonForm

    def __init__(self, context: Context) -> None:
        self.department = QComboBox()
        super().__init__(
            context,
            PersonForm(context),
            _columns(),
            hint=_("Tên hoặc mã (Ctrl+F)"),
            retired=_("Cả người đã nghỉ"),
            add=_("Thêm"),
            beside=self.department,
        )
        self.department.setAccessibleName(_("Phòng, đơn vị"))
        self.department.setMaximumWidth(170)
        self.department.currentIndexChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Read the list anew; a form that is being typed in is left alone."""
        today = self._context.clock.today()
        known = self._context.database.ask(departments, today)
        told = [(row.short_name or row.name, row.department_id) for row in known]
        refill(self.department, [(_("Mọi đơn vị"), None), *told])
        super().refresh()

    def count(self) -> int:
        return self._context.database.ask(people_count, *self._wanted())

    def read(self, offset: int, limit: int) -> Sequence[PersonRow]:
        return self._context.database.ask(people, *self._wanted(), offset, limit)

    def _wanted(self) -> tuple[date, str, int | None, bool]:
        return (
            self._context.clock.today(),
            self.search.text(),
            self.department.currentData(),
            self.with_retired.isChecked(),
        )


def _columns() -> list[Column[PersonRow]]:
    return [
        Column(_("Mã số"), lambda row: row.code, width=78),
        Column(_("Họ và tên"), lambda row: row.name, tip=lambda row: row.name),
        Column(_("Chức vụ"), lambda row: row.title, width=116, tip=lambda row: row.title),
        Column(
            _("Đơn vị"), lambda row: row.department_short, width=96, tip=lambda row: row.department
        ),
        Column(
            _("Vị trí trực"),
            lambda row: row.duty_post,
            width=108,
            tone=lambda row: Tone.WARNING if row.is_priority else Tone.NONE,
            tip=lambda row: _("Nhóm ưu tiên") if row.is_priority else row.duty_post,
        ),
    ]
