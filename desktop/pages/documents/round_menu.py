"""What is done with a round as a whole: another deadline, its minutes, close it and open it again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from db.errors import ChangedMeanwhile, DomainError
from db.kinds import DeliveryForm
from db.queries.distributions import RoundRow, one_round
from db.queries.documents import FileContent, file_content
from db.services.rounds import (
    change_distribution,
    close_distribution,
    remove_distribution,
    reopen_distribution,
)
from desktop import theme
from desktop.attached import ENDINGS, read_file
from desktop.context import Context, Tone
from desktop.pages.documents.round_bars import DeadlineBar, ReasonBar, deadline_told
from desktop.pages.documents.words import round_title
from desktop.refusals import sentence
from desktop.translation import _
from desktop.widgets.looking import look
from desktop.widgets.page_header import ActionButton


class RoundMenu(ActionButton):
    """A button with a menu; the deadline is changed in a line of the round."""

    paper_wanted = Signal(str, object)
    picture_wanted = Signal(str, object)
    removed = Signal(int)  # a round's id

    def __init__(
        self,
        context: Context,
        deadline: DeadlineBar,
        reason: ReasonBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Đợt này"), parent)
        self.setIcon(theme.icon("gear-six"))
        self.setAccessibleName(_("Đợt này"))
        self.setAutoDefault(False)
        self._context = context
        self.deadline, self.reason = deadline, reason
        self.row: RoundRow | None = None
        self._fill()
        deadline.saved.connect(self._save_deadline)
        deadline.minutes_wanted.connect(self._choose_minutes)

    def show_round(self, row: RoundRow) -> None:
        """Offer what can be done with a round as it stands."""
        self.row = row
        is_open = row.closed_on is None
        self.deadline_act.setVisible(is_open)
        self.close_act.setVisible(is_open)
        self.reopen_act.setVisible(not is_open)
        self.minutes_act.setVisible(row.minutes_id is not None)
        words = _("Sửa hạn ký…")
        if row.form is DeliveryForm.MEETING:
            words = _("Sửa hạn ký, biên bản họp…")
        self.deadline_act.setText(words)

    def _ask_deadline(self) -> None:
        if self.row is not None:
            self.deadline.ask(self.row)

    def _save_deadline(self) -> None:
        self._change(_("Đã lưu hạn ký."))

    def _choose_minutes(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Chọn biên bản họp"), "", ENDINGS)
        if chosen:
            self.keep_minutes(Path(chosen))

    def keep_minutes(self, path: Path) -> None:
        """Keep a file as the minutes of the meeting, with what its line says."""
        self._change(_("Đã giữ biên bản {name}.").format(name=path.name), path)

    def _change(self, told: str, path: Path | None = None) -> None:
        """Save what the line for the deadline says; it stays as typed until that is done."""
        if self.deadline.is_saving or (row := self.deadline.asked) is None:
            return
        do, given = self._context.database.do, (row.round_id, *self.deadline.given)

        def work() -> int:
            if path is None:
                return do(change_distribution, *given, version=row.version)
            file = read_file(path)
            entry = {"given": [*given], "minutes": file.name}
            return do(change_distribution, *given, file, version=row.version, told=entry)

        def done(_id: int) -> None:
            self._context.notice(told)
            self.deadline.done(row)

        def refused(error: DomainError) -> None:
            self.deadline.is_saving = False
            self._context.notice(sentence(error), Tone.BAD)
            if isinstance(error, ChangedMeanwhile):
                self._look_again(row)

        self.deadline.is_saving = True
        self._context.tasks.run(self, work, done, refused)

    def _look_again(self, asked: RoundRow) -> None:
        """Say what another made of the round; who saves once more then means to go over it."""

        def tell(now: RoundRow) -> None:
            if self.deadline.asked is asked:
                self.deadline.asked = now
                said = _(
                    "Người khác vừa sửa đợt này: {now}. Lưu lần nữa là thay bằng những gì gõ ở đây."
                )
                self._context.notice(said.format(now=deadline_told(now)), Tone.WARNING)

        today = self._context.clock.today()
        work = partial(self._context.database.ask, one_round, asked.round_id, today)
        self._context.tasks.run(self, work, tell)

    def _ask_to_remove(self) -> None:
        """Ask why a round was a mistake, and remove it."""
        if (row := self.row) is None:
            return

        def go_on(reason: str) -> None:
            def done(_id: int) -> None:
                self._context.notice(_("Đã xóa {round}.").format(round=round_title(row)))
                self.removed.emit(row.round_id)

            work = partial(self._context.database.do, remove_distribution, row.round_id, reason)
            self._context.tasks.run(self, work, done)

        self.reason.ask(_("Xóa đợt này vì"), go_on, usual=False)

    def _show_minutes(self) -> None:
        if self.row is None or (kept := self.row.minutes_id) is None:
            return

        def show(file: FileContent) -> None:
            if self.isVisible():  # else the round was left meanwhile
                look(self._context, self, _("Biên bản họp"), file.kind, lambda: file)

        work = partial(self._context.database.ask, file_content, kept)
        self._context.tasks.run(self, work, show)

    def _do(self, told: str, service: Callable[..., Any], *given: Any, **more: Any) -> None:
        if self.row is not None:
            work = partial(self._context.database.do, service, self.row.round_id, *given, **more)
            self._context.tasks.run(self, work, lambda _id: self._context.notice(told))

    def _fill(self) -> None:
        menu = QMenu(self)
        self.deadline_act = menu.addAction(_("Sửa hạn ký…"))
        self.minutes_act = menu.addAction(_("Xem biên bản họp"))
        self.close_act = menu.addAction(_("Kết thúc đợt"))
        self.reopen_act = menu.addAction(_("Mở lại đợt"))
        self.remove_act = menu.addAction(_("Xóa đợt mở nhầm…"))
        self.remove_act.triggered.connect(self._ask_to_remove)
        self.deadline_act.triggered.connect(self._ask_deadline)
        self.minutes_act.triggered.connect(self._show_minutes)
        self.close_act.triggered.connect(
            lambda: self._do(_("Đã kết thúc đợt phổ biến."), close_distribution)
        )
        self.reopen_act.triggered.connect(
            lambda: self._do(_("Đã mở lại đợt phổ biến."), reopen_distribution)
        )
        self.setMenu(menu)
