"""Bảng tổng hợp nhập – xuất – tồn of any period, in pieces and value, for one store or all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm

from db.queries.stock_report import FLOWS_IN, FLOWS_OUT, StockReportRow, Worth
from desktop.papers import fonts, working
from desktop.papers.document import WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import Measure, day, local_day, long_day, measure
from desktop.papers.flow import keep_with, paragraph
from desktop.papers.form_head import form_head
from desktop.papers.grid import CROSS, Cell, Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.stock_books import ALL_STORES
from desktop.papers.tables import Column

TITLE = "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ"
_GROUPS = ("Tồn đầu kỳ", "Nhập trong kỳ", "Xuất trong kỳ", "Tồn cuối kỳ")
_FLOWS = {
    "bought": "Mua sắm",
    "granted": "Cấp, tặng",
    "other_in": "Khác",
    "returned": "Trả lại",
    "surplus": "Thừa kiểm kê",
    "moved_in": "Chuyển đến",
    "issued": "Cấp phát",
    "written_off": "Hỏng, mất, hết hạn",
    "missing": "Thiếu kiểm kê",
    "moved_out": "Chuyển đi",
}
_COLUMNS = (
    Column("STT", 9, "centre"),
    Column("Mã", 16, "centre"),
    Column("Tên vật tư, quy cách", 45),
    Column("ĐVT", 13, "centre"),
    *(
        column
        for group in _GROUPS
        for column in (
            Column("Số lượng", 16, "right", group),
            Column("Thành tiền", 23, "right", group),
        )
    ),
    Column("Ghi chú", 13),
)


@dataclass(frozen=True, slots=True)
class StockReport:
    """The rows of a period; no store's name: all stores together."""

    from_on: date
    to_on: date
    store: str
    rows: Sequence[StockReportRow]
    is_closed: bool = True

    @property
    def span(self) -> str:
        """The period as the title has it."""
        return f"Từ ngày {day(self.from_on)} đến ngày {day(self.to_on)}"


def stock_report_paper(
    report: StockReport,
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    is_split: bool = False,
) -> bytes:
    """Write the summary; split, in pieces alone, by where things came from and went to."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH
    grid = split_grid(report) if is_split else summary_grid(report)
    table, rows = grid_table(grid, size=9.5, head_size=9.5, least=6 * mm)
    body = table.pieces(rows)
    keep_with(body, 2)
    store = f"Kho: {report.store or ALL_STORES}"
    dated = min(report.to_on, local_day(printed_at))
    pieces = [
        form_head(office, office.forms.summary, room=room),
        *working.titles(TITLE, (), [report.span], room),
        *paragraph(store, working.CENTRED, room, keeps_next=True),
        working.gap(),
        *body,
        working.signers(
            [
                Signature(("NGƯỜI LẬP",), office.preparer),
                Signature(("THỦ KHO",), office.storekeeper),
                Signature(("KẾ TOÁN TRƯỞNG",), office.accountant),
                Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
            ],
            room,
            f"{office.place}, ngày {long_day(dated)}",
        ),
    ]
    told = [working.printed_at_line(office, printed_at)]
    told += [] if report.is_closed else ["số liệu chưa khóa sổ"]
    around = working.around_plain("; ".join(filter(None, told)))
    part = Part(pieces, around, is_wide=True, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], f"{TITLE.capitalize()} {report.span.lower()}", office.office)


def summary_grid(report: StockReport, *, in_base_units: bool = False) -> Grid:
    """Pieces and value of each supply; only the value is added up."""
    rows = [_summary_row(at, row, in_base_units) for at, row in enumerate(report.rows, 1)]
    sums: list[Cell] = []
    for name in _FOUR:
        sums += [CROSS, sum(getattr(row, name).amount for row in report.rows)]
    rows.append(GridRow((None, "Tổng cộng", None, CROSS, *sums, None), is_bold=True, spanned=2))
    return Grid(_COLUMNS, tuple(rows))


def split_grid(report: StockReport, *, in_base_units: bool = False) -> Grid:
    """Pieces of each supply by where they came from and went to, flows that happened only."""
    used = {
        name
        for name in (*FLOWS_IN, *FLOWS_OUT)
        if any(getattr(row, name).quantity for row in report.rows)
    }
    into = [name for name in FLOWS_IN if name in used] or ["bought"]
    out = [name for name in FLOWS_OUT if name in used] or ["issued"]
    wide = 154 / (len(into) + len(out) + 2)
    columns = (
        Column("STT", 9, "centre"),
        Column("Mã", 18, "centre"),
        Column("Tên vật tư, quy cách", 57),
        Column("ĐVT", 14, "centre"),
        Column("Tồn đầu kỳ", wide, "right"),
        *(Column(_FLOWS[name], wide, "right", "Nhập trong kỳ") for name in into),
        *(Column(_FLOWS[name], wide, "right", "Xuất trong kỳ") for name in out),
        Column("Tồn cuối kỳ", wide, "right"),
    )
    rows = []
    for at, row in enumerate(report.rows, 1):
        flows = [getattr(row, name) for name in (*into, *out)]
        unit, cells = _pieces(row, [row.opening, *flows, row.closing], in_base_units)
        rows.append(GridRow((at, row.supply.code, row.supply.name, unit, *cells)))
    return Grid(columns, tuple(rows))


_FOUR = ("opening", "received", "given", "closing")


def _summary_row(at: int, row: StockReportRow, in_base_units: bool) -> GridRow:
    four: list[Worth] = [getattr(row, name) for name in _FOUR]
    unit, pieces = _pieces(row, four, in_base_units)
    worths = [cell for n, worth in zip(pieces, four, strict=True) for cell in (n, worth.amount)]
    return GridRow((at, row.supply.code, row.supply.name, unit, *worths, None))


def _pieces(
    row: StockReportRow, worths: Sequence[Worth], in_base_units: bool
) -> tuple[str, list[Cell]]:
    """The unit and the quantities in it: whole base units, or as papers print the supply."""
    quantities = [worth.quantity for worth in worths]
    if in_base_units:
        return row.supply.base_unit, list(quantities)
    unit: Measure = measure(row.supply.base_unit, row.report_unit, row.report_size, *quantities)
    return unit.name, [unit.cell(quantity) for quantity in quantities]
