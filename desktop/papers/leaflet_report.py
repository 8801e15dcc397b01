"""Báo cáo phân phối tờ bướm: sentence, leaflets, districts, their map, wards without any."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from reportlab.lib.units import mm

from db.kinds import AgencyKind
from db.profile import AgencyTile
from db.queries.leaflet_report import LeafletReport, Place
from db.rules.leaflets import NOTHING, Standing
from desktop.district_tiles import district_tiles
from desktop.papers import fonts, official
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import NOTHING as DASH
from desktop.papers.figures import clock_time, day, local_day, long_day, tenths
from desktop.papers.flow import Block, Piece, keep_with, paragraph
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.leaflet_text import (
    INSIDE,
    VISITORS,
    leaflet_sentence,
    source_sentence,
    wards_without,
)
from desktop.papers.office import Letterhead, OfficeIdentity
from desktop.papers.official import BODY, Stamp
from desktop.papers.tables import Column
from desktop.papers.tile_map import tile_map

IN_ANNEX = 4  # leaflets beside each other on a landscape page
_RECIPIENTS = ("UBND Thành phố (để báo cáo)", "Sở Y tế", "Ban Giám đốc Sở", "Lưu: VT, VP")
_KINDS = {
    AgencyKind.DISTRICT: "Cộng quận, huyện",
    AgencyKind.WARD: "Cộng phường, xã",
    AgencyKind.BODY: "Cộng cơ quan, đơn vị khác",
}
_STANDING = ("Được phân bổ", "Đã giao", "Đã ký nhận", "Còn nợ")


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


def leaflets_grid(report: LeafletReport) -> Grid:
    """Each leaflet: accepted + from others = distributed + deposit + spoiled + left."""
    figure = 13.4
    columns = (
        Column("STT", 8, "centre"),
        Column("Tên tờ bướm", 36.4),
        Column("Đặt in", figure, "right"),
        Column("Đã nghiệm thu", figure, "right"),
        Column("Cấp trên cấp", figure, "right", "Nguồn khác"),
        Column("Hỗ trợ, có sẵn", figure, "right", "Nguồn khác"),
        Column("Đã phân phối", figure, "right"),
        Column("Đã ký nhận", figure, "right"),
        Column("Lưu chiểu", figure, "right"),
        Column("Hỏng, mất", figure, "right"),
        Column("Còn lại", figure, "right"),
    )
    told = [
        (
            line.figures.ordered,
            line.figures.accepted,
            line.superior,
            line.supported + line.opening,
            line.figures.distributed,
            line.figures.signed,
            line.figures.deposited,
            line.figures.spoiled,
            line.figures.in_store,
        )
        for line in report.lines
    ]
    rows = [
        GridRow((place, line.figures.title, *figures))
        for place, (line, figures) in enumerate(zip(report.lines, told, strict=True), 1)
    ]
    if len(rows) > 1:
        sums = (sum(column) for column in zip(*told, strict=True))
        rows.append(GridRow((None, "Tổng cộng", *sums), is_bold=True))
    return Grid(columns, tuple(rows))


def places_grid(report: LeafletReport, supply_ids: Sequence[int] | None = None) -> Grid:
    """Each place with all leaflets together, or with each of some beside each other.

    Below the places of a kind their sum; visitors and the agency's own people once, at the end.
    """
    if supply_ids is None:
        columns = (
            Column("STT", 9, "centre"),
            Column("Nơi nhận", 50),
            *(Column(name, 18, "right") for name in _STANDING),
            Column("Tỷ lệ giao (%)", 17, "right"),
            Column("Tỷ lệ ký nhận (%)", 17, "right"),
        )
        return Grid(columns, tuple(_place_rows(report, [None])))
    titles = {line.figures.supply_id: line.figures.title for line in report.lines}
    width = (WIDE_TEXT_WIDTH / mm - 54) / (4 * IN_ANNEX)
    columns = (
        Column("STT", 9, "centre"),
        Column("Nơi nhận", 45),
        *(Column(name, width, "right", titles[id_]) for id_ in supply_ids for name in _STANDING),
    )
    return Grid(columns, tuple(_place_rows(report, supply_ids)))


def _place_rows(report: LeafletReport, supply_ids: Sequence[int | None]) -> Iterable[GridRow]:
    def cells(standings: Sequence[Standing]) -> Iterable[int | str]:
        for one in standings:
            yield from (one.allocated, one.handed_over, one.signed, one.owed)
        if supply_ids == [None]:
            yield _share(standings[0].handed_over, standings[0].allocated)
            yield _share(standings[0].signed, standings[0].allocated)

    number = 0
    totals = [NOTHING for _ in supply_ids]
    for kind, name in _KINDS.items():
        places = [place for place in report.places if place.kind is kind]
        sums = [NOTHING for _ in supply_ids]
        for place in places:
            number += 1
            standings = [_standing(place, id_) for id_ in supply_ids]
            sums = [one + more for one, more in zip(sums, standings, strict=True)]
            yield GridRow((number, place.name, *cells(standings)))
        if len(places) > 1:
            yield GridRow((None, name, *cells(sums)), is_bold=True)
        totals = [one + more for one, more in zip(totals, sums, strict=True)]
    for name, field in ((INSIDE, "inside"), (VISITORS, "to_visitors")):
        given = [
            Standing(
                handed_over=sum(
                    getattr(line, field)
                    for line in report.lines
                    if id_ in {None, line.figures.supply_id}
                )
            )
            for id_ in supply_ids
        ]
        if any(one.handed_over for one in given):
            number += 1
            yield GridRow((number, name, *cells(given)))
            totals = [one + more for one, more in zip(totals, given, strict=True)]
    yield GridRow((None, "Tổng cộng", *cells(totals)), is_bold=True)


def _standing(place: Place, supply_id: int | None) -> Standing:
    return place.standing if supply_id is None else place.standings.get(supply_id, NOTHING)


def _share(part: int, whole: int) -> str:
    return tenths(100 * part, whole).removesuffix(",0") if whole > 0 else DASH


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
        pieces += _table(places_grid(report, ids[start : start + beside]))
        pieces.append(Block(height=6 * mm))
    return pieces[:-1]


def _table(grid: Grid) -> list[Piece]:
    table, rows = grid_table(grid)
    return table.pieces(rows)


def _listed(recipients: Sequence[str]) -> list[str]:
    bare = [text.strip().removeprefix("- ").rstrip(";.") for text in recipients]
    return [f"- {text}{'.' if place == len(bare) else ';'}" for place, text in enumerate(bare, 1)]


def _foot(office: OfficeIdentity, printed_at: datetime) -> list[Piece]:
    if not office.shows_print_time:
        return []
    at = f"in lúc {clock_time(printed_at)} ngày {day(local_day(printed_at))}"
    return [official.foot_line([at])]
