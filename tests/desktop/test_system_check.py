"""What is said on a computer that lacks something Qt needs."""

import os
import stat
import sys
from pathlib import Path

import pytest

from desktop import system_check

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere Qt brings everything along"
)
ABSENT = {"libnot-there.so.1": "libnot-there1", "libnor-this.so.2": "libnor-this2"}


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "CI"):
        monkeypatch.delenv(name, raising=False)


def test_a_missing_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, no_display: None
) -> None:
    monkeypatch.setattr(system_check, "QT", system_check.QT | ABSENT)

    sentence = system_check.obstacle() or ""

    assert "libnot-there.so.1 (libnot-there1)" in sentence
    assert sentence.count("sudo apt-get install libnot-there1 libnor-this2") == 2


def test_without_a_display_the_demo_is_named(
    no_display: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert system_check.main(["run"]) == 1
    said = capsys.readouterr()

    assert "haucan demo" in said.err
    assert not said.out


def test_tests_need_no_display(no_display: None) -> None:
    assert system_check.main(["test"]) == 0


@pytest.mark.parametrize("platform", ["offscreen", "vnc:size=800x600", "wayland;xcb"])
def test_a_platform_that_was_asked_for_is_taken(
    monkeypatch: pytest.MonkeyPatch, no_display: None, platform: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)

    assert system_check.obstacle() is None


def test_a_display_where_nobody_listens_is_none(
    monkeypatch: pytest.MonkeyPatch, no_display: None
) -> None:
    monkeypatch.setattr(system_check, "X11", {})
    monkeypatch.setenv("DISPLAY", ":4711")

    assert "haucan demo" in (system_check.obstacle() or "")


def test_on_ci_root_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, no_display: None, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    stand_in = tmp_path / "apt-get"
    stand_in.write_text(f'#!/bin/sh\necho "$@" >> {told}\n')
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_check, "QT", ABSENT)
    monkeypatch.setattr(system_check, "X11", {})

    system_check.main(["run"])

    update, install = told.read_text().splitlines()
    assert update.startswith("update")
    assert install.endswith("libnot-there1 libnor-this2")


def test_on_somebodys_own_machine_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, no_display: None
) -> None:
    monkeypatch.setattr(system_check, "QT", ABSENT)
    monkeypatch.setenv("PATH", "")

    assert system_check.main(["test"]) == 1
