"""Nhiệm vụ, chỉ tiêu: who has to do what by which plan, and what is told in figures every day."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget

from db.queries.duties import duties, indicators
from db.services.duties import add_duties
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.pages.daily.duty_list import DutyList
from desktop.pages.daily.indicator_list import IndicatorList
from desktop.translation import _
from desktop.widgets.empty import EmptyState
from desktop.widgets.page_header import action_button


class Duties(QWidget):
    """Two lists; a book from before there were duties is offered those of the plan."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_begun = False  # something is added by hand
        self.duties, self.indicators = DutyList(context), IndicatorList(context)
        self.lists = QTabWidget()
        self.lists.setDocumentMode(True)
        self.lists.addTab(self.duties, _("Các nhiệm vụ"))
        self.lists.addTab(self.indicators, _("Các chỉ tiêu"))
        self.take_button = action_button(
            _("Nạp nhiệm vụ và chỉ tiêu theo Kế hoạch"),
            self.take_over,
            icon="tray-arrow-down",
            is_primary=True,
        )
        self.add_button = action_button(_("Thêm nhiệm vụ bằng tay"), self._begin, icon="plus")
        empty = EmptyState(
            "clipboard-text",
            _("Sổ này chưa có nhiệm vụ và chỉ tiêu nào."),
            _(
                "Nạp nhiệm vụ của các đơn vị theo Kế hoạch ngày 03/02/2020 cùng các chỉ tiêu báo"
                " cáo hằng ngày; sau đó sửa, thêm, bớt được."
            ),
        )
        empty.add_button(self.take_button)
        empty.add_button(self.add_button)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.lists)
        self.stack.addWidget(empty)
        self.lists.currentChanged.connect(lambda _place: self._in_sight.refresh())
        self.setFocusProxy(self.lists)

    def refresh(self) -> None:
        """Read the list in sight anew."""
        ask, today = self._context.database.ask, self._context.clock.today()
        is_empty = not ask(duties, today) and not ask(indicators)
        is_typed = self.duties.form.is_dirty or self.indicators.form.is_dirty
        self.stack.setCurrentIndex(1 if is_empty and not is_typed and not self._is_begun else 0)
        self._in_sight.refresh()

    def open(
        self, *, draft_id: int | None = None, indicators: bool = False, **_target: Any
    ) -> None:
        """Go on with a draft, or show one of the lists."""
        if draft_id is None:
            self.lists.setCurrentIndex(1 if indicators else 0)
            return
        for section in (self.duties, self.indicators):
            if (draft := section.form.drafting.find(draft_id)) is not None:
                self._is_begun = True
                self.stack.setCurrentIndex(0)
                self.lists.setCurrentWidget(section)
                section.show_draft(draft.cells["record"])

    def focus_search(self) -> None:
        """Go to the search of the list in sight."""
        self._in_sight.focus_search()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.duties.form.drafting.flush()
        self.indicators.form.drafting.flush()

    def take_over(self) -> None:
        """Take over the duties and indicators of the plan."""
        from db.profile import read_profile
        from resources import path

        do = self._context.database.do

        def done(count: int) -> None:
            self.take_button.setEnabled(True)
            if count:
                told = _("Đã nạp {count} nhiệm vụ và chỉ tiêu theo Kế hoạch.")
                self._context.notice(told.format(count=number(count)))
            else:
                told = _("Không nạp được gì: sổ không có đơn vị nào có mã như trong Kế hoạch.")
                self._context.notice(told, Tone.WARNING)
            self.refresh()

        self.take_button.setEnabled(False)
        work = partial(do, add_duties, read_profile(path("profile")), told={})
        self._context.tasks.run(self, work, done)

    def _begin(self) -> None:
        self._is_begun = True
        self.stack.setCurrentIndex(0)
        self.lists.setCurrentIndex(0)
        self.duties.add()

    @property
    def _in_sight(self) -> DutyList | IndicatorList:
        return self.indicators if self.lists.currentIndex() else self.duties
