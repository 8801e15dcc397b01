"""The papers of a round: a menu of them, and how each is made."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.database import Database
from db.queries.distributions import RoundRow
from db.queries.round_papers import IssueDay
from desktop import theme
from desktop.dates import day_text
from desktop.pages.documents.words import round_title
from desktop.translation import _
from desktop.widgets.page_header import ActionButton

Show = Callable[[str, Callable[[], bytes]], object]


class TickMenu(QMenu):
    """Stays open while something in it is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() not in keys or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        act: QAction | None = self.activeAction()
        if act is None or not act.isCheckable() or not act.isEnabled():
            return False
        act.trigger()
        return True


class PrintButton(ActionButton):
    """Everything that can be printed of a round, of all or just of those who have not signed."""

    def __init__(self, database: Database, show: Show, parent: QWidget | None = None) -> None:
        super().__init__(_("In"), parent)
        self.setIcon(theme.icon("printer", "on_primary"))
        self.setAccessibleName(_("In"))
        self.setProperty("primary", True)
        self.setAutoDefault(False)
        self.setShortcut("Ctrl+P")
        self.setToolTip("Ctrl+P")
        self._database, self._show = database, show
        self.row: RoundRow | None = None
        self.department_id: int | None = None
        self._issues: Sequence[IssueDay] = ()
        self.choices = TickMenu(self)
        self.goods = TickMenu(self)
        self.goods.setTitle(_("Phiếu kèm vật tư đã cấp"))
        self.setMenu(self.choices)
        self._fill()

    def show_round(
        self, row: RoundRow, department_id: int | None, issues: Sequence[IssueDay]
    ) -> None:
        """Print of a round as it stands; the goods of these issues can be on its slips."""
        is_same = self.row is not None and self.row.round_id == row.round_id
        ticked = set(self.with_goods) if is_same else set[int]()
        self.row, self.department_id = row, department_id
        if issues != self._issues or not ticked:
            self._offer(issues, ticked)

    @property
    def with_goods(self) -> list[int]:
        """The issues whose goods are to be on the slips."""
        return [
            voucher_id
            for act, issues in zip(self.goods.actions(), self._issues, strict=True)
            for voucher_id in issues.voucher_ids
            if act.isChecked()
        ]

    def _offer(self, issues: Sequence[IssueDay], ticked: set[int]) -> None:
        self._issues = issues
        self.goods.clear()
        for of_day in issues:
            act = self.goods.addAction(_issued(of_day))
            act.setCheckable(True)
            act.setChecked(not ticked.isdisjoint(of_day.voucher_ids))
        self.goods.menuAction().setVisible(bool(issues))

    def _fill(self) -> None:
        self._act(_("Danh sách ký nhận theo đơn vị"), self.print_lists)
        for count in (1, 2, 4):
            words = _("Phiếu ký nhận, {count} phiếu một trang A4").format(count=count)
            self._act(words, partial(self.print_slips, count))
        self.choices.addMenu(self.goods)
        self.only_missing = QAction(_("Chỉ những người chưa ký"), self)
        self.only_missing.setCheckable(True)
        self.choices.addAction(self.only_missing)
        self.only_unit = QAction(_("Chỉ đơn vị đang chọn"), self)
        self.only_unit.setCheckable(True)
        self.choices.addAction(self.only_unit)
        self.choices.addSeparator()
        self._act(_("Danh sách chưa ký nhận"), self.print_missing)
        self._act(_("Bảng tổng hợp"), self.print_summary)
        self._act(_("Sổ chuyển giao văn bản đi"), self.print_register)
        self.choices.aboutToShow.connect(
            lambda: self.only_unit.setEnabled(self.department_id is not None)
        )

    def print_lists(self) -> None:
        """The signing lists, each department on pages of its own."""
        from desktop.acknowledgement_printing import lists_pdf

        if self.row is not None:
            work = partial(
                lists_pdf, self._database, self.row.round_id, self._units(), self._is_missing()
            )
            self._open(_("Danh sách ký nhận: {round}"), work)

    def print_slips(self, per_page: int) -> None:
        """One slip a person."""
        from desktop.acknowledgement_printing import slips_pdf

        if self.row is not None:
            work = partial(
                slips_pdf,
                self._database,
                self.row.round_id,
                per_page,
                self._units(),
                only_missing=self._is_missing(),
                with_goods=self.with_goods,
            )
            self._open(_("Phiếu ký nhận: {round}"), work)

    def print_missing(self) -> None:
        """Who has not signed."""
        from desktop.acknowledgement_printing import missing_pdf

        if self.row is not None:
            work = partial(missing_pdf, self._database, self.row.round_id)
            self._open(_("Danh sách chưa ký nhận: {round}"), work)

    def print_summary(self) -> None:
        """The summary for the Chief of Office."""
        from desktop.acknowledgement_printing import summary_pdf

        if self.row is not None:
            work = partial(summary_pdf, self._database, self.row.round_id)
            self._open(_("Bảng tổng hợp: {round}"), work)

    def print_register(self) -> None:
        """What was handed over to whom."""
        from desktop.acknowledgement_printing import delivery_register_pdf

        if self.row is not None:
            work = partial(delivery_register_pdf, self._database, self.row.round_id)
            self._open(_("Sổ chuyển giao văn bản đi: {round}"), work)

    def _units(self) -> list[int] | None:
        if self.only_unit.isChecked() and self.department_id is not None:
            return [self.department_id]
        return None

    def _is_missing(self) -> bool:
        return self.only_missing.isChecked()

    def _open(self, words: str, work: Callable[[], bytes]) -> None:
        assert self.row is not None
        self._show(words.format(round=round_title(self.row)), work)

    def _act(self, words: str, do: Callable[[], object]) -> None:
        self.choices.addAction(words).triggered.connect(lambda *_told: do())


def _issued(issues: IssueDay) -> str:
    """A day and the numbers of its vouchers, from the first to the last."""
    numbers = issues.numbers
    if len(numbers) == 1:
        return _("Ngày {day} · phiếu {number}").format(day=day_text(issues.day), number=numbers[0])
    return _("Ngày {day} · {count} phiếu, {first} – {last}").format(
        day=day_text(issues.day), count=len(numbers), first=numbers[0], last=numbers[-1]
    )
