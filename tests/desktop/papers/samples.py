"""Papers' input as the sample workbooks make it: week 06 of 2020 (papers.md 0.5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from db.kinds import NormPeriod, Source, VoucherKind
from db.queries.norms import NormRow
from db.queries.report import (
    DepartmentFigures,
    ExpiringLot,
    GroupFigures,
    ReceivedLine,
    SupplyFigures,
    VoucherRange,
    WeekFlow,
    WeeklyReport,
)
from db.queries.signing import (
    CounterLine,
    CounterSheet,
    ListedPerson,
    ListedSupply,
    SigningList,
)
from db.queries.voucher_paper import GoesBy, VoucherPaper, VoucherPaperLine
from db.rules.norms import Terms
from desktop.papers.office import Letterhead, OfficeIdentity, PaperForm, PaperForms, Signature

PRINTED_AT = datetime(2020, 2, 10, 1, 35, tzinfo=UTC)  # 8g35 in Hồ Chí Minh City
MONDAY = date(2020, 2, 10)
CIRCULAR_107 = "(Ban hành kèm theo Thông tư số 107/2017/TT-BTC ngày 10/10/2017 của Bộ Tài chính)"

INTERNAL = Letterhead(
    parent=("SỞ THÔNG TIN VÀ TRUYỀN THÔNG",),
    issuer=("VĂN PHÒNG",),
    symbol="VP",
    author="Văn phòng Sở",
    signature=Signature(("CHÁNH VĂN PHÒNG",), "Thái Kim Trang"),
)
DEPARTMENT = Letterhead(
    parent=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"),
    issuer=("SỞ THÔNG TIN VÀ TRUYỀN THÔNG",),
    symbol="STTTT",
    author="Sở Thông tin và Truyền thông",
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Võ Thị Trung Trinh"),
)
OFFICE = OfficeIdentity(
    internal=INTERNAL,
    department=DEPARTMENT,
    place="Thành phố Hồ Chí Minh",
    agency="Sở Thông tin và Truyền thông",
    office="Văn phòng Sở",
    director="Giám đốc Sở",
    addressee="Giám đốc Sở Thông tin và Truyền thông",
    campaign="bệnh viêm đường hô hấp cấp do chủng mới của vi rút Corona (nCoV)",
    campaign_short="dịch nCoV",
    plan_symbol="KH-STTTT",
    plan_on=date(2020, 2, 3),
    plan_words="của Sở Thông tin và Truyền thông về phòng, chống {dịch} tại Sở",
    recipients=(
        "Giám đốc Sở (để báo cáo)",
        "Các Phó Giám đốc Sở",
        "Phòng Kế hoạch - Tài chính",
        "Lưu: VP",
    ),
    preparer="Cao Ngọc Tuấn",
    storekeeper="Lê Phương Yến",
    forms=PaperForms(
        receipt=PaperForm("C30-HD", CIRCULAR_107),
        issue=PaperForm("C31-HD", CIRCULAR_107),
        loss=PaperForm("C32-HD", CIRCULAR_107),
        count=PaperForm("C33-HD", CIRCULAR_107),
        card=PaperForm("S21-H", CIRCULAR_107),
        detail=PaperForm("S22-H", CIRCULAR_107),
        summary=PaperForm("S23-H", CIRCULAR_107),
    ),
)

_SUPPLIES = (
    # code, name, unit, is mask, report unit and size, in, issued, minimum, cover, order pack
    (
        "KT01",
        "Khẩu trang y tế 4 lớp",
        "cái",
        True,
        "cái",
        1,
        2500,
        1345,
        2000,
        4,
        ("thùng", 2500),
        2,
    ),
    ("KT02", "Khẩu trang vải kháng khuẩn", "cái", True, "cái", 1, 800, 0, 300, None, ("", 1), 0),
    ("KT03", "Khẩu trang N95", "cái", True, "cái", 1, 100, 66, 100, 2, ("hộp", 20), 9),
    (
        "SK01",
        "Nước rửa tay sát khuẩn 500 ml",
        "chai",
        False,
        "chai",
        1,
        72,
        0,
        48,
        None,
        ("", 1),
        0,
    ),
    ("SK02", "Gel rửa tay khô 100 ml", "chai", False, "chai", 1, 240, 132, 96, 3, ("thùng", 48), 6),
    ("HC01", "Cloramin B 25%", "gam", False, "kg", 1000, 35000, 0, 5000, None, ("", 1), 0),
    ("GT01", "Găng tay y tế", "chiếc", False, "chiếc", 1, 600, 132, 200, 14, ("", 1), 0),
    ("NK01", "Nhiệt kế hồng ngoại", "cái", False, "cái", 1, 4, 0, 2, None, ("", 1), 0),
    ("TC01", "Tấm chắn giọt bắn", "cái", False, "cái", 1, 50, 0, 20, None, ("", 1), 0),
    ("XP01", "Xà phòng rửa tay", "bánh", False, "bánh", 1, 80, 0, 40, None, ("", 1), 0),
)
_BOUGHT = {"KT03": 3_500_000, "SK01": 4_464_000, "NK01": 5_000_000}
_GRANTED = {"KT02", "HC01", "GT01"}
_DEPARTMENTS = (
    ("BGD", "Ban Giám đốc", 4, {1: 20, 5: 2}),
    ("VP", "Văn phòng Sở", 30, {1: 425, 5: 26, 3: 66, 7: 132}),
    ("TTS", "Thanh tra Sở", 14, {1: 70, 5: 13}),
    ("BC", "Phòng Báo chí", 12, {1: 60, 5: 4}),
    ("XBIPH", "Phòng Xuất bản, In và Phát hành", 12, {1: 60, 5: 9}),
    ("TTDT", "Phòng Thông tin điện tử", 12, {1: 60, 5: 8}),
    ("BCVT", "Phòng Bưu chính, Viễn thông", 12, {1: 60, 5: 9}),
    ("CNTT", "Phòng Công nghệ thông tin", 14, {1: 70, 5: 6}),
    ("KHTC", "Phòng Kế hoạch - Tài chính", 10, {1: 50, 5: 5}),
    ("TTCNTT", "Trung tâm Công nghệ thông tin và Truyền thông", 60, {1: 300, 5: 27}),
    ("TTBC", "Trung tâm Báo chí Thành phố", 34, {1: 170, 5: 23}),
)
_DONOR, _SELLER = "Hội Doanh nhân trẻ TP.HCM", "Công ty TNHH Thiết bị y tế Minh Tâm"


def week_06() -> WeeklyReport:
    """The first week of the sample workbooks."""
    return WeeklyReport(
        from_on=date(2020, 2, 3),
        to_on=date(2020, 2, 9),
        week="2020-W06",
        campaign_from=date(2020, 2, 3),
        is_closed=False,
        supplies=tuple(supply(index) for index in range(1, len(_SUPPLIES) + 1)),
        departments=tuple(
            DepartmentFigures(index, code, name, name, people, people, issued, {})
            for index, (code, name, people, issued) in enumerate(_DEPARTMENTS, start=1)
        ),
        visitors={},
        agencies={},
        groups=(
            GroupFigures("Bộ phận bảo vệ", True, 5, 5, 180),
            GroupFigures("Bộ phận tiếp nhận và trả hồ sơ thủ tục hành chính", True, 6, 6, 216),
            GroupFigures("", False, 203, 203, 1015),
        ),
        received_lines=tuple(received(index) for index in range(1, len(_SUPPLIES) + 1)),
        receipts=VoucherRange("NK0001", "NK0010", 10),
        issues=VoucherRange("XK0001", "XK0013", 13),
        reversed_numbers=(),
        expiring=(),
        flows=(
            *(WeekFlow(date(2020, 1, 27), date(2020, 2, 2), 0, 0) for _ in range(1)),
            WeekFlow(date(2020, 2, 3), date(2020, 2, 9), 3400, 1411),
        ),
        last_round_people=214,
        last_round_masks=1345,
    )


def supply(index: int) -> SupplyFigures:
    """The figures of one sample supply."""
    row = _SUPPLIES[index - 1]
    (
        code,
        name,
        unit,
        is_mask,
        report_unit,
        report_size,
        came,
        issued,
        minimum,
        cover,
        pack,
        packs,
    ) = row
    return SupplyFigures(
        supply_id=index,
        code=code,
        name=name,
        unit=unit,
        group="Khẩu trang" if is_mask else "Khác",
        is_mask=is_mask,
        report_unit=report_unit,
        report_size=report_size,
        opening=0,
        received=came,
        issued=issued,
        returned=0,
        written_off=0,
        adjusted=0,
        closing=came - issued,
        cumulative_received=came,
        cumulative_issued=issued,
        bought=came if code in _BOUGHT else 0,
        granted=0 if code in _BOUGHT else came,
        other_in=0,
        other_out=0,
        minimum=minimum,
        days_of_cover=cover,
        stocked_out_since=None,
        expiring_lot=False,
        is_needed=packs > 0,
        order_pack=pack[0],
        order_pack_size=pack[1],
        order_quantity=packs * pack[1],
    )


def received(index: int) -> ReceivedLine:
    """The receipt line of one sample supply."""
    code, name, unit, *_, came = _SUPPLIES[index - 1][:7]
    source, supplier = Source.DONATION, _DONOR
    if code in _BOUGHT:
        source, supplier = Source.PURCHASE, _SELLER
    elif code in _GRANTED:
        source, supplier = Source.SUPERIOR, "Sở Y tế TP.HCM"
    return ReceivedLine(
        source=source,
        supplier=supplier,
        document_number=f"HĐ{index:05d}",
        document_on=date(2020, 2, 3),
        supply_id=index,
        supply=name,
        unit=unit,
        quantity=came,
        amount=_BOUGHT.get(code, 0),
    )


def eventful_week() -> WeeklyReport:
    """A week in which nearly everything the report can say happens."""
    base = week_06()
    supplies = list(base.supplies)
    supplies[1] = replace(supplies[1], closing=0, issued=800, stocked_out_since=date(2020, 2, 7))
    supplies[6] = replace(
        supplies[6],
        returned=20,
        other_in=20,
        written_off=5,
        adjusted=-3,
        other_out=3,
        expiring_lot=True,
    )
    departments = [
        replace(row, issued={**row.issued, 4: index, 9: 2}, shared={6: 1500} if index < 4 else {})
        for index, row in enumerate(base.departments, start=1)
    ]
    lot = partial(ExpiringLot, supply="Găng tay y tế", unit="chiếc", expires_on=date(2020, 2, 28))
    return replace(
        base,
        supplies=tuple(supplies),
        departments=tuple(departments),
        visitors={1: 60},
        agencies={1: 200},
        expiring=(lot(number="L20118", on_hand=200, unused=120),),
        reversed_numbers=("XK0007", "XK0009"),
        flows=tuple(
            WeekFlow(
                date(2019, 12, 16) + timedelta(weeks=n),
                date(2019, 12, 22) + timedelta(weeks=n),
                12_500 if n == 5 else 900 * n,
                700 * n + 11,
            )
            for n in range(8)
        ),
    )


def quiet_week() -> WeeklyReport:
    """A week of an empty store in which nothing happened."""
    base = week_06()
    still = tuple(
        replace(
            row,
            received=0,
            issued=0,
            bought=0,
            granted=0,
            closing=0,
            minimum=0,
            cumulative_received=0,
            cumulative_issued=0,
            is_needed=False,
        )
        for row in base.supplies
    )
    return replace(
        base,
        supplies=still,
        departments=(),
        groups=(),
        received_lines=(),
        receipts=None,
        issues=None,
        flows=(),
        last_round_people=0,
        last_round_masks=0,
    )


_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Quách", "Tô")
_MIDDLES = ("Thị Mỹ", "Văn", "Kim", "Ngọc", "Thanh", "Gia", "Đức", "Hồng", "Phương", "Quốc")
_GIVEN = ("An", "Bình", "Diệp", "Đạt", "Hải", "Khoa", "Long", "Trang", "Tuyết", "Yến")


def people(count: int, supplies: int = 1) -> tuple[ListedPerson, ...]:
    """So many people with common names; guards and the desk get more, two of thirty are away."""
    listed = []
    for index in range(count):
        family, middle = _FAMILIES[index * 7 % 10], _MIDDLES[index // 10 % 10]
        post = (
            "Bảo vệ" if index % 30 == 20 else "Tiếp nhận và trả hồ sơ" if index % 30 == 21 else ""
        )
        is_away = index % 30 in {11, 12}
        first = 0 if is_away else 36 if post else 5
        listed.append(
            ListedPerson(
                staff_id=index + 1,
                code=f"CB{index + 1:04d}",
                name=f"{family} {middle} {_GIVEN[index % 10]}",
                title="Chánh Văn phòng" if index == 0 else "Chuyên viên",
                duty_post=post,
                quantities=(first, *(0 if is_away else 1 + index % 2 for _ in range(1, supplies))),
                note=("away:trip", "away:illness")[index % 2] if is_away else "",
            )
        )
    return tuple(listed)


SUPPLIES = (
    ListedSupply(1, "Khẩu trang y tế 4 lớp", "cái"),
    ListedSupply(5, "Gel rửa tay khô 100 ml", "chai"),
    ListedSupply(7, "Găng tay y tế", "chiếc"),
    ListedSupply(3, "Khẩu trang N95", "cái"),
    ListedSupply(9, "Tấm chắn giọt bắn", "cái"),
)


def norm(pieces: int, post: str = "", supply: ListedSupply = SUPPLIES[0]) -> NormRow:
    """So many pieces a week for everybody, or at a priority post."""
    post_id = len(post) or None
    return NormRow(
        norm_id=pieces,
        terms=Terms(supply.supply_id, post_id, pieces, NormPeriod.WEEK, MONDAY),
        code="",
        supply=supply.name,
        unit=supply.unit,
        duty_post=post,
        is_priority=bool(post),
        basis="",
        version=1,
    )


def signing_list(count: int = 30, supplies: int = 1, paper: int = 1) -> SigningList:
    """A list of the Office's people."""
    return SigningList(
        voucher_id=12,
        voucher_number=f"XK{12 + paper:04d}",
        day=MONDAY,
        department="Văn phòng Sở",
        head_title="Chánh Văn phòng",
        head_name="Thái Kim Trang",
        supplies=SUPPLIES[:supplies],
        people=people(count, supplies),
        norms=(norm(5), norm(10, "Bảo vệ"), norm(10, "Tiếp nhận và trả hồ sơ")),
        paper=paper,
        book=4711,
    )


