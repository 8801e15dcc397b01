"""Theo đơn vị: how far each department of a round is; one of them can be marked whole."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.queries.acknowledging import UnitCoverage
from desktop.context import Tone
from desktop.labels import number
from desktop.pages.documents.words import share, unit_state
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.table_place import kept_place

ALL = 0
"""Stands for all departments in the list."""


class Units(Card):
    """All departments first, then each; the current one says whose people are seen."""

    chosen = Signal()
    entered = Signal()  # Enter: on to the people
    all_signed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Theo đơn vị"), parent)
        self._is_late = False
        self.rows = RowsModel[UnitCoverage](self._columns(), self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(_("Theo đơn vị"))
        self.full = action_button("", self.all_signed.emit, icon="signature", shortcut="Ctrl+D")
        self.body.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addWidget(self.full)
        below.addStretch(1)
        self.body.addLayout(below)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _row: self.entered.emit())
        self.offer(0, is_open=False)

    @property
    def department_id(self) -> int | None:
        """The chosen department, None for all."""
        row = self.table.current()
        return row.department_id if row is not None and row.department_id != ALL else None

    @property
    def name(self) -> str:
        """The chosen department's name."""
        row = self.table.current()
        return row.department if row is not None else _("Tất cả đơn vị")

    def show_units(self, units: list[UnitCoverage], *, is_late: bool) -> None:
        """Show how far they are; the chosen one stays chosen."""
        self._is_late = is_late
        silent = self.table.blockSignals(True)
        with kept_place(self.table, lambda row: row.department_id):
            self.rows.show_rows([_together(units), *units])
        if self.table.current() is None:
            self.table.selectRow(0)
        self.table.blockSignals(silent)

    def choose(self, department_id: int | None) -> None:
        """Choose a department, or all."""
        for place in range(self.rows.rowCount()):
            row = self.rows.row(place)
            if row is not None and row.department_id == (department_id or ALL):
                self.table.selectRow(place)

    def offer(self, count: int, *, is_open: bool) -> None:
        """Say how many "Đủ chữ ký" would mark; None can be marked while no department is chosen."""
        words = _("Đủ chữ ký")
        if count:
            words = _("Đủ chữ ký · {count} người").format(count=number(count))
        self.full.setText(words)
        self.full.setShortcut("Ctrl+D")  # which setText drops
        self.full.setAccessibleName(words)
        self.full.setToolTip(_("Chọn một đơn vị; bỏ chọn người vắng bằng phím cách; rồi Ctrl+D."))
        self.full.setEnabled(is_open and count > 0)

    def _on_chosen(self, row: UnitCoverage | None) -> None:
        if row is not None:
            self.chosen.emit()

    def _columns(self) -> list[Column[UnitCoverage]]:
        def word(row: UnitCoverage) -> str:
            return unit_state(row, self._is_late)[0]

        def tone(row: UnitCoverage) -> Tone:
            return unit_state(row, self._is_late)[1]

        def signed(row: UnitCoverage) -> str:
            return f"{number(row.signed)}/{number(row.to_sign)}"

        return [
            Column(_("Đơn vị"), lambda row: row.department, tip=lambda row: row.department),
            Column(_("Đã ký"), signed, RIGHT, 84),
            Column(_("Chưa"), lambda row: number(row.unsigned), RIGHT, 62),
            Column(_("Tỷ lệ"), lambda row: share(row.signed, row.to_sign), RIGHT, 64),
            Column(_("Tình trạng"), word, width=96, tone=tone),
        ]


def _together(units: list[UnitCoverage]) -> UnitCoverage:
    return UnitCoverage(
        department_id=ALL,
        code="",
        department=_("Tất cả đơn vị"),
        total=sum(unit.total for unit in units),
        excused=sum(unit.excused for unit in units),
        signed=sum(unit.signed for unit in units),
        undelivered=sum(unit.undelivered for unit in units),
    )
