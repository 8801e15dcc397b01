"""Nơi nhận: what each body was allocated, handed, signed for and is still owed."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.kinds import AgencyKind
from db.queries.handovers import BodyRow, LeafletName, body_rows, leaflet_names
from db.rules.leaflets import Standing
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.tables import RIGHT, ROW_HEIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.choices import refill
from desktop.widgets.page_header import action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow

LEAST_ROWS = 4  # that a small window shows, its head included
INNER = "      "  # before the name of a ward under its district


class Bodies(QWidget):
    """One line a body, wards under their districts; what is selected is handed over."""

    wanted = Signal(object)  # ids of the bodies to hand over to
    opened = Signal(object)  # the row whose hand-overs are to be seen

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._asked = context, 0
        self._every: list[BodyRow] = []
        self._names: list[LeafletName] = []
        self.search = SearchBox(_("Tìm quận, huyện, phường, xã, cơ quan (Ctrl+F)"))
        self.leaflet = QComboBox()
        self.leaflet.setAccessibleName(_("Tờ bướm"))
        self.leaflet.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.leaflet.setMinimumContentsLength(16)
        self.only_owed = QCheckBox(_("Còn nợ"))
        self.with_wards = QCheckBox(_("Cả phường, xã"))
        self.rows = RowsModel[BodyRow](self._columns(), self)
        self.table = TableView(self.rows, _("Không có nơi nhận nào."))
        self.table.setAccessibleName(_("Nơi nhận tờ bướm"))
        self.table.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        self.search.lead_to(self.table)
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        self.give = action_button(
            _("Giao"), self._give, icon="plus", shortcut="Ctrl+G", is_primary=True
        )
        self.give.setToolTip(_("Chọn nhiều nơi: Shift+mũi tên, Ctrl+Space"))
        self.give_all = action_button(_("Tất cả quận, huyện còn nợ"), self._give_all)
        above = WrapRow()
        above.add(self.search, 1, 180)
        for widget in (self.leaflet, self.only_owed, self.with_wards):
            above.add(widget)
        below = WrapRow()
        below.add(self.told, 1, 200)
        for button in (self.give_all, self.give):
            below.add(button)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)
        self.search.searched.connect(self.refresh)
        self.leaflet.currentIndexChanged.connect(lambda _place: self._show())
        for box in (self.only_owed, self.with_wards):
            box.toggled.connect(lambda _is_on: self._show())
        self.table.opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read in the background where every body stands."""
        self._asked += 1
        asked, today = self._asked, self._context.clock.today()
        work = partial(_read, self._context.database, today, self.search.text())

        def show(found: tuple[list[BodyRow], list[LeafletName]]) -> None:
            if asked == self._asked:
                self._every, self._names = found
                choices = [(f"{one.code} · {one.title}", one.supply_id) for one in self._names]
                refill(self.leaflet, [(_("Mọi tờ bướm"), None), *choices])
                self._show()

        self._context.tasks.run(self, work, show)

    def selected(self) -> list[BodyRow]:
        """The bodies that are selected, from top to bottom."""
        found: list[BodyRow] = self.table.selected()
        return found

    def _standing(self, row: BodyRow) -> Standing:
        return row.standing(self.leaflet.currentData())

    def _show(self) -> None:
        ids = {row.agency_id for row in self._every}
        shown = [row for row in self._every if self._is_shown(row, row.parent_id in ids)]
        with kept_place(self.table, lambda row: row.agency_id):
            self.rows.show_rows(shown)
        if shown and self.table.current() is None:
            self.table.selectRow(0)
        self._weigh()

    def _is_shown(self, row: BodyRow, is_under_district: bool) -> bool:
        if self.only_owed.isChecked() and not self._standing(row).owed:
            return False
        if is_under_district and not self.with_wards.isChecked():
            return False
        is_named = bool(self.search.text().strip())
        return row.kind is not AgencyKind.BODY or is_named or bool(row.standings)

    def _weigh(self) -> None:
        chosen = self.selected()
        self.give.setEnabled(bool(chosen))
        self.give_all.setEnabled(any(map(_is_owed_district, self._every)))
        if len(chosen) == 1:
            self.told.setText(f"{chosen[0].full_name}: {self._by_leaflet(chosen[0])}")
        else:
            owed = sum(self._standing(row).owed for row in chosen)
            told = _("Đang chọn {count} nơi, còn nợ {owed} tờ")
            self.told.setText(told.format(count=number(len(chosen)), owed=number(owed)))

    def _by_leaflet(self, row: BodyRow) -> str:
        told = _("{code}: giao {handed}/{allocated}, ký {signed}, nợ {owed}")
        parts = [
            told.format(
                code=name.code,
                handed=number(one.handed_over),
                allocated=number(one.allocated),
                signed=number(one.signed),
                owed=number(one.owed),
            )
            for name in self._names
            if (one := row.standings.get(name.supply_id)) is not None
        ]
        return " · ".join(parts) or _("chưa phân bổ, chưa giao")

    def _give(self) -> None:
        if chosen := self.selected():
            self.wanted.emit([row.agency_id for row in chosen])

    def _give_all(self) -> None:
        self.wanted.emit([row.agency_id for row in self._every if _is_owed_district(row)])

    def _columns(self) -> list[Column[BodyRow]]:
        def figure(part: str) -> Column[BodyRow]:
            titles = {
                "allocated": _("Phân bổ"),
                "handed_over": _("Đã giao"),
                "signed": _("Đã ký nhận"),
            }
            return Column(
                titles[part], lambda row: number(getattr(self._standing(row), part)), RIGHT, 104
            )

        return [
            Column(_("Mã"), lambda row: row.code, width=84),
            Column(_("Nơi nhận"), self._name, tip=self._by_leaflet),
            *map(figure, ("allocated", "handed_over", "signed")),
            Column(
                _("Còn nợ"),
                lambda row: number(self._standing(row).owed),
                RIGHT,
                104,
                tone=lambda row: Tone.WARNING if self._standing(row).owed else Tone.NONE,
            ),
        ]

    def _name(self, row: BodyRow) -> str:
        ids = {one.agency_id for one in self._every if one.has_wards}
        return f"{INNER}{row.name}" if row.parent_id in ids else row.full_name


def _is_owed_district(row: BodyRow) -> bool:
    """Whether it is a district, or a ward that lies in none, that is still owed something."""
    return row.kind is not AgencyKind.BODY and not row.parent_id and row.standing().owed > 0


def _read(database: Database, day: date, text: str) -> tuple[list[BodyRow], list[LeafletName]]:
    return database.ask(body_rows, day, text), database.ask(leaflet_names)
