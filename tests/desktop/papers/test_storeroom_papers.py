"""Giấy báo hỏng, mất; Biên bản giao nhận; the two requests; one person's history."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from db.errors import NotFound
from db.kinds import NormPeriod, Outcome, Source
from db.models.catalogue import Norm
from db.queries.person_history import GotLine, PersonHistory, SignedRound, person_history
from db.queries.unit_request import blank_request, request_of_issue
from db.queries.voucher_paper import voucher_paper
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.office_identity import office_identity
from desktop.papers.handover import handover_record
from desktop.papers.loss_notice import loss_notice
from desktop.papers.office import OfficeIdentity
from desktop.papers.person_history import person_history as history_paper
from desktop.papers.supply_requests import Wanted, replenishment_request, unit_request
from desktop.storeroom_printing import history_xlsx
from tests.db.storeroom import fill, sums
from tests.db.world import World, feb
from tests.desktop.papers.reading import letters, page_texts, whole_text
from tests.desktop.papers.samples import OFFICE, PRINTED_AT


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


def _office(world: World) -> OfficeIdentity:
    return world.book.ask(office_identity, feb(10))


def _holds(told: str, *parts: str) -> None:
    for part in parts:
        assert part in told, (part, told)


def test_a_loss_notice_tells_how_long_it_was_used_what_it_was_worth_and_why(world: World) -> None:
    made = fill(world)
    paper = world.book.ask(voucher_paper, made["lost"])
    pieces, amount = sums(world, "m.voucher_id = :v", v=made["lost"])

    told = whole_text(loss_notice(paper, _office(world), PRINTED_AT))

    assert (pieces, amount) == (-7, -20_300)
    _holds(
        told,
        "Mẫu số C32-HD",
        "GIẤY BÁO HỎNG, MẤT CÔNG CỤ, DỤNG CỤ Ngày 06 tháng 02 năm 2020",
        f"Số: {world.number(made['lost'])}",
        "1 Khẩu trang y tế cái 7 22/01/2020 – 06/02/2020 20.300 Hỏng: ướt do dột mái",
        "Cộng x x x 20.300 x x",
        "Ý kiến của người phụ trách bộ phận sử dụng",
        "Thủ trưởng đơn vị (Ký, họ tên, đóng dấu)",
    )


def test_a_donation_is_handed_over_in_two_equal_copies(world: World) -> None:
    voucher_id = world.receive(
        feb(3), 500, 1_500_000, source=Source.DONATION, supplier="Hội Doanh nhân trẻ TP.HCM"
    )
    paper = world.book.ask(voucher_paper, voucher_id)

    pages = page_texts(handover_record(paper, _office(world), PRINTED_AT))

    assert len(pages) == 2
    assert pages[0] == pages[1]
    _holds(
        pages[0],
        "ỦY BAN NHÂN DÂN",
        "BIÊN BẢN Giao nhận vật tư tài trợ phòng, chống dịch nCoV",
        f"Căn cứ Phiếu nhập kho số {world.number(voucher_id)} ngày 03 tháng 02 năm 2020",
        "1. BÊN GIAO: Hội Doanh nhân trẻ TP.HCM",
        "2. BÊN NHẬN: Văn phòng Sở (Kho Văn phòng Sở)",
        "STT Tên hàng Quy cách ĐVT Số lượng Tình trạng Ghi chú",
        "1 Khẩu trang y tế cái 500",
        "1.500.000 đồng (Bằng chữ: Một triệu năm trăm nghìn đồng chẵn).",
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.",
        "ĐẠI DIỆN BÊN GIAO",
        "ĐẠI DIỆN BÊN NHẬN",
    )


def test_a_transfer_and_an_issue_name_both_sides(world: World) -> None:
    made = fill(world)
    office = _office(world)

    moved = whole_text(
        handover_record(world.book.ask(voucher_paper, made["moved"]), office, PRINTED_AT)
    )
    issued = whole_text(
        handover_record(world.book.ask(voucher_paper, made["issue"]), office, PRINTED_AT)
    )

    _holds(moved, "1. BÊN GIAO: Kho Văn phòng Sở", "2. BÊN NHẬN: Quầy tiếp nhận", "Hồ Mỹ Ánh")
    _holds(issued, "1. BÊN GIAO: Văn phòng Sở (Kho Văn phòng Sở)", "2. BÊN NHẬN: Văn phòng Sở")
    assert "ỦY BAN NHÂN DÂN" not in issued


def _set_norm(world: World) -> None:
    def add(session, act):  # type: ignore[no-untyped-def]
        for pieces, post in ((5, None), (10, world.rows_of("duty_post")[0][0])):
            session.add(
                Norm(
                    supply_id=world.masks,
                    duty_post_id=post,
                    pieces=pieces,
                    period=NormPeriod.WEEK,
                    basis="",
                    from_on=feb(1),
                    to_on=None,
                    version=1,
                )
            )

    world.book.do(add)


def test_a_blank_request_has_the_units_people_and_norms_and_lines_for_the_hand(
    world: World,
) -> None:
    _set_norm(world)
    told = world.book.ask(blank_request, world.inspectorate, feb(10))

    printed = whole_text(unit_request(told, _office(world), PRINTED_AT))

    assert told.people == 1
    _holds(
        printed,
        "THANH TRA SỞ",
        "GIẤY ĐỀ NGHỊ Cấp vật tư phòng, chống dịch nCoV",
        "Kính gửi: Văn phòng Sở.",
        "Thanh tra Sở hiện có 01 người",
        "1 Khẩu trang y tế cái 1 5 cái/người/tuần; Bảo vệ: 10 cái/người/tuần",
        "NGƯỜI ĐỀ NGHỊ",
        "CHÁNH THANH TRA",
        "CHÁNH VĂN PHÒNG",
        "Hồ Mỹ Ánh",
    )


def test_the_request_an_issue_answers_has_what_was_asked_for(world: World) -> None:
    world.receive(feb(3), 500)
    lines = (
        IssueLine(world.masks, 30, staff_id=world.inspector, requested=40),
        IssueLine(world.masks, 10, department_id=world.inspectorate),
    )
    issue = NewIssue(
        feb(5),
        world.store,
        lines,
        world.inspectorate,
        reason="trực tuần 07",
        document_number="12/ĐN-TTS",
        document_on=feb(4),
    )
    told = world.book.ask(request_of_issue, world.book.do(post_issue, issue))

    printed = whole_text(unit_request(told, _office(world), PRINTED_AT))

    assert [row.quantity for row in told.rows] == [50]
    _holds(printed, "Số: 12/ĐN-TTS", "ngày 04 tháng 02 năm 2020", "Lý do: trực tuần 07")


def test_the_office_asks_the_director_in_pieces_and_packs() -> None:
    rows = [
        Wanted(
            "Khẩu trang y tế", "cái", 1_155, 2_000, 5_000, ("thùng", 2_500), "Dưới mức tối thiểu"
        ),
        Wanted("Gel rửa tay", "chai", 0, 96, 100, ("", 1), "Hết hàng"),
    ]

    printed = whole_text(replenishment_request(rows, feb(9), OFFICE, PRINTED_AT))

    _holds(
        printed,
        "GIẤY ĐỀ NGHỊ Bổ sung vật tư phòng, chống dịch nCoV",
        "Kính gửi: Giám đốc Sở Thông tin và Truyền thông.",
        "1 Khẩu trang y tế cái 1.155 2.000 5.000 2 thùng Dưới mức tối thiểu",
        "2 Gel rửa tay chai – 96 100 – Hết hàng",
        "(số tồn đến hết ngày 09 tháng 02 năm 2020)",
    )


def test_a_persons_history_agrees_with_the_lines_of_the_book(world: World) -> None:
    made = fill(world)
    world.issue(feb(8), 2, supply=world.gel, staff=world.clerk)

    told = world.book.ask(person_history, world.clerk, feb(1), feb(29))

    query = text(
        "SELECT -sum(l.direction * l.quantity) FROM voucher_line l"
        " WHERE l.staff_id = :person AND l.supply_id = :supply"
    )
    for supply, code in ((world.masks, "KT01"), (world.gel, "SK02")):
        ((expected,),) = world.rows(query.bindparams(person=world.clerk, supply=supply))
        assert sum(line.quantity for line in told.got if line.code == code) == expected
    printed = whole_text(history_paper(told, _office(world), PRINTED_AT))
    _holds(
        printed,
        "- Họ và tên: Lê Phương Yến Mã số: CB0002",
        "- Chức vụ, đơn vị: Chuyên viên, Văn phòng Sở",
        f"1 04/02/2020 {world.number(made['issue'])} Khẩu trang y tế cái 260",
        f"2 05/02/2020 {world.number(made['back'])} Khẩu trang y tế cái -30 Trả lại kho",
        "Cộng Khẩu trang y tế: 230 cái.",
        "Cộng Gel rửa tay: 2 chai.",
        "Không phải ký nhận văn bản nào trong thời gian này.",
    )


def test_a_reversed_issue_is_not_in_a_persons_history(world: World) -> None:
    fill(world)

    assert world.book.ask(person_history, world.inspector, feb(1), feb(29)).got == ()


def test_nobody_has_no_history(world: World) -> None:
    with pytest.raises(NotFound):
        world.book.ask(person_history, 999, feb(1), feb(29))


def test_a_long_history_stays_within_its_margins() -> None:
    line = GotLine(
        *(1, feb(3), "XK0001", "Trung tâm Công nghệ thông tin và Truyền thông", "KT01"),
        "Khẩu trang y tế 4 lớp chống giọt bắn loại có van thở một chiều dùng cho người trực",
        *("cái", 5, feb(5), False),
    )
    signed = SignedRound((), date(2020, 2, 4), Outcome.REFUSED, feb(6), "đã nghỉ việc từ lâu")
    told = PersonHistory(
        *("CB0001", "Công Tằng Tôn Nữ Thị Bích Phương", "Chuyên viên chính", "Thanh tra Sở"),
        *(feb(1), feb(29), (line,) * 40, (signed,) * 12),
    )

    pdf = history_paper(told, OFFICE, PRINTED_AT)

    assert len(page_texts(pdf)) > 1
    assert "Không ký: đã nghỉ việc từ lâu" in page_texts(pdf)[-1]
    for (wide, _), letter in letters(pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter


def test_a_history_is_a_workbook_too(world: World) -> None:
    made = fill(world)

    book = CalamineWorkbook.from_filelike(
        BytesIO(history_xlsx(world.book, world.clerk, feb(1), feb(29)))
    )

    rows = book.get_sheet_by_name("Vật tư").to_python(skip_empty_area=False)
    got = [row[1:6] for row in rows if row[3] == "Khẩu trang y tế"]
    assert got == [
        [date(2020, 2, 4), world.number(made["issue"]), "Khẩu trang y tế", "cái", 260],
        [date(2020, 2, 5), world.number(made["back"]), "Khẩu trang y tế", "cái", -30],
    ]
    assert book.sheet_names == ["Vật tư", "Văn bản"]
