"""One window for one book: a second start raises the first; a lock that nobody holds is taken over."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.one_window import OneWindow

HOLD = """
import sys
from pathlib import Path
from desktop.one_window import OneWindow
own = OneWindow(Path(sys.argv[1]))
print(own.take(), flush=True)
sys.stdin.read()
"""


def test_a_second_start_calls_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path / "so.db"), OneWindow(tmp_path / "so.db")
    assert first.take()
    first.listen()
    assert not second.take()
    assert second.held_elsewhere() == ""
    with qtbot.waitSignal(first.called):
        assert second.call()
    first.give_back()
    assert second.take()
    assert not second.call()
    second.give_back()


def test_two_books_are_two_windows(tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path / "so.db"), OneWindow(tmp_path / "khác.db")
    assert first.take()
    assert second.take()
    for own in (first, second):
        own.give_back()


def test_a_lock_whose_program_was_killed_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not OneWindow(path).take()
        holder.kill()
        holder.wait()
    own = OneWindow(path)
    assert own.take()
    own.give_back()


def test_a_folder_that_takes_no_lock_keeps_nobody_out(tmp_path: Path) -> None:
    assert OneWindow(tmp_path / "none" / "so.db").take()
