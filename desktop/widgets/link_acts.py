"""What can be done with the address in a field: copied, and opened in the browser when asked to."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.context import Context, Tone
from desktop.links import safe_link
from desktop.translation import _
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


class LinkActs(QWidget):
    """Two buttons under the field; nothing is ever opened by itself."""

    def __init__(self, context: Context, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._field = context, field
        self.copy_button = action_button(_("Chép đường dẫn"), self.copy, icon="copy")
        self.open_button = action_button(_("Mở trong trình duyệt"), self.browse)
        row = WrapRow(self, spacing=6)
        row.add(self.copy_button)
        row.add(self.open_button)
        field.textChanged.connect(lambda _text: self._weigh())
        self._weigh()

    def copy(self) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(self._field.text().strip())
        self._context.notice(_("Đã chép đường dẫn vào bộ nhớ tạm."))

    def browse(self) -> None:
        """Open the address, if it is one of the web."""
        link = safe_link(self._field.text())
        if link is None:
            told = _("Chỉ mở được đường dẫn bắt đầu bằng http:// hoặc https://.")
            self._context.notice(told, Tone.WARNING)
        elif not QDesktopServices.openUrl(QUrl(link)):
            told = _("Máy này chưa có trình duyệt; đường dẫn đã chép vào bộ nhớ tạm.")
            QGuiApplication.clipboard().setText(link)
            self._context.notice(told, Tone.WARNING)

    def _weigh(self) -> None:
        has_link = bool(self._field.text().strip())
        for button in (self.copy_button, self.open_button):
            button.setEnabled(has_link)
