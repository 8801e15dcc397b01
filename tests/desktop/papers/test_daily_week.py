"""The week by department and indicator: tables, bars with their values, cases without any person."""

from collections.abc import Sequence
from datetime import date, timedelta

from db.kinds import AddedUp, IndicatorKind
from db.queries.cases import CaseFigures
from db.queries.daily_board import DepartmentDays
from db.queries.daily_week import DailyWeek
from db.queries.indicator_table import IndicatorDays
from db.queries.web_updates import WebFigures
from db.rules.daily import Tally
from desktop.papers.daily_week import case_sentence, daily_week
from desktop.papers.indicator_grids import charts, indicator_grid, tables_of
from tests.desktop.papers.daily_samples import AT, indicator
from tests.desktop.papers.reading import first_boxes, greys, page_image, page_sizes, whole_text
from tests.desktop.papers.samples import OFFICE

FIRST, LAST = date(2020, 2, 3), date(2020, 2, 9)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]
PRESS = DepartmentDays(3, "BC", "Phòng Báo chí", "BC", {}, Tally(on_time=5, late=1))
INSPECTORS = DepartmentDays(2, "TTS", "Thanh tra Sở", "TTra", {}, Tally(excused=2))


def row(values: Sequence[int | None], name: str = "Tin, bài", **more: object) -> IndicatorDays:
    days = {day: value for day, value in zip(DAYS, values, strict=False) if value is not None}
    one = indicator(name, **more)  # type: ignore[arg-type]
    told = list(days.values())
    together = None if not told else sum(told) if one.added_up is AddedUp.SUM else told[-1]
    return IndicatorDays(one, days, together)


def week(*rows: IndicatorDays, last: date = LAST) -> DailyWeek:
    return DailyWeek(
        from_on=FIRST,
        to_on=last,
        week="2020-W06" if last == LAST else None,
        at=AT,
        units=(PRESS, INSPECTORS),
        indicators=rows,
        cases=CaseFigures(3, 2, 1, 1, 0, 2),
        site=WebFigures(7, {}, (date(2020, 2, 8), date(2020, 2, 9))),
    )


def test_it_tells_who_reported_what_each_told_cases_and_the_web_site() -> None:
    text = whole_text(daily_week(week(row([5, None, 0, 7]), row([9, 8], "Đính chính")), OFFICE))
    for words in (
        "TỔNG HỢP BÁO CÁO HẰNG NGÀY Tuần 06 (từ ngày 03 tháng 02 năm 2020 đến ngày 09 tháng 02",
        "1 Phòng Báo chí 6 5 1 – – 83,3",
        "2 Thanh tra Sở – – – – 2 –",
        "Báo cáo trước 8g30: 05/06 lượt đúng hạn, 01 lượt trễ.",
        "STT Chỉ tiêu ĐVT 03/02 04/02 05/02 06/02 07/02 08/02 09/02 Cả kỳ",
        "1 Tin, bài tin, bài 5 – 7 12",
        "Phát hiện 03 vụ, đã xác minh 02 vụ, đã ngăn chặn 01 vụ, đã xử lý 01 vụ; còn 02 vụ đang",
        "Đã cập nhật 07 tin, bài về tình hình dịch bệnh lên trang thông tin điện tử của Sở;",
        "ngày không có tin cập nhật: 08/02, 09/02.",
    ):
        assert words in text, words


def test_cases_of_nothing_are_left_out() -> None:
    assert case_sentence(CaseFigures(0, 0, 0, 0, 0, 0)) == ""
    assert case_sentence(CaseFigures(0, 0, 0, 0, 0, 4)) == "Còn 04 vụ đang xử lý."


def test_yes_and_no_are_said_and_counted_and_a_last_value_is_no_sum() -> None:
    asked = row([1, 0, 1], "Đã họp", kind=IndicatorKind.YES_NO, unit="")
    now = row([1, 0], "Đã họp", kind=IndicatorKind.YES_NO, unit="", added_up=AddedUp.LAST)
    left = row([40, 30], "Tồn", added_up=AddedUp.LAST)
    grid = indicator_grid([asked, now, left], DAYS)
    assert [one.cells[3:6] for one in grid.rows] == [
        ("có", "không", "có"),
        ("có", "không", None),
        (40, 30, None),
    ]
    assert [one.cells[-1] for one in grid.rows] == [2, "không", 30]
    assert charts([asked, now, left], DAYS) == []


def test_bars_are_of_days_that_tell_something_and_share_a_chart_where_counted_alike() -> None:
    alike = [row([5, 6, None, 7], "Tin"), row([1, 1, None, 2], "Đính chính")]
    other = row([3, 2], "Chỉ đạo", unit="lượt")
    once = row([4], "Một lần")
    drawn = charts([*alike, other, once], DAYS)
    assert [chart.groups for chart in drawn] == [("03/02", "04/02", "06/02"), ("03/02", "04/02")]
    assert [name for name, _values in drawn[0].series] == [
        "Tin (tin, bài)",
        "Đính chính (tin, bài)",
    ]
    assert drawn[0].series[0][1] == (5, 6, 7)


def test_a_longer_period_has_tables_of_seven_days_and_the_sum_once() -> None:
    assert [(len(days), is_last) for days, is_last in tables_of(DAYS * 2 + DAYS[:3])] == [
        (7, False),
        (7, False),
        (3, True),
    ]
    pdf = daily_week(week(row([5, 6, 7]), last=FIRST + timedelta(days=16)), OFFICE)
    assert whole_text(pdf).count("Cả kỳ") == 1
    assert set(page_sizes(pdf)) == {(210, 297)}


def test_bars_are_white_and_grey_in_black_and_white() -> None:
    pdf = daily_week(week(row([90, 80], "Một"), row([70, 60], "Hai")), OFFICE)
    assert first_boxes(pdf)
    shades = greys(page_image(pdf, 0), 30, 100, 195, 250)
    assert {0, 255} <= shades
    assert any(140 < shade < 175 for shade in shades)
