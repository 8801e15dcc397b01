"""The commands of the reports due every morning: noted, read from forms, the board, forms, papers."""

from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.importers.plan import ImportOptions
from db.kinds import ReportForm
from desktop.cli_shared import AsJson, iso_day, opened, print_json, print_table, refuse
from desktop.cli_stock import save_where_asked

if TYPE_CHECKING:
    from db.database import Database

daily = typer.Typer(help="Báo cáo 8g30.", no_args_is_help=True)
Day = Annotated[str | None, typer.Argument(metavar="[YYYY-MM-DD]", help="Ngày: hôm nay.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Tệp được ghi.")]


class Paper(StrEnum):
    """The papers made of daily reports."""

    PAGE = "page"
    SUMMARY = "summary"
    WEEK = "week"
    PRESS = "press"


@daily.command("add")
def add_report(
    context: typer.Context,
    department: Annotated[str, typer.Argument(help="Mã hoặc tên đơn vị.")],
    day: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Ngày báo cáo: hôm nay.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="HH:MM", help="Giờ nhận, hoặc YYYY-MM-DDTHH:MM; mặc định: bây giờ."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Người báo cáo.")] = None,
    title: Annotated[str | None, typer.Option(help="Chức vụ người báo cáo.")] = None,
    form: Annotated[ReportForm | None, typer.Option(help="Hình thức; mặc định: paper.")] = None,
    results: Annotated[
        list[str] | None,
        typer.Option(
            "--result", metavar="TEXT", help="Kết quả, hoặc TÊN NHIỆM VỤ=TEXT (đủ tên); nhiều lần."
        ),
    ] = None,
    difficulty: Annotated[str | None, typer.Option(help="Khó khăn, vướng mắc.")] = None,
    proposal: Annotated[str | None, typer.Option(help="Kiến nghị, đề xuất.")] = None,
    tomorrow: Annotated[str | None, typer.Option(help="Nhiệm vụ ngày tiếp theo.")] = None,
    figures: Annotated[
        list[str] | None,
        typer.Option("--figure", metavar="NAME=NUMBER", help="Chỉ tiêu; dùng được nhiều lần."),
    ] = None,
    present: Annotated[int | None, typer.Option(help="Số người có mặt.")] = None,
    on_leave: Annotated[int | None, typer.Option(help="Số người nghỉ.")] = None,
    quarantined: Annotated[int | None, typer.Option(help="Số người cách ly.")] = None,
    feverish: Annotated[int | None, typer.Option(help="Số người sốt.")] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", help="Tệp kèm theo; dùng được nhiều lần.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="Lý do sửa báo cáo đã có; điều không ghi lại thì giữ nguyên.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ghi báo cáo ngày của một đơn vị, hoặc bản sửa của nó."""
    from desktop.attached import read_file
    from desktop.daily_entering import Entered, enter
    from desktop.daily_json import row_json, state_told

    with opened(context) as book:
        on = iso_day(day) if day else book.clock.today()
        kept = tuple(read_file(path) for path in files or ())
        entered = Entered(
            department=department,
            day=on,
            received_at=moment_of(at, on) if at else None,
            form=form,
            results=tuple(results or ()),
            figures=tuple(figures or ()),
            reason=reason,
            texts={
                "reporter": by,
                "reporter_title": title,
                "difficulties": difficulty,
                "proposals": proposal,
                "tomorrow": tomorrow,
            },
            people={
                "present": present,
                "on_leave": on_leave,
                "quarantined": quarantined,
                "feverish": feverish,
            },
        )
        row = enter(book, entered, kept)
    if as_json:
        print_json(row_json(row))
    else:
        told = state_told(row).lower()
        print(f"Đã ghi báo cáo ngày {on:%d/%m/%Y} của {row.department}: {told}.")


@daily.command("import")
def import_forms(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Biểu đơn vị đã điền (xlsx, ods, csv).")
    ],
    form: Annotated[ReportForm, typer.Option(help="Biểu được gửi qua.")] = ReportForm.EMAIL,
    at: Annotated[
        str | None,
        typer.Option(metavar="HH:MM", help="Giờ nhận; mặc định: giờ gửi ghi trong biểu."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Nhập báo cáo từ biểu đã điền: mỗi tệp ghi cả hoặc không ghi gì."""
    from desktop.daily_taking import take_forms, told_lines

    with opened(context) as book:
        came = moment_of(at, book.clock.today()) if at else None
        options = ImportOptions(form=form, received_at=came)
        outcome, refused = take_forms(book, files, options, dry_run=dry_run)
    if as_json:
        print_json(outcome)
    else:
        for line in told_lines(outcome):
            print(line)
    if refused:
        bad = len(refused)
        told = f"{refused[0]}: chưa" if bad == len(files) == 1 else f"{bad}/{len(files)} tệp chưa"
        refuse(f"{told} có gì được ghi; xem lý do nêu trên, sửa rồi nhập lại.")


@daily.command("board")
def show_board(
    context: typer.Context,
    day: Day = None,
    at: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="Tính đến lúc này; mặc định: bây giờ.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ai đã báo cáo, lúc nào, đúng hạn hay trễ, ai chưa."""
    from db.queries.daily_board import daily_board
    from desktop.daily_json import board_json, row_cells

    with opened(context) as book:
        on = iso_day(day) if day else book.clock.today()
        moment = moment_of(at, on) if at else book.clock.now()
        board = book.ask(daily_board, on, moment)
    if as_json:
        print_json(board_json(board, moment))
        return
    if board.deadline is None:
        print(f"Ngày {on:%d/%m/%Y} không phải báo cáo.")
    head = ("Đơn vị", "Người báo cáo", "Giờ nhận", "Hình thức", "Tình trạng")
    print_table(head, [row_cells(row, on) for row in board.rows], set())


@daily.command("form")
def write_form(
    context: typer.Context,
    out: Out,
    department: Annotated[
        str | None,
        typer.Argument(metavar="[DEPARTMENT]", help="Mã hoặc tên; mặc định: mọi đơn vị."),
    ] = None,
    day: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Ngày báo cáo: hôm nay.")
    ] = None,
) -> None:
    """Biểu để đơn vị điền; mọi đơn vị: mỗi đơn vị một trang, hoặc một tệp trong thư mục."""
    from desktop.daily_entering import department_named
    from desktop.daily_forms import form_pages, form_xlsx

    with opened(context) as book:
        on = iso_day(day) if day else book.clock.today()
        one = department_named(book, department, on).department_id if department else None
        if one is not None or out.suffix.lower() == ".xlsx":
            save_where_asked(out, lambda: form_xlsx(book, on, one))
            return
        pages = book.ask(form_pages, on)
        out.mkdir(parents=True, exist_ok=True)
        for page in pages:
            id_ = department_named(book, page.code, on).department_id
            path = out / f"bao-cao-{page.code}-{on.isoformat()}.xlsx"
            save_where_asked(path, lambda id_=id_: form_xlsx(book, on, id_))  # type: ignore[misc]


@daily.command("report")
def write_report(
    context: typer.Context,
    day: Day = None,
    paper: Annotated[Paper, typer.Option(help="Giấy cần lập.")] = Paper.PAGE,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Tệp .pdf hoặc .xlsx được ghi.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="page: in nội dung để gửi tin nhắn.")
    ] = False,
    at: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="Tính đến lúc này; mặc định: bây giờ.")
    ] = None,
    give: Annotated[
        bool, typer.Option("--give", help="page: giữ lại trang này là trang đã trình Giám đốc.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Giấy trình Giám đốc: báo cáo nhanh, bảng tổng hợp ngày, tuần, tin báo chí; week, press: tuần có ngày này."""
    if out is None and not (text or as_json):
        raise typer.BadParameter("cần --out FILE, --text hoặc --json")
    if text and paper is not Paper.PAGE:
        raise typer.BadParameter("--text chỉ dùng với --paper page")
    if give and (out is None or paper is not Paper.PAGE):
        raise typer.BadParameter("--give chỉ dùng với --paper page --out FILE")
    ending = out.suffix.lower().removeprefix(".") if out is not None else "pdf"
    if ending not in {"pdf", "xlsx"} or (paper is Paper.PAGE and ending == "xlsx"):
        raise typer.BadParameter(f"--out: {paper} không ghi được thành tệp .{ending}")
    papers = import_module("desktop.daily_papers")
    with opened(context) as book:
        on = iso_day(day) if day else book.clock.today()
        moment = moment_of(at, on) if at else book.clock.now()
        span = _span(book, paper, on)
        if give:
            printed = papers.print_page(book, on, moment)
            save_where_asked(out, lambda: printed.pdf)
            papers.give_page(book, printed)
        else:
            save_where_asked(out, lambda: getattr(papers, f"{paper}_{ending}")(book, *span, moment))
        told = papers.page_text(book, on, moment) if text else ""
        figures = _figures(book, paper, span, moment) if as_json else {}
    if as_json:
        print_json({**figures, "text": told} if text else figures)
    elif text:
        print(told)


def _span(book: "Database", paper: Paper, day: date) -> tuple[date, ...]:
    """The day itself, or the office's week with that day."""
    from db.queries.office import settings
    from db.rules.calendar import week_of

    if paper in {Paper.PAGE, Paper.SUMMARY}:
        return (day,)
    told = book.ask(settings, book.clock.today())
    return week_of(day, told["calendar"]["week_starts_on"])


def _figures(
    book: "Database", paper: Paper, span: tuple[date, ...], at: datetime
) -> dict[str, Any]:
    """What a paper tells, as JSON."""
    from db.queries.daily_board import daily_board
    from db.queries.daily_week import daily_week
    from db.queries.press_coverage import press_coverage
    from desktop.daily_json import board_json, press_json, week_json

    first, last = span[0], span[-1]
    if paper is Paper.WEEK:
        return week_json(book.ask(daily_week, first, last, at))
    if paper is Paper.PRESS:
        return press_json(book.ask(press_coverage, first, last, at))
    return board_json(book.ask(daily_board, first, at), at)


def moment_of(text: str, day: date) -> datetime:
    """A time of a day where the clerk sits, or a moment with its own day."""
    from db.queries.daily_calendar import aware

    try:
        if "T" in text or " " in text:
            return datetime.fromisoformat(text).astimezone()
        parts = [int(part) for part in text.split(":")]
        if len(parts) not in {2, 3}:
            raise ValueError(text)
        return aware(day, *parts)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{text}: viết theo dạng HH:MM hoặc YYYY-MM-DDTHH:MM") from None
