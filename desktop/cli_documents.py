"""Commands of documents, rounds of distribution and what comes back signed."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.kinds import DeliveryForm, Urgency
from db.rules.document_types import LETTER, type_of
from desktop.cli_shared import AsJson, iso_day, opened, print_json, print_table, progress

if TYPE_CHECKING:
    from db.database import Database

documents = typer.Typer(help="Văn bản.", no_args_is_help=True)
acknowledgements = typer.Typer(help="Ký nhận văn bản.", no_args_is_help=True)


@documents.command("add")
def add_document(
    context: typer.Context,
    number: Annotated[str, typer.Option(help="Số, ký hiệu, như 362/KH-UBND.")],
    issued_on: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Ngày ban hành.")],
    issuer: Annotated[str, typer.Option(help="Nơi ban hành.")],
    summary: Annotated[str, typer.Option(help="Trích yếu.")],
    kind: Annotated[str, typer.Option("--type", help="Loại; mặc định theo ký hiệu.")] = "",
    urgency: Annotated[Urgency, typer.Option(help="Độ khẩn.")] = Urgency.NORMAL,
    is_basis: Annotated[
        bool, typer.Option("--basis", help="Chỉ là căn cứ, không phổ biến.")
    ] = False,
    files: Annotated[
        list[Path] | None,
        typer.Option("--file", help="Tệp PDF, DOCX hoặc ảnh kèm theo; dùng được nhiều lần."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ghi một văn bản vào sổ."""
    from db.services.documents import DocumentFields, save_document
    from desktop.attached import read_file

    fields = DocumentFields(
        number=number,
        type=kind or type_of(number) or LETTER,
        issued_on=iso_day(issued_on),
        issuer=issuer,
        summary=summary,
        urgency=urgency,
        is_basis=is_basis,
    )
    with opened(context) as book:
        kept = tuple(read_file(path) for path in files or ())
        told = {"given": [fields], "file": ", ".join(file.name for file in kept)}
        document_id = book.do(save_document, fields, kept, told=told)
    if as_json:
        print_json({"document": document_id, "number": number})
    else:
        print(f"Đã ghi văn bản {number} (mã {document_id}).")


def distribute(
    context: typer.Context,
    wanted: Annotated[
        list[str],
        typer.Option("--document", metavar="NUMBER", help="Số, ký hiệu; dùng được nhiều lần."),
    ],
    departments: Annotated[
        str | None, typer.Option(metavar="CODES", help="Mã đơn vị, như VP,TTS; mặc định: toàn Sở.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Ngày phổ biến: hôm nay.")
    ] = None,
    deadline: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Hạn nộp lại.")] = None,
    form: Annotated[DeliveryForm, typer.Option(help="Hình thức.")] = DeliveryForm.PAPER,
    as_json: AsJson = False,
) -> None:
    """Mở một đợt phổ biến văn bản."""
    from db.queries.distributions import one_round
    from db.services.distributing import NewDistribution
    from db.services.distributing import distribute as open_round

    with opened(context) as book:
        on = iso_day(day) if day else book.clock.today()
        new = NewDistribution(
            document_ids=tuple(_document_id(book, number) for number in wanted),
            day=on,
            deadline_on=iso_day(deadline) if deadline else None,
            form=form,
            department_ids=_department_ids(book, departments, on),
        )
        round_id = book.do(open_round, new)
        people = book.ask(one_round, round_id, max(on, book.clock.today())).total
    if as_json:
        print_json({"round": round_id, "people": people})
    else:
        print(f"Đã mở đợt {round_id}: {people} người.")


def report_distribution(
    context: typer.Context,
    round_id: Annotated[
        int | None, typer.Option("--round", metavar="N", help="Số đợt; mặc định: mọi đợt.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tình hình ký nhận văn bản: ai đã ký, ai còn thiếu."""
    from desktop.distribution_json import distribution_json

    with opened(context) as book:
        told = distribution_json(book, round_id)
    if as_json:
        print_json(told if round_id is None else told[0])
        return
    head = ("Đợt", "Đơn vị", "Tổng số", "Được miễn", "Phải ký", "Đã ký", "Chưa ký")
    rows = [
        (
            str(of["round"]),
            unit["name"],
            unit["total"],
            unit["exempt"],
            unit["to_sign"],
            unit["signed"],
            unit["to_sign"] - unit["signed"],
        )
        for of in told
        for unit in of["by_department"]
    ]
    print_table(head, rows, set(head[2:]))


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


@acknowledgements.command("scan")
def scan(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES...", help="Tệp PDF, TIFF, JPEG, PNG, thư mục.")
    ],
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Lưu các trang và ghi những người chắc chắn đã ký.")
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="Ngày ký: hôm nay.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Đọc bản quét các trang ký nhận; chỉ ghi vào sổ khi có --confirm."""
    from desktop.scans.reading import read_scans
    from desktop.scans.taking import sheet_told, take_proposed

    if on and not confirm:
        raise typer.BadParameter("--on chỉ đi cùng --confirm")
    signed_on = iso_day(on) if on else None
    with opened(context) as book:
        sheets = read_scans(book, files, progress())
        if confirm:
            sheets, marked = take_proposed(book, sheets, signed_on or book.clock.today())
            pages = sum(sheet.is_taken_in for sheet in sheets)
            print(f"Đã lưu {pages} trang, ghi {marked} người ký.", file=sys.stderr)
        told = [sheet_told(sheet) for sheet in sheets]
    if as_json:
        print_json(told)
        return
    for one in told:
        signed = [row["person"] for row in one["rows"] if row["signed"]]
        doubtful = [row["person"] for row in one["rows"] if row["signed"] is None]
        print(f"{one['file']}, trang {one['page']}: {_KINDS[one['kind']]} {one['code'] or ''}")
        if one["why"]:
            print(f"  {one['why']}")
        if one["rows"]:
            print(f"  Đã ký: {', '.join(signed) or 'không ai'}")
        if doubtful:
            print(f"  Cần xem lại: {', '.join(doubtful)}")


_KINDS = {
    "slip": "phiếu",
    "list": "danh sách",
    "unread": "không đọc được",
    "foreign": "không phải của sổ này",
    "repeat": "lặp lại",
}


def _document_id(book: "Database", told: str) -> int:
    """The document of that number, or of that id where it is no number of a document."""
    from db.errors import NotFound, SeveralOfThatNumber
    from db.queries.documents import document_detail, documents_numbered

    found = book.ask(documents_numbered, told.strip())
    if len(found) > 1:
        raise SeveralOfThatNumber(told, tuple(document.document_id for document in found))
    if found:
        return found[0].document_id
    if not told.isdecimal():
        raise NotFound("document", told)
    return book.ask(document_detail, int(told)).row.document_id


def _department_ids(book: "Database", told: str | None, on: date) -> tuple[int, ...] | None:
    """The departments of these codes. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.staff import departments

    if told is None:
        return None
    known = {row.code.casefold(): row.department_id for row in book.ask(departments, on)}
    codes = [code.strip() for code in told.split(",") if code.strip()]
    for code in codes:
        if code.casefold() not in known:
            raise NotFound("department", code)
    return tuple(known[code.casefold()] for code in codes)
