"""The command line: everything for those who automate and for checking; it never loads Qt."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from db.errors import DomainError
from db.importers.plan import ImportKind, ImportOptions
from db.rules.calendar import parse_iso_week
from desktop import import_messages
from desktop.cli_closing import close
from desktop.cli_counting import stocktake
from desktop.cli_daily import daily, import_forms
from desktop.cli_documents import acknowledgements, distribute, documents, report_distribution
from desktop.cli_leaflets import report_leaflets
from desktop.cli_safety import check, restore
from desktop.cli_shared import (
    AsJson,
    iso_day,
    opened,
    print_json,
    print_table,
    progress,
    refusals_told,
    refuse,
    store_id,
)
from desktop.cli_stock import issue, report_card, report_stock, report_vouchers
from desktop.cli_words import sort_names, words
from desktop.places import book_location

cli = typer.Typer(
    name="haucan",
    help="Hậu cần phòng dịch. Không có lệnh: mở cửa sổ.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
report = typer.Typer(help="Báo cáo.", no_args_is_help=True)
cli.add_typer(report, name="report")
cli.add_typer(documents, name="documents")
cli.add_typer(acknowledgements, name="acknowledgements")
cli.add_typer(stocktake, name="stocktake")
cli.add_typer(daily, name="daily")
cli.command()(distribute)
cli.command()(close)
report.command("distribution")(report_distribution)
report.command("stock")(report_stock)
report.command("card")(report_card)
report.command("vouchers")(report_vouchers)
report.command("leaflets")(report_leaflets)
cli.command()(issue)
cli.command(context_settings={"ignore_unknown_options": True})(words)  # -5 is a number
cli.command("sort-names")(sort_names)
cli.command()(restore)
cli.command()(check)


@dataclass
class Chosen:
    """What was said before the command."""

    location: Path | str


@cli.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="FILE-or-URL", help="Sổ cần dùng (hoặc biến HAUCAN_DB)."),
    ] = None,
) -> None:
    """Chọn sổ; không có lệnh nào thì mở cửa sổ."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    context.obj = Chosen(book_location(db))
    if context.invoked_subcommand is None:
        from desktop.app import run

        raise typer.Exit(run(book_location(db)))


@cli.command()
def init(
    context: typer.Context,
    profile: Annotated[
        Path | None, typer.Option(help="Thư mục hồ sơ cơ quan; mặc định: Sở TT&TT.")
    ] = None,
) -> None:
    """Tạo sổ mới với hồ sơ của cơ quan."""
    from db.migrate import create_book
    from desktop.backups import tell_second_copy

    with refusals_told():
        book = create_book(context.obj.location, profile)
        tell_second_copy(book)
        book.close()
        print(f"Đã tạo sổ: {context.obj.location}", file=sys.stderr)


