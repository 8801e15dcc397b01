"""What the weekly report says of documents: Bảng 5, K3, and the lines of sections II and III."""

from dataclasses import replace
from datetime import date

from db.queries.documents import CitedDocument
from db.queries.report import ListOut, RoundFigures, UnitStanding, WeeklyReport
from desktop.papers.weekly import weekly_report
from desktop.papers.weekly_text import proposed
from tests.desktop.papers.reading import whole_text
from tests.desktop.papers.samples import MONDAY, OFFICE, PRINTED_AT, week_06

PLAN = CitedDocument(
    1,
    "362/KH-UBND",
    "Kế hoạch",
    date(2020, 2, 1),
    "Ủy ban nhân dân Thành phố",
    "Ứng phó với dịch bệnh",
)
OWN = replace(
    PLAN,
    document_id=2,
    number="/KH-STTTT",
    issued_on=date(2020, 2, 3),
    issuer="Sở Thông tin và Truyền thông",
    summary="Phòng, chống dịch",
)
LETTER = replace(OWN, number="", type="Công văn")
UNITS = (
    UnitStanding("Trung tâm Báo chí Thành phố", 23, 34),
    UnitStanding("Thanh tra Sở", 11, 14),
)
ROUND = RoundFigures(1, (PLAN,), date(2020, 2, 7), False, 214, 6, 208, 177, UNITS)


def with_rounds(*rounds: RoundFigures, out: tuple[ListOut, ...] = ()) -> WeeklyReport:
    return replace(week_06(), rounds=rounds, lists_out=out)


def printed(report: WeeklyReport) -> str:
    return whole_text(weekly_report(report, OFFICE, {}, PRINTED_AT, MONDAY))


def test_the_section_is_left_out_until_documents_are_distributed() -> None:
    text = printed(week_06())
    assert "Phổ biến văn bản" not in text
    assert "K3" not in proposed(week_06(), OFFICE)


def test_a_week_without_a_round_says_so() -> None:
    text = printed(with_rounds())
    title = "3. Phổ biến văn bản đến cán bộ, công chức, viên chức, người lao động"
    assert f"{title} Trong tuần không phát sinh." in text


def test_rounds_stand_in_the_table_with_those_who_lack_signatures() -> None:
    text = printed(with_rounds(ROUND))
    row = "1 Kế hoạch số 362/KH-UBND 07/02/2020 214 6 208 177 31 85,1"
    assert "Bảng 5. Tình hình ký nhận văn bản" in text
    assert row in text
    assert (
        "Các đơn vị chưa hoàn thành: Trung tâm Báo chí Thành phố (23/34), Thanh tra Sở (11/14)."
        in text
    )
    assert "Kế hoạch số 362/KH-UBND: 177/208 người đã ký nhận (85,1%)." in text
    assert "- Tiếp tục đôn đốc ký nhận Kế hoạch số 362/KH-UBND đối với 31 người chưa ký." in text


def test_a_closed_round_is_told_of_but_nobody_is_reminded() -> None:
    texts = proposed(with_rounds(replace(ROUND, is_closed=True)), OFFICE)
    assert texts["K3"] == ""
    assert "đôn đốc" not in texts["III"]


def test_several_rounds_are_told_apart() -> None:
    text = printed(with_rounds(ROUND, replace(ROUND, round_id=2, documents=(LETTER,))))
    assert "Các đơn vị chưa hoàn thành Kế hoạch số 362/KH-UBND: " in text
    assert "Các đơn vị chưa hoàn thành Công văn ngày 03/02/2020: " in text


def test_nobody_to_sign_is_no_share() -> None:
    report = with_rounds(replace(ROUND, total=6, excused=6, to_sign=0, signed=0, unfinished=()))
    assert proposed(report, OFFICE)["K3"] == ""
    assert "07/02/2020 6 6 – – – –" in printed(report)


def test_lists_that_are_out_are_named_a_few_at_most() -> None:
    out = ListOut("Phòng Báo chí", (PLAN, replace(PLAN, number="12/KH-STTTT")), ())
    masks = ListOut("", (), ("XK0003", "XK0004"))
    assert proposed(with_rounds(ROUND, out=(out, masks)), OFFICE)["II"].splitlines()[-1] == (
        "- Còn 02 danh sách ký nhận chưa nộp lại Văn phòng:"
        " Phòng Báo chí (Kế hoạch số 362/KH-UBND, Kế hoạch số 12/KH-STTTT); phiếu XK0003, XK0004."
    )
    many = proposed(with_rounds(ROUND, out=(out,) * 9), OFFICE)["II"].splitlines()[-1]
    assert many.startswith("- Còn 09 danh sách")
    assert many.endswith(" và 03 danh sách khác.")
