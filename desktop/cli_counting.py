"""Commands of counting the stores."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli_counts import candidate_told, count_told, moment_told, typed_as, typed_in
from desktop.cli_shared import AsJson, iso_day, opened, print_json, print_table, store_id

if TYPE_CHECKING:
    from db.database import Database
    from db.queries.counting import CountLine, StocktakeRow

stocktake = typer.Typer(help="Kiểm kê kho.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="N", help="Số của lần kiểm kê.")]
_STATES = {"open": "đang đếm", "posted": "đã duyệt", "dropped": "đã bỏ"}


@stocktake.command("open")
def open_count(
    context: typer.Context,
    store: Annotated[str, typer.Option(help="Mã kho, như KHO.")],
    supplies: Annotated[
        list[str] | None, typer.Option("--supply", metavar="CODE", help="Chỉ vật tư này.")
    ] = None,
    groups: Annotated[
        list[str] | None, typer.Option("--group", metavar="NAME", help="Chỉ nhóm này.")
    ] = None,
    without_zero: Annotated[
        bool, typer.Option("--without-zero", help="Bỏ vật tư đang hết trong kho.")
    ] = False,
    committee: Annotated[
        list[str] | None,
        typer.Option("--member", metavar="TEXT", help="Người kiểm kê: họ tên; chức vụ; vai trò."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Ngày kiểm kê: hôm nay.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Mở một lần kiểm kê: cả kho, một nhóm, hoặc vài vật tư."""
    from db.services.counting import NewStocktake, open_stocktake
    from desktop.stocktake_printing import scope_words

    with opened(context) as book:
        ids, names = _supplies(book, supplies or ())
        named = _groups(book, groups or ())
        new = NewStocktake(
            store_id=store_id(book, store),
            scope=scope_words(named, names),
            supply_ids=ids,
            groups=named,
            with_zero=not without_zero,
            committee="\n".join(committee or ()),
            day=iso_day(day) if day else None,
        )
        number = book.do(open_stocktake, new)
        _tell(book, number, as_json=as_json)


@stocktake.command("list")
def list_counts(context: typer.Context, as_json: AsJson = False) -> None:
    """Các lần kiểm kê, mới nhất trước."""
    from db.queries.counting import stocktake_rows

    with opened(context) as book:
        rows = book.ask(stocktake_rows)
    if as_json:
        print_json([_told(row) for row in rows])
        return
    head = ("Số", "Ngày", "Kho", "Phạm vi", "Tình trạng", "Dòng", "Đã đếm", "Lệch")
    told = [
        (
            *(str(row.stocktake_id), f"{row.day:%d/%m/%Y}", row.store, row.scope),
            *(_STATES[row.state], row.lines, row.counted, row.differing),
        )
        for row in rows
    ]
    print_table(head, told, set(head[5:]))


@stocktake.command("show")
def show_count(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Từng dòng của một lần kiểm kê: sổ, đếm được, chênh lệch."""
    with opened(context) as book:
        _tell(book, number, as_json=as_json)


@stocktake.command("sheet")
def print_sheet(
    context: typer.Context,
    number: Number,
    output: Annotated[Path, typer.Option(help="Tệp .pdf hoặc .xlsx.")],
    blind: Annotated[bool, typer.Option("--blind", help="Không in số theo sổ.")] = False,
) -> None:
    """In phiếu để đi đếm."""
    from desktop.papers.saving import save
    from desktop.stocktake_printing import count_sheet_pdf, count_sheet_xlsx

    write = count_sheet_xlsx if output.suffix.lower() == ".xlsx" else count_sheet_pdf
    with opened(context) as book:
        save(output, write(book, number, with_book=not blind))
    print(f"Đã ghi {output}", file=sys.stderr)


@stocktake.command("record")
def print_record(
    context: typer.Context,
    number: Number,
    output: Annotated[Path, typer.Option(help="Tệp .pdf hoặc .xlsx.")],
) -> None:
    """In biên bản kiểm kê (C33-HD)."""
    from desktop.papers.saving import save
    from desktop.stocktake_printing import stocktake_pdf, stocktake_xlsx

    write = stocktake_xlsx if output.suffix.lower() == ".xlsx" else stocktake_pdf
    with opened(context) as book:
        save(output, write(book, number))
    print(f"Đã ghi {output}", file=sys.stderr)


@stocktake.command("enter")
def enter(
    context: typer.Context,
    number: Number,
    counts: Annotated[
        list[str] | None,
        typer.Argument(metavar="CODE=QTY...", help="Như KT01=3h+5; theo lô: KT01/L2012=20."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="Tệp CSV: mã, lô, số lượng, kém, mất, lý do.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Lý do chênh lệch của các dòng này.")] = "",
    at: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD[THH:MM]", help="Lúc đếm: bây giờ; chỉ ngày: cuối ngày."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Nhập số đếm được; ghi cả hoặc không ghi gì."""
    from db.queries.counting import count_lines
    from db.services.counting import enter_counts

    moment = moment_told(at) if at else None
    typed = [typed_as(text, reason) for text in counts or ()]
    if file is None and not typed:
        raise typer.BadParameter("cần CODE=QTY hoặc --file")
    with opened(context) as book:
        typed += typed_in(file, reason) if file else []
        lines = book.ask(count_lines, number)
        book.do(enter_counts, number, [count_told(lines, one) for one in typed], moment)
        _tell(book, number, as_json=as_json)


@stocktake.command("add")
def add(
    context: typer.Context,
    number: Number,
    things: Annotated[
        list[str], typer.Argument(metavar="CODE[/LOT]...", help="Như SK02; một lô: KT01/L2012.")
    ],
    as_json: AsJson = False,
) -> None:
    """Thêm vật tư, hoặc lô của vật tư, tìm thấy ngoài danh sách đang kiểm kê."""
    from db.services.count_scope import add_to_stocktake

    with opened(context) as book:
        for thing in things:
            found = candidate_told(book, number, thing)
            book.do(add_to_stocktake, number, found.supply_id, found.lot_id)
        _tell(book, number, as_json=as_json)


@stocktake.command("committee")
def committee(
    context: typer.Context,
    number: Number,
    members: Annotated[
        list[str],
        typer.Option("--member", metavar="TEXT", help="Người kiểm kê: họ tên; chức vụ; vai trò."),
    ],
    as_json: AsJson = False,
) -> None:
    """Ghi lại ban kiểm kê của lần đang đếm."""
    from db.services.count_scope import name_committee

    with opened(context) as book:
        book.do(name_committee, number, "\n".join(members))
        _tell(book, number, as_json=as_json)


@stocktake.command("approve")
def approve(
    context: typer.Context,
    number: Number,
    by: Annotated[str, typer.Option(help="Họ tên người duyệt.")],
    leave: Annotated[bool, typer.Option("--leave-uncounted", help="Bỏ các dòng chưa đếm.")] = False,
    as_json: AsJson = False,
) -> None:
    """Duyệt: ghi phiếu điều chỉnh theo chênh lệch."""
    from db.services.counting import approve_stocktake

    with opened(context) as book:
        book.do(approve_stocktake, number, by, leaves_uncounted=leave)
        _tell(book, number, as_json=as_json)


@stocktake.command("drop")
def drop(
    context: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(help="Vì sao bỏ.")],
    as_json: AsJson = False,
) -> None:
    """Bỏ một lần kiểm kê, có lý do."""
    from db.services.counting import drop_stocktake

    with opened(context) as book:
        book.do(drop_stocktake, number, reason)
        _tell(book, number, as_json=as_json)


