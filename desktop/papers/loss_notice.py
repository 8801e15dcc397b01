"""Giấy báo hỏng, mất công cụ, dụng cụ (C32-HD): what a write-off took off the book."""

from datetime import datetime

from reportlab.lib.units import mm

from db.queries.voucher_paper import VoucherPaper
from desktop.papers import fonts, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, long_day
from desktop.papers.flow import keep_with, paragraph
from desktop.papers.form_head import DOTS, form_head
from desktop.papers.grid import CROSS, Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature, VoucherHabits
from desktop.papers.tables import Column
from desktop.papers.voucher_lines import line_measure, printed_lines
from desktop.papers.voucher_words import LOSSES

TITLE = "GIẤY BÁO HỎNG, MẤT CÔNG CỤ, DỤNG CỤ"
OPINION = f"- Ý kiến của người phụ trách bộ phận sử dụng: {DOTS * 3}"
_COLUMNS = (
    Column("Số TT", 9, "centre", letter="A"),
    Column("Tên công cụ, dụng cụ báo hỏng, mất", 40, letter="B"),
    Column("Đơn vị tính", 13, "centre", letter="C"),
    Column("Số lượng báo hỏng, mất", 16, "right", letter="1"),
    Column("Thời gian sử dụng từ ngày … đến ngày …", 24, "centre", letter="2"),
    Column("Giá trị công cụ, dụng cụ xuất dùng", 23, "right", letter="3"),
    Column("Lý do hỏng, mất", 26, letter="D"),
    Column("Ghi chú", 14, letter="E"),
)


def loss_notice(paper: VoucherPaper, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the notice of a write-off; the department that used the goods says what it thinks."""
    fonts.use(office.typeface)
    table, laid = grid_table(loss_grid(paper), size=11, least=7 * mm)
    body = table.pieces(laid)
    keep_with(body, 2)
    pieces = [
        form_head(office, office.forms.loss),
        *working.titles(TITLE, (), [f"Ngày {long_day(paper.day)}"], TEXT_WIDTH),
        *paragraph(f"Số: {paper.number}", working.CENTRED, TEXT_WIDTH, keeps_next=True),
        working.gap(),
        *paragraph(
            used_by(paper),
            working.PLAIN,
            TEXT_WIDTH,
            keeps_next=True,
        ),
        working.gap(),
        *body,
        *paragraph(OPINION, working.PLAIN, TEXT_WIDTH, keeps_next=True),
        working.signers(
            [
                Signature(("Người lập biểu",), office.preparer),
                Signature(("Phụ trách bộ phận sử dụng",)),
                Signature(("Thủ trưởng đơn vị", "(Ký, họ tên, đóng dấu)")),
            ],
            TEXT_WIDTH,
            f"{office.place}, ngày {long_day(paper.day)}",
        ),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], f"Giấy báo hỏng, mất số {paper.number}", office.office)


def used_by(paper: VoucherPaper) -> str:
    """Who used what is broken or gone."""
    return f"Bộ phận sử dụng: {paper.person_of or paper.store}"


def loss_grid(paper: VoucherPaper, *, in_base_units: bool = False) -> Grid:
    """The columns of the form with their sum of money."""
    lines = printed_lines(paper, VoucherHabits())
    reason = f"{LOSSES[paper.loss].capitalize()}: {paper.reason}" if paper.loss else paper.reason
    rows = []
    for at, line in enumerate(lines, 1):
        since = f"{day(line.received_on)} – {day(paper.day)}" if line.received_on else ""
        unit = line_measure(line, in_base_units=in_base_units)
        told = (at, line.name, unit.name, unit.figure(line.quantity), since, line.amount)
        rows.append(GridRow((*told, reason, line.lot_number)))
    worth = sum(line.amount for line in lines)
    rows.append(GridRow((None, "Cộng", CROSS, CROSS, CROSS, worth, CROSS, CROSS), is_bold=True))
    return Grid(_COLUMNS, tuple(rows))
