"""The command that closes the book up to a day, and says what stands in the way."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli_shared import AsJson, iso_day, opened, print_json, refuse

if TYPE_CHECKING:
    from db.database import Database


def close(
    context: typer.Context,
    to: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Khóa đến hết ngày này.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ lần khóa sổ cuối.")] = False,
    reason: Annotated[str, typer.Option(help="Vì sao bỏ khóa sổ.")] = "",
    despite: Annotated[
        bool, typer.Option("--despite", help="Vẫn khóa dù còn phiếu nháp, kiểm kê chưa duyệt.")
    ] = False,
    is_list: Annotated[bool, typer.Option("--list", help="Các kỳ và báo cáo đã giữ.")] = False,
    as_json: AsJson = False,
) -> None:
    """Khóa sổ: không ghi gì vào kỳ đó nữa, báo cáo của các tuần được giữ nguyên."""
    if bool(to) + undo + is_list != 1:
        raise typer.BadParameter("cần đúng một trong --to, --undo, --list")
    with opened(context) as book:
        if undo:
            from db.services.closing import undo_close

            book.do(undo_close, reason)
        elif to:
            _close_to(book, iso_day(to), despite=despite, as_json=as_json)
        _tell_closes(book, as_json=as_json)


def _close_to(book: "Database", to_on: date, *, despite: bool, as_json: bool) -> None:
    from db.errors import ClosingBlocked
    from db.queries.closing import obstacles
    from desktop.labels import sentence
    from desktop.weekly import close_book

    found = book.ask(obstacles, to_on)
    told = [
        {
            "kind": str(one.kind),
            "day": one.day.isoformat() if one.day else None,
            "what": one.told,
            "blocks": one.is_blocking,
        }
        for one in found
    ]
    names = {"draft": "Phiếu nháp", "count": "Kiểm kê chưa duyệt", "sheet": "Danh sách chưa nộp"}
    for one in told:
        print(f"{names[str(one['kind'])]}: {one['what']}", file=sys.stderr)
    try:
        close_book(book, to_on, despite=despite)
    except ClosingBlocked as error:
        if as_json:
            print_json({"closed_to": None, "obstacles": told})
        refuse(sentence(error).replace("chọn vẫn khóa", "thêm --despite"))


def _tell_closes(book: "Database", *, as_json: bool) -> None:
    from db.queries.closing import closes
    from db.queries.kept_reports import kept_reports

    periods, kept = book.ask(closes), book.ask(kept_reports)
    last = next((one.closed_to for one in periods if one.undone_at is None), None)
    if as_json:
        print_json(
            {
                "closed_to": last.isoformat() if last else None,
                "periods": [
                    {
                        "to": one.closed_to.isoformat(),
                        "closed_at": one.closed_at.isoformat(),
                        "by": one.closed_by,
                        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
                        "reason": one.reason,
                    }
                    for one in periods
                ],
                "reports": [
                    {
                        "from": one.from_on.isoformat(),
                        "to": one.to_on.isoformat(),
                        "edition": one.edition,
                        "sha256": one.sha256,
                        "kept_at": one.kept_at.isoformat(),
                    }
                    for one in kept
                ],
            }
        )
        return
    print(f"Sổ khóa đến hết {last:%d/%m/%Y}." if last else "Chưa có kỳ nào đang khóa.")
    for report in kept:
        edition = f" đính chính lần {report.edition}" if report.edition else ""
        span = f"{report.from_on:%d/%m/%Y} – {report.to_on:%d/%m/%Y}"
        print(f"Báo cáo{edition} {span}: {report.sha256}")