def _tell(book: "Database", number: int, *, as_json: bool) -> None:
    from db.queries.counting import count_lines
    from db.queries.counting import stocktake as one_stocktake

    row, lines = book.ask(one_stocktake, number), book.ask(count_lines, number)
    if as_json:
        print_json({**_told(row), "counts": [_told_line(line) for line in lines]})
        return
    print(
        f"Kiểm kê số {number}: {row.store}, {row.scope}, ngày {row.day:%d/%m/%Y},"
        f" {_STATES[row.state]}."
    )
    head = ("Mã", "Tên vật tư", "ĐVT", "Theo sổ", "Chưa nhận", "Đếm được", "Chênh lệch", "Lý do")
    told: list[tuple[Any, ...]] = [
        (
            *(line.code, line.title, line.unit, line.book, line.waiting),
            *("" if line.counted is None else line.counted,),
            *("" if line.difference is None else line.difference, line.reason),
        )
        for line in lines
    ]
    print_table(head, told, set(head[3:7]))
    for _, voucher in row.vouchers:
        print(f"Phiếu điều chỉnh: {voucher}")


def _told(row: "StocktakeRow") -> dict[str, Any]:
    return {
        "stocktake": row.stocktake_id,
        "store": row.store,
        "date": row.day.isoformat(),
        "scope": row.scope,
        "state": str(row.state),
        "lines": row.lines,
        "counted": row.counted,
        "differing": row.differing,
        "committee": row.committee.splitlines(),
        "approved_by": row.approved_by,
        "vouchers": [number for _, number in row.vouchers],
    }


def _told_line(line: "CountLine") -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "unit": line.unit,
        "lot": line.lot,
        "book": line.book,
        "waiting": line.waiting,
        "counted": line.counted,
        "poor": line.poor,
        "spoiled": line.spoiled,
        "difference": line.difference,
        "counted_at": line.counted_at.isoformat() if line.counted_at else None,
        "reason": line.reason,
    }


def _supplies(book: "Database", codes: Iterable[str]) -> tuple[tuple[int, ...], list[str]]:
    """The supplies of these codes and their names. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.catalogue import supplies

    known = {row.code.casefold(): row for row in book.ask(supplies, with_retired=True)}
    found = []
    for code in codes:
        if code.casefold() not in known:
            raise NotFound("supply", code)
        found.append(known[code.casefold()])
    return tuple(row.supply_id for row in found), [row.name for row in found]


def _groups(book: "Database", names: Iterable[str]) -> tuple[str, ...]:
    """The groups of these names, accents aside. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.catalogue import supplies
    from db.text import fold

    known = {fold(row.group): row.group for row in book.ask(supplies, with_retired=True)}
    for name in names:
        if fold(name) not in known:
            raise NotFound("group", name)
    return tuple(known[fold(name)] for name in names)
