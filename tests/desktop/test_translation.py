"""Words in two languages, Qt's own among them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

import resources
from desktop import qt_words
from desktop.translation import _, ngettext, set_language

FIELDS = re.compile(r"\{[a-z_]*\}|%[ds]")


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    yield
    set_language("vi")


def _catalogue() -> dict[str, str]:
    with resources.path("translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        found = read_po(file, locale="en")
    pairs = ((_first(m.id), _first(m.string)) for m in found if m.id)
    return {source: target for source, target in pairs if target}


def _first(forms: str | Sequence[str] | None) -> str:
    return forms if isinstance(forms, str) else (forms or ("",))[0]


def test_vietnamese_is_the_source() -> None:
    set_language("vi")
    assert _("Ghi sổ") == "Ghi sổ"
    assert ngettext("{count} người", "{count} người", 2) == "{count} người"


def test_english_can_be_chosen() -> None:
    set_language("en")
    assert _("Ghi sổ") == "Record"
    assert _("chuỗi không có trong danh mục") == "chuỗi không có trong danh mục"
    assert not _("")


def test_an_unknown_language_is_vietnamese() -> None:
    set_language("xx")
    assert _("Ghi sổ") == "Ghi sổ"


def test_a_translation_has_the_fields_of_its_source() -> None:
    wrong = [
        source
        for source, target in _catalogue().items()
        if sorted(FIELDS.findall(source)) != sorted(FIELDS.findall(target))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    set_language("en")
    stale = [source for source, target in _catalogue().items() if _(source) != target]
    assert stale == []


def test_no_message_is_made_of_an_f_string() -> None:
    """Gettext does not find them; they would stay Vietnamese without a word."""
    desktop = Path(qt_words.__file__).parent
    bad = [
        str(module)
        for module in desktop.rglob("*.py")
        if re.search(r"""(?<![\w.])(?:_|N_|ngettext)\(\s*f["']""", module.read_text("utf-8"))
    ]
    assert bad == []


def test_messages_can_be_extracted() -> None:
    desktop = Path(qt_words.__file__).parent
    found = {message for _file, _line, message, _c, _ctx in extract_from_dir(desktop)}
    assert "Ghi sổ" in found


def test_qt_speaks_vietnamese(qtbot: QtBot, qapp: QApplication) -> None:
    words = qt_words.speak(qapp)
    try:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        qtbot.addWidget(buttons)
        told = {button.text().replace("&", "") for button in buttons.buttons()}
        assert told == {"Lưu", "Thôi"}
        set_language("en")
        english = QDialogButtonBox(QDialogButtonBox.StandardButton.Save)
        qtbot.addWidget(english)
        assert [button.text().replace("&", "") for button in english.buttons()] == ["Save"]
    finally:
        qapp.removeTranslator(words)
