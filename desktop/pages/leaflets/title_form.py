"""The form of one leaflet, with the checklist of what it still needs above its fields."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from db.database import Database
from db.kinds import LeafletKind
from db.queries.leaflet_list import (
    LeafletRow,
    earlier_words,
    leaflet_rows,
    plain_publications,
)
from db.rules.leaflet_checks import LeafletFacts, LeafletPolicy, Need, checks
from db.services.catalogue import restore_supply, retire_supply
from db.services.leaflets import GROUP, LeafletFields, save_leaflet
from desktop.context import Context, Tone
from desktop.labels import member, sentence
from desktop.pages.leaflets.checklist import Checklist
from desktop.pages.leaflets.design import Design, read_design
from desktop.translation import _
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.opened_bar import link_button
from desktop.widgets.page_header import action_button
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in

FIRST_CODE = "TB01"
_NUMBERED = re.compile(r"(.*?)(\d+)$")


class TitleForm(RecordForm[LeafletRow]):
    """One leaflet; its stock and code are those of its supply."""

    DRAFTS = "leaflets/titles"
    deposit_asked = Signal(object, int)  # the leaflet as it is saved, copies that are missing

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.policy = LeafletPolicy()  # of today; the list reads it
        self.heading.setWordWrap(True)
        self.checklist = Checklist()
        self.deposit_button = action_button(_("Nộp lưu chiểu"), self.ask_deposit)
        self.card_button = link_button(_("Thẻ kho"), self._open_card)
        self.source = SuggestEdit(search_in(()))
        self.title, self.code = QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        for kind in LeafletKind:
            self.kind.addItem(member(kind), kind)
        self.language, self.paper_size, self.folds = (SuggestEdit(search_in(())) for _n in range(3))
        self.edition = QLineEdit()
        self.design = Design(context)
        self.agreed_with = SuggestEdit(search_in(()))
        self.agreed_on = DateField(context.clock.today, is_past=True)
        self.licence_number = QLineEdit()
        self.licence_on = DateField(context.clock.today, is_past=True)
        self.licence_issuer = SuggestEdit(search_in(()))
        self.licence_holder = SuggestEdit(search_in(()))
        self.note = QLineEdit()
        self._lay_out()
        self.source.picked.connect(self._take_supply)
        self.design.refused.connect(lambda error: self.tell(sentence(error), Tone.BAD))
        self.design.paper_wanted.connect(self.paper_wanted)
        self.checklist.asked.connect(self._lead_to)

    def name_of(self, record: LeafletRow) -> str:
        return record.title

    def id_of(self, record: LeafletRow) -> int:
        return record.supply_id

    def heading_for_new(self) -> str:
        return _("Thêm tờ bướm")

    def is_retired(self, record: LeafletRow) -> bool:
        return not record.is_active

    def fill(self, record: LeafletRow | None) -> None:
        self._offer(record)
        for button in (self.deposit_button, self.card_button):
            button.setVisible(record is not None)
        self.source.choose(None)
        self.title.setText(record.title if record else "")
        self.code.setText(record.code if record else self._next_code())
        choose(self.kind, record.kind if record else LeafletKind.FLYER)
        usual = LeafletFields("", "")
        for name in _WORDS:
            text = getattr(record or usual, name)
            field = self._field(name)
            if isinstance(field, SuggestEdit):
                field.choose(Suggestion(text) if text else None)
            else:
                field.setText(text)
        self.agreed_on.set_day(record.agreed_on if record else None)
        self.licence_on.set_day(record.licence_on if record else None)
        if record is None:
            self.design.show_kept(None)
        else:
            self.design.show_kept(record.design_id, record.design_name, record.design_kind)

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What is saved; days that are not clear are refused here, the rest by the book."""
        for field in (self.source, *map(self._field, _WORDS)):
            if isinstance(field, SuggestEdit):
                field.close_list()
        for day in (self.agreed_on, self.licence_on):
            if not day.is_clear:
                told = _("{field}: hãy ghi ngày/tháng/năm.")
                raise Unclear(told.format(field=day.accessibleName()))
        record = self.record
        fields = LeafletFields(
            code=self.code.text().strip(),
            title=self.title.text(),
            kind=LeafletKind(self.kind.currentData()),
            agreed_on=self.agreed_on.day,
            licence_on=self.licence_on.day,
            supply_id=record.supply_id if record else self.source.value,
            version=record.version if record else None,
            **{name: self._field(name).text() for name in _WORDS},
        )
        return save_leaflet, (fields, self.design.waiting, self.design.is_removed)

    def do(
        self,
        service: Callable[..., Any],
        *given: Any,
        key: str | None = None,
        told: str | None = None,
    ) -> None:
        """Save with the waiting design; its bytes stay out of the audit."""
        if service is save_leaflet:
            fields, design, is_removed = given
            save = partial(_save, self._context.database, fields, design, is_removed, key)
            self.do_work(save, told)
        else:
            super().do(service, *given, key=key, told=told)

    def retire(self) -> None:
        """Take the leaflet's supply out of use, or bring it back."""
        if (record := self.record) is not None:
            self.do(retire_supply if record.is_active else restore_supply, record.supply_id)

    def facts(self) -> LeafletFacts:
        """What the checklist asks about, as it is typed now."""
        record = self.record
        return LeafletFacts(
            has_design=self.design.has_file,
            agreed_with=self.agreed_with.text().strip(),
            agreed_on=self.agreed_on.day,
            licence_number=self.licence_number.text().strip(),
            licence_on=self.licence_on.day,
            licence_issuer=self.licence_issuer.text().strip(),
            licence_holder=self.licence_holder.text().strip(),
            ordered=record.ordered if record else 0,
            deposited=record.deposited if record else 0,
            deposited_on=record.deposited_on if record else None,
        )

    def check(self) -> None:
        """Say anew what is missing."""
        today = self._context.clock.today()
        self.checklist.show_checks(checks(self.facts(), self.policy, today))

    def renew(self, row: LeafletRow | None) -> None:
        """Take over what changed around a leaflet while it is typed over: its stock, its deposit."""
        record = self.record
        if record is not None and row is not None and row.supply_id == record.supply_id:
            self.record = replace(row, version=record.version)
        self.check()

    def show_record(self, record: LeafletRow | None) -> None:
        super().show_record(record)
        self.check()

    def ask_deposit(self) -> None:
        """Have copies deposited; a leaflet is saved before."""
        if self.record is None:
            self.tell(_("Hãy lưu tờ bướm trước khi nộp lưu chiểu."), Tone.WARNING)
            return
        due = self.policy.copies(self.record.ordered) - self.record.deposited
        self.deposit_asked.emit(self.record, max(0, due))

    def _changed(self) -> None:
        super()._changed()
        if self._as_filled:
            self.check()

    def _lead_to(self, need: Need, fact: str) -> None:
        """Go to the field that a line of the checklist is about, or to the act."""
        if need is Need.DEPOSIT:
            self.ask_deposit()
            return
        fields: dict[Need, QWidget] = {
            Need.DESIGN: self.design.choose_button,
            Need.AGREED: self.agreed_with,
            Need.LICENCE: self.licence_number,
        }
        field = fields[need] if fact in {"", "has_design"} else getattr(self, fact)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_card(self) -> None:
        if self.record is not None:
            self._context.navigate("stock", supply_id=self.record.supply_id)

    def _take_supply(self, picked: Suggestion) -> None:
        """A supply that is no leaflet yet becomes one: it keeps its code and name."""
        self.title.setText(picked.label)
        self.code.setText(picked.code)

    def _offer(self, record: LeafletRow | None) -> None:
        ask = self._context.database.ask
        for name, words in ask(earlier_words).items():
            field = self._field(name)
            assert isinstance(field, SuggestEdit)
            field.set_search(search_in(Suggestion(text) for text in words))
        plain = ask(plain_publications, GROUP) if record is None else []
        self.source.set_search(
            search_in(Suggestion(name, code, id_, code) for id_, code, name in plain)
        )
        self.source.setEnabled(bool(plain))
        self._source_row.setVisible(bool(plain))

    def _field(self, name: str) -> QLineEdit:
        """The field of a fact; Qt has a word for "size" already."""
        field: QLineEdit = getattr(self, "paper_size" if name == "size" else name)
        return field

    def _next_code(self) -> str:
        """The code after the last leaflet's, as wide as it."""
        rows = self._context.database.ask(leaflet_rows, self._context.clock.today(), "", True)
        known = {row.code for row in rows}
        found = [match for row in rows if (match := _NUMBERED.fullmatch(row.code))]
        if not found:
            return FIRST_CODE
        stem, digits = found[-1].groups()
        count = int(digits) + 1
        while (code := f"{stem}{count:0{len(digits)}}") in known:
            count += 1
        return code

    def _lay_out(self) -> None:
        self.fields.addWidget(self.checklist)
        acts = QHBoxLayout()
        acts.addWidget(self.deposit_button)
        acts.addWidget(self.card_button)
        acts.addStretch(1)
        self.fields.addLayout(acts)
        self._source_row = QWidget()
        row = QHBoxLayout(self._source_row)
        row.setContentsMargins(0, 0, 0, 0)
        hint = _("vật tư nhóm Ấn phẩm đã có trong danh mục")
        row.addLayout(self._labelled(_("Lấy từ vật tư có sẵn (không bắt buộc)"), self.source, hint))
        self.fields.addWidget(self._source_row)
        self.add_row((_("Tên tờ bướm"), self.title))
        self.add_row((_("Mã"), self.code), (_("Loại"), self.kind))
        self.add_row((_("Ngôn ngữ"), self.language), (_("Phiên bản"), self.edition))
        size, folds = _("ví dụ: 14,8 × 21 cm"), _("ví dụ: gấp 3")
        self.add_row((_("Khổ"), self.paper_size, size), (_("Kiểu gấp"), self.folds, folds))
        self.add_row((_("Tệp mẫu (kéo thả vào đây được)"), self.design))
        self.add_row(
            (_("Thống nhất nội dung với"), self.agreed_with, _("Sở Y tế, HCDC…")),
            (_("Ngày thống nhất"), self.agreed_on),
        )
        self.add_row(
            (_("Giấy phép xuất bản số"), self.licence_number), (_("Ngày cấp"), self.licence_on)
        )
        self.add_row((_("Nơi cấp phép"), self.licence_issuer), (_("Cấp cho"), self.licence_holder))
        self.add_row((_("Ghi chú"), self.note))


_WORDS = (
    *("language", "edition", "size", "folds", "agreed_with"),
    *("licence_number", "licence_issuer", "licence_holder", "note"),
)


def _save(
    database: Database,
    fields: LeafletFields,
    design: Path | None,
    is_removed: bool,
    key: str | None,
) -> int:
    file = read_design(design) if design is not None else None
    told = {"given": [fields], "files": [file.name] if file else []}
    supply_id: int = database.do(save_leaflet, fields, file, is_removed, key=key, told=told)
    return supply_id
