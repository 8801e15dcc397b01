"""What is printed on vouchers and on the books of the store: codes with their days, columns, signers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.rules.forms import CIRCULAR_24_FROM, usual_forms
from db.services.office import save_forms
from desktop.context import Context
from desktop.dates import day_text, parse_date
from desktop.pages.settings.form import SettingsForm, Told, checked
from desktop.papers.office import VoucherHabits
from desktop.translation import N_, _
from desktop.widgets.page_header import action_button

CODES = (
    ("receipt", N_("Phiếu nhập")),
    ("issue", N_("Phiếu xuất")),
    ("loss", N_("Báo hỏng, mất")),
    ("count", N_("Kiểm kê")),
    ("card", N_("Thẻ kho")),
    ("detail", N_("Sổ chi tiết")),
    ("summary", N_("Tổng hợp")),
)
IN_A_LINE = 4  # fields
LAWS = (("regulation", N_("Căn cứ trên phiếu")), ("books_regulation", N_("Căn cứ trên sổ")))
HABITS = (
    ("has_prices", N_("In đơn giá, thành tiền, số tiền bằng chữ")),
    ("has_lot_columns", N_("Thêm cột Số lô, Hạn dùng, Nguồn")),
    ("has_accounts", N_("Chừa chỗ ghi tài khoản Nợ, Có")),
    ("head_signs_receipts", N_("Thủ trưởng đơn vị ký cả phiếu nhập kho")),
)


class FormsForm(SettingsForm):
    """A paper takes the codes in force on its own day; what was printed before stays as it is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = self.group(_("Phiếu nhập kho, phiếu xuất kho"))
        self.habits = {key: QCheckBox(_(words)) for key, words in HABITS}
        for box in self.habits.values():
            box.toggled.connect(self.touch)
            form.addRow("", box)
        form = self.group(
            _("Mẫu số"), _("Mỗi bộ mẫu có hiệu lực từ ngày của nó; để trống thì không in mẫu số.")
        )
        self.rows = FormRows(context, self.touch)
        form.addRow(self.rows)
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        usual = VoucherHabits()
        for key, box in self.habits.items():
            box.setChecked(checked(told, "voucher_papers", key, usual=getattr(usual, key)))
        self._before = told
        self.rows.show_rows(told["forms"] or _usual())

    def values(self) -> dict[str, Any]:
        usual, before = VoucherHabits(), self._before.get("voucher_papers", {})
        habits = {
            key: box.isChecked()
            for key, box in self.habits.items()
            if key in before or box.isChecked() != getattr(usual, key)
        }
        found: dict[str, Any] = {}
        if habits or before:
            found["voucher_papers"] = {**before, **habits}
        rows = self.rows.rows()
        if rows != (self._before["forms"] or _usual()):
            found["forms"] = rows
        return found

    def problem(self) -> str:
        """A day that is not understood, or that stands twice."""
        return self.rows.problem()

    def write(self, changed: Told) -> None:
        """The codes go in with their days, the rest as all settings do."""
        plain = {key: value for key, value in changed.items() if key != "forms"}
        if plain:
            super().write(plain)
        if "forms" in changed:
            self.context.database.do(save_forms, changed["forms"])


class FormRows(QWidget):
    """Codes in sets, each with the day from which it holds; the first one since ever."""

    def __init__(
        self, context: Context, touched: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._touched = context, touched
        self.sets: list[dict[str, QLineEdit]] = []
        self._boxes: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.add = action_button(_("Thêm bộ mẫu từ ngày khác"), self._append_copy, icon="plus")
        self._column.addWidget(self.add)

    def show_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these sets."""
        while len(self.sets) > len(rows):
            self._remove(self.sets[-1])
        while len(self.sets) < len(rows):
            self._append()
        for fields, told in zip(self.sets, rows, strict=True):
            _put(fields, told)

    def rows(self) -> list[dict[str, str]]:
        """The sets in order of their days; a later one without a day it can hold from is left out."""
        found = {}
        for place, fields in enumerate(self.sets):
            day = self._day(fields)
            if place and day is None:
                continue
            told = {key: field.text().strip() for key, field in fields.items()}
            found[day.isoformat() if day else ""] = told
        return [{**told, "from_on": day} for day, told in sorted(found.items())]

    def problem(self) -> str:
        """What is wrong with the days, in a sentence."""
        days = [self._day(fields) for fields in self.sets[1:]]
        if None in days:
            return _("Mỗi bộ mẫu thêm cần ngày bắt đầu, ghi ngày/tháng/năm.")
        if len(set(days)) < len(days):
            return _("Hai bộ mẫu cùng bắt đầu một ngày.")
        return ""

    def _day(self, fields: Mapping[str, QLineEdit]) -> date | None:
        return parse_date(fields["from_on"].text(), self._context.clock.today())

    def _append_copy(self) -> None:
        """Begin a new set with what the last one says."""
        last = {key: field.text() for key, field in self.sets[-1].items()}
        fields = self._append()
        _put(fields, {**last, "from_on": ""})
        fields["from_on"].setFocus()
        self._touched()

    def _append(self) -> dict[str, QLineEdit]:
        fields = {key: QLineEdit() for key in ("from_on", *dict(CODES), *dict(LAWS))}
        is_first = not self.sets
        self.sets.append(fields)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        fields["from_on"].setPlaceholderText(_("từ đầu") if is_first else _("ngày/tháng/năm"))
        fields["from_on"].setEnabled(not is_first)
        for at, (key, words) in enumerate((("from_on", N_("Từ ngày")), *CODES)):
            line, column = divmod(at, IN_A_LINE)
            grid.addWidget(_muted(_(words)), 2 * line, column)
            grid.addWidget(fields[key], 2 * line + 1, column)
            fields[key].setAccessibleName(_(words))
        below = grid.rowCount()
        for row, (key, words) in enumerate(LAWS, below):
            grid.addWidget(_muted(_(words)), row, 0)
            grid.addWidget(fields[key], row, 1, 1, IN_A_LINE - 1)
            fields[key].setAccessibleName(_(words))
        if not is_first:
            drop = action_button(_("Bỏ bộ mẫu này"), lambda: self._drop(fields), icon="x")
            grid.addWidget(drop, below + len(LAWS), 0, 1, 2)
        for field in fields.values():
            field.textChanged.connect(self._touched)
        self._boxes.append(box)
        self._column.insertWidget(len(self.sets) - 1, box)
        return fields

    def _drop(self, fields: dict[str, QLineEdit]) -> None:
        self._remove(fields)
        self._touched()

    def _remove(self, fields: dict[str, QLineEdit]) -> None:
        place = next(n for n, known in enumerate(self.sets) if known is fields)
        self.sets.pop(place)
        box = self._boxes.pop(place)
        self._column.removeWidget(box)
        box.deleteLater()


def _put(fields: Mapping[str, QLineEdit], told: Mapping[str, str]) -> None:
    for key, field in fields.items():
        text = told.get(key, "")
        field.setText(day_text(date.fromisoformat(text)) if key == "from_on" and text else text)
        field.home(False)


def _usual() -> list[dict[str, str]]:
    """What holds in a book that never said anything."""
    later = CIRCULAR_24_FROM
    return [
        {**usual_forms(date.min), "from_on": ""},
        {**usual_forms(later), "from_on": later.isoformat()},
    ]


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
