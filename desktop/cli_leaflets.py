"""The command about leaflets: what each district, ward and body was allocated, handed and signed for."""

from typing import Annotated

import typer

from desktop.cli_shared import AsJson, iso_day, opened, print_json, print_table
from desktop.cli_stock import Output, Xlsx, save_where_asked


def report_leaflets(
    context: typer.Context,
    as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Đến hết ngày; mặc định: hôm nay.")
    ] = None,
    xlsx: Xlsx = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Tờ bướm: được phân bổ, đã giao, đã ký nhận, còn nợ của từng quận, phường, cơ quan."""
    from desktop.leaflet_report import leaflets_json, leaflets_pdf, leaflets_xlsx

    with opened(context) as book:
        day = iso_day(as_of) if as_of else book.clock.today()
        rows = leaflets_json(book, day)
        save_where_asked(xlsx, lambda: leaflets_xlsx(book, day))
        save_where_asked(output, lambda: leaflets_pdf(book, day))
    if as_json:
        print_json(rows)
    if as_json or xlsx or output:
        return
    head = ("Tờ bướm", "Nơi nhận", "Phân bổ", "Đã giao", "Ký nhận", "Còn nợ")
    print_table(head, [tuple(row.values()) for row in rows], set(head[2:]))
