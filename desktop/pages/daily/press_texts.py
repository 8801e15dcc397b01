"""The words of the report on press coverage in boxes; what is typed is kept by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.queries.office import KeptText, report_texts
from db.services.office import save_report_texts
from desktop.context import Context
from desktop.translation import N_, _
from desktop.widgets.sentence_box import SentenceBox

FIELDS = {  # as desktop.papers.press_coverage.TEXTS names them
    "press_basis": N_("Căn cứ"),
    "press_figures": N_("1. Kết quả theo dõi, thống kê"),
    "press_results": N_("2. Kết quả thực hiện nhiệm vụ"),
    "press_difficulties": N_("3. Khó khăn, vướng mắc"),
    "press_proposals": N_("4. Kiến nghị, đề xuất"),
    "press_recipients": N_("Nơi nhận"),
}
PAUSE_MILLISECONDS = 500
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a period as the book proposes them, and those that a clerk kept."""

    span: Span
    proposed: Mapping[str, str]
    kept: Mapping[str, KeptText]


class PressTexts(QScrollArea):
    """A box for each text of the paper, from the basis to the recipients."""

    settled = Signal()  # the words of the period asked for are in the boxes

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._span: Span | None = None  # whose words stand in the boxes
        self._saved: dict[str, str] = {}
        self.boxes = {field: SentenceBox(_(name)) for field, name in FIELDS.items()}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._keep)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        for box in self.boxes.values():
            column.addWidget(box)
            box.edited.connect(self._pause.start)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # which setWidget switches on
        self.setWidgetResizable(True)
        self.setEnabled(False)  # until there are words

    def show_period(self, span: Span) -> None:
        """Show the words of a period; those of another one are saved before."""
        if self._span is not None and self._span != span:
            self.leave()
        ask = partial(_ask, self._context.database, span, self._context.clock.now())
        self._context.tasks.run(self, ask, self._show, self._refused)

    def leave(self) -> None:
        """Save what was typed; it becomes one act of the journal."""
        self._pause.stop()
        texts = self.texts()
        if self._span is None or texts == self._saved:
            return
        try:
            self._context.database.do(save_report_texts, *self._span, texts, self._proposed())
        except DomainError as error:
            self._context.tasks.refused.emit(error)
        else:
            self._saved = texts

    def texts(self) -> dict[str, str]:
        """The texts as they stand; none before there are any."""
        if self._span is None:
            return {}
        return {field: box.words for field, box in self.boxes.items()}

    def _show(self, asked: Asked) -> None:
        for field, box in self.boxes.items():
            if asked.span == self._span:
                box.follow(asked.proposed.get(field, ""))
            else:
                box.show_text(asked.proposed.get(field, ""), asked.kept.get(field))
        is_new, self._span = asked.span != self._span, asked.span
        self.setEnabled(True)
        if is_new:
            self._saved = self.texts()
        self.settled.emit()

    def _refused(self, error: DomainError) -> None:
        self._span = None
        self.setEnabled(False)
        self._context.tasks.refused.emit(error)

    def _keep(self) -> None:
        """What was typed is safe from now on; the journal tells of it when the period is left."""
        if self._span is not None:
            words = (*self._span, self.texts(), self._proposed())
            keep = partial(self._context.database.keep, save_report_texts, *words)
            self._context.tasks.run(self, keep)

    def _proposed(self) -> dict[str, str]:
        return {field: box.proposed for field, box in self.boxes.items()}


def _ask(database: Database, span: Span, at: datetime) -> Asked:
    from desktop.daily_papers import press_proposals

    return Asked(span, press_proposals(database, *span, at), database.ask(report_texts, *span))
