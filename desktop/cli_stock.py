"""Commands of the storeroom: giving out, nhập – xuất – tồn of a period, a stock card, lists of vouchers."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.base import LIMIT
from db.kinds import VoucherKind
from desktop.cli_shared import AsJson, iso_day, opened, print_json, print_table

if TYPE_CHECKING:
    from db.database import Database
    from db.queries.stock_books import BookEntry
    from db.queries.stock_report import StockReportRow, Worth
    from db.queries.voucher_list import VoucherRow

From = Annotated[
    str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="Từ ngày; mặc định: đầu tháng.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Đến hết ngày; mặc định: hôm nay.")
]
InStore = Annotated[
    str | None, typer.Option("--store", metavar="CODE", help="Mã kho; mặc định: mọi kho.")
]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="Ghi bảng tính Excel vào tệp này.")]
Output = Annotated[Path | None, typer.Option(help="Ghi tệp PDF vào đây.")]
_IN = ("bought", "granted", "other_in", "returned", "surplus", "moved_in")
_OUT = ("issued", "written_off", "missing", "moved_out")


def issue(
    context: typer.Context,
    supplies: Annotated[
        list[str],
        typer.Option("--supply", metavar="CODE=QUANTITY", help="Dùng được nhiều lần: KT01=50."),
    ],
    person: Annotated[str | None, typer.Option(metavar="CODE", help="Mã số người nhận.")] = None,
    department: Annotated[str | None, typer.Option(metavar="CODE", help="Mã đơn vị nhận.")] = None,
    visitors: Annotated[bool, typer.Option("--visitors", help="Phát cho khách.")] = False,
    on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Ngày: hôm nay.")] = None,
    store: Annotated[
        str | None, typer.Option(metavar="CODE", help="Mã kho; mặc định: kho chính.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Lý do xuất.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ghi một phiếu xuất kho cho một người, một đơn vị hoặc khách."""
    from db.queries.vouchers import voucher_detail
    from db.services.stock import IssueLine, NewIssue, post_issue

    if sum((person is not None, department is not None, visitors)) != 1:
        raise typer.BadParameter("chọn một: --person, --department hoặc --visitors")
    asked = [_asked(text) for text in supplies]
    with opened(context) as book:
        day = iso_day(on) if on else book.clock.today()
        staff_id = _person(book, person, day) if person is not None else None
        department_id = _department(book, department, day) if department is not None else None
        lines = tuple(
            IssueLine(
                _supply(book, code),
                quantity,
                staff_id=staff_id,
                department_id=department_id,
                is_visitors=visitors,
            )
            for code, quantity in asked
        )
        store_id = _store(book, store) or _store(book, None, main=True) or 0
        new = NewIssue(day, store_id, lines, department_id=department_id, reason=reason)
        detail = book.ask(voucher_detail, book.do(post_issue, new))
    told = {
        "voucher": detail.voucher_id,
        "number": detail.number,
        "date": detail.day.isoformat(),
        "store": detail.store,
        "lines": [
            {
                "code": line.code,
                "name": line.supply,
                "unit": line.unit,
                "quantity": line.quantity,
                "amount": line.amount,
                "lots": [
                    {
                        "number": lot.number,
                        "expires": lot.expires_on.isoformat() if lot.expires_on else None,
                        "quantity": lot.quantity,
                    }
                    for lot in line.lots
                ],
            }
            for line in detail.lines
        ],
    }
    if as_json:
        print_json(told)
    else:
        given = ", ".join(f"{line.quantity} {line.unit} {line.supply}" for line in detail.lines)
        print(f"Đã ghi phiếu {detail.number}: {given}.")


