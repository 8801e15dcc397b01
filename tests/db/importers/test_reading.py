"""Files become sheets of plain cells; a hostile one costs a sentence, never the program."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from db.importers.errors import (
    EmptyWorkbook,
    FileMissing,
    FileUnreadable,
    NotAWorkbook,
    WorkbookLocked,
    WorkbookTooLarge,
)
from db.importers.reading import Sheet, read_pasted, read_workbook
from tests.db.importers.workbooks import xlsx

LAST_CELL = b'r="XFD1048576"'
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Sổ">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)
NOTHING = '<table:table-cell table:number-columns-repeated="16384"/>'


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def word(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same archive with its parts changed."""
    target = path.with_name(f"doi-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, change(entry.filename, old.read(entry)))
    return target


def far_cell(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Họ và tên")
        sheet.write(1048575, 16383, "xa")
    return path


def only(sheets: tuple[Sheet, ...]) -> Sheet:
    (sheet,) = sheets
    return sheet


def test_rows_keep_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[], [], ["", "Ngày", 5], ["", date(2020, 2, 5), 1.5]])
    sheet = only(read_workbook(path))
    assert sheet.rows[2] == ("", "Ngày", 5.0)
    assert sheet.rows[3] == ("", date(2020, 2, 5), 1.5)


def test_a_row_formatted_far_down_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write(0, 0, "x")
        sheet.set_row(1048575, None, bold)
        sheet.write_blank(1048575, 10, None, bold)
    assert only(read_workbook(path)).rows == (("x",),)


def test_hidden_sheets_and_merged_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Chính").merge_range(0, 0, 1, 1, "gộp")
        hidden = book.add_worksheet("Ẩn")
        hidden.write(0, 0, "x")
        hidden.hide()
    shown, unseen = read_workbook(path)
    assert shown.merged == ((0, 0, 1, 1),)
    assert (shown.is_hidden, unseen.is_hidden) == (False, True)


def test_an_ods_with_empty_rows_to_the_end_is_read(tmp_path: Path) -> None:
    rows = (
        f"<table:table-row>{word('Mã')}{word('Tên')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{NOTHING}</table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="5"/>'
        '<table:table-cell office:value-type="date" office:date-value="2020-02-05"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048572">{NOTHING}</table:table-row>'
    )
    sheet = only(read_workbook(ods(tmp_path / "a.ods", rows)))
    assert sheet.rows == (("Mã", "Tên"), ("", ""), ("", ""), (5.0, date(2020, 2, 5)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("thu.xlsx", "Đây là một lá thư.".encode()),
        ("hong.xlsx", b"PK\x03\x04" + b"x" * 500),
        ("hong.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5000),
        ("bao-cao.csv", b"%PDF-1.7 ..."),
        ("trang.xls", b"<html><body>xin chao</body></html>"),
        ("nhi-phan.csv", bytes(range(256)) * 50),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAWorkbook) as refused:
        read_workbook(tmp_path / name)
    assert refused.value.name == name


def test_a_letter_of_word_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "thu.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(NotAWorkbook):
        read_workbook(tmp_path / "thu.xlsx")


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    inside = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + inside + b"\0" * 1000
    (tmp_path / "mat.xlsx").write_bytes(data)
    with pytest.raises(WorkbookLocked):
        read_workbook(tmp_path / "mat.xlsx")


def test_a_missing_file_and_an_unreadable_one_say_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_workbook(tmp_path / "khong-co.xlsx")
    with pytest.raises(FileUnreadable):
        read_workbook(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\xef\xbb\xbf\n", b";;;\n;;;\n"])
def test_an_empty_file_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "trong.csv").write_bytes(data)
    with pytest.raises(EmptyWorkbook):
        read_workbook(tmp_path / "trong.csv")


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyWorkbook):
        read_workbook(xlsx(tmp_path / "trong.xlsx", []))


def test_a_cell_at_the_end_of_the_world_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_workbook(far_cell(tmp_path / "xa.xlsx"))


def test_the_parser_may_die_and_we_do_not(tmp_path: Path) -> None:
    def disguise(_: str, part: bytes) -> bytes:
        return part.replace(LAST_CELL, LAST_CELL.replace(b"XFD", b"xfd"))

    path = rewritten(far_cell(tmp_path / "xa.xlsx"), disguise)
    with pytest.raises(WorkbookTooLarge):
        read_workbook(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (90 << 20))
    with pytest.raises(WorkbookTooLarge):
        read_workbook(tmp_path / "bom.xlsx")


def test_an_archive_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/{number}", "")
    with pytest.raises(WorkbookTooLarge):
        read_workbook(tmp_path / "bom.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{word("x") * 20}</table:table-row>',
        (
            '<table:table-row><table:table-cell table:number-columns-repeated="9000000"/>'
            f"{word('x')}</table:table-row>"
        ),
    ],
)
def test_an_ods_that_repeats_itself_to_a_million_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_workbook(ods(tmp_path / "bom.ods", rows))


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_workbook(xlsx(tmp_path / "a.xlsx", [["x"]]), seconds=0.001)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_whatever_parts_its_cells(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    text = delimiter.join(["Mã", "Họ và tên"]) + "\r\n" + delimiter.join(["1", "Đặng Thị Ánh"])
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert only(read_workbook(tmp_path / "a.csv")).rows == (
        ("Mã", "Họ và tên"),
        ("1", "Đặng Thị Ánh"),
    )


def test_a_cell_of_text_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Mã,"Số\nlượng"\r\nA,"Xuất bản, In"\n\nB,2\n', "utf-8")
    rows = only(read_workbook(tmp_path / "a.csv")).rows
    assert rows == (("Mã", "Số\nlượng"), ("A", "Xuất bản, In"), (), ("B", "2"))


def test_a_quotation_mark_that_stays_open_swallows_nothing() -> None:
    lines = ["Mã\tTên", 'A\t"mở'] + [f"B{n}\tx" for n in range(100)]
    assert len(only(read_pasted("\n".join(lines))).rows) == 102


def test_the_delimiter_a_file_declares_is_taken() -> None:
    assert only(read_pasted("sep=;\na;b,c\nd;e,f\n")).rows == (("a", "b,c"), ("d", "e,f"))


def test_error_cells_hold_nothing() -> None:
    assert only(read_pasted("Tên\tSL\nA\t#N/A\n")).rows[1] == ("A", "")
