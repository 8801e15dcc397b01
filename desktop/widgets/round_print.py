"""Which papers of a round are printed together: asked once, remembered for the next time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from db.queries.distributions import RoundTitle, round_titles
from desktop.context import Context
from desktop.round_papers import RoundPapers
from desktop.translation import N_, _
from desktop.widgets.supply_fields import label

REMEMBERED = "print/round"
SHOWN_ROUNDS = 10
_BOXES = (
    ("pick_list", N_("Phiếu soạn hàng")),
    ("vouchers", N_("Phiếu xuất kho")),
    ("copies", N_("Phiếu xuất kho đủ ba liên")),
    ("lists", N_("Danh sách ký nhận")),
    ("undertaking", N_("Kèm lời cam kết mang khẩu trang")),
)
_USUAL = "pick_list,vouchers,lists"


class RoundPrintDialog(QDialog):
    """A box for each paper, and the documents that are signed for on the same slips; Enter prints."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("In cả đợt"))
        self.setMinimumWidth(420)
        chosen = context.settings.text(REMEMBERED, _USUAL).split(",")
        self.boxes: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for key, words in _BOXES:
            box = self.boxes[key] = QCheckBox(_(words))
            box.setChecked(key in chosen)
            layout.addWidget(box)
        self.documents = QComboBox()
        self.documents.addItem(_("Không có văn bản"), None)
        for title in context.database.ask(round_titles, SHOWN_ROUNDS):
            self.documents.addItem(_named(title), title.round_id)
        layout.addWidget(label(_("Ký nhận chung một phiếu với văn bản"), self.documents))
        layout.addWidget(self.documents)
        self.buttons = QDialogButtonBox()
        self._yes = self.buttons.addButton(_("Xem và in"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._yes.setDefault(True)
        self.buttons.addButton(_("Thôi"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        for box in self.boxes.values():
            box.toggled.connect(self._weigh)
        self._weigh()

    @property
    def papers(self) -> RoundPapers:
        """What is to be printed."""
        return RoundPapers(
            **{key: box.isChecked() for key, box in self.boxes.items()},
            with_documents=self.documents.currentData() if self.documents.isEnabled() else None,
        )

    def accept(self) -> None:
        """Remember the choice for the next round."""
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        self._context.settings.set(REMEMBERED, ",".join(chosen))
        super().accept()

    def _weigh(self) -> None:
        for key, of in (("copies", "vouchers"), ("undertaking", "lists")):
            self.boxes[key].setEnabled(self.boxes[of].isChecked())
        self.documents.setEnabled(self.boxes["lists"].isChecked())
        wanted = any(self.boxes[key].isChecked() for key in ("pick_list", "vouchers", "lists"))
        self._yes.setEnabled(wanted)


def print_round(context: Context, owner: QWidget, voucher_ids: Sequence[int], title: str) -> None:
    """Ask which papers, then show them as one."""
    dialog = RoundPrintDialog(context, owner)

    def show() -> None:
        from desktop.widgets.pdf_view import show_pdf

        papers = dialog.papers
        show_pdf(context.tasks, owner, lambda: _made(context, voucher_ids, papers), title)

    dialog.accepted.connect(show)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _made(context: Context, voucher_ids: Sequence[int], papers: RoundPapers) -> bytes:
    from desktop.round_printing import round_pdf  # in the background: it brings all papers along

    return round_pdf(context.database, tuple(voucher_ids), papers)


def _named(title: RoundTitle) -> str:
    numbers = ", ".join(one.number or one.type for one in title.documents)
    return _("Đợt {round}: {numbers}").format(round=title.round_id, numbers=numbers)
