"""The weekly report as a workbook: the same figures as the paper, to go on with in Excel."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from db.kinds import Source
from db.queries.report import WeeklyReport
from desktop.papers import weekly_daily, weekly_leaflets
from desktop.papers.figures import day
from desktop.papers.grid import Cell, Grid, GridRow
from desktop.papers.office import OfficeIdentity
from desktop.papers.period import Period
from desktop.papers.tables import Column
from desktop.papers.weekly_text import SOURCES, group_name, total_out
from desktop.sheets.workbook import Book


def weekly_workbook(report: WeeklyReport, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the figures of a report as XLSX; quantities in base units, never as text."""
    book = Book()
    period = Period.of(report.from_on, report.to_on, report.week)
    _supplies(book, report, period)
    _departments(book, report, period)
    _groups(book, report, period)
    _received(book, report, period)
    _weeks(book, report, period)
    if report.leaflets is not None:
        titles = ("TÌNH HÌNH IN VÀ PHÂN PHỐI TỜ BƯỚM", period.title)
        book.table("Tờ bướm", titles, weekly_leaflets.leaflets_grid(report, period))
    if report.daily is not None or report.site is not None:
        ends = () if report.site is None else (weekly_daily.site_sentence(report.site),)
        grid = weekly_daily.punctuality_grid(report.daily or ())
        told = ("TÌNH HÌNH BÁO CÁO TRƯỚC 8G30", period.title)
        book.table("Báo cáo 8g30", told, grid, ends, is_wide=False)
    return book.done(f"Báo cáo công tác hậu cần {period.name}", office.office, at)


def _supplies(book: Book, report: WeeklyReport, period: Period) -> None:
    head = (
        *("STT", "Mã", "Tên vật tư", "ĐVT", f"Tồn đầu {period.noun}"),
        *("Nhập: mua sắm", "Nhập: cấp, tặng", "Nhập: trả lại, khác"),
        *("Xuất: cấp phát", "Xuất: hủy, mất", "Xuất: khác", f"Tồn cuối {period.noun}"),
        *("Tối thiểu", "Đủ dùng (ngày làm việc)", "Lũy kế nhập", "Lũy kế xuất"),
    )
    rows = [
        (
            *(number, row.code, row.name, row.unit, row.opening),
            *(row.bought, row.granted, row.other_in),
            *(row.issued, row.written_off, row.other_out, row.closing),
            *(row.minimum, row.days_of_cover, row.cumulative_received, row.cumulative_issued),
        )
        for number, row in enumerate(report.supplies, 1)
    ]
    _sheet(
        book, "Nhập xuất tồn", "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ", period.title, head, rows
    )


def _departments(book: Book, report: WeeklyReport, period: Period) -> None:
    given = [row for row in report.supplies if total_out(row)]
    head = ("STT", "Phòng, đơn vị", "Số người", "Đã nhận (người)")
    rows: list[tuple[Cell, ...]] = []
    for number, unit in enumerate(report.departments, 1):
        pieces = (
            unit.issued.get(row.supply_id, 0) + unit.shared.get(row.supply_id, 0) for row in given
        )
        rows.append((number, unit.name, unit.people, unit.received, *pieces))
    for name, pieces_of in (
        ("Khách đến liên hệ công tác", report.visitors),
        ("Cơ quan, đơn vị ngoài Sở", report.agencies),
    ):
        if pieces_of:
            found = (pieces_of.get(row.supply_id, 0) for row in given)
            rows.append((None, name, None, None, *found))
    _sheet(
        book,
        "Theo phòng, đơn vị",
        "VẬT TƯ ĐÃ CẤP THEO PHÒNG, ĐƠN VỊ",
        period.title,
        (*head, *(f"{row.name} ({row.unit})" for row in given)),
        rows,
        (None, "Tổng cộng", *_sums(rows, range(2, 4 + len(given)))),
    )


def _groups(book: Book, report: WeeklyReport, period: Period) -> None:
    rows = [
        (number, group_name(group), group.people, group.received, group.masks)
        for number, group in enumerate(report.groups, 1)
    ]
    head = ("STT", "Nhóm", "Số người", "Đã nhận (người)", "Khẩu trang (cái)")
    _sheet(
        book,
        "Theo nhóm",
        "KHẨU TRANG ĐÃ CẤP THEO NHÓM",
        period.title,
        head,
        rows,
        (None, "Tổng cộng", *_sums(rows, range(2, 5))),
    )


def _received(book: Book, report: WeeklyReport, period: Period) -> None:
    head = (
        *("STT", "Nguồn", "Đơn vị cung cấp, tài trợ", "Số chứng từ", "Ngày chứng từ"),
        *("Tên vật tư", "ĐVT", "Số lượng", "Thành tiền (đồng)"),
    )
    rows = [
        (
            *(number, SOURCES.get(line.source, SOURCES[Source.OTHER]), line.supplier),
            *(line.document_number, line.document_on),
            *(line.supply, line.unit, line.quantity, line.amount),
        )
        for number, line in enumerate(report.received_lines, 1)
    ]
    sums = (None, "Tổng cộng", *[None] * 6, sum(line.amount for line in report.received_lines))
    _sheet(book, "Nguồn tiếp nhận", "VẬT TƯ TIẾP NHẬN", period.title, head, rows, sums)


def _weeks(book: Book, report: WeeklyReport, period: Period) -> None:
    rows = [
        (f"{day(flow.from_on)} – {day(flow.to_on)}", flow.received, flow.issued)
        for flow in report.flows
    ]
    head = ("Tuần", "Nhập (cái)", "Cấp phát (cái)")
    _sheet(book, "Khẩu trang", "NHẬP, CẤP PHÁT KHẨU TRANG 8 TUẦN", period.title, head, rows)


def _sums(rows: Sequence[Sequence[Cell]], columns: Iterable[int]) -> list[int]:
    return [sum(cell for row in rows if isinstance(cell := row[column], int)) for column in columns]


def _sheet(
    book: Book,
    name: str,
    title: str,
    period: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    sums: Sequence[Cell] = (),
) -> None:
    """A table with its title and period above it, and sums under it."""
    told = [GridRow(tuple(row)) for row in rows]
    told += [GridRow(tuple(sums), is_bold=True)] if sums else []
    columns = tuple(Column(text, 0) for text in head)
    book.table(name, (title, period), Grid(columns, tuple(told)))
