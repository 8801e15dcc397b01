"""The fields of a department's report, filled from the book, and what they come to."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.kinds import ReportForm
from db.queries.daily_calendar import daily_calendar, local
from db.queries.daily_entering import Entering
from db.queries.daily_reports import ReportRow
from db.services.daily import DailyReportFields
from desktop.context import Context
from desktop.daily_editions import PEOPLE, editions_text
from desktop.daily_words import clock_text, parse_clock
from desktop.dates import day_text
from desktop.office_draft import OTHER_RESULTS, office_draft
from desktop.pages.daily.figures import Figures
from desktop.pages.daily.files import ReportFiles
from desktop.pages.daily.form_choice import FormChoice
from desktop.pages.daily.texts import DutyTexts, lines_field
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import ActionButton
from desktop.widgets.record_fields import Unclear, whole_number
from desktop.widgets.record_form import RecordForm
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in


class ReportFields(RecordForm[Entering]):
    """Every field of a report in the order in which it is told; the book proposes what it knows."""

    DRAFTS = "daily/board"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
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
        self.editions_button.clicked.connect(self._toggle_editions)

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
        self.show_editions(record, is_shown=False)

    def fields_told(self, record: Entering) -> DailyReportFields:
        """The report as it is typed. Raises Unclear where a field is not clear."""
        texts = self.results.texts
        return DailyReportFields(
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

    def show_editions(self, record: Entering, *, is_shown: bool) -> None:
        """Tell the editions there are, under their button."""
        self._show_field(self.reason, is_shown=record.edition > 0)
        self.editions.setText(editions_text(record))
        self.editions.setVisible(is_shown)
        words = _("Ẩn các lần ghi") if is_shown else _("Các lần ghi ({count})")
        self.editions_button.setText(words.format(count=len(record.editions)))
        self.editions_button.setAccessibleName(self.editions_button.text())
        self.editions_button.setVisible(len(record.editions) > 0)

    def _toggle_editions(self) -> None:
        if self.record is not None:
            self.show_editions(self.record, is_shown=self.editions.isHidden())

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
        is_past = report is None and record.day < clock.today()
        text = "" if is_past else clock_text(at, deadline)
        self._shown_at = (text, report.received_at) if report else None
        self.received_at.setText(text)
        self.received_on.set_day(record.day if is_past else at.date())
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

    def _show_field(self, field: QWidget, *, is_shown: bool) -> None:
        for widget in (field, *self._labels_of(field)):
            widget.setVisible(is_shown)

    def _labels_of(self, field: QWidget) -> list[QLabel]:
        return [label for label in self.findChildren(QLabel) if label.buddy() is field]

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


def _is_bare(report: ReportRow) -> bool:
    """Whether only that it came was recorded."""
    said = (report.other_results, report.difficulties, report.proposals, report.tomorrow)
    return not (any(said) or report.results or report.figures or report.files)
