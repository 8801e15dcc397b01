"""What duties and indicators have in common: they are in force from a day to a day, and are ended."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from db.text import fold
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import ActionButton
from desktop.widgets.record_form import RecordForm


class Term(Protocol):
    """Something in force from a day to a day."""

    @property
    def from_on(self) -> date | None: ...

    @property
    def to_on(self) -> date | None: ...


class Terms:
    """Says of things in force from a day to a day what is not so today."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def word(self, row: Term) -> str:
        """A word for what is over or has not begun; nothing for what is in force."""
        if is_over(row, self._today()):
            return _("đã kết thúc")
        begins = row.from_on is not None and row.from_on > self._today()
        return _("chưa bắt đầu") if begins else ""


class EndButton(ActionButton):
    """Puts today into the field of the last day and saves: what reports spoke of is ended, not removed."""

    def __init__(
        self,
        context: Context,
        form: RecordForm[Any],
        to_on: DateField,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Kết thúc hôm nay"), parent)
        self.setAccessibleName(self.text())
        self.setAutoDefault(False)
        self._context, self._form, self._to_on = context, form, to_on
        self.clicked.connect(self.end)

    def show_for(self, *, has_record: bool) -> None:
        """Be there where something in force is shown."""
        day = self._to_on.day
        self.setVisible(has_record and (day is None or day > self._context.clock.today()))

    def end(self) -> None:
        """End what is shown with today."""
        self._to_on.set_day(self._context.clock.today())
        self._form.save()


def is_over(row: Term, today: date) -> bool:
    """Whether the last day is past."""
    return row.to_on is not None and row.to_on < today


def fits(words: Sequence[str], *texts: str) -> bool:
    """Whether every word begins some word of the texts, accents aside."""
    parts = fold(" ".join(texts)).split()
    return all(any(part.startswith(word) for part in parts) for word in words)
