"""Commands that bring a book back: from a copy of it, or from its second copy alone."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli_shared import AsJson, print_json, refusals_told

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
