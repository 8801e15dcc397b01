"""Cài đặt: the office, its signers, its calendar and papers, the look, the copies of the book."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from db.queries.office import drafts, forms, settings
from desktop.context import Context, Tone
from desktop.pages.settings.backups import BackupsForm
from desktop.pages.settings.daily import DailyForm
from desktop.pages.settings.forms import FormsForm
from desktop.pages.settings.leaflets import LeafletsForm
from desktop.pages.settings.limits import LimitsForm
from desktop.pages.settings.look import LookForm
from desktop.pages.settings.office import OfficeForm
from desktop.pages.settings.papers import PapersForm
from desktop.pages.settings.signers import SignersForm
from desktop.translation import _
from desktop.widgets.page_header import PageHeader


class Page(QWidget):
    """One tab for each kind; what was typed is saved, or kept, when the page is left."""

    shows = frozenset({"setting", "signer"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.office = OfficeForm(context)
        self.signers = SignersForm(context)
        self.papers = PapersForm(context)
        self.limits = LimitsForm(context)
        self.forms = FormsForm(context)
        self.leaflets = LeafletsForm(context)
        self.daily = DailyForm(context)
        self.look = LookForm(context)
        self.backups = BackupsForm(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._tabs: dict[str, QWidget] = {
            "office": self.office,
            "signers": self.signers,
            "papers": self.papers,
            "limits": self.limits,
            "forms": self.forms,
            "leaflets": self.leaflets,
            "daily": self.daily,
            "look": self.look,
            "backups": self.backups,
        }
        for tab, name in (
            (self.office, _("Cơ quan")),
            (self.signers, _("Người ký")),
            (self.papers, _("Lịch và giấy tờ")),
            (self.limits, _("Giới hạn")),
            (self.forms, _("Phiếu và sổ kho")),
            (self.leaflets, _("Tờ bướm")),
            (self.daily, _("Báo cáo 8g30")),
            (self.look, _("Hiển thị")),
            (self.backups, _("Sổ và sao lưu")),
        ):
            self.tabs.addTab(tab, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PageHeader(_("Cài đặt")))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        self.refresh()

    def refresh(self) -> None:
        """Read the settings anew; what is being typed stays."""
        told = self._context.database.ask(settings, self._context.clock.today())
        self.office.show_settings(told)
        self.papers.show_settings(told)
        self.limits.show_settings(told)
        self.leaflets.show_settings(told)
        self.daily.show_settings(told)
        self.forms.show_settings({**told, "forms": self._context.database.ask(forms)})
        self.signers.refresh()

    def open(self, *, tab: str = "signers", draft_id: int | None = None) -> None:
        """Show one of the tabs, or go on with a draft of a signer."""
        self.tabs.setCurrentWidget(self._tabs[tab])
        if draft_id is None:
            return
        kept = self._context.database.ask(drafts, self.signers.form.DRAFTS)
        draft = next((row for row in kept if row.draft_id == draft_id), None)
        if draft is None:
            self._context.notice(_("Phần nhập dở này không còn nữa."), Tone.WARNING)
        else:
            self.signers.show_draft(draft.cells["record"])

    def leave(self) -> None:
        """Save what was typed; a signer waits as a draft."""
        self.office.leave()
        self.signers.leave()
        self.papers.leave()
        self.limits.leave()
        self.leaflets.leave()
        self.daily.leave()
        self.forms.leave()

    def _on_tab(self) -> None:
        self.leave()
        if self.tabs.currentWidget() is self.backups:
            self.backups.refresh()
