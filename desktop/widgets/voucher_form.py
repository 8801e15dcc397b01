"""A form that becomes a voucher: a draft from the first thing typed on, recorded by one act."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.errors import DomainError
from db.queries.office import DraftRow
from db.queries.vouchers import VoucherDetail, voucher_detail
from db.services.goods_back import NewReturn
from db.services.reversing import Corrected, correct_voucher
from desktop.context import Context, NoticeAction, Tone
from desktop.drafting import Drafting, Sheet
from desktop.recorded import Recorded, recorded, undo_action
from desktop.translation import _
from desktop.weighing import Weighing
from desktop.widgets.correction import CorrectionBar
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid

Told = Callable[[Recorded], str]
Wrong = tuple[str, Callable[[], object]]  # a sentence, and what puts the cursor there


class VoucherForm(QWidget):
    """What every such form does with its draft, a correction and its recording.

    A form says what it holds (`sheet`, `_restore`, `_show_voucher`, `_forget`), what is wrong with its head
    (`_wrong`), what recording it does (`_act`), which paper that makes (`_paper`), and what it
    shows of a refusal (`_refused`). What is unusual about `vouchers`, which `_act` leaves there,
    is said once; recording them again lets it pass.
    """

    printed = Signal(object, str)  # voucher ids, title: show their paper

    def __init__(self, context: Context, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.drafting = Drafting(context, form, self.sheet, self)
        self.correction = CorrectionBar()
        self.is_recording = False
        self.vouchers: Sequence[Corrected] = ()
        self._weighing = Weighing(context, self)
        self.correction.typed.connect(self.drafting.touch)
        self.correction.left.connect(self.give_up)
        self.correction.finished.connect(self.to_grid)

    def follow_today(self, day: DateField) -> None:
        """Let the day of the form be today's, for as long as nothing is typed."""
        day.follow_today(lambda: self.sheet() is None)

    # What a form says of itself

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        raise NotImplementedError

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        raise NotImplementedError

    def _restore(self, cells: Mapping[str, Any]) -> None:
        """Show the cells of a draft."""
        raise NotImplementedError

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        """A posted voucher is corrected from now on."""
        self.correction.show_for(detail, reason)

    def _show_voucher(self, detail: VoucherDetail) -> None:
        """Fill the form with a posted voucher."""
        raise NotImplementedError

    def _show_head(self, detail: VoucherDetail) -> None:
        """Fill the head as that of a posted voucher, which is added to today."""
        raise NotImplementedError

    def _forget(self) -> None:
        raise NotImplementedError

    def _wrong(self) -> Wrong | None:
        raise NotImplementedError

    def _act(self) -> tuple[Callable[[], Recorded], Told] | None:
        """The work in the background, and how it is told; None once it was said why not."""
        raise NotImplementedError

    def _paper(self, done: Recorded) -> tuple[str, str]:
        """The words of its button, and its title."""
        raise NotImplementedError

    def _more_papers(self, done: Recorded) -> list[NoticeAction]:
        """What else can be printed of what was recorded."""
        return []

    def _refused(self, error: DomainError) -> None:
        raise NotImplementedError

    def _show_remarks(self) -> None:
        """Have the rows say what is wrong with them; a grid mostly does so by itself."""

    # What they all do

    def to_grid(self) -> None:
        """On to the rows."""
        self.entry.setFocus()

    def clear(self) -> None:
        """Put this form away; what was typed stays a draft."""
        self.entry.commit()
        self.drafting.flush()
        self.drafting.begin()
        self._forget()

    def discard(self) -> None:
        """Throw this form away, its draft too."""
        self.drafting.discard()
        self._forget()

    def give_up(self) -> None:
        """Throw this form away and begin another."""
        self.discard()
        self.begin()

    def kept_draft(self, draft_id: int) -> DraftRow | None:
        """A draft of such forms; None, and a word about it, when it is gone."""
        if (row := self.drafting.find(draft_id)) is None:
            self._warn(_("Phiếu nháp này không còn nữa."))
        return row

    def resume(self, draft: DraftRow) -> None:
        """Put this form away and go on with a draft, unless it is this one."""
        if self.drafting.draft_id == draft.draft_id:
            return
        self.clear()
        cells = self.drafting.resume(draft)
        self.drafting.pause(is_paused=True)
        if voucher_id := cells.get("correct"):
            detail = self._context.database.ask(voucher_detail, voucher_id)
            self._begin_correction(detail, cells.get("reason", ""))
        elif voucher_id := cells.get("follow"):
            self.correction.show_following(self._context.database.ask(voucher_detail, voucher_id))
        self._restore(cells)
        self.drafting.pause(is_paused=False)

    def correct(self, detail: VoucherDetail) -> None:
        """Put this form away and correct a posted voucher; recording reverses the old one."""
        self.clear()
        self._begin_correction(detail)
        self._show_voucher(detail)
        self.drafting.touch()
        self.correction.reason_field.setFocus()

    def follow(self, detail: VoucherDetail) -> None:
        """Put this form away and add to a posted voucher, which stays as it is."""
        self.clear()
        self.correction.show_following(detail)
        self._show_head(detail)
        self.drafting.touch()
        self.to_grid()

    def record(self) -> None:
        """Post what the form holds, or say why not."""
        if self.is_recording or not self._is_ready() or (act := self._act()) is None:
            return
        work, told = act
        self._hold(is_held=True)
        self._weighing.post(
            self.vouchers,
            work,
            partial(self._recorded, told),
            self._not_recorded,
            self._warned,
            corrects=self.correction.voucher_id,
        )

    def _warned(self) -> Callable[[], object]:
        """Something unusual was said: recording the same again lets it pass."""
        self._hold(is_held=False)
        return self.record

    def _posting(self, post: Callable[..., int], voucher: Corrected) -> Callable[[], Recorded]:
        """The work that posts one voucher, in the place of the one that is corrected, if any."""
        context, key = self._context, self.drafting.key
        if self.correction.follows_id is not None and not isinstance(voucher, NewReturn):
            voucher = replace(voucher, follows_id=self.correction.follows_id)
        self.vouchers = (voucher,)
        corrects, reason = self.correction.voucher_id, self.correction.reason

        def work() -> Recorded:
            do = context.database.do
            if corrects is None:
                return recorded(context, [do(post, voucher, key=key)])
            return recorded(context, [do(correct_voucher, corrects, reason, voucher, key=key)])

        return work

    def _is_ready(self) -> bool:
        self.entry.commit()
        if (wrong := self._wrong()) is not None:
            self._warn(wrong[0])
            wrong[1]()
        elif self.correction.lacks_reason:
            self._warn(_("Hãy ghi lý do sửa."))
            self.correction.reason_field.setFocus()
        elif not self.entry.rows():
            self._warn(_("Phiếu chưa có dòng nào."))
            self.entry.setFocus()
        elif (problem := self.entry.first_problem()) is not None:
            self._show_remarks()
            self._warn(_("Dòng {row}: {why}").format(row=problem[0] + 1, why=problem[1]))
        else:
            return True
        return False

    def _recorded(self, told: Told, done: Recorded) -> None:
        self._hold(is_held=False)
        text = self.correction.and_replaced(told(done))
        self.discard()
        words, title = self._paper(done)
        actions = [
            NoticeAction(words, lambda: self.printed.emit(done.ids, title)),
            *self._more_papers(done),
            undo_action(self._context, self, done),
            NoticeAction(_("Phiếu mới"), self.begin),
        ]
        self._context.notice(text, Tone.OK, actions)
        self.begin()

    def _not_recorded(self, error: DomainError) -> None:
        self._hold(is_held=False)
        self._refused(error)

    def _hold(self, *, is_held: bool) -> None:
        self.is_recording = is_held
        self.entry.setEnabled(not is_held)

    def _warn(self, sentence: str) -> None:
        self._context.notice(sentence, Tone.WARNING)
