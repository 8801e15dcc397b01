"""The header is found wherever it stands, and its columns by whatever they are called."""

import unicodedata
from collections.abc import Iterable

import pytest

from db.importers.columns import find_header, other_headers
from db.importers.errors import NoHeader
from db.importers.header import Evidence, Header
from db.importers.reading import Area, Sheet
from tests.db.importers.workbooks import LETTERHEAD, Row


def header_of(kind: str, rows: Iterable[Row], merged: tuple[Area, ...] = ()) -> Header:
    lines = tuple(tuple(row) for row in rows)
    return find_header(kind, [Sheet("Sổ", lines, merged)], Evidence())  # type: ignore[arg-type]


def meanings(header: Header) -> dict[str, tuple[int, ...]]:
    return dict(sorted(header.fields.items()))


def test_the_header_is_found_under_any_letterhead() -> None:
    rows: list[Row] = [*LETTERHEAD * 10, ["STT", "Họ và tên", "Chức vụ"], [1, "Lê A", "CV"]]
    header = header_of("staff", rows)
    assert (header.first_row, header.last_row) == (51, 51)
    assert meanings(header) == {"name": (1,), "title": (2,)}


@pytest.mark.parametrize(
    "written",
    [
        "Số lượng",
        "SỐ LƯỢNG",
        "Số\nlượng",
        "  Số   lượng (cái) ",
        "SL",
        "Thực xuất",
        "Số lượng (*)",
        "So luong",
        "Số lượng cấp phát tuần 6",
        unicodedata.normalize("NFD", "Số lượng"),
    ],
)
def test_a_header_may_be_written_in_many_ways(written: str) -> None:
    header = header_of("issues", [["Ngày", "Họ tên", "Tên vật tư", written]])
    assert header.fields["quantity"] == (3,)


@pytest.mark.parametrize("written", ["Đ.V.T", "đ.v.t", "Đ/v tính", "ĐV tính", "Đơn vị tính"])
def test_an_abbreviation_may_have_dots(written: str) -> None:
    assert header_of("supplies", [["Tên vật tư", written]]).fields["unit"] == (1,)


def test_columns_may_stand_in_any_order() -> None:
    header = header_of("receipts", [["Hạn dùng", "SL", "Nguồn", "Mã vật tư", "Ngày nhập"]])
    assert meanings(header) == {
        "day": (4,),
        "expires_on": (0,),
        "quantity": (1,),
        "source": (2,),
        "supply_code": (3,),
    }


def test_two_rows_of_header_merged_over_columns() -> None:
    rows: list[Row] = [
        ["TT", "Mã số", "Họ và tên", "Liên hệ", "", "Ghi chú"],
        ["", "", "", "Điện thoại", "Thư điện tử", ""],
        [1, "CB1", "Lê A", "", "", ""],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5))
    header = header_of("staff", rows, merged)
    assert header.last_row == 2
    assert header.fields["phone"] == (3,)
    assert header.fields["email"] == (4,)
    assert header.title("phone") == "Điện thoại"


def test_two_rows_of_header_without_merged_cells() -> None:
    rows: list[Row] = [
        ["TT", "Ngày", "Chứng từ", "", "Tên hàng", "ĐVT", "Số lượng", "", "Đơn giá"],
        ["", "", "Số", "Ngày", "", "", "Theo chứng từ", "Thực nhập", ""],
        ["A", "B", "C", "D", "E", "F", "1", "2", "3"],
    ]
    header = header_of("receipts", rows)
    assert header.last_row == 2
    assert header.fields["document_number"] == (2,)
    assert header.fields["document_on"] == (3,)
    assert header.fields["document_quantity"] == (6,)
    assert header.fields["quantity"] == (7,)


@pytest.mark.parametrize("front", ["STT", ""])
def test_a_subtitle_above_and_a_group_below_are_no_part_of_the_header(front: str) -> None:
    rows: list[Row] = [
        ["Đơn vị: Sở Xây dựng"],
        [front, "Chức vụ", "Mã số", "Họ và tên"],
        ["PHÒNG BƯU CHÍNH, VIỄN THÔNG"],
        [1, "Trưởng phòng", "CB1", "Lê A"],
    ]
    header = header_of("staff", rows)
    assert header.last_row == 2
    assert meanings(header) == {"code": (2,), "name": (3,), "title": (1,)}


