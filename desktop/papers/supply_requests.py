"""The two requests: Giấy đề nghị cấp vật tư (a unit to the Office), Giấy đề nghị bổ sung vật tư."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm

from db.kinds import NormPeriod
from db.queries.norms import NormRow
from db.queries.unit_request import RequestRow, UnitRequest
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import (
    Measure,
    local_day,
    long_day,
    long_day_blank,
    measure,
    number,
    padded,
)
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.form_head import DOTS
from desktop.papers.grid import Cell, Grid, GridRow, grid_table
from desktop.papers.office import Letterhead, OfficeIdentity, Signature
from desktop.papers.tables import Column
from desktop.papers.weekly_requests import in_packs

TITLE = "GIẤY ĐỀ NGHỊ"
_PERIODS = {NormPeriod.DAY: "ngày", NormPeriod.WEEK: "tuần", NormPeriod.MONTH: "tháng"}
_LEAST_ROWS = 5  # of a form that is filled in by hand
_UNIT = (
    Column("STT", 9, "centre"),
    Column("Tên vật tư", 50),
    Column("ĐVT", 13, "centre"),
    Column("Số người", 15, "centre"),
    Column("Mức cấp", 40),
    Column("Đề nghị cấp", 20, "right"),
    Column("Ghi chú", 18),
)
_OFFICE = (
    Column("STT", 8, "centre"),
    Column("Tên vật tư", 37),
    Column("ĐVT", 11, "centre"),
    Column("Tồn kho", 16, "right"),
    Column("Mức tối thiểu", 16, "right"),
    Column("Đề nghị bổ sung", 18, "right"),
    Column("Quy đổi", 22, "right"),
    Column("Lý do", 37),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A supply the Office asks for, in base units; the pack by name and size ("" and 1: none)."""

    supply: str
    unit: str
    on_hand: int
    minimum: int
    quantity: int
    pack: tuple[str, int]
    reason: str
    report_pack: tuple[str, int] = ("", 1)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a request says around its table, and who signs it."""

    head: Letterhead
    subject: str
    to: str
    number: str
    sentence: str
    ends: tuple[str, ...]
    signers: tuple[Signature, ...]
    dated: date | None


def unit_request(told: UnitRequest, office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write a unit's request to the Office; lines stay free where the hand fills it in."""
    return _written(unit_wording(told, office), unit_grid(told), office, printed_at)


def replenishment_request(
    wanted: Sequence[Wanted], day: date, office: OfficeIdentity, printed_at: datetime
) -> bytes:
    """Write the Office's request to the Director for what runs short."""
    wording = replenishment_wording(day, office)
    return _written(wording, replenishment_grid(wanted), office, printed_at)


def unit_wording(told: UnitRequest, office: OfficeIdentity) -> Wording:
    """The words of a unit's request."""
    people = padded(told.people) if told.people else DOTS
    head = Letterhead((office.agency.upper(),), (told.department.upper(),), "", "", Signature(()))
    return Wording(
        head=head,
        subject=f"Cấp vật tư phòng, chống {office.campaign_short}",
        to=office.office,
        number=f"Số: {told.number}" if told.number else "",
        sentence=(
            f"{told.department} hiện có {people} người, kính đề nghị {office.office} cấp các"
            " vật tư sau:"
        ),
        ends=(f"Lý do: {told.reason or DOTS * 3}",),
        signers=(Signature(("NGƯỜI ĐỀ NGHỊ",)), *_heads(told, office)),
        dated=told.day,
    )


def unit_grid(told: UnitRequest, *, in_base_units: bool = False) -> Grid:
    """What a unit asks for beside its norms; rows to write in where nothing is asked for yet."""
    rows = []
    for n, row in enumerate(told.rows, 1):
        unit, quantity = _asked(row, in_base_units=in_base_units)
        norms = _norms(row.unit, row.norms)
        rows.append(GridRow((n, row.supply, unit, told.people, norms, quantity, None)))
    if not any(row.quantity for row in told.rows):
        rows += [GridRow((None,) * 7) for _ in range(max(2, _LEAST_ROWS - len(rows)))]
    return Grid(_UNIT, tuple(rows))


