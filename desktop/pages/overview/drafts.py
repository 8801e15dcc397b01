"""The drafts that wait: what they are, when they were saved; Enter goes on with one."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.queries.office import DraftRow
from desktop import theme
from desktop.draft_forms import form_of
from desktop.labels import moment
from desktop.translation import _

ROLE = Qt.ItemDataRole.UserRole


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
            _page, icon, name = form_of(draft.form)
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
