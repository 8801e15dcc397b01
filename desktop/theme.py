"""One table of colours for everything on the screen, and the look made from it."""

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import import_module

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources

FAMILY = "Be Vietnam Pro"
SYSTEM, LIGHT, DARK = "system", "light", "dark"
_TOKEN = re.compile(r"@([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours by what they mean; the soft ones lie behind text of their strong one."""

    background: str
    card: str
    line: str
    text: str
    muted: str
    primary: str
    ok: str
    warning: str
    bad: str
    on_primary: str
    primary_hover: str
    primary_soft: str
    ok_soft: str
    warning_soft: str
    bad_soft: str
    stripe: str
    hover: str
    field_line: str


TOKENS = {
    LIGHT: Tokens(
        background="#F6F7F9",
        card="#FFFFFF",
        line="#E3E7EC",
        text="#1B2430",
        muted="#667085",
        primary="#0F6CBD",
        ok="#12805C",
        warning="#B25E09",
        bad="#C4314B",
        on_primary="#FFFFFF",
        primary_hover="#0C5A9E",
        primary_soft="#E7F0FA",
        ok_soft="#EDF8F3",
        warning_soft="#FFFBF5",
        bad_soft="#FDEEF1",
        stripe="#F9FAFB",
        hover="#F0F3F7",
        field_line="#CBD2DB",
    ),
    DARK: Tokens(
        background="#14181E",
        card="#1C222A",
        line="#2C343F",
        text="#E6EAF0",
        muted="#98A4B3",
        primary="#5AA9F0",
        ok="#4CC38A",
        warning="#F0A03C",
        bad="#F2738A",
        on_primary="#0B1622",
        primary_hover="#7ABBF5",
        primary_soft="#1D3247",
        ok_soft="#1A3529",
        warning_soft="#3A2A14",
        bad_soft="#41202B",
        stripe="#202730",
        hover="#262E39",
        field_line="#3B4552",
    ),
}


class Theme(QObject):
    """Dresses the application, and again whenever the choice or the system's scheme changes."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        application.setStyle("Fusion")
        _load_fonts()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def choice(self) -> str:
        """What was asked for: system, light or dark."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._dress()

    def _follow_system(self) -> None:
        if self._choice == SYSTEM:
            self._dress()

    def _dress(self) -> None:
        name = self._choice
        if name not in TOKENS:
            scheme = QGuiApplication.styleHints().colorScheme()
            name = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        if _Present.is_worn and TOKENS[name] is _Present.tokens:
            return  # dressing goes through every widget there is
        _Present.tokens, _Present.is_worn = TOKENS[name], True
        font = QFont(FAMILY)
        font.setPixelSize(13)
        self._application.setFont(font)
        self._application.setPalette(_palette(_Present.tokens))
        self._application.setStyleSheet(style_sheet(_Present.tokens))
        self.changed.emit()


class _Present:
    """The tokens in force; painters ask for them each time they paint."""

    tokens = TOKENS[LIGHT]
    is_worn = False  # whether the application was dressed in them


def tokens() -> Tokens:
    """The tokens in force."""
    return _Present.tokens


def color(token: str) -> QColor:
    """The colour that a token has now."""
    return QColor(getattr(_Present.tokens, token))


def icon(name: str, token: str = "muted", checked: str = "primary") -> QIcon:
    """A Phosphor icon in the colour of a token, in `checked` where it is switched on.

    It follows the theme by itself.
    """
    return QIcon(_IconEngine(name, token, checked))


def pixmap(name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
    """A Phosphor icon as a picture of `size` logical pixels."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, color(token).name()).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def style_sheet(of: Tokens) -> str:
    """The style sheet with every @token put in place."""
    template = resources.path("styles/app.qss").read_text(encoding="utf-8")
    values = {field.name: str(getattr(of, field.name)) for field in fields(of)}
    values["styles"] = resources.path("styles").as_posix()
    return _TOKEN.sub(lambda match: values[match[1]], template)


class _IconEngine(QIconEngine):
    def __init__(self, name: str, token: str, checked: str) -> None:
        super().__init__()
        self._drawn = name, token, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name, token, checked = self._drawn
        shade = color(checked if state == QIcon.State.On else token)
        if mode == QIcon.Mode.Disabled:
            shade = color("field_line")
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(name, shade.name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _IconEngine(*self._drawn)


@lru_cache(maxsize=256)
def _renderer(name: str, shade: str) -> QSvgRenderer:
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", shade).encode()))


def _load_fonts() -> None:
    folder = import_module("fontpkg_be_vietnam_pro").ROOT / "files"
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(folder / f"BeVietnamPro-{weight}.ttf"))


def _palette(of: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, token in {
        role.Window: of.background,
        role.WindowText: of.text,
        role.Base: of.card,
        role.AlternateBase: of.stripe,
        role.ToolTipBase: of.card,
        role.ToolTipText: of.text,
        role.PlaceholderText: of.muted,
        role.Text: of.text,
        role.Button: of.card,
        role.ButtonText: of.text,
        role.BrightText: of.on_primary,
        role.Light: of.card,
        role.Midlight: of.line,
        role.Mid: of.field_line,
        role.Dark: of.field_line,
        role.Highlight: of.primary,
        role.HighlightedText: of.on_primary,
        role.Link: of.primary,
        role.LinkVisited: of.primary,
        role.Accent: of.primary,
    }.items():
        palette.setColor(name, QColor(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(of.muted))
    return palette
