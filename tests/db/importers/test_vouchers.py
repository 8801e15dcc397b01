"""Books of vouchers of every kind: rows become vouchers, in order of days, or errors of their rows."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.checks import check_book
from db.importers.errors import ImportRefused
from db.importers.problems import Problem
from db.importers.words import deed_of, loss_of
from db.kinds import Loss, Source, VoucherKind
from db.models.stock import Balance, Lot, Voucher, VoucherLine
from tests.db.importers.conftest import STAFF, SUPPLIES, Office, counts, problems
from tests.db.importers.workbooks import Row

HEAD: Row = ["Ngày", "Loại", "Chứng từ", "Kho", "Kho đến", "Mã vật tư", "ĐVT", "Số lượng", "Thành tiền", "Lô", "Hạn dùng", "Người/đơn vị", "Lý do"]  # fmt: skip
MONTH: list[Row] = [
    HEAD,
    ["05/02/2020", "Xuất", "", "", "", "KT01", "cái", 5, "", "", "", "CB0001", "đợt 1"],
    ["05/02/2020", "xuất kho", "", "", "", "KT01", "cái", 10, "", "", "", "Thái Kim Trang", ""],
    ["05/02/2020", "Xuất", "", "", "", "GT01", "đôi", 2, "", "", "", "Văn phòng Sở", ""],
    ["03/02/2020", "Nhập", "HĐ01", "KHO", "", "KT01", "hộp", 4, "140.000", "L1", "12/2021", "Cty A", "Mua sắm"],
    ["03/02/2020", "Nhập", "HĐ01", "KHO", "", "GT01", "hộp", 1, 90000, "", "", "Cty A", "Mua sắm"],
    ["04/02/2020", "Nhập kho", "BB02", "Kho Văn phòng Sở", "", "KT01", "cái", 100, "", "L2", "06/2021", "Hội Doanh nhân trẻ", "Tài trợ"],
    ["06/02/2020", "Nhập trả lại", "", "", "", "KT01", "cái", 3, "", "", "", "CB0001", "đi công tác"],
    ["06/02/2020", "Chuyển kho", "", "KHO", "Quầy tiếp nhận", "KT01", "hộp", 1, "", "L1", "", "", "cho quầy"],
    ["07/02/2020", "Xuất", "", "QUAY", "", "KT01", "cái", 7, "", "", "", "Khách", ""],
    ["08/02/2020", "Ghi giảm hỏng", "BB7", "QUAY", "", "KT01", "cái", 2, "", "", "", "", "ướt mưa"],
    ["09/02/2020", "Mất", "", "", "", "GT01", "chiếc", 1, "", "", "", "", "không tìm thấy"],
    ["10/02/2020", "Kiểm kê thừa", "", "", "", "GT01", "chiếc", 4, "", "", "", "", ""],
    ["10/02/2020", "Kiểm kê thiếu", "", "", "", "KT01", "cái", 6, "", "", "", "", ""],
]  # fmt: skip


def opened(office: Office) -> Office:
    office.take("supplies", SUPPLIES)
    office.take("staff", STAFF)
    return office


def posted(session: Session) -> list[tuple[Any, ...]]:
    rows = session.scalars(select(Voucher).order_by(Voucher.id))
    return [(row.day.day, row.kind, row.document_number) for row in rows]


def stock(session: Session) -> dict[tuple[int, int], int]:
    """Pieces by store and supply."""
    found: dict[tuple[int, int], int] = {}
    for row in session.scalars(select(Balance)):
        key = (row.store_id, row.supply_id)
        found[key] = found.get(key, 0) + row.on_hand
    return found


def test_a_month_of_all_kinds_is_posted_in_order_of_days(office: Office) -> None:
    opened(office)
    assert counts(office.take("vouchers", MONTH)) == (13, 13, 0, 0)
    assert office.book.ask(posted) == [
        (3, VoucherKind.RECEIPT, "HĐ01"),
        (4, VoucherKind.RECEIPT, "BB02"),
        (5, VoucherKind.ISSUE, ""),
        (5, VoucherKind.ISSUE, ""),
        (6, VoucherKind.RETURN, ""),
        (6, VoucherKind.TRANSFER, ""),
        (7, VoucherKind.ISSUE, ""),
        (8, VoucherKind.WRITE_OFF, "BB7"),
        (9, VoucherKind.WRITE_OFF, ""),
        (10, VoucherKind.ADJUSTMENT, ""),
        (10, VoucherKind.ADJUSTMENT, ""),
    ]
    assert office.book.ask(stock) == {
        (1, 1): 200 + 100 - 15 + 3 - 50 - 6,
        (2, 1): 50 - 7 - 2,
        (1, 2): 100 - 4 - 1 + 4,
    }
    assert office.book.ask(check_book) == []


def test_the_same_book_twice_is_unchanged(office: Office) -> None:
    opened(office).take("vouchers", MONTH)
    assert counts(office.take("vouchers", MONTH)) == (13, 0, 13, 0)
    grown = [*MONTH, ["11/02/2020", "Xuất", "", "", "", "KT01", "cái", 1, "", "", "", "CB0001", ""]]
    assert counts(office.take("vouchers", grown)) == (14, 1, 13, 0)


def test_what_a_row_says_beside_its_figures_is_kept(furnished: Office) -> None:
    furnished.take("vouchers", MONTH)
    vouchers = furnished.book.ask(lambda session: session.scalars(select(Voucher)).all())
    receipts = [(v.source, v.supplier) for v in vouchers if v.document_number in {"HĐ01", "BB02"}]
    assert (Source.PURCHASE, "Cty A") in receipts
    assert (Source.DONATION, "Hội Doanh nhân trẻ") in receipts
    losses = [(v.loss, v.reason) for v in vouchers if v.kind is VoucherKind.WRITE_OFF]
    assert losses == [(Loss.DAMAGED, "ướt mưa"), (Loss.LOST, "không tìm thấy")]
    lots = furnished.book.ask(lambda session: session.scalars(select(Lot)).all())
    assert ("L1", date(2021, 12, 31)) in [(lot.number, lot.expires_on) for lot in lots]


def test_a_return_goes_to_the_newest_issues_of_its_recipient(furnished: Office) -> None:
    def row(day: str, kind: str, quantity: int, to: str = "CB0001") -> Row:
        return [day, kind, "", "", "", "KT01", "cái", quantity, "", "", "", to, ""]

    furnished.take(
        "vouchers",
        [
            HEAD,
            row("05/02/2020", "Xuất", 5),
            row("06/02/2020", "Xuất", 4),
            row("06/02/2020", "Xuất", 9, "CB0004"),
            row("08/02/2020", "Xuất", 9),
            row("07/02/2020", "Nhập trả lại", 6),
        ],
    )
    lines = furnished.book.ask(lambda session: session.scalars(select(VoucherLine)).all())
    back = [(line.of_line_id, line.quantity) for line in lines if line.of_line_id]
    days = furnished.book.ask(
        lambda session: dict(
            session.execute(
                select(VoucherLine.id, Voucher.day).join(
                    Voucher, Voucher.id == VoucherLine.voucher_id
                )
            ).all()
        )
    )
    assert [(days[line or 0].day, quantity) for line, quantity in back] == [(6, 4), (5, 2)]
    more = [HEAD, row("09/02/2020", "Trả lại", 14)]
    assert problems(furnished.plan("vouchers", more)) == [
        (2, "Số lượng", Problem.RETURNED_TOO_MUCH)
    ]
    assert furnished.plan("vouchers", more).errors[0].facts["left"] == 12


BAD = [
    ("Loại", Problem.UNKNOWN_KIND, {"Loại": "Bán"}),
    ("Loại", Problem.MISSING, {"Loại": ""}),
    ("Kho", Problem.UNKNOWN_STORE, {"Kho": "Kho lạ"}),
    ("Kho đến", Problem.MISSING, {"Loại": "Chuyển kho"}),
    ("Kho đến", Problem.SAME_STORE, {"Loại": "Chuyển kho", "Kho đến": "KHO"}),
    ("Mã vật tư", Problem.UNKNOWN_SUPPLY, {"Mã vật tư": "XX"}),
    ("ĐVT", Problem.UNKNOWN_UNIT, {"ĐVT": "lít"}),
    ("Số lượng", Problem.NOT_POSITIVE, {"Số lượng": -1}),
    ("Số lượng", Problem.STOCK_SHORT, {"Số lượng": 5000}),
    ("Số lượng", Problem.STOCK_SHORT, {"Kho": "QUAY"}),
    ("Lô", Problem.UNKNOWN_LOT, {"Lô": "L9"}),
    ("Người/đơn vị", Problem.MISSING, {"Người/đơn vị": ""}),
    ("Người/đơn vị", Problem.UNKNOWN_PERSON, {"Người/đơn vị": "Người Lạ"}),
    ("Người/đơn vị", Problem.PERSON_AMBIGUOUS, {"Người/đơn vị": "Trần Quốc Bảo"}),
    ("Lý do", Problem.MISSING, {"Loại": "Hỏng", "Lý do": ""}),
    ("Ngày", Problem.FUTURE_DAY, {"Ngày": "01/03/2020"}),
]


@pytest.mark.parametrize(("column", "problem", "changed"), BAD)
def test_a_row_that_can_not_be_posted_says_why(
    furnished: Office, column: str, problem: Problem, changed: dict[str, Any]
) -> None:
    good = ["07/02/2020", "Xuất", "", "", "", "KT01", "cái", 5, "", "", "", "CB0001", "đợt"]
    bad = [changed.get(str(title), cell) for title, cell in zip(HEAD, good, strict=True)]
    plan = furnished.plan("vouchers", [HEAD, good, bad])
    assert problems(plan) == [(3, column, problem)]
    with pytest.raises(ImportRefused):
        furnished.take("vouchers", [HEAD, good, bad])
    assert counts(furnished.take("vouchers", [HEAD, good, bad], skip_bad=True)) == (2, 1, 0, 1)


def test_a_name_with_its_unit_tells_two_people_apart(furnished: Office) -> None:
    row = ["07/02/2020", "Xuất", "", "", "", "KT01", "cái", 5, "", "", "", "", ""]
    for told in ("Trần Quốc Bảo - Thanh tra Sở", "CB0005 Trần Quốc Bảo", "Trần Quốc Bảo (TTS)"):
        cells = [*row[:-2], told, ""]
        plan = furnished.plan("vouchers", [HEAD, cells])
        if told.startswith("CB"):
            assert problems(plan) == [(2, "Người/đơn vị", Problem.UNKNOWN_PERSON)]
        else:
            assert (problems(plan), plan.ready) == ([], 1)


def test_words_of_a_kind_are_read_by_the_longest_of_them() -> None:
    told = {
        "Nhập mua": "receipt",
        "Nhập kho - tài trợ": "receipt",
        "Nhập trả lại kho": "return",
        "Xuất chuyển kho": "transfer",
        "Xuất hủy (hết hạn)": "write_off",
        "Nhập thừa kiểm kê": "surplus",
        "Xuất thiếu kiểm kê": "shortage",
        "Cấp phát": "issue",
        "Bán hàng": "",
    }
    assert {words: deed_of(words) for words in told} == told
    assert loss_of("Xuất hủy (hết hạn)", "mất nhãn") is Loss.EXPIRED
    assert loss_of("Ghi giảm", "Mất khi chuyển") is Loss.LOST
    assert loss_of("Ghi giảm", "mặt nạ cũ") is Loss.DAMAGED
