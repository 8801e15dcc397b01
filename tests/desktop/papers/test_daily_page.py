"""Báo cáo nhanh: its exact words, and that it is one side of A4 whatever is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.kinds import Punctuality
from db.queries.daily_page import MissingRun, SigningRound
from db.queries.report import ExpiringLot
from db.rules.daily import Standing
from desktop.papers.daily_page import (
    MOST_SUPPLIES,
    SEE_SUMMARY,
    cut,
    daily_page,
    shown_supplies,
)
from desktop.papers.daily_text import MOST_IN_A_MESSAGE, concerns, message, standing_sentence
from desktop.papers.document import TEXT_WIDTH
from tests.desktop.papers.daily_samples import AT, MISSING, ON_TIME, PLAN, STANDINGS, page, unit
from tests.desktop.papers.reading import letters, page_sizes, page_texts, whole_text
from tests.desktop.papers.samples import OFFICE, supply

SENTENCE = (
    "Có 03/05 đơn vị báo cáo đúng hạn; 01 đơn vị báo cáo trễ (Phòng Thông tin điện tử, trễ 04"
    " phút); 01 đơn vị chưa báo cáo (Thanh tra Sở)."
)
WORDS = "Theo dõi, thống kê tin bài của các báo điện tử về dịch bệnh trên địa bàn Thành phố. "


def squeezed(text: str) -> str:
    """A text without blanks, as it is found again however its lines were broken."""
    return "".join(text.split())


def test_it_has_the_words_and_the_order_of_the_paper() -> None:
    text = whole_text(daily_page(page(), OFFICE))
    wanted = (
        "Số: /BC-VP Thành phố Hồ Chí Minh, ngày 10 tháng 02 năm 2020",
        "BÁO CÁO NHANH Tình hình thực hiện nhiệm vụ phòng, chống dịch nCoV ngày 10 tháng 02",
        "năm 2020 (Tính đến 8g35) Kính gửi: Giám đốc Sở Thông tin và Truyền thông.",
        f"1. Báo cáo của các đơn vị {SENTENCE}",
        "STT Đơn vị Người báo cáo Giờ nhận Hình thức Tình trạng",
        "1 Văn phòng Sở Lê Văn Cường 08g20 Điện thoại Đúng hạn",
        "2 Thanh tra Sở Chưa báo cáo",
        "Trễ 4 phút",
        "2. Kết quả nổi bật",
        "3. Vật tư (từ ngày 07/02/2020 đến hết ngày 09/02/2020)",
        "Vật tư ĐVT Tồn đầu Nhập Xuất Tồn cuối Đủ dùng (ngày làm việc)",
        "Khẩu trang y tế 4 lớp cái – 2.500 1.345 1.155 4",
        "4. Việc cần Giám đốc Sở quan tâm",
        "- Khẩu trang y tế 4 lớp: còn 1.155 cái (tối thiểu 2.000), đủ dùng 04 ngày làm việc.",
        "- Kế hoạch số 362/KH-UBND: còn 31 người chưa ký, 07 người quá hạn.",
        "5. Kiến nghị của các đơn vị Không.",
        "CHÁNH VĂN PHÒNG",
    )
    at = 0
    for words in wanted:
        assert words in text[at:], words
        at += text[at:].index(words)
    for words in ("Nơi nhận:", "- Giám đốc Sở;", "- Lưu: VP."):
        assert words in text
    assert "./." not in text


def test_where_nothing_needs_a_look_it_says_none() -> None:
    quiet = page(supplies=(replace(supply(1), is_needed=False, minimum=0),), rounds=())
    assert "4. Việc cần Giám đốc Sở quan tâm Không." in whole_text(daily_page(quiet, OFFICE))


@pytest.mark.parametrize(
    ("standings", "told"),
    [
        (STANDINGS, SENTENCE),
        ((ON_TIME,) * 5, "Có 05/05 đơn vị báo cáo đúng hạn."),
        ((MISSING, Standing(Punctuality.EXCUSED)), None),
        ((Standing(Punctuality.WAITING),), "Có 0/01 đơn vị báo cáo đúng hạn; 01 đơn vị chưa"),
    ],
)
def test_a_clause_of_nobody_is_left_out(standings: tuple[Standing, ...], told: str | None) -> None:
    shown = page([unit(place, one) for place, one in enumerate(standings)])
    sentence = standing_sentence(shown.board)
    told = told or (
        "Có 0/01 đơn vị báo cáo đúng hạn; 01 đơn vị chưa báo cáo (Văn phòng Sở);"
        " 01 đơn vị được miễn (Thanh tra Sở)."
    )
    assert sentence.startswith(told)


def test_on_a_free_day_nobody_has_to_report() -> None:
    shown = page([unit(0, Standing(Punctuality.NOT_DUE))])
    shown = replace(shown, board=replace(shown.board, deadline=None))
    assert standing_sentence(shown.board) == "Ngày 10/02/2020 các đơn vị không phải báo cáo."
    assert "Không phải báo cáo" in whole_text(daily_page(shown, OFFICE))


def test_the_text_to_copy_has_the_words_of_the_office() -> None:
    shown = page(missing=(MissingRun("Thanh tra Sở", "TTra", 2, date(2020, 2, 9)),))
    text = message(shown)
    assert text.startswith(
        "Tính đến 8g35 ngày 10/02/2020: 03/05 đơn vị đúng hạn; trễ: TTĐT 04 phút; chưa báo cáo:"
        " TTra. Khẩu trang: tồn 1.989, cấp 1.411, đủ dùng 22 ngày làm việc."
        " Ký nhận KH 362: 177/208 (85,1%). Cần quan tâm: Khẩu trang y tế 4 lớp: còn 1.155 cái"
    )
    assert text.endswith("Thanh tra Sở: không báo cáo 02 ngày liên tiếp (từ ngày 09/02/2020).")
    quiet = page([unit(0)], supplies=(), rounds=())
    assert message(quiet) == (
        "Tính đến 8g35 ngày 10/02/2020: 01/01 đơn vị đúng hạn. Cần quan tâm: không."
    )
    later = replace(quiet, at=AT + timedelta(days=1))
    assert message(later).startswith("Ngày 10/02/2020, tính đến 8g35 ngày 11/02/2020: ")


def test_a_message_names_a_few_concerns_and_how_many_more_there_are() -> None:
    missing = tuple(
        MissingRun(f"Phòng {n}", f"P{n}", 2, date(2020, 2, 9)) for n in range(MOST_IN_A_MESSAGE + 7)
    )
    text = message(page([unit(0)], supplies=(), rounds=(), missing=missing))
    assert text.count("không báo cáo 02 ngày") == MOST_IN_A_MESSAGE
    assert text.endswith("; 07 việc khác (xem báo cáo nhanh).")


def test_a_long_result_is_cut_between_words_after_two_lines() -> None:
    shown = page([unit(0, results=WORDS * 9), unit(2, results="Đã nhắc nhở 03 báo.")])
    text = whole_text(daily_page(shown, OFFICE))
    assert f"Thành phố. {WORDS[:10]}" in text
    assert SEE_SUMMARY in text
    assert "- Phòng Báo chí: Đã nhắc nhở 03 báo." in text
    told = cut(f"- Văn phòng Sở: {WORDS * 9}", 2, TEXT_WIDTH)
    assert told.endswith(SEE_SUMMARY)
    kept = told.removesuffix(f" {SEE_SUMMARY}")
    assert f"- Văn phòng Sở: {WORDS * 9}".startswith(kept)
    assert kept.rpartition(" ")[2] in WORDS.replace(".", "").replace(",", "").split()


def test_two_is_shortened_before_five() -> None:
    long = [unit(n, results=WORDS * 4, proposals=f"Xin thêm người {n}. {WORDS}") for n in range(5)]
    text = whole_text(daily_page(page(long), OFFICE))
    two, five = text.split("3. Vật tư")[0], text.split("5. Kiến nghị")[1]
    assert SEE_SUMMARY in two
    assert all(f"Xin thêm người {n}" in five for n in range(5))


def test_masks_then_what_is_short_then_what_moved_in_six_rows() -> None:
    many = [replace(supply(n), supply_id=n) for n in range(1, 11)]
    shown = shown_supplies(many)
    assert len(shown) == MOST_SUPPLIES
    assert [row.code for row in shown[:3]] == ["KT01", "KT02", "KT03"]
    assert "SK02" in {row.code for row in shown}  # short
    still = replace(supply(4), received=0, bought=0, granted=0, issued=0, opening=5, closing=5)
    never = replace(still, opening=0, closing=0, minimum=0, is_needed=True)
    assert shown_supplies([replace(still, minimum=0), never]) == []


names = st.text("ABCĐÊGHIKLMNÔƯ abcdđêghiklmnôơư,", min_size=3, max_size=70).map(
    lambda text: f"Phòng {text.strip()}"
)
texts = st.one_of(
    st.just(""),
    st.integers(1, 60).map(lambda times: WORDS * times),
    st.text(min_size=1, max_size=400),
    st.integers(1, 900).map(lambda times: "x" * times),
)
standings = st.sampled_from((ON_TIME, MISSING, Standing(Punctuality.LATE, 125)))


@given(
    told=st.lists(st.tuples(names, standings, texts, texts), max_size=24),
    short=st.integers(0, 30),
    lots=st.integers(0, 12),
    rounds=st.integers(0, 12),
    missing=st.lists(names, max_size=12),
)
@settings(max_examples=40)
def test_it_is_one_side_and_loses_nothing_of_1_3_and_4(
    told: list[tuple[str, Standing, str, str]],
    short: int,
    lots: int,
    rounds: int,
    missing: list[str],
) -> None:
    units = [
        unit(place, standing, results, proposals, name)
        for place, (name, standing, results, proposals) in enumerate(told)
    ]
    shown = page(
        units,
        supplies=[
            replace(supply(1), supply_id=n, is_mask=n < 3, name=f"Vật tư số {n}")
            for n in range(short)
        ],
        expiring=[
            ExpiringLot(f"L{n:05d}", f"Vật tư số {n}", "cái", 9, date(2020, 2, 28), 3)
            for n in range(lots)
        ],
        rounds=[
            SigningRound((replace(PLAN, number=f"{n + 100}/KH-UBND"),), 208, 177, 7)
            for n in range(rounds)
        ],
        missing=[MissingRun(name, "", 2, date(2020, 2, 9)) for name in missing],
    )
    pdf = daily_page(shown, OFFICE)
    assert page_sizes(pdf) == [(210, 297)]
    text = squeezed(page_texts(pdf)[0])
    assert squeezed(standing_sentence(shown.board)) in text
    for row in shown.board.rows:
        assert squeezed(row.department) in text
    for supply_row in shown_supplies(shown.stock.supplies):
        assert squeezed(supply_row.name) in text
    for line in concerns(shown):
        assert squeezed(line) in text
    assert "CHÁNHVĂNPHÒNG" in text
    lowest = min(letter.bottom for _size, letter in letters(pdf))
    highest = max(letter.top for _size, letter in letters(pdf))
    assert lowest > 25
    assert highest < 842 - 50
