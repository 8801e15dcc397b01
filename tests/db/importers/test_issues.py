"""Books of issues: recipients, vouchers by day and department, rows known, stock that runs out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.errors import Cancelled
from db.importers.errors import ImportRefused, OneColumnASupply
from db.importers.problems import Hint
from db.importers.writing import import_sheets
from db.kinds import Series, VoucherKind
from db.models.staff import Department, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.services.reversing import reverse_voucher
from tests.db.importers.conftest import ISSUES, RECEIPTS, STAFF, SUPPLIES, Office, counts, problems
from tests.db.importers.workbooks import Row

HEAD: Row = ["Ngày cấp", "Mã số", "Họ và tên", "Phòng", "Mã vật tư", "ĐVT", "Số lượng"]


def issues(session: Session) -> list[tuple[Any, ...]]:
    """Day, department, lines of each issue in order of posting."""
    query = (
        select(Voucher.id, Voucher.day, Department.code, func.count())
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .where(Voucher.kind == VoucherKind.ISSUE)
        .group_by(Voucher.id, Voucher.day, Department.code)
        .order_by(Voucher.id)
    )
    return [tuple(row)[1:] for row in session.execute(query)]


def lines(session: Session) -> list[tuple[Any, ...]]:
    """Person, department, visitors, supply, pieces of each line of an issue."""
    query = (
        select(
            StaffMember.code,
            Department.code,
            VoucherLine.is_visitors,
            VoucherLine.supply_id,
            VoucherLine.quantity,
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(Voucher.kind == VoucherKind.ISSUE)
        .order_by(VoucherLine.id)
    )
    return [tuple(row) for row in session.execute(query)]


def test_a_day_of_a_department_is_one_issue(office: Office) -> None:
    for kind, rows in (("supplies", SUPPLIES), ("staff", STAFF), ("receipts", RECEIPTS)):
        office.take(kind, rows)
    assert counts(office.take("issues", ISSUES)) == (5, 5, 0, 0)
    assert office.book.ask(issues) == [
        (date(2020, 2, 5), "BGD", 1),
        (date(2020, 2, 5), "VP", 3),
        (date(2020, 2, 6), "TTS", 1),
    ]
    assert office.stock()["GT01"] == 596
    assert counts(office.take("issues", ISSUES)) == (5, 0, 5, 0)


def test_issues_are_of_the_series_of_the_store(furnished: Office) -> None:
    furnished.take("issues", ISSUES)
    series = furnished.book.ask(
        lambda session: set(session.scalars(select(Voucher.series).where(Voucher.kind == "issue")))
    )
    assert series == {Series.XK}


def test_recipients_are_people_departments_and_visitors(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["05/02/2020", "CB0001", "", "", "KT01", "cái", 1],
        ["05/02/2020", "", "Hồ Mỹ Ánh", "", "KT01", "cái", 2],
        ["05/02/2020", "", "trần quốc bảo", "Thanh tra", "KT01", "cái", 3],
        ["05/02/2020", "", "", "Văn phòng Sở", "HC01", "kg", "0,5"],
        ["05/02/2020", "", "Phòng Báo chí", "", "SK01", "chai", 1],
        ["05/02/2020", "", "Khách đến liên hệ", "", "KT01", "cái", 4],
        ["05/02/2020", "", "", "khách", "KT01", "cái", 5],
    ]
    assert counts(furnished.take("issues", rows)) == (7, 7, 0, 0)
    assert sorted(furnished.book.ask(lines), key=str) == sorted(
        [
            ("CB0001", "BGD", False, 1, 1),
            ("CB0004", "TTS", False, 1, 2),
            ("CB0005", "TTS", False, 1, 3),
            (None, "VP", False, 3, 500),
            (None, "BC", False, 4, 1),
            (None, None, True, 1, 4),
            (None, None, True, 1, 5),
        ],
        key=str,
    )
    assert counts(furnished.take("issues", rows)) == (7, 0, 7, 0)


def test_group_rows_give_the_department(furnished: Office) -> None:
    rows: list[Row] = [
        ["STT", "Ngày", "Họ và tên", "Tên vật tư", "ĐVT", "SL"],
        ["I", "THANH TRA SỞ"],
        [1, "05/02/2020", "Trần Quốc Bảo", "Khẩu trang y tế 4 lớp", "cái", 5],
        ["II", "VĂN PHÒNG SỞ (2 người)", "", "", "", 10],
        [2, "05/02/2020", "Trần Quốc Bảo", "khẩu trang y tế 4 lớp", "", 5],
        ["", "", "Tổng cộng", "Khẩu trang y tế 4 lớp", "cái", 10],
    ]
    assert counts(furnished.take("issues", rows)) == (2, 2, 0, 0)
    assert [line[:2] for line in furnished.book.ask(lines)] == [("CB0005", "TTS"), ("CB0003", "VP")]


def test_units_are_converted_through_packs(furnished: Office) -> None:
    written = {"Hộp": ("GT01", 2, 200), "ĐÔI": ("GT01", 3, 6), "Chiếc": ("GT01", 4, 4)}
    rows: list[Row] = [HEAD]
    for unit, (code, count, _) in written.items():
        rows.append(["05/02/2020", "CB0001", "", "", code, unit, count])
    rows.append(["05/02/2020", "CB0001", "", "", "KT01", "", "2h"])
    rows.append(["05/02/2020", "CB0001", "", "", "KT01", "cái", "3 hộp"])
    rows.append(["05/02/2020", "CB0001", "", "", "KT01", "hop (50 cái)", 1])
    rows.append(["05/02/2020", "CB0001", "", "", "HC01", "Kilogam", 1.25])
    furnished.take("issues", rows)
    pieces = [line[4] for line in furnished.book.ask(lines)]
    assert pieces == [200, 6, 4, 100, 150, 50, 1250]


def test_rows_that_cannot_be_taken_say_why(furnished: Office) -> None:
    def row(day: object, code: object, name: object, *rest: object) -> Row:
        return [day, code, name, "", *rest]

    mask = ("KT01", "cái")
    day = "05/02/2020"
    rows: list[Row] = [
        HEAD,
        row("31/02/2020", "CB0001", "", *mask, 5),
        row("01/03/2020", "CB0001", "", *mask, 5),
        row(day, "CB0001", "Hồ Mỹ Ánh", *mask, 5),
        row(day, "CB9999", "Hồ Mỹ Ánh", *mask, 5),
        row(day, "", "Nguyễn Lạ", *mask, 5),
        row(day, "", "Trần Quốc Bảo", *mask, 5),
        row(day, "", "", *mask, 5),
        row(day, "CB0001", "", "XX01", "cái", 5),
        row(day, "CB0001", "", "KT01", "vỉ", 5),
        row(day, "CB0001", "", *mask, "abc"),
        row(day, "CB0001", "", *mask, -5),
        row(day, "CB0001", "", *mask, 1.5),
        row(day, "CB0001", "", *mask, "10^30"),
        row(day, "CB0001", "", *mask, 0),
        row(day, "CB0001", "", "HC01", "kg", 0.0005),
        row(day, "CB0001", "", *mask, 5000),
    ]
    plan = furnished.plan("issues", rows)
    assert problems(plan) == [
        (2, "Ngày cấp", "no_such_day"),
        (3, "Ngày cấp", "future_day"),
        (4, "Họ và tên", "person_disagrees"),
        (5, "Mã số", "unknown_person"),
        (6, "Họ và tên", "unknown_person"),
        (7, "Họ và tên", "person_ambiguous"),
        (8, "Họ và tên", "missing"),
        (9, "Mã vật tư", "unknown_supply"),
        (10, "ĐVT", "unknown_unit"),
        (11, "Số lượng", "not_a_number"),
        (12, "Số lượng", "not_positive"),
        (13, "Số lượng", "fraction"),
        (14, "Số lượng", "too_large"),
        (15, "Số lượng", "not_positive"),
        (16, "Số lượng", "fraction"),
        (17, "Số lượng", "stock_short"),
    ]
    assert counts(plan.outcome()) == (16, 0, 0, 16)
    with pytest.raises(ImportRefused):
        furnished.take("issues", rows)
    assert not furnished.book.ask(lines)


def test_a_name_and_code_of_two_supplies_disagree(furnished: Office) -> None:
    head = [*HEAD[:4], "Mã vật tư", "Tên vật tư", "Số lượng"]
    day = ["05/02/2020", "CB0001", "", ""]
    rows: list[Row] = [
        head,
        [*day, "KT01", "Găng tay y tế", 5],
        [*day, "KT01", "Khẩu trang 4 lớp (xanh)", 5],
    ]
    plan = furnished.plan("issues", rows)
    assert problems(plan) == [(2, "Tên vật tư", "supply_disagrees")]
    assert [(hint.row, hint.hint) for hint in plan.hints] == [
        (3, Hint.OTHER_NAME),
        (3, Hint.GIVEN_TWICE),
    ] or [(hint.row, hint.hint) for hint in plan.hints] == [(3, Hint.OTHER_NAME)]


def test_stock_runs_out_at_the_row_where_it_does(furnished: Office) -> None:
    rows: list[Row] = [HEAD]
    rows += [["05/02/2020", "CB0001", "", "", "GT01", "Hộp", 2] for _ in range(4)]
    rows.append(["04/02/2020", "CB0002", "", "", "GT01", "Hộp", 1])
    plan = furnished.plan("issues", rows)
    assert problems(plan) == [(4, "Số lượng", "stock_short"), (5, "Số lượng", "stock_short")]
    assert dict(plan.errors[0].facts) == {
        "supply": "Găng tay y tế",
        "unit": "chiếc",
        "day": "2020-02-05",
        "short_on": "2020-02-05",
        "available": 100,
        "asked": 200,
    }
    assert counts(furnished.take("issues", rows, skip_bad=True)) == (5, 3, 0, 2)
    assert furnished.stock()["GT01"] == 100


def test_a_day_before_the_goods_came_has_none(furnished: Office) -> None:
    rows: list[Row] = [HEAD, ["02/02/2020", "CB0001", "", "", "KT01", "cái", 5]]
    (error,) = furnished.plan("issues", rows).errors
    assert (error.facts["available"], error.facts["day"]) == (0, "2020-02-02")


def test_an_issue_before_others_may_not_take_what_they_took(furnished: Office) -> None:
    rows: list[Row] = [HEAD, ["10/02/2020", "CB0001", "", "", "KT01", "cái", 2400]]
    furnished.take("issues", rows)
    back: list[Row] = [HEAD, ["05/02/2020", "CB0002", "", "", "KT01", "cái", 101]]
    (error,) = furnished.plan("issues", back).errors
    assert (error.facts["available"], error.facts["short_on"]) == (100, "2020-02-10")


def test_rows_are_known_as_often_as_the_book_holds_them(furnished: Office) -> None:
    same: Row = ["05/02/2020", "CB0001", "", "", "KT01", "cái", 5]
    assert counts(furnished.take("issues", [HEAD, same])) == (1, 1, 0, 0)
    assert counts(furnished.take("issues", [HEAD, same, same])) == (2, 1, 1, 0)
    assert counts(furnished.take("issues", [HEAD, same, same, same])) == (3, 1, 2, 0)
    in_packs: Row = ["5/2/20", "cb0001", "Quách Hữu Hải", "BGĐ", "kt01", "Hộp", "0,1"]
    assert problems(furnished.plan("issues", [HEAD, in_packs])) == [(2, "Số lượng", "fraction")]
    assert furnished.stock()["KT01"] == 2485


def test_a_reversed_issue_is_no_longer_known(furnished: Office) -> None:
    furnished.take("issues", ISSUES)
    first = furnished.book.ask(
        lambda session: session.scalar(select(func.min(Voucher.id)).where(Voucher.kind == "issue"))
    )
    furnished.book.do(reverse_voucher, first, "nhầm ngày")
    assert counts(furnished.take("issues", ISSUES)) == (5, 1, 4, 0)
    assert counts(furnished.take("issues", ISSUES)) == (5, 0, 5, 0)


def test_the_department_written_is_the_department_counted(furnished: Office) -> None:
    rows: list[Row] = [HEAD, ["05/02/2020", "CB0001", "", "Văn phòng Sở", "KT01", "cái", 5]]
    furnished.take("issues", rows)
    assert furnished.book.ask(lines) == [("CB0001", "VP", False, 1, 5)]


def test_a_new_department_is_made_and_told(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["05/02/2020", "", "", "Phòng Thông tin điện từ mới", "KT01", "cái", 5],
    ]
    plan = furnished.plan("issues", rows)
    assert [new.name for new in plan.new_departments] == ["Phòng Thông tin điện từ mới"]
    assert counts(furnished.take("issues", rows)) == (1, 1, 0, 0)
    assert counts(furnished.take("issues", rows)) == (1, 0, 1, 0)


def test_hints_point_at_what_is_given_twice_or_tenfold(furnished: Office) -> None:
    rows: list[Row] = [HEAD]
    rows += [[f"{n:02}/02/2020", "CB0001", "", "", "KT01", "cái", 5] for n in range(3, 10)]
    rows.append(["09/02/2020", "CB0001", "", "", "KT01", "cái", 50])
    plan = furnished.plan("issues", rows)
    assert [(hint.row, hint.hint) for hint in plan.hints] == [
        (9, Hint.GIVEN_TWICE),
        (9, Hint.TEN_TIMES),
    ]
    assert plan.ready == 8


def stopping(after: int) -> Callable[[int, int], None]:
    def told(done: int, _: int) -> None:
        if done > after:
            raise Cancelled

    return told


@pytest.mark.parametrize("after", [0, 5, 6, 7, 8, 9])
def test_a_cancelled_import_leaves_nothing(furnished: Office, after: int) -> None:
    stock = furnished.stock()
    sheets = furnished.sheets(ISSUES)
    with pytest.raises(Cancelled):
        furnished.book.do(import_sheets, "issues", sheets, told={}, progress=stopping(after))
    assert furnished.stock() == stock
    assert not furnished.book.ask(lines)
    assert counts(furnished.take("issues", ISSUES)) == (5, 5, 0, 0)


def test_a_plan_is_checked_again_when_it_is_written(furnished: Office) -> None:
    from db.importers.writing import write_import

    plan = furnished.plan("issues", ISSUES)
    furnished.take("issues", ISSUES)
    outcome = furnished.book.do(write_import, plan, told=plan.told())
    assert counts(outcome) == (5, 0, 5, 0)


def test_rows_add_up_to_imported_unchanged_and_bad(furnished: Office) -> None:
    furnished.take("issues", ISSUES[:3])
    rows = [*ISSUES, [6, "05/02/2020", "CB0001", "", "", "KT01", "cái", "abc"]]
    outcome = furnished.take("issues", rows, skip_bad=True)
    assert counts(outcome) == (6, 3, 2, 1)


def test_a_list_with_one_column_a_supply_says_how_it_has_to_be(furnished: Office) -> None:
    rows: list[Row] = [
        ["DANH SÁCH CẤP PHÁT"],
        ["STT", "Ngày", "Họ và tên", "Khẩu trang y tế 4 lớp (cái)", "Găng tay y tế", "Ký nhận"],
        [1, "05/02/2020", "Quách Hữu Hải", 5, 2, ""],
        [2, "05/02/2020", "Thái Kim Trang", 5, "", ""],
    ]
    with pytest.raises(OneColumnASupply) as refused:
        furnished.plan("issues", rows)
    assert (refused.value.row, refused.value.sheet) == (2, "Sổ")
    assert refused.value.supplies == ("Khẩu trang y tế 4 lớp", "Găng tay y tế")


def test_names_in_capitals_under_merged_headers_with_bare_sums_are_read(furnished: Office) -> None:
    rows: list[Row] = [
        ["STT", "Ngày", "Người nhận", "", "", "Vật tư cấp", "", "", "", "Ghi chú"],
        ["", "", "Mã số", "Họ tên", "Đơn vị", "Mã", "Tên", "ĐVT", "SL", ""],
        [1, "05/02/2020", "", "QUÁCH HỮU HẢI", "BAN GIÁM ĐỐC", "KT01", "", "cái", 5, ""],
        ["", "", "", "", "", "", "", "", 5, ""],
        [2, "05/02/2020", "", "TRẦN QUỐC BẢO", "THANH TRA SỞ", "KT01", "", "cái", 5, ""],
        ["", "", "", "", "", "", "", "", 10, ""],
    ]
    plan = furnished.plan("issues", rows)
    assert (plan.rows, plan.ready, plan.errors, plan.new_departments) == (2, 2, (), ())
    assert plan.header_rows == (1, 2)
