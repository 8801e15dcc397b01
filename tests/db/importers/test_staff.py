"""Lists of people: new, changed, known, missing; departments by every name they go by."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.errors import ImportRefused
from db.importers.problems import Hint
from db.importers.reading import read_workbook
from db.models.staff import Department, DutyPost, Membership, StaffMember
from tests.db.importers.conftest import STAFF, Office, counts, problems
from tests.db.importers.workbooks import Row, every_text, in_tcvn3, xlsx

HEAD: Row = ["STT", "Mã số", "Họ và tên", "Chức vụ", "Điện thoại", "Phòng"]


def departments(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Department.code, Department.name)).all())


def person(session: Session, code: str) -> tuple[str, str, str, str, str]:
    """Name, department, title, post, phone."""
    query = (
        select(
            StaffMember.name, Department.code, Membership.title, DutyPost.name, StaffMember.phone
        )
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
        .where(StaffMember.code == code, Membership.to_on.is_(None))
    )
    name, department, title, post, phone = session.execute(query).one()
    return name, department, title, post or "", phone


def test_people_are_written_under_their_groups(office: Office) -> None:
    assert counts(office.take("staff", STAFF)) == (5, 5, 0, 0)
    ask = office.book.ask
    assert ask(person, "CB0003") == ("Trần Quốc Bảo", "VP", "Nhân viên", "Bảo vệ", "")
    assert ask(person, "CB0002")[4] == "0970817221"


def test_a_changed_person_counts_and_the_others_do_not(office: Office) -> None:
    office.take("staff", STAFF)
    rows = [list(row) for row in STAFF]
    rows[5][3], rows[4][6] = "Tổ trưởng", "0909 000 111"
    assert counts(office.take("staff", rows)) == (5, 2, 3, 0)
    assert office.book.ask(person, "CB0003")[2] == "Tổ trưởng"
    assert office.book.ask(person, "CB0002")[4] == "0909000111"
    assert counts(office.take("staff", rows)) == (5, 0, 5, 0)


def test_who_moved_serves_at_the_new_place_from_today(furnished: Office) -> None:
    rows = [*STAFF[:5], *STAFF[6:], ["", "CB0003", "Trần Quốc Bảo", "Nhân viên", "", "Bảo vệ"]]
    assert counts(furnished.take("staff", rows)) == (5, 1, 4, 0)
    assert furnished.book.ask(person, "CB0003")[1] == "TTS"
    assert counts(furnished.take("staff", rows)) == (5, 0, 5, 0)


def test_an_empty_cell_wipes_nothing(furnished: Office) -> None:
    rows = [["Mã số", "Họ và tên", "Chức vụ", "Phòng"], ["CB0002", "Thái Kim Trang", "", "VP"]]
    assert counts(furnished.take("staff", rows)) == (1, 0, 1, 0)


def test_people_missing_from_a_newer_list_are_only_shown(furnished: Office) -> None:
    plan = furnished.plan("staff", STAFF[:6])
    assert [gone.code for gone in plan.missing_people] == ["CB0004", "CB0005"]
    assert plan.missing_people[0].department == "Thanh tra Sở"
    furnished.take("staff", STAFF[:6])
    assert furnished.book.ask(person, "CB0004")[0] == "Hồ Mỹ Ánh"


def test_a_code_again_or_a_missing_name_is_an_error(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "X1", "Lê A", "CV", "", "Văn phòng"],
        [2, "X2", "", "CV", "", "Văn phòng"],
        [3, "x1", "Lê C", "CV", "", "Văn phòng"],
        [4, "X4", "Lê D", "CV", "", ""],
    ]
    plan = furnished.plan("staff", rows)
    assert problems(plan) == [
        (3, "Họ và tên", "missing"),
        (4, "Mã số", "code_again"),
        (5, "Phòng", "missing"),
    ]
    assert plan.errors[1].facts == {"code": "x1", "first": 2}
    with pytest.raises(ImportRefused) as refused:
        furnished.take("staff", rows)
    assert refused.value.outcome["imported"] == 0
    assert counts(furnished.take("staff", rows, skip_bad=True)) == (4, 1, 0, 3)


def test_people_without_codes_get_them_and_are_known_by_name_and_department(
    furnished: Office,
) -> None:
    rows: list[Row] = [
        ["Họ và tên", "Chức vụ", "Phòng"],
        ["Trần Quốc Bảo", "Nhân viên", "Văn phòng Sở"],
        ["Lê Văn Mới", "CV", "Văn phòng Sở"],
        ["Lê Văn Mới", "CV", "Thanh tra"],
    ]
    assert counts(furnished.take("staff", rows)) == (3, 2, 1, 0)
    assert furnished.book.ask(person, "CB0006")[1] == "VP"
    assert furnished.book.ask(person, "CB0007")[1] == "TTS"
    assert counts(furnished.take("staff", rows)) == (3, 0, 3, 0)


def test_the_same_name_twice_in_a_department_needs_codes(furnished: Office) -> None:
    rows: list[Row] = [["Họ và tên", "Phòng"], ["Lê A", "VP"], ["Lê A", "VP"]]
    assert problems(furnished.plan("staff", rows)) == [(3, "Họ và tên", "person_again")]
    coded: list[Row] = [["Mã số", "Họ và tên", "Phòng"], ["A1", "Lê A", "VP"], ["A2", "Lê A", "VP"]]
    plan = furnished.plan("staff", coded)
    assert not plan.errors
    assert [hint.hint for hint in plan.hints] == [Hint.PERSON_TWICE]


def test_departments_are_known_by_names_aliases_and_symbols(furnished: Office) -> None:
    spellings = {
        "văn phòng": "VP",
        "VĂN PHÒNG SỞ": "VP",
        "Van phong So": "VP",
        "Phòng XB-IN-PH": "XBIPH",
        "Phòng Xuất bản In và Phát hành": "XBIPH",
        "P. Báo chí": "BC",
        "TTĐT": "TTDT",
        "Phòng KH-TC": "KHTC",
        "P.CNTT": "CNTT",
        "VP Sở": "VP",
        "Trung tâm Báo chí Thành phố": "TTBC",
        "Lãnh đạo Sở": "BGD",
    }
    rows: list[Row] = [["Mã số", "Họ và tên", "Phòng"]]
    rows += [[f"X{n}", f"Lê {n}", text] for n, text in enumerate(spellings)]
    plan = furnished.plan("staff", rows)
    assert not plan.new_departments
    furnished.take("staff", rows)
    told = [furnished.book.ask(person, f"X{n}")[1] for n in range(len(spellings))]
    assert told == list(spellings.values())


def test_a_new_department_gets_a_code_of_its_own(furnished: Office) -> None:
    rows: list[Row] = [
        ["Mã số", "Họ và tên", "Phòng"],
        ["X1", "Lê A", "Phòng Bảo chứng"],
        ["X2", "Lê B", "Khối Hành chính"],
        ["X3", "Lê C", "Khu Hành chính Anh Châu Hồng"],
    ]
    plan = furnished.plan("staff", rows)
    assert [new.code for new in plan.new_departments] == ["BC2", "KHC", "KHCACH"]
    furnished.take("staff", rows)
    assert furnished.book.ask(departments)["BC2"] == "Phòng Bảo chứng"
    assert furnished.book.ask(departments)["BC"] == "Phòng Báo chí"
    assert not furnished.plan("staff", rows).new_departments


def test_a_new_department_begins_with_a_capital(furnished: Office) -> None:
    rows: list[Row] = [["Họ và tên", "Chức vụ", "Phòng"], ["Lê A", "CV", "ủy ban Mặt trận"]]
    furnished.take("staff", rows)
    assert "Ủy ban Mặt trận" in furnished.book.ask(departments).values()


def test_a_name_in_mixed_case_replaces_one_in_capitals(furnished: Office) -> None:
    shouted: list[Row] = [["Họ và tên", "Chức vụ"], ["I. PHÒNG CHUYỂN ĐỔI SỐ"], ["Lê A", "CV"]]
    furnished.take("staff", shouted)
    assert furnished.book.ask(departments)["CDS"] == "PHÒNG CHUYỂN ĐỔI SỐ"
    rows: list[Row] = [["Họ và tên", "Chức vụ", "Phòng"], ["Lê A", "CV", "Phòng Chuyển đổi số"]]
    assert counts(furnished.take("staff", rows)) == (1, 0, 1, 0)
    assert furnished.book.ask(departments)["CDS"] == "Phòng Chuyển đổi số"
    furnished.take("staff", shouted)
    assert furnished.book.ask(departments)["CDS"] == "Phòng Chuyển đổi số"


def test_both_spellings_in_one_list_make_one_department(furnished: Office) -> None:
    rows: list[Row] = [
        ["Họ và tên", "Phòng"],
        ["Lê A", "PHÒNG CHUYỂN ĐỔI SỐ"],
        ["Lê B", "Phòng Chuyển đổi số"],
    ]
    plan = furnished.plan("staff", rows)
    assert [(new.code, new.name) for new in plan.new_departments] == [
        ("CDS", "Phòng Chuyển đổi số")
    ]


def test_the_guards_section_is_a_duty_post(furnished: Office) -> None:
    rows: list[Row] = [
        ["Mã số", "Họ và tên", "Chức vụ"],
        ["BỘ PHẬN BẢO VỆ"],
        ["X1", "Lê A", "Nhân viên"],
    ]
    furnished.take("staff", rows)
    assert furnished.book.ask(person, "X1")[1:4] == ("VP-BV", "Nhân viên", "Bảo vệ")


def test_capitals_that_an_old_font_lost_come_back_and_are_shown(furnished: Office) -> None:
    rows = every_text([HEAD, [1, "X1", "Võ Ngọc Ánh", "CV", "", "Văn phòng"]], in_tcvn3)
    assert "Ánh" not in str(rows)
    plan = furnished.plan("staff", rows)
    assert plan.encoding == "tcvn3"
    assert [dict(hint.facts) for hint in plan.hints] == [
        {"written": "Võ Ngọc ánh", "name": "Võ Ngọc Ánh"}
    ]
    furnished.take("staff", rows)
    assert furnished.book.ask(person, "X1")[0] == "Võ Ngọc Ánh"


def test_who_left_and_is_listed_again_serves_again(furnished: Office) -> None:
    from datetime import date

    from db.services.staff import retire_person

    furnished.book.do(retire_person, 2, date(2020, 2, 14))
    assert counts(furnished.take("staff", STAFF)) == (5, 1, 4, 0)
    assert counts(furnished.take("staff", STAFF)) == (5, 0, 5, 0)
    assert furnished.book.ask(person, "CB0002")[1] == "VP"


def test_a_list_of_a_thousand_people_reads_like_one_of_ten(office: Office) -> None:
    rows: list[Row] = [HEAD]
    rows += [[n, f"M{n:04d}", f"Nguyễn Văn {n}", "CV", 900000000 + n, "VP"] for n in range(1000)]
    path = xlsx(office.folder / "nghin.xlsx", rows)
    assert len(read_workbook(path)[0].rows) == 1001
    assert counts(office.take("staff", path)) == (1000, 1000, 0, 0)
    assert office.book.ask(person, "M0999")[4] == "0900000999"
