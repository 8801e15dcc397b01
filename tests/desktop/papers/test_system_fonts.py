"""The system's Times New Roman: taken where it is whole, named as it is, and always embedded."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import reportlab

import resources
from desktop.papers import fonts, system_fonts
from desktop.papers.system_fonts import times_new_roman
from desktop.papers.weekly import weekly_report
from tests.desktop.papers.reading import fonts_of, whole_text
from tests.desktop.papers.samples import MONDAY, OFFICE, PRINTED_AT, week_06

FILES = {
    "Times.TTF": "Tinos-Regular",
    "timesbd.ttf": "Tinos-Bold",
    "timesi.ttf": "Tinos-Italic",
    "timesbi.ttf": "Tinos-BoldItalic",
}


def renamed(font: bytes, style: str) -> bytes:
    """The font as if it were a style of the system's family."""
    family = "Times New Roman"
    texts = {1: family, 2: style, 3: family, 4: f"{family} {style}", 6: f"TimesNewRoman-{style}"}
    strings = b""
    records = b""
    for number, text in texts.items():
        told = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(told), len(strings))
        strings += told
    table = struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings
    at = font.index(b"name")
    begin = len(font) + -len(font) % 4
    entry = b"name" + struct.pack(">3L", 0, begin, len(table))
    return font[:at] + entry + font[at + 16 :].ljust(begin - at - 16, b"\0") + table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of fonts in which the family is whole."""
    folder = tmp_path / "truetype" / "msttcorefonts"
    folder.mkdir(parents=True)
    for name, own in FILES.items():
        font = resources.path(f"fonts/{own}.ttf").read_bytes()
        (folder / name).write_bytes(renamed(font, own.partition("-")[2]))
    return tmp_path


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A system in whose folders the family is."""
    monkeypatch.setattr(system_fonts, "_font_folders", lambda: (folder,))
    times_new_roman.cache_clear()
    yield folder
    times_new_roman.cache_clear()
    fonts.use("")


def test_the_family_is_found_in_folders_below(folder: Path) -> None:
    found = times_new_roman((folder,))

    assert found is not None
    assert [path.name for path in found] == list(FILES)


@pytest.mark.parametrize("missing", list(FILES))
def test_a_family_that_is_not_whole_is_not_taken(folder: Path, missing: str) -> None:
    next(folder.rglob(missing)).unlink()

    assert times_new_roman((folder,)) is None


def test_a_face_without_vietnamese_letters_is_not_taken(folder: Path) -> None:
    old = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()
    next(folder.rglob("timesi.ttf")).write_bytes(renamed(old, "Italic"))

    assert times_new_roman((folder,)) is None


@pytest.mark.parametrize("kept", [0, 1, 11, 100, 400, 30_000, 200_000])
def test_a_file_that_was_cut_off_is_not_taken(folder: Path, kept: int) -> None:
    path = next(folder.rglob("timesbi.ttf"))
    path.write_bytes(path.read_bytes()[:kept])

    assert times_new_roman((folder,)) is None


def test_another_face_under_the_file_s_name_is_not_taken(folder: Path) -> None:
    font = resources.path("fonts/Tinos-Regular.ttf").read_bytes()
    next(folder.rglob("Times.TTF")).write_bytes(font)

    assert times_new_roman((folder,)) is None


def test_papers_are_set_in_it_where_the_office_wants_it(installed: Path) -> None:
    ours = weekly_report(week_06(), OFFICE, {}, PRINTED_AT, MONDAY)
    office = replace(OFFICE, typeface="times")
    theirs = weekly_report(week_06(), office, {}, PRINTED_AT, MONDAY)

    assert all(embedded and "TimesNewRoman" in name for name, embedded in fonts_of(theirs))
    assert whole_text(theirs) == whole_text(ours)
    assert str(installed).encode() not in theirs
    assert weekly_report(week_06(), OFFICE, {}, PRINTED_AT, MONDAY) == ours


def test_without_it_papers_are_set_in_the_face_that_comes_with_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_fonts, "_font_folders", lambda: (tmp_path,))
    times_new_roman.cache_clear()
    office = replace(OFFICE, typeface="times")

    printed = weekly_report(week_06(), office, {}, PRINTED_AT, MONDAY)

    times_new_roman.cache_clear()
    assert all(embedded and "Tinos" in name for name, embedded in fonts_of(printed))
