"""Opening stock: an office's last nhập – xuất – tồn, however its header stands, becomes one receipt."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import FieldMissing, FutureDay
from db.importers.errors import ImportRefused, NoHeader, ValuesAlone
from db.importers.plan import ImportOptions, ImportPlan
from db.importers.planning import plan_import
from db.importers.problems import Hint, Problem
from db.importers.stock_header import find_stock_header
from db.importers.stock_rows import stock_rows
from db.importers.writing import import_sheets
from db.kinds import Source
from db.models.catalogue import Pack, Supply
from db.models.stock import Lot, Voucher, VoucherLine
from db.services.reversing import reverse_voucher
from tests.db.importers.conftest import SUPPLIES, Office, counts, problems
from tests.db.importers.stock_sheets import clinic, plain_list, state_office, wide_blocks
from tests.db.importers.workbooks import Row, delimited, xlsx

DAY = date(2020, 1, 31)
HEAD: Row = ["STT", "Mã VT", "Tên vật tư", "ĐVT", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối", "Thành tiền"]  # fmt: skip


def planned(office: Office, source: Any, *, creates: bool = True) -> ImportPlan:
    options = ImportOptions(DAY, creates_supplies=creates)
    sheets, today = office.sheets(source), office.book.clock.today()
    return office.book.ask(plan_import, "opening", sheets, today, options=options)


def take(office: Office, source: Any, *, creates: bool = True, **more: Any) -> dict[str, Any]:
    options = ImportOptions(more.pop("on", DAY), creates_supplies=creates)
    sheets = office.sheets(source)
    return office.book.do(import_sheets, "opening", sheets, options=options, told={}, **more)


def supplies(session: Session) -> list[tuple[str, str, str, str]]:
    rows = session.scalars(select(Supply).order_by(Supply.id))
    return [(row.code, row.name, row.base_unit, row.group) for row in rows]


def lines(session: Session) -> list[tuple[str, int, int]]:
    """Name, pieces and amount of each line posted."""
    query = (
        select(Supply.name, VoucherLine.quantity, VoucherLine.amount)
        .join(VoucherLine, VoucherLine.supply_id == Supply.id)
        .order_by(VoucherLine.id)
    )
    return [(name, quantity, amount) for name, quantity, amount in session.execute(query)]


def warned(outcome: dict[str, Any]) -> list[tuple[int, str]]:
    return [(warning["row"], warning["hint"]) for warning in outcome["warnings"]]


def test_three_header_rows_groups_and_a_total_on_top(office: Office, tmp_path: Path) -> None:
    outcome = take(office, clinic(tmp_path / "nxt.xlsx"))
    assert (counts(outcome), warned(outcome)) == ((4, 4, 0, 0), [])
    assert outcome["totals"] == {
        "quantity": 585,
        "amount": 1_463_500,
        "sheet_quantity": None,
        "sheet_amount": 1_463_500.4,
        "rounded_rows": 1,
        "rounding": -0.4,
    }
    assert office.book.ask(supplies) == [
        ("VT0001", "Paracetamol 500mg", "viên", "Thuốc hạ sốt"),
        ("VT0002", "Paracetamol 650mg", "viên", "Thuốc hạ sốt"),
        ("VT0003", "Khẩu trang y tế 4 lớp", "hộp", "Vật tư y tế"),
        ("VT0004", "Găng tay y tế", "đôi", "Vật tư y tế"),
    ]
    assert office.book.ask(lines) == [
        ("Paracetamol 500mg", 400, 146_750),
        ("Paracetamol 650mg", 150, 66_750),
        ("Khẩu trang y tế 4 lớp", 35, 1_250_000),
    ]
    (voucher,) = office.book.ask(lambda session: session.scalars(select(Voucher)).all())
    assert (voucher.day, voucher.source) == (DAY, Source.OPENING)
    lots = office.book.ask(lambda session: session.scalars(select(Lot)).all())
    assert [lot.expires_on for lot in lots] == [date(2020, 12, 31), date(2021, 6, 30), None]


def test_the_same_sheet_twice_is_unchanged(office: Office, tmp_path: Path) -> None:
    for file in (clinic(tmp_path / "a.xlsx"), plain_list(tmp_path / "b.xlsx")):
        rows = take(office, file)["rows"]
        assert counts(take(office, file)) == (rows, 0, rows, 0)
        assert counts(take(office, file, creates=False)) == (rows, 0, rows, 0)
    (lots,) = office.book.ask(lambda session: [len(session.scalars(select(Lot)).all())])
    assert lots == 5


def test_figures_as_text_groups_beside_names_and_a_total_below(
    office: Office, tmp_path: Path
) -> None:
    office.take("supplies", SUPPLIES)
    outcome = take(office, state_office(tmp_path / "nxt.xlsx"), creates=False)
    assert counts(outcome) == (3, 3, 0, 0)
    assert office.stock() == {"KT01": 1750, "SK01": 8, "HC01": 3500}
    assert warned(outcome) == [
        (11, Hint.SUM_DIFFERS),
        (12, Hint.BALANCE_DIFFERS),
        (12, Hint.WORTH_DIFFERS),
    ]
    totals = outcome["totals"]
    assert (totals["quantity"], totals["amount"]) == (1761.5, 2_236_000)
    assert (totals["sheet_quantity"], totals["sheet_amount"]) == (None, 2_236_000)


def test_a_plain_list_of_stock_has_its_amount_from_the_price(
    office: Office, tmp_path: Path
) -> None:
    outcome = take(office, plain_list(tmp_path / "ton.xlsx"))
    assert office.book.ask(lines) == [
        ("Nhiệt kế điện tử", 5, 1_750_003),
        ("Xà phòng", 12, 0),
    ]
    assert (outcome["totals"]["sheet_quantity"], outcome["totals"]["rounding"]) == (17, 0.5)


LAYOUTS: dict[str, list[Row]] = {
    "measures over blocks": [
        ["TT", "Tên hàng", "ĐVT", "SỐ LƯỢNG", "", "", "", "GIÁ TRỊ", "", "", ""],
        ["", "", "", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối"],
        [1, "Bút bi", "cây", 10, 5, 3, 12, 30000, 15000, 9000, 36000],
    ],
    "one row of header": [
        ["STT", "Mã hàng", "Tên hàng hoá", "ĐVT", "Kho hàng", "Tồn đầu kỳ", "Nhập trong kỳ", "Xuất trong kỳ", "Tồn cuối kỳ", "Giá trị tồn"],
        [1, "BB", "Bút bi", "cây", "Kho A", 10, 5, 3, 12, 36000],
    ],
    "measure and block in one cell": [
        ["Mã", "Tên sản phẩm", "ĐVT", "SL đầu kỳ", "Giá trị đầu kỳ", "SL nhập", "Giá trị nhập", "SL xuất", "Giá trị xuất", "SL cuối kỳ", "Giá trị cuối kỳ"],
        ["BB", "Bút bi", "cây", 10, 30000, 5, 15000, 3, 9000, 12, 36000],
    ],
    "a header over the names": [
        ["Vật tư hàng hóa", "", "Đầu kỳ", "", "Nhập kho", "", "Xuất kho", "", "Cuối kỳ", ""],
        ["Tên", "Đơn vị", "SL", "TT", "SL", "TT", "SL", "TT", "SL", "TT"],
        ["Bút bi", "cây", 10, 30000, 5, 15000, 3, 9000, 12, 36000],
    ],
    "stock of two months": [
        ["STT", "Tên văn phòng phẩm", "ĐVT", "Tồn 31/12/2019", "Nhập T1", "Xuất T1", "", "", "Tồn 31/01/2020", "Trị giá tồn"],
        ["", "", "", "", "", "Phòng A", "Phòng B", "Tổng xuất", "", ""],
        [1, "Bút bi", "cây", 10, 5, 1, 2, 3, 12, 36000],
    ],
    "parts of nhập and xuất": [
        ["STT", "Tên vật tư", "ĐVT", "Số dư đầu kỳ", "Nhập trong kỳ", "", "Xuất trong kỳ", "", "Còn lại", "Thành tiền"],
        ["", "", "", "", "Mua", "Được cấp", "Cấp phát", "Hủy", "", ""],
        ["", "", "", 1, 2, 3, 4, 5, "6=1+2+3-4-5", 7],
        [1, "Bút bi", "cây", 10, 4, 1, 2, 1, 12, 36000],
    ],
    "three rows without merged cells": [
        ["STT", "Diễn giải", "ĐVT", "TỒN ĐẦU THÁNG", "", "", "PHÁT SINH", "", "", "", "", "", "TỒN CUỐI THÁNG", "", ""],
        ["", "", "", "", "", "", "NHẬP", "", "", "XUẤT", "", "", "", "", ""],
        ["", "", "", "SL", "ĐG", "TT", "SL", "ĐG 5%", "TT", "SL", "ĐG", "TT", "SL", "ĐG", "TT"],
        [1, "Bút bi", "cây", 10, 3000, 30000, 5, 3000, 15000, 3, 3000, 9000, 12, 3000, 36000],
    ],
    "only what was opened with": [
        ["Mã hàng", "Tên hàng", "ĐVT", "Số lượng tồn đầu", "Giá trị tồn đầu"],
        ["BB", "Bút bi", "cây", 12, 36000],
    ],
    "days of a month": [
        ["STT", "Mã kho", "Mã hàng", "Tên hàng", "ĐVT", "Tồn đầu", "Nhập", "Xuất", "", "", "Tồn", "TT"],
        ["", "", "", "", "", "", "", "Ngày 1", "Ngày 2", "Tổng xuất", "", ""],
        ["1", "K1", "BB", "Bút bi", "cây", 10, 5, 1, 2, 3, 12, 36000],
    ],
    "a head right above": [
        ["Đơn vị: Trường A", "", "", "", "", "", "Mẫu số S23-H"],
        ["BÁO CÁO TỒN KHO", "", "", "Tháng 01/2020"],
        ["STT", "Tên vật tư", "ĐVT", "Đầu kỳ", "Nhập", "Xuất", "Cuối kỳ", "Giá trị"],
        [1, "Bút bi", "cây", 10, 5, 3, 12, 36000],
    ],
    "book and counted": [
        ["STT", "Tên vật tư", "ĐVT", "SL tồn đầu", "SL nhập", "SL xuất", "SL tồn cuối", "SL kiểm kê", "Chênh lệch", "Đơn giá", "Thành tiền"],
        [1, "Bút bi", "cây", 10, 5, 3, 12, 11, -1, 3000, 36000],
    ],
    "names alone": [
        ["Nhãn hiệu, quy cách", "Tồn kho", "Đơn giá"],
        ["BÚT BI", "12 cây", "3.000"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_way_of_heading_the_columns_is_understood(furnished: Office, name: str) -> None:
    title: list[Row] = [["BÁO CÁO NHẬP – XUẤT – TỒN"], ["Tháng 01 năm 2020"], []]
    for source in ([*title, *LAYOUTS[name]], delimited([*title, *LAYOUTS[name]], "\t")):
        plan = planned(furnished, source)
        assert (plan.rows, plan.ready, problems(plan)) == (1, 1, [])
        assert plan.outcome()["warnings"] == []
        assert plan.totals is not None
        assert (plan.totals["quantity"], plan.totals["amount"]) == (12, 36000)


def test_columns_of_other_things_are_left_aside(furnished: Office, tmp_path: Path) -> None:
    header = find_stock_header(furnished.sheets(clinic(tmp_path / "a.xlsx")))
    assert max(index for columns in header.fields.values() for index in columns) == 18
    head = ["Tên", "ĐVT", "Tồn cuối kỳ", "Kiểm kê thực tế", "Chênh lệch", "Tồn tối thiểu", "Nơi sản xuất", "Số phiếu xuất"]  # fmt: skip
    fields = find_stock_header(furnished.sheets([head, ["A", "cái", 5, 6, 1, 9, "VN", 3]])).fields
    assert fields == {"supply_name": (0,), "unit": (1,), "closing_quantity": (2,), "origin": (6,)}


def test_unknown_names_are_errors_with_the_nearest_known_name(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "", "Khẩu trang y tế 4 lop", "cái", 0, 10, 0, 10, 7000],
        [2, "", "Khẩu trang y tế 4 lớpp", "cái", 0, 10, 0, 10, 7000],
        [3, "", "Máy đo", "cái", 0, 1, 0, 1, ""],
    ]
    plan = planned(furnished, rows, creates=False)
    assert problems(plan) == [
        (3, "Tên vật tư", Problem.UNKNOWN_SUPPLY),
        (4, "Tên vật tư", Problem.UNKNOWN_SUPPLY),
    ]
    assert [error.facts["near"] for error in plan.errors] == ["Khẩu trang y tế 4 lớp", ""]
    with pytest.raises(ImportRefused):
        take(furnished, rows, creates=False)
    assert counts(take(furnished, rows, creates=False, skip_bad=True)) == (3, 1, 0, 2)


def test_a_code_of_the_book_comes_first_then_the_name(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "GT01", "Găng khám", "đôi", 0, 10, 0, 10, 9000],
        [2, "CCDC-07", "Nước rửa tay sát khuẩn 500ml", "chai", 0, 1, 0, 1, 500],
    ]
    plan = planned(furnished, rows, creates=False)
    assert (problems(plan), [hint.hint for hint in plan.hints]) == ([], [Hint.OTHER_NAME])
    take(furnished, rows, creates=False)
    assert furnished.book.ask(lines)[-2:] == [
        ("Găng tay y tế", 20, 9000),
        ("Nước rửa tay sát khuẩn 500 ml", 1, 500),
    ]


def test_negative_stock_and_parts_of_pieces_are_errors(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "KT01", "", "cái", 0, 10, 15, -5, -3500],
        [2, "GT01", "", "chiếc", 0, 2.5, 0, 2.5, 100],
        [3, "HC01", "", "kg", 0, 2.5, 0, 2.5, "1.000,4"],
        [4, "SK01", "", "chai", 0, 2, 0, "hai", 100],
        [5, "KT01", "", "cái", 0, 2, 0, 2, -100],
    ]
    plan = planned(furnished, rows, creates=False)
    assert problems(plan) == [
        (2, "Tồn cuối", Problem.NEGATIVE_STOCK),
        (3, "Tồn cuối", Problem.FRACTION),
        (5, "Tồn cuối", Problem.NOT_A_NUMBER),
        (6, "Thành tiền", Problem.NOT_POSITIVE),
    ]
    assert (plan.rows, plan.ready) == (5, 1)


def test_what_is_weighed_is_counted_in_gam_when_it_is_new(office: Office) -> None:
    rows: list[Row] = [HEAD, [1, "", "Vôi bột", "Kg", 0, 2.5, 0, 2.5, 10000]]
    take(office, rows)
    assert office.book.ask(supplies) == [("VT0001", "Vôi bột", "gam", "")]
    packs = office.book.ask(lambda session: session.scalars(select(Pack)).all())
    assert [(pack.name, pack.size) for pack in packs] == [("kg", 1000)]
    assert office.stock() == {"VT0001": 2500}
    assert counts(take(office, rows, creates=False)) == (1, 0, 1, 0)


def test_without_a_unit_pieces_are_counted(office: Office) -> None:
    rows: list[Row] = [["Tên vật tư", "Tồn cuối"], ["Kéo", 3]]
    plan = planned(office, rows)
    assert [hint.hint for hint in plan.hints] == [Hint.UNIT_ASSUMED]
    take(office, rows)
    assert office.book.ask(supplies) == [("VT0001", "Kéo", "cái", "")]


def test_rows_of_one_supply_are_lots_of_their_own(office: Office) -> None:
    rows: list[Row] = [
        ["STT", "Tên vật tư", "ĐVT", "Hạn dùng", "Tồn cuối", "Thành tiền"],
        [1, "Cồn 70 độ", "chai", "12/2021", 10, 100000],
        [2, "Cồn 70 độ", "chai", "T6-2022?", 5, 60000],
        [3, "Cồn 70 độ", "chai", "", 2, 24000],
    ]
    plan = planned(office, rows)
    assert [(hint.row, hint.hint) for hint in plan.hints] == [
        (3, Hint.EXPIRY_NOT_READ),
        (4, Hint.SUPPLY_TWICE),
    ]
    take(office, rows)
    assert office.stock() == {"VT0001": 17}
    assert counts(take(office, rows)) == (3, 0, 3, 0)


def test_a_supply_is_opened_once(furnished: Office) -> None:
    rows: list[Row] = [HEAD, [1, "KT01", "", "cái", 0, 10, 0, 10, 7000]]
    take(furnished, rows)
    changed: list[Row] = [HEAD, [1, "KT01", "", "cái", 0, 11, 0, 11, 7700]]
    assert problems(planned(furnished, changed)) == [(2, "Tồn cuối", Problem.OPENED_OTHERWISE)]
    with pytest.raises(ImportRefused):
        take(furnished, rows, on=date(2020, 2, 1))
    vouchers = furnished.book.ask(lambda session: session.scalars(select(Voucher)).all())
    furnished.book.do(reverse_voucher, vouchers[-1].id, "nhầm tệp")
    assert counts(take(furnished, changed)) == (1, 1, 0, 0)


def test_the_day_has_to_be_told_and_may_not_lie_ahead(furnished: Office) -> None:
    rows: list[Row] = [HEAD, [1, "KT01", "", "cái", 0, 10, 0, 10, 7000]]
    for on, refusal in ((None, FieldMissing), (date(2020, 3, 1), FutureDay)):
        with pytest.raises(refusal):
            take(furnished, rows, on=on)


def test_a_list_without_closing_stock_is_refused_as_a_whole(furnished: Office) -> None:
    with pytest.raises(NoHeader) as refused:
        planned(furnished, [["STT", "Tên vật tư", "ĐVT", "Nhập"], [1, "Bút", "cây", 3]])
    assert refused.value.missing == ("Tồn cuối kỳ: số lượng",)
    values_only: list[Row] = [["TT", "Tên vật tư", "Số tiền: tồn đầu kỳ", "Số tiền: tồn cuối kỳ"]]
    with pytest.raises(ValuesAlone):
        planned(furnished, [*values_only, [1, "Bút", 1000, 2000]])


def test_caps_captions_and_signers_are_no_supplies(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["A", "", "VẬT TƯ PHÒNG DỊCH"],
        ["I", "", "Khẩu trang", "", 100, 0, 0, 100, 70000],
        [1, "", "Khẩu trang vải", "cái", 100, 0, 0, 100, 70000],
        ["", "", "Cộng nhóm I", "", 100, 0, 0, 100, 70000],
        ["", "", "NƯỚC SÁT KHUẨN"],
        [2, "", "Cồn 90 độ", "chai", 3, 0, 0, 3, ""],
        ["", "", "Tổng cộng", "", 103, 0, 0, 103, 70000],
        ["", "", "Thủ kho", "", "", "Người lập"],
        ["", "", "(Ký, họ tên)", "", "", "(Ký, họ tên)"],
        ["", "", "Trần Văn Kho", "", "", "Lý Thị Lập"],
    ]
    found = stock_rows(find_stock_header(furnished.sheets(rows)))
    assert [(row.number, row.group) for row in found.data] == [
        (4, "Khẩu trang"),
        (7, "NƯỚC SÁT KHUẨN"),
    ]
    assert found.total is not None
    assert found.total.row == 8
    outcome = take(furnished, rows)
    assert (counts(outcome), warned(outcome)) == ((2, 2, 0, 0), [])
    assert furnished.book.ask(supplies)[-1][3] == "Nước sát khuẩn"


def test_of_a_sheet_for_each_month_the_one_of_the_day_is_read(furnished: Office) -> None:
    def month(title: str, left: int) -> list[Row]:
        return [["BÁO CÁO NHẬP XUẤT TỒN"], [title], HEAD, [1, "KT01", "", "cái", 0, left, 0, left]]

    more = {
        "T12": month("Tháng 12 năm 2019", 12),
        "T01": month("Từ ngày 01/01/2020 đến ngày 31/01/2020", 1),
        "T02": month("Tháng 02 năm 2020", 2),
    }
    file = xlsx(furnished.folder / "nam.xlsx", month("Tháng 01 năm 2019", 19), more=dict(more))
    plan = planned(furnished, file, creates=False)
    assert (plan.sheet, plan.other_sheets) == ("T01", ("Sổ", "T12", "T02"))
    assert plan.totals is not None
    assert plan.totals["quantity"] == 1


def test_a_row_of_the_header_may_be_empty_under_merged_blocks(office: Office) -> None:
    plan = planned(office, wide_blocks(office.folder / "rong.xlsx", 3))
    assert (plan.header_rows, plan.rows, plan.ready) == ((3, 5), 3, 3)
    assert plan.outcome()["warnings"] == []
    assert len(plan.columns) == 16


def test_what_formulas_leave_behind_the_comma_is_no_difference(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "HC01", "", "kg", 10 / 3, 2 / 3, 1.0000000001, 3, 300],
        [2, "SK01", "", "chai", 5, 0, 2.00000000001, 2.99999999999, 100],
    ]
    plan = planned(furnished, rows, creates=False)
    assert (problems(plan), plan.outcome()["warnings"], plan.ready) == ([], [], 2)
