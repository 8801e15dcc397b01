"""The form of a daily report as a workbook: what can be filled in, what is locked, how it prints."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from db.errors import NotAssigned
from db.kinds import IndicatorKind
from db.services.duties import IndicatorFields, save_indicator
from db.services.staff import DepartmentFields, save_department
from desktop.daily_forms import form_xlsx
from tests.db.daily import FIVE, department
from tests.db.world import World, feb

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def world(sqlite_world: World) -> World:
    """The furnished book, where Phòng Báo chí also tells a yes or no."""
    fields = IndicatorFields(
        department(sqlite_world, "BC"), "Đã họp báo", kind=IndicatorKind.YES_NO
    )
    sqlite_world.book.do(save_indicator, fields)
    return sqlite_world


def part(workbook: bytes, name: str) -> ET.Element:
    """A part of a workbook."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return ET.fromstring(archive.read(f"xl/{name}"))  # noqa: S314 - our own


def unlocked(workbook: bytes) -> set[str]:
    """The cells of the first sheet that can be filled in while it is protected."""
    formats = part(workbook, "styles.xml").find(f"{MAIN}cellXfs")
    assert formats is not None
    free = {
        str(place)
        for place, one in enumerate(formats)
        if (lock := one.find(f"{MAIN}protection")) is not None and lock.get("locked") == "0"
    }
    sheet = part(workbook, "worksheets/sheet1.xml")
    return {cell.get("r", "") for cell in sheet.iter(f"{MAIN}c") if cell.get("s") in free}


def test_only_what_the_unit_tells_can_be_filled_in(world: World) -> None:
    workbook = form_xlsx(world.book, feb(10), department(world, "BC"))
    sheet = part(workbook, "worksheets/sheet1.xml")
    lock = sheet.find(f"{MAIN}sheetProtection")
    assert lock is not None
    assert lock.get("password") is None
    rows = {int(re.sub(r"\D", "", cell)) for cell in unlocked(workbook)}
    head, duties, free = {9, 11, 12, 13}, {16, 17, 18}, {19, 20, 21, 22}
    assert rows == head | duties | free | {25, 26, 27, 28} | {31, 32, 33, 34}
    assert {cell[0] for cell in unlocked(workbook)} == {"C", "D"}


def test_figures_of_the_book_are_locked_and_say_so(world: World) -> None:
    workbook = form_xlsx(world.book, feb(10), department(world, "VP"))
    assert not unlocked(workbook) & {"C25", "C26", "C27", "C28"}
    texts = "".join(part(workbook, "sharedStrings.xml").itertext())
    assert "sổ tự tính" in texts
    assert "Gửi Văn phòng Sở trước 8g30. Số liệu của ngày 09/02/2020." in texts
    assert "Bảo đảm hậu cần, cấp khẩu trang\nĐảm bảo hậu cần cho các hoạt động" in texts


def test_numbers_yes_and_no_and_the_day_are_checked_while_typing(world: World) -> None:
    sheet = part(form_xlsx(world.book, feb(10), department(world, "BC")), "worksheets/sheet1.xml")
    checked = {one.get("sqref"): one for one in sheet.iter(f"{MAIN}dataValidation")}
    whole = [place for place, one in checked.items() if one.get("type") == "whole"]
    assert sorted(map(str, whole)) == ["C25", "C26", "C27", "C31", "C32", "C33", "C34"]
    assert "".join(checked["C25"].itertext()) == "01000000000000"
    assert "".join(checked["C28"].itertext()) == '"Có,Không"'
    assert checked["C9"].get("type") == "date"


def test_it_prints_upright_on_a4_as_wide_as_a_page(world: World) -> None:
    workbook = form_xlsx(world.book, feb(10))
    for place, code in enumerate(FIVE, 1):
        sheet = part(workbook, f"worksheets/sheet{place}.xml")
        page = sheet.find(f"{MAIN}pageSetup")
        assert page is not None
        assert (page.get("paperSize"), page.get("orientation")) == ("9", "portrait")
        assert page.get("fitToHeight") == "0"
        assert (
            part(workbook, "workbook.xml").findall(f".//{MAIN}sheet")[place - 1].get("name") == code
        )


def test_equal_forms_are_equal_bytes_and_who_has_no_duty_has_none(world: World) -> None:
    assert form_xlsx(world.book, feb(10)) == form_xlsx(world.book, feb(10))
    with pytest.raises(NotAssigned):
        form_xlsx(world.book, feb(10), department(world, "CNTT"))
    with pytest.raises(NotAssigned):
        form_xlsx(world.book, feb(1))


def test_a_code_that_no_sheet_may_have_is_bent(world: World) -> None:
    bc = department(world, "BC")
    fields = DepartmentFields("BC/1", "Phòng Báo chí", id=bc)
    world.book.do(save_department, fields)
    names = part(form_xlsx(world.book, feb(10), bc), "workbook.xml").iter(f"{MAIN}sheet")
    assert [one.get("name") for one in names] == ["BC 1"]
