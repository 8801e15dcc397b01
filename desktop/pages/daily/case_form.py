"""The form of one case of false information; what is typed in it is kept as a draft."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from db.database import Database
from db.queries.case_handlers import case_handlers
from db.queries.cases import CaseRow, case_files, earlier_platforms
from db.queries.daily_calendar import aware
from db.queries.staff import people
from db.services.cases import (
    CaseFields,
    add_case_file,
    remove_case,
    remove_case_file,
    save_case,
)
from desktop.attached import read_file
from desktop.context import Context
from desktop.dates import day_text
from desktop.translation import N_, _
from desktop.widgets.attached_files import AttachedFiles
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.link_acts import LinkActs
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.time_field import TimeField

_PLATFORMS = ("Facebook", "Zalo", "YouTube", "TikTok", N_("Trang thông tin điện tử"))
_UNNAMED = "…"
_SHORT = 56  # pixels: two lines


class CaseForm(RecordForm[CaseRow]):
    """Found, checked, stopped, handled: each step has its day. Files of a case are kept at once."""

    DRAFTS = "daily/cases"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_fields(context)
        self.add_row((_("Ngày phát hiện"), self.found_on), (_("Giờ"), self.found_at))
        self.add_row(
            (_("Đơn vị phát hiện"), self.department), (_("Người phát hiện"), self.found_by)
        )
        self.add_row((_("Nền tảng"), self.platform, _("ví dụ: Facebook, Zalo")))
        self.add_row((_("Đường dẫn"), self.link, "https://"))
        self.fields.addWidget(self.link_acts)
        self.add_row((_("Nội dung"), self.content))
        self.add_row((_("Xác minh ngày"), self.checked_on), (_("Ngăn chặn ngày"), self.stopped_on))
        self.add_row((_("Kết quả xác minh"), self.checked))
        self.add_row((_("Biện pháp"), self.action))
        self.add_row(
            (_("Xử lý ngày"), self.handled_on), (_("Không vi phạm ngày"), self.dismissed_on)
        )
        self.add_row((_("Kết quả xử lý"), self.result))
        self.add_row((_("Người đăng"), self.person))
        warned = QLabel(_("Chỉ ghi khi cần để xử lý; không đưa vào báo cáo tuần."))
        warned.setProperty("role", "muted")
        warned.setWordWrap(True)
        self.fields.addWidget(warned)
        self.add_row((_("Ghi chú"), self.note))
        self.add_row((_("Tệp (ảnh chụp, biên bản; kéo thả vào đây được)"), self.files))
        self.files.kept.connect(self._read_files)
        self.department.currentIndexChanged.connect(lambda _place: self._offer_people())

    def name_of(self, record: CaseRow) -> str:
        content = record.content if len(record.content) <= 28 else f"{record.content[:27]}…"
        return f"{day_text(record.found_on)} · {content}"

    def id_of(self, record: CaseRow) -> int:
        return record.case_id

    def heading_for_new(self) -> str:
        return _("Thêm vụ việc")

    def is_retired(self, record: CaseRow) -> bool:
        return False

    def fill(self, record: CaseRow | None) -> None:
        self._offer(record)
        self.found_on.set_day(record.found_on if record else self._context.clock.today())
        self.found_at.set_moment(record.found_at if record else None)
        for day_field, name in self._days():
            day_field.set_day(getattr(record, name) if record else None)
        for field, name in self._texts():
            text = getattr(record, name) if record else ""
            field.setPlainText(text) if isinstance(field, QPlainTextEdit) else field.setText(text)
        self.platform.choose(Suggestion(record.platform) if record else None)
        self.found_by.choose(Suggestion(record.found_by) if record else None)
        case_id = record.case_id if record else None
        files = self._context.database.ask(case_files, case_id) if case_id is not None else ()
        self.files.show_files(case_id, files)

    def show_record(self, record: CaseRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Bỏ vụ việc này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        for field in (self.platform, self.found_by):
            field.close_list()
        if (found_on := self.found_on.day) is None:
            raise Unclear(_("Hãy ghi ngày phát hiện, theo ngày/tháng/năm."))
        if not self.found_at.is_clear:
            raise Unclear(_("Giờ phát hiện chưa rõ: hãy ghi như 8:15."))
        for day_field, _name in self._days():
            if not day_field.is_clear:
                told = _("{field}: hãy ghi theo ngày/tháng/năm.")
                raise Unclear(told.format(field=day_field.accessibleName()))
        record, time = self.record, self.found_at.time
        typed: dict[str, Any] = {name: field.day for field, name in self._days()}
        typed |= {
            name: field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            for field, name in self._texts()
        }
        fields = CaseFields(
            found_on=found_on,
            found_at=aware(found_on, time.hour, time.minute) if time else None,
            department_id=self.department.currentData(),
            platform=self.platform.text(),
            found_by=self.found_by.text(),
            id=record.case_id if record else None,
            version=record.version if record else None,
            **typed,
        )
        return save_case, (fields, tuple(self.files.waiting))

    def do(
        self,
        service: Callable[..., Any],
        *given: Any,
        key: str | None = None,
        told: str | None = None,
    ) -> None:
        """Save with the waiting files; their bytes stay out of the audit."""
        if service is not save_case:
            super().do(service, *given, key=key, told=told)
            return
        fields, paths = given
        self.do_work(partial(_save, self._context.database, fields, paths, key), told)

    def retire(self) -> None:
        """Take out a case that was entered by mistake."""
        if (record := self.record) is not None:
            told = _("Đã bỏ vụ việc {name}.").format(name=self.name_of(record))
            self.do(remove_case, record.case_id, told=told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and isinstance(event, QKeyEvent):
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.type() == QEvent.Type.KeyPress and is_enter and is_plain:
                self.focusNextChild()  # what it says is one paragraph
                return True
        return super().eventFilter(watched, event)

    def _make_fields(self, context: Context) -> None:
        today = context.clock.today
        self.found_on, self.found_at = DateField(today, is_past=True), TimeField()
        self.department, self.found_by = QComboBox(), SuggestEdit(search_in(()))
        self.platform, self.link = SuggestEdit(search_in(())), QLineEdit()
        self.link_acts = LinkActs(context, self.link)
        self.content, self.checked, self.action, self.result = (
            _lines(height) for height in (78, _SHORT, _SHORT, _SHORT)
        )
        self.checked_on, self.stopped_on, self.handled_on, self.dismissed_on = (
            DateField(today, is_past=True) for _step in range(4)
        )
        self.person, self.note = QLineEdit(), QLineEdit()
        self.files = AttachedFiles(context, _("Tệp của vụ việc"), add_case_file, remove_case_file)

    def _days(self) -> tuple[tuple[DateField, str], ...]:
        return (
            (self.checked_on, "checked_on"),
            (self.stopped_on, "stopped_on"),
            (self.handled_on, "handled_on"),
            (self.dismissed_on, "dismissed_on"),
        )

    def _texts(self) -> tuple[tuple[QLineEdit | QPlainTextEdit, str], ...]:
        return (
            (self.link, "link"),
            (self.content, "content"),
            (self.checked, "checked"),
            (self.action, "action"),
            (self.result, "result"),
            (self.person, "person"),
            (self.note, "note"),
        )

    def _offer(self, record: CaseRow | None) -> None:
        """Offer who may have found it and where, what a record has already included."""
        ask, today = self._context.database.ask, self._context.clock.today()
        handlers = {one.department_id: one.name for one in ask(case_handlers, today)}
        if record is not None:
            handlers.setdefault(record.department_id, record.department)
        refill(self.department, [(name, id_) for id_, name in handlers.items()])
        choose(self.department, record.department_id if record else next(iter(handlers), None))
        platforms = dict.fromkeys((*ask(earlier_platforms), *map(_, _PLATFORMS)))
        self.platform.set_search(search_in(Suggestion(name) for name in platforms))
        self._offer_people()

    def _offer_people(self) -> None:
        today, department_id = self._context.clock.today(), self.department.currentData()
        known = self._context.database.ask(people, today, department_id=department_id)
        self.found_by.set_search(search_in(Suggestion(one.name, one.title) for one in known))

    def _read_files(self) -> None:
        if (case_id := self.files.record_id) is not None:
            self.files.show_files(case_id, self._context.database.ask(case_files, case_id))


def _lines(height: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(height)
    return field


def _save(database: Database, fields: CaseFields, paths: tuple[Path, ...], key: str | None) -> int:
    """Save a case; who posted it stays out of the journal, which nobody can take it off again."""
    files = tuple(map(read_file, paths))
    unnamed = replace(fields, person=_UNNAMED if fields.person else "")
    told = {"given": [unnamed], "files": [file.name for file in files]}
    return database.do(save_case, fields, files, key=key, told=told)
