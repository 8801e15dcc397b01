"""The sheet of an allocation: its head, its leaflets with what is left of them, who gets what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from db.errors import MoreThanToShare, NoFigures
from db.kinds import SpreadBy
from db.queries.allocations import AgencyRow, LeafletToShare, run_portions
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number, sentence
from desktop.pages.leaflets.allocation_head import CHOSEN, DISTRICTS, AllocationHead
from desktop.pages.leaflets.allocation_reading import Known, read_known
from desktop.pages.leaflets.allocation_state import head_of
from desktop.pages.leaflets.portion_grid import PortionGrid
from desktop.pages.leaflets.share_grid import ShareGrid
from desktop.pages.leaflets.share_room import ShareRoom
from desktop.pages.leaflets.share_tree import key_of, rows_of
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.grid_cells import GridRow
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.wrap_row import WrapRow


class AllocationBody(Card):
    """Its parts follow each other at each key; too much is told at once."""

    edited = Signal()
    record = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self.known: Known | None = None
        self._of_run: dict[int, int] = {}  # what other allocations leave of the run
        today = context.clock.today
        self.head = AllocationHead(today)
        self.portions = PortionGrid(today)
        self.room = ShareRoom(today)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.sums = QLabel()
        self.sums.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._connect()

    @property
    def shares(self) -> ShareGrid:
        """The grid of who gets what."""
        return self.room.grid

    def show_known(self, known: Known, cells: dict[str, Any] | None) -> None:
        """Show a draft, else the allocation of the book, else an empty sheet of all districts."""
        sheet, self.known = known.sheet, known
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
        self.tell("")
        self._weigh()

    def state(self) -> dict[str, Any]:
        """The sheet as typed, for a draft."""
        rows = [
            (row.tag, {key: cell.text for key, cell in row.cells.items() if cell.text})
            for row in self.shares.rows_model.rows()
        ]
        return {"head": self.head.state(), "portions": self.portions.typed(), "rows": rows}

    def commit(self) -> None:
        """Put what is being typed into its cell."""
        self.portions.commit()
        self.shares.commit()

    def first_problem(self) -> str:
        """The first cell that can't be taken, and why; empty where all can."""
        for grid in (self.portions, self.shares):
            if (problem := grid.first_problem()) is not None:
                return problem[1]
        return ""

    def propose(self) -> None:
        """Share the totals out by the method; one step that can be undone."""
        self.commit()
        if self.head.by is SpreadBy.SHEET:
            self.tell(_("Hãy chọn cách chia trước."), Tone.WARNING)
            return
        try:
            block = self.shares.tree.proposal(self.shares.rows_model.rows())
        except NoFigures as error:
            self.tell(sentence(error), Tone.BAD)
            return
        self.shares.rows_model.type_block(0, block, _("Chia theo cách đã chọn"))
        self._weigh()

    def tell(self, text: str, tone: Tone = Tone.NONE) -> None:
        """Say something above the grid."""
        if text != self.told.text():  # else each key would lay the whole form out again
            self.told.setText(text)
            set_tone(self.told, tone)

    # Inside

    def _show_draft(self, cells: dict[str, Any], known: Known) -> None:
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

    def _rebuild(
        self, agencies: Sequence[AgencyRow], rows: Sequence[GridRow] | None = None
    ) -> None:
        self.room.show_bodies(agencies, self.head.by, self.portions.portions(), rows)

    def _on_bodies(self) -> None:
        if self.known is not None:
            self._rebuild(self.head.chosen_bodies())
            self._on_edited()

    def _on_added(self, agency_id: int) -> None:
        """One more body; a ward stands under its district, if that is there."""
        if self.known is None or agency_id in self.shares.tree.agencies:
            return
        there = {*self.shares.tree.agencies, agency_id}
        self._rebuild([row for row in self.known.agencies if row.agency_id in there])
        self._on_edited()

    def _remove_rows(self) -> None:
        """Take the bodies of the selected rows out."""
        self._rebuild(self.room.without_selected())
        self._on_edited()

    def _on_method(self) -> None:
        self._rebuild(self.room.agencies)
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
        sheet = self.known.sheet if self.known is not None else None
        own = sheet.allocation_id if sheet is not None else None
        ask = self._context.database.ask
        found = ask(run_portions, run_id, own) if run_id is not None else []
        self._of_run = {one.supply_id: one.total for one in found}
        return found

    def _on_day(self) -> None:
        day = self.head.day.day
        if day is None or self.known is None or day == self.known.day:
            return
        known = read_known(self._context.database, day)
        self.known = replace(known, sheet=self.known.sheet)
        self.head.offer(self.known, self.head.run.currentData())
        if self.head.bodies.currentData() != CHOSEN:
            self._on_bodies()

    def _on_edited(self) -> None:
        self._weigh()
        self.edited.emit()

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
        self._tell_sums(sums)
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
        self.tell(" ".join(refusals), Tone.BAD if refusals else Tone.NONE)

    def _tell_sums(self, sums: Mapping[int, int]) -> None:
        """The total row, right above the grid: in sight where a window shows little else."""
        parts = [
            _("{code}: {shared}, còn {left}").format(
                code=one.code,
                shared=number(sums.get(one.supply_id, 0)),
                left=number(one.total - one.reserve - sums.get(one.supply_id, 0)),
            )
            for one in self.portions.portions()
        ]
        told = _("Đã chia {sums}").format(sums=" · ".join(parts)) if parts else ""
        self.sums.setText(told)
        self.sums.setToolTip(told)

    def _connect(self) -> None:
        self.head.changed.connect(self.edited)
        self.head.day.picked.connect(self._on_day)
        self.head.run_chosen.connect(self._on_run)
        self.head.bodies_chosen.connect(self._on_bodies)
        self.head.method_chosen.connect(self._on_method)
        self.head.added.connect(self._on_added)
        self.portions.edited.connect(self._on_portions)
        self.portions.record.connect(self.record)
        self.room.edited.connect(self._on_edited)
        self.room.typing.connect(self._on_typing)
        self.room.record.connect(self.record)

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
        self.body.addWidget(self.head)
        self.body.addWidget(self.portions)
        self.body.addLayout(tools)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.room, 1)
