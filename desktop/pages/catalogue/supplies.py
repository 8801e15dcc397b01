"""The supplies: what they are counted in, their packs, what is little, what one person gets."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from db.importers.problems import Refusal
from db.importers.units import read_packs
from db.queries.catalogue import SupplyRow, supplies, supply_count
from db.queries.shelves import has_moved
from db.services.catalogue import SupplyFields, restore_supply, retire_supply, save_supply
from desktop.context import Context, Tone
from desktop.import_messages import problem_sentence
from desktop.labels import number
from desktop.pages.catalogue.pick_list import PickList
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.page_header import action_button
from desktop.widgets.record_fields import Unclear, whole_number
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in

Packs = tuple[tuple[str, int], ...]


class SupplyForm(RecordForm[SupplyRow]):
    """One supply; its unit can't be typed over once it has moved."""

    DRAFTS = "catalogue/supplies"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.group = SuggestEdit(search_in(()))
        self.unit, self.packs = QLineEdit(), QLineEdit()
        self.report_unit = QComboBox()
        self.minimum, self.usual, self.priority = QLineEdit(), QLineEdit(), QLineEdit()
        self.tracks_lots = QCheckBox(_("Theo dõi lô, hạn dùng"))
        self.add_row((_("Tên vật tư"), self.name))
        group, unit = _("ví dụ: Khẩu trang"), _("cái, chai, gam…")
        self.add_row((_("Mã"), self.code), (_("Nhóm"), self.group, group))
        self.add_row(
            (_("Đơn vị tính (nhỏ nhất)"), self.unit, unit),
            (_("Trên báo cáo tính bằng"), self.report_unit),
        )
        self.add_row((_("Quy cách"), self.packs, _("hộp = 50; thùng = 2.500")))
        self.add_row(
            (_("Tồn tối thiểu"), self.minimum), (_("Theo dõi lô, hạn dùng"), self.tracks_lots)
        )
        self.add_row(
            (_("Thường cấp một người"), self.usual), (_("Cấp nhóm ưu tiên"), self.priority)
        )
        self.unit.editingFinished.connect(self._offer_units)
        self.packs.editingFinished.connect(self._offer_units)

    def name_of(self, record: SupplyRow) -> str:
        return record.name

    def id_of(self, record: SupplyRow) -> int:
        return record.supply_id

    def heading_for_new(self) -> str:
        return _("Thêm vật tư")

    def is_retired(self, record: SupplyRow) -> bool:
        return not record.is_active

    def fill(self, record: SupplyRow | None) -> None:
        ask = self._context.database.ask
        groups = sorted({row.group for row in ask(supplies) if row.group})
        self.group.set_search(search_in([Suggestion(group) for group in groups]))
        self.code.setText(record.code if record else "")
        self.name.setText(record.name if record else "")
        self.group.choose(Suggestion(record.group) if record and record.group else None)
        self.unit.setText(record.base_unit if record else "")
        packs = record.packs if record else ()
        self.packs.setText("; ".join(f"{pack.name} = {number(pack.size)}" for pack in packs))
        self.minimum.setText(_or_blank(record.minimum if record else 0))
        self.usual.setText(_or_blank(record.usual_quantity if record else 0))
        self.priority.setText(_or_blank(record.priority_quantity if record else 0))
        self.tracks_lots.setChecked(record.tracks_lots if record else False)
        self._offer_units()
        choose(self.report_unit, record.report_unit if record else "")
        is_locked = record is not None and ask(has_moved, record.supply_id)
        self.unit.setReadOnly(is_locked)
        self.unit.setToolTip(
            _("Vật tư đã có phát sinh nên không đổi được đơn vị tính.") if is_locked else ""
        )

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        packs, record = self._packs(), self.record
        fields = SupplyFields(
            code=self.code.text().strip(),
            name=self.name.text(),
            base_unit=self.unit.text(),
            group=self.group.text(),
            minimum=whole_number(self.minimum, packs),
            tracks_lots=self.tracks_lots.isChecked(),
            usual_quantity=whole_number(self.usual, packs),
            priority_quantity=whole_number(self.priority, packs),
            report_unit=self.report_unit.currentData() or "",
            packs=packs,
            id=record.supply_id if record else None,
            version=record.version if record else None,
        )
        return save_supply, (fields,)

    def retire(self) -> None:
        """Take the supply out of use, or bring it back."""
        if (record := self.record) is not None:
            self.do(retire_supply if record.is_active else restore_supply, record.supply_id)

    def _packs(self) -> Packs:
        try:
            read = read_packs(self.packs.text(), self.unit.text())
        except Refusal as refusal:
            raise Unclear(problem_sentence(refusal.problem, refusal.facts)) from refusal
        if read.unread:
            told = _("Không hiểu quy cách “{text}”; hãy ghi như: hộp = 50; thùng = 2.500.")
            raise Unclear(told.format(text="; ".join(read.unread)))
        return tuple(read.sizes.items())

    def _offer_units(self) -> None:
        try:
            packs = self._packs()
        except Unclear:
            return
        base = self.unit.text().strip() or _("đơn vị tính")
        refill(self.report_unit, [(base, ""), *((name, name) for name, _size in packs)])


