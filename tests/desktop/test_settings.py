"""What this computer remembers."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from desktop.settings import Settings


def test_what_is_set_is_there_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    before = Settings(tmp_path / "window.ini")
    with qtbot.waitSignal(before.changed) as changed:
        before.set("theme", "dark")
    assert changed.args == ["theme"]
    before.set("window/place", QByteArray(b"\x01\x02"))
    before.set("issue/default", 5)
    before.save()
    after = Settings(tmp_path / "window.ini")
    assert after.theme == "dark"
    assert after.state("window/place") == QByteArray(b"\x01\x02")
    assert after.number("issue/default") == 5


def test_nothing_remembered_is_the_usual(tmp_path: Path) -> None:
    fresh = Settings(tmp_path / "window.ini")
    assert (fresh.theme, fresh.language) == ("system", "vi")
    assert fresh.state("x").isEmpty()
    assert fresh.number("x", 3) == 3
