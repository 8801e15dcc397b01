"""Ghi lần giao: what a print house brought on a day, line by line; the good ones become a receipt."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from db.errors import DomainError
from db.queries.catalogue import SupplyRow, stores, supplies
from db.queries.entering import numbers_of
from db.queries.print_run_list import RunLineRow, RunRow, run_row
from db.services.printing_runs import DeliveredPart, record_delivery
from desktop.context import Context
from desktop.labels import number
from desktop.pages.leaflets.run_form import run_name
from desktop.pages.leaflets.sheet_form import SheetForm, Wrong
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.head_fields import field_line
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import PackChoice
from desktop.widgets.supply_fields import StoreBox, packs_of

TITLE, OUTSTANDING = "title", "outstanding"
ACCEPTED, SPOILED, SENT_BACK = "accepted", "spoiled", "sent_back"
PARTS = (ACCEPTED, SPOILED, SENT_BACK)


class DeliveryForm(SheetForm):
    """A row for each line of the run; more than is outstanding is refused in the row."""

    def __init__(self, context: Context) -> None:
        self.run: RunRow | None = None
        self._lines: dict[int, RunLineRow] = {}
        self._supplies: dict[int, SupplyRow] = {}
        today = context.clock.today
        grid = EntryGrid(self._columns(), today, grows=False, check=self._lacks)
        grid.setAccessibleName(_("Nhà in giao"))
        super().__init__(context, "leaflets/deliveries/runs", grid, _("Ghi lần giao"))
        self._as_shown: dict[str, Any] = {}
        self.record_number = QLineEdit()
        self.store = StoreBox(())
        self.day = DateField(today, is_past=True)
        self.record_number.setPlaceholderText(_("số biên bản nghiệm thu"))
        self.all_button = action_button(_("Nhận đủ phần còn lại"), self.take_all, shortcut="F4")
        line = field_line(
            (_("Biên bản số"), self.record_number, 1),
            (_("Nhập vào kho"), self.store, 1),
            (_("Ngày giao"), self.day, 0),
        )
        line.add(self.all_button)
        self.head.body.addLayout(line)
        self.store.currentIndexChanged.connect(self._touch)
        self.listen(self.record_number, self.store, self.day)

    def begin(self, run: RunRow) -> None:
        """Fill in a delivery of a run; one that was begun of it is gone on with."""
        if self.is_begun and self.run == run and self._cells() is not None:
            return
        for draft in self.drafting.waiting():
            if draft.cells["run"] == run.run_id:
                self.resume(draft)
                return
        self.start(lambda: self._show(run))
        self.record_number.setFocus()

    def to_grid(self) -> None:
        self.grid.edit_cell(max(0, self.grid.currentIndex().row()), ACCEPTED)

    def take_all(self) -> None:
        """Put in that all that is still to come was brought, and is good."""
        self.grid.commit()
        block = []
        for row in self.grid.rows_model.rows():
            line = self._lines[row.tag]
            left = line.outstanding - row.pieces(SPOILED)
            block.append({ACCEPTED: number(left)} if left > 0 else {})
        self.grid.rows_model.type_block(0, block, _("Nhận đủ phần còn lại"))

    def _show(self, run: RunRow) -> None:
        ask = self._context.database.ask
        self.run = run
        self._lines = {line.line_id: line for line in run.lines}
        ids = [line.supply_id for line in run.lines]
        self._supplies = {row.supply_id: row for row in ask(supplies, ids=ids)}
        self.bar.name(_("Nhà in giao: {run}").format(run=run_name(run)))
        self.store.show_stores(ask(stores))
        self.day.set_day(self._context.clock.today())
        self.record_number.clear()
        self.grid.set_rows(GridRow(tag=line.line_id) for line in run.lines)
        self._as_shown = self._state()

    def _title(self) -> str:
        words = (_("Nhà in giao"), self.run.number or self.run.printer if self.run else "")
        return " · ".join(filter(None, (*words, self.day.text())))

    def _cells(self) -> dict[str, Any] | None:
        state = self._state()
        return None if state == self._as_shown else state

    def _state(self) -> dict[str, Any]:
        return {
            "run": self.run.run_id if self.run else None,
            "record": self.record_number.text(),
            "day": self.day.text(),
            "store": self.store.store_id,
            "rows": {
                str(row.tag): [row.text(key) for key in PARTS]
                for row in self.grid.rows_model.rows()
            },
        }

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self._show(self._context.database.ask(run_row, cells["run"]))
        self.record_number.setText(cells["record"])
        self.day.setText(cells["day"])
        self.day.settle()
        self.store.choose(cells["store"])
        for place, line_id in enumerate(self._lines):
            for key, text in zip(PARTS, cells["rows"].get(str(line_id), ()), strict=False):
                self.grid.type_cell(place, key, text)

    def _wrong(self) -> Wrong | None:
        if self.day.day is None:
            return _("Ngày giao chưa rõ."), self.day
        rows = self.grid.rows_model.rows()
        if not any(row.text(key) for row in rows for key in PARTS):
            return _("Chưa ghi nhà in giao bao nhiêu."), self.grid
        return None

    def _work(self) -> Callable[[], tuple[int | None, str]]:
        run, day, store_id = self.run, self.day.day, self.store.store_id
        assert run is not None
        assert day is not None
        parts = [
            DeliveredPart(row.tag, *(row.pieces(key) for key in PARTS))
            for row in self.grid.rows_model.rows()
        ]
        record, key, database = self.record_number.text(), self.drafting.key, self._context.database

        def work() -> tuple[int | None, str]:
            given = (run.run_id, day, store_id, parts, record)
            voucher_id: int | None = database.do(record_delivery, *given, key=key)
            if voucher_id is None:
                return None, ""
            return voucher_id, database.ask(numbers_of, [voucher_id])[0]

        return work

    def _refused(self, error: DomainError) -> None:
        """Others may have noted a delivery meanwhile: show what is outstanding now."""
        super()._refused(error)
        if self.run is not None:
            self.run = self._context.database.ask(run_row, self.run.run_id)
            self._lines = {line.line_id: line for line in self.run.lines}
            self.grid.rows_model.tell({})

    def _count(self) -> None:
        rows = self.grid.rows_model.rows()
        accepted, spoiled, back = (sum(row.pieces(key) for row in rows) for key in PARTS)
        told = _(
            "Đạt <b>{accepted}</b> (nhập kho) &nbsp; Hỏng <b>{spoiled}</b>"
            " &nbsp; Trả lại in bù <b>{back}</b>"
        )
        self.sums.setText(
            told.format(accepted=number(accepted), spoiled=number(spoiled), back=number(back))
        )

    def _lacks(self, row: GridRow) -> dict[str, str]:
        line = self._lines.get(row.tag)
        brought = row.pieces(ACCEPTED) + row.pieces(SPOILED)
        if line is None or brought <= line.outstanding:
            return {}
        told = _("Chỉ còn phải giao {left} (đặt {ordered}, đã giao {delivered}); ghi {brought}.")
        return {
            ACCEPTED: told.format(
                left=number(line.outstanding),
                ordered=number(line.ordered),
                delivered=number(line.ordered - line.outstanding),
                brought=number(brought),
            )
        }

    def _columns(self) -> list[GridColumn]:
        def line(row: GridRow) -> RunLineRow | None:
            return self._lines.get(row.tag)

        def title(row: GridRow) -> str:
            return found.title if (found := line(row)) else ""

        def left(row: GridRow) -> str:
            return number(found.outstanding) if (found := line(row)) else ""

        def packs(row: GridRow) -> tuple[PackChoice, ...]:
            supply = self._supplies.get(found.supply_id) if (found := line(row)) else None
            return packs_of(supply) if supply else ()

        read_only = Kind.READ_ONLY
        parts = ((ACCEPTED, _("Đạt")), (SPOILED, _("Hỏng")), (SENT_BACK, _("Trả lại in bù")))
        return [
            GridColumn(TITLE, _("Tờ bướm"), read_only, 0, text=title, tip=title),
            GridColumn(OUTSTANDING, _("Còn phải giao"), read_only, 110, text=left, is_right=True),
            *(
                GridColumn(key, words, Kind.QUANTITY, 110, packs=packs, least=0)
                for key, words in parts
            ),
        ]