def test_a_group_over_columns_says_whose_code_it_is() -> None:
    rows = [
        ["Ngày", "Người nhận", "", "", "Vật tư", "", "", "Số lượng", ""],
        ["", "Mã số", "Họ tên", "Phòng", "Mã số", "Tên", "ĐVT", "Yêu cầu", "Thực xuất"],
    ]
    header = header_of("issues", rows)
    assert header.fields["code"] == (1,)
    assert header.fields["supply_code"] == (4,)
    assert header.fields["requested"] == (7,)
    assert header.fields["quantity"] == (8,)


def test_a_code_belongs_to_the_name_beside_it() -> None:
    rows = [["Ngày", "Mã số", "Họ tên", "Mã số", "Tên vật tư", "SL"]]
    header = header_of("issues", rows)
    assert (header.fields["code"], header.fields["supply_code"]) == ((1,), (3,))
    alone = header_of("issues", [["Ngày", "Họ tên", "Mã số", "Tên vật tư", "SL"]])
    assert alone.fields["supply_code"] == (2,)


def test_what_the_book_knows_decides_about_a_code() -> None:
    rows = (("Ngày", "Họ tên", "Mã số", "Tên vật tư", "SL"), ("1/1/2020", "Lê A", "CB01", "x", 5.0))
    evidence = Evidence({"code": frozenset(["cb01"])})
    header = find_header("issues", [Sheet("Sổ", rows)], evidence)
    assert header.fields["code"] == (2,)


def test_a_unit_is_of_measure_or_of_people() -> None:
    rows: list[Row] = [
        ["Ngày", "Đơn vị", "Tên hàng", "Đơn vị", "SL"],
        ["1/1/2020", "Văn phòng", "Găng tay", "Hộp", 5.0],
    ]
    header = header_of("issues", rows)
    assert (header.fields["department"], header.fields["unit"]) == ((1,), (3,))
    assert header_of("issues", [["Ngày", "Họ tên", "Đơn vị", "Tên hàng", "ĐVT", "SL"]]).fields[
        "department"
    ] == (2,)


def test_names_may_stand_in_two_columns() -> None:
    split = header_of("staff", [["STT", "Họ đệm", "Tên", "Chức vụ"]])
    assert (split.fields["family_name"], split.fields["given_name"]) == ((1,), (2,))
    rows: list[Row] = [["STT", "Họ và tên", "", "Chức vụ"], [1, "Nguyễn Văn", "An", "CV"]]
    merged = header_of("staff", rows, ((0, 1, 0, 2),))
    assert merged.fields["name"] == (1, 2)
    assert header_of("staff", rows).fields["name"] == (1, 2)
    gender: list[Row] = [["Họ và tên", "", "Chức vụ"], ["Lê A", "Nam", "CV"], ["Lê B", "Nữ", "CV"]]
    assert header_of("staff", gender).fields["name"] == (0,)


def test_the_sheet_that_knows_most_columns_is_taken() -> None:
    notes = Sheet("Ghi chú", (("Họ tên",), ("Lê A",)))
    full = Sheet("Danh sách", (("STT", "Mã số", "Họ tên", "Chức vụ"), (1.0, "A1", "Lê A", "CV")))
    hidden = Sheet("Cũ", full.rows, is_hidden=True)
    header = find_header("staff", [hidden, notes, full], Evidence())
    assert header.sheet is full
    assert other_headers(header, [hidden, notes, full]) == ("Ghi chú",)


def test_a_list_without_its_columns_says_which_are_missing() -> None:
    with pytest.raises(NoHeader) as none:
        header_of("issues", [*LETTERHEAD, ["Ngày", "Họ tên", "Ghi chú"]])
    assert none.value.missing == ("Tên vật tư", "Số lượng")
    assert none.value.row == 6
    with pytest.raises(NoHeader) as nothing:
        header_of("staff", [["xin chào"], ["1", "2"]])
    assert nothing.value.row == 0


def test_every_column_is_shown_with_its_meaning_and_examples() -> None:
    header = header_of("staff", [["STT", "Họ tên", "Quê quán"], [1.0, "Lê A", "Huế"]])
    assert [(c.header, c.field, c.examples) for c in header.columns()] == [
        ("STT", "", ("1",)),
        ("Họ tên", "name", ("Lê A",)),
        ("Quê quán", "", ("Huế",)),
    ]
