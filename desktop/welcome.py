"""The first start: begin a book, or look around with sample data."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import ActionButton


class WelcomePage(QWidget):
    """Two ways to begin, side by side; nothing has to be filled in."""

    fresh_chosen = Signal()
    sample_chosen = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(_("Chào mừng bạn"))
        title.setProperty("role", "title")
        intro = QLabel(
            _("Chưa có sổ nào trên máy này. Hãy chọn một cách bắt đầu; sau này vẫn đổi được.")
        )
        intro.setProperty("role", "muted")
        self.fresh = ActionButton(_("Bắt đầu mới"))
        self.fresh.setProperty("primary", True)
        self.sample = ActionButton(_("Mở dữ liệu mẫu"))
        self.fresh.clicked.connect(self.fresh_chosen)
        self.sample.clicked.connect(self.sample_chosen)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addWidget(
            _choice(
                "book-open-text",
                _("Sổ của cơ quan"),
                _(
                    "Một sổ trống với các đơn vị của Sở. Bạn nhập danh sách cán bộ, vật tư"
                    " và tồn đầu kỳ từ tệp Excel đang có."
                ),
                self.fresh,
            )
        )
        choices.addWidget(
            _choice(
                "package",
                _("Dữ liệu mẫu"),
                _(
                    "Một sổ đã có sẵn cán bộ, vật tư, phiếu nhập và phiếu cấp"
                    " để xem và tập làm; không đụng đến số liệu thật."
                ),
                self.sample,
            )
        )
        where = QLabel(_("Sổ được lưu tại {place}").format(place=place))
        where.setProperty("role", "muted")
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for widget in (title, intro):
            column.addWidget(widget)
        column.addSpacing(16)
        column.addLayout(choices)
        column.addSpacing(8)
        column.addWidget(where)
        column.addStretch(3)
        self.setFocusProxy(self.fresh)

    def set_busy(self, *, is_busy: bool) -> None:
        """Keep the buttons from being pressed twice."""
        self.fresh.setDisabled(is_busy)
        self.sample.setDisabled(is_busy)


def _choice(icon: str, heading: str, text: str, button: QPushButton) -> Card:
    card = Card()
    card.body.setContentsMargins(24, 22, 24, 22)
    card.body.setSpacing(12)
    picture = QLabel()
    picture.setPixmap(theme.pixmap(icon, "primary", 40, 2.0))
    title = QLabel(heading)
    title.setProperty("role", "heading")
    told = QLabel(text)
    told.setWordWrap(True)
    told.setProperty("role", "muted")
    button.setMinimumHeight(38)
    button.setIconSize(QSize(18, 18))
    for widget in (picture, title, told):
        card.body.addWidget(widget)
    card.body.addStretch(1)
    card.body.addWidget(button)
    return card
