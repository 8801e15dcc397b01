"""Bảng phân bổ tờ bướm tuyên truyền: who is to get how many, with room to sign for it."""

from collections.abc import Iterator
from datetime import datetime

from reportlab.lib.units import mm

from db.kinds import AgencyKind
from db.queries.allocations import AgencyRow, AllocationSheet
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import long_day
from desktop.papers.flow import keep_with
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column

TITLE = "BẢNG PHÂN BỔ TỜ BƯỚM TUYÊN TRUYỀN"
OWN = "Phần của quận, huyện"
_UPRIGHT = 3  # leaflets that fit beside each other on an upright page
_NAME, _SIGNED, _NOTE = 44, 28, 18  # mm


def is_wide(sheet: AllocationSheet) -> bool:
    """Whether the table needs a page on its side."""
    return len(sheet.leaflets) > _UPRIGHT


def allocation_grid(sheet: AllocationSheet) -> Grid:
    """A row a body, the wards of a district below it, the total at the end."""
    room = (WIDE_TEXT_WIDTH if is_wide(sheet) else TEXT_WIDTH) / mm
    each = (room - 10 - _NAME - _SIGNED - _NOTE) / max(1, len(sheet.leaflets))
    columns = (
        Column("STT", 10, "centre"),
        Column(_head(sheet), _NAME),
        *(Column(f"{one.code} - {one.title}", each, "right") for one in sheet.leaflets),
        Column("Người nhận", _SIGNED),
        Column("Ghi chú", _NOTE),
    )
    totals = (_sum(sheet, [row.agency_id for row in sheet.agencies]),)
    rows = [*_rows(sheet), GridRow((None, "Tổng cộng", *totals[0], None, None), is_bold=True)]
    return Grid(columns, tuple(rows))


def allocation_paper(sheet: AllocationSheet, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the paper."""
    fonts.use(office.typeface)
    room = WIDE_TEXT_WIDTH if is_wide(sheet) else TEXT_WIDTH
    table, rows = grid_table(allocation_grid(sheet), size=11, head_size=10.5, least=7 * mm)
    body = table.pieces(rows)
    keep_with(body, 2)
    pieces = [
        official.letterhead(office.department, room=room),
        *working.titles(TITLE, [sheet.title] if sheet.title else [], subtitles(sheet), room),
        working.gap(),
        *body,
        working.signers(
            [Signature(("NGƯỜI LẬP",), office.preparer), office.department.signature],
            room,
            f"{office.place}, ngày {long_day(sheet.day)}",
        ),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(
        pieces, around, is_wide=is_wide(sheet), bottom=working.BOTTOM, reserved=working.FOOT
    )
    return write_pdf([part], TITLE.capitalize(), office.office)


def subtitles(sheet: AllocationSheet) -> list[str]:
    """What stands under the title: the basis, the print run."""
    told = []
    if sheet.basis:
        told.append(f"(Căn cứ {sheet.basis})")
    if sheet.run:
        told.append(f"Đợt in: {sheet.run}")
    return told


def _head(sheet: AllocationSheet) -> str:
    """What the column of bodies is called, by the kinds there are."""
    kinds = {row.kind for row in sheet.agencies}
    if AgencyKind.BODY in kinds:
        return "Nơi nhận"
    if kinds == {AgencyKind.DISTRICT}:
        return "Quận, huyện"
    return "Phường, xã" if kinds == {AgencyKind.WARD} else "Quận, huyện, phường, xã"


def _rows(sheet: AllocationSheet) -> Iterator[GridRow]:
    """Districts and others are numbered; wards under their district start over."""
    ids = {row.agency_id for row in sheet.agencies}
    number = 0
    for row in sheet.agencies:
        if row.parent_id in ids:
            continue
        number += 1
        wards = [one for one in sheet.agencies if one.parent_id == row.agency_id]
        whole = _sum(sheet, [row.agency_id, *(ward.agency_id for ward in wards)])
        yield GridRow((number, _name(row), *whole, None, None), is_bold=bool(wards))
        own = _sum(sheet, [row.agency_id])
        if wards and any(own):
            yield GridRow((None, OWN, *own, None, None))
        for ward in wards:
            yield GridRow((None, ward.name, *_sum(sheet, [ward.agency_id]), None, None))


def _name(row: AgencyRow) -> str:
    return f"{row.name}, {row.parent}" if row.parent else row.name


def _sum(sheet: AllocationSheet, ids: list[int]) -> tuple[int, ...]:
    return tuple(
        sum(sheet.shares.get((id_, one.supply_id), 0) for id_ in ids) for one in sheet.leaflets
    )
