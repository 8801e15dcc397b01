"""What is added to a posted voucher later: its document, supplier, note, and files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.queries.documents import FileContent, file_content
from db.queries.vouchers import VoucherDetail
from db.services.amending import amend_voucher, attach_to_voucher
from desktop.attached import ENDINGS, read_file
from desktop.context import Context, Tone
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.fields_dialog import FieldsDialog

_FOLDER = "documents/folder"


class Additions(QObject):
    """Asks for what is added to a voucher, writes it, and shows the files that were added."""

    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook
    added = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner

    def ask(self, detail: VoucherDetail) -> FieldsDialog:
        """Ask for the papers of a voucher, as they stand now."""
        number, day = QLineEdit(detail.document_number), DateField(self._context.clock.today)
        day.set_day(detail.document_on)
        supplier, note = QLineEdit(detail.supplier), QLineEdit(detail.note)
        dialog = FieldsDialog(
            _("Bổ sung"),
            _("Bổ sung giấy tờ của phiếu {number}; số lượng và giá trị giữ nguyên.").format(
                number=detail.number
            ),
            (
                (_("Chứng từ số"), number),
                (_("Ngày chứng từ"), day),
                (_("Đơn vị cung cấp"), supplier),
                (_("Ghi chú"), note),
            ),
            self._owner,
            needs_reason=False,
        )

        def save() -> None:
            values = {
                "document_number": number.text(),
                "document_on": day.day,
                "supplier": supplier.text(),
                "note": note.text(),
            }
            do, voucher_id, reason = self._context.database.do, detail.voucher_id, dialog.reason
            work = partial(do, amend_voucher, voucher_id, values, reason)
            self._context.tasks.run(self._owner, work, partial(self._amended, detail.number))

        dialog.accepted.connect(save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def ask_file(self, detail: VoucherDetail) -> None:
        """Let files be chosen, to be kept with a voucher."""
        dialog = QFileDialog(self._owner, _("Chọn tệp"), self._context.settings.text(_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Văn bản, ảnh')} ({ENDINGS})", f"{_('Mọi tệp')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take(detail, [Path(n) for n in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, detail: VoucherDetail, paths: list[Path]) -> None:
        """Keep files with a voucher."""
        self._context.settings.set(_FOLDER, str(paths[0].parent))
        do, voucher_id = self._context.database.do, detail.voucher_id

        def work() -> None:
            for path in paths:
                file = read_file(path)
                told = {"given": [detail.number, file.name]}
                parts = (file.name, file.kind, file.content)
                do(attach_to_voucher, voucher_id, *parts, told=told)

        def done(_none: None) -> None:
            names = ", ".join(path.name for path in paths)
            told = _("Đã thêm tệp {files} vào phiếu {number}.")
            self._context.notice(told.format(files=names, number=detail.number), Tone.OK)
            self.added.emit()

        self._context.tasks.run(self._owner, work, done)

    def look(self, attachment_id: int, name: str) -> None:
        """Show a PDF in the window; open anything else with its own program."""
        ask = self._context.database.ask

        def read() -> FileContent:
            return ask(file_content, attachment_id)

        if name.lower().endswith(".pdf"):
            self.paper_wanted.emit(name, lambda: read().content, None)
        else:
            self._context.tasks.run(self._owner, partial(_unpack, read), _open_elsewhere)

    def _amended(self, number: str, changed: int) -> None:
        if changed:
            told = _("Đã bổ sung phiếu {number}.").format(number=number)
            self._context.notice(told, Tone.OK)
            self.added.emit()


def _unpack(read: Callable[[], FileContent]) -> Path:
    file = read()
    path = Path(mkdtemp(prefix="haucan-")) / (Path(file.name).name or "haucan")
    path.write_bytes(file.content)
    return path


def _open_elsewhere(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
