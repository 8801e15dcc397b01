"""The indicators of each department: what it tells in figures every day, or what the book reads."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import AddedUp, BookFigure, IndicatorKind
from db.queries.duties import IndicatorRow, indicators
from db.queries.staff import departments
from db.services.duties import IndicatorFields, remove_indicator, save_indicator
from db.services.ordering import move_indicator
from db.text import fold
from desktop.context import Context, Tone
from desktop.labels import member
from desktop.pages.daily.ending import EndButton, Terms, fits, is_over
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section


class IndicatorForm(RecordForm[IndicatorRow]):
    """One indicator; what the book reads itself is a number and nobody types it."""

    DRAFTS = "daily/indicators/duties"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.department, self.source = QComboBox(), QComboBox()
        self.kind, self.added_up = QComboBox(), QComboBox()
        self.name, self.unit = QLineEdit(), QLineEdit()
        self.from_on, self.to_on = DateField(context.clock.today), DateField(context.clock.today)
        self.source.addItem(_("Nhập tay"), None)
        for box, members in (
            (self.source, BookFigure),
            (self.kind, IndicatorKind),
            (self.added_up, AddedUp),
        ):
            for one in members:
                box.addItem(member(one), one)
        self.add_row((_("Đơn vị"), self.department))
        self.add_row((_("Tên chỉ tiêu"), self.name), (_("Đơn vị tính"), self.unit))
        self.add_row((_("Lấy số liệu"), self.source))
        self.add_row((_("Loại"), self.kind), (_("Nhiều ngày"), self.added_up))
        self.add_row((_("Từ ngày"), self.from_on), (_("Đến ngày"), self.to_on))
        self.from_on.setPlaceholderText(_("từ đầu"))
        self.to_on.setPlaceholderText(_("không hạn"))
        self.end_button = EndButton(context, self, self.to_on)
        self.fields.addWidget(self.end_button)
        self.source.currentIndexChanged.connect(lambda _place: self._weigh_kind())

    def name_of(self, record: IndicatorRow) -> str:
        return record.name

    def id_of(self, record: IndicatorRow) -> int:
        return record.indicator_id

    def heading_for_new(self) -> str:
        return _("Thêm chỉ tiêu")

    def is_retired(self, record: IndicatorRow) -> bool:
        return False

    def fill(self, record: IndicatorRow | None) -> None:
        ask, today = self._context.database.ask, self._context.clock.today()
        known = [(one.name, one.department_id) for one in ask(departments, today)]
        if record is not None and record.department_id not in {id_ for _name, id_ in known}:
            known.append((record.department, record.department_id))
        refill(self.department, known)
        if record is not None:
            choose(self.department, record.department_id)
        self.name.setText(record.name if record else "")
        self.unit.setText(record.unit if record else "")
        choose(self.source, record.source if record else None)
        choose(self.kind, record.kind if record else IndicatorKind.NUMBER)
        choose(self.added_up, record.added_up if record else AddedUp.SUM)
        self.from_on.set_day(record.from_on if record else None)
        self.to_on.set_day(record.to_on if record else None)
        self._weigh_kind()

    def show_record(self, record: IndicatorRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Bỏ chỉ tiêu này"))
        self.retire_button.setAccessibleName(self.retire_button.text())
        self.end_button.show_for(has_record=record is not None)

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        for field in (self.from_on, self.to_on):
            if not field.is_clear:
                told = _("{field}: hãy ghi theo ngày/tháng/năm, hoặc để trống.")
                raise Unclear(told.format(field=field.accessibleName()))
        record, source = self.record, self.source.currentData()
        fields = IndicatorFields(
            department_id=self.department.currentData(),
            name=self.name.text(),
            unit=self.unit.text(),
            kind=IndicatorKind(self.kind.currentData()),
            added_up=AddedUp(self.added_up.currentData()),
            source=None if source is None else BookFigure(source),
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            id=record.indicator_id if record else None,
            version=record.version if record else None,
        )
        return save_indicator, (fields,)

    def retire(self) -> None:
        """Take out an indicator that was entered by mistake."""
        if (record := self.record) is not None:
            told = _("Đã bỏ chỉ tiêu {name}.").format(name=record.name)
            self.do(remove_indicator, record.indicator_id, told=told)

    def _weigh_kind(self) -> None:
        """What the book reads is a number."""
        is_read = self.source.currentData() is not None
        if is_read:
            choose(self.kind, IndicatorKind.NUMBER)
        self.kind.setEnabled(not is_read)


class IndicatorList(Section[IndicatorRow]):
    """The indicators in the office's order; those that are over only when asked for."""

    form: IndicatorForm
    MOVES = move_indicator

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            IndicatorForm(context),
            _columns(context),
            hint=_("Đơn vị, chỉ tiêu (Ctrl+F)"),
            retired=_("Cả chỉ tiêu đã kết thúc"),
            add=_("Thêm"),
        )
        self.table.empty = _("Không có chỉ tiêu nào như vậy. Thêm bằng Ctrl+N.")
        self._found: list[IndicatorRow] = []

    def count(self) -> int:
        today, words = self._context.clock.today(), fold(self.search.text()).split()
        with_over = self.with_retired.isChecked()
        self._found = [
            row
            for row in self._context.database.ask(indicators)
            if (with_over or not is_over(row, today)) and fits(words, row.department, row.name)
        ]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[IndicatorRow]:
        return self._found[offset : offset + limit]


def _columns(context: Context) -> list[Column[IndicatorRow]]:
    terms = Terms(context.clock.today)

    def source(row: IndicatorRow) -> str:
        read = _("sổ: {figure}").format(figure=member(row.source)) if row.source else _("nhập tay")
        return terms.word(row) or read

    return [
        Column(_("Đơn vị"), lambda row: row.department, tip=lambda row: row.department, least=96),
        Column(_("Chỉ tiêu"), lambda row: row.name, tip=lambda row: row.name, least=120),
        Column(_("Đơn vị tính"), lambda row: row.unit, width=84, least=84),
        Column(
            _("Loại"), lambda row: member(row.kind), width=100, tip=lambda row: member(row.added_up)
        ),
        Column(
            _("Lấy số liệu"),
            source,
            width=150,
            tip=source,
            tone=lambda row: Tone.WARNING if terms.word(row) else Tone.NONE,
        ),
    ]
