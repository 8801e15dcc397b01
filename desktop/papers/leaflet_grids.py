"""The grids of a leaflet report, for paper and workbook alike: by leaflet, and by place."""

from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm

from db.kinds import AgencyKind
from db.queries.leaflet_places import Place
from db.queries.leaflet_report import LeafletReport
from db.rules.leaflets import NOTHING, Standing
from desktop.papers.document import WIDE_TEXT_WIDTH
from desktop.papers.figures import NOTHING as DASH
from desktop.papers.figures import tenths
from desktop.papers.grid import Grid, GridRow
from desktop.papers.leaflet_text import INSIDE, VISITORS
from desktop.papers.tables import Column

IN_ANNEX = 4  # leaflets beside each other on a landscape page
_WIDEST = 18  # mm, a figure beside others of its leaflet
_KINDS = {
    AgencyKind.DISTRICT: "Cộng quận, huyện",
    AgencyKind.WARD: "Cộng phường, xã",
    AgencyKind.BODY: "Cộng cơ quan, đơn vị khác",
}
_STANDING = ("Được phân bổ", "Đã giao", "Đã ký nhận", "Còn nợ")
_SHORT = ("Phân bổ", "Đã giao", "Ký nhận", "Còn nợ")


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

    Below the places of each of several kinds their sum; visitors and the agency's own people once, at the end.
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
    width = min(_WIDEST, (WIDE_TEXT_WIDTH / mm - 54) / (4 * len(supply_ids)))
    columns = (
        Column("STT", 9, "centre"),
        Column("Nơi nhận", 45),
        *(Column(name, width, "right", titles[id_]) for id_ in supply_ids for name in _SHORT),
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
    is_mixed = len({place.kind for place in report.places}) > 1
    for kind, name in _KINDS.items():
        places = [place for place in report.places if place.kind is kind]
        sums = [NOTHING for _ in supply_ids]
        for place in places:
            number += 1
            standings = [_standing(place, id_) for id_ in supply_ids]
            sums = [one + more for one, more in zip(sums, standings, strict=True)]
            yield GridRow((number, place.name, *cells(standings)))
        if len(places) > 1 and is_mixed:
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
