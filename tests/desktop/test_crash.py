"""A bug: one dialog, one entry of the log."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import crash
from desktop.crash import CrashReporter
from desktop.theme import Theme


@pytest.fixture
def reporter(
    qtbot: QtBot, light: Theme, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[CrashReporter, Path]]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", sys.__excepthook__)
    before = list(crash.log.handlers)
    file = crash.start_log()
    reporter = CrashReporter(file)
    reporter.install()
    yield reporter, file
    for handler in [one for one in crash.log.handlers if one not in before]:
        crash.log.removeHandler(handler)
        handler.close()
    logging.getLogger("haucan").setLevel(logging.NOTSET)


def test_a_bug_is_shown_once_and_logged(qtbot: QtBot, reporter: tuple[CrashReporter, Path]) -> None:
    watching, file = reporter
    for text in ("first", "second"):
        try:
            raise RuntimeError(text)
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert watching.dialog is not None
    qtbot.addWidget(watching.dialog)
    assert "RuntimeError: first" in watching.dialog.details.toPlainText()
    logged = file.read_text(encoding="utf-8")
    assert "RuntimeError: first" in logged
    assert "RuntimeError: second" in logged
    watching.dialog.close()
