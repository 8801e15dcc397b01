"""The last step: what was written, and where to go on."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.importers.plan import ImportKind
from desktop import theme
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button

CATALOGUE = {
    ImportKind.SUPPLIES: "supplies",
    ImportKind.STAFF: "people",
    ImportKind.AGENCIES: "agencies",
}
"""The tab of the catalogue that a list goes into."""


class Result(QWidget):
    """A sentence with the counts, and two buttons."""

    onward = Signal()
    another = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(theme.pixmap("check-circle", "ok", 56, self.devicePixelRatioF()))
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setProperty("role", "heading")
        self.detail = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.detail.setProperty("role", "muted")
        self.onward_button = action_button("", self.onward.emit, is_primary=True)
        self.another_button = action_button(_("Nhập tệp khác"), self.another.emit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.onward_button)
        buttons.addWidget(self.another_button)
        buttons.addStretch(1)
        card = Card()
        card.body.addStretch(1)
        for widget in (picture, self.sentence, self.detail):
            card.body.addWidget(widget)
        card.body.addSpacing(10)
        card.body.addLayout(buttons)
        card.body.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.onward_button)

    def show_outcome(self, kind: ImportKind, outcome: dict[str, Any]) -> None:
        """Say what was written."""
        told = _("Đã ghi {count} dòng vào sổ.").format(count=number(outcome["imported"]))
        self.sentence.setText(told)
        parts = [_("{count} dòng dữ liệu").format(count=number(outcome["rows"]))]
        if outcome["unchanged"]:
            parts.append(_("{count} dòng đã có").format(count=number(outcome["unchanged"])))
        if outcome["errors"]:
            bad = number(len(outcome["errors"]))
            parts.append(_("{count} dòng lỗi được bỏ qua").format(count=bad))
        self.detail.setText(" · ".join(parts))
        if kind is ImportKind.DAILY:
            form = _("Đã ghi {count} báo cáo vào sổ.")
            self.sentence.setText(form.format(count=number(outcome["imported"])))
            self.detail.clear()
        onward = _("Xem danh mục") if kind in CATALOGUE else _("Xem phiếu")
        if kind is ImportKind.DAILY:
            onward = _("Xem báo cáo 8g30")
        if kind is ImportKind.ALLOCATION:
            onward = _("Xem bảng phân bổ")
        self.onward_button.setText(onward)
        self.onward_button.setAccessibleName(onward)
