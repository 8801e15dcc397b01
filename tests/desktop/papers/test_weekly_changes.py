"""Corrections of a report, and what it says of figures reported otherwise before."""

from dataclasses import replace
from datetime import date

from db.queries.report import ChangeCause, FigureChange
from desktop.papers.document import TEXT_WIDTH
from desktop.papers.official import BELOW_TITLE
from desktop.papers.period import Period
from desktop.papers.tables import Row
from desktop.papers.weekly import weekly_report, weekly_title
from desktop.papers.weekly_annexes import CHANGES, annex_names, annexes
from desktop.papers.weekly_changes import changed_sentence
from desktop.papers.weekly_text import proposed
from tests.db.world import feb
from tests.desktop.papers.reading import page_texts, whole_text
from tests.desktop.papers.samples import MONDAY, OFFICE, PRINTED_AT, quiet_week, week_06

LATE = ChangeCause(97, "XK0097", feb(10))
CHANGE = FigureChange(
    *(feb(3), feb(9), "2020-W06", 0, 1, "Khẩu trang y tế 4 lớp", "cái"),
    *("issued", 1345, 1352, (LATE,)),
)


def test_a_correction_says_so_and_lists_what_changed_in_its_last_annex() -> None:
    report = replace(week_06(), edition=1, changes=(CHANGE,))
    pages = page_texts(weekly_report(report, OFFICE, {}, PRINTED_AT, MONDAY))
    assert "BÁO CÁO ĐÍNH CHÍNH Công tác hậu cần" in pages[0]
    name = annex_names(report)[CHANGES]
    sentence = "So với báo cáo tuần 06, số liệu đã báo cáo có thay đổi, xem Phụ lục"
    assert sentence in pages[0]
    assert f"{name} THAY ĐỔI SỐ LIỆU SO VỚI BÁO CÁO TRƯỚC" in pages[-1]
    row = "1 06 Xuất trong tuần: Khẩu trang y tế 4 lớp (cái) 1.345 1.352 +7 Phiếu số XK0097, ghi sổ ngày 10/02/2020"
    assert row in pages[-1]
    assert weekly_title(report) == "Báo cáo đính chính công tác hậu cần tuần 06"


def test_the_sentence_names_the_annex_and_every_week_that_changed() -> None:
    second = replace(CHANGE, from_on=feb(10), to_on=feb(16), week="2020-W07")
    report = replace(quiet_week(), changes=(CHANGE, second))
    assert proposed(report, OFFICE, "Phụ lục III")["K6"] == (
        "So với báo cáo tuần 06, 07, số liệu đã báo cáo có thay đổi, xem Phụ lục III."
    )
    days = replace(CHANGE, to_on=feb(8), week=None)
    assert changed_sentence(replace(quiet_week(), changes=(days,)), "Phụ lục").startswith(
        "So với báo cáo từ ngày 03/02/2020 đến ngày 08/02/2020, số liệu"
    )


def test_a_report_without_changes_has_neither_sentence_nor_annex() -> None:
    report = week_06()
    assert "K6" not in proposed(report, OFFICE)
    assert CHANGES not in annex_names(report)
    assert "ĐÍNH CHÍNH" not in whole_text(weekly_report(report, OFFICE, {}, PRINTED_AT, MONDAY))


def test_many_causes_of_one_figure_are_counted() -> None:
    causes = tuple(replace(LATE, number=f"XK{n:04d}") for n in range(1, 8))
    report = replace(quiet_week(), changes=(replace(CHANGE, causes=causes),))
    text = whole_text(weekly_report(report, OFFICE, {}, PRINTED_AT, date(2020, 2, 10)))
    assert "phiếu số XK0004, ghi sổ ngày 10/02/2020; và 3 phiếu khác" in text
    assert "XK0005" not in text


def test_the_list_of_changes_stands_apart_from_the_line_above_it() -> None:
    report = replace(quiet_week(), changes=(CHANGE,))
    period = Period.of(report.from_on, report.to_on, report.week)
    space, head, *_rows = annexes(report)[-1].write(period, TEXT_WIDTH)
    assert space.height == BELOW_TITLE
    assert space.keeps_next
    assert isinstance(head, Row)
