"""The form of one update of the web site: after one is recorded it is ready for the next."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import WebSource
from db.queries.daily_calendar import aware
from db.queries.web_updates import WebUpdateRow
from db.services.web_updates import WebUpdateFields, remove_web_update, save_web_update
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import member
from desktop.translation import _
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.link_acts import LinkActs
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.time_field import TimeField


class WebUpdateForm(RecordForm[WebUpdateRow]):
    """Title first; a new one stands on the day and source of the one before it."""

    DRAFTS = "daily/website"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.next_day: date | None = None
        self._kept: tuple[date, WebSource] | None = None  # today, and the source before
        self.title, self.link, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.source = QComboBox()
        for source in WebSource:
            self.source.addItem(member(source), source)
        self.day, self.at = DateField(context.clock.today, is_past=True), TimeField()
        self.link_acts = LinkActs(context, self.link)
        self.add_row((_("Tiêu đề"), self.title))
        self.add_row((_("Đường dẫn"), self.link, "https://"))
        self.fields.addWidget(self.link_acts)
        self.add_row((_("Nguồn"), self.source))
        self.add_row((_("Ngày"), self.day), (_("Giờ"), self.at))
        self.add_row((_("Ghi chú"), self.note))

    def name_of(self, record: WebUpdateRow) -> str:
        title = record.title if len(record.title) <= 28 else f"{record.title[:27]}…"
        return f"{day_text(record.day)} · {title}"

    def id_of(self, record: WebUpdateRow) -> int:
        return record.update_id

    def heading_for_new(self) -> str:
        return _("Thêm tin cập nhật")

    def is_retired(self, record: WebUpdateRow) -> bool:
        return False

    def fill(self, record: WebUpdateRow | None) -> None:
        today = self._context.clock.today()
        if self._kept is None or self._kept[0] != today:
            self._kept, self.next_day = (today, WebSource.OWN), self.next_day or today
        day, source = self.next_day or today, self._kept[1]
        self.title.setText(record.title if record else "")
        self.link.setText(record.link if record else "")
        self.note.setText(record.note if record else "")
        self.day.set_day(record.day if record else day)
        self.at.set_moment(record.at if record else None)
        choose(self.source, record.source if record else source)

    def show_record(self, record: WebUpdateRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Bỏ tin này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if (day := self.day.day) is None:
            raise Unclear(_("Hãy ghi ngày cập nhật, theo ngày/tháng/năm."))
        if not self.at.is_clear:
            raise Unclear(_("Giờ cập nhật chưa rõ: hãy ghi như 8:15."))
        record, time = self.record, self.at.time
        fields = WebUpdateFields(
            day=day,
            title=self.title.text(),
            source=WebSource(self.source.currentData()),
            link=self.link.text(),
            at=aware(day, time.hour, time.minute) if time else None,
            note=self.note.text(),
            id=record.update_id if record else None,
            version=record.version if record else None,
        )
        if record is None:
            self._kept, self.next_day = (self._context.clock.today(), fields.source), day
        return save_web_update, (fields,)

    def retire(self) -> None:
        """Take out an update that was entered by mistake."""
        if (record := self.record) is not None:
            told = _("Đã bỏ tin {name}.").format(name=self.name_of(record))
            self.do(remove_web_update, record.update_id, told=told)
