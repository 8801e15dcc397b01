"""Miễn báo cáo: the days on which a department need not report, and why; changed or taken back."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.errors import DomainError
from db.queries.daily_board import ExcuseRow, excuses
from db.services.daily import ExcuseFields, remove_excuse, save_excuse
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import sentence
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.grid_editing import is_record
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow


class ExcuseBar(Card):
    """One line of fields over the excuses of a department; Enter goes on and records, Esc puts it away."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._department: tuple[int, str] = (0, "")
        self._changed: ExcuseRow | None = None
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.from_on = DateField(context.clock.today)
        self.to_on = DateField(context.clock.today)
        self.reason = QLineEdit()
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_tone(self.refusal, Tone.BAD)
        self.go_on = action_button(_("Ghi miễn"), self.record, is_primary=True)
        self.take_back_button = action_button(_("Bỏ lần miễn này"), self.take_back)
        line = WrapRow()
        for words, field, share in (
            (_("Từ ngày"), self.from_on, 0),
            (_("Đến ngày"), self.to_on, 0),
            (_("Lý do"), self.reason, 1),
        ):
            field.setAccessibleName(words)
            line.add_field(label(words, field), field, share)
        for button in (self.go_on, self.take_back_button, action_button(_("Thôi"), self.put_away)):
            line.add(button)
        self.rows = RowsModel[ExcuseRow](_columns(), self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(_("Các lần được miễn"))
        self.table.opened.connect(self.change)
        self.body.addWidget(self.question)
        self.body.addLayout(line)
        self.body.addWidget(self.refusal)
        self.body.addWidget(self.table)
        self.from_on.returnPressed.connect(partial(_go_to, self.to_on))
        self.to_on.returnPressed.connect(partial(_go_to, self.reason))
        self.reason.returnPressed.connect(self.record)
        self.hide()

    def ask(self, department_id: int, department: str, day: date) -> None:
        """Ask on which days a department need not report, and show those it was excused for."""
        self._department = department_id, department
        self._begin(None)
        self.from_on.set_day(day)
        self.to_on.set_day(day)
        self.refresh()
        self.show()
        if (of_day := next((row for row in self._own() if _has(row, day)), None)) is not None:
            self.change(of_day)
        else:
            self.from_on.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Read the excuses anew."""
        self.rows.show_rows(self._own())
        self.table.setVisible(self.rows.rowCount() > 0)
        self.table.setFixedHeight(min(3, self.rows.rowCount()) * 36 + 44)

    def change(self, row: ExcuseRow) -> None:
        """Put an excuse into the fields."""
        self._begin(row)
        self.from_on.set_day(row.from_on)
        self.to_on.set_day(row.to_on)
        self.reason.setText(row.reason)
        self.from_on.setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()
        self.left.emit()

    def record(self) -> None:
        """Record in the background."""
        from_on, to_on = self.from_on.day, self.to_on.day
        if from_on is None or to_on is None:
            self._tell(_("Ngày được miễn chưa rõ."))
            (self.from_on if from_on is None else self.to_on).setFocus()
        elif not self.reason.text().strip():
            self._tell(_("Hãy ghi lý do được miễn."))
            self.reason.setFocus()
        elif self.go_on.isEnabled():
            row = self._changed
            id_, version = (row.excuse_id, row.version) if row else (None, None)
            given = (self._department[0], from_on, to_on, self.reason.text(), id_, version)
            told = _("{department} được miễn báo cáo từ {from_on} đến {to_on}.").format(
                department=self._department[1], from_on=day_text(from_on), to_on=day_text(to_on)
            )
            self._do(save_excuse, ExcuseFields(*given), told=told)

    def take_back(self) -> None:
        """Take the excuse in the fields back."""
        if (row := self._changed) is not None:
            told = _("{department} không còn được miễn từ {from_on} đến {to_on}.").format(
                department=row.department,
                from_on=day_text(row.from_on),
                to_on=day_text(row.to_on),
            )
            self._do(remove_excuse, row.excuse_id, told=told)

    def event(self, event: QEvent) -> bool:
        is_over = event.type() == QEvent.Type.ShortcutOverride
        if is_over and isinstance(event, QKeyEvent) and is_record(event):
            event.accept()  # it means this bar, not a form beside it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif is_record(event):
            self.record()
        else:
            super().keyPressEvent(event)

    def _do(self, service: Callable[..., Any], given: object, *, told: str) -> None:
        self.go_on.setEnabled(False)
        work = partial(self._context.database.do, service, given)
        self._context.tasks.run(self, work, partial(self._done, told), self._refused)

    def _done(self, told: str, _outcome: object) -> None:
        self.go_on.setEnabled(True)
        self._context.notice(told, Tone.OK)
        self.put_away()

    def _refused(self, error: DomainError) -> None:
        self.go_on.setEnabled(True)
        self._tell(sentence(error))

    def _begin(self, row: ExcuseRow | None) -> None:
        self._changed = row
        told = _("Sửa lần miễn báo cáo của {name}") if row else _("Miễn báo cáo cho {name}")
        self.question.setText(told.format(name=self._department[1]))
        self.take_back_button.setVisible(row is not None)
        self.reason.clear()
        self._tell("")

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))

    def _own(self) -> list[ExcuseRow]:
        rows = self._context.database.ask(excuses)
        return [row for row in rows if row.department_id == self._department[0]]


def _has(row: ExcuseRow, day: date) -> bool:
    return row.from_on <= day <= row.to_on


def _go_to(field: QWidget) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)


def _columns() -> list[Column[ExcuseRow]]:
    return [
        Column(_("Từ ngày"), lambda row: day_text(row.from_on), width=104),
        Column(_("Đến ngày"), lambda row: day_text(row.to_on), width=104),
        Column(_("Lý do"), lambda row: row.reason, tip=lambda row: row.reason),
    ]
