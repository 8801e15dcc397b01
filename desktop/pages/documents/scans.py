"""Nhập bản quét: files are read in the background, looked through, and only then taken in."""

import uuid
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import DistributionClosed, DomainError, NotHandedOver
from db.queries.office import DraftRow
from db.services.returning import ReturnedPage
from desktop.context import Context, NoticeAction, Tone
from desktop.drafting import Drafting, Sheet, saved_text
from desktop.labels import number
from desktop.pages.documents.pile import Pile
from desktop.pages.documents.pile_reading import read_pile
from desktop.pages.documents.pile_view import PileView
from desktop.pages.documents.scan_files import ScanFiles
from desktop.returning import Taken, taken_in, undo_pages
from desktop.scans.pile import ScannedSheet, Why
from desktop.tasks import LongWork
from desktop.translation import _
from desktop.widgets.empty import EmptyState
from desktop.widgets.page_header import action_button

FORM = "scans"


class Scans(QStackedWidget):
    """The pile under review, kept as a draft until it is confirmed; or how to begin one."""

    counted = Signal()  # the pile holds other pages

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._work: LongWork | None = None
        self._next: list[Path] = []
        self._is_recording = False
        self._key = uuid.uuid4().hex  # of the act that the next confirmation will be
        self.drafting = Drafting(context, FORM, self.sheet, self)
        self.files = ScanFiles(context, self)
        self.files.chosen.connect(self.read)
        self.view = PileView(context)
        self.empty = EmptyState("scan", "", "")
        self.choose_files = action_button(
            _("Chọn tệp quét…"), self.files.ask_files, icon="upload-simple", is_primary=True
        )
        self.choose_folder = action_button(_("Chọn thư mục…"), self.files.ask_folder)
        self.resume_button = action_button(_("Đọc tiếp các bản quét còn dở"), self._resume_last)
        for button in (self.resume_button, self.choose_files, self.choose_folder):
            self.empty.add_button(button)
        self.addWidget(self.empty)
        self.addWidget(self.view)
        self.view.files_asked.connect(self.files.ask_files)
        self.view.folder_asked.connect(self.files.ask_folder)
        self.view.confirmed.connect(self.record)
        self.view.changed.connect(self.drafting.touch)
        self.view.cleared.connect(self.ask_to_clear)
        context.tasks.cancelled.connect(self._on_cancelled)
        self._show()

    @property
    def pile(self) -> Pile:
        """The pages under review."""
        return self.view.pile

    @property
    def is_reading(self) -> bool:
        """Whether files are being read."""
        return self._work is not None

    def read(self, paths: Iterable[Path]) -> None:
        """Read files or folders and put their pages under the pile."""
        self._next += paths
        if self._work is None and self._next:
            wanted, self._next = self._next, []
            self._begin(wanted, {}, set())

    def put(self, paths: Iterable[Path], sheets: Iterable[ScannedSheet]) -> None:
        """Put pages that were read under the pile and show it."""
        self.pile.add(paths, sheets)
        self.drafting.save()
        self._show()
        if self.isVisible():
            self.focus_first()

    def resume(self, draft: DraftRow) -> None:
        """Read the files of a draft again; what was said of them holds."""
        if self._work is not None or self.pile.sheets:
            return
        cells = self.drafting.resume(draft)
        self.pile.restore(cells)
        self._begin(list(map(Path, cells["paths"])), self.pile.matched, self.pile.done)

    def record(self) -> None:
        """File the pages and mark who signed on them, in one act."""
        pages = self.pile.returned()
        if not pages or self._is_recording:
            return
        self.view.day.settle()
        on = self.view.day.day
        if on is None:
            self._context.notice(_("Ngày ký chưa rõ."), Tone.WARNING)
            self.view.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._is_recording = True
        self.view.setEnabled(False)
        database, key = self._context.database, self._key
        work = partial(taken_in, database, pages, on, key)
        self._context.tasks.run(self, work, partial(self._recorded, pages), self._refused)

    def sheet(self) -> Sheet | None:
        """The pile as a draft; None while there is none."""
        if not self.pile.sheets:
            return None
        title = _("{pages} trang quét, {people} người chưa xác nhận").format(
            pages=number(self.pile.pages), people=number(self.pile.people)
        )
        return Sheet(title, self.pile.cells())

    def ask_to_clear(self) -> None:
        """Put the pile away; where somebody would be marked, ask first."""
        if not self.pile.people:
            self.clear()
            return
        self.files.ask_to_put_away(self.pile.people, self.clear)

    def clear(self) -> None:
        """Let the pile and its draft go; the files stay where they are."""
        self.view.pile = Pile()
        self.drafting.discard()
        self._show()

    def focus_first(self) -> None:
        """Go to the first row, or to the button that begins."""
        goal = self.view.table if self.pile.sheets else self.choose_files
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Offer what was left unfinished."""
        self._show()

    # Reading

    def _begin(self, paths: list[Path], matched: dict[Any, str], done: set[str]) -> None:
        self._work = self._context.tasks.run_long(
            self,
            _("Đang đọc bản quét"),
            partial(read_pile, self._context.database, paths, dict(matched), set(done)),
            self._was_read,
            self._not_read,
        )
        self._show()

    def _was_read(self, read: tuple[list[Path], list[ScannedSheet]]) -> None:
        self._work = None
        self.put(*read)
        self.read([])

    def _not_read(self, error: DomainError) -> None:
        self._work = None
        self._context.tasks.refused.emit(error)
        self._show()

    def _on_cancelled(self, work: LongWork) -> None:
        if work is self._work:
            self._work = None
            self._next.clear()
            if not self.pile.sheets:
                self.view.pile = Pile()
                self.drafting.begin()
            self._show()

    # Confirming

    def _recorded(self, pages: Sequence[ReturnedPage], taken: Taken) -> None:
        self._set_free()
        self._key = uuid.uuid4().hex
        before = self.pile
        self.view.pile = before.without(page.code for page in pages)
        if self.pile.sheets:
            self.drafting.save()
        else:
            self.drafting.discard()

        def undo() -> None:
            undo_pages(self._context, self, taken.before)
            self._put_back(before)

        form = _("Đã nhận {pages} trang, ghi {count} người ký nhận.")
        if before.has_handovers:
            form = _("Đã nhận {pages} trang, ghi {count} chữ ký.")
        told = form.format(
            pages=number(len({(page.file, page.page) for page in pages})), count=number(taken.count)
        )
        if closed := sum(sheet.why is Why.CLOSED for sheet in self.pile.sheets):
            left = _("Không nhận {count} trang của đợt đã kết thúc.")
            told = f"{told} {left.format(count=number(closed))}"
        self._context.notice(told, Tone.OK, [NoticeAction(_("Hoàn tác"), undo)])
        self._show()
        self.focus_first()

    def _put_back(self, before: Pile) -> None:
        known = {id(sheet) for sheet in before.sheets}
        if all(id(sheet) in known for sheet in self.pile.sheets):
            self.view.pile = before
            self.drafting.save()
            self._show()

    def _refused(self, error: DomainError) -> None:
        self._set_free()
        self._context.tasks.refused.emit(error)
        if isinstance(error, (DistributionClosed, NotHandedOver)):  # since the pile was read
            self.pile.set_aside(error)
            self.drafting.save()
            self._show()
            self.record()

    def _set_free(self) -> None:
        self._is_recording = False
        self.view.setEnabled(True)

    # Looks

    def _show(self) -> None:
        has_pile = bool(self.pile.sheets)
        if has_pile:
            self.view.show_pile()
        waiting = None if has_pile or self.is_reading else self._waiting()
        self.resume_button.setVisible(waiting is not None)
        if self.is_reading:
            self.empty.sentence.setText(_("Đang đọc bản quét…"))
        elif waiting is not None:
            said = _("Còn {title} (lưu lúc {time})")
            self.empty.sentence.setText(
                said.format(title=waiting.title, time=saved_text(waiting.saved_at))
            )
        else:
            self.empty.sentence.setText(_("Kéo thả bản quét vào bất cứ đâu trong cửa sổ"))
        self.empty.hint.setText(
            _("PDF, TIFF, JPEG, PNG hoặc cả thư mục. Xem trước rồi mới ghi ai đã ký.")
        )
        for button in (self.choose_files, self.choose_folder):
            button.setEnabled(not self.is_reading)
        self.setCurrentWidget(self.view if has_pile else self.empty)
        self.counted.emit()

    def _waiting(self) -> DraftRow | None:
        return next(iter(self.drafting.waiting()), None)

    def _resume_last(self) -> None:
        if (draft := self._waiting()) is not None:
            self.resume(draft)
