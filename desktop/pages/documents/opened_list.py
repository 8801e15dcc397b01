"""A list that came back, found by its digits: the few absent are unticked, then *Đủ chữ ký*."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.kinds import Outcome
from db.queries.returns import PagePerson
from desktop import theme
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member
from desktop.pages.documents.mark_table import MarkTable
from desktop.returning import Found, about, take_pages
from desktop.tables import Column, RowsModel
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.supply_fields import label


@dataclass(frozen=True, slots=True)
class ListRow:
    """A person of a list and where on it they stand."""

    page: int
    place: int
    person: PagePerson


class OpenedList(QWidget):
    """Everybody of all pages of a list, ticked but those who signed already."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.found: Found | None = None
        self.ticked: set[int] = set()
        self._unticked: set[int] = set()
        self._is_recording = False
        self.rows = RowsModel[ListRow](self._columns(), self)
        self.table = MarkTable(self.rows)
        self.table.setAccessibleName(_("Người trong danh sách"))
        self.table.turned.connect(self._turn)
        self.table.went_on.connect(self._go_on)
        self.back = QToolButton()
        self.back.setIcon(theme.icon("arrow-left", "text"))
        self.back.setAccessibleName(_("Quay lại"))
        self.back.setToolTip(_("Quay lại (Esc)"))
        self.back.clicked.connect(self.left)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.hint = QLabel(_("Mũi tên chọn người · Space: bỏ hoặc đánh dấu · Esc: quay lại"))
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.day = DateField(context.clock.today, is_past=True)
        self.day.setAccessibleName(_("Ngày ký"))
        self.take = action_button(
            _("Đủ chữ ký"), self.record, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        self._lay_out()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_list(self, found: Found, on: date | None = None) -> None:
        """Show a list signed on a day, else today; while it is the same, who was unticked stays."""
        is_same = self.found is not None and _codes(self.found) == _codes(found)
        if not is_same:
            self._unticked = set()
            self.day.set_day(on or self._context.clock.today())
        self.found = found
        rows = [
            ListRow(one.page.page, place, person)
            for one in found.pages
            for place, person in enumerate(one.people, 1)
        ]
        self.ticked = {
            one.person.staff_id for one in rows if one.person.outcome is Outcome.OPEN
        } - self._unticked
        at = self.table.currentIndex().row() if is_same else 0
        self.rows.show_rows(rows)
        if rows:
            self.table.selectRow(min(max(at, 0), len(rows) - 1))
        self.title.setText(self._named(found))
        self._sum()
        if not is_same:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def record(self) -> None:
        """Mark everybody ticked; their pages came back."""
        if self.found is None or self._is_recording:
            return
        on = self.day.day
        if on is None:
            self._context.notice(_("Ngày ký chưa rõ."), Tone.WARNING)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._is_recording = True
        self.take.setEnabled(False)
        ticked = set(self.ticked)
        take_pages(self._context, self, self.found, ticked, on, self._taken, self._refused)

    def _taken(self) -> None:
        self._refused()
        self.found = None
        self.left.emit()

    def _refused(self) -> None:
        self._is_recording = False
        self.take.setEnabled(True)

    def _turn(self, rows: list[ListRow]) -> None:
        ids = {one.person.staff_id for one in rows}
        if rows[0].person.staff_id in self.ticked:
            self.ticked -= ids
            self._unticked |= ids
        else:
            self.ticked |= ids
            self._unticked -= ids
        self.table.say_anew()
        self._sum()

    def _go_on(self) -> None:
        at = self.table.currentIndex().row() + 1
        if at < self.rows.rowCount():
            self.table.selectRow(at)
        else:
            self.take.setFocus(Qt.FocusReason.TabFocusReason)

    def _sum(self) -> None:
        assert self.found is not None
        people = [person for one in self.found.pages for person in one.people]
        already = sum(
            one.outcome is not Outcome.OPEN and one.staff_id not in self.ticked for one in people
        )
        parts = [
            _("{count} người").format(count=len(people)),
            _("{count} có chữ ký").format(count=len(self.ticked)),
        ]
        if already:
            parts.append(_("{count} đã ghi trước").format(count=already))
        if absent := len(people) - len(self.ticked) - already:
            parts.append(_("{count} chưa ký").format(count=absent))
        self.count.setText(" · ".join(parts))

    def _said(self, one: ListRow) -> tuple[str, Tone]:
        if one.person.staff_id in self.ticked:
            return _("✓ Có chữ ký"), Tone.OK
        if one.person.has_signed:
            return _("Đã ký trước"), Tone.INFO
        if one.person.outcome is not Outcome.OPEN:
            return member(one.person.outcome), Tone.INFO
        return _("Chưa ký"), Tone.WARNING

    def _columns(self) -> list[Column[ListRow]]:
        return [
            Column(_("Mã số"), lambda one: one.person.code, width=90),
            Column(_("Họ và tên"), lambda one: one.person.name),
            Column(_("Ở đâu"), _where, width=150),
            Column(
                _("Chữ ký"),
                lambda one: self._said(one)[0],
                width=150,
                tone=lambda one: self._said(one)[1],
            ),
        ]

    def _named(self, found: Found) -> str:
        department = found.facts.department if found.facts else ""
        printed = found.pages[0].page.printed_on
        parts = [about(found.facts), department]
        if printed is not None:
            parts.append(_("in ngày {day}").format(day=day_text(printed)))
        return " · ".join(filter(None, parts))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.count)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        done = QHBoxLayout()
        for part in (label(_("Ngày ký"), self.day), self.day, self.take):
            done.addWidget(part)
        head.addLayout(done)
        head.setAlignment(done, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)


def _where(one: ListRow) -> str:
    return _("Trang {page} · dòng {row}").format(page=one.page, row=one.place)


def _codes(found: Found) -> list[str]:
    return [one.page.code for one in found.pages]
