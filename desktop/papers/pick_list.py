"""Phiếu soạn hàng: what a store gives out for a round, by lot, and how it is divided by department."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from reportlab.lib.units import mm

from db.queries.catalogue import SupplyRow
from db.queries.picking import PickedLot, PickList
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part
from desktop.papers.figures import cell, day, long_day, number
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column, Span, Table

WIDE_FROM = 4  # supplies
_LOTS = (
    Column("STT", 9, "centre"),
    Column("Tên vật tư", 50),
    Column("Số lô", 22),
    Column("Hạn dùng", 22, "centre"),
    Column("ĐVT", 12, "centre"),
    Column("Số lượng", 18, "right"),
    Column("Quy cách", 20),
    Column("Đã soạn", 12),
)


def pick_parts(
    lists: Sequence[PickList], office: OfficeIdentity, printed_at: datetime
) -> list[Part]:
    """The pages of the lists, each store on pages of its own."""
    fonts.use(office.typeface)
    told = working.printed_at_line(office, printed_at)
    return [
        Part(
            _pieces(one, office, WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH),
            working.around_plain(told),
            is_wide=is_wide,
            bottom=working.BOTTOM,
            reserved=4 * mm,
            outline=f"Phiếu soạn hàng – {one.store}",
        )
        for one in lists
        for is_wide in (len(one.supplies) >= WIDE_FROM,)
    ]


def _pieces(one: PickList, office: OfficeIdentity, room: float) -> list[Piece]:
    handed = f", phát ngày {day(one.handed_on)}" if one.handed_on else ""
    numbers = one.numbers[0]
    if len(one.numbers) > 1:
        numbers = f"{one.numbers[0]} đến {one.numbers[-1]} ({len(one.numbers)} phiếu)"
    lots, units = _lots(one, room), _units(one, room)
    who = (Signature(("NGƯỜI SOẠN HÀNG",)), Signature(("THỦ KHO",), office.storekeeper))
    return [
        official.letterhead(office.internal, room=room),
        *working.titles(
            "PHIẾU SOẠN HÀNG",
            (f"{one.store} – Ngày soạn {day(one.day)}{handed}",),
            (f"(Theo Phiếu xuất kho số {numbers} ngày {long_day(one.day)})",),
            room,
        ),
        working.gap(),
        *paragraph("1. Lấy ở kho theo lô", working.STATED, room, keeps_next=True),
        *lots,
        working.gap(),
        *paragraph("2. Chia theo phòng, đơn vị", working.STATED, room, keeps_next=True),
        *units,
        working.signers(who, room, f"{office.place}, ngày {long_day(one.day)}"),
    ]


def _lots(one: PickList, room: float) -> list[Piece]:
    spare = room / mm - sum(column.width for column in _LOTS)
    columns = [
        Column(c.title, c.width + (spare if c.title == "Tên vật tư" else 0), c.align) for c in _LOTS
    ]
    table = Table(columns, size=11, least=7 * mm)
    rows: list[Piece] = []
    at = 0
    for _supply_id, group in groupby(one.lots, lambda lot: lot.supply.supply_id):
        lots = list(group)
        for lot in lots:
            at += 1
            rows.append(table.row(_lot_cells(at, lot)))
        if len(lots) > 1:
            supply, total = lots[0].supply, sum(lot.pieces for lot in lots)
            label = Span(f"Cộng {supply.name}", 4)
            sums = (label, supply.base_unit, number(total), in_packs(supply, total), "")
            rows.append(table.row(sums, is_bold=True))
    return [*table.head, *_repeating(rows, table)]


def _lot_cells(at: int, lot: PickedLot) -> tuple[str, ...]:
    return (
        str(at),
        lot.supply.name,
        lot.number or "–",
        day(lot.expires_on) if lot.expires_on else "–",
        lot.supply.base_unit,
        number(lot.pieces),
        in_packs(lot.supply, lot.pieces),
        "",
    )


def _units(one: PickList, room: float) -> list[Piece]:
    wide = min(22.0, (room / mm - 9 - 20 - 14 - 12 - 45) / len(one.supplies))
    name = room / mm - 9 - 20 - 14 - 12 - wide * len(one.supplies)
    columns = [
        Column("STT", 9, "centre"),
        Column("Phòng, đơn vị", name),
        Column("Phiếu số", 20, "centre"),
        Column("Số người", 14, "right"),
        *(Column(f"{row.name} ({row.base_unit})", wide, "right") for row in one.supplies),
        Column("Đã chia", 12),
    ]
    table = Table(columns, size=11, least=8 * mm)
    rows: list[Piece] = [
        table.row(
            (str(at), unit.name, unit.voucher, cell(unit.people), *map(cell, unit.pieces), "")
        )
        for at, unit in enumerate(one.units, start=1)
    ]
    sums = [sum(unit.pieces[at] for unit in one.units) for at in range(len(one.supplies))]
    people = sum(unit.people for unit in one.units)
    total: tuple[str | Span, ...] = (Span("Tổng cộng", 3), cell(people), *map(cell, sums), "")
    rows.append(table.row(total, is_bold=True))
    keep_with(rows, 2)
    return [*table.head, *_repeating(rows, table)]


def _repeating(rows: Sequence[Piece], table: Table) -> Sequence[Piece]:
    """Rows under a head that stands on each of their pages."""
    for row in rows:
        row.repeats = table.head
    return rows


def in_packs(supply: SupplyRow, pieces: int) -> str:
    """Pieces in the largest packs, what is over in base units: "3 thùng 20 hộp 15 cái"."""
    parts, left = [], pieces
    for pack in sorted(supply.packs, key=lambda pack: -pack.size):
        count, left = divmod(left, pack.size)
        if count:
            parts.append(f"{number(count)} {pack.name}")
    if not parts:
        return ""
    return " ".join([*parts, *([f"{number(left)} {supply.base_unit}"] if left else [])])
