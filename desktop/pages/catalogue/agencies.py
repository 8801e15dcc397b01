"""Nơi nhận: districts with their wards, other bodies; people, households, who receives for them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

import resources
from db.kinds import AgencyKind
from db.profile import read_profile
from db.queries.allocations import AgencyRow, agencies, has_districts
from db.services.agencies import AgencyFields, add_agency_sets, save_agency
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.choices import choose, refill
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.record_fields import Unclear, whole_number
from desktop.widgets.record_form import RecordForm
from desktop.widgets.record_section import Section

_INDENT = "\u2003"


class AgencyForm(RecordForm[AgencyRow]):
    """One body; both days are included, empty ones mean since ever and until now."""

    DRAFTS = "catalogue/agencies"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today
        self.code, self.name, self.seat = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.above_it = QComboBox(), QComboBox()
        for kind in AgencyKind:
            self.kind.addItem(member(kind), kind)
        self.population, self.households = QLineEdit(), QLineEdit()
        self.from_on, self.to_on = DateField(today), DateField(today)
        self.add_row((_("Tên nơi nhận"), self.name))
        self.add_row((_("Mã"), self.code), (_("Loại"), self.kind))
        self.add_row((_("Thuộc quận, huyện"), self.above_it))
        hint = _("ví dụ: Ủy ban nhân dân Quận 1")
        self.add_row((_("Nơi tiếp nhận"), self.seat, hint))
        self.add_row((_("Dân số"), self.population), (_("Số hộ"), self.households))
        self.add_row((_("Từ ngày"), self.from_on), (_("Đến hết ngày"), self.to_on))

    def name_of(self, record: AgencyRow) -> str:
        return f"{record.name}, {record.parent}" if record.parent else record.name

    def id_of(self, record: AgencyRow) -> int:
        return record.agency_id

    def heading_for_new(self) -> str:
        return _("Thêm nơi nhận")

    def is_retired(self, record: AgencyRow) -> bool:
        today = self._context.clock.today()
        return record.to_on is not None and record.to_on < today

    def fill(self, record: AgencyRow | None) -> None:
        known = self._context.database.ask(agencies)
        districts = [
            (_dated(row), row.agency_id) for row in known if row.kind is AgencyKind.DISTRICT
        ]
        refill(self.above_it, [(_("không thuộc quận, huyện nào"), None), *districts])
        choose(self.above_it, record.parent_id if record else None)
        choose(self.kind, record.kind if record else AgencyKind.BODY)
        self.code.setText(record.code if record else "")
        self.name.setText(record.name if record else "")
        self.seat.setText(record.seat if record else "")
        self.population.setText(_or_blank(record.population if record else None))
        self.households.setText(_or_blank(record.households if record else None))
        self.from_on.set_day(record.from_on if record else None)
        self.to_on.set_day(record.to_on if record else None)

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if not (self.from_on.is_clear and self.to_on.is_clear):
            raise Unclear(_("Hãy ghi ngày theo ngày/tháng/năm."))
        return save_agency, (self._fields(),)

    def retire(self) -> None:
        """Let the body be in force until today, or without an end again."""
        if (record := self.record) is not None:
            today = self._context.clock.today()
            to_on = None if self.is_retired(record) else today - timedelta(days=1)
            self.do(save_agency, _with_end(record, to_on))

    def _fields(self) -> AgencyFields:
        record = self.record
        return AgencyFields(
            code=self.code.text().strip(),
            name=self.name.text(),
            kind=AgencyKind(self.kind.currentData()),
            parent_id=self.above_it.currentData(),
            seat=self.seat.text(),
            population=_count(self.population),
            households=_count(self.households),
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            id=record.agency_id if record else None,
            version=record.version if record else None,
        )


class Agencies(Section[AgencyRow]):
    """Those in force today, each district before its wards; the others on demand."""

    form: AgencyForm

    def __init__(self, context: Context) -> None:
        self.which = QComboBox()
        for words, kind in (
            (_("tất cả"), None),
            (_("quận, huyện"), AgencyKind.DISTRICT),
            (_("phường, xã"), AgencyKind.WARD),
            (_("cơ quan khác"), AgencyKind.BODY),
        ):
            self.which.addItem(words, kind)
        self.which.setAccessibleName(_("Loại nơi nhận"))
        super().__init__(
            context,
            AgencyForm(context),
            _columns(context.clock.today),
            hint=_("Tìm nơi nhận, ví dụ: p1 q3 (Ctrl+F)"),
            retired=_("Cả nơi không còn hoặc chưa có"),
            add=_("Thêm"),
            beside=self.which,
        )
        self._found: list[AgencyRow] = []
        self.load_sets = action_button(_("Nạp danh sách quận, huyện, phường, xã"), self._load)
        self.list_card.body.addWidget(self.load_sets)
        self.which.currentIndexChanged.connect(self.refresh)

    def refresh(self) -> None:
        self.load_sets.setVisible(not self._context.database.ask(has_districts))
        super().refresh()

    def count(self) -> int:
        today, ask = self._context.clock.today(), self._context.database.ask
        here = ask(agencies, today, self.search.text())
        if self.with_retired.isChecked():
            ids = {row.agency_id for row in here}
            every = ask(agencies, None, self.search.text())
            here += [row for row in every if row.agency_id not in ids]
        kind = self.which.currentData()
        self._found = [row for row in here if kind is None or row.kind == kind]
        return len(self._found)

    def read(self, offset: int, limit: int) -> Sequence[AgencyRow]:
        return self._found[offset : offset + limit]

    def _load(self) -> None:
        """Districts and wards of the profile, for a book that was made before it had them."""
        sets = read_profile(resources.path("profile")).agency_sets
        act = partial(self._context.database.do, add_agency_sets, sets, told={})
        self._context.tasks.run(self, act, self._loaded)

    def _loaded(self, count: int) -> None:
        told = _("Đã nạp {count} quận, huyện, phường, xã.").format(count=number(count))
        self._context.notice(told, Tone.OK)
        self.refresh()


def _with_end(record: AgencyRow, to_on: date | None) -> AgencyFields:
    return AgencyFields(
        record.code,
        record.name,
        record.kind,
        record.parent_id,
        record.seat,
        record.population,
        record.households,
        record.from_on,
        to_on,
        record.agency_id,
        record.version,
    )


def _count(field: QLineEdit) -> int | None:
    return whole_number(field) if field.text().strip() else None


def _or_blank(count: int | None) -> str:
    return "" if count is None else number(count)


def _dated(row: AgencyRow) -> str:
    end = day_text(row.to_on)
    return _("{name} (đến {day})").format(name=row.name, day=end) if end else row.name


def _validity(row: AgencyRow) -> str:
    """Until when a body is there, or from when on; nothing for one that always is."""
    if row.to_on is not None:
        return _("đến {day}").format(day=day_text(row.to_on))
    return _("từ {day}").format(day=day_text(row.from_on)) if row.from_on is not None else ""


def _indented(row: AgencyRow) -> str:
    return f"{_INDENT}{row.name}" if row.parent else row.name


def _columns(today: Callable[[], date]) -> list[Column[AgencyRow]]:
    def is_here(row: AgencyRow) -> bool:
        day = today()
        return (not row.from_on or row.from_on <= day) and (not row.to_on or day <= row.to_on)

    return [
        Column(_("Tên"), _indented, tip=lambda row: row.seat or row.name),
        Column(_("Quận, huyện"), lambda row: row.parent, width=128),
        Column(
            _("Dân số"),
            lambda row: _or_blank(row.population) if is_here(row) else _validity(row),
            RIGHT,
            116,
            tone=lambda row: Tone.NONE if is_here(row) else Tone.WARNING,
        ),
        Column(_("Số hộ"), lambda row: _or_blank(row.households), RIGHT, 84),
    ]
