"""The look: one table of tokens, in both themes."""

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop import theme as look
from desktop.theme import DARK, LIGHT, TOKENS, Theme, Tokens, style_sheet

ON_GROUNDS = [
    *(("text", ground) for ground in ("background", "card", "primary_soft", "stripe", "hover")),
    ("muted", "card"),
    ("muted", "background"),
    ("on_primary", "primary"),
    *((tone, f"{tone}_soft") for tone in ("primary", "ok", "warning", "bad")),
    *((tone, "card") for tone in ("primary", "ok", "warning", "bad")),
]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""

    def light(color: str) -> float:
        parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
        linear = [p / 12.92 if p <= 0.04045 else pow((p + 0.055) / 1.055, 2.4) for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize(("ink", "ground"), ON_GROUNDS)
def test_words_can_be_read_on_their_ground(name: str, ink: str, ground: str) -> None:
    tokens = TOKENS[name]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_the_style_sheet_has_no_token_left_and_no_colour_of_its_own(name: str) -> None:
    template = resources.path("styles/app.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{6}\b", template)
    assert "@" not in style_sheet(TOKENS[name])


def test_every_token_is_in_use_somewhere() -> None:
    template = resources.path("styles/app.qss").read_text(encoding="utf-8")
    unused = [field.name for field in fields(Tokens) if f"@{field.name}" not in template]
    assert unused == []


def test_the_look_changes_while_the_program_runs(qapp: QApplication, theme: Theme) -> None:
    tokens = TOKENS[theme.choice]
    assert look.tokens() == tokens
    ground = qapp.palette().color(QPalette.ColorRole.Window).name().upper()
    assert ground == tokens.background
    assert tokens.card in qapp.styleSheet()


def test_icons_follow_the_theme(light: Theme) -> None:
    icon = look.icon("printer", "text")
    before = icon.pixmap(QSize(16, 16)).toImage()
    light.choose(DARK)
    assert icon.pixmap(QSize(16, 16)).toImage() != before


def test_every_icon_that_the_program_names_is_there() -> None:
    folder = resources.path("icons")
    named = set()
    for module in (resources.path("").parent / "desktop").rglob("*.py"):
        source = module.read_text(encoding="utf-8")
        named |= set(re.findall(r"icon=\"([a-z-]+)\"", source))
        named |= set(re.findall(r"(?:icon|pixmap)\(\s*\"([a-z-]+)\"", source))
    assert {name for name in named if not (folder / f"{name}.svg").is_file()} == set()


def test_the_typeface_is_the_one_brought_along(light: Theme) -> None:
    assert QFontInfo(QGuiApplication.font()).family() == look.FAMILY
