"""Commands that look whether a book holds, and that bring one back from a copy or from its lines alone."""

from pathlib import Path
from typing import Annotated, Any

import typer

from db.database import Database
from desktop.cli_shared import AsJson, opened, print_json, refusals_told, refuse

From = Annotated[
    Path,
    typer.Argument(
        metavar="TU", exists=True, help="Bản sao lưu (.db) hoặc thư mục bản ghi từng việc."
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="TEP", help="Tệp sổ mới; chưa được có.")]


def restore(
    source: From,
    out: Out,
    lines: Annotated[
        Path | None,
        typer.Option(
            "--lines", metavar="THU_MUC", help="Thư mục bản ghi từng việc, để đi tiếp sau bản sao."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Khôi phục sổ ra một tệp mới; tệp cũ giữ nguyên."""
    from db.backup import check_copy, restore_to
    from db.replay import rebuild
    from desktop.labels import finding

    with refusals_told():
        if source.is_dir():
            acts, added = rebuild(source, out), 0
        else:
            restored = restore_to(source, out, second_copy=lines)
            acts, added = restored.acts, restored.carried_on
        found = check_copy(out)
    if as_json:
        findings = [{"kind": one.kind, "where": one.where} for one in found]
        print_json({"file": str(out), "acts": acts, "carried_on": added, "findings": findings})
    else:
        print(f"Đã khôi phục {out}: đến việc số {acts}, lấy lại {added} việc sau bản sao lưu.")
        for one in found:
            print(finding(one))
    if found:
        raise typer.Exit(1)


def check(
    context: typer.Context,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="TEP.pdf", help="Đối chiếu sổ với báo cáo đã in."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Kiểm tra sổ: số dư khớp phát sinh, không ngày nào âm, số phiếu liền, liên kết đủ."""
    from db.checks import check_book
    from desktop.labels import finding

    with opened(context) as book:
        found = book.ask(check_book)
        against = _against(book, report) if report is not None else None
    is_right = not found and (against is None or against["agrees"])
    if as_json:
        print_json(
            {
                "ok": is_right,
                **({"report": against} if against is not None else {}),
                "findings": [
                    {
                        "kind": item.kind,
                        "where": item.where,
                        "found": item.found,
                        "expected": item.expected,
                        "message": finding(item),
                    }
                    for item in found
                ],
            }
        )
    else:
        for item in found:
            print(finding(item))
        if not found:
            print("Sổ đúng: mọi kiểm tra đều đạt.")
        if against is not None:
            print(against["message"])
    if found:
        refuse(f"Sổ có {len(found)} chỗ sai.")
    if not is_right:
        raise typer.Exit(1)


def _against(book: Database, report: Path) -> dict[str, Any]:
    """How the book stands to a report that was printed, in the shape the README promises."""
    from desktop.paper_mark import paper_standing, paper_told

    paper = paper_standing(book, report)
    told = paper.standing
    return {
        "agrees": paper.agrees,
        "act": told.mark.act if told else None,
        "later_acts": told.later_acts if told else None,
        "later_vouchers": told.later_vouchers if told else None,
        "message": paper_told(paper),
    }
