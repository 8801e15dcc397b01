"""Papers about daily reports made from a book, read back and compared with SQL of their own."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.clock import FixedClock
from db.errors import NobodyAssigned
from db.queries.daily_pages import daily_pages, stock_days
from db.queries.documents import file_content
from db.queries.weekly import weekly_report
from db.services.office import save_report_texts
from desktop import daily_papers
from desktop.office_identity import office_identity
from desktop.papers.press_coverage import TEXTS
from desktop.sheets.weekly import weekly_workbook
from desktop.weekly import weekly_json, weekly_pdf
from tests.db.daily import department, indicator
from tests.db.morning import AT, SECRET, TODAY, monday
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, whole_text

WEEK = feb(3), feb(9)


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = AT
    monday(sqlite_world)
    return sqlite_world


def asked(world: World, statement: str) -> list[tuple[Any, ...]]:
    with world.book.connection() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def sheet(workbook: bytes, name: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python()
    return rows


def row_of(rows: Sequence[Sequence[Any]], name: str) -> Sequence[Any]:
    return next(row for row in rows if name in row)


def test_the_directors_page_is_one_side_and_equals_the_book(world: World) -> None:
    pdf = daily_papers.page_pdf(world.book, TODAY, AT)
    assert page_sizes(pdf) == [(210, 297)]
    text = whole_text(pdf)
    came = "SELECT coalesce(sum(quantity), 0) FROM movement WHERE supply_id = {} AND day < '{}'"
    for name, unit, supply in (
        ("Khẩu trang y tế", "cái", world.masks),
        ("Gel rửa tay", "chai", world.gel),
        ("Găng tay", "chiếc", world.gloves),
    ):
        opening = asked(world, came.format(supply, feb(7)))[0][0]
        closing = asked(world, came.format(supply, TODAY))[0][0]
        told = f"SELECT sum(quantity) FROM movement WHERE supply_id = {supply} AND quantity"
        of_days = f"day BETWEEN '{feb(7)}' AND '{feb(9)}'"
        moved = [asked(world, f"{told} {sign} 0 AND {of_days}")[0][0] or 0 for sign in (">", "<")]
        figures = (opening, moved[0], -moved[1], closing)
        cells = " ".join(f"{n:,}".replace(",", ".") if n else "–" for n in figures)
        assert f"{name} {unit} {cells}" in text
    assert "Có 02/04 đơn vị báo cáo đúng hạn; 01 đơn vị báo cáo trễ" in text
    assert "- Găng tay: đã hết hàng từ ngày 09/02/2020." in text
    assert "- Kế hoạch số 362/KH-UBND: còn 02 người chưa ký, 02 người quá hạn." in text
    assert "- Thanh tra Sở: không báo cáo 02 ngày liên tiếp (từ ngày 09/02/2020)." in text
    assert pdf == daily_papers.page_pdf(world.book, TODAY, AT)


def test_a_page_given_is_kept_as_it_is_and_the_next_goes_on_from_there(world: World) -> None:
    printed = daily_papers.print_page(world.book, TODAY, AT)
    assert (printed.from_on, printed.to_on) == (feb(7), feb(9))
    daily_papers.give_page(world.book, printed)
    daily_papers.give_page(world.book, printed)
    (kept,) = world.book.ask(daily_pages)
    assert world.book.ask(file_content, kept.attachment_id).content == printed.pdf
    assert world.book.ask(stock_days, feb(12)) == (TODAY, feb(11))


def test_the_message_is_what_the_page_says(world: World) -> None:
    ((left,),) = asked(world, f"SELECT sum(quantity) FROM movement WHERE supply_id = {world.masks}")
    text = daily_papers.page_text(world.book, TODAY, AT)
    assert text.startswith(
        "Tính đến 8g35 ngày 10/02/2020: 02/04 đơn vị đúng hạn; trễ: TTĐT 04 phút; chưa báo cáo:"
        f" TTra; được miễn: XBIPH. Khẩu trang: tồn {left // 1000}.{left % 1000:03d}, cấp "
    )
    assert "Ký nhận KH 362: 1/3 (33,3%)." in text


def test_the_summary_has_all_that_was_said_on_paper_and_in_its_workbook(world: World) -> None:
    text = whole_text(daily_papers.summary_pdf(world.book, TODAY, AT))
    rows = sheet(daily_papers.summary_xlsx(world.book, TODAY, AT), "Báo cáo")
    press = row_of(rows, "Phòng Báo chí")
    assert press[2:4] == ["08g10", "Đúng hạn"]
    for (said,) in asked(world, f"SELECT tomorrow FROM daily_report WHERE day = '{TODAY}'"):
        assert said in text
        assert not said or said in press
    assert "Chỉ đạo báo, đài: Đã nhắc nhở 03 báo." in text
    assert sheet(daily_papers.summary_xlsx(world.book, TODAY, AT), "Giờ nhận")[4][2] == (
        "Trần Thị Bình"
    )


def test_the_week_adds_up_what_departments_told_and_names_nobody(world: World) -> None:
    pdf = daily_papers.week_pdf(world.book, *WEEK, AT)
    text = whole_text(pdf)
    rows = sheet(daily_papers.week_xlsx(world.book, *WEEK, AT), "Chỉ tiêu")
    for name in ("Tin, bài theo dõi", "Chỉ đạo", "Đính chính", "Trang tin đã nhắc nhở"):
        told = asked(
            world,
            "SELECT daily_report.day, value FROM daily_figure JOIN daily_report ON"
            f" daily_report.id = report_id WHERE indicator_id = {indicator(world, name)}"
            f" AND day <= '{feb(9)}' ORDER BY day",
        )
        row = row_of(rows, name)
        assert [row[5 + n] for n in range(len(told))] == [value for _day, value in told]
        assert row[-1] == sum(value for _day, value in told)
    issued = asked(
        world,
        f"SELECT -sum(quantity) FROM movement WHERE supply_id = {world.masks} AND quantity < 0"
        f" AND day BETWEEN '{feb(3)}' AND '{feb(8)}'",
    )
    assert row_of(rows, "Khẩu trang cấp")[-1] == issued[0][0]
    assert "Phát hiện 03 vụ" in text
    for paper in (
        text,
        whole_text(weekly_pdf(world.book, *WEEK)),
        whole_text(daily_papers.page_pdf(world.book, TODAY, AT)),
        str(rows),
    ):
        assert SECRET not in paper


def test_the_press_report_goes_to_the_city_under_the_departments_head(world: World) -> None:
    text = whole_text(daily_papers.press_pdf(world.book, *WEEK, AT))
    for words in (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "Số: /BC-STTTT",
        "(từ ngày 03 tháng 02 năm 2020 đến ngày 09 tháng 02 năm 2020)",
        "Kính gửi: Ủy ban nhân dân Thành phố.",
        "trong đó giao Phòng Báo chí “thường xuyên kiểm soát, thống kê tình hình đăng tin về dịch",
        "1 Tin, bài theo dõi tin, bài 154 155 156 157 158 159 939",
        "- Ngày 04/02/2020: Chỉ đạo báo, đài: Đã nhắc nhở 03 báo. Kiểm soát, thống kê tin bài:",
        "- Đề nghị Sở Y tế cung cấp thông tin trước 10 giờ hằng ngày.",
        "kính báo cáo Ủy ban nhân dân Thành phố./.",
        "- Lưu: VT, BC.",
        "GIÁM ĐỐC",
    ):
        assert words in text, words
    rows = sheet(daily_papers.press_xlsx(world.book, *WEEK, AT), "Số liệu")
    assert row_of(rows, "Tin, bài theo dõi")[-1] == sum(range(154, 160))


def test_words_of_the_press_report_are_the_clerks_where_there_are_any(world: World) -> None:
    proposed = daily_papers.press_proposals(world.book, *WEEK, AT)
    assert tuple(proposed) == TEXTS
    own = {**proposed, "press_proposals": "Không có kiến nghị gì thêm."}
    world.book.do(save_report_texts, *WEEK, own, proposed)
    text = whole_text(daily_papers.press_pdf(world.book, *WEEK, AT))
    assert "4. Kiến nghị, đề xuất Không có kiến nghị gì thêm." in text
    assert "Không có kiến nghị gì thêm." not in whole_text(weekly_pdf(world.book, *WEEK))


def test_another_department_may_report_and_without_one_the_report_is_refused(
    world: World,
) -> None:
    other = department(world, "TTDT")
    text = whole_text(daily_papers.press_pdf(world.book, *WEEK, AT, other))
    assert "Trang tin đã nhắc nhở" in text
    assert "- Lưu: VT, TTĐT." in text
    before = feb(3) - timedelta(days=1)  # no duty was in force
    with pytest.raises(NobodyAssigned):
        daily_papers.press_pdf(world.book, before, before, AT)


def test_the_weekly_report_has_the_section_and_its_json_the_figures(world: World) -> None:
    text = whole_text(weekly_pdf(world.book, *WEEK))
    assert "Báo cáo trước 8g30: 23/28 lượt đúng hạn, 05 lượt không báo cáo." in text
    report = world.book.ask(weekly_report, *WEEK, AT)
    office = world.book.ask(office_identity, TODAY)
    rows = sheet(weekly_workbook(report, office, AT), "Báo cáo 8g30")
    assert row_of(rows, "Thanh tra Sở")[2:7] == [6, 5, 0, 1, 0]
    told = weekly_json(world.book, *WEEK)
    assert told["daily_reports"][1] == {
        "code": "TTS",
        "name": "Thanh tra Sở",
        "due": 6,
        "on_time": 5,
        "late": 0,
        "missing": 1,
        "excused": 0,
    }
    assert told["web_updates"] == {
        "count": 4,
        "days_without": ["2020-02-03", "2020-02-06", "2020-02-08", "2020-02-09"],
    }
