"""Forms that went through other hands: moved about, saved by another program, spoiled at random."""

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.checks import check_book
from db.clock import FixedClock
from db.database import Database
from db.importers.daily_form import find_forms
from db.importers.errors import ImportRefused, NoHeader
from db.importers.plan import ImportOptions
from db.importers.planning import plan_import
from db.importers.reading import Cell, Sheet, read_workbook
from db.importers.writing import import_sheets
from db.queries.daily_reports import reports_of
from db.queries.staff import departments
from db.text import fold
from desktop.daily_forms import form_xlsx
from tests.db.daily import moment
from tests.db.importers.daily_forms import FULL, filled, new_form, plan, take
from tests.db.importers.test_any_workbook import ODD
from tests.db.world import World, feb

OFFICE = shutil.which("soffice")
TODAY = feb(10)
NOW = moment(TODAY, "09:00")
NOW_TOLD = ImportOptions(at=NOW)
Grid = list[list[Cell]]


@pytest.fixture(autouse=True)
def _at_nine(clock: FixedClock) -> None:
    clock.moment = NOW


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_a_form_saved_by_libreoffice_tells_the_very_same(
    sqlite_world: World, tmp_path: Path
) -> None:
    world = sqlite_world
    path = filled(new_form(world, "BC", TODAY, tmp_path / "bao-chi.xlsx"), FULL)
    assert take(world, path)["imported"] == 1
    for ending, name in (("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("ods", "ods"), ("xls", "xls")):
        folder = tmp_path / ending
        subprocess.run(
            [
                *(str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'u').as_uri()}"),
                *("--convert-to", name, "--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        found = plan(world, folder / f"bao-chi.{ending}")
        assert (found.errors, found.unchanged, found.rows) == ((), 1, 1), ending


@pytest.fixture
def grid(sqlite_book: Database, tmp_path: Path) -> tuple[Database, Grid]:
    """A form that was filled in and taken, as the cells that were read of it."""
    path = tmp_path / "a.xlsx"
    (bc,) = (row.department_id for row in sqlite_book.ask(departments, TODAY) if row.code == "BC")
    path.write_bytes(form_xlsx(sqlite_book, TODAY, bc))
    sheet = read_workbook(filled(path, FULL))[0]
    sqlite_book.do(import_sheets, "daily", [sheet], told={}, options=NOW_TOLD)
    return sqlite_book, [list(row) for row in sheet.rows]


MOVES = st.lists(
    st.tuples(st.sampled_from(["row", "column", "words"]), st.integers(0, 40)), max_size=8
)


@given(moves=MOVES)
@settings(max_examples=60)
def test_a_form_moved_about_tells_the_very_same(
    grid: tuple[Database, Grid], moves: list[tuple[str, int]]
) -> None:
    book, rows = grid[0], [row[:] for row in grid[1]]
    for kind, place in moves:
        if kind == "row":
            rows.insert(min(place, len(rows)), [""] * len(rows[0]))
        elif kind == "column":
            rows = [[*row[: place % 5], "", *row[place % 5 :]] for row in rows]
        elif place < len(rows):
            rows[place] = [_other_letters(cell, place) for cell in rows[place]]
    found = book.ask(plan_import, "daily", [_sheet(rows)], TODAY, options=NOW_TOLD)
    assert found.errors == ()
    assert (found.rows, found.unchanged) == (1, 1)


SPOILED = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 5), st.sampled_from(ODD)), max_size=12
)


@given(spoiled=SPOILED, dropped=st.sets(st.integers(0, 40), max_size=12), turned=st.booleans())
@settings(max_examples=120)
def test_whatever_stands_in_a_form_is_taken_or_told_with_its_cell(
    grid: tuple[Database, Grid],
    spoiled: list[tuple[int, int, Cell]],
    dropped: set[int],
    *,
    turned: bool,
) -> None:
    book, rows = grid[0], [row[:] for row in grid[1]]
    for row, column, cell in spoiled:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = cell
    rows = [row for place, row in enumerate(rows) if place not in dropped]
    sheet = _sheet(rows[::-1] if turned else rows)
    try:
        found = book.ask(plan_import, "daily", [sheet], TODAY, options=NOW_TOLD)
    except NoHeader:
        return
    assert found.rows == 1 == found.ready + found.unchanged + bool(found.errors)
    for error in found.errors:
        assert error.cell
        assert 1 <= error.row <= max(1, len(rows))
    try:
        book.do(import_sheets, "daily", [sheet], told={}, options=NOW_TOLD)
    except ImportRefused:
        assert found.errors
        return
    again = book.ask(plan_import, "daily", [sheet], TODAY, options=NOW_TOLD)
    assert again.unchanged == 1


def test_after_all_of_it_the_book_is_sound(grid: tuple[Database, Grid]) -> None:
    book, rows = grid
    for place in range(len(rows)):
        changed = [row[:] for row in rows]
        changed[place] = [cell if isinstance(cell, str) else 7.0 for cell in changed[place]]
        try:
            book.do(import_sheets, "daily", [_sheet(changed)], told={}, options=NOW_TOLD)
        except ImportRefused:
            continue
    assert len(book.ask(reports_of, TODAY)) == 1
    assert book.ask(check_book) == []


def test_a_sheet_as_long_as_a_list_is_no_form(grid: tuple[Database, Grid]) -> None:
    list_rows: Grid = [["x"] * 40 for _ in range(2000)]
    with pytest.raises(NoHeader):
        find_forms([_sheet(list_rows + grid[1])])
    wide = _sheet([["x" * 30_000 for _ in range(200)] for _ in range(40)])
    with pytest.raises(NoHeader):
        find_forms([wide])


def _sheet(rows: Grid) -> Sheet:
    return Sheet("BC", tuple(map(tuple, rows)))


def _other_letters(cell: Cell, place: int) -> Cell:
    """A label in capitals, without accents, in decomposed letters, with a number or a colon."""
    if not isinstance(cell, str) or not 0 < len(cell) < 40 or cell in {*FULL.values()}:
        return cell
    ways = (
        cell.upper(),
        fold(cell),
        unicodedata.normalize("NFD", cell),
        f"  {cell} ",
        f"{cell}:",
    )
    return ways[place % len(ways)]