def press_list(count: int = 12, supplies: int = 1, paper: int = 2) -> SigningList:
    """A list of a division, whose head is somebody else than the Chief of Office."""
    base = signing_list(count, supplies, paper)
    return replace(
        base,
        department="Phòng Báo chí",
        head_title="Trưởng phòng",
        head_name="Trần Thị An",
        norms=(),
    )


def counter_sheet(count: int = 6) -> CounterSheet:
    """A day's single issues."""
    lines = tuple(
        CounterLine(
            number=f"CL{index:04d}",
            at=datetime(2020, 2, 10, 1 + index // 30, 2 * index % 60, tzinfo=UTC),
            receiver="" if index % 3 == 0 else "Nguyễn Thị Mỹ An",
            department="" if index % 3 == 0 else "Trung tâm Công nghệ thông tin và Truyền thông",
            supply="Khẩu trang y tế 4 lớp" if index % 2 else "Gel rửa tay khô 100 ml",
            unit="cái" if index % 2 else "chai",
            quantity=2 if index % 2 else 1,
        )
        for index in range(1, count + 1)
    )
    masks = sum(line.quantity for line in lines if line.unit == "cái")
    bottles = sum(line.quantity for line in lines if line.unit == "chai")
    totals = ((SUPPLIES[0], masks), (SUPPLIES[1], bottles))
    return CounterSheet(MONDAY, lines, totals, paper=3, book=4711)


def receipt_paper() -> VoucherPaper:
    """A purchase of three supplies, one with a lot."""
    return VoucherPaper(
        is_receipt=True,
        number="NK0003",
        day=date(2020, 2, 4),
        store="Kho Văn phòng Sở",
        store_place="59 Lý Tự Trọng, Quận 1",
        person="Trần Văn Minh",
        person_of=_SELLER,
        reason="",
        counts_as=VoucherKind.RECEIPT,
        goes_by=GoesBy("document", "HĐ00003", date(2020, 2, 4), _SELLER),
        enclosed=1,
        lines=(
            VoucherPaperLine(
                "KT03", "Khẩu trang N95", "cái", 100, 100, 3_500_000, "L20121", date(2023, 11, 2)
            ),
            VoucherPaperLine("SK01", "Nước rửa tay sát khuẩn 500 ml", "chai", 72, 72, 4_464_000),
            VoucherPaperLine("NK01", "Nhiệt kế hồng ngoại", "cái", 4, 3, 1_000_000),
        ),
    )


def issue_paper() -> VoucherPaper:
    """An issue that was reversed and replaced."""
    return VoucherPaper(
        is_receipt=False,
        number="XK0014",
        day=MONDAY,
        store="Kho Văn phòng Sở",
        store_place="",
        person="Trần Thị An",
        person_of="Phòng Báo chí",
        reason="Cấp phát khẩu trang tuần 07",
        lines=(VoucherPaperLine("KT01", "Khẩu trang y tế 4 lớp", "cái", None, 60),),
        reversed_by="NK0011",
        reversal_reason="nhập nhầm số lượng",
        replaced_by="XK0015",
    )
