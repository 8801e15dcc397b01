"""The notice line."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import NoticeAction, Tone
from desktop.tasks import LongWork
from desktop.theme import Theme
from desktop.widgets.notice import NoticeLine
from tests.desktop.conftest import Keys


@pytest.fixture
def line(on_screen: Callable[[QWidget], QWidget], theme: Theme) -> NoticeLine:
    room = QWidget()
    layout = QVBoxLayout(room)
    field, line = QLineEdit(), NoticeLine()
    layout.addWidget(field)
    layout.addWidget(line)
    room.setFocusProxy(field)
    on_screen(room)
    return line


@pytest.mark.parametrize("tone", [Tone.INFO, Tone.OK, Tone.WARNING, Tone.BAD])
def test_a_tone_has_a_word_and_an_icon(line: NoticeLine, tone: Tone) -> None:
    line.say("Đã ghi sổ phiếu XK 0001.", tone)
    assert line.isVisible()
    assert line.word.text()
    assert not line.picture.pixmap().isNull()
    assert line.accessibleName().endswith("Đã ghi sổ phiếu XK 0001.")


def test_the_first_button_is_pressed_from_the_field(
    qtbot: QtBot, line: NoticeLine, keys: Keys
) -> None:
    pressed: list[str] = []
    line.say(
        "Đã ghi sổ.",
        actions=[
            NoticeAction("In phiếu", lambda: pressed.append("print")),
            NoticeAction("Phiếu mới", lambda: pressed.append("new")),
        ],
    )
    keys.press("Alt+Return")
    qtbot.waitUntil(lambda: pressed == ["print"])
    line.buttons[1].click()
    assert pressed == ["print", "new"]


def test_a_new_notice_takes_the_place_of_the_old_one(line: NoticeLine) -> None:
    line.say("Một", actions=[NoticeAction("A", lambda: None)])
    line.say("Hai")
    assert line.text.text() == "Hai"
    assert line.buttons == []
    line.dismiss()
    assert not line.isVisible()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(line: NoticeLine) -> None:
    work = LongWork("Nhập so-cap-phat.xlsx")
    line.follow(work)
    work.progressed.emit(50, 200)
    assert line.share.text() == "25%"
    assert line.bar.value() == 50
    line.dismiss()
    assert line.isVisible()
    line.cancel.click()
    assert work.is_cancelled
    assert line.share.text() == "Đang dừng…"


def test_what_is_said_during_long_work_waits_for_its_end(line: NoticeLine) -> None:
    work = LongWork("Nhập tệp")
    line.follow(work)
    line.say("Đã nhập 20 dòng.", Tone.OK)
    assert line.text.text() == "Nhập tệp"
    work.ended.emit()
    assert line.text.text() == "Đã nhập 20 dòng."
    assert not line.bar.isVisible()
