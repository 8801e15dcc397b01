"""How the program looks on this computer: language, theme, size of text."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.context import Context, Tone
from desktop.theme import DARK, LIGHT, SYSTEM
from desktop.translation import LANGUAGES, N_, _
from desktop.widgets.cards import Card

THEMES = ((SYSTEM, N_("Theo hệ thống")), (LIGHT, N_("Sáng")), (DARK, N_("Tối")))
SCALES = (100, 110, 125, 150)


class LookForm(QWidget):
    """Choices that take effect as they are made, or at the next start."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        settings = context.settings
        self.theme, self.language, self.scale = QComboBox(), QComboBox(), QComboBox()
        for key, name in THEMES:
            self.theme.addItem(_(name), key)
        for key, name in LANGUAGES.items():
            self.language.addItem(name, key)
        for percent in SCALES:
            self.scale.addItem(f"{percent}%", percent)
        self.theme.setCurrentIndex(max(0, self.theme.findData(settings.theme)))
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        at = self.scale.findData(settings.number("scale", SCALES[0]))
        self.scale.setCurrentIndex(max(0, at))
        card = Card(_("Trên máy này"))
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        for text, field in (
            (_("Giao diện"), self.theme),
            (_("Ngôn ngữ"), self.language),
            (_("Cỡ chữ"), self.scale),
        ):
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setMinimumWidth(170)
            field.setAccessibleName(text)
            field.setMaximumWidth(260)
            form.addRow(label, field)
        card.body.addLayout(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.theme.activated.connect(self._on_theme)
        self.language.activated.connect(
            lambda _row: self._at_next_start("language", self.language.currentData())
        )
        self.scale.activated.connect(
            lambda _row: self._at_next_start("scale", self.scale.currentData())
        )

    def _on_theme(self, _row: int) -> None:
        self._context.settings.set("theme", self.theme.currentData())

    def _at_next_start(self, name: str, value: str | int) -> None:
        self._context.settings.set(name, value)
        self._context.notice(_("Có hiệu lực từ lần mở chương trình sau."), Tone.INFO)
