"""Giao nhận: where every body stands, what was handed over, and the form of a new hand-over."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from db.queries.handovers import BodyRow
from db.queries.returns import scan_picture
from desktop.context import Context
from desktop.pages.leaflets.handover_bodies import Bodies
from desktop.pages.leaflets.handover_form import HandoverForm
from desktop.pages.leaflets.handover_list import HandoverList
from desktop.translation import _
from desktop.widgets.draft_menu import DraftButton
from desktop.widgets.picture_view import PictureView


class Handovers(QStackedWidget):
    """Two lists, by body and by hand-over; a new hand-over lies on top of them."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.bodies, self.list = Bodies(context), HandoverList(context)
        self.form = HandoverForm(context)
        self.lists = QTabWidget()
        self.lists.setDocumentMode(True)
        self.lists.addTab(self.bodies, _("Theo nơi nhận"))
        self.lists.addTab(self.list, _("Các lần giao"))
        self.drafts = DraftButton(self.form.drafting.waiting)
        self.lists.setCornerWidget(self.drafts)
        self.addWidget(self.lists)
        self.addWidget(self.form)
        self.scan = PictureView(context)
        self.scan.left.connect(self._back)
        self.addWidget(self.scan)
        self.bodies.wanted.connect(self.hand_over)
        self.bodies.opened.connect(self._show_handovers)
        self.list.paper_wanted.connect(self.paper_wanted)
        self.list.scan_wanted.connect(self._show_scan)
        self.form.printed.connect(self._print)
        self.form.left.connect(self._back)
        self.form.drafting.saved.connect(self.drafts.refresh)
        self.drafts.opened.connect(self._resume)
        self.drafts.new_asked.connect(lambda: self.hand_over(()))
        self.drafts.discard_asked.connect(self.form.throw_away)
        self.lists.currentChanged.connect(lambda _place: self.refresh())
        self.setFocusProxy(self.lists)

    def refresh(self) -> None:
        """Read anew what is in sight."""
        if self.currentWidget() is self.form:
            self.form.refresh()
        elif self.currentWidget() is self.lists:
            self.shown.refresh()

    @property
    def shown(self) -> Bodies | HandoverList:
        """The list in sight."""
        return self.bodies if self.lists.currentWidget() is self.bodies else self.list

    def open(
        self,
        *,
        draft_id: int | None = None,
        agency_ids: Sequence[int] = (),
        text: str = "",
        **_target: Any,
    ) -> None:
        """Go on with a draft, hand over to bodies, or look for hand-overs."""
        if draft_id is not None:
            self._resume(draft_id)
        elif agency_ids:
            self.hand_over(agency_ids)
        elif text:
            self.setCurrentWidget(self.lists)
            self.list.search.search_for(text)
            self.lists.setCurrentWidget(self.list)

    def focus_search(self) -> None:
        """Go to the search."""
        if self.currentWidget() is self.lists:
            self.shown.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Keep what is unfinished."""
        self.form.entry.commit()
        self.form.drafting.flush()

    def hand_over(self, agency_ids: Sequence[int]) -> None:
        """Begin a hand-over to bodies with what they are owed."""
        self.setCurrentWidget(self.form)
        self.form.begin_with(agency_ids)
        self.form.to_grid()

    def _resume(self, draft_id: int) -> None:
        if (draft := self.form.kept_draft(draft_id)) is not None:
            self.setCurrentWidget(self.form)
            self.form.resume(draft)
            self.form.to_grid()

    def _show_handovers(self, body: BodyRow) -> None:
        self.list.search.clear()
        self.list.show_body(body)
        self.lists.setCurrentWidget(self.list)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_scan(self, title: str, scan_id: int) -> None:
        self.setCurrentWidget(self.scan)
        self.scan.open(title, partial(self._context.database.ask, scan_picture, scan_id))
        self.scan.setFocus()

    def _print(self, voucher_ids: Sequence[int], title: str) -> None:
        from desktop.handover_printing import handover_records_pdf

        work = partial(handover_records_pdf, self._context.database, voucher_ids)
        self.paper_wanted.emit(title, work, None)

    def _back(self) -> None:
        self.setCurrentWidget(self.lists)
        self.refresh()
        self.shown.table.setFocus(Qt.FocusReason.OtherFocusReason)
