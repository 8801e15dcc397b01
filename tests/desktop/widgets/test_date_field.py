"""The field for a date."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.date_field import DateField
from tests.desktop.conftest import Keys

TODAY = date(2020, 2, 10)


@pytest.fixture
def field(on_screen: Callable[[QWidget], QWidget]) -> DateField:
    room = QWidget()
    field = DateField(lambda: TODAY, is_past=True)
    layout = QHBoxLayout(room)
    layout.addWidget(field)
    layout.addWidget(QLineEdit())
    room.setFocusProxy(field)
    on_screen(room)
    return field


def test_shorthand_is_written_out_when_it_is_left(
    qtbot: QtBot, field: DateField, keys: Keys
) -> None:
    keys.type("5/2")
    assert field.text() == "5/2"
    with qtbot.waitSignal(field.picked) as picked:
        keys.press("Tab")
    assert picked.args == [date(2020, 2, 5)]
    assert field.text() == "05/02/2020"


def test_enter_writes_it_out_too(field: DateField, keys: Keys) -> None:
    keys.type("28")
    keys.press("Return")
    assert field.text() == "28/01/2020"


def test_the_day_is_known_before_the_field_is_left(field: DateField, keys: Keys) -> None:
    keys.type("t")
    assert field.day == TODAY


def test_arrows_go_a_day_on_and_back(field: DateField, keys: Keys) -> None:
    field.set_day(TODAY)
    keys.press("Down", "Down", "Up")
    assert field.day == date(2020, 2, 9)


def test_what_is_no_date_is_marked_once_it_is_left(field: DateField, keys: Keys) -> None:
    keys.type("31/2")
    assert not field.property("wrong")
    keys.press("Tab")
    assert field.property("wrong")
    assert field.text() == "31/2"
    assert field.day is None
    assert not field.is_clear


def test_today_goes_on_overnight_until_something_is_typed(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    days, typed = [TODAY], [False]
    room = QWidget()
    field = DateField(lambda: days[-1], is_past=True)
    field.follow_today(lambda: not typed[0])
    QHBoxLayout(room).addWidget(field)
    on_screen(room)
    assert field.day == TODAY

    def shown_on(day: date) -> date | None:
        days.append(day)
        room.hide()
        room.show()
        return field.day

    assert shown_on(date(2020, 2, 11)) == date(2020, 2, 11)
    typed[0] = True
    assert shown_on(date(2020, 2, 12)) == date(2020, 2, 11)
    typed[0] = False
    field.set_day(date(2020, 2, 5))
    assert shown_on(date(2020, 2, 13)) == date(2020, 2, 5)


def test_today_goes_on_when_the_window_is_turned_to_again(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    days = [TODAY]
    room, other = QWidget(), QWidget()
    field = DateField(lambda: days[-1], is_past=True)
    field.follow_today(lambda: True)
    QHBoxLayout(room).addWidget(field)
    on_screen(room)
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    days.append(date(2020, 2, 11))
    with qtbot.waitSignal(field.picked) as picked:
        room.activateWindow()
    assert picked.args == [date(2020, 2, 11)]
