"""One allocation: its head, its leaflets with what is left of them, and the grid of who gets what."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.errors import DomainError, MoreThanToShare, NoFigures
from db.kinds import SpreadBy
from db.queries.allocations import AgencyRow, AllocationSheet, LeafletToShare, run_portions
from db.queries.office import DraftRow
from db.services.allocating import AllocationFields, remove_allocation, save_allocation
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.drafting import Drafting, Sheet
from desktop.labels import number, sentence
from desktop.pages.leaflets.allocation_head import CHOSEN, DISTRICTS, AllocationHead
from desktop.pages.leaflets.allocation_reading import Known, read_known
from desktop.pages.leaflets.allocation_state import (
    head_of,
    partakers,
    portions_of,
    sheet_of,
)
from desktop.pages.leaflets.portion_grid import PortionGrid
from desktop.pages.leaflets.share_grid import ShareGrid
from desktop.pages.leaflets.share_room import ShareRoom
from desktop.pages.leaflets.share_tree import key_of, rows_of
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.grid_cells import GridRow
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.wrap_row import WrapRow

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
        self._known: Known | None = None
        self._of_run: dict[int, int] = {}  # what other allocations leave of the run
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
        today = context.clock.today
        self.head = AllocationHead(today)
        self.portions = PortionGrid(today)
        self.room = ShareRoom(today)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._lay_out()
        self._connect()

    @property
    def shares(self) -> ShareGrid:
        """The grid of who gets what."""
        return self.room.grid

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
            title=self.head.title.text(),
            day=self.head.day.day or self._context.clock.today(),
            portions=portions_of(self.portions),
            partakers=partakers(self.portions, self.shares),
            basis=self.head.basis.text(),
            run_id=self.head.run.currentData(),
            spread_by=self.head.by,
            id=self.allocation_id,
            version=self._version,
        )

    def as_sheet(self) -> AllocationSheet:
        """What papers and workbooks are made of: the form, saved or not."""
        return sheet_of(self.fields(), self.head, self.portions, self.shares)

    def propose(self) -> None:
        """Share the totals out by the method; one step that can be undone."""
        self.portions.commit()
        self.shares.commit()
        try:
            block = self.shares.tree.proposal(self.shares.rows_model.rows())
        except NoFigures as error:
            self._tell(sentence(error), Tone.BAD)
            return
        self.shares.rows_model.type_block(0, block, _("Chia theo cách đã chọn"))
        self._weigh()

    def save(self) -> None:
        """Save in the background; a refusal stands above the grid."""
        if self._known is None or not self.save_button.isEnabled():
            return
        for grid in (self.portions, self.shares):
            if (problem := grid.first_problem()) is not None:
                self._tell(problem[1], Tone.BAD)
                return
        self.save_button.setEnabled(False)
        act = partial(
            self._context.database.do, save_allocation, self.fields(), key=self.drafting.key
        )
        self._context.tasks.run(self, act, self._saved, self._refused)

    def print_it(self) -> None:
        """Show the sheet as a paper, with its workbook."""
        from desktop.allocation_printing import allocation_pdf, allocation_xlsx

        self.shares.commit()
        sheet = self.as_sheet()
        database, title = self._context.database, sheet.title or _("Bảng phân bổ")
        works = (partial(make, database, sheet) for make in (allocation_pdf, allocation_xlsx))
        self.paper_wanted.emit(title, *works)

    # Reading

    def _read(self, allocation_id: int | None, cells: dict[str, Any] | None) -> None:
        self.allocation_id, self._known = allocation_id, None
        day = self._context.clock.today()
        work = partial(read_known, self._context.database, day, allocation_id)
        self._context.tasks.run(self, work, partial(self._show, cells))

    def _show(self, cells: dict[str, Any] | None, known: Known) -> None:
        sheet = known.sheet
        self._known = known
        self._version = sheet.version if sheet is not None else None
        self.drafting.pause(is_paused=True)
        self.portions.offer(known.leaflets)
        self.head.offer(known, sheet.run_id if sheet is not None else None)
        if cells is not None:
            self._show_draft(cells, known)
        elif sheet is not None:
            self.head.restore(head_of(sheet))
            self.portions.show_portions(sheet.leaflets)
            rows = rows_of(sheet.agencies, sheet.shares, sheet.leaflets, sheet.weights)
            self._rebuild(list(sheet.agencies), rows)
        else:
            day = day_text(known.day)
            self.head.restore(
                {"title": "", "day": day, "basis": "", "run": None, "bodies": DISTRICTS}
                | {"others": False, "method": str(SpreadBy.EQUAL)}
            )
            self.portions.show_portions(())
            self._rebuild(self.head.chosen_bodies(), [])
        self._read_run()
        self.drafting.pause(is_paused=False)
        self.remove_button.setVisible(sheet is not None)
        title = sheet.title if sheet is not None else _("Lập bảng phân bổ")
        self.bar.name(title)
        self._tell("")
        self._weigh()
        self.head.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_draft(self, cells: dict[str, Any], known: Known) -> None:
        self._version = cells["version"]
        self.head.restore(cells["head"])
        self.portions.restore(cells["portions"])
        self.portions.fit()
        by_id = {row.agency_id: row for row in known.agencies}
        if known.sheet is not None:
            by_id |= {row.agency_id: row for row in known.sheet.agencies}
        typed = {id_: texts for id_, texts in cells["rows"] if id_ in by_id}
        self._rebuild([by_id[id_] for id_ in typed], [])
        block = [typed[row.tag] for row in self.shares.rows_model.rows()]
        keys = {column.key for column in self.shares.columns if column.is_editable}
        self.shares.rows_model.type_block(
            0, [{key: text for key, text in one.items() if key in keys} for one in block], ""
        )
        self.shares.rows_model.undo_stack.clear()

    def _sheet(self) -> Sheet | None:
        """The form as a draft keeps it."""
        if self._known is None:
            return None
        rows = [
            (row.tag, {key: cell.text for key, cell in row.cells.items() if cell.text})
            for row in self.shares.rows_model.rows()
        ]
        title = self.head.title.text().strip() or _("Bảng phân bổ chưa có tên")
        return Sheet(
            title,
            {
                "allocation": self.allocation_id,
                "version": self._version,
                "head": self.head.state(),
                "portions": self.portions.typed(),
                "rows": rows,
            },
        )

    # Following what is typed

    def _rebuild(
        self, agencies: Sequence[AgencyRow], rows: Sequence[GridRow] | None = None
    ) -> None:
        self.room.show_bodies(agencies, self.head.by, self.portions.portions(), rows)

    def _on_bodies(self) -> None:
        if self._known is not None:
            self._rebuild(
                self.head.chosen_bodies(),
            )
            self._on_edited()

    def _on_added(self, agency_id: int) -> None:
        """One more body; a ward stands under its district, if that is there."""
        if self._known is None or agency_id in self.shares.tree.agencies:
            return
        there = {*self.shares.tree.agencies, agency_id}
        self._rebuild(
            [row for row in self._known.agencies if row.agency_id in there],
        )
        self._on_edited()

    def _remove_rows(self) -> None:
        """Take the bodies of the selected rows out."""
        self._rebuild(self.room.without_selected())
        self._on_edited()

    def _on_method(self) -> None:
        self._rebuild(
            self.room.agencies,
        )
        self._on_edited()

    def _on_portions(self) -> None:
        portions = self.portions.portions()
        before = [one.supply_id for one in self.shares.tree.portions]
        if [one.supply_id for one in portions] != before:
            self._rebuild(self.room.agencies)
        else:
            self.shares.tree.portions = portions
        self.portions.fit()
        self._on_edited()

    def _on_run(self) -> None:
        """The leaflets of a run come with what is ordered, less what others plan."""
        portions = self._read_run()
        if portions:
            self.portions.show_portions([one for one in portions if one.total])
            self._on_portions()

    def _read_run(self) -> list[LeafletToShare]:
        run_id = self.head.run.currentData()
        ask = self._context.database.ask
        found = ask(run_portions, run_id, self.allocation_id) if run_id is not None else []
        self._of_run = {one.supply_id: one.total for one in found}
        return found

    def _on_day(self) -> None:
        day = self.head.day.day
        if day is None or self._known is None or day == self._known.day:
            return
        self._known = read_known(self._context.database, day)
        self.head.offer(self._known, self.head.run.currentData())
        if self.head.bodies.currentData() != CHOSEN:
            self._on_bodies()

    def _on_edited(self) -> None:
        self._weigh()
        self.drafting.touch()

    def _on_typing(self, row: int, key: str, text: str) -> None:
        """Each key counts at once: what is being typed stands in the sums already."""
        try:
            pieces = parse_quantity(text, least=0).pieces if text.strip() else 0
        except QuantityUnclear:
            return
        was = self.shares.rows_model.row_at(row)[key] or 0
        for portion in self.shares.tree.portions:
            if key_of(portion.supply_id) == key:
                self._weigh({portion.supply_id: pieces - was})

    def _weigh(self, being_typed: dict[int, int] | None = None) -> None:
        """Say what is shared and left; too much is told with its figures."""
        sums = self.shares.tree.sums(self.shares.rows_model.row_at)
        for supply_id, more in (being_typed or {}).items():
            sums[supply_id] += more
        self.portions.tell_shared(sums)
        refusals = []
        for one in self.portions.portions():
            shared = sums.get(one.supply_id, 0)
            if shared + one.reserve > one.total:
                error = MoreThanToShare(one.title, one.total, one.reserve, shared)
                refusals.append(sentence(error))
            elif self.head.run.currentData() and one.total > self._of_run.get(one.supply_id, 0):
                told = _("{leaflet}: đợt in chỉ còn {left} tờ chưa phân bổ.")
                left = number(self._of_run.get(one.supply_id, 0))
                refusals.append(told.format(leaflet=one.title, left=left))
        self._tell(" ".join(refusals), Tone.BAD if refusals else Tone.NONE)

    # Saving and removing

    def _saved(self, _allocation_id: int) -> None:
        self.save_button.setEnabled(True)
        self.drafting.discard()
        told = _("Đã lưu bảng phân bổ {title}.").format(title=self.head.title.text().strip())
        self._context.notice(told, Tone.OK)
        self.left.emit()

    def _refused(self, error: DomainError) -> None:
        self.save_button.setEnabled(True)
        self._tell(sentence(error), Tone.BAD)

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

    def _tell(self, text: str, tone: Tone = Tone.NONE) -> None:
        if text != self.told.text():  # else each key would lay the whole form out again
            self.told.setText(text)
            set_tone(self.told, tone)

    # Laying out

    def _connect(self) -> None:
        self.bar.left.connect(self._leave)
        self.head.changed.connect(self.drafting.touch)
        self.head.day.picked.connect(self._on_day)
        self.head.run_chosen.connect(self._on_run)
        self.head.bodies_chosen.connect(self._on_bodies)
        self.head.method_chosen.connect(self._on_method)
        self.head.added.connect(self._on_added)
        self.portions.edited.connect(self._on_portions)
        self.portions.record.connect(self.save)
        self.room.edited.connect(self._on_edited)
        self.room.typing.connect(self._on_typing)
        self.room.record.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self.save)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        tools = WrapRow()
        for words, do, keys in (
            (_("Chia theo cách đã chọn"), self.propose, "Ctrl+G"),
            (_("Mở hết"), lambda: self.shares.open_all(is_open=True), ""),
            (_("Thu gọn"), lambda: self.shares.open_all(is_open=False), ""),
            (_("Bỏ các dòng đã chọn"), self._remove_rows, ""),
        ):
            tools.add(action_button(words, do, shortcut=keys))
        tools.add(self.head.others)
        tools.add(self.told, 1, 200)
        inside = Card()
        inside.body.addWidget(self.head)
        inside.body.addWidget(self.portions)
        inside.body.addLayout(tools)
        inside.body.addWidget(self.room, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(area, 1)
