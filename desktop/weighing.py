"""What is unusual about vouchers is said once before they are posted; the same again lets it pass."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.database import Database
from db.errors import Concern, DomainError
from db.kinds import Strictness, VoucherKind
from db.services.goods_back import NewReturn
from db.services.limits import concerns
from db.services.moving import NewTransfer, NewWriteOff
from db.services.reversing import OF_CORRECTIONS, Corrected
from db.services.stock import NewIssue, NewReceipt
from desktop.context import Context, NoticeAction, Tone
from desktop.recorded import Recorded
from desktop.refusals import warning
from desktop.translation import _

KINDS = {
    NewReceipt: VoucherKind.RECEIPT,
    NewIssue: VoucherKind.ISSUE,
    NewTransfer: VoucherKind.TRANSFER,
    NewWriteOff: VoucherKind.WRITE_OFF,
    NewReturn: VoucherKind.RETURN,
}


class Weighing:
    """Stands between a form and the book; what the office blocks, the book itself refuses."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self._let_pass: Sequence[Corrected] = ()

    def post(
        self,
        vouchers: Sequence[Corrected],
        work: Callable[[], Recorded],
        then: Callable[[Recorded], object],
        refused: Callable[[DomainError], object],
        warned: Callable[[], Callable[[], object]],
        *,
        corrects: int | None = None,
    ) -> None:
        """Do the work in the background, unless something unusual was not said yet.

        Then `warned` puts the form back, and gives what records it all the same.
        """
        is_weighed, database, today = (
            vouchers == self._let_pass,
            self._context.database,
            self._context.clock.today(),
        )

        def weigh() -> Recorded | list[Concern]:
            found = [] if is_weighed else _concerns(database, today, vouchers, corrects)
            return found if _are_warnings(found) else work()

        def settle(done: Recorded | list[Concern]) -> None:
            if isinstance(done, Recorded):
                self._let_pass = ()
                then(done)
            else:
                self._let_pass = vouchers
                again = NoticeAction(_("Vẫn ghi sổ"), warned())
                self._context.notice(warning(done), Tone.WARNING, [again])

        self._context.tasks.run(self._owner, weigh, settle, refused)


def _concerns(
    database: Database, today: date, vouchers: Sequence[Corrected], corrects: int | None
) -> list[Concern]:
    """All that is unusual; a correction is as old as what it corrects, which counts as undone."""
    spares = () if corrects is None else OF_CORRECTIONS
    return [
        one
        for voucher in vouchers
        for one in database.ask(concerns, today, voucher, KINDS[type(voucher)], spares, corrects)
    ]


def _are_warnings(found: Sequence[Concern]) -> bool:
    return bool(found) and all(one.rule == Strictness.WARN for one in found)
