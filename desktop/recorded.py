"""What can be done right after something was recorded: print it, undo it, go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from db.queries.entering import numbers_of
from db.services.reversing import reverse_vouchers
from desktop.context import Context, NoticeAction, Tone
from desktop.translation import _
from desktop.widgets.reason import ReasonDialog


@dataclass(frozen=True, slots=True)
class Recorded:
    """Vouchers that one act posted, with their printed numbers."""

    ids: tuple[int, ...]
    numbers: tuple[str, ...]

    @property
    def told(self) -> str:
        """The numbers as one says them: XK000012, or the first and the last of several."""
        if len(self.numbers) == 1:
            return self.numbers[0]
        return _("{first} đến {last} ({count} phiếu)").format(
            first=self.numbers[0], last=self.numbers[-1], count=len(self.numbers)
        )


def recorded(context: Context, voucher_ids: Sequence[int]) -> Recorded:
    """Look up what was posted."""
    numbers = context.database.ask(numbers_of, voucher_ids)
    return Recorded(tuple(voucher_ids), tuple(numbers))


def undo_action(
    context: Context,
    owner: QWidget,
    done: Recorded,
    undone: Callable[[], object] | None = None,
) -> NoticeAction:
    """The button that asks for a reason and reverses what was just recorded."""
    label = _("Hủy phiếu này") if len(done.ids) == 1 else _("Hủy các phiếu này")
    return NoticeAction(label, lambda: ask_undo(context, owner, done, undone))


def ask_undo(
    context: Context,
    owner: QWidget,
    done: Recorded,
    undone: Callable[[], object] | None = None,
) -> ReasonDialog:
    """Ask why, then reverse all of them in one act."""
    dialog = ReasonDialog(
        _("Hủy phiếu"), _("Hủy phiếu {numbers}?").format(numbers=done.told), owner
    )
    key = f"undo-{'-'.join(map(str, done.ids))}"

    def told(_reversals: list[int]) -> None:
        context.notice(_("Đã hủy phiếu {numbers}.").format(numbers=done.told), Tone.OK)
        if undone is not None:
            undone()

    def reverse() -> None:
        reason, database = dialog.reason, context.database
        context.tasks.run(
            owner, lambda: database.do(reverse_vouchers, done.ids, reason, key=key), told
        )

    dialog.accepted.connect(reverse)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