def replenishment_wording(day: date, office: OfficeIdentity) -> Wording:
    """The words of the Office's request, as of the end of a day."""
    return Wording(
        head=office.internal,
        subject=f"Bổ sung vật tư phòng, chống {office.campaign_short}",
        to=office.addressee,
        number="",
        sentence=(
            f"Để bảo đảm vật tư phòng, chống {office.campaign_short} tại {office.agency},"
            f" {office.office} kính đề nghị {office.director} xem xét, cho bổ sung các vật tư sau"
            f" (số tồn đến hết ngày {long_day(day)}):"
        ),
        ends=(),
        signers=(
            Signature(("NGƯỜI LẬP",), office.preparer),
            office.internal.signature,
            Signature(("PHÊ DUYỆT CỦA GIÁM ĐỐC",), ""),
        ),
        dated=day,
    )


def replenishment_grid(wanted: Sequence[Wanted], *, in_base_units: bool = False) -> Grid:
    """What the Office asks for beside what it has and needs at least."""
    rows = []
    for at, row in enumerate(wanted, 1):
        packs = in_packs(row.quantity, row.pack, row.unit)
        measured = _measured(row, in_base_units=in_base_units)
        rows.append(GridRow((at, row.supply, *measured, packs, row.reason)))
    return Grid(_OFFICE, tuple(rows))


def _heads(told: UnitRequest, office: OfficeIdentity) -> list[Signature]:
    """The unit's head, then the Office's, who is not printed twice for his own unit."""
    head = Signature((told.head_title.upper(),), told.head_name)
    chief = office.internal.signature
    return [chief] if head.title[-1] in {"", *chief.title} else [head, chief]


def _written(wording: Wording, grid: Grid, office: OfficeIdentity, printed_at: datetime) -> bytes:
    fonts.use(office.typeface)
    table, rows = grid_table(grid, size=11, least=8 * mm)
    body = table.pieces(rows)
    keep_with(body, 2)
    day = long_day(wording.dated) if wording.dated else long_day_blank(local_day(printed_at))
    pieces: list[Piece] = [
        official.letterhead(wording.head),
        *working.titles(TITLE, (wording.subject,), filter(None, (wording.number,)), TEXT_WIDTH),
        *paragraph(f"Kính gửi: {wording.to}.", official.ADDRESSEE, TEXT_WIDTH, keeps_next=True),
        working.gap(),
        *paragraph(wording.sentence, official.BODY, TEXT_WIDTH, keeps_next=True),
        working.gap(),
        *body,
        *(
            p
            for t in wording.ends
            for p in paragraph(t, working.PLAIN, TEXT_WIDTH, keeps_next=True)
        ),
        working.signers(wording.signers, TEXT_WIDTH, f"{office.place}, ngày {day}"),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf(
        [part], f"Giấy đề nghị {wording.subject[:1].lower()}{wording.subject[1:]}", office.office
    )


def _measured(row: Wanted, *, in_base_units: bool) -> tuple[Cell, ...]:
    """Unit and quantities as papers print the supply."""
    quantities = row.on_hand, row.minimum, row.quantity
    unit = measure(row.unit, *row.report_pack, *quantities)
    if in_base_units:
        unit = Measure(row.unit)
    return unit.name, *map(unit.figure, quantities)


def _asked(row: RequestRow, *, in_base_units: bool) -> tuple[str, Cell]:
    """Unit and quantity; nothing where the hand writes it."""
    if row.quantity is None:
        return row.unit, None
    unit = measure(row.unit, row.report_unit, row.report_size, row.quantity)
    if in_base_units:
        unit = Measure(row.unit)
    return unit.name, unit.figure(row.quantity)


def _norms(unit: str, norms: Sequence[NormRow]) -> str:
    return "; ".join(
        f"{f'{norm.duty_post}: ' if norm.duty_post else ''}{number(norm.terms.pieces)} {unit}/người/"
        f"{_PERIODS[norm.terms.period]}"
        for norm in norms
    )
