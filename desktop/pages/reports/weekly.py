"""The weekly report: the real PDF, and beside it the sentences it is written with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.queries.office import KeptText, SignerRow, report_texts, signers
from db.queries.periods import ReportWeek
from db.services.office import save_report_texts
from desktop.context import Context
from desktop.pages.reports.choice import ChoiceBox
from desktop.pages.reports.period import PeriodBox, Span, known_weeks, span_text
from desktop.pages.reports.sentences import Sentences
from desktop.translation import _
from desktop.weekly import Preview, preview_weekly
from desktop.widgets.cards import Card
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.workbook import save_workbook

PAUSE_MILLISECONDS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A period with what is kept of it, read before its fields are shown."""

    span: Span
    kept: dict[str, KeptText]
    signers: list[SignerRow]


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to be kept of a period."""

    span: Span
    texts: dict[str, str]
    proposed: dict[str, str]


class WeeklyTab(QWidget):
    """Period and words on the left, the paper on the right; what is typed is kept by itself."""

    shown = Signal(object)  # Preview, whenever a new one is in sight

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.preview: Preview | None = None
        self._is_printing = self._is_stale = False
        self._saved: Wording | None = None  # as the journal knows it
        self._after: list[Any] = []  # waits for the next preview
        self._begun: Span | None = None  # whose words stand in the boxes
        self.period = PeriodBox(context.clock.today)
        self.choice = ChoiceBox(context.clock.today)
        self.sentences = Sentences()
        self.pdf = PdfView()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._keep_and_print)
        self._lay_out()
        self.period.chosen.connect(self._on_period)
        self.sentences.edited.connect(self._pause.start)
        self.choice.edited.connect(self._pause.start)
        self.pdf.told.connect(context.notice)
        self.setFocusProxy(self.period.weeks)
        self.refresh()

    @property
    def is_settled(self) -> bool:
        """Whether what is seen is what was typed, and is kept."""
        is_busy = self._pause.isActive() or self._is_printing or self._is_stale
        return self.preview is not None and self._begun == self.period.span and not is_busy

    @property
    def span(self) -> Span | None:
        """The days of the report in sight."""
        return self.period.span

    @property
    def name(self) -> str:
        """What the paper's file is called."""
        assert self.period.span is not None
        first, last = self.period.span
        week = span_text(first, last).partition(" · ")[0].replace("/", "-")
        return _("Báo cáo hậu cần {week}").format(week=week)

    def refresh(self) -> None:
        """The book changed, or the page is shown: read the weeks, then the report, anew."""
        self._context.tasks.run(self, partial(known_weeks, self._context.database), self._offer)

    def open(self, *, from_on: date | None = None, to_on: date | None = None) -> None:
        """Show the report of some days."""
        if from_on is not None and to_on is not None:
            self.go((from_on, to_on))

    def go(self, span: Span) -> None:
        """Show a period."""
        if self.period.span is None:
            self.period.span = span
        else:
            self.period.choose(span)

    def leave(self) -> None:
        """Keep what was typed before something else is shown; it becomes one act of the journal."""
        self._pause.stop()
        wording = self._wording()
        if wording is None or wording == self._saved:
            return
        self._saved = wording
        try:
            self._context.database.do(save_report_texts, *_arguments(wording))
        except DomainError as error:
            self._saved = None
            self._context.tasks.refused.emit(error)

    def when_settled(self, do: Any) -> None:
        """Call `do` once what is seen is what was typed: at once, or after the next preview."""
        if self.is_settled:
            do()
            return
        self._after.append(do)
        if self._pause.isActive():
            self._pause.stop()
            self._keep_and_print()

    def save(self) -> None:
        """Save the paper as it is seen, once that is what was typed."""
        self.when_settled(partial(self._with_words_kept, self.pdf.save))

    def print_out(self) -> None:
        """Print the paper as it is seen, once that is what was typed."""
        self.when_settled(partial(self._with_words_kept, self.pdf.print_out))

    def save_workbook(self) -> None:
        """Save the figures of the report as a workbook."""
        self.when_settled(self._save_workbook)

    def _with_words_kept(self, do: Callable[[], object]) -> None:
        self.leave()
        do()

    def _save_workbook(self) -> None:
        if self.preview is not None:
            make = partial(_workbook, self._context.database, self.preview)
            save_workbook(self._context, self, self.name, make)

    def _lay_out(self) -> None:
        words = Card()
        words.setFixedWidth(412)  # a week with its dates and its state in one line
        words.body.setSpacing(12)
        words.body.addWidget(self.period)
        words.body.addWidget(self.choice)
        words.body.addWidget(self.sentences, 1)
        paper = Card()
        paper.body.addWidget(self.pdf)
        row = SideBySide()
        row.add(words)
        row.add(paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(row)

    def _offer(self, found: tuple[list[ReportWeek], Span]) -> None:
        self.period.show_weeks(*found)
        self._ask_or_print()

    def _on_period(self, _span: Span) -> None:
        self.leave()
        self._ask_or_print()

    def _ask_or_print(self) -> None:
        span = self.period.span
        assert span is not None
        if span != self._begun:
            self._context.tasks.run(self, partial(_ask, self._context.database, span), self._begin)
        elif not self._pause.isActive():
            self._print()

    def _begin(self, asked: Asked) -> None:
        """Show what was settled for a period, then print it with the kept words."""
        if asked.span != self.period.span:
            return
        self._begun, self.preview, self._saved = asked.span, None, None
        self.sentences.setEnabled(False)
        self.choice.show_signers(asked.signers)
        self.choice.show_kept(asked.kept)
        self._print()

    def _keep_and_print(self) -> None:
        """What was typed is safe from now on; the journal tells of it when the week is left."""
        wording = self._wording()
        if wording is not None:
            keep = partial(self._context.database.keep, save_report_texts, *_arguments(wording))
            self._context.tasks.run(self, keep)
        self._print()

    def _print(self) -> None:
        if self._is_printing:
            self._is_stale = True
            return
        span = self._begun
        assert span is not None
        self._is_printing, self._is_stale = True, False
        texts = self.sentences.texts() if self.preview is not None else None
        work = partial(preview_weekly, self._context.database, *span, self.choice.choice(), texts)
        self._context.tasks.run(self, work, partial(self._show, span), self._refused)

    def _show(self, span: Span, preview: Preview) -> None:
        self._is_printing = False
        if span == self._begun:
            self._take(preview)
        if self._is_stale or span != self._begun:
            self._print()
            return
        if self.is_settled:
            waiting, self._after = self._after, []
            for do in waiting:
                do()

    def _take(self, preview: Preview) -> None:
        is_first = self.preview is None
        self.preview = preview
        if is_first:
            self.sentences.show_texts(preview.proposed, preview.requests, preview.paper.kept)
            self._saved = self._wording()
        else:
            before = self.sentences.texts()
            self.sentences.follow(preview.proposed, preview.requests)
            self._is_stale = self._is_stale or before != self.sentences.texts()
        self.sentences.setEnabled(not preview.is_kept)  # it was given with these words
        self.choice.setEnabled(not preview.is_kept)
        self.pdf.show_pdf(preview.pdf, self.name)
        self.shown.emit(preview)

    def _refused(self, error: DomainError) -> None:
        self._is_printing = False
        self._after.clear()
        self._context.tasks.refused.emit(error)

    def _wording(self) -> Wording | None:
        """What stands in the boxes; nothing before the first preview of a period."""
        if self.preview is None or self._begun is None:
            return None
        texts = {**self.sentences.texts(), **self.choice.texts()}
        proposed = {**self.sentences.proposed(), **self.choice.usual()}
        return Wording(self._begun, texts, proposed)


def _workbook(database: Database, preview: Preview) -> bytes:
    from desktop.sheets.weekly import weekly_workbook

    paper = preview.paper
    return weekly_workbook(paper.report, paper.office, database.clock.now())


def _ask(database: Database, span: Span) -> Asked:
    return Asked(
        span,
        database.ask(report_texts, *span),
        database.ask(signers, database.clock.today()),
    )


def _arguments(wording: Wording) -> tuple[Any, ...]:
    return *wording.span, wording.texts, wording.proposed
