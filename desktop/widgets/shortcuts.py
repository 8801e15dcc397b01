"""Every act with its key: as a menu (F10), and as a sheet to look at (F1)."""

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.translation import N_, _

IN_GRIDS = (
    ("Enter", N_("Ô kế tiếp; ở cuối dòng thì sang dòng sau")),
    ("Ctrl+Enter", N_("Ghi sổ")),
    ("F2", N_("Sửa ô")),
    ("F3", N_("Mở danh sách gợi ý")),
    ("Esc", N_("Bỏ việc gõ trong ô")),
    ("Delete", N_("Xóa nội dung ô")),
    ("Ctrl+Delete", N_("Xóa dòng")),
    ("Ctrl+D", N_("Chép ô ở trên xuống")),
    ("Ctrl+Z / Ctrl+Y", N_("Hoàn tác / làm lại việc gõ")),
    ("Ctrl+V", N_("Dán các dòng từ Excel")),
    ("Ctrl+C", N_("Chép các ô đã chọn")),
)
IN_FIELDS = (
    ("t · 15 · 15/2 · +1", N_("Ngày: hôm nay, ngày 15, 15 tháng 2, ngày mai")),
    ("3h · 2t+5 · 3*50", N_("Số lượng: 3 hộp, 2 thùng và 5 cái, 3 lần 50")),
    ("Alt+Enter", N_("Nút đầu tiên của thông báo")),
    ("Shift+Esc", N_("Đóng thông báo")),
)


def acts(page: QWidget | None) -> Iterator[QPushButton]:
    """The buttons of a page that can be pressed now."""
    if page is not None:
        for button in page.findChildren(QPushButton):
            if button.isVisibleTo(page) and button.accessibleName():
                yield button


def page_menu(page: QWidget | None, window: QWidget) -> QMenu:
    """A menu of this page's acts and of the window's."""
    menu = QMenu(window)
    for button in acts(page):
        act = menu.addAction(button.accessibleName())
        act.setShortcut(button.shortcut())
        act.setEnabled(button.isEnabled())
        act.triggered.connect(button.click)
    menu.addSeparator()
    for action in window.actions():
        menu.addAction(action)
    return menu


class ShortcutSheet(QDialog):
    """What the keys do: on this page, in grids, in fields, in the window."""

    def __init__(self, page: QWidget | None, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Phím tắt"))
        here = [
            (_native(button.shortcut()), button.accessibleName())
            for button in acts(page)
            if not button.shortcut().isEmpty()
        ]
        window_acts = [(_native(one.shortcut()), one.text()) for one in window.actions()]
        sides = (
            ((_("Trang này"), here), (_("Cửa sổ"), window_acts)),
            (
                (_("Trong bảng nhập"), [(keys, _(text)) for keys, text in IN_GRIDS]),
                (_("Gõ tắt"), [(keys, _(text)) for keys, text in IN_FIELDS]),
            ),
        )
        both = QHBoxLayout()
        both.setSpacing(40)
        for side in sides:
            groups = QVBoxLayout()
            groups.setSpacing(18)
            for heading, rows in side:
                if rows:
                    groups.addLayout(_group(heading, rows))
            groups.addStretch(1)
            both.addLayout(groups)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(18)
        column.addLayout(both)
        column.addWidget(buttons)


def _group(heading: str, rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    title = QLabel(heading)
    title.setProperty("role", "heading")
    grid.addWidget(title, 0, 0, 1, 2)
    for number, (keys, text) in enumerate(rows, 1):
        key = QLabel(keys)
        key.setProperty("role", "strong")
        grid.addWidget(key, number, 0)
        grid.addWidget(QLabel(text), number, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    return grid


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
