"""A field for the digits beside the code of a printed page: typed by hand, pasted, or scanned."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.translation import _

WIDTH = 220


class CodeField(QLineEdit):
    """Takes digits, with blanks and dots between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("17 chữ số cạnh mã QR"))
        self.setAccessibleName(_("Mã trên tờ giấy"))
        self.setMaxLength(40)
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH)
        allowed = QRegularExpression(r"[0-9 .\-\t]*")
        self.setValidator(QRegularExpressionValidator(allowed, self))
