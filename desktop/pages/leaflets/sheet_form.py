"""What the forms of print runs share: a bar on top, fields, a grid, a draft, recorded with Ctrl+Enter."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError
from db.queries.office import DraftRow
from desktop.context import Context, Tone
from desktop.drafting import Drafting, Sheet
from desktop.labels import sentence
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.suggest import SuggestEdit

Wrong = tuple[str, QWidget]  # a sentence, and where the cursor is to stand


class SheetForm(QWidget):
    """Esc goes back and keeps the draft. What is refused stands above the grid.

    A form says what it holds (`_cells`, `_title`, `_show`), what is wrong with its fields
    (`_wrong`) and what recording it does (`_work`).
    """

    left = Signal()
    recorded = Signal(object)  # what the work returned

    def __init__(self, context: Context, form: str, grid: EntryGrid, words: str) -> None:
        super().__init__()
        self._context = context
        self.grid = grid
        self.is_begun = self.is_recording = False
        self.drafting = Drafting(context, form, self._sheet, self)
        self.bar = OpenedBar()
        self.bar.title.setProperty("role", "heading")
        self.drop_button = action_button(_("Bỏ sửa"), self.drop)
        self.record_button = action_button(
            words, self.record, shortcut="Ctrl+Return", is_primary=True
        )
        self.bar.add(self.drop_button)
        self.bar.add(self.record_button)
        self.head, listed = Card(), Card()
        self.told, self.sums = QLabel(), QLabel()
        self.told.setWordWrap(True)
        self.sums.setWordWrap(True)
        set_tone(self.told, Tone.BAD)
        listed.body.addWidget(self.told)
        listed.body.addWidget(grid, 1)
        listed.body.addWidget(self.sums)
        grid.setMinimumHeight(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self.head)
        column.addWidget(listed, 1)
        self.bar.left.connect(self.left)
        grid.edited.connect(self._on_edited)
        grid.record.connect(self.record)
        self.tell("")

    # What a form says of itself

    def _title(self) -> str:
        """What a list of drafts calls it."""
        raise NotImplementedError

    def _cells(self) -> dict[str, Any] | None:
        """What it holds, as typed; None while that is nothing new."""
        raise NotImplementedError

    def _restore(self, cells: Mapping[str, Any]) -> None:
        """Show what a draft holds."""
        raise NotImplementedError

    def _wrong(self) -> Wrong | None:
        raise NotImplementedError

    def _work(self) -> Callable[[], Any]:
        """What records it, in the background."""
        raise NotImplementedError

    def _count(self) -> None:
        """Say the sums anew."""
        raise NotImplementedError

    # What both do

    def listen(self, *fields: QWidget) -> None:
        """Keep what is typed in these, and let Enter go from one to the next, then to the grid."""
        for place, field in enumerate(fields):
            if not isinstance(field, QLineEdit):
                continue
            field.textEdited.connect(self._touch)
            if isinstance(field, DateField | SuggestEdit):
                field.picked.connect(self._touch)
            last = place + 1 == len(fields)
            following = self.to_grid if last else partial(_go_to, fields[place + 1])
            field.returnPressed.connect(following)

    def to_grid(self) -> None:
        """On to the rows."""
        self.grid.setFocus()

    def start(self, show: Callable[[], object]) -> None:
        """Put away what was typed, as a draft, and fill the form by `show`."""
        self.drafting.flush()
        self.drafting.begin()
        self._fill(show)

    def resume(self, draft: DraftRow) -> None:
        """Go on with a draft."""
        self.drafting.flush()
        cells = self.drafting.resume(draft)
        self._fill(lambda: self._restore(cells))

    def drop(self) -> None:
        """Throw away what was typed."""
        self.drafting.discard()
        self.is_begun = False
        self.left.emit()

    def record(self) -> None:
        """Record in the background, or say why not."""
        if self.is_recording:
            return
        self.grid.commit()
        if (wrong := self._wrong()) is not None:
            self.tell(wrong[0])
            wrong[1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif (problem := self.grid.first_problem()) is not None:
            told = _("Dòng {row}: {why}").format(row=problem[0] + 1, why=problem[1])
            self.tell(told)
            self.grid.setFocus()
        else:
            self.tell("")
            self._hold(is_held=True)
            self._context.tasks.run(self, self._work(), self._done, self._refused)

    def tell(self, text: str) -> None:
        """Say what is wrong above the grid."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, show: Callable[[], object]) -> None:
        self.drafting.pause(is_paused=True)
        show()
        for field in self.head.findChildren(QLineEdit):
            field.home(False)
        self.is_begun = True
        self.grid.rows_model.undo_stack.clear()
        self.drafting.pause(is_paused=False)
        self.tell("")
        self._count()

    def _sheet(self) -> Sheet | None:
        cells = self._cells() if self.is_begun else None
        return None if cells is None else Sheet(self._title(), cells)

    def _touch(self) -> None:
        self.drafting.touch()
        self._count()

    def _on_edited(self) -> None:
        self.drafting.touch()
        self._count()

    def _done(self, outcome: Any) -> None:
        self._hold(is_held=False)
        self.drafting.discard()
        self.is_begun = False
        self.recorded.emit(outcome)

    def _refused(self, error: DomainError) -> None:
        self._hold(is_held=False)
        self.tell(sentence(error))
        self.grid.setFocus()

    def _hold(self, *, is_held: bool) -> None:
        self.is_recording = is_held
        self.record_button.setEnabled(not is_held)
        self.grid.setEnabled(not is_held)


def _go_to(field: QWidget) -> None:
    """As with Tab: what stands in the field is selected, so that typing replaces it."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
