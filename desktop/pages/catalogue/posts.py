"""The duty posts: guards, the reception desk; what papers call them, and which get masks first."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.queries.staff import DutyPostRow, duty_posts
from db.services.duty_posts import DutyPostFields, remove_duty_post, save_duty_post
from db.services.ordering import move_duty_post
from db.text import fold
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section


class PostForm(RecordForm[DutyPostRow]):
    """One duty post; other names are split by semicolons."""

    DRAFTS = "catalogue/posts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.name, self.paper_name, self.aliases = QLineEdit(), QLineEdit(), QLineEdit()
        self.is_priority = QCheckBox(_("Nhóm ưu tiên: được cấp khẩu trang trước"))
        self.add_row((_("Tên vị trí trực"), self.name, _("ví dụ: Bảo vệ")))
        hint = _("ví dụ: Bộ phận bảo vệ; để trống thì dùng tên trên")
        self.add_row((_("Tên trên giấy tờ"), self.paper_name, hint))
        hint = _("tên khác trong tệp Excel, cách nhau bằng ;")
        self.add_row((_("Tên gọi khác"), self.aliases, hint))
        self.add_row((_("Nhóm ưu tiên"), self.is_priority))

    def name_of(self, record: DutyPostRow) -> str:
        return record.name

    def id_of(self, record: DutyPostRow) -> int:
        return record.duty_post_id

    def heading_for_new(self) -> str:
        return _("Thêm vị trí trực")

    def is_retired(self, record: DutyPostRow) -> bool:
        return False

    def fill(self, record: DutyPostRow | None) -> None:
        self.name.setText(record.name if record else "")
        self.paper_name.setText(record.paper_name if record else "")
        self.aliases.setText("; ".join(record.aliases) if record else "")
        self.is_priority.setChecked(record.is_priority if record else False)

    def show_record(self, record: DutyPostRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Bỏ vị trí này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        fields = DutyPostFields(
            name=self.name.text(),
            paper_name=self.paper_name.text(),
            aliases=tuple(self.aliases.text().split(";")),
            is_priority=self.is_priority.isChecked(),
            id=self.record.duty_post_id if self.record else None,
        )
        return save_duty_post, (fields,)

    def retire(self) -> None:
        """Take away a post that nobody ever served at."""
        if (record := self.record) is not None:
            told = _("Đã bỏ vị trí trực {name}.").format(name=record.name)
            self.do(remove_duty_post, record.duty_post_id, told=told)


class Posts(Section[DutyPostRow]):
    """All duty posts with how many people serve at them today, the priority ones first."""

    form: PostForm
    MOVES = move_duty_post

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            PostForm(context),
            _columns(),
            hint=_("Tìm vị trí trực (Ctrl+F)"),
            retired="",
            add=_("Thêm"),
        )
        self._found: list[DutyPostRow] = []

    def count(self) -> int:
        known = self._context.database.ask(duty_posts, self._context.clock.today())
        typed = fold(self.search.text())
        self._found = [row for row in known if typed in fold(" ".join((row.name, *row.aliases)))]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[DutyPostRow]:
        return self._found[offset : offset + limit]


def _columns() -> list[Column[DutyPostRow]]:
    return [
        Column(_("Tên"), lambda row: row.name, tip=lambda row: "; ".join(row.aliases)),
        Column(
            _("Nhóm ưu tiên"),
            lambda row: _("Ưu tiên") if row.is_priority else "",
            width=124,
            tone=lambda row: Tone.WARNING if row.is_priority else Tone.NONE,
        ),
        Column(_("Người"), lambda row: number(row.people), RIGHT, 72),
    ]
