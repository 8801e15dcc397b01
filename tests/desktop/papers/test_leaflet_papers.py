"""Sentence K4, Bảng 6, the report on leaflets and its map of tiles."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

import resources
from db.kinds import AgencyKind
from db.profile import agency_tiles, read_profile
from db.queries.leaflet_places import Place, Ward
from db.queries.leaflet_report import LeafletLine, LeafletReport
from db.queries.leaflets import LeafletFigures
from db.rules.leaflets import Standing
from desktop.district_tiles import district_tiles
from desktop.papers.leaflet_report import leaflet_report
from desktop.papers.leaflet_text import leaflet_sentence, source_sentence, wards_without
from desktop.papers.tile_map import tile_map
from desktop.papers.weekly import weekly_report
from desktop.papers.weekly_text import proposed
from desktop.sheets.leaflet_report import leaflet_workbook
from desktop.tile_map import BEGUN, HALF, NO_PLAN, NOTHING_YET, WHOLE, Tile, lay_out
from tests.desktop.papers.reading import page_sizes, page_texts, whole_text
from tests.desktop.papers.samples import OFFICE, week_06

AT = datetime(2020, 2, 10, 1, tzinfo=UTC)
TILES = agency_tiles(resources.path("profile"))
FIGURES = LeafletFigures(
    supply_id=1,
    code="TR01",
    title="Rửa tay đúng cách",
    ordered=50_000,
    accepted=50_000,
    others=10_000,
    distributed=42_300,
    signed=40_000,
    deposited=0,
    spoiled=0,
)
LINE = LeafletLine(FIGURES, superior=10_000, to_bodies=42_300)


def place(at: int, kind: AgencyKind = AgencyKind.DISTRICT, handed: int = 100) -> Place:
    code = f"QH{at:02d}"
    return Place(at, code, f"Nơi {at}", kind, {1: Standing(200, handed, 50, 200 - handed)})


DISTRICTS = tuple(place(at) for at in range(1, 25))
BODIES = tuple(place(at, AgencyKind.BODY) for at in range(31, 36))
REPORT = LeafletReport(
    date(2020, 2, 9), (LINE,), (*DISTRICTS, *BODIES), (), (), superiors=("Sở Y tế",)
)


def printed(report: LeafletReport) -> bytes:
    return leaflet_report(report, TILES, OFFICE, AT, head=OFFICE.department)


def test_the_sentence_is_worded_as_the_office_words_it() -> None:
    assert leaflet_sentence(REPORT) == (
        "Đến hết ngày 09/02/2020 đã in 50.000 tờ bướm, tiếp nhận 10.000 tờ do Sở Y tế cấp;"
        " đã phân phối 42.300 tờ cho 24 quận, huyện và 05 cơ quan, đơn vị; còn 17.700 tờ."
    )


def test_a_clause_of_nothing_is_left_out() -> None:
    figures = replace(FIGURES, accepted=0, distributed=0)
    only_given = replace(REPORT, lines=(replace(LINE, figures=figures, to_bodies=0),))
    assert leaflet_sentence(only_given) == (
        "Đến hết ngày 09/02/2020 đã tiếp nhận 10.000 tờ bướm do Sở Y tế cấp; còn 10.000 tờ."
    )
    empty = replace(figures, others=0)
    assert leaflet_sentence(replace(REPORT, lines=(LeafletLine(empty),))) == ""
    assert source_sentence(only_given) == ""


def test_visitors_and_the_office_itself_are_named_where_they_got_some() -> None:
    line = replace(LINE, to_bodies=42_000, to_visitors=200)
    assert (
        "24 quận, huyện, 05 cơ quan, đơn vị, các phòng, đơn vị thuộc Sở và khách đến liên hệ"
        in leaflet_sentence(replace(REPORT, lines=(line,)))
    )


def test_a_week_prints_its_leaflets_with_the_sentence_twice() -> None:
    report = replace(week_06(), leaflets=REPORT, leaflets_distributed={1: 300})
    text = whole_text(weekly_report(report, OFFICE, {}, AT))
    assert "Bảng 5. Tình hình in và phân phối tờ bướm (lũy kế đến hết ngày 09/02/2020)" in text
    assert "1 Rửa tay đúng cách 50.000 50.000 10.000 42.300 300 40.000 – 17.700" in text
    assert "3. Tờ bướm tuyên truyền" in text
    assert text.count("đã in 50.000 tờ bướm") == 2
    assert "K4" not in proposed(week_06(), OFFICE)


def test_leaflets_that_there_are_none_of_yet_are_said_so() -> None:
    nothing = replace(FIGURES, ordered=0, accepted=0, others=0, distributed=0, signed=0)
    leaflets = replace(REPORT, lines=(LeafletLine(nothing),))
    text = whole_text(weekly_report(replace(week_06(), leaflets=leaflets), OFFICE, {}, AT))
    assert "3. Tờ bướm tuyên truyền Trong tuần không phát sinh." in text


def test_the_report_has_its_tables_its_map_and_the_wards_without_any() -> None:
    ward, other = Ward(90, "Phường 1", "Quận 3"), Ward(91, "Phường 2", "Quận 3")
    report = replace(REPORT, wards=(ward, other), without=(other,))
    pdf = printed(report)
    text = whole_text(pdf)
    assert "Cộng quận, huyện 4.800 2.400 1.200 2.400 50 25" in text
    assert "Cộng cơ quan, đơn vị khác 1.000 500 250 500 50 25" in text
    assert "B.Thạnh 50%" in text
    assert "Còn 1/2 phường, xã chưa nhận tờ bướm nào: - Quận 3: Phường 2." in text
    assert set(page_sizes(pdf)) == {(210, 297)}
    assert pdf == printed(report)


def test_where_all_are_without_any_it_is_said_in_one_line() -> None:
    wards = (Ward(90, "Phường 1", "Quận 3"), Ward(91, "Phường 2", "Quận 3"))
    report = replace(REPORT, places=DISTRICTS, wards=wards, without=wards)
    text = whole_text(printed(report))
    assert "Cả 2 phường, xã chưa nhận tờ bướm nào." in text
    assert "Cộng quận, huyện" not in text


def test_several_leaflets_stand_beside_each_other_in_a_lying_annex() -> None:
    other = replace(LINE, figures=replace(FIGURES, supply_id=2, title="Đeo khẩu trang"))
    pdf = printed(replace(REPORT, lines=(LINE, other)))
    assert page_sizes(pdf)[-1] == (297, 210)
    assert "Rửa tay đúng cách Đeo khẩu trang" in page_texts(pdf)[-1]


def test_wards_without_districts_have_no_map_and_the_report_says_so() -> None:
    ward = Place(7, "PX001", "Phường An Đông", AgencyKind.WARD)
    report = replace(REPORT, places=(ward,), wards=(Ward(7, "Phường An Đông", ""),))
    assert "không lập bản đồ theo quận, huyện" in whole_text(printed(report))
    assert "Hình 1" not in whole_text(printed(report))


def test_the_workbook_has_numbers() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(leaflet_workbook(REPORT, OFFICE, AT)))
    rows = book.get_sheet_by_name("Nơi nhận").to_python()
    assert rows[5][:6] == [1, "Nơi 1", 200, 100, 50, 100]
    assert rows[-1][1:6] == ["Tổng cộng", 5800, 2900, 1450, 2900]


def test_a_district_all_of_whose_wards_got_nothing_is_said_in_short() -> None:
    wards = tuple(Ward(at, f"Phường {at}", "Quận 3") for at in range(1, 15))
    assert wards_without(replace(REPORT, wards=wards, without=wards)) == [
        "Quận 3: tất cả 14 phường, xã"
    ]


def test_every_district_of_the_profile_has_a_tile_of_its_own() -> None:
    codes = {
        one.code
        for each in read_profile(resources.path("profile")).agency_sets
        for one in each.agencies
        if one.kind is AgencyKind.DISTRICT
    }
    assert {tile.code for tile in TILES} == codes
    assert len({(tile.column, tile.row) for tile in TILES}) == len(codes) == 24
    assert len(district_tiles(REPORT, TILES)) == 24


@pytest.mark.parametrize(
    ("planned", "done", "level", "told"),
    [
        (0, 0, NO_PLAN, "–"),
        (0, 5, WHOLE, "+"),
        (1000, 0, NOTHING_YET, "0%"),
        (1000, 499, BEGUN, "49%"),
        (1000, 500, HALF, "50%"),
        (1000, 999, HALF, "99%"),
        (1000, 1200, WHOLE, "100%"),
    ],
)
def test_a_tile_is_full_only_when_all_of_it_is(
    planned: int, done: int, level: int, told: str
) -> None:
    tile = Tile(1, "Q.1", 0, 0, planned, done, 0)
    assert (tile.level, tile.told) == (level, told)


def test_tiles_keep_out_of_each_other_and_within_their_room() -> None:
    layout = lay_out(district_tiles(REPORT, TILES), ("một", "hai"), 300, 9, lambda text, size: 20)
    boxes = [one.box for one in layout.tiles]
    for n, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= 300
        assert one.y + one.height <= layout.height
        for other in boxes[n + 1 :]:
            apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
            apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert apart_x or apart_y
    assert tile_map(district_tiles(REPORT, TILES), 400).height > 0
