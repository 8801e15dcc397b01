"""The sidebar: whose book it is, the pages, and when the book was copied last."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Tone
from desktop.translation import _

if TYPE_CHECKING:
    from desktop.navigation import PageEntry

WIDTH, NARROW_WIDTH = 216, 66


class Sidebar(QFrame):
    """One button a page; the list is the window's."""

    chosen = Signal(str)  # key of the page
    help_asked = Signal()

    def __init__(self, pages: Sequence["PageEntry"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(2)
        column.addLayout(self._brand())
        self.office = QLabel()
        self.office.setObjectName("office")
        self.office.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self.office)
        column.addSpacing(12)
        for number, entry in enumerate(pages, 1):
            column.addWidget(self._button(entry, f"Alt+{number}"))
        column.addStretch(1)
        column.addLayout(self._foot())

    def mark(self, key: str) -> None:
        """Show which page is in sight."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Show pictures only where the window is small."""
        self.setFixedWidth(NARROW_WIDTH if is_narrow else WIDTH)
        shape = Qt.ToolButtonStyle
        style = shape.ToolButtonIconOnly if is_narrow else shape.ToolButtonTextBesideIcon
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
        for widget in (self.brand, self.office, self.backup):
            widget.setVisible(not is_narrow)

    def set_open(self, *, is_open: bool) -> None:
        """Offer the pages once there is a book to show."""
        for button in self.buttons.values():
            button.setVisible(is_open)
        self.help.setVisible(is_open)

    def set_office(self, name: str) -> None:
        """Say whose book it is."""
        self.office.setText(name)
        self.office.setToolTip(name)

    def set_backup(self, text: str, tone: Tone = Tone.NONE) -> None:
        """Say when the book was copied last."""
        name, token = ("warning", "warning") if tone is Tone.WARNING else ("check-circle", "muted")
        self._dot.setPixmap(theme.pixmap(name, token, 16, self.devicePixelRatioF()))
        self.backup.setText(text)
        self.backup.setToolTip(text)

    def _button(self, entry: "PageEntry", keys: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("page", True)
        button.setText(f"  {_(entry.title)}")  # the style has no room between picture and words
        button.setAccessibleName(_(entry.title))
        button.setIcon(theme.icon(entry.icon, "muted", "primary"))
        button.setIconSize(QSize(17, 17))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(f"{_(entry.title)} ({keys})")
        button.setMinimumHeight(34)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(entry.key))
        self._group.addButton(button)
        self.buttons[entry.key] = button
        return button

    def _brand(self) -> QHBoxLayout:
        self.brand = QLabel(_("Hậu cần phòng dịch"))
        self.brand.setObjectName("brand")
        self.help = QToolButton()
        self.help.setObjectName("menu")
        self.help.setIcon(theme.icon("list"))
        self.help.setAccessibleName(_("Menu và phím tắt"))
        self.help.setToolTip(_("Menu: F10 · Phím tắt: F1"))
        self.help.clicked.connect(self.help_asked)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.brand, 1)
        row.addWidget(self.help)
        return row

    def _foot(self) -> QHBoxLayout:
        self._dot = QLabel()
        self.backup = QLabel()
        self.backup.setObjectName("backup")
        self.backup.setWordWrap(True)
        self.backup.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._dot)
        foot.addWidget(self.backup, 1)
        return foot
