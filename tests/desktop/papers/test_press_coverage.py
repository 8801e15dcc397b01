"""The report on press coverage: what it words by itself, and what it leaves out."""

from dataclasses import replace
from datetime import date, timedelta

from db.queries.press_coverage import DayTold, PressCoverage
from desktop.papers.press_coverage import TEXTS, press_coverage, proposed_texts
from tests.desktop.papers.daily_samples import AT
from tests.desktop.papers.reading import page_sizes, whole_text
from tests.desktop.papers.samples import OFFICE
from tests.desktop.papers.test_daily_week import row

FIRST, LAST = date(2020, 2, 3), date(2020, 2, 9)
WEEK = PressCoverage(
    from_on=FIRST,
    to_on=LAST,
    week="2020-W06",
    at=AT,
    department="Phòng Báo chí",
    symbol="BC",
    sentence="Thường xuyên kiểm soát, báo cáo UBND Thành phố.",
    indicators=(row([3, 4], "Tin"), row([0, 0], "Đính chính")),
    days=(
        DayTold(FIRST, (("Chỉ đạo", "- Nhắc 03 báo.\n- Họp."),), "Thiếu người.", ""),
        DayTold(LAST, (("", "từ " * 200),), "Thiếu người", "Xin thêm."),
    ),
)


def test_texts_say_each_thing_once_and_leave_out_what_is_nothing() -> None:
    texts = proposed_texts(WEEK, OFFICE)
    assert tuple(texts) == TEXTS
    assert (
        "giao Phòng Báo chí “thường xuyên kiểm soát, báo cáo UBND Thành phố”"
        in (texts["press_basis"])
    )
    assert texts["press_figures"] == "Trong tuần 06: Tin: 07 tin, bài."
    first, second = texts["press_results"].splitlines()
    assert first == "- Ngày 03/02/2020: Chỉ đạo: Nhắc 03 báo; Họp."
    assert second.endswith("từ …")
    assert len(second) < 330
    assert texts["press_difficulties"] == "- Thiếu người."
    assert texts["press_proposals"] == "- Xin thêm."
    assert texts["press_recipients"].endswith("- Lưu: VT, BC.")


def test_a_word_without_an_end_is_cut_between_letters() -> None:
    told = DayTold(FIRST, (("Chỉ đạo", "x" * 10_000),), "", "")
    coverage = replace(WEEK, days=(told,))
    line = proposed_texts(coverage, OFFICE)["press_results"]
    assert line == f"- Ngày 03/02/2020: Chỉ đạo: {'x' * 291} …"
    assert whole_text(press_coverage(coverage, OFFICE, {})).count("x") >= 291


def test_where_nothing_was_told_it_says_so() -> None:
    texts = proposed_texts(replace(WEEK, sentence="", indicators=(), days=()), OFFICE)
    assert "giao" not in texts["press_basis"]
    assert texts["press_figures"] == texts["press_results"] == "Không phát sinh."
    assert texts["press_difficulties"] == texts["press_proposals"] == "Không."
    assert "Bảng 1" not in whole_text(press_coverage(replace(WEEK, indicators=()), OFFICE, {}))


def test_a_month_has_a_table_for_each_seven_days_and_ends_as_official_papers_do() -> None:
    month = replace(WEEK, to_on=FIRST + timedelta(days=29), week=None)
    pdf = press_coverage(month, OFFICE, {"press_proposals": "Lời riêng."})
    text = whole_text(pdf)
    assert text.count("STT Chỉ tiêu") == 5
    assert text.count("Cả kỳ") == 1
    assert "4. Kiến nghị, đề xuất Lời riêng." in text
    assert "kính báo cáo Ủy ban nhân dân Thành phố./." in text
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in text
    assert set(page_sizes(pdf)) == {(210, 297)}
    assert pdf == press_coverage(month, OFFICE, {"press_proposals": "Lời riêng."})
