"""The first step: which list, and the file or the rows to paste."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.importers.plan import ImportKind
from desktop import theme
from desktop.context import Context, Tone
from desktop.pages.importing.reading import Source
from desktop.pages.importing.words import ABOUT, KINDS
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.dropping import dropped
from desktop.widgets.page_header import ActionButton, action_button
from desktop.widgets.wrap_row import WrapRow

_FOLDER = "import/folder"
_ENDINGS = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt"


class Choose(QWidget):
    """The kinds of lists; a file by button, by dropping it anywhere here, or rows by Ctrl+V."""

    chosen = Signal(object)  # Source
    kind_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kinds = QButtonGroup(self)
        self.buttons: dict[ImportKind, QPushButton] = {}
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.other = ActionButton()
        self.other.hide()
        self.browse = action_button(
            _("Chọn tệp…"), self.ask_file, icon="upload-simple", shortcut="Ctrl+O", is_primary=True
        )
        self.paste = action_button(_("Dán từ Excel"), self.take_pasted, icon="copy")
        self.paste.setToolTip("Ctrl+V")
        kinds = WrapRow(spacing=8)
        for kind, words in KINDS.items():
            button = ActionButton(_(words))
            button.setCheckable(True)
            self._kinds.addButton(button)
            self.buttons[kind] = button
            kinds.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(kinds)
        layout.addWidget(self.about)
        layout.addWidget(self._drop_card(), 1)
        self.setAcceptDrops(True)
        self._kinds.buttonToggled.connect(self._on_kind)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.take_pasted)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.set_kind(ImportKind.SUPPLIES)
        self.setFocusProxy(self.browse)

    @property
    def kind(self) -> ImportKind:
        """The list that is meant."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def set_kind(self, kind: ImportKind) -> None:
        """Choose which list is meant."""
        self.buttons[kind].setChecked(True)
        self.tell("")

    def tell(self, text: str, other: ImportKind | None = None) -> None:
        """Say why the last file was not read, and which list it seems to hold instead."""
        self.told.setText(text)
        set_tone(self.told, Tone.BAD if text else Tone.NONE)
        self.told.setVisible(bool(text))
        self.other.setVisible(other is not None)
        if other is not None:
            self.other.setText(_("Đọc như {kind}").format(kind=_(KINDS[other])))
            self.other.setAccessibleName(self.other.text())

    def ask_file(self) -> None:
        """Let a file be chosen."""
        dialog = QFileDialog(self, _("Chọn tệp Excel"), self._context.settings.text(_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Bảng tính')} ({_ENDINGS})", f"{_('Mọi tệp')} (*)"])
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_file(self, name: str) -> None:
        """Go on with a file."""
        path = Path(name)
        self._context.settings.set(_FOLDER, str(path.parent))
        self.chosen.emit(Source(path=path))

    def take_pasted(self) -> None:
        """Go on with the rows on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.chosen.emit(Source(text=text))
        else:
            self.tell(
                _("Chưa chép gì: hãy chọn các dòng trong Excel, cả dòng tiêu đề, rồi Ctrl+C.")
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()).scans:
            event.ignore()  # they are for the window
        elif any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.take_file(url.toLocalFile())
                return

    def _on_kind(self) -> None:
        self.about.setText(_(ABOUT[self.kind]))
        self.tell("")
        self.kind_changed.emit()

    def _drop_card(self) -> QFrame:
        card = Card()
        picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(theme.pixmap("file-xls", "primary", 56, self.devicePixelRatioF()))
        sentence = QLabel(
            _("Kéo tệp vào đây, hoặc chọn tệp, hoặc chép các dòng trong Excel rồi Ctrl+V"),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        sentence.setProperty("role", "heading")
        hint = QLabel(
            _(
                "Đọc được xlsx, xls, ods và csv, cả chữ TCVN3 và VNI; tiêu đề ở dòng nào cũng được."
                " Xem trước rồi mới ghi."
            ),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        hint.setProperty("role", "muted")
        for label in (sentence, hint):
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.browse, self.paste):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addStretch(1)
        for widget in (picture, sentence, hint):
            card.body.addWidget(widget)
        card.body.addSpacing(10)
        card.body.addLayout(buttons)
        card.body.addSpacing(10)
        card.body.addWidget(self.told)
        card.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addStretch(2)
        return card
