"""Kiểm tra khẩu trang: who wore a mask where (duty D1); the weekly report sums it up."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.queries.mask_checks import (
    MaskCheckRow,
    earlier_places,
    mask_check_count,
    mask_checks,
)
from db.services.mask_checks import MaskCheckFields, remove_mask_check, save_mask_check
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear, whole_number
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SuggestEdit, Suggestion
from desktop.widgets.suggestions import search_in


class MaskCheckForm(RecordForm[MaskCheckRow]):
    """One check: day, place, how many were seen, without a mask, reminded."""

    DRAFTS = "reports/checks"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.day = DateField(context.clock.today, is_past=True)
        self.place = SuggestEdit(search_in(()))
        self.seen, self.unmasked, self.reminded = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QLineEdit()
        self.add_row((_("Ngày"), self.day))
        self.add_row((_("Nơi kiểm tra"), self.place, _("ví dụ: quầy tiếp nhận, cổng bảo vệ")))
        self.add_row((_("Số lượt người"), self.seen), (_("Không mang khẩu trang"), self.unmasked))
        self.add_row((_("Đã nhắc nhở"), self.reminded))
        self.add_row((_("Ghi chú"), self.note))

    def name_of(self, record: MaskCheckRow) -> str:
        return f"{day_text(record.day)} · {record.place}"

    def id_of(self, record: MaskCheckRow) -> int:
        return record.check_id

    def heading_for_new(self) -> str:
        return _("Thêm lần kiểm tra")

    def is_retired(self, record: MaskCheckRow) -> bool:
        return False

    def fill(self, record: MaskCheckRow | None) -> None:
        places = self._context.database.ask(earlier_places)
        self.place.set_search(search_in(Suggestion(place, value=place) for place in places))
        self.day.set_day(record.day if record else self._context.clock.today())
        self.place.setText(record.place if record else "")
        for field, value in (
            (self.seen, record.seen if record else 0),
            (self.unmasked, record.unmasked if record else 0),
            (self.reminded, record.reminded if record else 0),
        ):
            field.setText(number(value) if value else "")
        self.note.setText(record.note if record else "")

    def show_record(self, record: MaskCheckRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Xóa lần kiểm tra này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if (day := self.day.day) is None:
            raise Unclear(_("Hãy ghi ngày kiểm tra, theo ngày/tháng/năm."))
        seen, unmasked = whole_number(self.seen), whole_number(self.unmasked)
        reminded = whole_number(self.reminded)
        if not seen:
            raise Unclear(_("Hãy ghi số lượt người đã kiểm tra."))
        if not reminded <= unmasked <= seen:
            raise Unclear(
                _(
                    "Số người không mang khẩu trang không thể nhiều hơn số lượt người, và số đã"
                    " nhắc nhở không thể nhiều hơn số không mang."
                )
            )
        record = self.record
        fields = MaskCheckFields(
            day=day,
            place=self.place.text(),
            seen=seen,
            unmasked=unmasked,
            reminded=reminded,
            note=self.note.text(),
            id=record.check_id if record else None,
            version=record.version if record else None,
        )
        return save_mask_check, (fields,)

    def retire(self) -> None:
        """Take the check back."""
        if (record := self.record) is not None:
            told = _("Đã xóa lần kiểm tra {name}.").format(name=self.name_of(record))
            self.do(remove_mask_check, record.check_id, told=told)


class MaskChecks(Section[MaskCheckRow]):
    """Every check, the newest first."""

    form: MaskCheckForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            MaskCheckForm(context),
            _columns(),
            hint=_("Lần kiểm tra khẩu trang"),
            retired="",
            add=_("Thêm"),
        )
        self.search.hide()
        self.setFocusProxy(self.table)
        self.table.empty = _("Chưa ghi lần kiểm tra nào. Thêm bằng Ctrl+N.")

    def count(self) -> int:
        return self._context.database.ask(mask_check_count)

    def read(self, offset: int, limit: int) -> Sequence[MaskCheckRow]:
        return self._context.database.ask(mask_checks, offset=offset, limit=limit)

    def open(self, *, draft: Any = None, new: bool = False, **_period: date | None) -> None:
        """Go on with what was typed, or begin a new one."""
        if draft is not None:
            self.show_draft(draft["record"])
        elif new:
            self.add()

    def leave(self) -> None:
        """Keep what was typed."""
        self.form.drafting.flush()


def _columns() -> list[Column[MaskCheckRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=96),
        Column(_("Nơi kiểm tra"), lambda row: row.place, tip=lambda row: row.note or row.place),
        Column(_("Lượt người"), lambda row: number(row.seen), RIGHT, 96),
        Column(
            _("Không mang"),
            lambda row: number(row.unmasked) if row.unmasked else "–",
            RIGHT,
            104,
            tone=lambda row: Tone.WARNING if row.unmasked else Tone.NONE,
        ),
        Column(_("Đã nhắc"), lambda row: number(row.reminded) if row.reminded else "–", RIGHT, 84),
    ]
