"""Mức cấp: what one person may get of a supply in a day, week or month, and on what basis."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.kinds import NormPeriod
from db.queries.catalogue import SupplyRow, supplies
from db.queries.norms import NormRow, norms
from db.queries.staff import duty_posts
from db.services.norms import NormFields, end_norm, remove_norm, save_norm
from db.text import fold
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import ActionButton
from desktop.widgets.quantity import QuantityUnclear, parse_quantity
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.supply_fields import packs_of


class NormForm(RecordForm[NormRow]):
    """One norm; both its days are included, an empty last day means until another is made."""

    DRAFTS = "catalogue/norms"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today
        self._supplies: dict[int, SupplyRow] = {}
        self.supply = SuggestEdit(search_in(()))
        self.post, self.period = QComboBox(), QComboBox()
        for period in NormPeriod:
            self.period.addItem(member(period), period)
        self.pieces, self.basis = QLineEdit(), QLineEdit()
        self.from_on, self.to_on = DateField(today), DateField(today)
        self.add_row((_("Vật tư"), self.supply, _("gõ tên hoặc mã vật tư")))
        self.add_row((_("Cho ai"), self.post))
        self.add_row((_("Số lượng một người"), self.pieces), (_("Mỗi"), self.period))
        self.add_row(
            (_("Từ ngày"), self.from_on),
            (_("Đến hết ngày"), self.to_on, _("để trống nếu chưa biết")),
        )
        self.add_row((_("Căn cứ"), self.basis, _("ví dụ: Thông báo số 12/TB-VP")))
        self.end_button = ActionButton(_("Kết thúc hôm nay"))
        self.end_button.clicked.connect(self._end)
        self.below.addWidget(self.end_button)

    def name_of(self, record: NormRow) -> str:
        return f"{record.supply} · {whom(record)}"

    def _called(self) -> str:
        """A new one is named as the list will name it."""
        if self.record is not None:
            return self.name_of(self.record)
        return f"{self.supply.text()} · {self.post.currentText()}"

    def id_of(self, record: NormRow) -> int:
        return record.norm_id

    def heading_for_new(self) -> str:
        return _("Thêm mức cấp")

    def is_retired(self, record: NormRow) -> bool:
        return False

    def fill(self, record: NormRow | None) -> None:
        self._offer([record.terms.supply_id] if record else [])
        terms = record.terms if record else None
        self.supply.choose(
            Suggestion(record.supply, record.code, record.terms.supply_id) if record else None
        )
        choose(self.post, terms.duty_post_id if terms else None)
        choose(self.period, terms.period if terms else NormPeriod.WEEK)
        self.pieces.setText(number(terms.pieces) if terms else "")
        self.from_on.set_day(terms.from_on if terms else self._context.clock.today())
        self.to_on.set_day(terms.to_on if terms else None)
        self.basis.setText(record.basis if record else "")

    def show_record(self, record: NormRow | None) -> None:
        super().show_record(record)
        self.retire_button.setText(_("Xóa mức cấp này"))
        self.retire_button.setAccessibleName(self.retire_button.text())
        today = self._context.clock.today()
        self.end_button.setVisible(
            record is not None and record.terms.holds_on(today) and record.terms.to_on != today
        )

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        self.supply.settle()
        supply = self._supplies.get(self.supply.value or 0)
        if supply is None:
            raise Unclear(_("Hãy chọn một vật tư trong danh sách gợi ý."))
        try:
            pieces = parse_quantity(self.pieces.text(), packs_of(supply)).pieces
        except QuantityUnclear as unclear:
            raise Unclear(str(unclear)) from unclear
        from_on = self.from_on.day
        if from_on is None or not self.to_on.is_clear:
            raise Unclear(_("Hãy ghi ngày bắt đầu, theo ngày/tháng/năm."))
        record = self.record
        fields = NormFields(
            supply_id=supply.supply_id,
            pieces=pieces,
            period=self.period.currentData(),
            from_on=from_on,
            to_on=self.to_on.day,
            duty_post_id=self.post.currentData(),
            basis=self.basis.text(),
            id=record.norm_id if record else None,
            version=record.version if record else None,
        )
        return save_norm, (fields,)

    def retire(self) -> None:
        """Take away a norm entered by mistake."""
        if (record := self.record) is not None:
            told = _("Đã xóa mức cấp {name}.").format(name=self.name_of(record))
            self.do(remove_norm, record.norm_id, told=told)

    def _end(self) -> None:
        """Let the norm hold up to and including today."""
        if (record := self.record) is not None:
            today = self._context.clock.today()
            told = _("Mức cấp {name} có hiệu lực đến hết ngày {day}.")
            told = told.format(name=self.name_of(record), day=day_text(today))
            self.do(end_norm, record.norm_id, today, told=told)

    def _offer(self, own: list[int]) -> None:
        """What may be picked; a norm may be of a supply that was retired since."""
        ask, today = self._context.database.ask, self._context.clock.today()
        self._supplies = {row.supply_id: row for row in (*ask(supplies), *ask(supplies, ids=own))}
        self.supply.set_search(
            search_in(
                Suggestion(row.name, f"{row.code} · {row.base_unit}", row.supply_id, row.code)
                for row in self._supplies.values()
            )
        )
        posts = [(row.name, row.duty_post_id) for row in ask(duty_posts, today)]
        refill(self.post, [(_("Mọi người"), None), *posts])


class Norms(Section[NormRow]):
    """Norms in force or to come; earlier ones only when asked for."""

    form: NormForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            NormForm(context),
            _columns(context.clock.today),
            hint=_("Tìm mức cấp (Ctrl+F)"),
            retired=_("Cả mức cấp đã hết hạn"),
            add=_("Thêm"),
        )
        self.table.empty = _("Chưa có mức cấp nào. Thêm bằng Ctrl+N.")
        self._found: list[NormRow] = []

    def count(self) -> int:
        today, words = self._context.clock.today(), fold(self.search.text()).split()
        is_all = self.with_retired.isChecked()
        self._found = [
            row
            for row in self._context.database.ask(norms)
            if (is_all or row.terms.to_on is None or row.terms.to_on >= today) and _fits(row, words)
        ]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[NormRow]:
        return self._found[offset : offset + limit]


def whom(row: NormRow) -> str:
    """Who a norm is for."""
    return row.duty_post or _("Mọi người")


def _fits(row: NormRow, words: Sequence[str]) -> bool:
    known = fold(f"{row.code} {row.supply} {whom(row)} {row.basis}").split()
    return all(any(part.startswith(word) for part in known) for word in words)


def _columns(today: Callable[[], date]) -> list[Column[NormRow]]:
    def days(row: NormRow) -> str:
        terms = row.terms
        told = _("từ {day}").format(day=day_text(terms.from_on))
        if terms.to_on is not None:
            told = f"{day_text(terms.from_on)} – {day_text(terms.to_on)}"
        if terms.from_on > today():
            return _("{days} · sắp tới").format(days=told)
        return told if terms.holds_on(today()) else _("{days} · đã hết hạn").format(days=told)

    def tone(row: NormRow) -> Tone:
        if row.terms.holds_on(today()):
            return Tone.OK
        return Tone.INFO if row.terms.from_on > today() else Tone.NONE

    return [
        Column(_("Vật tư"), lambda row: row.supply, tip=lambda row: row.supply),
        Column(_("Cho ai"), whom, width=128, tip=whom),
        Column(_("Mức cấp"), _level, RIGHT, 104, tip=lambda row: row.basis),
        Column(_("Thời gian"), days, width=128, tip=days, tone=tone),
    ]


def _level(row: NormRow) -> str:
    return f"{number(row.terms.pieces)} {row.unit}/{member(row.terms.period)}"
