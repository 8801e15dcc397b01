"""The form of a new round: kept as a draft, counted before it is recorded."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)

from db.errors import DomainError
from db.kinds import DeliveryForm
from db.services.distributing import NewDistribution, distribute, reached
from db.services.documents import NewFile
from desktop.attached import read_file
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.drafting import Drafting, Sheet, saved_text
from desktop.labels import number, sentence
from desktop.pages.documents.round_fields import RoundFields
from desktop.pages.documents.round_reach import Offered, read_offered, receivers_of
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.page_header import action_button
from desktop.widgets.record_fields import settled
from desktop.widgets.wrap_row import WrapRow

FORM = "distribution"
PAUSE_MILLISECONDS = 150


class RoundForm(RoundFields):
    """Enter goes on, Ctrl+Enter records, Esc goes back to the list; what was typed is kept."""

    left = Signal()
    recorded = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.drafting = Drafting(context, FORM, self.sheet, self)
        self._asked = 0
        self._offered: Offered | None = None
        self._waiting: dict[str, Any] | None = None  # cells to be filled once all is offered
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.kept = QLabel()
        self.kept.setProperty("role", "muted")
        self.record_button = action_button(
            _("Mở đợt"), self.record, shortcut="Ctrl+Return", is_primary=True
        )
        self._counting = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._counting.timeout.connect(self._count)
        self._lay_out_below()
        self.touched.connect(self._touched)
        self.drafting.saved.connect(self._tell_saved)
        self._empty()

    # For the tab

    def begin(self, document_ids: tuple[int, ...] = ()) -> None:
        """Go on with the round that was begun, or fill in documents for a new one."""
        if document_ids:
            self._waiting = {**self.cells(), "documents": list(document_ids)}
        elif self.sheet() is None and (drafts := self.drafting.waiting()):
            self._waiting = self.drafting.resume(drafts[0])
        self.refresh()
        self.documents.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, draft_id: int) -> None:
        """Go on with a draft."""
        if draft_id != self.drafting.draft_id and (draft := self.drafting.find(draft_id)):
            self.drafting.flush()
            self._waiting = self.drafting.resume(draft)
        self.refresh()

    def refresh(self) -> None:
        """Read what may be picked."""
        self._context.tasks.run(self, partial(read_offered, self._context.database), self._offer)

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was picked or written."""
        cells = self.cells()
        if not any(cells[name] for name in ("documents", "reach", "outside", "note")):
            return None
        title = ", ".join(self.documents.labels) or _("Đợt phổ biến")
        return Sheet(f"{title} · {self.day.text()}", cells)

    def record(self) -> None:
        """Open the round, or say what is missing."""
        if not self.record_button.isEnabled() or not self._is_ready():
            return
        new, path, do = self.filled(), self.minutes_file, self._context.database.do
        key = self.drafting.key

        def work() -> int:
            from dataclasses import replace

            file: NewFile | None = None
            if path is not None and new.form is DeliveryForm.MEETING:
                file = read_file(path)
            told = {"given": [new], "minutes": file.name if file else ""}
            return do(distribute, replace(new, minutes=file), key=key, told=told)

        self.record_button.setEnabled(False)
        self._context.tasks.run(self, work, self._done, self._refused)

    def discard(self) -> None:
        """Throw the form away, its draft too."""
        self.drafting.discard()
        self._empty()
        self.left.emit()

    # Recording

    def _is_ready(self) -> bool:
        for field in (self.documents.field, self.reach.field):
            if not settled(field):
                return False
        if not self.documents.values:
            self._tell(_("Hãy chọn văn bản."), Tone.BAD)
            self.documents.setFocus()
        elif self.day.day is None:
            self._tell(_("Hãy ghi ngày phổ biến."), Tone.BAD)
            self.day.setFocus()
        elif not self.deadline_on.is_clear or not self.met_on.is_clear:
            self._tell(_("Ngày chưa rõ."), Tone.BAD)
        elif not self.reach.values and not receivers_of(self.outside.toPlainText()):
            self._tell(_("Hãy chọn phổ biến đến ai."), Tone.BAD)
            self.reach.setFocus()
        else:
            return True
        return False

    def _done(self, round_id: int) -> None:
        self.record_button.setEnabled(True)
        told = _("Đã mở đợt {number}.").format(number=round_id)
        self.drafting.discard()
        self._empty()
        self._context.notice(told)
        self.recorded.emit(round_id)

    def _refused(self, error: DomainError) -> None:
        self.record_button.setEnabled(True)
        self._tell(sentence(error), Tone.BAD)

    # Counting

    def _touched(self) -> None:
        self.drafting.touch()
        self._counting.start()

    def _count(self) -> None:
        self._asked += 1
        asked, new = self._asked, self.filled()
        if not self.reach.values and not new.receivers:
            self._tell("")
            return

        def show(units: dict[int, int]) -> None:
            if asked == self._asked:
                self._tell_reach(units, new)

        self._context.tasks.run(self, partial(self._context.database.ask, reached, new), show)

    def _tell_reach(self, units: dict[int, int], new: NewDistribution) -> None:
        told = _("Sẽ phổ biến đến {people} người ở {units} đơn vị").format(
            people=number(sum(units.values())), units=number(len(units))
        )
        if new.receivers:
            told += _(" và {count} nơi ngoài cơ quan").format(count=number(len(new.receivers)))
        self._tell(told + ".")

    def _tell(self, text: str, tone: Tone = Tone.NONE) -> None:
        self.told.setText(text)
        set_tone(self.told, tone)

    # Filling

    def _offer(self, offered: Offered) -> None:
        self._offered = offered
        self.documents.offer(offered.documents)
        self.reach.offer(offered.reach)
        if self._waiting is not None:
            cells, self._waiting = self._waiting, None
            self._put_in(cells)
            self._counting.start()

    def _put_in(self, cells: dict[str, Any]) -> None:
        self.drafting.pause(is_paused=True)
        self.fill(cells)
        self.drafting.pause(is_paused=False)

    def _empty(self) -> None:
        today = day_text(self._context.clock.today())
        empty = dict.fromkeys(("deadline", "met", "minutes", "outside", "note"), "")
        self._put_in(
            {**empty, "documents": [], "reach": [], "day": today, "form": DeliveryForm.PAPER}
        )
        self._tell("")
        self._tell_saved()

    # Looks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell_saved(self) -> None:
        at = self.drafting.saved_at
        self.kept.setText(_("Đã lưu nháp {time}").format(time=saved_text(at)) if at else "")

    def _lay_out_below(self) -> None:
        buttons = WrapRow()
        buttons.add(self.record_button)
        buttons.add(action_button(_("Để sau"), self.left.emit))
        buttons.add(action_button(_("Bỏ đợt đang nhập"), self.discard))
        buttons.add(self.kept)
        self.body.addWidget(self.told)
        self.body.addLayout(buttons)
        self.body.addStretch(1)
