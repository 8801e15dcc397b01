"""The only place that builds things: application, window, book; and takes them down in order."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

from db.clock import Clock
from db.errors import BookMissing, DomainError, NotABook, StorageFailed
from db.file_systems import synced_by
from desktop import qt_words
from desktop.backup_text import backup_text
from desktop.context import Context, NoticeAction, Tone
from desktop.crash import CrashReporter, log, start_log
from desktop.dates import long_day_text
from desktop.garbage import Garbage
from desktop.line_telling import LineTelling
from desktop.main_window import MainWindow
from desktop.navigation import PAGES
from desktop.one_window import OneWindow
from desktop.opening import (
    begin_fresh,
    begin_with_sample,
    copy_when_due,
    has_copies,
    is_on_server,
    is_sample,
    office_name,
    open_book_at,
    read_ahead,
    restore_latest,
)
from desktop.other_book import go_to_other, has_other, other_name
from desktop.places import book_location, default_book, last_book, sample_book
from desktop.refusals import sentence
from desktop.settings import COPIED_AT, SECOND_FOLDER, Settings
from desktop.start_check import StartCheck
from desktop.tasks import Progress, Tasks
from desktop.theme import Theme
from desktop.translation import _, set_language
from desktop.welcome import WelcomePage

if TYPE_CHECKING:
    from db.database import Database

NAME = "haucan"
TITLE = "Hậu cần phòng dịch"
EXIT_SECONDS = 0.7  # that a copy at exit may take before it is told of
BACKUP_MINUTES = 30  # how often it is asked whether today's copy is still to be made


def run(location: Path | str | None = None) -> int:
    """Open the window on a book (None: the one of HAUCAN_DB, else the default) until it is closed."""
    application = _application()
    reporter = CrashReporter(start_log(), application)
    reporter.install()
    program = Program(application, location)
    program.checks_at_start = True
    program.window.show()
    try:
        return application.exec()
    finally:
        program.close()


def _application() -> QApplication:
    if "QT_SCALE_FACTOR" not in os.environ and (percent := Settings().number("scale")) > 100:
        os.environ["QT_SCALE_FACTOR"] = str(percent / 100)
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName(TITLE)
    application.setDesktopFileName(NAME)
    return application


class Program(QObject):
    """The running program: opens a book behind the first paint, another one when asked."""

    lines_failed = Signal(object)  # why the second copy could not be written

    def __init__(
        self,
        application: QApplication,
        location: Path | str | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(application)
        self._clock = clock or Clock()
        self._location: Path | str | None = location
        self._before: Path | str | None = None  # the book that another one takes the place of
        self._welcome: WelcomePage | None = None
        self._is_closed = False
        self.database: Database | None = None
        self.settings = Settings(parent=self)
        if location is None:
            self._location = last_book(self.settings.book)
        set_language(self.settings.language)
        qt_words.speak(application)
        self.theme = Theme(application, self.settings.theme)
        self.tasks = Tasks(parent=self)
        self.garbage = Garbage(self.tasks, self)
        self.window = MainWindow(self.settings, self.tasks)
        self.window.sidebar.set_open(is_open=False)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self, self._begin))
        self.settings.changed.connect(self._on_setting)
        self._telling: LineTelling | None = None
        self._own: OneWindow | None = None
        self._check: StartCheck | None = None
        self.checks_at_start = False
        self.lines_failed.connect(self._show_failed_lines)
        self._backup_timer = QTimer(self, interval=BACKUP_MINUTES * 60_000)
        self._backup_timer.timeout.connect(self.back_up)

    def open_book(self, location: Path | str) -> None:
        """Close the present book and open another."""
        self._before = self._location
        self._let_go()
        self._location = location
        self._begin()

    def back_up(self, *, at_exit: bool = False) -> None:
        """Copy the book where that is due, in the background; at exit when it changed, waiting."""
        database = self.database
        if database is None:
            return
        if at_exit:
            _wait_for_copy(database)
        else:
            elsewhere = self.settings.text(SECOND_FOLDER)
            self.tasks.run(
                self,
                lambda: copy_when_due(database, elsewhere),
                self._copied,
                self._show_failed_backup,
            )

    def close(self) -> None:
        """End: pages first, then work, a last copy, then the book."""
        if self._is_closed:
            return
        self._is_closed = True
        self.window.take_back()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.tasks.close()
        if self.database is not None:
            try:
                self.back_up(at_exit=True)
            except (DomainError, OSError) as error:
                log.warning("no copy at exit: %r", error)
            self._let_book_go()
            self.database.close()
            self.database = None
        self.settings.save()

    def _begin(self) -> None:
        self.window.notice(_("Đang mở sổ…"), Tone.INFO)
        location, clock = self._location, self._clock
        self.tasks.run(self, lambda: open_book_at(location, clock), self._opened, self._not_opened)
        # The first widget of Qt's own that is asked for makes PySide load all its classes, 20 ms:
        # here, while the book is being opened, not while the first page is built.
        self.window.room.viewport()

    def _opened(self, database: "Database") -> None:
        if not self._alone_with(database):
            self.tasks.run(self, database.close)
            return
        self.database = database
        self._location = database.location
        self.tasks.watch(database)
        self._telling = LineTelling(database, self.lines_failed.emit)
        self.garbage.leave_out_what_stands()
        self.window.notice_line.dismiss()
        self._leave_welcome()
        context = Context(
            database=database,
            tasks=self.tasks,
            settings=self.settings,
            clock=database.clock,
            navigate=self.window.navigate,
            notice=self.window.notice,
            theme=self.theme,
            open_book=self.open_book,
        )
        self.window.give(context)
        self.tasks.run(self, lambda: office_name(database), self.window.sidebar.set_office)
        self._tell_opened(context)
        self.back_up()
        for entry in PAGES[1:]:
            self.tasks.run(self, entry.load)
        self.tasks.run(self, lambda: read_ahead(database))
        self._backup_timer.start()
        if self.checks_at_start:
            self._check = StartCheck(database.location, self._tell_faults, self)

    def _tell_faults(self, count: int, first: str) -> None:
        look = NoticeAction(_("Xem"), lambda: self.window.navigate("settings", tab="backups"))
        told = _("Sổ có {count} chỗ sai: {first}").format(count=count, first=first)
        self.window.notice(told, Tone.BAD, [look])

    def _alone_with(self, database: "Database") -> bool:
        """Take the book's lock; a second start raises the window that has it, and ends."""
        if not database.is_file:
            return True
        own = OneWindow(Path(database.location), self)
        if own.take():
            own.called.connect(self._come_forward)
            QTimer.singleShot(0, own, own.listen)
            self._own = own
            return True
        if host := own.held_elsewhere():
            told = _("Sổ này đang mở trên máy {host}; hãy đóng ở đó trước.").format(host=host)
        elif own.call():
            if self._before is None:
                self.window.close()
                QCoreApplication.quit()
                return False
            told = _("Sổ này đang mở ở một cửa sổ khác.")
        else:
            told = _("Sổ này đang do một chương trình khác mở; hãy đóng nó rồi thử lại.")
        self.window.notice(told, Tone.WARNING, [NoticeAction(_("Thử lại"), self._begin)])
        return False

    def _come_forward(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def _tell_opened(self, context: Context) -> None:
        """Say which book this is, where that is not plain, and offer the way back."""
        told, actions, database = [], [], context.database
        before, self._before = self._before, None
        if before is not None and before != database.location:
            told.append(_("Đã mở sổ {name}.").format(name=Path(database.location).name))
            actions.append(NoticeAction(_("Về sổ trước"), lambda: self._go_back(before)))
        if is_sample(database):
            said = _("Đây là dữ liệu mẫu: trong sổ này hôm nay là {day}.")
            told.append(said.format(day=long_day_text(database.clock.today())))
            if not actions and has_other(context):
                go = partial(go_to_other, context, self)
                actions.append(NoticeAction(other_name(context), go))
        if told:
            self.window.notice(" ".join(told), Tone.INFO, actions)
        elif database.is_file and (folder := synced_by(Path(database.location))):
            said = _(
                "Sổ nằm trong thư mục đồng bộ {folder}, có thể bị thay bằng bản cũ; nên chuyển sổ ra"
                " ngoài và chỉ để bản sao lưu ở đó."
            )
            self.window.notice(said.format(folder=folder), Tone.WARNING)
        is_usual = database.location == default_book()
        name = "" if is_usual else f"{Path(database.location).stem} – "
        self.window.setWindowTitle(name + _("Hậu cần phòng dịch"))

    def _go_back(self, location: Path | str) -> None:
        self.settings.set("book", "" if location == default_book() else str(location))
        self.open_book(location)

    def _not_opened(self, error: DomainError) -> None:
        self._location = self._location or book_location()
        actions = self._ways_back(error, self._location)
        if isinstance(error, BookMissing):
            self.window.notice_line.dismiss()
            self._show_welcome()
            if actions:  # never begin afresh beside copies without a word
                self.window.notice(
                    _("Chưa thấy sổ, nhưng còn bản sao lưu của sổ ở đây."), Tone.WARNING, actions
                )
            return
        again = NoticeAction(_("Thử lại"), self._begin)
        self.window.notice(sentence(error), Tone.BAD, [again, *actions])

    def _ways_back(self, error: DomainError, location: Path | str) -> list[NoticeAction]:
        """Going back to the latest good copy, where the book is gone or damaged and there is one."""
        is_lost = isinstance(error, BookMissing | NotABook) or (
            isinstance(error, StorageFailed) and error.cause == "damaged"
        )
        if not is_lost or is_on_server(location):
            return []
        path = Path(location)
        if not has_copies(path):
            return []
        return [NoticeAction(_("Khôi phục bản gần nhất"), partial(self._restore_latest, path))]

    def _restore_latest(self, path: Path) -> None:
        self.window.notice(_("Đang khôi phục sổ…"), Tone.INFO)
        clock = self._clock

        def then(restored: Path) -> None:
            self.settings.set("book", str(restored))
            self.open_book(restored)

        self.tasks.run(self, lambda: restore_latest(path, clock), then)

    def _show_welcome(self) -> None:
        if self._welcome is None:
            self._welcome = WelcomePage(str(self._location))
            self._welcome.fresh_chosen.connect(lambda: self._create(begin_fresh, _("Tạo sổ mới")))
            self._welcome.sample_chosen.connect(self._create_sample)
            self.window.show_alone(self._welcome)
        self._welcome.set_busy(is_busy=False)

    def _create_sample(self) -> None:
        """Make the sample data, beside the default book, whose place stays free; or open it."""
        title, path = _("Tạo sổ với dữ liệu mẫu"), sample_book()
        if self._location != default_book():
            self._create(begin_with_sample, title)
        elif path.exists():
            self.settings.set("book", str(path))
            self.open_book(path)
        else:
            self._create(begin_with_sample, title, path)

    def _create(
        self,
        make: Callable[["Path | str", Clock, Progress], "Database"],
        title: str,
        beside: Path | None = None,
    ) -> None:
        assert self._welcome is not None
        assert self._location is not None
        self._welcome.set_busy(is_busy=True)
        location, clock = beside or self._location, self._clock

        def then(database: "Database") -> None:
            if beside is not None:
                self.settings.set("book", str(beside))
            self._opened(database)

        work = self.tasks.run_long(
            self, title, lambda progress: make(location, clock, progress), then, self._not_created
        )
        work.ended.connect(self._free_welcome)

    def _free_welcome(self) -> None:
        if self._welcome is not None:
            self._welcome.set_busy(is_busy=False)

    def _not_created(self, error: DomainError) -> None:
        self._free_welcome()
        self.window.notice(sentence(error), Tone.BAD)

    def _leave_welcome(self) -> None:
        if self._welcome is not None:
            self.window.stack.removeWidget(self._welcome)
            self._welcome.deleteLater()
            self._welcome = None

    def _let_go(self) -> None:
        self._backup_timer.stop()
        self.window.take_back()
        self.tasks.watch(None)
        if self.database is not None:
            self._let_book_go()
            database, self.database = self.database, None
            self.tasks.run(self, database.close)

    def _let_book_go(self) -> None:
        check, self._check = self._check, None
        if check is not None:
            check.stop()
        own, self._own = self._own, None
        if own is not None:
            own.give_back()
        telling, self._telling = self._telling, None
        if telling is not None:
            telling.end()

    def _copied(self, at: datetime | None) -> None:
        if at is None:
            self._show_backup(None)
        else:
            self.settings.set(COPIED_AT, at.isoformat())  # pages tell of it too

    def _show_backup(self, at: datetime | None) -> None:
        if at is None:
            self.window.sidebar.set_backup(_("Chưa có bản sao lưu"), Tone.WARNING)
            return
        clock = self.database.clock if self.database else self._clock
        self.window.sidebar.set_backup(backup_text(at, clock.today()))

    def _show_failed_backup(self, error: DomainError) -> None:
        log.warning("no copy: %r", error)
        self.window.sidebar.set_backup(_("Chưa sao lưu được hôm nay"), Tone.WARNING)
        self.window.notice(
            _("Chưa sao lưu được sổ. {why}").format(why=sentence(error)), Tone.WARNING
        )

    def _show_failed_lines(self, error: DomainError) -> None:
        self.window.notice(
            _("Chưa ghi được bản thứ hai của sổ. {why}").format(why=sentence(error)), Tone.WARNING
        )

    def _on_setting(self, name: str) -> None:
        if name == "theme":
            self.theme.choose(self.settings.theme)
        elif name == COPIED_AT and (at := self.settings.text(COPIED_AT)):
            self._show_backup(datetime.fromisoformat(at))


def _wait_for_copy(database: "Database") -> None:
    """Copy a book that changed since its last copy; say so when that takes longer than a moment."""
    from desktop.backups import copy_at_exit

    with ThreadPoolExecutor(max_workers=1) as thread:
        copying = thread.submit(copy_at_exit, database)
        with suppress(TimeoutError):
            copying.result(EXIT_SECONDS)
            return
        notice = QLabel(_("Đang sao lưu sổ trước khi thoát…"))
        notice.setMargin(24)
        notice.show()
        while not copying.done():
            QCoreApplication.processEvents()
            with suppress(TimeoutError):
                copying.result(EXIT_SECONDS / 10)
        notice.close()
        copying.result()
