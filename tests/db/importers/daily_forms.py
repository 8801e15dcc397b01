"""Daily forms as units send them: the program's own filled in cell by cell, and others typed anew."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from db.importers.daily_file import workbook_file
from db.importers.daily_form import DailyForm, find_forms
from db.importers.plan import ImportOptions, ImportPlan
from db.importers.planning import plan_import
from db.importers.reading import read_workbook
from db.importers.writing import import_sheets
from desktop.daily_forms import form_xlsx
from tests.db.daily import department
from tests.db.importers.workbooks import Row
from tests.db.world import World

FULL: dict[str, str | float] = {
    "sent_at": "8:05",
    "reporter": "Lê Văn Cường",
    "reporter_title": "Trưởng phòng",
    "Chỉ đạo báo, đài": "Đã nhắc 3 báo.\nĐề nghị 1 báo đính chính.",
    "other_results": "Họp giao ban.",
    "difficulties": "Thiếu người.",
    "tomorrow": "Theo dõi tiếp.",
    "Tin, bài theo dõi": 152,
    "Đính chính": "1",
    "present": 11,
    "on_leave": 0,
}


def new_form(world: World, code: str, day: date, path: Path) -> Path:
    """The form of a department as the program prints it."""
    path.write_bytes(form_xlsx(world.book, day, department(world, code)))
    return path


def filled(path: Path, told: Mapping[str, str | float]) -> Path:
    """Fill a form in: by field, by the title of a duty or the name of an indicator."""
    (form,) = find_forms(read_workbook(path))
    cells = {place_of(form, name): value for name, value in told.items()}
    path.write_bytes(with_cells(path.read_bytes(), cells))
    return path


def place_of(form: DailyForm, name: str) -> str:
    """The cell of the program's own form that is to be filled: the yellow one."""
    rows = {told.label: told.row for told in (*form.results, *form.figures)}
    rows |= {field: told.row for field, told in form.fields.items()}
    return f"C{rows[name] + 1}"


def with_cells(workbook: bytes, cells: Mapping[str, str | float]) -> bytes:
    """A workbook of one sheet with some cells told, as a spreadsheet program writes them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = _told(content.decode(), cells).encode()
            new.writestr(entry, content)
    return out.getvalue()


def _told(xml: str, cells: Mapping[str, str | float]) -> str:
    for place, value in cells.items():
        if isinstance(value, str):
            body = f't="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        else:
            body = f"><v>{value}</v></c>"
        old = re.compile(rf'<c r="{place}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
        (found,) = old.finditer(xml)
        start, end = found.span()
        xml = f'{xml[:start]}<c r="{place}"{found[1] or ""} {body}{xml[end:]}'
    return xml


def typed(code: str, day: object, *more: Row) -> list[Row]:
    """A form that somebody typed anew, elsewhere on the sheet and in other letters."""
    return [
        ["", "", "bao cao cua phong"],
        [],
        ["", "MA DON VI:", code],
        ["", "Ngày báo cáo", "", day],
        ["", "", "1. NGƯỜI BÁO CÁO", "Nguyễn Thị Hoa"],
        ["ghi chú ngoài lề"],
        *more,
        ["", "3. Khó khăn:", "Không"],
    ]


def options(world: World, path: Path | None = None) -> ImportOptions:
    """What goes with a file that is taken in now."""
    file = workbook_file(path) if path is not None else None
    return ImportOptions(at=world.book.clock.now(), file=file)


def plan(world: World, path: Path) -> ImportPlan:
    """What a file would do."""
    sheets, today = read_workbook(path), world.book.clock.today()
    return world.book.ask(plan_import, "daily", sheets, today, options=options(world, path))


def take(world: World, path: Path) -> dict[str, object]:
    """Import a file."""
    told = {"file": path.name}
    return world.book.do(
        import_sheets, "daily", read_workbook(path), told=told, options=options(world, path)
    )


def problems(found: ImportPlan) -> list[tuple[str, str]]:
    """The cell and the reason of each error."""
    return [(error.cell, str(error.problem)) for error in found.errors]
