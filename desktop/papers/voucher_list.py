"""Bảng kê phiếu of a period: every voucher with its number, what it is about, pieces and value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm

from db.kinds import VoucherKind
from db.queries.voucher_list import VoucherRow
from desktop.papers import fonts, working
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, local_day, long_day
from desktop.papers.flow import keep_with
from desktop.papers.form_head import form_head
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, PaperForm, Signature
from desktop.papers.tables import Column

TITLE = "BẢNG KÊ PHIẾU NHẬP, XUẤT KHO"
KINDS = {
    VoucherKind.RECEIPT: "Nhập kho",
    VoucherKind.ISSUE: "Xuất kho",
    VoucherKind.TRANSFER: "Điều chuyển",
    VoucherKind.WRITE_OFF: "Xuất hủy",
    VoucherKind.RETURN: "Nhập trả lại kho",
    VoucherKind.ADJUSTMENT: "Điều chỉnh kiểm kê",
    VoucherKind.REVERSAL: "Hủy phiếu",
}
_COLUMNS = (
    Column("STT", 9, "centre"),
    Column("Số phiếu", 20, "centre"),
    Column("Ngày", 21, "centre"),
    Column("Loại", 30),
    Column("Kho", 31),
    Column("Nội dung", 58),
    Column("Chứng từ", 24),
    Column("Số dòng", 14, "right"),
    Column("Thành tiền", 24, "right"),
    Column("Ghi chú", 21),
)


@dataclass(frozen=True, slots=True)
class VoucherList:
    """The vouchers of a period in order; of all kinds where none is named."""

    from_on: date
    to_on: date
    kind: VoucherKind | None
    rows: Sequence[VoucherRow]

    @property
    def subtitles(self) -> tuple[str, ...]:
        """The period, and the kind."""
        span = f"Từ ngày {day(self.from_on)} đến ngày {day(self.to_on)}"
        return (span, f"Loại phiếu: {KINDS[self.kind]}") if self.kind else (span,)


def voucher_grid(told: VoucherList) -> Grid:
    """One row a voucher; quantities of different supplies are not added."""
    return Grid(_COLUMNS, tuple(_row(at, row) for at, row in enumerate(told.rows, 1)))


def voucher_list_paper(told: VoucherList, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the list."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH
    table, rows = grid_table(voucher_grid(told), size=9.5, head_size=9.5, least=6 * mm)
    body = table.pieces(rows)
    keep_with(body, 2)
    dated = min(told.to_on, local_day(printed_at))
    pieces = [
        form_head(office, PaperForm(), room=room),
        *working.titles(TITLE, (), told.subtitles, room),
        working.gap(),
        *body,
        working.signers(
            [
                Signature(("NGƯỜI LẬP",), office.preparer),
                Signature(("THỦ KHO",), office.storekeeper),
            ],
            room,
            f"{office.place}, ngày {long_day(dated)}",
        ),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, is_wide=True, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], TITLE.capitalize(), office.office)


def _row(at: int, row: VoucherRow) -> GridRow:
    note = "Đã hủy" if row.is_reversed else f"Hủy {row.reverses}" if row.reverses else ""
    return GridRow(
        (
            *(at, row.number, row.day, KINDS[row.kind], row.store, row.told),
            *(row.document_number, row.lines, row.amount, note),
        )
    )
