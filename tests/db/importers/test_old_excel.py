"""Workbooks of Excel 97-2003, and what programs export under that name: HTML tables and XML."""

import html
from datetime import date
from pathlib import Path

import pytest

from db.importers.errors import NotAWorkbook, WorkbookTooLarge
from db.importers.legacy import Encoding
from db.importers.reading import read_workbook
from tests.db.importers.conftest import ISSUES, RECEIPTS, STAFF, SUPPLIES, Office, counts
from tests.db.importers.workbooks import LETTERHEAD, Row

FILES = (
    ("staff", "can-bo-tcvn3.xls", STAFF),
    ("receipts", "so-nhap.xls", RECEIPTS),
    ("issues", "so-cap.xls", ISSUES),
)
DATA = Path(__file__).parents[2] / "data"
SPREADSHEET = (
    '<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="Sổ">{table}</Worksheet></Workbook>'
)


def page(rows: list[Row], head: str = "") -> str:
    """Rows as a web program exports them: one table, numbers as texts, ends of tags left out."""
    lines = "".join(
        "<tr>" + "".join(f"<td x:str>{html.escape(str(cell))}" for cell in row) + "</tr>\n"
        for row in rows
    )
    return (
        f"<html><head><style>td {{ color: red }}</style>{head}</head><table>{lines}</table></html>"
    )


def cell(value: object, places: str = "") -> str:
    kind = "Number" if isinstance(value, int | float) else "String"
    text = html.escape(str(value))
    return f'<Cell{places}><Data ss:Type="{kind}">{text}</Data></Cell>' if text else "<Cell/>"


def spreadsheet(rows: list[Row], encoding: str = "utf-8") -> str:
    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    return SPREADSHEET.format(encoding=encoding, table=f"<Table>{lines}</Table>")


def read(folder: Path, text: str, encoding: str = "utf-8") -> list[tuple[object, ...]]:
    """The rows of a text saved as an old workbook."""
    (folder / "xuat.xls").write_bytes(text.encode(encoding))
    (sheet,) = read_workbook(folder / "xuat.xls")
    return list(sheet.rows)


@pytest.fixture
def stocked(office: Office) -> Office:
    """A book on each engine with the four supplies."""
    office.take("supplies", SUPPLIES)
    return office


def test_old_workbooks_say_the_same_as_new_ones(stocked: Office) -> None:
    for kind, name, rows in FILES:
        taken = stocked.take(kind, DATA / name)
        assert counts(taken) == (taken["rows"], taken["rows"], 0, 0)
        again = stocked.plan(kind, rows)
        assert (again.ready, again.unchanged, again.errors) == (0, taken["rows"], ())
    assert stocked.stock() == {"KT01": 2475, "GT01": 596, "HC01": 2500, "SK01": 10}


def test_old_fonts_dates_phones_and_merged_cells_come_through() -> None:
    people, received, issued = (read_workbook(DATA / name)[0] for _, name, _ in FILES)
    assert people.encoding is Encoding.TCVN3
    assert people.rows[9][2:] == (
        *("Thái Kim Trang", "Chánh Văn phòng", "Công chức", "", 970817221.0),
    )
    assert received.rows[7][1] == date(2020, 2, 4)
    assert (7, 1, 8, 1) in received.merged
    assert (6, 1, 9, 1) in issued.merged


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_html_and_xml_under_the_name_of_a_workbook_are_read(stocked: Office, encoding: str) -> None:
    for write in (page, spreadsheet):
        path = stocked.folder / "xuat.xls"
        for kind, _, rows in FILES:
            path.write_bytes(write([*LETTERHEAD, *rows]).encode(encoding))
            plan = stocked.plan(kind, path)
            assert plan.errors == ()
            assert plan.ready + plan.unchanged == plan.rows > 3
            if write is page:
                stocked.take(kind, path)
    assert stocked.stock() == {"KT01": 2475, "GT01": 596, "HC01": 2500, "SK01": 10}


def test_a_page_keeps_spans_breaks_and_entities(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "<table><tr><th rowspan=2>TT<th colspan='2'>Phòng&nbsp;&amp;<br>  đơn\n vị</tr>"
        "<tr><td><b>Mã</b><td>Tên</tr><tr><td>1<td>VP<td><script>x</script>Văn phòng</table>"
        "<p>Ngoài bảng</p><table><tr><td>Tổng</table>",
    )
    assert rows == [
        ("TT", "Phòng &\nđơn vị", ""),
        ("", "Mã", "Tên"),
        ("1", "VP", "Văn phòng"),
        ("Tổng", "", ""),
    ]


def test_a_spreadsheet_in_xml_keeps_places_days_and_numbers(tmp_path: Path) -> None:
    day = '<Data ss:Type="DateTime">2020-02-05T00:00:00.000</Data>'
    table = (
        f'<Table><Row ss:Index="2">{cell("Ngày")}{cell("SL", " ss:Index=&quot;3&quot;")}</Row>'
        f'<Row><Cell ss:MergeDown="1">{day}</Cell><Cell/>{cell(5)}</Row>'
        f"<Row>{cell('B')}{cell(1.5)}</Row></Table>"
    ).replace("&quot;", '"')
    assert read(tmp_path, SPREADSHEET.format(encoding="utf-8", table=table)) == [
        ("", "", ""),
        ("Ngày", "", "SL"),
        (date(2020, 2, 5), "", 5.0),
        ("", "B", 1.5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>xin chào</body></html>",
        "<?xml version='1.0'?><thu>Kính gửi</thu>",
        SPREADSHEET.format(encoding="utf-8", table="<Table><Row>"),
        spreadsheet([["a"]]).replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1),
    ],
)
def test_markup_without_a_table_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotAWorkbook):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 20,
        SPREADSHEET.format(
            encoding="utf-8", table=f'<Table><Row ss:Index="9999999">{cell("xa")}</Row></Table>'
        ),
    ],
)
def test_markup_that_spans_the_world_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(WorkbookTooLarge):
        read(tmp_path, text)
