"""The form of one document of the register; what is typed in it is kept as a draft."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db.database import Database
from db.kinds import Urgency
from db.queries.documents import DocumentDetail, DocumentRow, document_detail, document_rows
from db.rules.document_types import LETTER, TYPES, type_of
from db.services.documents import (
    DocumentFields,
    NewFile,
    add_file,
    remove_document,
    remove_file,
    save_document,
)
from desktop.attached import read_file
from desktop.context import Context
from desktop.labels import document_name, member
from desktop.pages.documents.round_reach import document_suggestion
from desktop.translation import _
from desktop.widgets.attached_files import AttachedFiles
from desktop.widgets.choices import choose
from desktop.widgets.date_field import DateField
from desktop.widgets.record_fields import Unclear
from desktop.widgets.record_form import RecordForm
from desktop.widgets.suggest import SHOWN, SuggestEdit, Suggestion, search_in
from desktop.widgets.tokens import TokenField


class DocumentForm(RecordForm[DocumentRow]):
    """Number first: it tells the type. Files of a document in the book are kept at once."""

    DRAFTS = "document"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._version: int | None = None
        self._types = [*TYPES.values(), LETTER]
        self.number = QLineEdit()
        self.type = SuggestEdit(search_in(Suggestion(name) for name in self._types))
        self.issued_on = DateField(context.clock.today, is_past=True)
        self.issuer = SuggestEdit(search_in(()))
        self.summary = QPlainTextEdit()
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(78)
        self.urgency = QComboBox()
        for urgency in Urgency:
            self.urgency.addItem(member(urgency), urgency)
        self.is_basis = QCheckBox(_("Chỉ là căn cứ, không phổ biến"))
        self.replaces = TokenField(_("Thay thế"), _("Gõ số của văn bản cũ"), shown=1)
        self.files = AttachedFiles(context, _("Tệp của văn bản"), add_file, remove_file)
        self.add_row(
            (_("Số, ký hiệu"), self.number, "362/KH-UBND"), (_("Ngày ban hành"), self.issued_on)
        )
        self.add_row((_("Loại văn bản"), self.type), (_("Độ khẩn"), self.urgency))
        self.add_row((_("Nơi ban hành"), self.issuer))
        self.add_row((_("Trích yếu"), self.summary))
        self.add_row((_("Thay thế văn bản"), self.replaces))
        self.add_row(("", self.is_basis))
        self.is_basis.setAccessibleName(self.is_basis.text())
        self.add_row((_("Tệp (PDF, DOCX, ảnh; kéo thả vào đây được)"), self.files))
        self.number.textEdited.connect(lambda _text: self._propose_type())
        self.replaces.finished.connect(self.is_basis.setFocus)
        self.files.kept.connect(self._read_files)

    def offer(self, issuers: Sequence[str], types: Sequence[str], older: list[DocumentRow]) -> None:
        """Offer issuers and types in use, and documents that may be replaced."""
        self.issuer.set_search(search_in(Suggestion(name) for name in issuers))
        known = dict.fromkeys((*types, *self._types))
        self.type.set_search(search_in(Suggestion(name) for name in known))
        own = self.record.document_id if self.record else None
        self.replaces.offer(document_suggestion(row) for row in older if row.document_id != own)

    def name_of(self, record: DocumentRow) -> str:
        return document_name(record)

    def id_of(self, record: DocumentRow) -> int:
        return record.document_id

    def heading_for_new(self) -> str:
        return _("Thêm văn bản")

    def is_retired(self, record: DocumentRow) -> bool:
        return False

    def fill(self, record: DocumentRow | None) -> None:
        self._version = None
        detail: DocumentDetail | None = None
        if record is not None:
            detail = self._context.database.ask(document_detail, record.document_id)
            self._version = detail.version
        self.number.setText(record.number if record else "")
        self.type.choose(Suggestion(record.type) if record else None)
        self.issued_on.set_day(record.issued_on if record else None)
        self.issuer.choose(Suggestion(record.issuer) if record else None)
        self.summary.setPlainText(record.summary if record else "")
        choose(self.urgency, record.urgency if record else Urgency.NORMAL)
        self.is_basis.setChecked(record.is_basis if record else False)
        older = self._context.database.ask(document_rows, limit=SHOWN)
        self.replaces.offer(document_suggestion(row) for row in older if row != record)
        self.replaces.offer_more(map(document_suggestion, detail.replaces if detail else ()))
        self.replaces.choose([one.document_id for one in detail.replaces] if detail else [])
        self.files.show_files(
            record.document_id if record else None, detail.files if detail else ()
        )

    def show_record(self, record: DocumentRow | None) -> None:
        super().show_record(record)
        self.retire_button.setVisible(record is not None and record.rounds == 0)
        self.retire_button.setText(_("Bỏ văn bản này"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What is saved; the words of the fields are checked here, the rest by the book."""
        for field in (self.type, self.issuer):
            field.close_list()
        if self.issued_on.day is None:
            raise Unclear(_("Hãy ghi ngày ban hành, theo ngày/tháng/năm."))
        record = self.record
        fields = DocumentFields(
            number=self.number.text(),
            type=self.type.text(),
            issued_on=self.issued_on.day,
            issuer=self.issuer.text(),
            summary=self.summary.toPlainText(),
            urgency=Urgency(self.urgency.currentData()),
            is_basis=self.is_basis.isChecked(),
            replaces=tuple(int(str(value)) for value in self.replaces.values),
            id=record.document_id if record else None,
            version=self._version,
        )
        return save_document, (fields, tuple(self.files.waiting))

    def do(
        self,
        service: Callable[..., Any],
        *given: Any,
        key: str | None = None,
        told: str | None = None,
    ) -> None:
        """Save with the waiting files; their bytes stay out of the audit."""
        if service is not save_document:
            super().do(service, *given, key=key, told=told)
            return
        fields, paths = given
        database = self._context.database
        self.do_work(lambda: _save(database, fields, paths, key), told)

    def retire(self) -> None:
        """Take out a document that was entered wrongly."""
        if (record := self.record) is not None:
            told = _("Đã bỏ {name}.").format(name=self.name_of(record))
            self.do(remove_document, record.document_id, told=told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.summary and isinstance(event, QKeyEvent):
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.type() == QEvent.Type.KeyPress and is_enter and is_plain:
                self.focusNextChild()  # a summary is one paragraph
                return True
        return super().eventFilter(watched, event)

    def _propose_type(self) -> None:
        if proposed := type_of(self.number.text()):
            self.type.choose(Suggestion(proposed))

    def _read_files(self) -> None:
        if (document_id := self.files.record_id) is not None:
            detail = self._context.database.ask(document_detail, document_id)
            self.files.show_files(document_id, detail.files)


def _save(
    database: Database, fields: DocumentFields, paths: tuple[Path, ...], key: str | None
) -> int:
    files: tuple[NewFile, ...] = tuple(map(read_file, paths))
    told = {"given": [fields], "files": [file.name for file in files]}
    return database.do(save_document, fields, files, key=key, told=told)
