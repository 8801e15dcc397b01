"""The window: sidebar, the pages, the notice line; pages are built when they are first shown."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from desktop.context import Context, NoticeAction, Tone
from desktop.navigation import PAGES, PageEntry, page_entry
from desktop.refusals import sentence
from desktop.settings import Settings
from desktop.tasks import LongWork, Tasks
from desktop.translation import _
from desktop.widgets.barcode import Barcodes
from desktop.widgets.dropping import Dropped, dropped
from desktop.widgets.notice import NoticeLine
from desktop.widgets.shortcuts import ShortcutSheet, page_menu
from desktop.widgets.sidebar import Sidebar

FRAME = 40  # pixels for the title bar
NARROW = 900  # a small screen at 200 %: the sidebar shows pictures only


class MainWindow(QMainWindow):
    """Shows one page at a time and keeps those shown up to date with the book."""

    painted = Signal()  # once, when the shell stands on the screen
    closing = Signal()

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._tasks = settings, tasks
        self._context: Context | None = None
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._was_shown = False
        self.setWindowTitle(_("Hậu cần phòng dịch"))
        self.setMinimumSize(640, 400)
        self.sidebar = Sidebar(PAGES, self)
        self.sidebar.chosen.connect(self.navigate)
        self.stack = _Stack(self)
        self.stack.currentChanged.connect(self.stack.updateGeometry)
        self.notice_line = NoticeLine(self)
        self.barcodes = Barcodes(self)
        self.barcodes.scanned.connect(self.take_code)
        self.setAcceptDrops(True)
        self._lay_out()
        self._add_actions()
        tasks.changed.connect(self._on_changed)
        tasks.refused.connect(self._on_refused)
        tasks.started.connect(self.notice_line.follow)
        tasks.cancelled.connect(self._on_cancelled)
        self._restore_place()

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self.stack.currentWidget()

    def give(self, context: Context) -> None:
        """Begin with a book: the first page is shown."""
        self._context = context
        self.sidebar.set_open(is_open=True)
        self.navigate(PAGES[0].key)

    def take_back(self) -> None:
        """End with a book: its pages go."""
        self._context = None
        for page in list(self._pages.values()):
            _call(page, "leave")
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self.sidebar.set_open(is_open=False)

    def show_alone(self, widget: QWidget) -> None:
        """Show something that is no page, while there is no book: the first start."""
        self.sidebar.set_open(is_open=False)
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.setFocus()

    def navigate(self, page: str, **target: Any) -> None:
        """Show a page; `target` goes to its `open`."""
        if self._context is None:
            return
        self.sidebar.mark(page_entry(page).under or page)
        before = self.page
        shown = self._pages.get(page) or self._build(page_entry(page))
        if before is not shown:
            _call(before, "leave")
            self.stack.setCurrentWidget(shown)
            shown.setFocus()
        if page in self._stale:
            self._stale.discard(page)
            _call(shown, "refresh")
        if target:
            _call(shown, "open", **target)

    def notice(self, text: str, tone: Tone = Tone.OK, actions: Sequence[NoticeAction] = ()) -> None:
        """Say something in the notice line."""
        self.notice_line.say(text, tone, actions)

    def take_code(self, code: str) -> None:
        """Take the digits of a sheet that was scanned: a slip is marked here, a list is shown.

        A page in sight that has a way of its own with them comes first.
        """
        if self._context is None:
            return
        is_free = QApplication.activeModalWidget() is None
        if not (is_free and _call(self.page, "take_code", code=code)):
            from desktop.returning import receive  # with all of the book's rules

            receive(self._context, self, code, lambda _found: self._show_list(code))

    def show_shortcuts(self) -> None:
        """Show what the keys do, here and everywhere."""
        ShortcutSheet(self.page, self).exec()

    def show_menu(self) -> None:
        """Show every page and every act of this page as a menu."""
        menu = page_menu(self.page, self)
        menu.exec(self.sidebar.mapToGlobal(self.sidebar.rect().topRight()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.sidebar.set_narrow(is_narrow=is_narrow)
        side, above = (14, 12) if is_narrow else (28, 22)
        self._column.setContentsMargins(side, above, side, above)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set("window/place", self.saveGeometry())
        for page in self._pages.values():
            _call(page, "leave")
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._context is not None and dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self._take_files(files))  # the other program waits

    def _take_files(self, files: Dropped) -> None:
        if files.scans:
            self.navigate("documents", scans=files.scans)
        elif files.sheets:
            self.navigate("import", path=files.sheets[0])

    def _show_list(self, code: str) -> None:
        """Show a list that was scanned; a dialog under way is left to be finished first."""
        if QApplication.activeModalWidget() is None:
            self.navigate("documents", code=code)
            return
        show = NoticeAction(_("Mở danh sách"), lambda: self.navigate("documents", code=code))
        self.notice(_("Đã quét một danh sách ký nhận."), Tone.INFO, [show])

    def _build(self, entry: PageEntry) -> QWidget:
        assert self._context is not None
        page = entry.build(self._context, self.stack)
        self._pages[entry.key] = page
        self.stack.addWidget(page)
        return page

    def _on_changed(self, tables: frozenset[str]) -> None:
        for key, page in self._pages.items():
            if tables & getattr(page, "shows", frozenset()):
                if page is self.page:
                    _call(page, "refresh")
                else:
                    self._stale.add(key)

    def _on_refused(self, error: DomainError) -> None:
        self.notice(sentence(error), Tone.BAD)

    def _on_cancelled(self, work: LongWork) -> None:
        self.notice(_("{title}: đã dừng, chưa có gì được ghi.").format(title=work.title), Tone.INFO)

    def _lay_out(self) -> None:
        # A page that needs more than a small window has is scrolled, not squeezed.
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QScrollArea.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(_Frame(self.stack))
        content = QWidget(self)
        column = self._column = QVBoxLayout(content)
        column.setSpacing(12)
        column.addWidget(self.room, 1)
        column.addWidget(self.notice_line)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(content, 1)
        self.setCentralWidget(whole)

    def _add_actions(self) -> None:
        for number, entry in enumerate(PAGES, 1):
            self._act(_(entry.title), f"Alt+{number}", partial(self.navigate, entry.key))
        self._act(_("Phím tắt"), "F1", self.show_shortcuts)
        self._act(_("Menu"), "F10", self.show_menu)
        self._act(_("Đóng thông báo"), "Shift+Esc", self.notice_line.dismiss)
        self._act(_("Thoát"), "Ctrl+Q", self.close)
        self.sidebar.help_asked.connect(self.show_menu)

    def _act(self, text: str, keys: str, do: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda *_told: do())
        self.addAction(action)

    def _restore_place(self) -> None:
        kept = self._settings.state("window/place")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1280, room.width()), min(800, room.height() - FRAME))


class _Stack(QStackedWidget):
    """Asks for the room of the page in sight, not of the largest one."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()


class _Frame(QWidget):
    """Holds the stack without a layout of its own.

    A scroll area takes the height that a layout with wrapped words would like to have for the one
    it must have, and shows a bar where there is room enough.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self._stack = stack
        stack.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._stack.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._stack.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # on to the scroll area
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stack.setGeometry(self.rect())


def _call(page: QWidget | None, name: str, **told: Any) -> Any:
    """Call what a page may have but need not; None where it has not."""
    method = getattr(page, name, None)
    return method(**told) if method is not None else None
