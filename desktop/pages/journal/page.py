"""Nhật ký: who did what, when and on what; nothing in it can be changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.queries.journal import JournalRow, journal, journal_count
from desktop.context import Context
from desktop.labels import moment, number
from desktop.pages.journal.act_words import act_word, acts_called
from desktop.pages.journal.before_after import before_after
from desktop.pages.journal.words import details, subject, written
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import PageHeader, action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.turning_splitter import TurningSplitter

MOST_VOUCHERS = 12


BESIDE = 640  # pixels: from here on an entry stands beside the list


class Page(QWidget):
    """A search above windows of the journal; the current entry is read on the right."""

    shows = frozenset(
        {
            *("voucher", "supply", "department", "staff_member", "membership", "absence"),
            *("setting", "signer", "store", "report_text"),
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.header = PageHeader(_("Nhật ký"))
        self.search = SearchBox(_("Tìm việc, người, số phiếu, tên tệp… (Ctrl+F)"))
        self.rows = RowsModel[JournalRow](_columns(), self)
        self.table = TableView(self.rows, _("Không có việc nào như vậy trong nhật ký."))
        self.table.setAccessibleName(_("Nhật ký"))
        self.search.lead_to(self.table)
        self.entry = Entry(context)
        listed = Card()
        listed.body.addWidget(self.search)
        listed.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(110)
        parts = TurningSplitter(BESIDE)
        parts.addWidget(listed)
        parts.addWidget(self.entry)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setHandleWidth(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(parts, 1)
        self.search.searched.connect(self.refresh)
        self.table.chosen.connect(self.entry.show_row)
        self.table.opened.connect(self._open)
        find = QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.search)
        self.refresh()

    def refresh(self) -> None:
        """Count anew; rows follow as they scroll into view."""
        text = self.search.text().strip()
        acts = acts_called(text)
        ask = self._context.database.ask
        count = ask(journal_count, text, acts)
        self.header.set_subtitle(_("{count} việc").format(count=number(count)))
        self.rows.show(count, partial(ask, journal, text, acts))
        if count:
            self.table.selectRow(0)
        else:
            self.entry.show_row(None)

    def _open(self, row: JournalRow) -> None:
        """The voucher, where the act posted one."""
        if row.vouchers:
            self._context.navigate("stock", voucher_id=row.vouchers[0].voucher_id)


class Entry(Card):
    """One act, readable."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self.setMinimumWidth(320)
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)  # which setWidget switches on
        self._scroll = scroll
        self.body.addWidget(self.about)
        self.body.addWidget(scroll, 1)

    def show_row(self, row: JournalRow | None) -> None:
        """Tell of an entry; None of nothing."""
        self.set_heading(act_word(row.act) if row else "")
        self.about.setText("" if row is None else _about(row))
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(5)
        self._grid.setHorizontalSpacing(14)
        if row is not None:
            self._tell(row)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)

    def _tell(self, row: JournalRow) -> None:
        for place, posted in enumerate(row.vouchers[:MOST_VOUCHERS]):
            button = action_button(
                _("Mở phiếu {number}").format(number=posted.number),
                partial(self._context.navigate, "stock", voucher_id=posted.voucher_id),
            )
            button.setProperty("flat", True)
            self._grid.addWidget(button, place, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        if len(row.vouchers) > MOST_VOUCHERS:
            more = _("… và {count} phiếu nữa").format(count=len(row.vouchers) - MOST_VOUCHERS)
            self._pair("", more)
        for name, value in details(row):
            self._pair(name, value)
        for name, value in before_after(row):
            self._pair(name, value)
        if told := written(row):
            self._pair(_("đã ghi"), told)

    def _pair(self, name: str, value: str) -> None:
        place = self._grid.rowCount()
        label, text = QLabel(name), QLabel(value)
        label.setProperty("role", "muted")
        for widget in (label, text):
            widget.setWordWrap(True)
            widget.setTextFormat(Qt.TextFormat.PlainText)
            widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMaximumWidth(150)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1, Qt.AlignmentFlag.AlignTop)


def _about(row: JournalRow) -> str:
    return _("Việc số {number} · {time} · {account}").format(
        number=number(row.entry_id), time=moment(row.at), account=row.account
    )


def _columns() -> list[Column[JournalRow]]:
    return [
        Column(_("Thời điểm"), lambda row: moment(row.at), width=152),
        Column(_("Ai"), lambda row: row.account, width=96),
        Column(_("Việc"), lambda row: act_word(row.act), width=188),
        Column(_("Về"), subject, tip=subject),
    ]
