"""Where the book lies, its copies, going back to one, and whether the book holds."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from db.backup import (
    Copy,
    Restored,
    beyond,
    check_copy,
    copies,
    copy_book,
    inspect_copy,
    restore_beside,
    told_hashes,
)
from db.checks import check_book
from db.clock import Clock
from db.database import Database
from db.errors import CopyDamaged, DomainError
from db.finding import Finding
from db.manifest import Held
from desktop.backup_text import backup_text
from desktop.backups import copies_folder, mirror_latest, restored_beside, second_copy_folder
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import long_day_text
from desktop.labels import file_size, finding, member, number
from desktop.other_book import switch
from desktop.pages.settings.books import BookCard
from desktop.settings import COPIED_AT, SECOND_FOLDER
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy as the list shows it: what it holds (None of one that can't be trusted).

    `beyond` is how many acts the second copy knows beyond it; None where it can't go on from it.
    """

    copy: Copy
    held: Held | None
    beyond: int | None = None


def read_copies(folder: Path, lines: Path, clock: Clock) -> list[CopyRow]:
    """Every copy in a folder, each compared with its SHA-256 or read whole."""
    rows, told = [], told_hashes(lines)
    for copy in copies(folder):
        try:
            rows.append(CopyRow(copy, inspect_copy(copy, clock), beyond(copy, told)))
        except CopyDamaged:
            rows.append(CopyRow(copy, None))
    return rows


class BackupsForm(QWidget):
    """The book and its copies; nothing here changes the present book."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = copies_folder(context.database)
        self._lines = second_copy_folder(context.database)
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
        self.second_button = action_button(_("Thư mục thứ hai…"), self._choose_second)
        self.second_button.setToolTip(
            _("Nơi để thêm một bản sao lưu: ổ đĩa khác, thẻ nhớ, thư mục mạng")
        )
        self.second = QLabel()
        self.second.setProperty("role", "muted")
        self.second.setWordWrap(True)
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
        work = partial(read_copies, self._folder, self._lines, self._context.clock)
        self._context.tasks.run(self, work, self._show)

    def copy_now(self) -> None:
        """Make a copy, whether or not one is due."""
        self.now_button.setEnabled(False)
        work = partial(copy_book, self._context.database, self._folder)
        self._context.tasks.run(self, work, self._copied, self._not_copied)

    def restore(self, row: CopyRow) -> None:
        """Put a copy beside the present book, check it, and open it."""
        beside, clock = restored_beside(self._context.database), self._context.clock
        work = partial(_restore, row.copy.path, beside, clock, self._lines)
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
        for button in (
            self.now_button,
            self.restore_button,
            self.folder_button,
            self.second_button,
        ):
            buttons.add(button)
        copied.body.addLayout(buttons)
        copied.body.addWidget(self.second)
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
        self._show_second()
        self.restore_button.setEnabled(bool(rows))
        latest = rows[0].copy.made_at if rows else None
        if latest is not None:
            self._context.settings.set(COPIED_AT, latest.isoformat())
        self.last.setText(
            _(
                "{told}. Tự sao lưu đầu ngày, khi thoát, trước khi nhập tệp, khóa sổ và nâng cấp;"
                " bản cũ thưa dần theo ngày, tuần, tháng."
            ).format(told=backup_text(latest, self._context.clock.today()))
        )
        if rows:
            self.table.selectRow(0)

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self,
            _("Chọn thư mục thứ hai để sao lưu"),
            self._context.settings.text(SECOND_FOLDER),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        self.set_second(chosen)

    def set_second(self, folder: str) -> None:
        """Put copies into a second folder from now on, the latest at once; nothing: no more."""
        self._context.settings.set(SECOND_FOLDER, folder)
        self._show_second()
        if folder:
            work = partial(mirror_latest, self._context.database, Path(folder))
            self._context.tasks.run(self, work)

    def _show_second(self) -> None:
        folder = self._context.settings.text(SECOND_FOLDER)
        if not folder:
            told = _("Chưa có thư mục thứ hai: nên để thêm một bản ở ổ đĩa khác hoặc thẻ nhớ.")
        elif Path(folder).is_dir():
            told = _("Mỗi bản sao lưu được để thêm vào {folder}.").format(folder=folder)
        else:
            told = _("Thư mục thứ hai {folder} lúc này không có.").format(folder=folder)
        self.second.setText(told)

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
        if row.held is None:
            self._context.tasks.refused.emit(CopyDamaged(row.copy.path.name))
            return
        made = row.copy.made_at
        question = QMessageBox(
            QMessageBox.Icon.Question,
            _("Khôi phục"),
            _(
                "Mở bản sao lưu {time} {day}?\n\n{lost}\n\nSổ đang dùng được giữ nguyên;"
                " bản khôi phục là một sổ khác nằm bên cạnh."
            ).format(time=f"{made:%H:%M}", day=long_day_text(made.date()), lost=_lost(row)),
            parent=self,
        )
        question.addButton(_("Khôi phục"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(_("Không"), QMessageBox.ButtonRole.RejectRole)
        question.accepted.connect(lambda: self.restore(row))
        question.open()

    def _restored(self, outcome: tuple[Restored, list[Finding]]) -> None:
        restored, found = outcome
        path = restored.path
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


def _restore(copy: Path, beside: Path, clock: Clock, lines: Path) -> tuple[Restored, list[Finding]]:
    restored = restore_beside(copy, beside, clock, lines)
    return restored, check_copy(restored.path, clock)


def _lost(row: CopyRow) -> str:
    """What is not in the book that comes of a copy."""
    if row.beyond is None:
        return _(
            "Bản này dừng ở việc số {acts}; những việc ghi sau đó sẽ không có trong bản khôi phục."
        ).format(acts=number(row.held.acts if row.held else 0))
    if row.beyond:
        return _("Sau đó còn {count} việc, lấy lại được cả từ bản ghi từng việc.").format(
            count=number(row.beyond)
        )
    return _("Bản này có đủ mọi việc đã ghi.")


def _check(database: Database) -> list[Finding]:
    return database.ask(check_book)


def _columns() -> list[Column[CopyRow]]:
    return [
        Column(_("Sao lưu lúc"), _made, width=230),
        Column(
            _("Vì"),
            lambda row: member(row.copy.entry.cause) if row.copy.entry else "–",
            tip=lambda row: str(row.copy.path),
        ),
        Column(_("Dung lượng"), lambda row: file_size(row.copy.size), RIGHT, 100),
        Column(
            _("Số việc"),
            lambda row: "–" if row.held is None else number(row.held.acts),
            RIGHT,
            80,
            tip=lambda _row: _("Số việc trong nhật ký của bản này"),
        ),
        Column(
            _("Trong đó có"),
            lambda row: "" if row.held is None else _held(row.held),
            width=190,
            tip=lambda row: "" if row.held is None else _held(row.held),
        ),
        Column(
            _("Tình trạng"),
            lambda row: _("Hỏng") if row.held is None else _("Đã kiểm tra"),
            width=120,
            tone=lambda row: Tone.BAD if row.held is None else Tone.OK,
        ),
    ]


def _held(held: Held) -> str:
    return _("{vouchers} phiếu, {people} người, {documents} văn bản").format(
        vouchers=number(held.vouchers),
        people=number(held.people),
        documents=number(held.documents),
    )


def _made(row: CopyRow) -> str:
    made = row.copy.made_at
    return f"{made:%H:%M} · {long_day_text(made.date())}"
