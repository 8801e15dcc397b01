"""Catalogues: new supplies, changed ones, known ones, and what can't be changed any more."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.problems import Hint
from db.models.catalogue import Pack, Supply
from tests.db.importers.conftest import ISSUES, SUPPLIES, Office, counts, problems
from tests.db.importers.workbooks import Row, every_text, in_tcvn3

HEAD: Row = ["Mã", "Tên vật tư", "ĐVT", "Quy cách", "Tồn tối thiểu", "Theo dõi lô, hạn dùng"]


def supply(session: Session, code: str) -> tuple[str, str, int, bool, dict[str, int]]:
    row: Any = session.scalars(select(Supply).where(Supply.code == code)).one()
    packs = session.execute(select(Pack.name, Pack.size).where(Pack.supply_id == row.id))
    sizes = dict(packs.all())
    return row.name, row.base_unit, row.minimum, row.tracks_lots, sizes


def test_a_catalogue_is_written_and_known_afterwards(office: Office) -> None:
    assert counts(office.take("supplies", SUPPLIES)) == (4, 4, 0, 0)
    assert counts(office.take("supplies", SUPPLIES)) == (4, 0, 4, 0)
    expected = ("Khẩu trang y tế 4 lớp", "cái", 2000, False, {"hộp": 50, "thùng": 2500})
    assert office.book.ask(supply, "KT01") == expected


def test_a_changed_row_changes_only_what_it_tells(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["KT01", "Khẩu trang y tế 4 lớp", "Cái", "lốc = 10 cái", "1.500", "Có"],
    ]
    assert counts(furnished.take("supplies", rows)) == (1, 1, 0, 0)
    told = furnished.book.ask(supply, "KT01")
    assert told[2:] == (1500, True, {"hộp": 50, "thùng": 2500, "lốc": 10})
    assert counts(furnished.take("supplies", rows)) == (1, 0, 1, 0)


def test_a_first_capital_that_tcvn3_has_not_comes_back_and_is_shown(furnished: Office) -> None:
    rows: list[Row] = [
        ["Mã vật tư", "Tên vật tư", "ĐVT", "Nhóm vật tư"],
        ["AO", "Áo choàng phẫu thuật", "Bộ", "Ấn phẩm"],
        ["UNG", "Ủng cao su", "đôi", "Bảo hộ"],
    ]
    plan = furnished.plan("supplies", every_text(rows, in_tcvn3))
    shown = [(hint.hint, hint.facts["written"], hint.facts["name"]) for hint in plan.hints]
    assert shown == [
        (Hint.CAPITALS, "áo choàng phẫu thuật", "Áo choàng phẫu thuật"),
        (Hint.CAPITALS, "ủng cao su", "Ủng cao su"),
    ]
    assert counts(furnished.take("supplies", rows)) == (2, 2, 0, 0)
    assert counts(furnished.take("supplies", every_text(rows, in_tcvn3))) == (2, 0, 2, 0)


def test_rows_that_cannot_be_taken_say_why(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["N1", "", "cái", "", "", ""],
        ["N2", "Vật mới", "", "", "", ""],
        ["N3", "Vật ba", "cái", "hộp = 1,5 cái", "", ""],
        ["N4", "Vật tư", "cái", "", "nhiều", ""],
        ["N5", "Vật năm", "cái", "", "", "có lẽ"],
        ["N5", "Vật sáu", "cái", "", "", ""],
        ["KT01", "Khẩu trang y tế 4 lớp", "hộp", "", "", ""],
        ["KT01", "Khẩu trang y tế 4 lớp", "cái", "", "", ""],
        ["KT02", "Khẩu trang vải", "cái", "", -5, ""],
    ]
    assert problems(furnished.plan("supplies", rows)) == [
        (2, "Tên vật tư", "missing"),
        (3, "ĐVT", "missing"),
        (4, "Quy cách", "fraction"),
        (5, "Tồn tối thiểu", "not_a_number"),
        (6, "Theo dõi lô, hạn dùng", "not_yes_or_no"),
        (7, "Mã", "code_again"),
        (8, "ĐVT", "unit_locked"),
        (9, "Mã", "code_again"),
        (10, "Tồn tối thiểu", "not_positive"),
    ]
    assert counts(furnished.take("supplies", rows, skip_bad=True)) == (9, 0, 0, 9)


def test_a_pack_that_vouchers_name_keeps_its_size(furnished: Office) -> None:
    furnished.take("issues", ISSUES)
    rows: list[Row] = [HEAD, ["GT01", "Găng tay y tế", "chiếc", "hộp = 80 chiếc", "", ""]]
    plan = furnished.plan("supplies", rows)
    assert problems(plan) == [(2, "Quy cách", "pack_in_use")]
    assert plan.errors[0].facts == {"pack": "hộp", "size": 100, "unit": "chiếc"}


def test_supplies_without_codes_get_them(furnished: Office) -> None:
    rows: list[Row] = [
        ["Tên vật tư", "Đơn vị"],
        ["Cồn 70 độ", "Chai"],
        ["Găng tay y tế", "chiếc"],
        ["Xà phòng", "bánh"],
    ]
    assert counts(furnished.take("supplies", rows)) == (3, 2, 1, 0)
    assert furnished.book.ask(supply, "VT0001")[:2] == ("Cồn 70 độ", "chai")
    assert counts(furnished.take("supplies", rows)) == (3, 0, 3, 0)


def test_group_rows_name_the_group(furnished: Office) -> None:
    rows: list[Row] = [HEAD, ["I. Khẩu trang"], ["K9", "Khẩu trang 9 lớp", "cái", "", "", ""]]
    furnished.take("supplies", rows)
    group = furnished.book.ask(
        lambda session: session.scalar(select(Supply.group).where(Supply.code == "K9"))
    )
    assert group == "Khẩu trang"


def test_a_name_almost_known_is_worth_a_look(furnished: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["N1", "Khẩu trang y tế 4 lớp.", "cái", "", "", ""],
        ["N2", "Găng tay ytế", "đôi", "", "", ""],
        ["N3", "Máy đo huyết áp", "cái", "3 lớp", "", ""],
    ]
    plan = furnished.plan("supplies", rows)
    assert not plan.errors
    assert [(hint.row, hint.hint) for hint in plan.hints] == [
        (2, Hint.NEAR_SUPPLY),
        (3, Hint.NEAR_SUPPLY),
        (4, Hint.PACKS_NOT_READ),
    ]
