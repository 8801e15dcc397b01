"""Phiếu giao tờ bướm: one page a district, with what each of its wards is to get."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm

from db.queries.handover_papers import DeliverySlip
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import long_day
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.form_head import DOTS
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column

MOST_UPRIGHT = 6  # leaflets that fit beside each other on an upright page
_NUMBER, _SIGNED, _NAME = 9, 22, 38  # mm


def delivery_slips_paper(
    slips: Sequence[tuple[DeliverySlip, OfficeIdentity]], printed_at: datetime
) -> bytes:
    """Write the slips, each district on pages of its own."""
    parts = []
    for slip, office in slips:
        fonts.use(office.typeface)
        is_wide = len(slip.leaflets) > MOST_UPRIGHT
        parts.append(
            Part(
                _pieces(slip, office, WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH),
                working.around_plain(working.printed_at_line(office, printed_at)),
                is_wide=is_wide,
                bottom=working.BOTTOM,
                reserved=working.FOOT,
                outline=slip.body,
            )
        )
    return write_pdf(parts, "Phiếu giao tờ bướm", slips[0][1].office)


def _pieces(slip: DeliverySlip, office: OfficeIdentity, room: float) -> list[Piece]:
    figures = room / mm - _NUMBER - _SIGNED - _NAME
    each = min(30.0, figures / len(slip.leaflets))
    columns = (
        Column("STT", _NUMBER, "centre"),
        Column("Phường, xã, thị trấn", room / mm - _NUMBER - _SIGNED - each * len(slip.leaflets)),
        *(Column(one.title, each, "right") for one in slip.leaflets),
        Column("Ký nhận", _SIGNED),
    )
    rows = [
        GridRow((at, ward.name, *ward.quantities, None)) for at, ward in enumerate(slip.wards, 1)
    ]
    if slip.wards:
        sums = (sum(ward.quantities[at] for ward in slip.wards) for at in range(len(slip.leaflets)))
        rows.append(GridRow((None, "Cộng theo phân bổ", *sums, None), is_bold=True))
    brought = (one.quantity for one in slip.leaflets)
    rows.append(GridRow((None, "Giao lần này", *brought, None), is_bold=True))
    table, laid = grid_table(Grid(columns, tuple(rows)), size=11, least=6 * mm)
    body = table.pieces(laid)
    keep_with(body, 3)
    receiver = ", ".join(filter(None, (slip.receiver, slip.receiver_title))) or DOTS
    told = (
        f"Nơi nhận: {slip.seat}",
        f"Người nhận: {receiver}",
        f"Theo Phiếu xuất kho số {slip.number} ngày {long_day(slip.day)}. Đơn vị tính: tờ.",
    )
    subject = f"Tuyên truyền phòng, chống {office.campaign_short}"
    head = official.letterhead(office.department, room=room)
    return [
        head,
        *working.titles("PHIẾU GIAO TỜ BƯỚM", (subject,), (), room),
        working.gap(),
        *(p for text in told for p in paragraph(text, working.PLAIN, room, keeps_next=True)),
        working.gap(),
        *body,
        working.signers(
            [
                Signature(("NGƯỜI GIAO",), office.storekeeper),
                Signature(("NGƯỜI NHẬN",), slip.receiver),
            ],
            room,
            "Ngày …… tháng …… năm ………",
            blank=16 * mm,
        ),
    ]
