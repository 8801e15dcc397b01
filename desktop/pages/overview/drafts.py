"""The drafts that wait: what they are, when they were saved; Enter goes on with one."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.queries.office import DraftRow
from desktop import theme
from desktop.labels import moment
from desktop.translation import N_, _

ROLE = Qt.ItemDataRole.UserRole
FORMS = {
    "issue": ("issue", "face-mask", N_("Phiếu cấp phát")),
    "receipt": ("receipt", "tray-arrow-down", N_("Phiếu nhập kho")),
    "transfer": ("moving", "package", N_("Chuyển kho")),
    "write_off": ("moving", "package", N_("Ghi giảm")),
    "return": ("moving", "package", N_("Nhập trả lại")),
    "quick": ("issue", "face-mask", N_("Cấp nhanh")),
    "counter": ("issue", "face-mask", N_("Phát tại quầy")),
    "catalogue/people": ("catalogue", "address-book", N_("Cán bộ")),
    "catalogue/departments": ("catalogue", "address-book", N_("Phòng & đơn vị")),
    "catalogue/posts": ("catalogue", "address-book", N_("Vị trí trực")),
    "catalogue/supplies": ("catalogue", "address-book", N_("Vật tư")),
    "catalogue/stores": ("catalogue", "address-book", N_("Kho & điểm cấp phát")),
    "catalogue/absences": ("catalogue", "address-book", N_("Vắng mặt")),
    "reports/checks": ("reports", "face-mask", N_("Kiểm tra khẩu trang")),
    "document": ("documents", "file-text", N_("Văn bản")),
    "distribution": ("documents", "paper-plane-tilt", N_("Đợt phổ biến")),
    "scans": ("documents", "scan", N_("Bản quét")),
}
"""Of each form: the page it belongs to, its icon, its name."""


class DraftList(QListWidget):
    """One line a draft, the latest first."""

    opened = Signal(object)  # DraftRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Phiếu nháp đang chờ"))
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def show_drafts(self, drafts: list[DraftRow], today: date) -> None:
        """Show these drafts; those of today with the time they were saved, others with the day."""
        place = max(0, self.currentRow())
        self.clear()
        for draft in drafts:
            _page, icon, name = form_of(draft)
            saved = draft.saved_at.astimezone()
            when = f"{saved:%H:%M}" if saved.date() == today else f"{saved:%d/%m}"
            title = draft.title or _(name)
            item = QListWidgetItem(theme.icon(icon), f"{when} · {title}")
            item.setToolTip(
                _("{form}: {title}, lưu lúc {time}").format(
                    form=_(name), title=title, time=moment(draft.saved_at)
                )
            )
            item.setData(ROLE, draft)
            self.addItem(item)
        if drafts:
            self.setCurrentRow(min(place, len(drafts) - 1))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(ROLE))


def form_of(draft: DraftRow) -> tuple[str, str, str]:
    """The page, icon and name of a draft's form; unknown forms are the issue page's own."""
    if draft.form in FORMS:
        return FORMS[draft.form]
    return FORMS["receipt" if draft.form.startswith("receipt") else "issue"]
