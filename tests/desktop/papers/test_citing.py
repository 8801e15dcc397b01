"""Documents named in sentences, with and without their number."""

from dataclasses import replace

import pytest

from desktop.papers.citing import cited_briefly, cited_whole, named, number_of
from tests.desktop.papers.round_samples import OWN_PLAN, PLAN_362

UNKNOWN = replace(OWN_PLAN, number="")


def test_a_document_is_named_whole_in_short_and_by_its_number() -> None:
    assert cited_whole(replace(PLAN_362, summary="phòng, chống dịch")) == (
        "Kế hoạch số 362/KH-UBND ngày 01 tháng 02 năm 2020 của Ủy ban nhân dân Thành phố về phòng,"
        " chống dịch"
    )
    assert cited_briefly(PLAN_362) == "Kế hoạch số 362/KH-UBND ngày 01/02/2020 của UBND Thành phố"
    assert named(PLAN_362) == "Kế hoạch số 362/KH-UBND"
    assert number_of(PLAN_362) == "362/KH-UBND"


def test_a_number_not_known_yet_is_left_for_the_hand_before_its_symbol() -> None:
    assert named(OWN_PLAN) == "Kế hoạch số\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-STTTT"
    assert cited_briefly(OWN_PLAN).endswith(
        "/KH-STTTT ngày 03/02/2020 của Sở Thông tin và Truyền thông"
    )


def test_a_document_without_number_and_symbol_is_named_by_its_day() -> None:
    assert named(UNKNOWN) == "Kế hoạch ngày 03/02/2020"
    assert cited_briefly(UNKNOWN) == "Kế hoạch ngày 03/02/2020 của Sở Thông tin và Truyền thông"
    assert cited_whole(replace(UNKNOWN, summary="", issuer="")) == (
        "Kế hoạch ngày 03 tháng 02 năm 2020"
    )
    assert number_of(UNKNOWN) == ""


def test_an_issuer_in_short_is_written_out_in_titles() -> None:
    assert "của Ủy ban nhân dân Quận 1 về" in cited_whole(replace(PLAN_362, issuer="UBND Quận 1"))


@pytest.mark.parametrize(
    ("summary", "about"),
    [
        ("Ứng phó với dịch", " về ứng phó với dịch"),
        ("về Ứng phó với dịch", " về Ứng phó với dịch"),
        ("Về việc ứng phó với dịch", " về ứng phó với dịch"),
        ("V/v ứng phó với dịch", " về ứng phó với dịch"),
        ("COVID-19 tại Sở", " về COVID-19 tại Sở"),
        ("", ""),
    ],
)
def test_what_it_is_about_follows_one_ve(summary: str, about: str) -> None:
    text = cited_whole(replace(PLAN_362, summary=summary))
    assert (
        text.removeprefix(
            "Kế hoạch số 362/KH-UBND ngày 01 tháng 02 năm 2020 của Ủy ban nhân dân Thành phố"
        )
        == about
    )
