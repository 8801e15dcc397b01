"""The papers of a round in one PDF: what stands on them, and what is signed where."""

import pytest
from sqlalchemy import select

from db.kinds import NormPeriod
from db.models.office import PrintedPage
from db.queries.catalogue import supplies
from db.rules.codes import SIGNING_LIST, SLIP
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.norms import NormFields, save_norm
from db.services.stock import IssueLine, NewIssue, post_issues
from desktop.papers.pick_list import in_packs
from desktop.round_papers import RoundPapers
from desktop.round_printing import round_pdf
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_texts

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch bệnh")
UNDERTAKING = "cam kết mang khẩu trang"


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 60, expires_on=feb(28))
    world.receive(feb(3), 500)
    world.receive(feb(3), 40, supply=world.gel)
    world.book.do(save_norm, NormFields(world.masks, 6, NormPeriod.WEEK, feb(3)))
    return world


@pytest.fixture
def vouchers(world: World) -> list[int]:
    """Masks and gel to the Office, masks to the Inspectorate, packed on the 6th for the 7th."""

    def line(staff: int, pieces: int, supply: int = 0) -> IssueLine:
        return IssueLine(supply or world.masks, pieces, staff_id=staff)

    office = (line(world.guard, 60), line(world.clerk, 5), line(world.clerk, 2, world.gel))
    issues = (
        NewIssue(feb(6), world.store, office, world.office, handed_on=feb(7)),
        NewIssue(
            feb(6),
            world.store,
            (line(world.inspector, 7),),
            world.inspectorate,
            document_number="05/GĐN",
            handed_on=feb(7),
        ),
    )
    return world.book.do(post_issues, issues)


def test_one_job_has_the_pick_list_the_vouchers_and_the_lists(
    world: World, vouchers: list[int]
) -> None:
    pages = page_texts(round_pdf(world.book, vouchers, RoundPapers(undertaking=True)))
    assert len(pages) == 5
    pick, first, second, office, inspectorate = pages
    for part in (
        "PHIẾU SOẠN HÀNG",
        "Ngày soạn 06/02/2020, phát ngày 07/02/2020",
        "XK0001 đến XK0002 (2 phiếu)",
        "28/02/2020 cái 60 1 hộp 10 cái",
        "Cộng Khẩu trang y tế cái 72 1 hộp 22 cái",
        "1 Văn phòng Sở XK0001 2 65 2",
        "2 Thanh tra Sở XK0002 1 7 –",
        "Tổng cộng 3 72 2",
    ):
        assert part in pick
    assert "PHIẾU XUẤT KHO" in first
    assert "XK0002" in second
    assert "05/GĐN" in second
    for page in (office, inspectorate):
        assert "Mức cấp: 06 cái/người/tuần" in page
        assert "Ngày cấp 07/02/2020 (Kèm theo Phiếu xuất kho số XK000" in page
        assert "ngày 06 tháng 02 năm 2020" in page
        assert UNDERTAKING in page
    assert len(world.rows_of("printed_page")) == 2


def test_what_is_not_wanted_is_left_out(world: World, vouchers: list[int]) -> None:
    lists = RoundPapers(vouchers=False, pick_list=False)
    pages = page_texts(round_pdf(world.book, vouchers, lists))
    assert ["DANH SÁCH" in page for page in pages] == [True, True]
    assert not any(UNDERTAKING in page for page in pages)
    only = RoundPapers(lists=False, pick_list=False, copies=True)
    assert len(page_texts(round_pdf(world.book, vouchers[:1], only))) == 3


def test_goods_and_documents_are_signed_for_on_one_slip(world: World, vouchers: list[int]) -> None:
    plan = world.book.do(save_document, PLAN)
    of_office = NewDistribution((plan,), feb(3), feb(9), department_ids=(world.office,))
    round_id = world.book.do(distribute, of_office)
    papers = RoundPapers(vouchers=False, pick_list=False, with_documents=round_id)
    slip, listed = page_texts(round_pdf(world.book, vouchers, papers))
    assert "Lê Phương Yến" in slip
    assert "Khẩu trang y tế: 05 cái" in slip
    assert "362/KH-UBND" in slip
    assert "mang khẩu trang tại nơi làm việc" in slip
    assert "Hồ Mỹ Ánh" in listed
    assert "Lê Phương Yến" not in listed
    printed = world.rows(select(PrintedPage.kind).distinct().order_by(PrintedPage.kind))
    assert [row[0] for row in printed] == [SIGNING_LIST, SLIP]


def test_pieces_are_told_in_the_largest_packs(world: World) -> None:
    (masks,) = world.book.ask(supplies, ids=[world.masks])
    told = {pieces: in_packs(masks, pieces) for pieces in (7, 50, 115)}
    assert told == {7: "", 50: "1 hộp", 115: "2 hộp 15 cái"}
