"""The plan's duties by department: what its sentence says, who answers for it, from when until when."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db.queries.duties import DutyRow, duties, earlier_plans, heads
from db.queries.staff import departments, people
from db.services.duties import DutyFields, remove_duty, save_duty
from db.services.ordering import move_duty
from db.text import fold
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.pages.daily.ending import EndButton, Terms, fits, is_over
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in


class DutyForm(RecordForm[DutyRow]):
    """A duty of one department; without a person its head answers for it."""

    DRAFTS = "daily/duties"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.department, self.responsible = QComboBox(), QComboBox()
        self.title, self.plan = QLineEdit(), SuggestEdit(search_in(()))
        self.sentence = QPlainTextEdit()
        self.sentence.setTabChangesFocus(True)
        self.sentence.setFixedHeight(92)
        self.from_on, self.to_on = DateField(context.clock.today), DateField(context.clock.today)
        self.to_on.setPlaceholderText(_("đến khi có thông báo mới"))
        self.add_row((_("Đơn vị"), self.department))
        self.add_row((_("Nhiệm vụ"), self.title))
        self.add_row((_("Câu trong kế hoạch"), self.sentence))
        self.add_row((_("Kế hoạch"), self.plan, _("ví dụ: Kế hoạch ngày 03/02/2020 của Sở")))
        self.add_row((_("Người chịu trách nhiệm"), self.responsible))
        self.add_row((_("Từ ngày"), self.from_on))
        self.add_row((_("Đến ngày"), self.to_on))
        self.end_button = EndButton(context, self, self.to_on)
        self.fields.addWidget(self.end_button)
        self.department.currentIndexChanged.connect(lambda _place: self._offer_people())

    def name_of(self, record: DutyRow) -> str:
        return record.title

    def id_of(self, record: DutyRow) -> int:
        return record.duty_id

    def heading_for_new(self) -> str:
        return _("Thêm nhiệm vụ")

    def is_retired(self, record: DutyRow) -> bool:
        return False

    def fill(self, record: DutyRow | None) -> None:
        ask, today = self._context.database.ask, self._context.clock.today()
        plans = tuple(ask(earlier_plans))
        self.plan.set_search(search_in(Suggestion(name) for name in plans))
        known = [(one.name, one.department_id) for one in ask(departments, today)]
        if record is not None and record.department_id not in {id_ for _name, id_ in known}:
            known.append((record.department, record.department_id))
        refill(self.department, known)
        if record is not None:
            choose(self.department, record.department_id)
        self._offer_people(record)
        self.title.setText(record.title if record else "")
        self.sentence.setPlainText(record.sentence if record else "")
        plan = record.plan if record else next(iter(plans), "")
        self.plan.choose(Suggestion(plan) if plan else None)
        self.from_on.set_day(record.from_on if record else today)
        self.to_on.set_day(record.to_on if record else None)
        choose(self.responsible, record.responsible_id if record else None)

    def show_record(self, record: DutyRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Bỏ nhiệm vụ này"))
        self.retire_button.setAccessibleName(self.retire_button.text())
        self.end_button.show_for(has_record=record is not None)

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        self.plan.close_list()
        if (from_on := self.from_on.day) is None:
            raise Unclear(_("Hãy ghi ngày bắt đầu, theo ngày/tháng/năm."))
        if not self.to_on.is_clear:
            raise Unclear(_("Ngày kết thúc chưa rõ: hãy ghi ngày/tháng/năm, hoặc để trống."))
        record = self.record
        fields = DutyFields(
            department_id=self.department.currentData(),
            plan=self.plan.text(),
            title=self.title.text(),
            from_on=from_on,
            sentence=self.sentence.toPlainText(),
            responsible_id=self.responsible.currentData(),
            to_on=self.to_on.day,
            id=record.duty_id if record else None,
            version=record.version if record else None,
        )
        return save_duty, (fields,)

    def retire(self) -> None:
        """Take out a duty that was entered by mistake."""
        if (record := self.record) is not None:
            told = _("Đã bỏ nhiệm vụ {name}.").format(name=record.title)
            self.do(remove_duty, record.duty_id, told=told)

    def _offer_people(self, record: DutyRow | None = None) -> None:
        """The head of the department, or one of its people by name."""
        ask, today = self._context.database.ask, self._context.clock.today()
        department_id = self.department.currentData()
        head = ask(heads, today).get(department_id, "")
        first = _("Trưởng đơn vị: {name}").format(name=head) if head else _("Trưởng đơn vị")
        choices: list[tuple[str, Any]] = [(first, None)]
        if department_id is not None:
            known = ask(people, today, department_id=department_id)
            choices += [(one.name, one.staff_id) for one in known]
        shown = record or self.record
        if shown is not None and shown.responsible_id not in {id_ for _name, id_ in choices}:
            choices.append((shown.responsible, shown.responsible_id))
        refill(self.responsible, choices)


class DutyList(Section[DutyRow]):
    """The duties in the office's order; those that are over only when asked for."""

    form: DutyForm
    MOVES = move_duty

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            DutyForm(context),
            _columns(context),
            hint=_("Đơn vị, nhiệm vụ, kế hoạch (Ctrl+F)"),
            retired=_("Cả nhiệm vụ đã kết thúc"),
            add=_("Thêm"),
        )
        self.table.empty = _("Không có nhiệm vụ nào như vậy. Thêm bằng Ctrl+N.")
        self._found: list[DutyRow] = []

    def count(self) -> int:
        today, words = self._context.clock.today(), fold(self.search.text()).split()
        with_over = self.with_retired.isChecked()
        self._found = [
            row
            for row in self._context.database.ask(duties, today)
            if (with_over or not is_over(row, today))
            and fits(words, row.department, row.title, row.plan, row.responsible)
        ]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[DutyRow]:
        return self._found[offset : offset + limit]


def _columns(context: Context) -> list[Column[DutyRow]]:
    terms = Terms(context.clock.today)

    def term(row: DutyRow) -> str:
        days = day_text(row.from_on)
        days = f"{days} – {day_text(row.to_on)}" if row.to_on else _("từ {day}").format(day=days)
        return " · ".join(filter(None, (terms.word(row), days)))

    return [
        Column(_("Đơn vị"), lambda row: row.department, tip=lambda row: row.department, least=96),
        Column(_("Nhiệm vụ"), lambda row: row.title, tip=lambda row: row.sentence, least=140),
        Column(_("Phụ trách"), lambda row: row.responsible, width=120, least=88),
        Column(
            _("Thời hạn"),
            term,
            width=130,
            tip=lambda row: term(row) if row.to_on else _("đến khi có thông báo mới"),
            tone=lambda row: Tone.WARNING if terms.word(row) else Tone.NONE,
            least=130,
        ),
    ]
