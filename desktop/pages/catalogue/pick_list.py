"""The office's list of usual supplies: tick some, and they are in the catalogue."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

import resources
from db.profile import pick_list
from db.queries.catalogue import supplies
from db.services.catalogue import SupplyFields, usual_report_unit
from db.services.restoring import adopt_supplies
from desktop.context import Context
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import ActionButton

_ROW = Qt.ItemDataRole.UserRole


class PickList(Card):
    """Ticks by space or mouse; what the catalogue has already is not offered."""

    adopted = Signal(int)  # how many were added
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Danh sách vật tư có sẵn"), parent)
        self._context = context
        self._key = ""
        self.rows = QListWidget()
        self.rows.setAccessibleName(_("Danh sách vật tư có sẵn"))
        self.rows.setAlternatingRowColors(True)
        self.all = ActionButton(_("Chọn tất cả"))
        self.go_on = ActionButton()
        self.go_on.setProperty("primary", True)
        self.give_up = ActionButton(_("Thôi"))
        self.body.addWidget(self.rows, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.give_up)
        buttons.addStretch(1)
        buttons.addWidget(self.all)
        self.body.addLayout(buttons)
        self.rows.itemChanged.connect(lambda _item: self._weigh())
        self.all.clicked.connect(self._tick_all)
        self.go_on.clicked.connect(self._adopt)
        self.give_up.clicked.connect(self.left)

    def fill(self) -> None:
        """Offer what the catalogue does not have."""
        known = self._context.database.ask(supplies, with_retired=True)
        codes, names = {row.code for row in known}, {row.name for row in known}
        self._key = uuid.uuid4().hex
        self.rows.blockSignals(True)
        self.rows.clear()
        for row in pick_list(resources.path("profile")):
            if row["code"] in codes or row["name"] in names:
                continue
            fields = _fields(row)
            item = QListWidgetItem(_told(fields), self.rows)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_ROW, fields)
        self.rows.blockSignals(False)
        self.rows.setCurrentRow(0)
        self._weigh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._adopt()
        else:
            super().keyPressEvent(event)

    def _ticked(self) -> list[SupplyFields]:
        items = (self.rows.item(n) for n in range(self.rows.count()))
        return [item.data(_ROW) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tick_all(self) -> None:
        states = {self.rows.item(n).checkState() for n in range(self.rows.count())}
        is_full = states == {Qt.CheckState.Checked}
        for place in range(self.rows.count()):
            state = Qt.CheckState.Unchecked if is_full else Qt.CheckState.Checked
            self.rows.item(place).setCheckState(state)

    def _adopt(self) -> None:
        if ticked := self._ticked():
            self.go_on.setEnabled(False)
            work = partial(self._context.database.do, adopt_supplies, ticked, key=self._key)
            self._context.tasks.run(self, work, lambda ids: self.adopted.emit(len(ids)))

    def _weigh(self) -> None:
        count = len(self._ticked())
        self.go_on.setText(_("Thêm {count} vật tư vào danh mục").format(count=count))
        self.go_on.setEnabled(count > 0)


def _fields(row: dict[str, str]) -> SupplyFields:
    packs = []
    for told in filter(None, row["packs"].split("|")):
        name, _colon, size = told.partition(":")
        packs.append((name, int(size)))
    return SupplyFields(
        code=row["code"],
        name=row["name"],
        base_unit=row["base_unit"],
        group=row["group"],
        tracks_lots=row["tracks_lots"] == "yes",
        report_unit=row["report_unit"] or usual_report_unit(tuple(packs)),
        packs=tuple(packs),
    )


def _told(fields: SupplyFields) -> str:
    packs = ", ".join(f"{name} = {number(size)} {fields.base_unit}" for name, size in fields.packs)
    told = (fields.name, fields.code, fields.group, fields.base_unit, packs)
    return "  ·  ".join(filter(None, told))
