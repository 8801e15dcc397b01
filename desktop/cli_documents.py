"""Commands of documents, rounds of distribution and what comes back signed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli_shared import opened

documents = typer.Typer(help="Văn bản.", no_args_is_help=True)
acknowledgements = typer.Typer(help="Ký nhận văn bản.", no_args_is_help=True)


@acknowledgements.command("print")
def print_papers(
    context: typer.Context,
    round_id: Annotated[int, typer.Option("--round", metavar="N", help="Số đợt phổ biến.")],
    output: Annotated[Path, typer.Option(help="Ghi tệp PDF vào đây.")],
    slips: Annotated[
        bool, typer.Option("--slips", help="Phiếu ký nhận, mỗi người một phiếu.")
    ] = False,
    lists: Annotated[bool, typer.Option("--lists", help="Danh sách ký nhận theo đơn vị.")] = False,
    per_page: Annotated[int, typer.Option(help="Số phiếu trên một trang A4: 1, 2 hoặc 4.")] = 2,
) -> None:
    """In danh sách (mặc định) hoặc phiếu ký nhận của một đợt phổ biến."""
    from desktop.acknowledgement_printing import lists_pdf, slips_pdf
    from desktop.papers.saving import save

    if slips and lists:
        raise typer.BadParameter("chọn một: --slips hoặc --lists")
    if per_page not in {1, 2, 4}:
        raise typer.BadParameter("--per-page là 1, 2 hoặc 4")
    with opened(context) as book:
        pdf = slips_pdf(book, round_id, per_page) if slips else lists_pdf(book, round_id)
        save(output, pdf)
    print(f"Đã ghi {output}", file=sys.stderr)
