"""The fields of a new round: which documents, when, how, to whom."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from db.kinds import DeliveryForm
from db.services.distributing import NewDistribution
from desktop.attached import ENDINGS
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import member
from desktop.pages.documents.round_reach import ReachField, receivers_of
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label
from desktop.widgets.tokens import TokenField
from desktop.widgets.wrap_row import WrapRow


class RoundFields(Card):
    """Enter goes from one to the next; a meeting has its day and its minutes too."""

    touched = Signal()  # something was typed or picked

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Đợt phổ biến mới"), parent)
        self._context = context
        self.minutes_file: Path | None = None
        today = context.clock.today
        self.documents = TokenField(_("Văn bản"), _("Gõ số, ký hiệu hoặc trích yếu"), shown=2)
        self.day, self.deadline_on = DateField(today, is_past=True), DateField(today)
        self.form = QComboBox()
        for form in DeliveryForm:
            self.form.addItem(member(form), form)
        self.met_on = DateField(today, is_past=True)
        self.minutes = action_button(_("Biên bản họp…"), self._choose_minutes, icon="file-text")
        self.reach = ReachField()
        self.outside = QPlainTextEdit()
        self.outside.setTabChangesFocus(True)
        self.outside.setPlaceholderText(_("Dán phần Nơi nhận: mỗi dòng một cơ quan, tổ chức"))
        self.note = QLineEdit()
        self._lay_out()
        self._connect()

    def filled(self) -> NewDistribution:
        """The round as it is filled in; its minutes are read when it is recorded."""
        reach = self.reach.reach
        return NewDistribution(
            document_ids=tuple(int(str(value)) for value in self.documents.values),
            day=self.day.day or self._context.clock.today(),
            deadline_on=self.deadline_on.day,
            form=DeliveryForm(self.form.currentData()),
            department_ids=reach.department_ids,
            duty_post_ids=reach.duty_post_ids,
            staff_ids=reach.staff_ids,
            receivers=tuple(receivers_of(self.outside.toPlainText())),
            met_on=self.met_on.day,
            note=self.note.text(),
        )

    def cells(self) -> dict[str, Any]:
        """Everything as typed, for a draft."""
        return {
            "documents": self.documents.values,
            "day": day_text(self.day.day) or self.day.text(),
            "deadline": day_text(self.deadline_on.day) or self.deadline_on.text(),
            "form": self.form.currentData(),
            "met": day_text(self.met_on.day) or self.met_on.text(),
            "minutes": str(self.minutes_file or ""),
            "reach": self.reach.values,
            "outside": self.outside.toPlainText(),
            "note": self.note.text(),
        }

    def fill(self, cells: dict[str, Any]) -> None:
        """Put a draft back, or the empty cells of a new round."""
        self.documents.choose(cells["documents"])
        self.reach.choose(cells["reach"])
        self.day.setText(cells["day"])
        self.deadline_on.setText(cells["deadline"])
        self.met_on.setText(cells["met"])
        choose(self.form, DeliveryForm(cells["form"]))
        self.outside.setPlainText(cells["outside"])
        self.note.setText(cells["note"])
        self.set_minutes(Path(cells["minutes"]) if cells["minutes"] else None)

    def _choose_minutes(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Chọn biên bản họp"), "", ENDINGS)
        if chosen:
            self.set_minutes(Path(chosen))
            self.touched.emit()

    def set_minutes(self, path: Path | None) -> None:
        """Take a file as the minutes of the meeting."""
        self.minutes_file = path
        self.minutes.setText(path.name if path else _("Biên bản họp…"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        for field in (self.day, self.deadline_on, self.met_on, self.note):
            field.textChanged.connect(lambda _text: self.touched.emit())
            field.installEventFilter(self)
        self.form.installEventFilter(self)
        self.form.currentIndexChanged.connect(lambda _place: self._on_form())
        self.outside.textChanged.connect(self.touched)
        for tokens in (self.documents, self.reach):
            tokens.changed.connect(self.touched)
        self.documents.finished.connect(self.day.setFocus)
        self.reach.finished.connect(self.outside.setFocus)
        self._on_form()

    def _on_form(self) -> None:
        is_meeting = self.form.currentData() == DeliveryForm.MEETING
        for widget in (self._met_label, self.met_on, self.minutes):
            widget.setVisible(is_meeting)
        if is_meeting and not self.met_on.text():
            self.met_on.set_day(self.day.day)
        self.touched.emit()

    def _lay_out(self) -> None:
        self.outside.setFixedHeight(92)
        self._met_label = label(_("Ngày họp"), self.met_on)
        dates = WrapRow()
        dates.add(self.day)
        dates.add_field(label(_("Hạn ký"), self.deadline_on), self.deadline_on)
        dates.add_field(label(_("Hình thức"), self.form), self.form)
        dates.add_field(self._met_label, self.met_on)
        dates.add(self.minutes)
        for field, words in (
            (self.day, _("Ngày")),
            (self.deadline_on, _("Hạn ký")),
            (self.form, _("Hình thức")),
            (self.met_on, _("Ngày họp")),
        ):
            field.setAccessibleName(words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        lines: tuple[tuple[str, QWidget], ...] = (
            (_("Văn bản"), self.documents),
            (_("Phổ biến đến"), self.reach),
            (_("Nơi nhận bên ngoài"), self.outside),
            (_("Ghi chú"), self.note),
        )
        grid.addWidget(label(_("Ngày"), self.day), 1, 0)
        grid.addLayout(dates, 1, 1)
        for row, (words, line) in zip((0, 2, 3, 4), lines, strict=True):
            line.setAccessibleName(words)
            grid.addWidget(label(words, line), row, 0)
            grid.addWidget(line, row, 1)
        self.body.addLayout(grid)
        chain = (
            *(self.documents.field, self.day, self.deadline_on, self.form, self.met_on),
            *(self.minutes, self.reach.field, self.outside, self.note),
        )
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
