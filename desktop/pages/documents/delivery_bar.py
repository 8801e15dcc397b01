"""One line of the delivery register as it is filled in: copies, form, day, who took them."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError
from db.kinds import DeliveryForm
from db.queries.distributions import DeliveryRow
from db.services.delivering import deliver
from desktop.context import Context, Tone
from desktop.labels import member, sentence
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow


class DeliveryBar(QWidget):
    """Shown under the list while a line is edited; Enter saves, Esc puts it away."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row: DeliveryRow | None = None
        self.name = QLabel()
        self.name.setProperty("role", "strong")
        self.copies = QLineEdit()
        self.copies.setFixedWidth(64)
        self.form = QComboBox()
        for form in DeliveryForm:
            self.form.addItem(member(form), form)
        self.on = DateField(context.clock.today, is_past=True)
        self.receiver = QLineEdit()
        self.note = QLineEdit()
        self.told = QLabel()
        set_tone(self.told, Tone.BAD)
        self.save_button = action_button(_("Lưu"), self.save, is_primary=True)
        row = WrapRow(spacing=8)
        for words, field in (
            (_("Số bản"), self.copies),
            (_("Hình thức"), self.form),
            (_("Ngày chuyển"), self.on),
            (_("Người nhận"), self.receiver),
            (_("Ghi chú"), self.note),
        ):
            field.setAccessibleName(words)
            row.add_field(
                label(words, field), field, 1 if field in {self.receiver, self.note} else 0
            )
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.save)
        row.add(self.save_button)
        row.add(action_button(_("Thôi"), self._put_away))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.name)
        column.addLayout(row)
        column.addWidget(self.told)
        self.hide()

    def ask(self, row: DeliveryRow) -> None:
        """Fill in a line; the day proposed is today."""
        self._row = row
        self.name.setText(row.receiver_name)
        self.copies.setText(str(row.copies))
        choose(self.form, row.form)
        self.on.set_day(row.delivered_on or self._context.clock.today())
        self.receiver.setText(row.receiver)
        self.note.setText(row.note)
        self._tell("")
        self.show()
        self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Note what was handed over."""
        if self._row is None or not self.save_button.isEnabled():
            return
        copies = self.copies.text().strip().replace(".", "")
        if not (copies.isascii() and copies.isdecimal()):
            self._tell(_("Số bản phải là số nguyên."))
            self.copies.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.on.is_clear:
            self._tell(_("Ngày chưa rõ."))
            return
        work = partial(
            self._context.database.do,
            deliver,
            self._row.delivery_id,
            self.on.day,
            self.receiver.text(),
            int(copies),
            DeliveryForm(self.form.currentData()),
            self.note.text(),
            version=self._row.version,
        )
        self.save_button.setEnabled(False)
        self._context.tasks.run(self, work, self._done, self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _done(self, _delivery_id: int) -> None:
        self.save_button.setEnabled(True)
        self._context.notice(_("Đã lưu {name}.").format(name=self.name.text()))
        self._put_away()

    def _refused(self, error: DomainError) -> None:
        self.save_button.setEnabled(True)
        self._tell(sentence(error))

    def _put_away(self) -> None:
        self.hide()
        self.left.emit()

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
