"""The Office's own report as the book drafts it, sentence by sentence."""

from dataclasses import replace

import pytest

from db.kinds import WebSource
from db.queries.daily_entering import entering
from db.queries.office_day import MaskDays
from db.queries.web_updates import WebFigures
from db.services.office import save_settings
from desktop.office_draft import OTHER_RESULTS, masks_text, office_draft, web_text
from tests.db.daily import department, duty
from tests.db.queries.test_office_day import hand_out
from tests.db.world import World, feb

NOTHING = MaskDays(0, 0, 0, 0, 0, 0, 0, 0, None)


END = "Đến hết ngày 09/02/2020"
SOME = MaskDays(345, 214, 11, 0, 6, 0, 800, 1155, 4)
TOLD = (
    "cấp 345 khẩu trang cho 214 người thuộc 11 phòng, đơn vị; phát 06 khẩu trang cho khách đến liên"
    " hệ công tác; nhập kho 800 khẩu trang. Tồn đến hết ngày 09/02/2020: 1.155 khẩu trang, đủ dùng 04"
    " ngày làm việc."
)
SHARED = MaskDays(0, 0, 0, 5, 0, 20, 0, 7, None)
SHARED_TOLD = (
    "cấp 05 khẩu trang dùng chung tại các phòng, đơn vị; cấp 20 khẩu trang cho cơ quan, đơn vị ngoài"
    " Sở. Tồn đến hết ngày 09/02/2020: 07 khẩu trang."
)


@pytest.mark.parametrize(
    ("masks", "told"),
    [
        (NOTHING, f"không phát sinh nhập, cấp khẩu trang. {END} không còn khẩu trang."),
        (SOME, TOLD),
        (SHARED, SHARED_TOLD),
    ],
)
def test_clauses_whose_number_is_0_are_left_out(masks: MaskDays, told: str) -> None:
    assert masks_text(masks, feb(9), feb(9)) == f"Ngày 09/02/2020: {told}"


def test_updates_are_told_by_source_and_days_without_any_by_name() -> None:
    some = WebFigures(3, {WebSource.OWN: 1, WebSource.MINISTRY: 2}, (feb(9),))
    assert web_text(some, feb(8), feb(9)) == (
        "Từ ngày 08/02/2020 đến hết ngày 09/02/2020: cập nhật 03 tin, bài lên trang thông tin điện tử"
        " của Sở (nguồn: Bộ Y tế 02, Sở 01); ngày không có tin cập nhật: 09/02."
    )
    none = WebFigures(0, {}, (feb(9),))
    assert web_text(none, feb(9), feb(9)) == (
        "Ngày 09/02/2020: không có tin, bài cập nhật lên trang thông tin điện tử của Sở."
    )
    assert web_text(None, feb(9), feb(9)) == ""


def test_each_text_stands_at_the_duty_that_it_is_about(sqlite_world: World) -> None:
    world = sqlite_world
    hand_out(world)
    policy = {"deadline": "08:30", "weekdays": [1, 2, 3, 4, 5]}
    world.book.do(save_settings, {"daily": policy}, feb(5))
    told = office_draft(world.book, world.book.ask(entering, world.office, feb(10)))
    masks = duty(world, "Bảo đảm hậu cần, cấp khẩu trang", feb(10))
    assert told == {  # Monday's report covers Friday to Sunday
        masks: "Từ ngày 07/02/2020 đến hết ngày 09/02/2020: cấp 18 khẩu trang cho 02 người thuộc"
        " 02 phòng, đơn vị; cấp 05 khẩu trang dùng chung tại các phòng, đơn vị; phát 06 khẩu trang"
        " cho khách đến liên hệ công tác; cấp 20 khẩu trang cho cơ quan, đơn vị ngoài Sở; nhập kho"
        " 100 khẩu trang. Tồn đến hết ngày 09/02/2020: 551 khẩu trang, đủ dùng 56 ngày làm việc."
    }


def test_who_has_no_figure_of_the_office_is_not_drafted_for(sqlite_world: World) -> None:
    hand_out(sqlite_world)
    ask = sqlite_world.book.ask
    for code in ("BC", "TTS", "TTDT", "XBIPH"):
        report = ask(entering, department(sqlite_world, code), feb(10))
        assert office_draft(sqlite_world.book, report) == {}


def test_what_no_duty_is_about_stands_among_the_other_results(sqlite_world: World) -> None:
    hand_out(sqlite_world)
    report = sqlite_world.book.ask(entering, sqlite_world.office, feb(10))
    told = office_draft(sqlite_world.book, replace(report, duties=()))
    assert list(told) == [OTHER_RESULTS]
