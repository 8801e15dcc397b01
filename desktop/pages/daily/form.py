"""The report of a department: typed in, completed or put right, taken back; a draft until it is recorded."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.database import Database
from db.errors import ChangedMeanwhile, DomainError
from db.kinds import ReportForm
from db.queries.daily_calendar import daily_calendar, local
from db.queries.daily_entering import Entering, entering
from db.queries.daily_reports import ReportRow
from db.services.daily import DailyReportFields, save_report, withdraw_report
from desktop.attached import read_file
from desktop.context import Context, NoticeAction, Tone
from desktop.daily_editions import PEOPLE, editions_text
from desktop.daily_words import clock_text, parse_clock
from desktop.dates import day_text
from desktop.drafting import Sheet
from desktop.labels import member, sentence
from desktop.office_draft import OTHER_RESULTS, office_draft
from desktop.pages.daily.figures import Figures
from desktop.pages.daily.files import ReportFiles
from desktop.pages.daily.form_choice import FormChoice
from desktop.pages.daily.texts import DutyTexts, lines_field
from desktop.translation import N_, _
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import ActionButton
from desktop.widgets.record_fields import Unclear, whole_number
from desktop.widgets.record_form import RecordForm
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in


class DailyForm(RecordForm[Entering]):
    """Every field of a report in the order in which it is told; the book proposes what it knows."""

    DRAFTS = "daily/board"
    SAVES = N_("Ghi báo cáo")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.next_acts: Callable[[], Sequence[NoticeAction]] = tuple
        self._shown_at: tuple[str, datetime] | None = None
        self.received_at = QLineEdit()
        self.received_on = DateField(context.clock.today, is_past=True)
        self.form = FormChoice()
        self.reporter = SuggestEdit(search_in(()))
        self.reporter_title = QLineEdit()
        self.results = DutyTexts()
        self.difficulties = lines_field(_("Khó khăn, vướng mắc"), 2)
        self.proposals = lines_field(_("Kiến nghị, đề xuất"), 2)
        self.tomorrow = lines_field(_("Nhiệm vụ ngày tiếp theo"), 2)
        self.figures = Figures()
        self.present, self.on_leave = QLineEdit(), QLineEdit()
        self.quarantined, self.feverish = QLineEdit(), QLineEdit()
        self.files = ReportFiles(context)
        self.reason = QLineEdit()
        self.editions_button = ActionButton()
        self.editions = QLabel()
        self._lay_out()
        self.reporter.picked.connect(lambda one: self.reporter_title.setText(one.detail))
        self.files.paper_wanted.connect(self.paper_wanted)
        self.editions_button.clicked.connect(lambda: self._show_editions(self.editions.isHidden()))

    def _lay_out(self) -> None:
        self.add_row(
            (_("Giờ nhận"), self.received_at, _("8, 815, 8:15 hoặc 8g15")),
            (_("Ngày nhận"), self.received_on),
            (_("Hình thức"), self.form),
        )
        self.add_row((_("Người báo cáo"), self.reporter), (_("Chức vụ"), self.reporter_title))
        self.add_row((_("Kết quả trong 24 giờ qua"), self.results))
        self.add_row((_("Khó khăn, vướng mắc"), self.difficulties))
        self.add_row((_("Kiến nghị, đề xuất"), self.proposals))
        self.add_row((_("Nhiệm vụ ngày tiếp theo"), self.tomorrow))
        self.add_row((_("Chỉ tiêu"), self.figures))
        self.add_row(*((_(words), getattr(self, name)) for name, words in PEOPLE.items()))
        self.add_row((_("Tệp kèm theo (kéo thả vào đây được)"), self.files))
        self.add_row((_("Lý do sửa hoặc thu hồi"), self.reason))
        for field in (self.results, self.figures, self.files):
            for label in self._labels_of(field):
                label.setProperty("role", "strong")
        self.editions.setWordWrap(True)
        self.editions.setProperty("role", "muted")
        self.fields.addWidget(self.editions_button)
        self.fields.addWidget(self.editions)

    def name_of(self, record: Entering) -> str:
        return _("Báo cáo ngày {day} của {department}").format(
            day=day_text(record.day), department=record.department
        )

    def id_of(self, record: Entering) -> list[Any]:
        return [record.department_id, record.day.isoformat()]

    def heading_for_new(self) -> str:
        return _("Báo cáo")

    def is_retired(self, record: Entering) -> bool:
        return False

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

    def fill(self, record: Entering | None) -> None:
        if record is None:
            return
        report = record.report
        self._fill_head(record, report)
        texts = {**report.results, OTHER_RESULTS: report.other_results} if report else {}
        self.results.show_duties(record.duties, texts)
        self.results.propose(office_draft(self._context.database, record), fills=not report)
        for name in ("difficulties", "proposals", "tomorrow"):
            getattr(self, name).setPlainText(getattr(report, name) if report else "")
        self.figures.show_report(record)
        self._order()
        self._show_field(self.figures, is_shown=bool(record.indicators))
        self._fill_people(record, report)
        self.files.show_files(report.files if report else ())
        self.reason.setText(_("Bổ sung nội dung báo cáo") if report and _is_bare(report) else "")
        self._show_field(self.reason, is_shown=record.edition > 0)
        self.editions.setText(editions_text(record))
        self.editions_button.setVisible(len(record.editions) > 0)
        self._show_editions(False)

    def _order(self) -> None:
        """Let Tab go down the form: the fields of duties and indicators are made later than the rest."""
        stops = [
            *(self.reporter_title, *self.results.stops),
            *(self.difficulties, self.proposals, self.tomorrow, *self.figures.fields.values()),
            *(getattr(self, name) for name in PEOPLE),
            *(self.files.rows, self.files.add_button, self.reason),
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _fill_head(self, record: Entering, report: ReportRow | None) -> None:
        clock = self._context.clock
        at = local(report.received_at if report else clock.now())
        deadline = self._context.database.ask(daily_calendar).deadline(record.day)
        text = clock_text(at, deadline)
        self._shown_at = (text, report.received_at) if report else None
        self.received_at.setText(text)
        self.received_on.set_day(at.date())
        self.form.choose(report.form if report else record.form or ReportForm.PAPER)
        self.reporter.set_search(search_in(Suggestion(*told, told) for told in record.reporters))
        who = (report.reporter, report.reporter_title) if report else usual_reporter(record)
        self.reporter.choose(Suggestion(*who, who) if who[0] else None)
        self.reporter_title.setText(who[1])

    def _fill_people(self, record: Entering, report: ReportRow | None) -> None:
        told = report if report is not None and not _is_bare(report) else record
        for name in PEOPLE:
            people = getattr(told, name, None)
            getattr(self, name).setText("" if people is None else str(people))

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
        texts = self.results.texts
        fields = DailyReportFields(
            department_id=record.department_id,
            day=record.day,
            received_at=self._moment(),
            form=self.form.form,
            reporter=self.reporter.text(),
            reporter_title=self.reporter_title.text(),
            results={id_: text for id_, text in texts.items() if id_ != OTHER_RESULTS},
            other_results=texts.get(OTHER_RESULTS, ""),
            difficulties=self.difficulties.toPlainText(),
            proposals=self.proposals.toPlainText(),
            tomorrow=self.tomorrow.toPlainText(),
            figures=self.figures.figures,
            edition=record.edition,
            reason=self.reason.text() if record.edition else "",
            kept_files=self.files.kept,
            **{name: self._people(name) for name in PEOPLE},
        )
        return save_report, (fields, self.files.waiting)

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
            self._show_field(self.reason, is_shown=fresh.edition > 0)
            self.editions.setText(editions_text(fresh))
            self._show_editions(True)
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

    def _show_field(self, field: QWidget, *, is_shown: bool) -> None:
        for widget in (field, *self._labels_of(field)):
            widget.setVisible(is_shown)

    def _labels_of(self, field: QWidget) -> list[QLabel]:
        return [label for label in self.findChildren(QLabel) if label.buddy() is field]

    def _show_editions(self, is_shown: bool) -> None:
        self.editions.setVisible(is_shown)
        count = len(self.record.editions) if self.record else 0
        words = _("Ẩn các lần ghi") if is_shown else _("Các lần ghi ({count})")
        self.editions_button.setText(words.format(count=count))
        self.editions_button.setAccessibleName(self.editions_button.text())

    def _moment(self) -> datetime:
        text, day = self.received_at.text().strip(), self.received_on.day
        at = parse_clock(text)
        if at is None:
            self.received_at.setFocus()
            raise Unclear(_("Giờ nhận chưa rõ: hãy gõ như 8:15, 815 hoặc 8g15."))
        if day is None:
            self.received_on.setFocus()
            raise Unclear(_("Ngày nhận chưa rõ, theo ngày/tháng/năm."))
        if self._shown_at is not None:
            shown, exact = self._shown_at
            if text == shown and day == local(exact).date():
                return exact
        return datetime.combine(day, at).astimezone()

    def _people(self, name: str) -> int | None:
        field: QLineEdit = getattr(self, name)
        return whole_number(field) if field.text().strip() else None


def usual_reporter(record: Entering) -> tuple[str, str]:
    """Who reported last, else the head of the department; empty texts where nobody is known."""
    return record.last_reporter or next(iter(record.reporters), ("", ""))


def form_told(report: ReportRow | None) -> str:
    """How a report came, in a word."""
    return member(report.form) if report else ""


def _is_bare(report: ReportRow) -> bool:
    """Whether only that it came was recorded."""
    said = (report.other_results, report.difficulties, report.proposals, report.tomorrow)
    return not (any(said) or report.results or report.figures or report.files)


def _record(
    database: Database, fields: DailyReportFields, paths: tuple[Path, ...], key: str | None
) -> int:
    files = tuple(map(read_file, paths))
    told = {"given": [fields], "files": [file.name for file in files]}
    return database.do(save_report, fields, files, key=key, told=told)
