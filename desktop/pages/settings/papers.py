"""The calendar of the office, and habits of its papers."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from desktop.context import Context
from desktop.dates import WEEKDAYS, day_text, parse_date
from desktop.office_identity import DIRECTOR, LEAFLET_SIGNER, SIGNERS
from desktop.pages.settings.form import SettingsForm, Told, checked, labelled, written_lines
from desktop.pages.settings.signers import role_word
from desktop.translation import N_, _
from desktop.widgets.wrap_row import WrapRow

LAYOUTS = (
    ("", N_("Theo ngày của văn bản")),
    ("tt01", N_("Thông tư 01/2011/TT-BNV (trước 05/03/2020)")),
    ("nd30", N_("Nghị định 30/2020/NĐ-CP")),
)


class PapersForm(SettingsForm):
    """First day of the week, working days, holidays; what is printed on lists."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = self.group(_("Lịch làm việc"))
        self.starts_on = QComboBox()
        for number, name in enumerate(WEEKDAYS, 1):
            self.starts_on.addItem(_(name), number)
        labelled(form, _("Ngày đầu tuần"), self.starts_on)
        days = QWidget()
        row = WrapRow(days)
        self.working = [QCheckBox(_(name)) for name in WEEKDAYS]
        for box in self.working:
            row.add(box)
        labelled(form, _("Ngày làm việc"), days)
        self.holidays = self.lines(form, _("Ngày nghỉ lễ"), 5)
        self.holidays.setPlaceholderText(_("mỗi dòng một ngày: 30/04/2020"))
        form = self.group(_("Giấy tờ"))
        self.layout_of = QComboBox()
        for key, name in LAYOUTS:
            self.layout_of.addItem(_(name), key)
        labelled(form, _("Thể thức văn bản"), self.layout_of)
        self.leaflet_signer = QComboBox()
        for role in SIGNERS:
            self.leaflet_signer.addItem(role_word(role), role)
        labelled(form, _("Ký báo cáo tờ bướm"), self.leaflet_signer)
        self.print_time = QCheckBox(_("In giờ, ngày in ở chân trang"))
        self.undertaking = QCheckBox(_("In dòng cam kết mang khẩu trang trên danh sách ký nhận"))
        self.date_column = QCheckBox(_("Thêm cột Ngày nhận vào danh sách ký nhận"))
        self.notes = QCheckBox(_("Thêm cột Ghi chú vào danh sách ký nhận văn bản"))
        self.running = QCheckBox(_("Nối các đơn vị thành một danh sách ký nhận liền trang"))
        self.system_face = QCheckBox(_("In bằng Times New Roman của máy này"))
        boxes = (
            self.print_time,
            self.undertaking,
            self.date_column,
            self.notes,
            self.running,
            self.system_face,
        )
        for box in boxes:
            form.addRow("", box)
        self.face = QLabel()
        self.face.setProperty("role", "muted")
        self.face.setWordWrap(True)
        form.addRow("", self.face)
        self._has_system_face: bool | None = None  # not known yet
        self.system_face.toggled.connect(self._tell_face)
        context.tasks.run(self, _has_system_face, self._on_face)
        for box in (*self.working, *boxes):
            box.toggled.connect(self.touch)
        for choice in (self.starts_on, self.layout_of, self.leaflet_signer):
            choice.currentIndexChanged.connect(self.touch)
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        calendar = told["calendar"]
        self.starts_on.setCurrentIndex(calendar["week_starts_on"] - 1)
        for number, box in enumerate(self.working, 1):
            box.setChecked(number in calendar["working_days"])
        days = (day_text(date.fromisoformat(day)) for day in calendar["holidays"])
        self.holidays.setPlainText("\n".join(days))
        at = self.layout_of.findData(told.get("print", {}).get("layout", ""))
        self.layout_of.setCurrentIndex(max(0, at))
        signer = told.get("print", {}).get(LEAFLET_SIGNER, DIRECTOR)
        self.leaflet_signer.setCurrentIndex(max(0, self.leaflet_signer.findData(signer)))
        self.print_time.setChecked(checked(told, "print", "shows_time", usual=True))
        self.undertaking.setChecked(checked(told, "lists", "undertaking", usual=False))
        self.date_column.setChecked(checked(told, "lists", "date_column", usual=False))
        self.notes.setChecked(checked(told, "lists", "notes", usual=False))
        self.running.setChecked(checked(told, "lists", "running", usual=False))
        self.system_face.setChecked(told.get("print", {}).get("typeface", "") == "times")
        self._before = told

    def values(self) -> dict[str, Any]:
        before = self._before
        calendar = {
            **before["calendar"],
            "week_starts_on": self.starts_on.currentData(),
            "working_days": [n for n, box in enumerate(self.working, 1) if box.isChecked()],
            "holidays": self._holidays(),
        }
        printing = _with(before.get("print", {}), "shows_time", self.print_time.isChecked(), True)
        printing = _with(printing, "layout", self.layout_of.currentData(), "")
        face = "times" if self.system_face.isChecked() else ""
        printing = _with(printing, "typeface", face, "")
        signer = self.leaflet_signer.currentData()
        printing = _with(printing, LEAFLET_SIGNER, signer, DIRECTOR)
        lists = _with(before.get("lists", {}), "undertaking", self.undertaking.isChecked(), False)
        lists = _with(lists, "date_column", self.date_column.isChecked(), False)
        lists = _with(lists, "notes", self.notes.isChecked(), False)
        lists = _with(lists, "running", self.running.isChecked(), False)
        groups = {"calendar": calendar, "print": printing, "lists": lists}
        return {key: group for key, group in groups.items() if group or key in before}

    def problem(self) -> str:
        """Lines among the holidays that are no day."""
        strange = [text for text in self._typed() if self._day(text) is None]
        if not strange:
            return ""
        return _("Không hiểu ngày nghỉ lễ “{text}”.").format(text=", ".join(strange[:3]))

    def _on_face(self, is_there: bool) -> None:
        self._has_system_face = is_there
        self._tell_face()

    def _tell_face(self) -> None:
        """Say which typeface papers are set in on this computer."""
        if self._has_system_face is None:
            return
        if not self.system_face.isChecked():
            text = _("Chữ trên giấy: Tinos, đi kèm chương trình, cùng độ rộng với Times New Roman.")
        elif self._has_system_face:
            text = _("Chữ trên giấy: Times New Roman của máy này.")
        else:
            text = _(
                "Chữ trên giấy: Tinos, vì máy này không có Times New Roman đủ bốn kiểu"
                " và đủ chữ tiếng Việt."
            )
        self.face.setText(text)

    def _holidays(self) -> list[str]:
        """The days that are understood, in order."""
        days = {day for text in self._typed() if (day := self._day(text)) is not None}
        return [day.isoformat() for day in sorted(days)]

    def _typed(self) -> list[str]:
        text = self.holidays.toPlainText().replace(",", "\n").replace(";", "\n")
        return written_lines(text)

    def _day(self, text: str) -> date | None:
        return parse_date(text, self.context.clock.today())


def _has_system_face() -> bool:
    from desktop.papers.system_fonts import times_new_roman

    return times_new_roman() is not None


def _with(group: Told, name: str, value: object, usual: object) -> dict[str, Any]:
    """A group with one value changed; a usual one that never stood there is left out."""
    if name not in group and value == usual:
        return dict(group)
    return {**group, name: value}
