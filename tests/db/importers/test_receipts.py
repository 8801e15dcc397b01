"""Books of receipts: rows become receipts, packs become base units, known documents stay as they are."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.problems import Hint
from db.kinds import Source
from db.models.stock import Lot, Voucher, VoucherLine
from db.services.reversing import reverse_voucher
from tests.db.importers.conftest import RECEIPTS, STAFF, SUPPLIES, Office, counts, problems
from tests.db.importers.workbooks import Row

HEAD: Row = ["Ngày nhập", "Số chứng từ", "Nguồn", "Đơn vị cung cấp", "Mã vật tư", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"]  # fmt: skip


def vouchers(session: Session) -> list[tuple[Any, ...]]:
    """Day, document, source, supplier and (supply, pieces, amount) of each receipt, in order."""
    lines: dict[int, list[tuple[int, int, int]]] = {}
    for line in session.scalars(select(VoucherLine).order_by(VoucherLine.id)):
        lines.setdefault(line.voucher_id, []).append((line.supply_id, line.quantity, line.amount))
    found = session.scalars(select(Voucher).order_by(Voucher.id))
    return [
        (row.day, row.document_number, row.source, row.supplier, lines[row.id]) for row in found
    ]


def opened(office: Office) -> Office:
    office.take("supplies", SUPPLIES)
    return office


def test_rows_of_a_document_are_one_receipt(office: Office) -> None:
    office.take("supplies", SUPPLIES)
    assert counts(office.take("receipts", RECEIPTS)) == (4, 4, 0, 0)
    assert office.book.ask(vouchers) == [
        (date(2020, 2, 3), "HĐ01", Source.DONATION, "Hội Doanh nhân trẻ", [(1, 2500, 0)]),
        (
            *(date(2020, 2, 4), "HĐ02", Source.PURCHASE, "Công ty Minh Tâm"),
            [(2, 600, 540000), (4, 10, 620000)],
        ),
        (date(2020, 2, 5), "", Source.SUPERIOR, "Sở Y tế", [(3, 2500, 0)]),
    ]
    assert counts(office.take("receipts", RECEIPTS)) == (4, 0, 4, 0)


def test_receipts_are_posted_in_order_of_days(sqlite_book: Any, tmp_path: Any) -> None:
    office = opened(Office(sqlite_book, tmp_path))
    office.take("receipts", [RECEIPTS[0], *RECEIPTS[:0:-1]])
    days = [row[0] for row in office.book.ask(vouchers)]
    assert days == sorted(days)


def test_rows_without_a_document_go_together_by_day_source_and_supplier(furnished: Office) -> None:
    before = len(furnished.book.ask(vouchers))
    rows: list[Row] = [
        HEAD,
        ["06/02/2020", "", "Tài trợ", "Hội A", "KT01", "Hộp", 1, "", ""],
        ["06/02/2020", "", "Tài trợ", "Hội A", "SK01", "chai", 5, "", ""],
        ["06/02/2020", "", "Tài trợ", "Hội B", "KT01", "Hộp", 1, "", ""],
        ["06/02/2020", "", "Mua", "Hội A", "KT01", "Hộp", 1, "", ""],
    ]
    furnished.take("receipts", rows)
    assert len(furnished.book.ask(vouchers)) == before + 3
    grown = [*rows, rows[1]]
    assert counts(furnished.take("receipts", grown)) == (5, 1, 4, 0)


def test_money_is_the_amount_else_price_of_the_unit_times_count(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["06/02/2020", "A1", "Mua sắm", "X", "KT01", "Hộp", 3, "35.000", ""],
        ["06/02/2020", "A1", "Mua sắm", "X", "KT01", "Hộp", 3, 35000, 100000],
        ["06/02/2020", "A1", "Mua sắm", "X", "KT01", "cái", 3, 700.5, ""],
        ["06/02/2020", "A1", "Mua sắm", "X", "HC01", "kg", "1,5", "140.000 đ", ""],
    ]
    plan = furnished.plan("receipts", rows)
    assert [(hint.row, hint.hint) for hint in plan.hints] == [(3, Hint.AMOUNT_DIFFERS)]
    furnished.take("receipts", rows)
    lines = furnished.book.ask(vouchers)[-1][-1]
    assert lines == [(1, 150, 105000), (1, 150, 100000), (1, 3, 2102), (3, 1500, 210000)]


def test_a_known_document_with_other_figures_is_an_error(furnished: Office) -> None:
    rows = [list(row) for row in RECEIPTS]
    rows[2][7] = 7
    rows[3][8] = 63000
    plan = furnished.plan("receipts", rows)
    assert problems(plan) == [
        (3, "Số chứng từ", "document_differs"),
        (4, "Số chứng từ", "document_differs"),
    ]
    assert plan.errors[0].facts == {
        "document": "HĐ02",
        "number": "NK0002/2020",
        "day": "2020-02-04",
    }
    assert plan.unchanged == 2


def test_a_row_more_in_a_known_document_is_an_error(furnished: Office) -> None:
    rows = [
        *RECEIPTS,
        [5, "04/02/2020", "hđ 02", "Mua sắm", "Công ty Minh Tâm", "KT01", "Hộp", 1, 5],
    ]
    assert problems(furnished.plan("receipts", rows)) == [(6, "Số chứng từ", "document_differs")]


def test_another_day_of_a_known_document_is_other_figures(furnished: Office) -> None:
    rows = [list(row) for row in RECEIPTS]
    rows[1][1] = "02/02/2020"
    assert problems(furnished.plan("receipts", rows)) == [(2, "Số chứng từ", "document_differs")]


def test_a_contract_delivered_on_several_days_is_several_receipts(furnished: Office) -> None:
    more = [5, "10/02/2020", "HĐ01", "Tài trợ", "Hội Doanh nhân trẻ", "KT01", "Thùng", 1, 0]
    assert counts(furnished.take("receipts", [*RECEIPTS, more])) == (5, 1, 4, 0)
    assert counts(furnished.take("receipts", [*RECEIPTS, more])) == (5, 0, 5, 0)


def test_the_same_number_of_another_supplier_is_another_document(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["04/02/2020", "HĐ02", "Mua sắm", "Công ty B", "KT01", "Hộp", 1, 5, ""],
    ]
    assert counts(furnished.take("receipts", rows)) == (1, 1, 0, 0)


def test_a_reversed_receipt_is_no_longer_known(furnished: Office) -> None:
    furnished.book.do(reverse_voucher, 1, "nhập nhầm")
    assert counts(furnished.take("receipts", RECEIPTS)) == (4, 1, 3, 0)


def test_opening_stock_is_known_by_its_source(furnished: Office) -> None:
    rows: list[Row] = [HEAD, ["01/02/2020", "", "Tồn đầu kỳ", "", "KT01", "cái", 120, "", ""]]
    furnished.take("receipts", rows)
    assert furnished.book.ask(vouchers)[-1][2] is Source.OPENING


def test_sources_are_known_by_their_words(furnished: Office) -> None:
    words = {
        "Mua": Source.PURCHASE,
        "ỦNG HỘ": Source.DONATION,
        "UBND Thành phố cấp": Source.SUPERIOR,
        "Số dư đầu kỳ": Source.OPENING,
        "Từ trên trời": Source.OTHER,
    }
    rows: list[Row] = [HEAD]
    rows += [
        ["06/02/2020", f"W{n}", word, "", "KT01", "cái", 1, "", ""] for n, word in enumerate(words)
    ]
    plan = furnished.plan("receipts", rows)
    assert [(hint.row, hint.hint) for hint in plan.hints] == [(6, Hint.SOURCE_NOT_READ)]
    furnished.take("receipts", rows)
    told = {row[1]: (row[2], row[3]) for row in furnished.book.ask(vouchers)}
    assert [told[f"W{n}"][0] for n in range(5)] == list(words.values())
    assert told["W2"][1] == "UBND Thành phố"


def test_lots_carry_number_and_expiry(furnished: Office) -> None:
    head: Row = ["Ngày nhập", "Mã vật tư", "ĐVT", "SL", "Số lô", "Hạn dùng"]
    rows: list[Row] = [
        head,
        ["06/02/2020", "KT01", "Hộp", 1, 20793, "06/09/2023"],
        ["06/02/2020", "KT01", "Hộp", 1, "L2", "09/2023"],
        ["06/02/2020", "KT01", "Hộp", 1, "", date(2020, 1, 1)],
    ]
    plan = furnished.plan("receipts", rows)
    assert [(hint.row, hint.hint) for hint in plan.hints] == [(4, Hint.ALREADY_EXPIRED)]
    furnished.take("receipts", rows)
    lots = furnished.book.ask(
        lambda session: list(session.execute(select(Lot.number, Lot.expires_on).order_by(Lot.id)))
    )
    assert [tuple(lot) for lot in lots[-3:]] == [
        ("20793", date(2023, 9, 6)),
        ("L2", date(2023, 9, 30)),
        ("", date(2020, 1, 1)),
    ]


def test_rows_that_cannot_be_taken_say_why(furnished: Office) -> None:
    def row(day: object, code: object, unit: object, count: object, price: object = "") -> Row:
        return [day, "", "Mua sắm", "X", code, unit, count, price, ""]

    rows: list[Row] = [
        HEAD,
        row("31/02/2020", "KT01", "Hộp", 1),
        row("29/02/2020", "KT01", "Hộp", 1),
        row("", "KT01", "Hộp", 1),
        row("06/02/2020", "KT99", "Hộp", 1),
        row("06/02/2020", "", "Hộp", 1),
        row("06/02/2020", "KT01", "Bao", 1),
        row("06/02/2020", "KT01", "Hộp", "abc"),
        row("06/02/2020", "KT01", "Hộp", -5),
        row("06/02/2020", "KT01", "Hộp", 1.5),
        row("06/02/2020", "KT01", "cái", 1e30),
        row("06/02/2020", "KT01", "Thùng", 10**12),
        row("06/02/2020", "KT01", "Hộp", ""),
        row("06/02/2020", "KT01", "Hộp", 1, "rẻ"),
        row("06/02/2020", "KT01", "Hộp", 1, -7),
        row("06/02/2020", "KT01", "Hộp", 10**6, 10**7),
    ]
    assert problems(furnished.plan("receipts", rows)) == [
        (2, "Ngày nhập", "no_such_day"),
        (3, "Ngày nhập", "future_day"),
        (4, "Ngày nhập", "missing"),
        (5, "Mã vật tư", "unknown_supply"),
        (6, "Mã vật tư", "missing"),
        (7, "ĐVT", "unknown_unit"),
        (8, "Số lượng", "not_a_number"),
        (9, "Số lượng", "not_positive"),
        (10, "Số lượng", "fraction"),
        (11, "Số lượng", "too_large"),
        (12, "Số lượng", "too_large"),
        (13, "Số lượng", "missing"),
        (14, "Đơn giá", "not_a_number"),
        (15, "Đơn giá", "not_positive"),
        (16, "Đơn giá", "too_large"),
    ]
    stock = furnished.stock()
    assert counts(furnished.take("receipts", rows, skip_bad=True)) == (15, 0, 0, 15)
    assert furnished.stock() == stock


def test_a_supply_nearly_named_is_suggested(furnished: Office) -> None:
    rows: list[Row] = [
        ["Ngày", "Tên vật tư", "SL"],
        ["06/02/2020", "Khẩu trang y tế 4 lop xanh", 5],
    ]
    (error,) = furnished.plan("receipts", rows).errors
    assert (error.column, error.facts["near"]) == ("Tên vật tư", "Khẩu trang y tế 4 lớp")


def test_packs_are_kept_as_typed(furnished: Office) -> None:
    lines = furnished.book.ask(
        lambda session: [
            (line.pack_count, line.quantity) for line in session.scalars(select(VoucherLine))
        ]
    )
    assert lines == [(1, 2500), (6, 600), (None, 10), (None, 2500)]


def test_staff_of_a_book_without_people_may_come_later(furnished: Office) -> None:
    assert counts(furnished.take("staff", STAFF)) == (5, 0, 5, 0)
