"""Who is away, from when to when, and why; entered once, used everywhere."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import AbsenceKind
from db.queries.staff import AbsenceRow, absences, people
from db.services.staff import remove_absence, save_absence
from db.text import fold
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SHOWN, SuggestEdit, Suggestion


class AbsenceForm(RecordForm[AbsenceRow]):
    """One absence; both days are included."""

    DRAFTS = "catalogue/absences"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today
        self.person = SuggestEdit(self._find)
        self.kind = QComboBox()
        for kind in AbsenceKind:
            self.kind.addItem(member(kind), kind)
        self.from_on, self.to_on = DateField(today), DateField(today)
        self.note = QLineEdit()
        self.add_row((_("Họ và tên"), self.person, _("gõ vài chữ đầu của tên hoặc mã số")))
        self.add_row((_("Lý do"), self.kind))
        self.add_row((_("Từ ngày"), self.from_on), (_("Đến hết ngày"), self.to_on))
        self.add_row((_("Ghi chú"), self.note))

    def name_of(self, record: AbsenceRow) -> str:
        return record.person

    def id_of(self, record: AbsenceRow) -> int:
        return record.absence_id

    def heading_for_new(self) -> str:
        return _("Thêm lần vắng mặt")

    def is_retired(self, record: AbsenceRow) -> bool:
        return False

    def fill(self, record: AbsenceRow | None) -> None:
        if record is None:
            self.person.choose(None)
        else:
            told = Suggestion(record.person, record.department, record.staff_id)
            self.person.choose(told)
        choose(self.kind, record.kind if record else AbsenceKind.TRIP)
        self.from_on.set_day(record.from_on if record else None)
        self.to_on.set_day(record.to_on if record else None)
        self.note.setText(record.note if record else "")

    def show_record(self, record: AbsenceRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Xóa lần vắng này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        self.person.settle()
        if self.person.value is None:
            raise Unclear(_("Hãy chọn một người trong danh sách gợi ý."))
        from_on = self.from_on.day
        to_on = self.to_on.day or from_on
        if from_on is None or to_on is None or not self.to_on.is_clear:
            raise Unclear(_("Hãy ghi ngày đầu và ngày cuối, theo ngày/tháng/năm."))
        given = (self.person.value, self.kind.currentData(), from_on, to_on, self.note.text())
        record = self.record
        return save_absence, (*given, record.absence_id if record else None)

    def retire(self) -> None:
        """Take the absence back."""
        if (record := self.record) is not None:
            told = _("Đã xóa lần vắng mặt của {name}.").format(name=record.person)
            self.do(remove_absence, record.absence_id, told=told)

    def _find(self, text: str) -> Sequence[Suggestion]:
        ask, today = self._context.database.ask, self._context.clock.today()
        return [
            Suggestion(row.name, f"{row.department_short} · {row.code}", row.staff_id, row.code)
            for row in ask(people, today, text, limit=SHOWN)
        ]


class Absences(Section[AbsenceRow]):
    """Absences that last or are to come; earlier ones only when asked for."""

    form: AbsenceForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            AbsenceForm(context),
            _columns(context),
            hint=_("Tìm người vắng mặt (Ctrl+F)"),
            retired=_("Cả những lần đã qua"),
            add=_("Thêm"),
        )
        self.table.empty = _("Không có ai vắng mặt.")
        self._found: list[AbsenceRow] = []

    def count(self) -> int:
        first = date.min if self.with_retired.isChecked() else self._context.clock.today()
        known = self._context.database.ask(absences, first, date.max)
        words = fold(self.search.text()).split()
        self._found = [row for row in known if _fits(row, words)]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[AbsenceRow]:
        return self._found[offset : offset + limit]


def _fits(row: AbsenceRow, words: Sequence[str]) -> bool:
    known = fold(f"{row.person} {row.department}").split()
    return all(any(part.startswith(word) for part in known) for word in words)


def _columns(context: Context) -> list[Column[AbsenceRow]]:
    def state(row: AbsenceRow) -> tuple[str, Tone]:
        today = context.clock.today()
        if row.to_on < today:
            return _("Đã qua"), Tone.NONE
        if row.from_on > today:
            return _("Sắp tới"), Tone.INFO
        return _("Đang vắng"), Tone.WARNING

    return [
        Column(_("Họ và tên"), _who, tip=_who),
        Column(_("Lý do"), lambda row: member(row.kind), width=104, tip=lambda row: row.note),
        Column(_("Từ ngày – đến hết ngày"), _days, width=186),
        Column("", lambda row: state(row)[0], width=90, tone=lambda row: state(row)[1]),
    ]


def _who(row: AbsenceRow) -> str:
    return " · ".join(filter(None, (row.person, row.department)))


def _days(row: AbsenceRow) -> str:
    return f"{day_text(row.from_on)} – {day_text(row.to_on)}"
