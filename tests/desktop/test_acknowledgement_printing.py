"""The papers of a round printed from a book: who is on them, and what is remembered of them."""

import pytest

from db.database import Database
from db.errors import NobodyToSign, NotFound
from db.kinds import AbsenceKind, DeliveryForm, Outcome
from db.models.office import PrintedPage
from db.queries.distributions import deliveries
from db.queries.returns import signed_pages
from db.queries.sheets_out import sheets_out
from db.rules.papers import Subject
from db.services.deciding import decide
from db.services.delivering import deliver
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.staff import save_absence
from desktop.acknowledgement_printing import (
    delivery_register_pdf,
    lists_pdf,
    missing_pdf,
    slips_pdf,
    summary_pdf,
)
from tests.db.world import World, feb, furnish
from tests.desktop.papers.reading import page_texts, whole_text

PLAN = DocumentFields(
    "362/KH-UBND", "Kế hoạch", feb(1), "Ủy ban nhân dân Thành phố", "Ứng phó với dịch bệnh"
)
TODAY = feb(10)


@pytest.fixture
def world(book: Database) -> World:
    return furnish(book)


@pytest.fixture
def round_id(world: World) -> int:
    """Plan 362 to everybody, due on the 7th."""
    plan = world.book.do(save_document, PLAN)
    return world.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))


def sheets(world: World, round_id: int) -> list[tuple[int, tuple[int, ...]]]:
    """The paper and the people of each sheet that is out."""
    out = world.book.ask(sheets_out, TODAY, round_id)
    return [(sheet.page.paper, sheet.page.rows) for sheet in out]


def test_each_department_has_a_list_of_those_who_have_to_sign(world: World, round_id: int) -> None:
    world.book.do(save_absence, world.guard, AbsenceKind.MATERNITY, feb(6), feb(28))
    office, inspectorate = page_texts(lists_pdf(world.book, round_id))
    assert "Phòng, đơn vị: VĂN PHÒNG SỞ" in office
    assert "1 Lê Phương Yến Chuyên viên Bản giấy" in office
    assert "Trần Quốc Bảo" not in office  # excused while on maternity leave
    assert "1 Hồ Mỹ Ánh Chánh Thanh tra" in inspectorate
    assert "CHÁNH THANH TRA (Ký, họ tên) Hồ Mỹ Ánh" in inspectorate
    assert dict(sheets(world, round_id)) == {1: (world.clerk,), 2: (world.inspector,)}


def test_lists_may_be_of_some_departments_or_of_those_who_are_missing(
    world: World, round_id: int
) -> None:
    (page,) = page_texts(lists_pdf(world.book, round_id, [world.inspectorate]))
    assert "Hồ Mỹ Ánh" in page
    world.book.do(decide, round_id, [world.inspector, world.guard], Outcome.SIGNED, feb(5))
    (page,) = page_texts(lists_pdf(world.book, round_id, only_missing=True))
    assert "Lê Phương Yến" in page
    assert "Trần Quốc Bảo" not in page


def test_everybody_has_a_slip_filed_with_its_round(world: World, round_id: int) -> None:
    text = whole_text(slips_pdf(world.book, round_id, 4))
    assert text.count("PHIẾU KÝ NHẬN") == 3
    out = world.book.ask(sheets_out, TODAY, round_id)
    assert {sheet.page.rows for sheet in out} == {
        (world.guard,),
        (world.clerk,),
        (world.inspector,),
    }
    for sheet in out:
        known = world.book.ask(signed_pages, [sheet.page.code])[sheet.page.code]
        assert known.is_slip
        assert known.subject == Subject(distribution_id=round_id, per_page=4)
        marks, ((_x, _y, wide, high),), square = known.cells
        assert (wide, high) == (45, 18)
        assert len(marks) == 4
        assert square[2] == 16


def test_slips_may_be_of_some_people_and_go_with_what_they_got(world: World, round_id: int) -> None:
    world.receive(feb(3), 100)
    issue = world.issue(feb(5), 5)
    pdf = slips_pdf(world.book, round_id, 2, staff_ids=[world.clerk], with_goods=[issue])
    (page,) = page_texts(pdf)
    assert "Họ và tên: Lê Phương Yến" in page
    assert "Đã nhận vật tư: - Khẩu trang y tế: 05 cái." in page
    assert "mang khẩu trang tại nơi làm việc" in page


def test_printing_again_keeps_the_numbers_until_somebody_else_is_on_the_paper(
    world: World, round_id: int
) -> None:
    first = slips_pdf(world.book, round_id, 4)
    assert slips_pdf(world.book, round_id, 4) == first
    assert slips_pdf(world.book, round_id, 4, staff_ids=[world.clerk]) != first
    assert world.count(PrintedPage) == 3
    lists_pdf(world.book, round_id)
    world.book.do(decide, round_id, [world.guard], Outcome.SIGNED, feb(5))
    lists_pdf(world.book, round_id)
    assert world.count(PrintedPage) == 5
    lists_pdf(world.book, round_id, only_missing=True)
    assert world.count(PrintedPage) == 6


def test_what_nobody_has_to_sign_is_not_printed(world: World, round_id: int) -> None:
    with pytest.raises(NotFound):
        lists_pdf(world.book, round_id + 1)
    everybody = [world.guard, world.clerk, world.inspector]
    world.book.do(decide, round_id, everybody, Outcome.SIGNED, feb(5))
    for make in (lists_pdf, slips_pdf):
        with pytest.raises(NobodyToSign):
            make(world.book, round_id, only_missing=True)


def test_the_register_holds_what_was_handed_over_in_a_round_or_on_days(
    world: World, round_id: int
) -> None:
    office, _ = world.book.ask(deliveries, round_id)
    world.book.do(deliver, office.delivery_id, feb(4), "Lê Phương Yến", 2, DeliveryForm.PAPER)
    of_round = whole_text(delivery_register_pdf(world.book, round_id))
    assert "04/02/2020 362/KH-UBND Văn phòng Sở 02 bản Lê Phương Yến nhận" in of_round
    assert "Thanh tra Sở" in of_round
    of_days = whole_text(delivery_register_pdf(world.book, from_on=feb(4), to_on=feb(9)))
    assert "Văn phòng Sở 02 bản" in of_days
    assert "Thanh tra Sở" not in of_days


def test_the_summary_and_the_list_of_who_is_missing_say_how_far_a_round_is(
    world: World, round_id: int
) -> None:
    world.book.do(save_absence, world.clerk, AbsenceKind.TRIP, feb(5), feb(12))
    world.book.do(decide, round_id, [world.guard], Outcome.SIGNED, feb(5))
    summary = whole_text(summary_pdf(world.book, round_id))
    assert "(tính đến 08g00 ngày 10/02/2020)" in summary
    assert "1 Văn phòng Sở 2 – 2 1 1 50 công tác 01" in summary
    assert "Tổng cộng 3 – 3 1 2 33,3" in summary
    missing = whole_text(missing_pdf(world.book, round_id))
    assert "Lê Phương Yến Chuyên viên Vắng, ký bù: đi công tác" in missing
    assert "Hồ Mỹ Ánh Chánh Thanh tra Chưa chuyển" in missing
    assert "Trần Quốc Bảo" not in missing
    with pytest.raises(NotFound):
        summary_pdf(world.book, round_id + 1)