@cli.command("import")
def import_file(
    context: typer.Context,
    kind: Annotated[ImportKind, typer.Argument(help="Loại danh sách.")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Tệp Excel, ODS hoặc CSV; daily: dùng được nhiều tệp."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Bỏ qua dòng lỗi.")] = False,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", help="opening, allocation: ngày của tồn đầu kỳ, của bảng."
        ),
    ] = None,
    create_supplies: Annotated[
        bool, typer.Option("--create-supplies", help="opening: thêm vật tư chưa có vào danh mục.")
    ] = False,
    store: Annotated[
        str | None, typer.Option(metavar="CODE", help="opening: mã kho; mặc định: kho chính.")
    ] = None,
    title: Annotated[
        str, typer.Option("--title", metavar="T", help="allocation: tên của bảng phân bổ.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Nhập danh sách từ tệp của cơ quan: ghi cả hoặc không ghi gì."""
    from db.importers.errors import ImportRefused
    from db.importers.planning import plan_import
    from db.importers.reading import read_workbook
    from db.importers.writing import import_sheets
    from db.kinds import CopyCause
    from desktop.backups import copy_before

    if kind is ImportKind.DAILY:
        _refuse_options(skip_bad, create_supplies, on, store, title)
        import_forms(context, files, dry_run=dry_run, as_json=as_json)
        return
    file = _only(files)
    options = _import_options(kind, on, title, store, create_supplies=create_supplies)
    with opened(context) as book, _nothing_read(kind, as_json=as_json):
        if store is not None:
            options = replace(options, store_id=store_id(book, store))
        sheets = read_workbook(file)
        outcome, refused = {}, False
        if dry_run or kind is ImportKind.OPENING:
            plan = book.ask(plan_import, kind, sheets, book.clock.today(), options=options)
            outcome, refused = plan.outcome(skip_bad=skip_bad), bool(plan.errors) and not skip_bad
        if "totals" in outcome and not as_json:
            for line in import_messages.checks_told(outcome):
                print(line)  # before anything is written
        if not dry_run:
            told = {"kind": str(kind), "file": file.name}
            copy_before(book, CopyCause.IMPORT)
            try:
                outcome = book.do(
                    import_sheets,
                    kind,
                    sheets,
                    told=told,
                    skip_bad=skip_bad,
                    progress=progress(),
                    options=options,
                )
                refused = False
            except ImportRefused as error:
                outcome, refused = error.outcome, True
    outcome = import_messages.told_outcome(outcome)
    if as_json:
        print_json(outcome)
    else:
        for bad in outcome["errors"]:
            print(f"Dòng {bad['row']}, cột {bad['column']}: {bad['message']}")
        print(
            f"{outcome['rows']} dòng: ghi {outcome['imported']}, đã có {outcome['unchanged']},"
            f" lỗi {len(outcome['errors'])}."
        )
    if refused:
        refuse(
            f"Tệp có {len(outcome['errors'])} dòng lỗi; chưa có gì được ghi."
            " Sửa tệp rồi làm lại, hoặc thêm --skip-bad để bỏ qua các dòng lỗi."
        )


@cli.command()
def stock(
    context: typer.Context,
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Cuối ngày này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tồn kho của mọi vật tư, gộp các kho."""
    from db.queries.catalogue import supplies
    from db.queries.stock import stock_on

    day = iso_day(as_of) if as_of else date.max
    with opened(context) as book:
        quantities = book.ask(stock_on, day)
        rows = [
            {
                "code": row.code,
                "name": row.name,
                "unit": row.base_unit,
                "quantity": quantities.get(row.supply_id, 0),
            }
            for row in book.ask(supplies, with_retired=True)
            if row.is_active or quantities.get(row.supply_id)
        ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("Mã", "Tên vật tư", "ĐVT", "Tồn"), [tuple(row.values()) for row in rows], {"Tồn"}
        )


@report.command()
def weekly(
    context: typer.Context,
    week: Annotated[str | None, typer.Option(metavar="2020-W06", help="Tuần ISO.")] = None,
    from_on: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD")] = None,
    to_on: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD")] = None,
    output: Annotated[Path | None, typer.Option(help="Ghi báo cáo PDF vào tệp này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Báo cáo hậu cần tuần: số liệu và tệp PDF."""
    from desktop.weekly import weekly_json, weekly_pdf

    first, last = _period(week, from_on, to_on)
    with opened(context) as book:
        if output is not None:
            from desktop.papers.saving import save

            save(output, weekly_pdf(book, first, last))
            print(f"Đã ghi {output}", file=sys.stderr)
        figures = weekly_json(book, first, last)
    if as_json:
        print_json(figures)
    elif output is None:
        head = ("Mã", "Tên vật tư", "ĐVT", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối")
        rows = [
            (
                row["code"],
                row["name"],
                row["unit"],
                row["opening"],
                row["received"] + row["returned"] + max(row["adjusted"], 0),
                row["issued"] + row["written_off"] + max(-row["adjusted"], 0),
                row["closing"],
            )
            for row in figures["supplies"]
        ]
        print_table(head, rows, set(head[3:]))


@cli.command()
def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục nhận sổ và các tệp PDF.")],
) -> None:
    """Một tuần của văn thư không cần màn hình: sổ từ các tệp Excel mẫu và mọi giấy tờ."""
    from desktop.sample import write_demo

    with refusals_told():
        for path in write_demo(folder):
            print(path)


def _refuse_options(*told: object) -> None:
    """Of daily reports nothing else is said, and none of a file is left out."""
    if any(told):
        raise typer.BadParameter("daily chỉ dùng với --dry-run và --json")


def _only(files: list[Path]) -> Path:
    if len(files) > 1:
        raise typer.BadParameter("chỉ daily nhận nhiều tệp một lần")
    return files[0]


def _import_options(
    kind: ImportKind, on: str | None, title: str, store: str | None, *, create_supplies: bool
) -> ImportOptions:
    """What is said beside the file: a day, a title, a store, whether supplies may be new."""
    if title and kind is not ImportKind.ALLOCATION:
        raise typer.BadParameter("--title chỉ dùng với allocation")
    if kind is ImportKind.OPENING:
        if on is None:
            raise typer.BadParameter("opening cần --on YYYY-MM-DD")
        return ImportOptions(iso_day(on), creates_supplies=create_supplies)
    if create_supplies or store is not None:
        raise typer.BadParameter("--create-supplies và --store chỉ dùng với opening")
    if kind is ImportKind.ALLOCATION:
        return ImportOptions(iso_day(on) if on is not None else None, title=title)
    if on is not None:
        raise typer.BadParameter("--on chỉ dùng với opening và allocation")
    return ImportOptions()


@contextmanager
def _nothing_read(kind: ImportKind, *, as_json: bool) -> Iterator[None]:
    """Print the outcome of an import whose file is refused as a whole, where JSON is asked for."""
    try:
        yield
    except DomainError:
        if as_json:
            is_opening = kind is ImportKind.OPENING
            more: dict[str, object] = {"warnings": [], "totals": None} if is_opening else {}
            print_json({"rows": 0, "imported": 0, "unchanged": 0, "errors": [], **more})
        raise


def _period(week: str | None, from_on: str | None, to_on: str | None) -> tuple[date, date]:
    if week and not (from_on or to_on):
        if (period := parse_iso_week(week)) is None:
            raise typer.BadParameter(f"{week}: tuần viết theo dạng 2020-W06")
        return period
    if week or not (from_on and to_on):
        raise typer.BadParameter("cần --week, hoặc cả --from và --to")
    first, last = iso_day(from_on), iso_day(to_on)
    if last < first:
        raise typer.BadParameter("--to phải từ --from trở đi")
    return first, last
