"""Báo cáo 8g30 on the overview: how many reported, how long there is still time, who is late or missing."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from db.kinds import Punctuality
from db.queries.daily_board import Board
from db.queries.daily_calendar import local
from desktop.context import Context, Tone
from desktop.daily_words import countdown, counted, told_of
from desktop.translation import _
from desktop.widgets.cards import FigureCard

A_FEW_SECONDS = 5_000  # milliseconds


class DailyCard(FigureCard):
    """Stands only on days on which reports are due."""

    passed = Signal()  # the deadline: who was awaited is missing now

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Báo cáo 8g30"), parent)
        self._context = context
        self._board: Board | None = None
        self._ticking = QTimer(self, interval=A_FEW_SECONDS)
        self._ticking.timeout.connect(self.tick)
        self.hide()

    def show_board(self, board: Board) -> None:
        """Show how today's reports stand."""
        self._board = board
        is_shown = board.deadline is not None and len(board.rows) > 0
        if is_shown:
            self._say(board)
        self.setVisible(is_shown)

    def tick(self) -> None:
        """Say the time that is left."""
        board = self._board
        if board is None or board.deadline is None:
            return
        if board.day != self._context.clock.today():
            self.passed.emit()
            return
        now = local(self._context.clock.now())
        is_over = now > board.deadline or (now == board.deadline and not board.is_inclusive)
        if is_over and any(row.standing.state is Punctuality.WAITING for row in board.rows):
            self.passed.emit()
        else:
            self._say(board)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticking.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticking.stop()
        super().hideEvent(event)

    def _say(self, board: Board) -> None:
        assert board.deadline is not None
        came, due = counted(board.rows)
        now = local(self._context.clock.now())
        time_left, tone = countdown(now, board.deadline, is_inclusive=board.is_inclusive)
        states = {row.standing.state for row in board.rows}
        if Punctuality.WAITING in states:
            word = time_left
        elif Punctuality.MISSING in states:
            word, tone = _("Quá hạn"), Tone.BAD
        else:
            word, tone = _("Đủ báo cáo"), Tone.OK
        self.show_figure(f"{came}/{due}", word, tone, told_of(board.rows) or _("đơn vị đã báo cáo"))
