"""Section 5 of the weekly report: Bảng 7, K5, the web site; numbers close up where it is not in use."""

from dataclasses import replace
from datetime import date

from db.queries.daily_board import DepartmentDays
from db.queries.web_updates import WebFigures
from db.rules.daily import Tally
from desktop.papers.weekly import weekly_report
from desktop.papers.weekly_daily import punctuality_sentence, site_sentence
from desktop.papers.weekly_text import proposed
from tests.desktop.papers.reading import whole_text
from tests.desktop.papers.samples import MONDAY, OFFICE, PRINTED_AT, week_06

FIVE = tuple(
    DepartmentDays(place, name, name, name, {}, tally)
    for place, (name, tally) in enumerate(
        (
            ("Văn phòng Sở", Tally(on_time=5)),
            ("Thanh tra Sở", Tally(on_time=4, missing=1)),
            ("Phòng Báo chí", Tally(on_time=5)),
            ("Phòng Xuất bản, In và Phát hành", Tally(on_time=5)),
            ("Phòng Thông tin điện tử", Tally(on_time=4, late=1, excused=2)),
        )
    )
)
SITE = WebFigures(7, {}, (date(2020, 2, 8), date(2020, 2, 9)))
K5 = "Báo cáo trước 8g30: 23/25 lượt đúng hạn, 01 lượt trễ, 01 lượt không báo cáo."
TITLE = "Báo cáo trước 8g30 và cập nhật trang thông tin điện tử"


def printed(daily: tuple[DepartmentDays, ...] | None, site: WebFigures | None) -> str:
    report = replace(week_06(), daily=daily, site=site)
    return whole_text(weekly_report(report, OFFICE, {}, PRINTED_AT, MONDAY))


def test_it_has_the_table_the_sentences_and_k5() -> None:
    text = printed(FIVE, SITE)
    assert f"3. {TITLE} Bảng 5. Tình hình báo cáo trước 8g30" in text
    assert "STT Đơn vị" in text
    assert "2 Thanh tra Sở 5 4 – 1 – 80" in text
    assert "5 Phòng Thông tin điện tử 5 4 1 – 2 80" in text
    assert text.count(K5) == 1
    assert (
        "Đã cập nhật 07 tin, bài về tình hình dịch bệnh lên trang thông tin điện tử của Sở; ngày"
        " không có tin cập nhật: 08/02, 09/02." in text
    )


def test_a_section_that_is_not_in_use_is_left_out() -> None:
    text = printed(None, None)
    assert TITLE not in text
    assert "K5" not in proposed(week_06(), OFFICE)


def test_a_week_of_nothing_says_so_and_the_web_site_may_stand_alone() -> None:
    still = tuple(replace(unit, tally=Tally()) for unit in FIVE)
    assert f"3. {TITLE} Trong tuần không phát sinh." in printed(still, None)
    alone = printed(None, replace(SITE, updates=0))
    assert f"3. {TITLE} Ngày không có tin cập nhật: 08/02, 09/02." in alone
    assert "Báo cáo trước 8g30:" not in alone


def test_k5_is_worded_otherwise_where_the_clerk_does() -> None:
    report = replace(week_06(), daily=FIVE)
    text = whole_text(weekly_report(report, OFFICE, {"K5": "Các đơn vị báo cáo đủ."}, PRINTED_AT))
    assert "Các đơn vị báo cáo đủ." in text
    assert K5 not in text


def test_clauses_of_nothing_are_left_out() -> None:
    assert punctuality_sentence(FIVE[:1]) == "Báo cáo trước 8g30: 05/05 lượt đúng hạn."
    assert punctuality_sentence([replace(FIVE[0], tally=Tally(excused=3))]) == ""
    every_day = replace(SITE, days_without=())
    assert site_sentence(every_day).endswith("điện tử của Sở.")
    assert site_sentence(replace(every_day, updates=0)) == ""
