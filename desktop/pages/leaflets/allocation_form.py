"""One allocation: its head, its leaflets with what is left of them, and the grid of who gets what."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db.errors import DomainError
from db.queries.allocations import AllocationSheet
from db.queries.office import DraftRow
from db.services.allocating import AllocationFields, remove_allocation, save_allocation
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import parse_date
from desktop.drafting import Drafting, Sheet
from desktop.labels import sentence
from desktop.pages.leaflets.allocation_body import AllocationBody
from desktop.pages.leaflets.allocation_reading import Known, read_known
from desktop.pages.leaflets.allocation_state import (
    partakers,
    portions_of,
    sheet_of,
)
from desktop.translation import _
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button

DRAFT = "leaflets/allocations"


class AllocationForm(QWidget):
    """Kept as a draft while it is typed; saved in one act with Ctrl+Enter."""

    left = Signal()
    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.allocation_id: int | None = None
        self._version: int | None = None
        self.drafting = Drafting(context, DRAFT, self._sheet, self)
        self.bar = OpenedBar()
        self.save_button = action_button(
            _("Lưu"), self.save, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        self.print_button = action_button(_("In"), self.print_it, icon="printer", shortcut="Ctrl+P")
        self.remove_button = action_button(_("Bỏ bảng"), self._ask_removal, icon="prohibit")
        self.remove_button.setProperty("danger", True)
        for button in (self.print_button, self.remove_button, self.save_button):
            self.bar.add(button)
        self.body = AllocationBody(context)
        self._lay_out()
        self._connect()

    # What the tab does.

    def begin(self) -> None:
        """Start a new allocation."""
        self.drafting.flush()
        self.drafting.begin()
        self._read(None, None)

    def open(self, allocation_id: int) -> None:
        """Show an allocation of the book."""
        self.drafting.flush()
        self.drafting.begin()
        self._read(allocation_id, None)

    def resume(self, draft: DraftRow) -> None:
        """Go on with a draft."""
        cells = self.drafting.resume(draft)
        self._read(cells["allocation"], cells)

    def fields(self) -> AllocationFields:
        """The allocation as it stands in the form."""
        return AllocationFields(
            title=self.body.head.title.text(),
            day=self.body.head.day.day or self._context.clock.today(),
            portions=portions_of(self.body.portions),
            partakers=partakers(self.body.portions, self.body.shares),
            basis=self.body.head.basis.text(),
            run_id=self.body.head.run.currentData(),
            spread_by=self.body.head.by,
            id=self.allocation_id,
            version=self._version,
        )

    def as_sheet(self) -> AllocationSheet:
        """What papers and workbooks are made of: the form, saved or not."""
        return sheet_of(self.fields(), self.body.head, self.body.portions, self.body.shares)

    def save(self) -> None:
        """Save in the background; a refusal stands above the grid."""
        if self.body.known is None or not self.save_button.isEnabled():
            return
        if problem := self.body.first_problem():
            self.body.tell(problem, Tone.BAD)
            return
        self.save_button.setEnabled(False)
        act = partial(
            self._context.database.do, save_allocation, self.fields(), key=self.drafting.key
        )
        self._context.tasks.run(self, act, self._saved, self._refused)

    def print_it(self) -> None:
        """Show the sheet as a paper, with its workbook."""
        from desktop.allocation_printing import allocation_pdf, allocation_xlsx

        self.body.commit()
        sheet = self.as_sheet()
        database, title = self._context.database, sheet.title or _("Bảng phân bổ")
        works = (partial(make, database, sheet) for make in (allocation_pdf, allocation_xlsx))
        self.paper_wanted.emit(title, *works)

    # Reading

    def _read(self, allocation_id: int | None, cells: dict[str, Any] | None) -> None:
        self.allocation_id, self.body.known = allocation_id, None
        today = self._context.clock.today()
        typed = parse_date(cells["head"]["day"], today) if cells is not None else None
        work = partial(read_known, self._context.database, typed or today, allocation_id)
        self._context.tasks.run(self, work, partial(self._show, cells))

    def _show(self, cells: dict[str, Any] | None, known: Known) -> None:
        sheet = known.sheet
        self._version = sheet.version if sheet is not None else None
        if cells is not None:
            self._version = cells["version"]
        self.drafting.pause(is_paused=True)
        self.body.show_known(known, cells)
        self.drafting.pause(is_paused=False)
        self.remove_button.setVisible(sheet is not None)
        self.bar.name(sheet.title if sheet is not None else _("Lập bảng phân bổ"))
        self.body.head.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheet(self) -> Sheet | None:
        """The form as a draft keeps it."""
        if self.body.known is None:
            return None
        title = self.body.head.title.text().strip() or _("Bảng phân bổ chưa có tên")
        own = {"allocation": self.allocation_id, "version": self._version}
        return Sheet(title, own | self.body.state())

    # Saving and removing

    def _saved(self, _allocation_id: int) -> None:
        self.save_button.setEnabled(True)
        self.drafting.discard()
        told = _("Đã lưu bảng phân bổ {title}.").format(title=self.body.head.title.text().strip())
        self._context.notice(told, Tone.OK)
        self.left.emit()

    def _refused(self, error: DomainError) -> None:
        self.save_button.setEnabled(True)
        self.body.tell(sentence(error), Tone.BAD)

    def _ask_removal(self) -> None:
        told = _("Bỏ bảng phân bổ này? Những lần đã giao vẫn giữ nguyên.")
        self._context.notice(told, Tone.WARNING, [NoticeAction(_("Bỏ bảng"), self._remove)])

    def _remove(self) -> None:
        act = partial(self._context.database.do, remove_allocation, self.allocation_id)
        self._context.tasks.run(self, act, lambda _id: self._removed(), self._refused)

    def _removed(self) -> None:
        self.drafting.discard()
        self._context.notice(_("Đã bỏ bảng phân bổ."), Tone.OK)
        self.left.emit()

    def _leave(self) -> None:
        self.drafting.flush()
        self.left.emit()

    # Laying out

    def _connect(self) -> None:
        self.bar.left.connect(self._leave)
        self.body.edited.connect(self.drafting.touch)
        self.body.record.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self.save)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(area, 1)
