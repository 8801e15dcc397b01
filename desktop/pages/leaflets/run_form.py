"""The form of a print run: order or contract, print house, when it is due, what is printed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from db.queries.catalogue import supplies
from db.queries.leaflet_list import leaflet_rows
from db.queries.office import settings
from db.queries.print_run_list import RunRow, earlier_printers, run_row, run_rows
from db.rules.leaflet_checks import checks
from db.rules.leaflets import value_of_part
from db.services.printing_runs import RunFields, order_printing
from desktop.context import Context
from desktop.labels import amount, number
from desktop.leaflet_policy import leaflet_policy
from desktop.pages.leaflets.checklist import before_print
from desktop.pages.leaflets.run_rows import MONEY, RunRows, columns, lines_of, texts_of
from desktop.pages.leaflets.sheet_form import SheetForm, Wrong
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.grid import EntryGrid
from desktop.widgets.head_fields import field_line
from desktop.widgets.money_cells import marked
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in

MOST_VAT = 100


class RunForm(SheetForm):
    """A new run, or one that is changed; what was delivered of it stays as it is."""

    def __init__(self, context: Context) -> None:
        self.known = RunRows()
        today = context.clock.today
        grid = EntryGrid(columns(self.known), today, check=self.known.lacks, fill=self.known.fill)
        grid.setAccessibleName(_("Các tờ bướm đặt in"))
        super().__init__(context, "leaflets/runs", grid, _("Lưu"))
        self.run: RunRow | None = None
        self._version: int | None = None
        self._as_shown: dict[str, Any] = {}
        self.number, self.address, self.tax_code = QLineEdit(), QLineEdit(), QLineEdit()
        self.printer = SuggestEdit(search_in(()))
        self.ordered_on = DateField(today, is_past=True)
        self.due_on = DateField(today)
        self.vat, self.note = QLineEdit(), QLineEdit()
        self.vat.setMaximumWidth(60)
        self._lay_out()
        self.printer.picked.connect(self._take_printer)
        self.listen(
            *(self.number, self.ordered_on, self.due_on, self.vat),
            *(self.printer, self.address, self.tax_code, self.note),
        )

    def begin(self, run: RunRow | None = None) -> None:
        """Fill in a new run, or change one; what was typed of it before is gone on with."""
        if self.is_begun and self.run == run and self._cells() is not None:
            return
        run_id = None if run is None else run.run_id
        for draft in self.drafting.waiting():
            if run is not None and draft.cells["run"] == run_id:
                self.resume(draft)
                return
        self.start(lambda: self._show(run))
        if not self.known.supplies:
            self.tell(_("Chưa có tờ bướm nào; hãy thêm ở thẻ Các tờ bướm trước."))
        self.number.setFocus()

    def offer(self) -> None:
        """Offer the leaflets and print houses that the book has now."""
        ask, today = self._context.database.ask, self._context.clock.today()
        rows = ask(leaflet_rows, today, "", self.run is not None)
        self.known.show(ask(supplies, ids=[row.supply_id for row in rows]))
        policy = leaflet_policy(ask(settings, today))
        self.known.lacking = {
            row.supply_id: before_print(checks(row.facts, policy, today)) for row in rows
        }
        self.printer.set_search(
            search_in(Suggestion(row.name, row.address, row) for row in ask(earlier_printers))
        )

    def _show(self, run: RunRow | None) -> None:
        self.run, self._version = run, run.version if run else None
        self.offer()
        self.bar.name(_("Đặt in mới") if run is None else _("Sửa {run}").format(run=run_name(run)))
        self.number.setText(run.number if run else "")
        self.printer.choose(Suggestion(run.printer) if run else None)
        self.address.setText(run.printer_address if run else "")
        self.tax_code.setText(run.printer_tax_code if run else "")
        self.ordered_on.set_day(run.ordered_on if run else self._context.clock.today())
        self.due_on.set_day(run.due_on if run else None)
        self.vat.setText(self._usual_vat() if run is None else str(run.vat_percent or ""))
        self.note.setText(run.note if run else "")
        self.grid.clear()
        if run is not None:
            self.grid.rows_model.type_block(0, texts_of(run.lines), "")
        self._as_shown = self._state()

    def _title(self) -> str:
        told = self.number.text().strip() or self.printer.text().strip()
        words = _("Đặt in") if self.run is None else _("Sửa đợt in")
        return " · ".join(filter(None, (words, told)))

    def _cells(self) -> dict[str, Any] | None:
        state = self._state()
        return None if state == self._as_shown else state

    def _state(self) -> dict[str, Any]:
        return {
            "run": self.run.run_id if self.run else None,
            "version": self._version,
            **{name: getattr(self, name).text() for name in _FIELDS},
            "rows": self.grid.typed(),
        }

    def _restore(self, cells: Mapping[str, Any]) -> None:
        ask, run_id = self._context.database.ask, cells["run"]
        self._show(None if run_id is None else ask(run_row, run_id))
        self._version = cells["version"]
        for name in _FIELDS:
            field = getattr(self, name)
            if isinstance(field, SuggestEdit):
                field.choose(Suggestion(cells[name]) if cells[name] else None)
            else:
                field.setText(cells[name])
        for day in (self.ordered_on, self.due_on):
            day.settle()
        self.grid.restore(cells["rows"])
        self.grid.set_rows(marked(self.grid.rows_model.rows(), cells["rows"], MONEY))

    def _wrong(self) -> Wrong | None:
        self.printer.close_list()
        if self.ordered_on.day is None:
            return _("Hãy ghi ngày đặt in."), self.ordered_on
        if not self.due_on.is_clear:
            return _("Hạn giao chưa rõ."), self.due_on
        if self.due_on.day is not None and self.due_on.day < self.ordered_on.day:
            return _("Hạn giao không thể trước ngày đặt in."), self.due_on
        if self._vat() is None:
            return _("Thuế GTGT là một số từ 0 đến 100."), self.vat
        if not self.printer.text().strip():
            return _("Hãy ghi tên nhà in."), self.printer
        rows = self.grid.rows()
        if not rows:
            return _("Chưa có tờ bướm nào để đặt in."), self.grid
        ids = [row[columns(self.known)[0].key] for row in rows]
        if twice := next((id_ for id_ in ids if id_ and ids.count(id_) > 1), None):
            told = _("“{title}” có ở hai dòng; hãy gộp làm một.")
            return told.format(title=self.known.supplies[twice].name), self.grid
        return None

    def _work(self) -> Callable[[], int]:
        ordered_on, run = self.ordered_on.day, self.run
        assert ordered_on is not None
        fields = RunFields(
            printer=self.printer.text(),
            ordered_on=ordered_on,
            lines=lines_of(self.grid.rows()),
            number=self.number.text(),
            due_on=self.due_on.day,
            printer_address=self.address.text(),
            printer_tax_code=self.tax_code.text(),
            vat_percent=self._vat() or 0,
            note=self.note.text(),
            id=run.run_id if run else None,
            version=self._version,
        )
        return partial(self._context.database.do, order_printing, fields, key=self.drafting.key)

    def _count(self) -> None:
        rows, vat = self.grid.rows_model.rows(), self._vat() or 0
        bare = sum(line.amount for line in lines_of(rows))
        whole = sum(
            value_of_part(line.amount, vat, line.ordered, line.ordered, 0)
            for line in lines_of(rows)
            if line.ordered
        )
        told = _("<b>{count}</b> dòng &nbsp; Tiền in <b>{bare}</b> &nbsp; Cả thuế <b>{whole}</b>")
        self.sums.setText(
            told.format(count=number(len(rows)), bare=amount(bare), whole=amount(whole))
        )

    def _vat(self) -> int | None:
        """The percentage as typed, None where it is none."""
        text = self.vat.text().strip().removesuffix("%").strip()
        if not text:
            return 0
        return int(text) if text.isdecimal() and int(text) <= MOST_VAT else None

    def _usual_vat(self) -> str:
        latest = self._context.database.ask(run_rows)[:1]
        return str(latest[0].vat_percent) if latest else ""

    def _take_printer(self, picked: Suggestion) -> None:
        """An earlier print house brings its address and tax code along."""
        if picked.value is not None:
            self.address.setText(picked.value.address)
            self.tax_code.setText(picked.value.tax_code)

    def _lay_out(self) -> None:
        self.number.setPlaceholderText(_("số hợp đồng hoặc quyết định"))
        self.head.body.addLayout(
            field_line(
                (_("Hợp đồng số"), self.number, 1),
                (_("Ngày đặt in"), self.ordered_on, 0),
                (_("Hạn giao"), self.due_on, 0),
                (_("Thuế GTGT %"), self.vat, 0),
            )
        )
        self.head.body.addLayout(
            field_line(
                (_("Nhà in"), self.printer, 2),
                (_("Địa chỉ"), self.address, 2),
                (_("Mã số thuế"), self.tax_code, 1),
                (_("Ghi chú"), self.note, 1),
            )
        )


_FIELDS = (
    *("number", "printer", "address", "tax_code"),
    *("ordered_on", "due_on", "vat", "note"),
)


def run_name(run: RunRow) -> str:
    """A run in sentences: its number, else its print house."""
    if run.number:
        return _("đợt in {number}").format(number=run.number)
    return _("đợt in ở {printer}").format(printer=run.printer)
