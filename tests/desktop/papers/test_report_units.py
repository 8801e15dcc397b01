"""Papers print a supply in the pack chosen for papers, exactly; workbooks keep base units."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from db.services.catalogue import SupplyFields, save_supply
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.papers.supply_requests import Wanted, replenishment_request
from desktop.printing import voucher_pdf
from desktop.request_printing import request_pdf
from desktop.storeroom_printing import books_pdf, books_xlsx, history_pdf
from desktop.voucher_printing import handover_pdf
from tests.db.world import World, feb
from tests.desktop.papers.reading import whole_text
from tests.desktop.papers.samples import OFFICE, PRINTED_AT

SPAN = (feb(1), feb(29))


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def chloramine(world: World) -> int:
    """35 kg at 180.000 đ, of which 1.500 g went to the clerk."""
    fields = SupplyFields(
        "HC01", "Cloramin B 25%", "gam", "Hóa chất", packs=(("kg", 1_000),), report_unit="kg"
    )
    supply: int = world.book.do(save_supply, fields)
    world.receive(feb(3), 35_000, 6_300_000, supply=supply)
    world.issue(feb(5), 1_500, supply=supply)
    return supply


def _voucher(world: World, place: int) -> int:
    found: int = world.rows_of("voucher")[place][0]
    return found


def test_vouchers_are_in_the_report_unit_with_its_price(world: World, chloramine: int) -> None:
    receipt = whole_text(voucher_pdf(world.book, _voucher(world, -2)))
    issue = whole_text(voucher_pdf(world.book, _voucher(world, -1)))

    assert "Cloramin B 25% HC01 kg 35 35 180.000 6.300.000" in receipt
    assert "Cloramin B 25% HC01 kg 1,5 1,5 180.000 270.000" in issue
    assert "Cloramin B 25% kg 1,5" in whole_text(handover_pdf(world.book, _voucher(world, -1)))


def test_books_are_in_the_report_unit_and_workbooks_in_base_units(
    world: World, chloramine: int
) -> None:
    card = whole_text(books_pdf(world.book, [chloramine], world.store, SPAN))
    detail = whole_text(books_pdf(world.book, [chloramine], world.store, SPAN, with_value=True))
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(books_xlsx(world.book, [chloramine], world.store, SPAN))
    ).get_sheet_by_index(0)

    assert "Đơn vị tính: kg" in card
    assert "Cộng tháng 02/2020 35 1,5 33,5" in card
    assert "180.000 1,5 270.000 33,5 6.030.000" in detail
    rows = [row for row in sheet.to_python(skip_empty_area=False) if row[1] == "Cộng tháng 02/2020"]
    assert rows[0][6:9] == [35_000, 1_500, 33_500]


def test_a_persons_history_is_in_the_report_unit(world: World, chloramine: int) -> None:
    told = whole_text(history_pdf(world.book, world.clerk, *SPAN))

    assert "Cloramin B 25% kg 1,5" in told
    assert "Cộng Cloramin B 25%: 1,5 kg." in told


def test_requests_are_in_the_report_unit(world: World, chloramine: int) -> None:
    line = IssueLine(chloramine, 2_000, department_id=world.office, requested=2_500)
    issue = NewIssue(feb(6), world.store, (line,), world.office)
    asked = whole_text(request_pdf(world.book, world.book.do(post_issue, issue)))
    wanted = Wanted(
        *("Cloramin B 25%", "gam", 500, 5_000, 10_000, ("kg", 1_000), "Dưới mức tối thiểu"),
        ("kg", 1_000),
    )
    more = whole_text(replenishment_request([wanted], feb(9), OFFICE, PRINTED_AT))

    assert "Cloramin B 25% kg 2 2,5" in asked  # two people; two and a half kilograms
    assert "Cloramin B 25% kg 0,5 5 10 10 kg Dưới mức tối thiểu" in more


def test_what_the_pack_can_not_say_exactly_stays_in_base_units(world: World) -> None:
    fields = SupplyFields(
        "GT02", "Găng tay", "chiếc", "Găng tay", packs=(("bộ", 3),), report_unit="bộ"
    )
    supply = world.book.do(save_supply, fields)
    voucher_id = world.receive(feb(3), 10, supply=supply)

    assert "Găng tay GT02 chiếc 10 10" in whole_text(voucher_pdf(world.book, voucher_id))
