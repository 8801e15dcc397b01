"""What can be put right about a lot: its block, what it was received as, its value; each with why."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.queries.amendments import AmendmentRow
from db.queries.lots import LotRow
from db.services.amending import amend_lot, block_lot, correct_amount, free_lot
from desktop.context import Context, Tone
from desktop.labels import amount, number
from desktop.pages.stock.words import amendment_text
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.fields_dialog import FieldsDialog
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.reason import ReasonDialog

SHOWN_HISTORY = 8


class LotActs:
    """Asks over its owner, then writes in the background; lists refresh themselves."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def ask_block(self, row: LotRow) -> ReasonDialog:
        """Ask why a lot is kept from being given out, or is free again."""
        title = _("Bỏ khóa lô") if row.is_blocked else _("Tạm khóa lô")
        told = (
            _("{lot} lại được cấp phát, vì")
            if row.is_blocked
            else _("{lot} không được cấp phát nữa cho đến khi bỏ khóa, vì")
        )
        dialog = ReasonDialog(title, told.format(lot=_heading(row)), self._owner)
        act = free_lot if row.is_blocked else block_lot
        done = _("Đã bỏ khóa {lot}.") if row.is_blocked else _("Đã tạm khóa {lot}.")

        def write() -> None:
            work = partial(self._context.database.do, act, row.lot_id, dialog.reason)
            self._run(work, done.format(lot=lot_title(row)))

        dialog.accepted.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def ask_mend(self, row: LotRow, history: Sequence[AmendmentRow]) -> FieldsDialog:
        """Ask for the right number, expiry date and supplier; what was put right before stands below."""
        numbered, supplier = QLineEdit(row.number), QLineEdit(row.supplier)
        expires = DateField(self._context.clock.today)
        expires.set_day(row.expires_on)
        dialog = FieldsDialog(
            _("Sửa lô"),
            _heading(row),
            (
                (_("Số lô"), numbered),
                (_("Hạn dùng"), expires),
                (_("Đơn vị cung cấp"), supplier),
            ),
            self._owner,
            needs_reason=True,
            below=[amendment_text(one) for one in history[-SHOWN_HISTORY:]],
        )

        def write() -> None:
            values = {
                "number": numbered.text(),
                "expires_on": expires.day,
                "supplier": supplier.text(),
            }
            do, reason = self._context.database.do, dialog.reason
            self._run(
                partial(do, amend_lot, row.lot_id, values, reason),
                _("Đã sửa {lot}.").format(lot=lot_title(row)),
            )

        return _open(dialog, write)

    def ask_value(self, row: LotRow) -> FieldsDialog:
        """Ask what the rest of a lot in a store is really worth."""
        store, worth = QComboBox(), QLineEdit()
        for place in row.places:
            told = f"{place.store}: {number(place.pieces)} {row.unit}, {amount(place.amount)}"
            store.addItem(told, place)
        worth.setPlaceholderText(_("tổng giá trị đúng của phần còn lại, đồng"))
        dialog = FieldsDialog(
            _("Sửa giá trị"),
            _heading(row),
            ((_("Phần còn ở kho"), store), (_("Giá trị đúng"), worth)),
            self._owner,
            needs_reason=True,
        )

        def write() -> None:
            place = store.currentData()
            try:
                right = parse_quantity(worth.text().removesuffix("đ").strip(), least=0).pieces
            except QuantityUnclear as unclear:
                self._context.notice(str(unclear), Tone.WARNING)
                return
            if change := right - place.amount:
                do, today = self._context.database.do, self._context.clock.today()
                where = (row.lot_id, place.store_id, today, change, dialog.reason)
                told = _("Đã sửa giá trị {lot}: {before} thành {after}.").format(
                    lot=lot_title(row), before=amount(place.amount), after=amount(right)
                )
                self._run(partial(do, correct_amount, *where), told)

        return _open(dialog, write)

    def _run(self, work: Callable[[], object], told: str) -> None:
        def done(_outcome: object) -> None:
            self._context.notice(told, Tone.OK)

        self._context.tasks.run(self._owner, work, done)


def lot_title(row: LotRow) -> str:
    """A lot by its supply and number."""
    name = row.number or _("không số")
    return _("lô {number} của {supply}").format(number=name, supply=row.supply)


def _heading(row: LotRow) -> str:
    title = lot_title(row)
    return title[:1].upper() + title[1:]


def _open(dialog: FieldsDialog, write: Callable[[], None]) -> FieldsDialog:
    dialog.accepted.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
