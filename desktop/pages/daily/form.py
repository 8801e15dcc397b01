"""The report of a department: typed in, completed or put right, taken back; a draft until it is recorded."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from db.database import Database
from db.errors import ChangedMeanwhile, DomainError
from db.queries.daily_entering import Entering, entering
from db.services.daily import DailyReportFields, save_report, withdraw_report
from desktop.attached import read_file
from desktop.context import Context, NoticeAction, Tone
from desktop.drafting import Sheet
from desktop.labels import sentence
from desktop.office_draft import office_draft
from desktop.pages.daily.report_fields import ReportFields
from desktop.translation import N_, _
from desktop.widgets.record_fields import Unclear


class DailyForm(ReportFields):
    """Opened on a department and a day; recorded with Ctrl+Enter, a reason where it is put right."""

    SAVES = N_("Ghi báo cáo")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.next_acts: Callable[[], Sequence[NoticeAction]] = tuple

    def open(self, department_id: int, day: date) -> None:
        """Show the report of a department on a day; what was typed over it before stands in it."""
        self.show_record(self._context.database.ask(entering, department_id, day))
        self.go_in()

    def turn_to(self, department_id: int, day: date) -> None:
        """Show the report of another department; what is being typed waits as its draft."""
        if self.record is None or self.record.department_id != department_id:
            self.show_record(self._context.database.ask(entering, department_id, day))

    def follow(self) -> None:
        """Read the book anew: its figures and proposals; another edition unless something was typed."""
        if (record := self.record) is None:
            return
        fresh, was_dirty = self._read(record), self.is_dirty
        if fresh.editions != record.editions:
            if not was_dirty:
                self.show_record(fresh)
            return
        self.drafting.pause(is_paused=True)
        self.record = fresh
        self.figures.tell_known(fresh)
        fills = fresh.report is None and not was_dirty
        self.results.propose(office_draft(self._context.database, fresh), fills=fills)
        if not was_dirty:
            self._as_filled = self._state()
        self.drafting.pause(is_paused=False)
        self._weigh()

    def _read(self, record: Entering) -> Entering:
        return self._context.database.ask(entering, record.department_id, record.day)

    def show_record(self, record: Entering | None) -> None:
        super().show_record(record)
        self.retire_button.setVisible(record is not None and record.report is not None)
        self.retire_button.setText(_("Thu hồi báo cáo"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What is recorded; a field that is not clear is named."""
        record = self.record
        assert record is not None
        self.reporter.close_list()
        if record.report is not None and not self.reason.text().strip():
            self.reason.setFocus()
            raise Unclear(_("Hãy ghi lý do sửa báo cáo đã ghi."))
        return save_report, (self.fields_told(record), self.files.waiting)

    def do(
        self,
        service: Callable[..., Any],
        *given: Any,
        key: str | None = None,
        told: str | None = None,
    ) -> None:
        """Record with the waiting files; their bytes stay out of the audit."""
        if service is save_report:
            fields, paths = given
            database = self._context.database
            told = _("Đã ghi: {report}.").format(report=self._called())
            self.do_work(partial(_record, database, fields, paths, key), told)
        else:
            super().do(service, *given, key=key, told=told)

    def retire(self) -> None:
        """Say that there is no report after all."""
        if (record := self.record) is None:
            return
        if not self.reason.text().strip() or self.reason.text() == _("Bổ sung nội dung báo cáo"):
            self.reason.setFocus()
            self.reason.selectAll()
            self.tell(_("Hãy ghi lý do thu hồi, rồi bấm Thu hồi báo cáo lần nữa."), Tone.BAD)
            return
        told = _("Đã thu hồi: {report}.").format(report=self.name_of(record))
        given = (record.department_id, record.day, record.edition, self.reason.text())
        self.do(withdraw_report, *given, told=told)

    def announce(self, told: str) -> None:
        self._context.notice(told, Tone.OK, self.next_acts())

    def _refused(self, error: DomainError) -> None:
        """Another edition came meanwhile: what was typed stays, and would go over that one."""
        record = self.record
        if isinstance(error, ChangedMeanwhile) and record is not None:
            fresh = self.record = self._read(record)
            self.show_editions(fresh, is_shown=True)
            self._weigh()
            self.tell(
                _("Người khác vừa ghi báo cáo này (xem Các lần ghi). Phần bạn gõ còn nguyên.")
                + " "
                + sentence(error),
                Tone.BAD,
            )
            return
        super()._refused(error)

    def _weigh(self) -> None:
        """A first report may be recorded as it was proposed."""
        super()._weigh()
        if self.record is not None and self.record.report is None:
            self.save_button.setEnabled(True)
        self.drop_button.setEnabled(self.is_dirty)

    def _sheet(self) -> Sheet | None:
        """The moment it came is kept even where it was not typed: now is another one later."""
        sheet = super()._sheet()
        if sheet is None or self.record is None or self.record.report is not None:
            return sheet
        came = {"received_at": self.received_at.text(), "received_on": self.received_on.text()}
        cells = {**sheet.cells, "typed": {**sheet.cells["typed"], **came}}
        return Sheet(self.name_of(self.record), cells)


def _record(
    database: Database, fields: DailyReportFields, paths: tuple[Path, ...], key: str | None
) -> int:
    files = tuple(map(read_file, paths))
    told = {"given": [fields], "files": [file.name for file in files]}
    return database.do(save_report, fields, files, key=key, told=told)