def report_stock(
    context: typer.Context,
    from_on: From = None,
    to_on: To = None,
    store: InStore = None,
    xlsx: Xlsx = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Nhập – xuất – tồn của một kỳ: số lượng và giá trị."""
    from db.queries.stock_report import stock_report
    from desktop.storeroom_printing import stock_report_pdf, stock_report_xlsx

    with opened(context) as book:
        span = first, last = _span(book, from_on, to_on)
        store_id = _store(book, store)
        rows = book.ask(stock_report, first, last, store_id)
        save_where_asked(xlsx, lambda: stock_report_xlsx(book, span, store_id))
        save_where_asked(output, lambda: stock_report_pdf(book, span, store_id))
    if as_json:
        print_json(
            {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "store": store,
                "supplies": [_stock_row(row) for row in rows],
                "totals": {
                    name: sum(getattr(row, field).amount for row in rows)
                    for name, field in _BLOCKS.items()
                },
            }
        )
        return
    if xlsx or output:
        return
    head = ("Mã", "Tên vật tư", "ĐVT", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối", "Giá trị cuối")
    cells: list[tuple[Any, ...]] = [
        (
            row.supply.code,
            row.supply.name,
            row.supply.base_unit,
            row.opening.quantity,
            row.received.quantity,
            row.given.quantity,
            row.closing.quantity,
            row.closing.amount,
        )
        for row in rows
    ]
    cells.append(("", "Tổng cộng", "", "x", "x", "x", "x", sum(r.closing.amount for r in rows)))
    print_table(head, cells, set(head[3:]))


def report_vouchers(
    context: typer.Context,
    from_on: From = None,
    to_on: To = None,
    kind: Annotated[VoucherKind | None, typer.Option(help="Chỉ một loại phiếu.")] = None,
    xlsx: Xlsx = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Danh sách phiếu của một kỳ, cả phiếu đã hủy."""
    from db.queries.voucher_list import voucher_rows
    from desktop.labels import member
    from desktop.storeroom_printing import vouchers_pdf, vouchers_xlsx

    with opened(context) as book:
        span = first, last = _span(book, from_on, to_on)
        rows = book.ask(voucher_rows, first, last, kind, with_reversed=True)[::-1]
        save_where_asked(xlsx, lambda: vouchers_xlsx(book, span, kind))
        save_where_asked(output, lambda: vouchers_pdf(book, span, kind))
    if as_json:
        print_json([_voucher_row(row) for row in rows])
    if as_json or xlsx or output:
        return
    head = ("Số", "Ngày", "Loại", "Kho", "Nội dung", "Số lượng", "Thành tiền")
    cells = [
        (
            row.number,
            f"{row.day:%d/%m/%Y}",
            member(row.kind),
            row.store,
            row.told + (" (đã hủy)" if row.is_reversed else ""),
            row.quantity,
            row.amount,
        )
        for row in rows
    ]
    print_table(head, list(cells), {"Số lượng", "Thành tiền"})


def report_card(
    context: typer.Context,
    supply: Annotated[str, typer.Argument(metavar="SUPPLY", help="Mã vật tư.")],
    from_on: From = None,
    to_on: To = None,
    store: InStore = None,
    xlsx: Xlsx = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Thẻ kho (S21-H) của một vật tư: từng phiếu và số còn lại; mặc định từ đầu năm."""
    from db.queries.stock_books import stock_book
    from desktop.papers.stock_rows import told_of
    from desktop.storeroom_printing import books_pdf, books_xlsx

    with opened(context) as book:
        span = first, last = _span(book, from_on, to_on, of_year=True)
        supply_id, store_id = _supply(book, supply), _store(book, store)
        card = book.ask(stock_book, supply_id, store_id, first, last)
        save_where_asked(xlsx, lambda: books_xlsx(book, [supply_id], store_id, span))
        save_where_asked(output, lambda: books_pdf(book, [supply_id], store_id, span))
    rows = [_card_row(entry, told_of(entry)) for entry in card.entries]
    closing = rows[-1]["balance"] if rows else _worth_of(card.quantity_before, card.amount_before)
    if as_json:
        print_json(
            {
                "code": card.code,
                "name": card.name,
                "unit": card.unit,
                "store": store,
                "from": first.isoformat(),
                "to": last.isoformat(),
                "opening": _worth_of(card.quantity_before, card.amount_before),
                "rows": rows,
                "closing": closing,
            }
        )
    if as_json or xlsx or output:
        return
    head = ("Số", "Ngày", "Diễn giải", "Nhập", "Xuất", "Tồn")
    cells: list[tuple[Any, ...]] = [("", "", "Tồn đầu kỳ", "", "", card.quantity_before)]
    cells += [
        (
            row["number"],
            f"{date.fromisoformat(row['date']):%d/%m/%Y}",
            row["told"],
            row["received"]["quantity"] or "",
            row["issued"]["quantity"] or "",
            row["balance"]["quantity"],
        )
        for row in rows
    ]
    print_table(head, cells, set(head[3:]))


_BLOCKS = {"opening": "opening", "received": "received", "issued": "given", "closing": "closing"}


def _stock_row(row: "StockReportRow") -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": row.supply.code,
        "name": row.supply.name,
        "unit": row.supply.base_unit,
        "group": row.supply.group,
    }
    told |= {name: _worth(getattr(row, field)) for name, field in _BLOCKS.items()}
    told["received_by"] = {name: _worth(getattr(row, name)) for name in _IN}
    told["issued_by"] = {name: _worth(getattr(row, name)) for name in _OUT}
    return told


def _worth(worth: "Worth") -> dict[str, int]:
    return {"quantity": worth.quantity, "amount": worth.amount}


def _worth_of(quantity: int, amount: int) -> dict[str, int]:
    return {"quantity": quantity, "amount": amount}


def _card_row(entry: "BookEntry", told: str) -> dict[str, Any]:
    return {
        "voucher": entry.voucher_id,
        "number": entry.number,
        "date": entry.day.isoformat(),
        "kind": str(entry.counts_as),
        "told": told,
        "received": _worth_of(entry.quantity_in, entry.amount_in),
        "issued": _worth_of(entry.quantity_out, entry.amount_out),
        "balance": _worth_of(entry.quantity_left, entry.amount_left),
        "reverses": entry.reverses,
    }


def save_where_asked(path: Path | None, write: Callable[[], bytes]) -> None:
    """Write a file where one was asked for, and say so on standard error."""
    if path is not None:
        from desktop.papers.saving import save

        save(path, write())
        print(f"Đã ghi {path}", file=sys.stderr)


def _voucher_row(row: "VoucherRow") -> dict[str, Any]:
    return {
        "voucher": row.voucher_id,
        "number": row.number,
        "kind": str(row.kind),
        "counts_as": str(row.counts_as),
        "date": row.day.isoformat(),
        "store": row.store,
        "told": row.told,
        "document": row.document_number,
        "lines": row.lines,
        "quantity": row.quantity,
        "amount": row.amount,
        "is_reversed": row.is_reversed,
        "reverses": row.reverses,
    }


def _span(
    book: "Database", from_on: str | None, to_on: str | None, *, of_year: bool = False
) -> tuple[date, date]:
    """The period asked; without a first day from the beginning of the month, or of the year."""
    last = iso_day(to_on) if to_on else book.clock.today()
    usual = last.replace(month=1, day=1) if of_year else last.replace(day=1)
    first = iso_day(from_on) if from_on else usual
    if last < first:
        raise typer.BadParameter("--to phải từ --from trở đi")
    return first, last


def _asked(text: str) -> tuple[str, int]:
    """A code and pieces of "KT01=50"."""
    found = re.fullmatch(r"\s*([^=]+?)\s*=\s*([0-9]{1,13})\s*", text)
    if found is None or not 1 <= int(found[2]) <= LIMIT:
        raise typer.BadParameter(f"{text}: viết theo dạng MÃ=SỐ_LƯỢNG, số lượng nguyên từ 1")
    return found[1], int(found[2])


def _supply(book: "Database", code: str) -> int:
    """The supply of a code. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.catalogue import supplies

    for row in book.ask(supplies, with_retired=True):
        if row.code.casefold() == code.casefold():
            return row.supply_id
    raise NotFound("supply", code)


def _store(book: "Database", code: str | None, *, main: bool = False) -> int | None:
    """The store of a code; without one the main store, or none where all are meant. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.catalogue import stores

    if code is None and not main:
        return None
    for row in book.ask(stores):
        if code is None or row.code.casefold() == code.casefold():
            return row.store_id
    raise NotFound("store", code or "")


def _person(book: "Database", code: str, day: date) -> int:
    """The person of a code. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.staff import people

    for row in book.ask(people, day, code):
        if row.code.casefold() == code.casefold():
            return row.staff_id
    raise NotFound("staff_member", code)


def _department(book: "Database", code: str, day: date) -> int:
    """The department of a code. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.staff import departments

    for row in book.ask(departments, day):
        if row.code.casefold() == code.casefold():
            return row.department_id
    raise NotFound("department", code)
