"""The summary of a round and the list of who has not signed, read back."""

from dataclasses import replace

import pytest

from db.kinds import AbsenceKind, AckState
from desktop.papers.round_summary import missing_list, round_summary
from desktop.papers.signing_words import counted_reasons, why_unsigned
from tests.desktop.papers.reading import fonts_of, letters, page_texts, whole_text
from tests.desktop.papers.round_samples import (
    LONG_DOCUMENTS,
    LONG_NAME,
    LONG_TITLE,
    OWN_PLAN,
    PLAN_362,
    acks,
)
from tests.desktop.papers.round_samples import round_summary as sample
from tests.desktop.papers.samples import OFFICE, PRINTED_AT


def test_the_summary_has_the_figures_of_each_unit_their_sum_and_who_is_missing() -> None:
    (text,) = page_texts(round_summary(sample(), OFFICE, PRINTED_AT))
    assert (
        "BẢNG TỔNG HỢP Tình hình ký nhận Kế hoạch số 362/KH-UBND (tính đến 08g35 ngày 10/02/2020)"
    ) in text
    assert "1 Văn phòng Sở 12 1 11 8 3 72,7 công tác 01, không ký 01" in text
    assert "Tổng cộng 24 2 22 16 6 72,7" in text
    missing = text[text.index("Danh sách chưa ký nhận") :]
    assert (
        "Văn phòng Sở (3 người) 1 Nguyễn Thị Mỹ An Chánh Văn phòng 2 Bùi Thị Mỹ Bình Chuyên viên"
        " Không ký (không đồng ý) 3 Huỳnh Thị Mỹ Diệp Chuyên viên Vắng, ký bù: đi công tác"
    ) in missing
    assert "NGƯỜI TỔNG HỢP" in missing
    assert "CHÁNH VĂN PHÒNG (Ký, họ tên) Thái Kim Trang" in missing
    assert "Trang 1/1" in text


def test_a_round_everybody_signed_says_so() -> None:
    for write in (round_summary, missing_list):
        text = whole_text(write(sample(missing=0), OFFICE, PRINTED_AT))
        assert "Tất cả những người phải ký đều đã ký nhận." in text
        assert "Danh sách chưa ký nhận" not in text


def test_a_unit_all_of_whose_people_are_excused_has_no_rate() -> None:
    base = sample(1, 0)
    unit = replace(base.units[0], total=3, excused=3, signed=0)
    row = replace(base.row, total=3, excused=3, signed=0)
    text = whole_text(round_summary(replace(base, row=row, units=(unit,)), OFFICE, PRINTED_AT))
    assert "1 Văn phòng Sở 3 3 – – – –" in text


def test_who_has_not_signed_is_listed_by_unit_with_the_reason() -> None:
    text = whole_text(missing_list(sample(3, 2, (PLAN_362, OWN_PLAN)), OFFICE, PRINTED_AT))
    assert (
        "DANH SÁCH Cán bộ, công chức, viên chức, người lao động chưa ký nhận các văn bản sau:"
        " - Kế hoạch số 362/KH-UBND; - Kế hoạch số /KH-STTTT. (tính đến 08g35 ngày 10/02/2020)"
    ) in text
    assert "Phòng Báo chí (2 người) 1 Nguyễn Thị Mỹ An" in text
    assert "NGƯỜI LẬP DANH SÁCH" in text


@pytest.mark.parametrize("units", [1, 5, 11, 40])
def test_a_department_s_name_is_never_last_on_a_page_nor_the_signers_alone(units: int) -> None:
    for write in (round_summary, missing_list):
        texts = page_texts(write(sample(units, 4), OFFICE, PRINTED_AT))
        for text in texts:
            body = text[: text.index("in lúc")].removesuffix(" ").split("Trang")[0]
            assert not body.rstrip().endswith("(4 người)")
        assert "CHÁNH VĂN PHÒNG (Ký" in texts[-1]
        assert "Trần Thị Mỹ Đạt" in texts[-1]


def test_long_words_are_never_cut_and_stay_inside_the_margins() -> None:
    base = sample(2, 3, LONG_DOCUMENTS)
    people = tuple(
        replace(of, name=LONG_NAME, title=LONG_TITLE, state=AckState.REFUSED, reason="vì " * 60)
        for of in base.missing
    )
    units = tuple(replace(of, department="Trung tâm " * 8) for of in base.units)
    pdf = round_summary(replace(base, units=units, missing=people), OFFICE, PRINTED_AT)
    text = whole_text(pdf)
    assert text.count(LONG_NAME) == 6
    assert text.count(LONG_TITLE) == 6
    assert text.count("vì") == 360
    assert all(f"số {of.number}" in text for of in LONG_DOCUMENTS)
    for (wide, high), letter in letters(pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter
        assert 41 < letter.bottom < letter.top < high - 55, letter


def test_reasons_are_counted_the_commonest_first_and_unknown_ones_left_out() -> None:
    told = {"illness": 1, "trip": 2, "": 4, "refused": 1, "leave": 11}
    assert counted_reasons(told) == "nghỉ phép 11, công tác 02, không ký 01, ốm 01"


def test_why_somebody_has_not_signed_is_said_as_far_as_it_is_known() -> None:
    (person,) = acks(1)
    assert why_unsigned(person) == ""
    assert why_unsigned(replace(person, state=AckState.NOT_DELIVERED)) == "Chưa chuyển"
    away = replace(person, state=AckState.AWAY, absence=AbsenceKind.ILLNESS)
    assert why_unsigned(away) == "Vắng, ký bù: ốm"


def test_equal_figures_give_equal_bytes_in_the_embedded_typeface() -> None:
    first, second = (round_summary(sample(), OFFICE, PRINTED_AT) for _ in range(2))
    assert first == second
    assert all(is_embedded and "Tinos" in name for name, is_embedded in fonts_of(first))
