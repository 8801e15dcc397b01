"""A button with a menu of further acts."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu, QWidget

from desktop import theme
from desktop.widgets.page_header import ActionButton


class MenuButton(ActionButton):
    """Opens with Enter or Space; what it offers may change with what is shown."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        if icon:
            self.setIcon(theme.icon(icon))
        self.setMenu(QMenu(self))

    def offer(self, acts: Iterable[tuple[str, Callable[[], object]] | None]) -> None:
        """Offer these acts, each by its words; None is a line between them."""
        menu = self.menu()
        menu.clear()
        for act in acts:
            if act is None:
                menu.addSeparator()
            else:
                words, do = act
                menu.addAction(words).triggered.connect(lambda _on, do=do: do())
