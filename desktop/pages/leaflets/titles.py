"""Các tờ bướm: what there is, how far each is; its form beside it, with what is still missing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from db.queries.leaflet_list import LeafletRow, leaflet_count, leaflet_rows
from db.queries.office import drafts, settings
from db.rules.leaflet_checks import Stage, checks, stage_reached
from desktop.context import Context, Tone
from desktop.labels import member, number
from desktop.leaflet_policy import leaflet_policy
from desktop.pages.leaflets.deposit import DepositBar
from desktop.pages.leaflets.title_form import TitleForm
from desktop.tables import RIGHT, Column
from desktop.translation import _
from desktop.widgets.record_section import Section


class Titles(Section[LeafletRow]):
    """All leaflets; Ctrl+N adds one, the act of legal deposit opens above the list."""

    form: TitleForm
    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            TitleForm(context),
            self._columns(context),
            hint=_("Tên hoặc mã (Ctrl+F)"),
            retired=_("Cả tờ ngừng dùng"),
            add=_("Thêm"),
        )
        self.table.empty = _("Chưa có tờ bướm nào. Thêm bằng Ctrl+N.")
        self.deposit = DepositBar(context)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.deposit)
        layout.setStretchFactor(self.sides, 1)
        self.form.deposit_asked.connect(self.deposit.ask)
        self.form.paper_wanted.connect(self.paper_wanted)
        self.deposit.recorded.connect(self._on_deposited)
        self.deposit.left.connect(self.table.setFocus)

    def count(self) -> int:
        ask, today = self._context.database.ask, self._context.clock.today()
        self.form.policy = leaflet_policy(ask(settings, today))
        return ask(leaflet_count, self.search.text(), self.with_retired.isChecked())

    def read(self, offset: int, limit: int) -> Sequence[LeafletRow]:
        ask, today = self._context.database.ask, self._context.clock.today()
        with_retired = self.with_retired.isChecked()
        return ask(
            leaflet_rows, today, self.search.text(), with_retired, offset=offset, limit=limit
        )

    def refresh(self) -> None:
        """Read the list anew, and what is missing by the setting of today."""
        super().refresh()
        self.form.renew(self.table.current())

    def open(
        self, *, supply_id: int | None = None, draft_id: int | None = None, **_more: Any
    ) -> None:
        """Make a leaflet the current one, or go on with a draft."""
        if draft_id is not None:
            kept = self._context.database.ask(drafts)
            for draft in kept:
                if draft.draft_id == draft_id:
                    self.show_draft(draft.cells["record"])
        elif supply_id is not None:
            self.search.search_for("")
            self.refresh()
            self.select(supply_id)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.drafting.flush()

    def _on_deposited(self, supply_id: int) -> None:
        self.refresh()
        self.select(supply_id)

    def _columns(self, context: Context) -> list[Column[LeafletRow]]:
        def state(row: LeafletRow) -> tuple[str, Tone]:
            if not row.is_active:
                return _("Ngừng dùng"), Tone.NONE
            found = checks(row.facts, self.form.policy, context.clock.today())
            match stage_reached(found):
                case Stage.PRINT:
                    return _("để in"), Tone.WARNING
                case Stage.RELEASE:
                    return _("để phát hành"), Tone.WARNING
            return _("không"), Tone.OK

        return [
            Column(_("Mã"), lambda row: row.code, width=72),
            Column(_("Tên tờ bướm"), lambda row: row.title, tip=lambda row: row.title),
            Column(_("Loại"), lambda row: member(row.kind), width=84),
            Column(_("Bản"), _version, width=110, tip=_version),
            Column(_("Trong kho"), lambda row: number(row.in_store), RIGHT, 90),
            Column(
                _("Còn thiếu"),
                lambda row: state(row)[0],
                width=120,
                tone=lambda row: state(row)[1],
                tip=lambda row: state(row)[0],
            ),
        ]


def _version(row: LeafletRow) -> str:
    return ", ".join(filter(None, (row.language, row.edition)))
