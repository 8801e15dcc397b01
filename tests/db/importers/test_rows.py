"""Under a header: data, and group rows, sums, letters and signatures that are none."""

from collections.abc import Iterable

import pytest

from db.importers.columns import find_header
from db.importers.header import Evidence
from db.importers.reading import Area, Sheet
from db.importers.row_words import department_key, without_numbering
from db.importers.rows import data_rows
from tests.db.importers.workbooks import Row

STAFF = ["STT", "Mã số", "Họ và tên", "Chức vụ", "Điện thoại"]
ISSUES = ["STT", "Ngày", "Họ và tên", "Tên vật tư", "ĐVT", "Số lượng"]
KNOWN = frozenset(map(department_key, ["Văn phòng Sở", "Thanh tra Sở", "Phòng Báo chí"]))


def found(kind: str, rows: Iterable[Row], merged: tuple[Area, ...] = ()) -> list[tuple[int, str]]:
    """Number and group of each data row."""
    lines = tuple(tuple(row) for row in rows)
    header = find_header(kind, [Sheet("Sổ", lines, merged)], Evidence())  # type: ignore[arg-type]
    return [(row.number, row.group) for row in data_rows(header, KNOWN)]


@pytest.mark.parametrize(
    "group",
    [
        ["II", "VĂN PHÒNG SỞ"],
        ["II  VĂN PHÒNG SỞ"],
        ["II. Văn phòng Sở"],
        ["", "", "VĂN PHÒNG SỞ"],
        ["2", "", "Văn phòng Sở (12 người)"],
        ["Văn phòng Sở: 12 người"],
        ["", "", "B. VĂN PHÒNG SỞ", "", 12.0],
    ],
)
def test_a_group_row_names_the_department_of_the_rows_below(group: Row) -> None:
    rows = [STAFF, group, [1.0, "CB1", "Lê A", "CV"], ["", "CB2", "Lê B", "CV"]]
    ((first, named), (second, _)) = found("staff", rows)
    assert (first, second) == (3, 4)
    assert department_key(named) == department_key("Văn phòng Sở")


def test_an_unknown_group_is_a_department_too() -> None:
    rows: list[Row] = [
        STAFF,
        ["I", "PHÒNG CHUYỂN ĐỔI SỐ"],
        [1.0, "CB1", "Lê A", "CV"],
        ["Trung tâm Dữ liệu"],
        [2.0, "CB2", "Lê B", "CV"],
        ["", "", "BAN QUẢN LÝ DỰ ÁN"],
        [3.0, "CB3", "Lê C", "CV"],
    ]
    groups = [group for _, group in found("staff", rows)]
    assert groups == ["PHÒNG CHUYỂN ĐỔI SỐ", "Trung tâm Dữ liệu", "BAN QUẢN LÝ DỰ ÁN"]


@pytest.mark.parametrize(
    "group", ["BẢO TÀNG THÀNH PHỐ", "Lực lượng xung kích", "LỰC LƯỢNG XUNG KÍCH"]
)
def test_a_lone_text_over_numbered_rows_is_a_group(group: str) -> None:
    rows: list[Row] = [
        ["STT", "Họ và tên", "Chức vụ"],
        ["", "Văn phòng Sở"],
        [1, "Lê A", "CV"],
        ["", "Cộng: 1"],
        ["", group],
        [2, "Lê B", "CV"],
        ["", "Cộng: 1"],
        ["", "NGƯỜI LẬP"],
        ["", "LÊ THỊ CÊ"],
    ]
    assert found("staff", rows) == [(3, "Văn phòng Sở"), (6, group)]


def test_a_header_with_nothing_under_it_has_no_rows() -> None:
    assert found("staff", [["STT", "Họ và tên", "Chức vụ"]]) == []


def test_sums_letters_and_repeated_headers_are_skipped() -> None:
    rows: list[Row] = [
        STAFF,
        ["A", "B", "C", "1", "2"],
        [1.0, "CB1", "Lê A", "CV", ""],
        ["", "Cộng: 1 người"],
        [],
        STAFF,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [2.0, "CB2", "Lê B", "CV", ""],
        ["", "", "TỔNG CỘNG", "", 2.0],
        ["Tổng số: 2"],
        ["", "", "Tổng cộng", "2 người"],
    ]
    assert [number for number, _ in found("staff", rows)] == [3, 8]


def test_a_sum_without_words_is_no_data_wherever_the_quantity_stands() -> None:
    head = ["STT", "Số lượng", "Tên vật tư", "Họ và tên", "Ngày"]
    row: Row = [1, 5, "Găng tay", "Lê A", "05/02/2020"]
    assert found("issues", [head, row, ["", 5]]) == [(2, "")]


def test_a_number_under_the_names_is_the_sum_of_people() -> None:
    assert len(found("staff", [STAFF, [1.0, "CB1", "Lê A", "CV"], ["", "", 1.0]])) == 1


def test_names_that_sound_like_sums_are_people() -> None:
    rows: list[Row] = [
        STAFF,
        [1.0, "CB1", "Tống Thị Cộng", "CV"],
        [2.0, "CB2", "Công Tằng Tôn Nữ", "CV"],
        [3.0, "CB3", "Cộng Văn Tổng", "CV"],
        ["", "", "Tống Thị Lan"],
    ]
    assert len(found("staff", rows)) == 4


