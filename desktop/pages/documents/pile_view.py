"""The pile of scans as it was read: each row with its signature, the page beside, all but the exceptions confirmed."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.context import Context, Tone
from desktop.labels import number
from desktop.pages.documents.mark_table import MarkTable
from desktop.pages.documents.page_beside import PageBeside
from desktop.pages.documents.pile import Pile, PileRow
from desktop.returning import Found, look_up, why_not
from desktop.scans.pile import SheetKind, Why
from desktop.scans.words import reason
from desktop.tables import Column, RowsModel
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.picture_cells import PictureCells
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow

BESIDE_FROM = 820  # pixels: with less room the page is not shown beside
PICTURE = 4  # the column of signatures


class PileView(QWidget):
    """Pages left out first, then doubtful cells, then the rest; Space turns a row over."""

    confirmed = Signal()
    changed = Signal()  # the clerk said something
    files_asked = Signal()
    folder_asked = Signal()
    cleared = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.pile = Pile()
        self.rows = RowsModel[PileRow](self._columns(), self)
        self.table = MarkTable(self.rows)
        self.table.setAccessibleName(_("Các bản quét"))
        self.table.setItemDelegateForColumn(
            PICTURE, PictureCells(lambda one: one.row.picture if one.row else b"", self)
        )
        self.table.turned.connect(self._turn)
        self.table.went_on.connect(self.to_next_doubtful)
        self.table.chosen.connect(self._show_beside)
        self.beside = PageBeside()
        self.beside.typed.connect(self._match)
        self.day = DateField(context.clock.today, is_past=True)
        self.day.setAccessibleName(_("Ngày ký"))
        self.day.picked.connect(self._set_day)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.detail = QLabel()
        self.detail.setProperty("role", "muted")
        self.detail.setWordWrap(True)
        for words in (self.title, self.detail):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.confirm = action_button(
            _("Xác nhận"), self.confirmed.emit, shortcut="Ctrl+Return", is_primary=True
        )
        self._lay_out()

    def show_pile(self) -> None:
        """Show the pile as it is now; the first doubtful row is gone to."""
        at = self.table.currentIndex().row()
        rows = self.pile.rows()
        self.rows.show_rows(rows)
        if rows:
            self.table.selectRow(min(max(at, 0), len(rows) - 1))
        else:
            self._show_beside(None)
        if not self.day.hasFocus():
            self.day.set_day(self.pile.signed_on or self._context.clock.today())
        self.sum_up()

    def sum_up(self) -> None:
        """Say how many pages, people and doubtful cells there are."""
        pile = self.pile
        out = pile.left_out()
        unread = sum(sheet.kind is SheetKind.UNREAD for sheet in out)
        parts = [_("{count} trang quét").format(count=number(pile.pages))]
        if unread:
            parts.append(_("{count} chưa đọc được").format(count=number(unread)))
        if len(out) > unread:
            parts.append(_("{count} không nhận").format(count=number(len(out) - unread)))
        self.title.setText(", ".join(parts))
        self.detail.setText(self._told())
        people, pages = pile.people, len(pile.taken())
        text = _("Xác nhận")
        if people:
            form = (
                _("Xác nhận {count} chữ ký") if pile.has_handovers else _("Xác nhận {count} người")
            )
            text = form.format(count=number(people))
        elif pages:
            text = _("Nhận {pages} trang, không thêm ai").format(pages=number(pages))
        self.confirm.setText(f"{text}  Ctrl+Enter")
        self.confirm.setShortcut(QKeySequence("Ctrl+Return"))  # a new text forgets it
        self.confirm.setAccessibleName(text)
        self.confirm.setEnabled(bool(pages))

    def to_next_doubtful(self) -> None:
        """Go to the next row that needs a look; from the last one to the button."""
        rows, here = self.pile.rows(), self.table.currentIndex().row()
        order = [*range(here + 1, len(rows)), *range(here)]
        goal = next((at for at in order if self.pile.is_doubtful(rows[at])), None)
        if goal is not None:
            self.table.selectRow(goal)
        else:
            self.confirm.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._weigh_room()

    def _turn(self, rows: list[PileRow]) -> None:
        if rows[0].row is None:
            self.beside.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.pile.toggle(rows)
        self.table.say_anew()
        self.sum_up()
        self.changed.emit()

    def _set_day(self, day: date | None) -> None:
        self.pile.signed_on = day
        self.changed.emit()

    def _match(self, digits: str) -> None:
        one = self.table.current()
        if one is None or one.row is not None:
            return
        database = self._context.database

        def take(found: Found) -> None:
            if found.why is not Why.NONE:
                self.beside.tell(why_not(found))
            elif self.pile.holds(found.code):
                self.beside.tell(reason(Why.READ_TWICE))
            elif any(sheet is one.sheet for sheet in self.pile.sheets):
                self.pile.match(one.sheet, found)
                self._show_matched(found.code)

        self._context.tasks.run(self, lambda: database.ask(look_up, digits), take)

    def _show_matched(self, code: str) -> None:
        self.show_pile()
        at = next((n for n, one in enumerate(self.pile.rows()) if one.sheet.code == code), 0)
        self.table.selectRow(at)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_beside(self, one: PileRow | None) -> None:
        self.beside.show_row(one)
        self._weigh_room()

    def _weigh_room(self) -> None:
        one = self.table.current()
        is_out = one is not None and one.row is None
        self.beside.setVisible(one is not None and (is_out or self.width() >= BESIDE_FROM))
        self.beside.picture.setVisible(self.width() >= BESIDE_FROM)

    def _told(self) -> str:
        if doubtful := self.pile.doubtful:
            return _("{count} ô cần xem lại; ô nào chưa xem sẽ để chưa ký").format(
                count=number(doubtful)
            )
        return _("Không còn ô nào phải xem lại") if self.pile.taken() else ""

    def _said(self, one: PileRow) -> tuple[str, Tone]:
        if one.row is None:
            is_unread = one.sheet.kind is SheetKind.UNREAD
            return (_("Chưa đọc được"), Tone.BAD) if is_unread else (_("Không nhận"), Tone.BAD)
        signed = self.pile.signed(one)
        if signed:
            return _("✓ Có chữ ký"), Tone.OK
        if one.has_signed:
            return _("Đã ký trước"), Tone.INFO
        if signed is None:
            return _("? Xem lại"), Tone.WARNING
        return _("Ô trống"), Tone.BAD

    def _columns(self) -> list[Column[PileRow]]:
        return [
            Column(_("Mã số"), lambda one: one.row.person.code if one.row else "–", width=80),
            Column(_("Họ và tên"), _name, tip=_name),
            Column(_("Ở đâu"), self._where, width=130, tip=lambda one: one.sheet.file),
            Column(
                _("Đề xuất"),
                lambda one: self._said(one)[0],
                width=130,
                tone=lambda one: self._said(one)[1],
            ),
            Column(_("Chữ ký"), lambda _one: "", width=110),
        ]

    def _where(self, one: PileRow) -> str:
        where = _("Trang {page}").format(page=one.sheet.page)
        if one.row is not None:
            where = _("{page} · dòng {row}").format(page=where, row=one.place)
        return f"{where} · {Path(one.sheet.file).name}" if self.pile.files > 1 else where

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        told = QWidget()
        told.setLayout(words)
        head = WrapRow()
        head.add(told, 1, least=240)
        head.add_field(label(_("Ngày ký"), self.day), self.day)
        head.add(self.confirm)
        hint = QLabel(_("Space: đổi có, không · Enter: ô cần xem tiếp theo"))
        hint.setProperty("role", "muted")
        hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot = WrapRow(spacing=8)
        foot.add(action_button(_("Thêm tệp…"), self.files_asked.emit, shortcut="Ctrl+O"))
        foot.add(action_button(_("Thêm thư mục…"), self.folder_asked.emit))
        self.clear_button = action_button(_("Bỏ các bản quét này"), self.cleared.emit)
        foot.add(self.clear_button)
        card = Card()
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(hint)
        card.body.addLayout(foot)
        both = SideBySide()
        both.add(card, 3)
        both.add(self.beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)


def _name(one: PileRow) -> str:
    return one.row.person.name if one.row else reason(one.sheet.why)
