"""Văn bản: the register of documents with the form of one beside it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal

from db.kinds import Urgency
from db.queries.documents import (
    DocumentRow,
    document_count,
    document_rows,
    document_types,
    issuers,
)
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member
from desktop.pages.documents.document_form import DocumentForm
from desktop.pages.documents.words import URGENCY_TONES
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.page_header import action_button
from desktop.widgets.record_section import Section
from desktop.widgets.suggest import SHOWN


class Register(Section[DocumentRow]):
    """A window of rows at a time; a document that was being entered comes back by itself."""

    paper_wanted = Signal(str, object)
    picture_wanted = Signal(str, object)
    form: DocumentForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            DocumentForm(context),
            _columns(),
            hint=_("Tìm số, loại, trích yếu, nơi ban hành (Ctrl+F)"),
            retired="",
            add=_("Thêm"),
        )
        self.table.empty = _("Không có văn bản nào như vậy. Thêm bằng Ctrl+N.")
        self.distribute_button = action_button(
            _("Phổ biến"), self._distribute, icon="paper-plane-tilt"
        )
        self.above.add(self.distribute_button)
        self.form.files.paper_wanted.connect(self.paper_wanted)
        self.form.files.picture_wanted.connect(self.picture_wanted)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.rows.modelReset.connect(self._weigh)
        self.refresh()

    def count(self) -> int:
        return self._context.database.ask(document_count, self.search.text())

    def read(self, offset: int, limit: int) -> Sequence[DocumentRow]:
        ask = self._context.database.ask
        return ask(document_rows, self.search.text(), offset=offset, limit=limit)

    def refresh(self) -> None:
        super().refresh()
        ask = self._context.database.ask
        self.form.offer(ask(issuers), ask(document_types), ask(document_rows, limit=SHOWN))

    def open(
        self, *, document_id: int | None = None, draft_id: int | None = None, **_target: Any
    ) -> None:
        """Show a document, or go on with a draft."""
        if document_id is not None:
            self.search.search_for("")
            self.refresh()
            self.select(document_id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif draft_id is not None and (draft := self.form.drafting.find(draft_id)) is not None:
            self.show_draft(draft.cells["record"])

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.drafting.flush()

    def _distribute(self) -> None:
        ids = tuple(row.document_id for row in self._for_rounds())
        self._context.navigate("documents", tab="rounds", new=True, document_ids=ids)

    def _weigh(self) -> None:
        self.distribute_button.setEnabled(bool(self._for_rounds()))

    def _for_rounds(self) -> list[DocumentRow]:
        return [row for row in self.table.selected() if not (row.is_basis or row.replaced_by)]


def _columns() -> list[Column[DocumentRow]]:
    def noted(row: DocumentRow) -> str:
        replaced = _("thay bởi {number}").format(number=row.replaced_by) if row.replaced_by else ""
        urgency = "" if row.urgency is Urgency.NORMAL else member(row.urgency)
        basis = _("chỉ là căn cứ") if row.is_basis else ""
        files = _("{count} tệp").format(count=row.files) if row.files else ""
        return " · ".join(filter(None, (urgency, replaced, basis, files)))

    def tone(row: DocumentRow) -> Tone:
        return URGENCY_TONES.get(row.urgency, Tone.NONE)

    def name(row: DocumentRow) -> str:
        return " · ".join(filter(None, (row.number or _("chưa có số"), row.type)))

    return [
        Column(_("Số, loại"), name, tip=name),
        Column(_("Ngày"), lambda row: day_text(row.issued_on), width=92),
        Column(_("Nơi ban hành"), lambda row: row.issuer, width=130, tip=lambda row: row.issuer),
        Column(_("Trích yếu"), lambda row: row.summary, tip=lambda row: row.summary),
        Column(_("Ghi chú"), noted, width=80, tone=tone, tip=noted),
        Column(_("Đợt"), lambda row: str(row.rounds or ""), RIGHT, 48),
    ]
