"""The words of a report as text boxes: proposed by the book, worded by the clerk."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.queries.office import KeptText
from desktop.pages.reports.requests import Requests
from desktop.papers.weekly_requests import Request
from desktop.translation import N_, _
from desktop.widgets.sentence_box import SentenceBox

FIELDS = {
    "K1": N_("1. Kết quả chung: trong tuần"),
    "K2": N_("1. Kết quả chung: lũy kế"),
    "K3": N_("1. Kết quả chung: ký nhận văn bản"),
    "K4": N_("1. Kết quả chung: tờ bướm"),
    "K5": N_("1. Kết quả chung: báo cáo trước 8g30"),
    "K6": N_("1. Kết quả chung: số liệu đã báo cáo thay đổi"),
    "II": N_("II. Khó khăn, vướng mắc"),
    "III": N_("III. Nhiệm vụ tuần tới"),
    "IV": N_("IV. Kiến nghị, đề xuất"),
    "recipients": N_("Nơi nhận"),
}


class Sentences(QScrollArea):
    """All boxes of a report, one under the other."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {field: SentenceBox(_(name)) for field, name in FIELDS.items()}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        self.requests = Requests()
        self.requests.edited.connect(self.edited)
        for field, box in self.boxes.items():
            column.addWidget(box)
            box.edited.connect(self.edited)
            if field == "IV":
                column.addWidget(self.requests)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # which setWidget switches on
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEnabled(False)  # until a report is there

    def show_texts(
        self,
        proposed: Mapping[str, str],
        requests: Sequence[Request],
        kept: Mapping[str, KeptText],
    ) -> None:
        """Begin with a period."""
        self.requests.begin(requests, kept)
        for field, box in self.boxes.items():
            box.show_text(proposed.get(field, ""), kept.get(field))
            box.setVisible(field in proposed)
        self.setEnabled(True)

    def follow(self, proposed: Mapping[str, str], requests: Sequence[Request]) -> None:
        """The book may have changed since."""
        self.requests.follow(requests)
        for field, box in self.boxes.items():
            box.follow(proposed.get(field, ""))
            box.setVisible(field in proposed)

    def texts(self) -> dict[str, str]:
        """The texts as they stand."""
        words = {field: box.words for field, box in self.boxes.items()}
        return {**words, **self.requests.texts()}

    def proposed(self) -> dict[str, str]:
        """What the book proposes in their place."""
        words = {field: box.proposed for field, box in self.boxes.items()}
        return {**words, **self.requests.proposed()}
