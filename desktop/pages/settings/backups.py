"""Where the book lies, its copies, going back to one, and whether the book holds."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from db.backup import Copy, check_copy, copies, copy_book, inspect_copy, restore_beside
from db.checks import check_book
from db.clock import Clock
from db.database import Database
from db.errors import CopyDamaged, DomainError
from db.finding import Finding
from desktop.backup_text import backup_text
from desktop.backups import copies_folder, restored_beside
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import long_day_text
from desktop.labels import file_size, finding, number
from desktop.other_book import switch
from desktop.pages.settings.books import BookCard
from desktop.settings import COPIED_AT
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy as the list shows it; `acts` is None for one that can't be trusted."""

    copy: Copy
    acts: int | None


def read_copies(folder: Path, clock: Clock) -> list[CopyRow]:
    """Every copy in a folder, each read whole."""
    rows = []
    for copy in copies(folder):
        try:
            rows.append(CopyRow(copy, inspect_copy(copy, clock).acts))
        except CopyDamaged:
            rows.append(CopyRow(copy, None))
    return rows


class BackupsForm(QWidget):
    """The book and its copies; nothing here changes the present book."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = copies_folder(context.database)
        self.book = BookCard(context)
        self.last = QLabel()
        self.last.setProperty("role", "muted")
        self.rows = RowsModel[CopyRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa có bản sao lưu nào."))
        self.table.setAccessibleName(_("Bản sao lưu"))
        self.now_button = action_button(_("Sao lưu ngay"), self.copy_now, icon="archive")
        self.restore_button = action_button(
            _("Khôi phục…"), self._ask_restore, icon="arrow-counter-clockwise"
        )
        self.folder_button = action_button(_("Mở thư mục"), self._open_folder)
        self.check_button = action_button(_("Kiểm tra sổ"), self.check, icon="shield-check")
        self.outcome = QLabel(_("Đối chiếu số dư với phát sinh, số phiếu, nhật ký và tệp dữ liệu."))
        self.outcome.setWordWrap(True)
        self.findings = QListWidget()
        self.findings.setAccessibleName(_("Kết quả kiểm tra sổ"))
        self.findings.setWordWrap(True)
        self.findings.hide()
        self._lay_out()
        self.table.opened.connect(self._ask)

    def refresh(self) -> None:
        """Read the copies anew, each whole, in the background."""
        work = partial(read_copies, self._folder, self._context.clock)
        self._context.tasks.run(self, work, self._show)

    def copy_now(self) -> None:
        """Make a copy, whether or not one is due."""
        self.now_button.setEnabled(False)
        work = partial(copy_book, self._context.database, self._folder)
        self._context.tasks.run(self, work, self._copied, self._not_copied)

    def restore(self, row: CopyRow) -> None:
        """Put a copy beside the present book, check it, and open it."""
        beside, clock = restored_beside(self._context.database), self._context.clock
        work = partial(_restore, row.copy.path, beside, clock)
        self._context.tasks.run(self, work, self._restored, self._not_restored)

    def check(self) -> None:
        """Check the whole book in the background and say what was found."""
        self.check_button.setEnabled(False)
        self.outcome.setText(_("Đang kiểm tra…"))
        set_tone(self.outcome, Tone.NONE)
        work = partial(_check, self._context.database)
        self._context.tasks.run(self, work, self._checked, self._not_checked)

    def _lay_out(self) -> None:
        copied = Card(_("Bản sao lưu"))
        self.last.setWordWrap(True)
        copied.body.addWidget(self.last)
        copied.body.addWidget(self.table, 1)
        buttons = WrapRow()
        for button in (self.now_button, self.restore_button, self.folder_button):
            buttons.add(button)
        copied.body.addLayout(buttons)
        checking = Card(_("Kiểm tra sổ"))
        row = QHBoxLayout()
        row.addWidget(self.outcome, 1)
        row.addWidget(self.check_button)
        checking.body.addLayout(row)
        checking.body.addWidget(self.findings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.book)
        column.addWidget(copied, 1)
        column.addWidget(checking)

    def _show(self, rows: list[CopyRow]) -> None:
        self.rows.show_rows(rows)
        self.restore_button.setEnabled(bool(rows))
        latest = rows[0].copy.made_at if rows else None
        if latest is not None:
            self._context.settings.set(COPIED_AT, latest.isoformat())
        self.last.setText(
            _("{told}. Mỗi ngày một bản và một bản khi thoát; giữ 14 bản mới nhất.").format(
                told=backup_text(latest, self._context.clock.today())
            )
        )
        if rows:
            self.table.selectRow(0)

    def _copied(self, path: Path) -> None:
        self.now_button.setEnabled(True)
        self._context.notice(_("Đã sao lưu và kiểm tra: {name}").format(name=path.name), Tone.OK)
        self.refresh()

    def _not_copied(self, error: DomainError) -> None:
        self.now_button.setEnabled(True)
        self._context.tasks.refused.emit(error)

    def _ask_restore(self) -> None:
        if (row := self.table.current()) is not None:
            self._ask(row)

    def _ask(self, row: CopyRow) -> None:
        if row.acts is None:
            self._context.tasks.refused.emit(CopyDamaged(row.copy.path.name))
            return
        made = row.copy.made_at
        question = QMessageBox(
            QMessageBox.Icon.Question,
            _("Khôi phục"),
            _(
                "Mở bản sao lưu {time} {day}?\n\nSổ đang dùng được giữ nguyên;"
                " bản khôi phục là một sổ khác nằm bên cạnh."
            ).format(time=f"{made:%H:%M}", day=long_day_text(made.date())),
            parent=self,
        )
        question.addButton(_("Khôi phục"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(_("Không"), QMessageBox.ButtonRole.RejectRole)
        question.accepted.connect(lambda: self.restore(row))
        question.open()

    def _restored(self, outcome: tuple[Path, list[Finding]]) -> None:
        path, found = outcome
        if not found:
            switch(self._context, path)
            return
        told_found = _("Bản khôi phục có {count} chỗ sai: {first}").format(
            count=len(found), first=finding(found[0])
        )
        anyway = NoticeAction(_("Vẫn mở"), partial(switch, self._context, path))
        self._context.notice(told_found, Tone.BAD, [anyway])

    def _not_restored(self, error: DomainError) -> None:
        self._context.tasks.refused.emit(error)
        self.refresh()

    def _checked(self, found: list[Finding]) -> None:
        self.check_button.setEnabled(True)
        self.findings.clear()
        self.findings.addItems([finding(one) for one in found])
        self.findings.setVisible(bool(found))
        if found:
            self.outcome.setText(_("Sổ có {count} chỗ sai:").format(count=number(len(found))))
        else:
            self.outcome.setText(_("Sổ đúng: mọi kiểm tra đều đạt."))
        set_tone(self.outcome, Tone.BAD if found else Tone.OK)

    def _not_checked(self, error: DomainError) -> None:
        self.check_button.setEnabled(True)
        self.outcome.setText("")
        self._context.tasks.refused.emit(error)

    def _open_folder(self) -> None:
        folder = self._folder if self._folder.is_dir() else self._folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _restore(copy: Path, beside: Path, clock: Clock) -> tuple[Path, list[Finding]]:
    path = restore_beside(copy, beside, clock)
    return path, check_copy(path, clock)


def _check(database: Database) -> list[Finding]:
    return database.ask(check_book)


def _columns() -> list[Column[CopyRow]]:
    return [
        Column(_("Sao lưu lúc"), _made, width=230),
        Column(_("Tệp"), lambda row: row.copy.path.name, tip=lambda row: str(row.copy.path)),
        Column(_("Dung lượng"), lambda row: file_size(row.copy.size), RIGHT, 100),
        Column(
            _("Số việc"),
            lambda row: "–" if row.acts is None else number(row.acts),
            RIGHT,
            90,
            tip=lambda _row: _("Số việc trong nhật ký của bản này"),
        ),
        Column(
            _("Tình trạng"),
            lambda row: _("Hỏng") if row.acts is None else _("Đã kiểm tra"),
            width=120,
            tone=lambda row: Tone.BAD if row.acts is None else Tone.OK,
        ),
    ]


def _made(row: CopyRow) -> str:
    made = row.copy.made_at
    return f"{made:%H:%M} · {long_day_text(made.date())}"
