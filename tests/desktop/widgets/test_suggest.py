"""The field with suggestions."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in, the_one
from tests.desktop.conftest import Keys

PEOPLE = tuple(
    Suggestion(name, detail, number, f"CB{number:04}")
    for number, (name, detail) in enumerate(
        [
            ("Nguyễn Văn An", "Văn phòng"),
            ("Nguyên Văn Ân", "Thanh tra"),
            ("Trần Thị Dương", "Văn phòng"),
            ("Đương Văn Tý", "Thanh tra"),
            ("Lê An", "Thanh tra"),
            ("Lê An", "Văn phòng"),
        ],
        1,
    )
)


def found(text: str) -> list[int]:
    return [one.value for one in search_in(PEOPLE)(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nguyễn", 1),
        ("nguyên", 2),
        ("duong", 4),
        ("dương", 3),
        ("đương", 4),
        ("nva", 1),
        ("cb0003", 3),
    ],
)
def test_search_is_without_accents_and_exact_ones_come_first(typed: str, first: int) -> None:
    assert found(typed)[0] == first


def test_every_word_begins_a_word_of_the_name() -> None:
    assert found("an ng") == [1, 2]
    assert found("guyen") == []
    assert len(found("")) == len(PEOPLE)


def test_a_name_of_two_people_means_nobody_beyond_doubt() -> None:
    assert the_one("Lê An", search_in(PEOPLE)("Lê An")) is None
    assert the_one("nguyen van an", search_in(PEOPLE)("nguyen van an")) is None
    assert the_one("Nguyễn Văn An", search_in(PEOPLE)("Nguyễn Văn An")) == PEOPLE[0]


class Searches:
    """A search that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> Sequence[Suggestion]:
        self.asked.append(text)
        return search_in(PEOPLE)(text)


@pytest.fixture
def searches() -> Searches:
    return Searches()


@pytest.fixture
def field(searches: Searches, on_screen: Callable[[QWidget], QWidget]) -> SuggestEdit:
    room = QWidget()
    field = SuggestEdit(searches, room)
    layout = QVBoxLayout(room)
    layout.addWidget(field)
    room.setFocusProxy(field)
    on_screen(room)
    return field


def test_the_list_comes_after_a_pause_and_the_text_is_left_alone(
    qtbot: QtBot, field: SuggestEdit, searches: Searches, keys: Keys
) -> None:
    keys.type("nguy")
    assert searches.asked == []
    qtbot.waitUntil(lambda: field.is_open)
    assert searches.asked == ["nguy"]
    assert field.text() == "nguy"


def test_enter_takes_the_highlighted_line(qtbot: QtBot, field: SuggestEdit, keys: Keys) -> None:
    keys.type("nguy")
    qtbot.waitUntil(lambda: field.is_open)
    with qtbot.waitSignals([field.picked, field.returnPressed]):
        keys.press("Down", "Return")
    assert field.value == 2
    assert not field.is_open


def test_enter_before_the_pause_takes_the_only_match(field: SuggestEdit, keys: Keys) -> None:
    keys.type("tran")
    keys.press("Return")
    assert field.value == 3
    assert field.text() == "Trần Thị Dương"


def test_enter_before_the_pause_asks_where_several_fit(
    qtbot: QtBot, field: SuggestEdit, keys: Keys
) -> None:
    keys.type("le an")
    with qtbot.assertNotEmitted(field.returnPressed):
        keys.press("Return")
    assert field.is_open
    assert field.value is None


def test_typing_over_a_pick_takes_it_back(field: SuggestEdit, keys: Keys) -> None:
    field.choose(PEOPLE[0])
    keys.press("End", "Backspace")
    assert field.value is None


def test_nothing_is_searched_while_letters_are_composed(
    qtbot: QtBot, field: SuggestEdit, searches: Searches
) -> None:
    QApplication.sendEvent(field, QInputMethodEvent("ngu", []))
    qtbot.wait(200)
    assert searches.asked == []
    done = QInputMethodEvent("", [])
    done.setCommitString("nguyễn")
    QApplication.sendEvent(field, done)
    qtbot.waitUntil(lambda: searches.asked == ["nguyễn"])


def test_escape_puts_the_list_away_and_leaves_the_text(
    qtbot: QtBot, field: SuggestEdit, keys: Keys
) -> None:
    keys.type("nguy")
    qtbot.waitUntil(lambda: field.is_open)
    keys.press("Escape")
    assert not field.is_open
    assert field.text() == "nguy"


def test_leaving_takes_a_full_name_but_never_guesses(field: SuggestEdit, keys: Keys) -> None:
    keys.type("tran")
    field.clearFocus()
    assert field.value is None
    field.setFocus()
    field.selectAll()
    keys.type("trần thị dương")
    field.clearFocus()
    assert field.value == 3
