"""Danh mục: people, departments, posts, supplies, norms, stores, absences, who receives leaflets."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from db.queries.office import drafts
from desktop.context import Context, Tone
from desktop.translation import N_, _
from desktop.widgets.page_header import PageHeader
from desktop.widgets.paper_over import PaperOver
from desktop.widgets.record_section import Section

if TYPE_CHECKING:
    from desktop.pages.catalogue.absences import Absences
    from desktop.pages.catalogue.agencies import Agencies
    from desktop.pages.catalogue.departments import Departments
    from desktop.pages.catalogue.norms import Norms
    from desktop.pages.catalogue.people import People
    from desktop.pages.catalogue.posts import Posts
    from desktop.pages.catalogue.stores import Stores
    from desktop.pages.catalogue.supplies import Supplies

TABS = {  # a tab is imported and made when it is first shown
    "people": (N_("Cán bộ"), "People"),
    "departments": (N_("Phòng & đơn vị"), "Departments"),
    "posts": (N_("Vị trí trực"), "Posts"),
    "supplies": (N_("Vật tư"), "Supplies"),
    "norms": (N_("Mức cấp"), "Norms"),
    "stores": (N_("Kho & điểm cấp phát"), "Stores"),
    "absences": (N_("Vắng mặt"), "Absences"),
    "agencies": (N_("Nơi nhận"), "Agencies"),
}
FROM_EXCEL = {"people": "staff", "supplies": "supplies", "agencies": "agencies"}


class Page(QWidget):
    """Eight tabs; Ctrl+N adds to the one in sight, Ctrl+Enter saves its form."""

    shows = frozenset(
        {"supply", "pack", "store", "department", "staff_member", "membership", "absence"}
        | {"duty_post", "movement", "norm", "agency"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sections: dict[str, Section[Any]] = {}
        self._rooms: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, _made_of in TABS.values():
            room = QWidget()
            self._rooms.append(QVBoxLayout(room))
            self._rooms[-1].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, _(title).replace("&", "&&"))
        header = PageHeader(_("Danh mục"))
        self.bring = header.add_action(_("Nhập từ Excel"), self._import, icon="file-xls")
        lists = QWidget()
        layout = QVBoxLayout(lists)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(header)
        layout.addWidget(self.tabs, 1)
        self.stack = PaperOver(context, lists)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        find = QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.section.refresh()
        self.setFocusProxy(self.section.search)

    @property
    def tab(self) -> str:
        """The key of the tab in sight."""
        return list(TABS)[self.tabs.currentIndex()]

    @property
    def section(self) -> Section[Any]:
        """The tab in sight."""
        return self._section(self.tab)

    @property
    def people(self) -> "People":
        """The people."""
        return cast("People", self._section("people"))

    @property
    def departments(self) -> "Departments":
        """The departments."""
        return cast("Departments", self._section("departments"))

    @property
    def posts(self) -> "Posts":
        """The duty posts."""
        return cast("Posts", self._section("posts"))

    @property
    def supplies(self) -> "Supplies":
        """The supplies."""
        return cast("Supplies", self._section("supplies"))

    @property
    def norms(self) -> "Norms":
        """What one person may get."""
        return cast("Norms", self._section("norms"))

    @property
    def stores(self) -> "Stores":
        """The stores."""
        return cast("Stores", self._section("stores"))

    @property
    def agencies(self) -> "Agencies":
        """Districts, wards and other bodies."""
        return cast("Agencies", self._section("agencies"))

    @property
    def absences(self) -> "Absences":
        """Who is away."""
        return cast("Absences", self._section("absences"))

    def refresh(self) -> None:
        """Read the list in sight anew."""
        self.section.refresh()

    def open(
        self,
        *,
        tab: str = "",
        supply_id: int | None = None,
        staff_id: int | None = None,
        draft_id: int | None = None,
    ) -> None:
        """Show a tab; a supply or a person is made its current record, a draft is gone on with."""
        self.stack.back()
        if draft_id is not None:
            self._open_draft(draft_id)
            return
        if supply_id is not None:
            tab = "supplies"
        elif staff_id is not None:
            tab = "people"
        if tab in TABS:
            self.tabs.setCurrentIndex(list(TABS).index(tab))
        record_id = supply_id if supply_id is not None else staff_id
        if record_id is not None:
            self.section.search.search_for("")
            self.section.refresh()
            self.section.select(record_id)

    def leave(self) -> None:
        """Another page is shown, or the window closes: keep what was typed."""
        for section in self._sections.values():
            section.form.drafting.flush()

    def _open_draft(self, draft_id: int) -> None:
        kept = self._context.database.ask(drafts)
        draft = next((row for row in kept if row.draft_id == draft_id), None)
        if draft is None:
            self._context.notice(_("Phần nhập dở này không còn nữa."), Tone.WARNING)
            return
        self.open(tab=draft.form.rpartition("/")[2])
        self.section.show_draft(draft.cells["record"])

    def _find(self) -> None:
        self.section.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_tab(self) -> None:
        self.section.refresh()
        self.setFocusProxy(self.section.search)
        self.bring.setVisible(self.tab in FROM_EXCEL)
        if not self.tabs.tabBar().hasFocus():
            self.section.search.setFocus()

    def _import(self) -> None:
        self._context.navigate("import", kind=FROM_EXCEL[self.tab])

    def _paste(self) -> None:
        """Rows copied in Excel go through the same preview as a file."""
        if text := QGuiApplication.clipboard().text().strip():
            self._context.navigate("import", kind=FROM_EXCEL[self.tab], text=text)

    def _section(self, key: str) -> Section[Any]:
        if key not in self._sections:
            module = import_module(f"desktop.pages.catalogue.{key}")
            section: Section[Any] = getattr(module, TABS[key][1])(self._context)
            self._sections[key] = section
            section.form.paper_wanted.connect(self.stack.show_paper)
            room = self._rooms[list(TABS).index(key)]
            room.addWidget(section)
            section.show()  # now, not with the next event: it is about to take the focus
            if key in FROM_EXCEL:
                paste = QShortcut(QKeySequence.StandardKey.Paste, section.table, self._paste)
                paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        return self._sections[key]
