"""The program from its first start to its end."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from db.rules.calendar import week_of
from desktop import app, main_window, navigation
from desktop.app import Program
from desktop.context import Context
from desktop.navigation import PAGES, PageEntry
from desktop.opening import open_book_at
from desktop.places import default_book, sample_book
from desktop.theme import Theme
from tests.db.world import feb, furnish


class Page(QWidget):
    """A page that shows the settings of the book and remembers what it was told."""

    shows = frozenset({"setting"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.opened, self.refreshed, self.left = context, list[str](), 0, 0
        QVBoxLayout(self).addWidget(QLabel("trang"))

    def open(self, what: str) -> None:
        self.opened.append(what)

    def refresh(self) -> None:
        self.refreshed += 1

    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages in the place of the real ones."""
    two = tuple(
        PageEntry(key, title, "package", __name__) for key, title in (("a", "Một"), ("b", "Hai"))
    )
    for module in (navigation, main_window):
        monkeypatch.setattr(module, "PAGES", two)


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock, pages: None, light: Theme
) -> Iterator[Program]:
    program = Program(qapp, tmp_path / "so.db", clock)
    program.window.resize(1280, 800)
    yield program
    program.close()


def _start(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitExposed(program.window):
        program.window.show()


def _page(program: Program) -> Page:
    page = program.window.page
    assert isinstance(page, Page)
    return page


@pytest.fixture
def running(qtbot: QtBot, program: Program, clock: FixedClock, tmp_path: Path) -> Program:
    from db.migrate import create_book

    create_book(tmp_path / "so.db", clock=clock).close()
    _start(qtbot, program)
    qtbot.waitUntil(lambda: isinstance(program.window.page, Page), timeout=20_000)
    return program


def test_the_first_start_offers_a_new_book(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    _start(qtbot, program)
    qtbot.waitUntil(lambda: program._welcome is not None, timeout=20_000)
    assert program._welcome is not None
    assert program._welcome.fresh.text() == "Bắt đầu mới"
    program._welcome.fresh.click()
    qtbot.waitUntil(lambda: isinstance(program.window.page, Page), timeout=20_000)
    assert (tmp_path / "so.db").is_file()
    assert program.window.sidebar.office.text() in {"", "Văn phòng Sở"}


@pytest.mark.parametrize("harm", ["gone", "torn", "emptied"])
def test_a_book_that_is_lost_comes_back_from_its_copies_to_the_last_act(
    qtbot: QtBot, program: Program, tmp_path: Path, clock: FixedClock, harm: str
) -> None:
    from db.backup import copy_book
    from db.migrate import create_book
    from db.queries.journal import journal_count
    from desktop.backups import copies_folder, tell_second_copy

    path = tmp_path / "so.db"
    book = create_book(path, clock=clock)
    tell_second_copy(book)
    world = furnish(book)
    copy_book(book, copies_folder(book))
    world.receive(feb(3), 100)
    tell_second_copy(book)
    acts = book.ask(journal_count)
    book.close()
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "emptied" else whole[:100] + b"\xff" * (len(whole) - 100))
    _start(qtbot, program)
    qtbot.waitUntil(lambda: "Khôi phục bản gần nhất" in _offers(program), timeout=20_000)
    harmed = path.read_bytes() if path.exists() else None

    _offers(program)["Khôi phục bản gần nhất"].click()
    qtbot.waitUntil(lambda: isinstance(program.window.page, Page), timeout=20_000)

    assert program.database is not None
    assert program.database.ask(journal_count) == acts
    assert program.database.location != path
    assert (path.read_bytes() if path.exists() else None) == harmed


def _offers(program: Program) -> dict[str, QPushButton]:
    return {button.accessibleName(): button for button in program.window.notice_line.buttons}


def test_a_book_is_opened_behind_the_first_paint(qtbot: QtBot, running: Program) -> None:
    assert running.database is not None
    qtbot.waitUntil(lambda: running.window.sidebar.office.text() == "Văn phòng Sở")


def test_a_book_is_copied_when_it_is_opened_and_at_the_end(
    qtbot: QtBot, running: Program, tmp_path: Path
) -> None:
    from db.backup import backup_folder, copies

    folder = backup_folder(tmp_path / "so.db")
    qtbot.waitUntil(lambda: "Đã sao lưu" in running.window.sidebar.backup.text(), timeout=20_000)
    assert len(copies(folder)) == 1
    running.close()
    assert running.database is None


def test_pages_are_built_when_shown_and_told_what_changed(qtbot: QtBot, running: Program) -> None:
    first = _page(running)
    running.window.navigate("b", what="phiếu 5")
    second = _page(running)
    assert second.opened == ["phiếu 5"]
    assert first.left == 1

    running.tasks.changed.emit(frozenset({"setting", "voucher"}))
    assert (first.refreshed, second.refreshed) == (0, 1)
    running.window.navigate("a")
    assert first.refreshed == 1
    running.tasks.changed.emit(frozenset({"voucher"}))
    assert first.refreshed == 1


def test_another_book_takes_the_place_of_this_one(
    qtbot: QtBot, running: Program, tmp_path: Path, clock: FixedClock
) -> None:
    from db.migrate import create_book

    create_book(tmp_path / "khac.db", clock=clock).close()
    before = _page(running)
    before.context.open_book(tmp_path / "khac.db")
    qtbot.waitUntil(lambda: running.database is not None, timeout=20_000)
    assert running.database is not None
    assert running.database.location == tmp_path / "khac.db"
    assert _page(running) is not before
    line = running.window.notice_line
    assert line.text.text() == "Đã mở sổ khac.db."

    line.buttons[0].click()
    qtbot.waitUntil(
        lambda: running.database is not None and running.database.location == tmp_path / "so.db",
        timeout=20_000,
    )


def test_a_file_that_is_no_book_is_refused_in_a_sentence(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "so.db").write_text("xin chào", encoding="utf-8")
    _start(qtbot, program)
    line = program.window.notice_line
    qtbot.waitUntil(lambda: "không phải là sổ" in line.text.text(), timeout=20_000)
    assert [button.accessibleName() for button in line.buttons] == ["Thử lại"]


def test_sample_data_can_be_stopped_and_leaves_nothing(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    _start(qtbot, program)
    qtbot.waitUntil(lambda: program._welcome is not None, timeout=20_000)
    assert program._welcome is not None
    program._welcome.sample.click()
    line = program.window.notice_line
    qtbot.waitUntil(line.cancel.isVisible, timeout=20_000)
    line.cancel.click()
    qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=60_000)
    assert program.database is None
    assert not (tmp_path / "so.db").exists()
    assert program._welcome.sample.isEnabled()


def test_sample_data_keeps_its_own_time_after_a_restart_too(
    qtbot: QtBot, program: Program, tmp_path: Path, clock: FixedClock
) -> None:
    clock.moment += timedelta(weeks=300)
    _start(qtbot, program)
    qtbot.waitUntil(lambda: program._welcome is not None, timeout=20_000)
    assert program._welcome is not None
    program._welcome.sample.click()
    qtbot.waitUntil(lambda: program.database is not None, timeout=60_000)
    assert program.database is not None
    lived = program.database.clock.today()
    assert week_of(lived)[0] == date(2020, 2, 24)
    assert lived.isoweekday() == clock.today().isoweekday()
    assert "dữ liệu mẫu" in program.window.notice_line.text.text()

    again = open_book_at(tmp_path / "so.db", clock)
    assert again.clock.today() == lived
    assert again.clock.present is clock
    again.close()


def test_the_sample_data_and_the_own_book_lie_side_by_side(
    qtbot: QtBot, qapp: QApplication, clock: FixedClock, pages: None, light: Theme
) -> None:
    clock.moment += timedelta(weeks=300)
    program = Program(qapp, None, clock)
    _start(qtbot, program)
    qtbot.waitUntil(lambda: program._welcome is not None, timeout=20_000)
    assert program._welcome is not None
    program._welcome.sample.click()
    qtbot.waitUntil(lambda: program.database is not None, timeout=60_000)
    assert program.database is not None
    assert program.database.location == sample_book()
    assert program.settings.book == str(sample_book())
    assert not default_book().exists()

    def go(button: str, opened: Path, remembered: str) -> None:
        line = program.window.notice_line
        assert line.buttons[0].accessibleName() == button
        line.buttons[0].click()
        qtbot.waitUntil(lambda: _location(program) == opened, timeout=20_000)
        assert program.settings.book == remembered

    go("Bắt đầu sổ của cơ quan", default_book(), "")
    go("Về sổ trước", sample_book(), str(sample_book()))
    program.close()


def _location(program: Program) -> object:
    return program.database.location if program.database else None


def test_the_shell_stands_before_the_book_and_the_papers_are_imported() -> None:
    heavy = ("sqlalchemy", "alembic", "reportlab", "pypdfium2", "typer", "rich", "xlsxwriter")
    code = f"import sys, {app.__name__}; sys.exit(str([m for m in {heavy} if m in sys.modules]))"
    told = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert told.stderr.strip() == "[]"


def test_a_command_never_loads_qt() -> None:
    code = (
        "import sys\nfrom desktop.__main__ import main\nsys.argv = ['haucan', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nassert 'PySide6' not in sys.modules"
    )
    told = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_the_sidebar_has_the_pages_of_the_product_in_their_order() -> None:
    assert [entry.title for entry in PAGES] == [
        "Tổng quan", "Cấp phát", "Nhập kho", "Kho vật tư", "Phổ biến văn bản", "Tờ bướm", "Báo cáo 8g30", "Báo cáo", "Danh mục", "Nhật ký", "Cài đặt",
    ]  # fmt: skip
