"""A pile of files becomes sheets: what is ours is proposed, the rest is listed, nothing is lost."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from db.errors import Cancelled
from db.queries.acknowledging import people_of_round
from db.rules.codes import DOCUMENT_LIST, page_code
from db.services.returning import take_in
from db.services.rounds import close_distribution
from desktop.scans.apart import FileReading
from desktop.scans.codes import find_codes
from desktop.scans.pile import ScannedSheet, SheetKind, Why
from desktop.scans.reading import read_scans
from desktop.scans.taking import proposed_pages
from tests import scanning
from tests.db.world import feb
from tests.desktop.scans.conftest import DPI, Round, Save


def kinds(sheets: list[ScannedSheet]) -> list[tuple[SheetKind, Why]]:
    return [(sheet.kind, sheet.why) for sheet in sheets]


@pytest.mark.parametrize(
    ("name", "angle"), [("a.jpg", 0), ("a.png", 90), ("a.tif", 180), ("a.pdf", 270)]
)
def test_a_list_proposes_who_signed(printed: Round, save: Save, name: str, angle: int) -> None:
    clerk, guard = printed.world.clerk, printed.world.guard
    image = printed.signed_list(clerk).rotate(angle, expand=True)
    (sheet,) = read_scans(printed.book, [save(name, image)])
    assert (sheet.kind, sheet.why, sheet.code) == (
        SheetKind.LIST,
        Why.NONE,
        printed.office_list.code,
    )
    assert {row.person.staff_id: row.signed for row in sheet.rows} == {clerk: True, guard: False}
    assert sheet.facts is not None
    assert sheet.facts.round_id == printed.round_id
    upright = Image.open(io.BytesIO(sheet.picture))
    assert upright.height > upright.width
    for row in sheet.rows:
        assert Image.open(io.BytesIO(row.picture)).width > 100


def test_each_slip_of_a_page_is_a_sheet(printed: Round, save: Save) -> None:
    sheets = read_scans(printed.book, [save("a.png", printed.pages["slips"])])
    assert kinds(sheets) == [(SheetKind.SLIP, Why.NONE)] * 2
    assert len({sheet.rows[0].person.staff_id for sheet in sheets}) == 2
    assert [row.signed for sheet in sheets for row in sheet.rows] == [False, False]


@pytest.mark.parametrize("angle", [3, 270])
def test_a_row_tells_where_its_cell_is_in_the_picture_of_its_page(
    printed: Round, save: Save, angle: int
) -> None:
    image = printed.pages["slips"].copy()
    known = {page.code: page for page in printed.slips.values()}
    for found in find_codes(image):
        geometry = scanning.geometry_of(known[found.digits])
        left, top = np.subtract(found.corners[0], np.multiply(geometry.square[:2], DPI / 25.4))
        x, y, wide, high = (length * DPI / 25.4 for length in geometry.cells[0])
        image.paste(0, tuple(map(round, (left + x, top + y, left + x + wide, top + y + high))))
    turned = image.rotate(angle, expand=angle > 45, fillcolor=255)
    sheets = read_scans(printed.book, [save("a.png", turned)])
    assert len(sheets) == 2
    for sheet in sheets:
        assert sheet.rows[0].place is not None
        picture = Image.open(io.BytesIO(sheet.picture))
        assert _mean(picture, sheet.rows[0].place, -4) < 20
        assert _mean(picture, sheet.rows[0].place, 12) > 30


def _mean(picture: Image.Image, place: Sequence[float], margin: int) -> float:
    """How light a part of a picture is, made larger by so many pixels on each side."""
    left, top, wide, high = place
    x, y = round(left * picture.width) - margin, round(top * picture.height) - margin
    right, bottom = round((left + wide) * picture.width), round((top + high) * picture.height)
    return float(np.asarray(picture)[y : bottom + margin, x : right + margin].mean())


def test_a_slip_beside_another_is_not_lost_where_its_code_is_gone(
    printed: Round, save: Save
) -> None:
    image = printed.pages["slips"].copy()
    (upper, lower) = sorted(find_codes(image), key=lambda found: found.corners[0][1])
    x, y = map(round, lower.corners[0])
    image.paste(image.crop((x, y, x + 30, y + 90)), (x + 45, y))
    image.paste(200, (x, y, x + 94, y + 40))
    sheets = read_scans(printed.book, [save("a.png", image)])
    assert kinds(sheets) == [(SheetKind.SLIP, Why.NONE), (SheetKind.UNREAD, Why.NO_CODE)]
    assert sheets[0].code == upper.digits


def test_a_page_is_taken_in_once(printed: Round, save: Save) -> None:
    path = save("a.jpg", printed.signed_list(printed.world.clerk))
    sheets = read_scans(printed.book, [path, path])
    assert kinds(sheets) == [(SheetKind.LIST, Why.NONE), (SheetKind.REPEAT, Why.READ_TWICE)]
    assert printed.book.do(take_in, proposed_pages(sheets), feb(10), told={}) == 1
    people = printed.book.ask(people_of_round, printed.round_id, feb(10))
    assert [row.staff_id for row in people if row.outcome_on] == [printed.world.clerk]
    again = read_scans(printed.book, [path])
    assert kinds(again) == [(SheetKind.REPEAT, Why.TAKEN_BEFORE)]
    assert proposed_pages(again) == []


def test_what_came_back_by_word_still_gets_its_scan(printed: Round, save: Save) -> None:
    from db.services.returning import ReturnedPage

    word = ReturnedPage(printed.office_list.code, (printed.world.clerk,))
    printed.book.do(take_in, [word], feb(9), told={})
    sheets = read_scans(printed.book, [save("a.jpg", printed.signed_list(printed.world.clerk))])
    assert kinds(sheets) == [(SheetKind.LIST, Why.NONE)]


def test_pages_of_a_closed_round_are_not_taken_in(printed: Round, save: Save) -> None:
    printed.book.do(close_distribution, printed.round_id)
    sheets = read_scans(printed.book, [save("a.jpg", printed.signed_list())])
    assert kinds(sheets) == [(SheetKind.LIST, Why.CLOSED)]
    assert proposed_pages(sheets) == []


@pytest.mark.parametrize(
    ("digits", "kind", "why"),
    [
        (page_code(1, DOCUMENT_LIST, 1, 1), SheetKind.FOREIGN, Why.OTHER_BOOK),
        (None, SheetKind.FOREIGN, Why.NOT_PRINTED),
        ("12345678901234567", SheetKind.UNREAD, Why.BAD_CODE),
    ],
)
def test_pages_that_are_not_of_this_book_are_listed(
    printed: Round, save: Save, digits: str | None, kind: SheetKind, why: Why
) -> None:
    own = int(printed.office_list.code[:4])
    page = scanning.page_with(digits or page_code(own, DOCUMENT_LIST, 999, 1), DPI)
    sheets = read_scans(printed.book, [save("a.png", page)])
    assert kinds(sheets) == [(kind, why)]
    assert sheets[0].picture


def test_bad_files_are_named_and_disturb_nothing(
    printed: Round, save: Save, tmp_path: Path
) -> None:
    good = save("good.jpg", printed.signed_list())
    empty = tmp_path / "empty"
    empty.mkdir()
    piles = {
        _written(tmp_path / "locked.pdf", _locked_pdf()): Why.LOCKED,
        _written(tmp_path / "torn.tif", _torn(printed.pages["office"], "TIFF")): Why.DAMAGED,
        _written(tmp_path / "torn.jpg", _torn(printed.pages["office"], "JPEG")): Why.DAMAGED,
        _written(tmp_path / "torn.pdf", b"%PDF-1.7\n1 0 obj\n<<"): Why.DAMAGED,
        _written(tmp_path / "nothing.pdf", b""): Why.DAMAGED,
        _written(tmp_path / "letter.docx", b"PK\x03\x04 words"): Why.NOT_A_SCAN,
        _written(tmp_path / "long.pdf", _pdf_of(3_000)): Why.TOO_LARGE,
        _photo(tmp_path / "huge.png", 9_000): Why.TOO_LARGE,
        _photo(tmp_path / "blank.png", 800): Why.NO_CODE,
        tmp_path / "gone.pdf": Why.MISSING,
        empty: Why.EMPTY,
    }
    sheets = read_scans(printed.book, [*piles, good])
    assert {sheet.file: sheet.why for sheet in sheets[:-1]} == {
        str(path): why for path, why in piles.items()
    }
    assert all(sheet.kind is SheetKind.UNREAD for sheet in sheets[:-1])
    assert sheets[-1].kind is SheetKind.LIST


def test_a_bomb_takes_down_its_process_and_nothing_else(printed: Round, tmp_path: Path) -> None:
    bomb = _written(tmp_path / "bomb.pdf", _bomb_pdf())
    (sheet,) = read_scans(printed.book, [bomb])
    assert sheet.kind is SheetKind.UNREAD


def test_the_files_of_a_folder_are_read_by_name(printed: Round, tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    second, first = _photo(folder / "b.png", 100), _photo(folder / "a.png", 100)
    _written(folder / ".hidden", b"x")
    sheets = read_scans(printed.book, [folder])
    assert [Path(sheet.file) for sheet in sheets] == [first, second]


def test_progress_grows_to_its_end(printed: Round, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = _written(tmp_path / "two.pdf", _pdf_of(2))
    read_scans(printed.book, [path, path], lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (2_000, 2_000)


def test_cancel_stops_at_once_and_leaves_no_process(printed: Round, tmp_path: Path) -> None:
    path = _written(tmp_path / "many.pdf", _pdf_of(200))
    calls = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_scans(printed.book, [path, path], progress)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("scan ")]


def test_a_process_that_is_killed_is_a_damaged_file(tmp_path: Path) -> None:
    reading = FileReading(_written(tmp_path / "many.pdf", _pdf_of(200)))
    pages = reading.pages(lambda: None)
    assert next(pages).page == 1
    assert reading._process is not None
    reading._process.kill()
    last = list(pages)[-1]
    assert last.why is Why.DAMAGED
    assert last.page > 1
    reading.stop()


def test_a_page_that_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    reading = FileReading(_written(tmp_path / "many.pdf", _pdf_of(200)), seconds=0)
    (page,) = reading.pages(lambda: None)
    assert page.why is Why.TOO_LARGE


def test_a_process_that_can_not_begin_says_so_of_its_file() -> None:
    reading = FileReading(Path("a" * 3_000_000 + ".pdf"))  # longer than a command line may be
    (page,) = reading.pages(lambda: None)
    assert page.why is Why.NOT_STARTED
    reading.stop()


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _photo(path: Path, side: int) -> Path:
    Image.new("1", (side, side), 1).save(path)
    return path


def _torn(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()[: len(out.getvalue()) // 2]


def _pdf_of(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 100, "locked")
    canvas.save()
    return out.getvalue()


def _bomb_pdf() -> bytes:
    """A page whose picture claims 60,000 by 60,000 points and unpacks to as much."""
    import zlib

    packer = zlib.compressobj(1)
    zeros = bytes(1 << 20)
    packed = b"".join(packer.compress(zeros) for _ in range(400)) + packer.flush()
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    )
    drawn = b"595 0 0 842 0 0 cm /I Do"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</I 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        picture + packed + b"\nendstream",
    ]
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (at, part) for at, part in enumerate(parts, 1)
    )
    return body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"