def test_names_that_sound_like_departments_are_people() -> None:
    rows: list[Row] = [
        STAFF,
        [1.0, "", "Đoàn Thị Lan"],
        [2.0, "", "Tô Văn Ban"],
        ["", "", "Bảo An"],
    ]
    assert [number for number, _ in found("staff", rows)] == [2, 3, 4]


def test_a_list_goes_on_after_the_sum_of_a_group() -> None:
    rows: list[Row] = [
        ["Họ và tên", "Chức vụ"],
        ["I. KHỐI HÀNH CHÍNH"],
        ["Lê A", "CV"],
        ["Cộng: 1 người"],
        ["II. KHỐI KHÁC"],
        ["Lê B", "CV"],
        ["Tổng cộng: 2 người"],
        ["Người lập", "Giám đốc"],
        ["Nguyễn Q", "Trần R"],
    ]
    assert found("staff", rows) == [(3, "KHỐI HÀNH CHÍNH"), (6, "KHỐI KHÁC")]


def test_signatures_and_the_names_under_them_are_skipped() -> None:
    rows: list[Row] = [
        STAFF,
        [1.0, "CB1", "Lê A", "Chánh Văn phòng", ""],
        ["", "", "", "TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2020"],
        ["", "Người lập biểu", "", "CHÁNH VĂN PHÒNG"],
        ["", "(Ký, họ tên)", "", "(Ký, họ tên)"],
        [],
        ["", "Nguyễn Văn Q", "Trần R", "Võ Thị S"],
    ]
    assert [number for number, _ in found("staff", rows)] == [2]


def test_signatures_under_a_book_of_issues_are_skipped() -> None:
    rows: list[Row] = [
        ISSUES,
        [1.0, "05/02/2020", "Lê A", "Khẩu trang", "cái", 5.0],
        ["", "Người lập", "", "Thủ kho", "", "Thủ trưởng đơn vị"],
        ["", "Nguyễn A", "", "Trần B", "", "Lê C"],
    ]
    assert [number for number, _ in found("issues", rows)] == [2]


def test_a_row_that_lacks_something_is_still_data() -> None:
    staff: list[Row] = [STAFF, [1.0, "CB1", "", "CV"], [2.0, "CB2"], [3.0, "", "Lê C"]]
    assert [number for number, _ in found("staff", staff)] == [2, 3, 4]
    issues: list[Row] = [
        ISSUES,
        [1.0, "05/02/2020", "Lê A", "", "cái", 5.0],
        [2.0, "", "Lê A", "Khẩu trang", "cái", 5.0],
        [3.0, "05/02/2020", "Lê A", "Khẩu trang", "cái", "abc"],
        [4.0, "05/02/2020", "Lê A", "Khẩu trang", "cái", ""],
        [5.0],
    ]
    assert [number for number, _ in found("issues", issues)] == [2, 3, 4, 5]


def test_a_list_of_bare_names_is_read() -> None:
    rows: list[Row] = [["Họ và tên"], ["PHÒNG BÁO CHÍ"], ["Lê A"], ["Lê B"]]
    assert found("staff", rows) == [(3, "PHÒNG BÁO CHÍ"), (4, "PHÒNG BÁO CHÍ")]


def test_cells_merged_downwards_count_for_every_row() -> None:
    lines = (
        tuple(ISSUES),
        (1.0, "05/02/2020", "Lê A", "Khẩu trang", "cái", 5.0),
        (2.0, "", "", "Găng tay", "đôi", 2.0),
    )
    merged = ((1, 1, 2, 1), (1, 2, 2, 2))
    header = find_header("issues", [Sheet("Sổ", lines, merged)], Evidence())
    second = list(data_rows(header, KNOWN))[1]
    assert (second.text("day"), second.text("name")) == ("05/02/2020", "Lê A")


def test_a_ditto_means_what_stands_above() -> None:
    rows = (
        tuple(ISSUES),
        (1.0, "05/02/2020", "Lê A", "Khẩu trang", "cái", 5.0),
        (2.0, '"', "nt", "Găng tay", "đôi", 2.0),
        (3.0, '"', "nt", "Cồn", "chai", 2.0),
    )
    header = find_header("issues", [Sheet("Sổ", rows)], Evidence())
    assert {(row.text("day"), row.text("name")) for row in data_rows(header)} == {
        ("05/02/2020", "Lê A")
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("II  VĂN PHÒNG SỞ", "VĂN PHÒNG SỞ"),
        ("II. VĂN PHÒNG SỞ", "VĂN PHÒNG SỞ"),
        ("A) Phòng Báo chí (12 người)", "Phòng Báo chí"),
        ("3- Thanh tra Sở:", "Thanh tra Sở"),
        ("Phòng 3", "Phòng 3"),
        ("Đội 2 (cơ động)", "Đội 2 (cơ động)"),
    ],
)
def test_numbering_and_counts_are_no_part_of_a_name(written: str, name: str) -> None:
    assert without_numbering(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Xuất bản, In và Phát hành", "PHÒNG XUẤT BẢN IN PHÁT HÀNH"),
        ("P. Báo chí", "Phòng báo chí"),
        ("TT Báo chí", "Trung tâm Báo chí"),
        ("Thanh tra", "THANH TRA SỞ"),
        ("Phòng Kế hoạch - Tài chính", "Phòng Kế hoạch – Tài chính"),
    ],
)
def test_spellings_of_a_department_are_one(one: str, other: str) -> None:
    assert department_key(one) == department_key(other)
