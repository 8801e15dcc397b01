"""Báo cáo phân phối tờ bướm: sentence, leaflets, districts, their map, wards without any."""

from collections.abc import Sequence
from datetime import date, datetime

from reportlab.lib.units import mm

from db.profile import AgencyTile
from db.queries.leaflet_report import LeafletReport
from desktop.district_tiles import district_tiles
from desktop.papers import fonts, official
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import clock_time, day, local_day, long_day
from desktop.papers.flow import Block, Piece, keep_with, paragraph
from desktop.papers.grid import Grid, grid_table
from desktop.papers.leaflet_grids import IN_ANNEX, leaflets_grid, places_grid
from desktop.papers.leaflet_text import (
    leaflet_sentence,
    source_sentence,
    wards_without,
)
from desktop.papers.office import Letterhead, OfficeIdentity
from desktop.papers.official import BODY, Stamp
from desktop.papers.tile_map import tile_map

_RECIPIENTS = ("UBND Thành phố (để báo cáo)", "Sở Y tế", "Ban Giám đốc Sở", "Lưu: VT, VP")


def leaflet_report(
    report: LeafletReport,
    tiles: Sequence[AgencyTile],
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    head: Letterhead,
    paper_date: date | None = None,
) -> bytes:
    """Write how leaflets stand as PDF, under `head`; several leaflets have an annex, lying."""
    fonts.use(office.typeface)
    stamp = Stamp("", paper_date, local_day(printed_at))
    on_top = official.is_decree_30(office, paper_date or stamp.printed_on)
    numbers = official.page_numbers(on_top=on_top)
    is_internal = head == office.internal
    pieces: list[Piece] = [
        official.letterhead(head, office.place, stamp),
        *official.title("BÁO CÁO", (f"Phân phối tờ bướm phòng, chống {office.campaign}",)),
        Block(height=3),
        *paragraph(f"(Số liệu đến hết ngày {long_day(report.day)})", official.BESIDE, TEXT_WIDTH),
    ]
    if is_internal:
        pieces += paragraph(f"Kính gửi: {office.addressee}.", official.ADDRESSEE, TEXT_WIDTH)
    pieces += _body(report, tiles, office, head)
    keep_with(pieces, 2)
    recipients = office.recipients if is_internal else _RECIPIENTS
    pieces += [official.closing(_listed(recipients), head), *_foot(office, printed_at)]
    parts = [Part(pieces, numbers, outline="Báo cáo")]
    if len(report.lines) > 1:
        link = f"(Kèm theo {stamp.reference(head)})"
        parts.append(Part(_annex(report, link), numbers, is_wide=True, outline="Phụ lục"))
    return write_pdf(parts, title(report), head.author)


def title(report: LeafletReport) -> str:
    """What the report is called as a file."""
    return f"Báo cáo phân phối tờ bướm đến hết ngày {day(report.day)}"


def _body(
    report: LeafletReport,
    tiles: Sequence[AgencyTile],
    office: OfficeIdentity,
    head: Letterhead,
) -> list[Piece]:
    basis = (
        f"Thực hiện {official.plan_cited(office)}, {head.author} báo cáo kết quả in, tiếp nhận và"
        f" phân phối tờ bướm phòng, chống {office.campaign_short} như sau:"
    )
    general = " ".join(filter(None, (leaflet_sentence(report), source_sentence(report))))
    pieces = [
        *paragraph(basis, BODY, TEXT_WIDTH),
        *official.heading("1. Kết quả chung"),
        *paragraph(general or "Chưa có tờ bướm nào được in hoặc tiếp nhận.", BODY, TEXT_WIDTH),
        *official.heading("2. Tình hình từng loại tờ bướm"),
        *official.caption("Bảng 1. Tình hình in, tiếp nhận và phân phối từng loại (tờ)"),
        *_table(leaflets_grid(report)),
        *official.heading("3. Kết quả phân phối theo nơi nhận"),
        *official.caption("Bảng 2. Số lượng được phân bổ, đã giao, đã ký nhận, còn nợ (tờ)"),
        *_table(places_grid(report)),
    ]
    if shown := district_tiles(report, tiles):
        caption = "Hình 1. Tỷ lệ đã giao so với số được phân bổ theo quận, huyện"
        block = tile_map(shown, TEXT_WIDTH)
        pieces += [Block(height=6), *official.caption(caption), block]
    elif report.wards:
        text = "Các phường, xã không thuộc quận, huyện nên không lập bản đồ theo quận, huyện."
        pieces += paragraph(text, BODY, TEXT_WIDTH)
    pieces += _wards(report)
    last = (
        f"Trên đây là báo cáo phân phối tờ bướm phòng, chống {office.campaign_short} đến hết ngày"
        f" {day(report.day)} của {head.author}./."
    )
    return [*pieces, *paragraph(last, BODY, TEXT_WIDTH)]


def _wards(report: LeafletReport) -> list[Piece]:
    """The wards that got nothing, by district; that all got some is said too."""
    if not report.wards:
        return []
    pieces = [*official.heading("4. Phường, xã chưa nhận tờ bướm")]
    if not report.without:
        return [*pieces, *paragraph("Tất cả phường, xã đều đã nhận.", BODY, TEXT_WIDTH)]
    if len(report.without) == len(report.wards):
        none = f"Cả {len(report.wards)} phường, xã chưa nhận tờ bướm nào."
        return [*pieces, *paragraph(none, BODY, TEXT_WIDTH)]
    told = f"Còn {len(report.without)}/{len(report.wards)} phường, xã chưa nhận tờ bướm nào:"
    pieces += paragraph(told, BODY, TEXT_WIDTH, keeps_next=True)
    lines = wards_without(report)
    for place, line in enumerate(lines, 1):
        end = "." if place == len(lines) else ";"
        pieces += paragraph(f"- {line}{end}", BODY, TEXT_WIDTH)
    return pieces


def _annex(report: LeafletReport, link: str) -> list[Piece]:
    """Every leaflet beside the others, in as many tables as their columns need."""
    room = WIDE_TEXT_WIDTH
    pieces: list[Piece] = [
        *paragraph("Phụ lục", official.SUBJECT, room, keeps_next=True),
        *paragraph("PHÂN PHỐI TỪNG LOẠI TỜ BƯỚM", official.SUBJECT, room, keeps_next=True),
        *official.subtitle(link, room),
    ]
    ids = [line.figures.supply_id for line in report.lines]
    tables = -(-len(ids) // IN_ANNEX)
    beside = -(-len(ids) // tables)
    for start in range(0, len(ids), beside):
        pieces += _table(places_grid(report, ids[start : start + beside]), size=9)
        pieces.append(Block(height=6 * mm))
    return pieces[:-1]


def _table(grid: Grid, size: float = 10) -> list[Piece]:
    table, rows = grid_table(grid, size, size)
    return table.pieces(rows)


def _listed(recipients: Sequence[str]) -> list[str]:
    bare = [text.strip().removeprefix("- ").rstrip(";.") for text in recipients]
    return [f"- {text}{'.' if place == len(bare) else ';'}" for place, text in enumerate(bare, 1)]


def _foot(office: OfficeIdentity, printed_at: datetime) -> list[Piece]:
    if not office.shows_print_time:
        return []
    at = f"in lúc {clock_time(printed_at)} ngày {day(local_day(printed_at))}"
    return [official.foot_line([at])]
