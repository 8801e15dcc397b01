"""Nhập từ Excel: choose, look, write; nothing is written before it was looked at."""

import uuid
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.errors import DomainError
from db.importers.errors import ImportRefused
from db.importers.plan import ImportKind, ImportOptions, ImportPlan
from db.importers.writing import write_import
from db.kinds import CopyCause
from desktop.backups import copy_before
from desktop.context import Context, Tone
from desktop.labels import sentence
from desktop.pages.importing.allocation_bar import AllocationBar
from desktop.pages.importing.choose import Choose
from desktop.pages.importing.daily_bar import DailyBar
from desktop.pages.importing.opening_bar import OpeningBar
from desktop.pages.importing.preview import Preview
from desktop.pages.importing.reading import Looked, Source, look_at
from desktop.pages.importing.result import CATALOGUE, Result
from desktop.pages.importing.words import KINDS
from desktop.tasks import LongWork
from desktop.translation import _
from desktop.widgets.empty import EmptyState
from desktop.widgets.page_header import ActionButton, PageHeader


class Page(QWidget):
    """Three steps on one page; long work shows its bar and Cancel in the notice line."""

    shows: frozenset[str] = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source = Source()
        self._key = ""
        self._work: LongWork | None = None
        self._before: QWidget | None = None
        self.choose = Choose(context)
        self.opening = OpeningBar(context)
        self.allocation = AllocationBar(context)
        self.daily = DailyBar(context)
        self._bars: dict[ImportKind, OpeningBar | AllocationBar | DailyBar] = {
            ImportKind.OPENING: self.opening,
            ImportKind.ALLOCATION: self.allocation,
            ImportKind.DAILY: self.daily,
        }
        self.preview = Preview()
        self.result = Result()
        self.busy = EmptyState("file-xls", "")
        self.stop_button = ActionButton(_("Dừng (Esc)"))
        self.stop_button.clicked.connect(self.stop)
        self.busy.add_button(self.stop_button)
        self.header = PageHeader(_("Nhập từ Excel"))
        self.stack = QStackedWidget()
        for step in (self.choose, self.busy, self.preview, self.result):
            self.stack.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        for bar in self._bars.values():
            layout.addWidget(bar)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.choose)
        self.choose.chosen.connect(self.read)
        self.choose.kind_changed.connect(self._name)
        for bar in self._bars.values():
            bar.changed.connect(self._on_told)
        self.choose.other.clicked.connect(self._read_as_other)
        self.preview.accepted.connect(self._write)
        self.preview.other_kind.clicked.connect(self._read_as_other)
        self.preview.again.connect(lambda: self.read(self._source))
        self.preview.left.connect(self._choose_again)
        self.result.onward.connect(self._go_on)
        self.result.another.connect(self._choose_again)
        context.tasks.cancelled.connect(self._on_cancelled)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._step_back)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._other: ImportKind | None = None
        self._name()

    def refresh(self) -> None:
        """Nothing here follows the book: a plan is checked again when it is written."""

    def open(
        self, *, kind: str = ImportKind.SUPPLIES, text: str = "", path: Path | None = None
    ) -> None:
        """Begin with a kind of list; `text` are rows pasted, `path` a file dropped elsewhere."""
        if self._work is not None:
            return
        self.choose.set_kind(ImportKind(kind))
        self.opening.refresh()
        self._choose_again()
        if text:
            self.read(Source(text=text))
        elif path is not None:
            self.read(Source(path=path))

    def read(self, source: Source) -> None:
        """Read a file or pasted rows in the background, then show what it would do."""
        if self._work is not None:
            return
        self._source, self._other = source, None
        self.choose.tell("")
        named = source.name or _("các dòng đã dán")
        self._begin(
            _("Đang đọc {file}").format(file=named),
            partial(look_at, self._context.database, self.choose.kind, source, self._options()),
            self._understood,
            self._not_read,
        )

    def stop(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self._work is not None:
            self.stop_button.setEnabled(False)
            self._work.cancel()

    def _write(self) -> None:
        plan = self.preview.plan
        if plan is None or self._work is not None:
            return
        skip_bad = self.preview.skip_bad.isChecked()
        database, key, told = self._context.database, self._key, plan.told(self._source.name)

        def work(progress: Any) -> dict[str, Any]:
            copy_before(database, CopyCause.IMPORT)
            return database.do(
                write_import, plan, skip_bad=skip_bad, progress=progress, told=told, key=key
            )

        self._begin(
            _("Đang ghi {file} vào sổ").format(file=self._source.name or _("các dòng đã dán")),
            work,
            partial(self._written, plan),
            self._not_written,
        )

    def _begin(self, title: str, work: Any, then: Any, refused: Any) -> None:
        self._before = self.stack.currentWidget()
        self.busy.sentence.setText(title)
        self.busy.hint.setText(_("Có thể dừng bất cứ lúc nào; khi dừng sẽ không có gì được ghi."))
        self.stop_button.setEnabled(True)
        self._show(self.busy)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._work = self._context.tasks.run_long(self, title, work, then, refused)

    def _understood(self, found: Looked) -> None:
        self._work, self._other = None, found.other
        if found.plan is None:
            self._tell_no_header(found)
            return
        self._key = uuid.uuid4().hex
        self.preview.show_plan(found.plan, self._source.name, found.other)
        self._show(self.preview)
        self.preview.focus_first()

    def _tell_no_header(self, found: Looked) -> None:
        told = sentence(found.error) if found.error else ""
        if not self._source.name:
            told += " " + _("Khi chép từ Excel, hãy chép cả dòng tiêu đề.")
        self.choose.tell(told, found.other)
        self._show(self.choose)
        goal = self.choose.other if found.other else self.choose.browse
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_read(self, error: DomainError) -> None:
        self._work = None
        self.choose.tell(sentence(error))
        self._show(self.choose)
        self.choose.browse.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, plan: ImportPlan, outcome: dict[str, Any]) -> None:
        self._work = None
        self.result.show_outcome(plan.kind, outcome)
        self._show(self.result)
        self.result.onward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_written(self, error: DomainError) -> None:
        self._work = None
        self._show(self.preview)
        self._context.notice(sentence(error), Tone.BAD)
        if isinstance(error, ImportRefused):  # the book changed since the file was looked at
            self.read(self._source)

    def _on_cancelled(self, work: LongWork) -> None:
        if work is self._work:
            self._work = None
            self._show(self._before or self.choose)

    def _read_as_other(self) -> None:
        if self._other is not None:
            source = self._source
            self.choose.set_kind(self._other)
            self.read(source)

    def _choose_again(self) -> None:
        self._show(self.choose)
        self.choose.browse.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_back(self) -> None:
        if self._work is not None:
            self.stop()
        elif self.stack.currentWidget() is self.choose:
            self._go_on()
        else:
            self._choose_again()

    def _go_on(self) -> None:
        kind = self.choose.kind
        if kind in CATALOGUE:
            self._context.navigate("catalogue", tab=CATALOGUE[kind])
        elif kind is ImportKind.ALLOCATION:
            self._context.navigate("leaflets", tab="allocations")
        elif kind is ImportKind.DAILY:
            self._context.navigate("daily", tab="board")
        else:
            self._context.navigate("stock", tab="vouchers", period="all")

    def _options(self) -> ImportOptions:
        bar = self._bars.get(self.choose.kind)
        return bar.options if bar is not None else ImportOptions()

    def _on_told(self) -> None:
        """What was looked at is looked at anew with what is told now."""
        if self.stack.currentWidget() is self.preview:
            self.read(self._source)

    def _show(self, step: QWidget) -> None:
        self.stack.setCurrentWidget(step)
        self._show_bars()

    def _show_bars(self) -> None:
        is_asked = self.stack.currentWidget() in {self.choose, self.preview}
        for kind, bar in self._bars.items():
            bar.setVisible(is_asked and self.choose.kind is kind)

    def _name(self) -> None:
        self.header.set_subtitle(_(KINDS[self.choose.kind]))
        self._show_bars()