class Supplies(Section[SupplyRow]):
    """All supplies, masks first; a list of usual ones to pick from lies behind a button."""

    form: SupplyForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            SupplyForm(context),
            _columns(),
            hint=_("Tên hoặc mã (Ctrl+F)"),
            retired=_("Cả vật tư ngừng dùng"),
            add=_("Thêm"),
        )
        self.table.empty = _(
            "Chưa có vật tư nào. Hãy Chọn từ danh sách có sẵn, hoặc Nhập từ Excel."
        )
        self.pick = action_button(_("Chọn từ danh sách có sẵn"), self._pick, icon="clipboard-text")
        self.pick_list = PickList(context)
        self.pick_list.adopted.connect(self._on_adopted)
        self.pick_list.left.connect(self._put_away)
        self.list_card.body.addWidget(self.pick)
        self.sides.insertWidget(0, self.pick_list)
        self.pick_list.hide()

    def count(self) -> int:
        ask = self._context.database.ask
        return ask(supply_count, self.search.text(), self.with_retired.isChecked())

    def read(self, offset: int, limit: int) -> Sequence[SupplyRow]:
        ask, with_retired = self._context.database.ask, self.with_retired.isChecked()
        return ask(supplies, self.search.text(), with_retired, offset=offset, limit=limit)

    def _pick(self) -> None:
        self.pick_list.fill()
        self.list_card.hide()
        self.form.hide()
        self.pick_list.show()
        self.pick_list.rows.setFocus()

    def _put_away(self) -> None:
        self.pick_list.hide()
        self.list_card.show()
        self.form.show()
        self.table.setFocus()

    def _on_adopted(self, count: int) -> None:
        self._context.notice(_("Đã thêm {count} vật tư vào danh mục.").format(count=count))
        self._put_away()
        self.refresh()


def _or_blank(quantity: int) -> str:
    return number(quantity) if quantity else ""


def _columns() -> list[Column[SupplyRow]]:
    return [
        Column(_("Mã"), lambda row: row.code, width=84),
        Column(_("Tên vật tư"), lambda row: row.name, tip=lambda row: row.name),
        Column(_("ĐVT"), lambda row: row.base_unit, width=64),
        Column(_("Quy cách"), _packs_told, width=120, tip=_packs_told),
        Column(
            _("Tối thiểu"),
            lambda row: _or_blank(row.minimum) if row.is_active else _("Ngừng dùng"),
            RIGHT,
            96,
            tone=lambda row: Tone.NONE if row.is_active else Tone.WARNING,
        ),
    ]


def _packs_told(row: SupplyRow) -> str:
    return "; ".join(f"{pack.name} = {number(pack.size)}" for pack in row.packs)
