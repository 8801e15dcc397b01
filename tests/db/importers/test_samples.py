"""The office's own workbooks, clean and in every kind of dirt, give the figures that are expected."""

import json
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.database import Database
from db.importers.reading import read_workbook
from db.kinds import VoucherKind
from db.models.catalogue import Pack, Supply
from db.models.staff import Department, DutyPost, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from tests.db.importers.conftest import Office, counts
from tests.db.importers.workbooks import (
    LETTERHEAD,
    Row,
    delimited,
    every_text,
    in_tcvn3,
    in_vni,
    xlsx,
)

ROOT = Path(__file__).parents[3]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/expected.json").read_text("utf-8"))
FILES = {
    "supplies": "danh-muc-vat-tu.xlsx",
    "staff": "danh-sach-cbcc.xlsx",
    "receipts": "so-nhap-kho.xlsx",
    "issues": "so-cap-phat.xlsx",
}
ROWS = {"supplies": 10, "staff": 214, "receipts": 26, "issues": 1324}


def sample(kind: str) -> Path:
    return ROOT / "resources/samples" / FILES[kind]


def sample_rows(kind: str) -> list[list[Any]]:
    """The rows of a sample from its header on, as they are."""
    rows = [list(row) for row in read_workbook(sample(kind))[0].rows]
    return rows[5:]


def issued(session: Session, monday: date) -> dict[str, dict[str, int]]:
    query = (
        select(Department.code, Supply.code, func.sum(VoucherLine.quantity))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Department, Department.id == VoucherLine.department_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .where(Voucher.kind == VoucherKind.ISSUE)
        .where(Voucher.day >= monday, Voucher.day < monday + timedelta(days=7))
        .group_by(Department.code, Supply.code)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for department, supply, pieces in session.execute(query):
        found[department][supply] = int(pieces)
    return found


def received(session: Session, monday: date) -> dict[str, int]:
    query = (
        select(Supply.code, func.sum(VoucherLine.quantity))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .where(Voucher.kind == VoucherKind.RECEIPT)
        .where(Voucher.day >= monday, Voucher.day < monday + timedelta(days=7))
        .group_by(Supply.code)
    )
    return {code: int(pieces) for code, pieces in session.execute(query)}


def people(session: Session) -> dict[str, dict[str, str]]:
    query = (
        select(StaffMember, Membership.title, Department.code, DutyPost.name)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
    )
    return {
        person.code: {"name": person.name, "unit": unit, "title": title, "post": post or ""}
        for person, title, unit, post in session.execute(query)
    }


def supplies(session: Session) -> dict[str, dict[str, Any]]:
    packs: dict[int, dict[str, int]] = defaultdict(dict)
    for pack in session.scalars(select(Pack)):
        packs[pack.supply_id][pack.name] = pack.size
    return {
        row.code: {
            "name": row.name,
            "unit": row.base_unit,
            "packs": packs[row.id],
            "minimum": row.minimum,
            "lots": row.tracks_lots,
        }
        for row in session.scalars(select(Supply))
    }


def assert_as_expected(book: Database) -> None:
    """Everything the samples say is in the book, to the last piece."""
    assert book.ask(supplies) == EXPECTED["items"]
    told = {
        person["code"]: {name: person[name] for name in ("name", "unit", "title", "post")}
        for person in EXPECTED["staff"]
    }
    assert book.ask(people) == told
    for week in EXPECTED["weeks"]:
        monday = date.fromisoformat(week["monday"])
        assert book.ask(received, monday) == week["received"]
        assert book.ask(issued, monday) == week["issued_by_unit"]


def test_the_samples_give_the_expected_figures(office: Office) -> None:
    for kind, rows in ROWS.items():
        assert counts(office.take(kind, sample(kind))) == (rows, rows, 0, 0)
    assert_as_expected(office.book)
    assert office.stock() == EXPECTED["stock"]


def test_the_same_files_twice_change_nothing(office: Office) -> None:
    for kind in ROWS:
        office.take(kind, sample(kind))
    told = {kind: counts(office.take(kind, sample(kind))) for kind in ROWS}
    assert told == {kind: (rows, 0, rows, 0) for kind, rows in ROWS.items()}
    assert_as_expected(office.book)


Dirt = Callable[[list[list[Any]], str, Path], Path]


def _tcvn3(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    return xlsx(folder / f"{kind}.xlsx", every_text([*LETTERHEAD, *rows], in_tcvn3))


def _vni(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    return xlsx(folder / f"{kind}.xlsx", every_text([*LETTERHEAD, *rows], in_vni))


def _vni_bytes(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    text = delimited(every_text(rows, in_vni), ";")
    path = folder / f"{kind}.csv"
    path.write_bytes(text.encode("cp1252"))
    return path


def _tcvn3_bytes(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.txt"
    path.write_bytes(delimited(every_text(rows, in_tcvn3), "\t").encode("latin-1"))
    return path


def _cp1258(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    def apart(text: str) -> str:
        """Tones as marks of their own, as this code page has them."""
        out = []
        for letter in unicodedata.normalize("NFC", text):
            marks = unicodedata.normalize("NFD", letter)
            tones = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
            bare = "".join(m for m in marks if m not in tones)
            out.append(unicodedata.normalize("NFC", bare) + tones)
        return "".join(out)

    path = folder / f"{kind}.csv"
    path.write_bytes(apart(delimited(rows, "|")).encode("cp1258"))
    return path


def _utf16(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.txt"
    path.write_bytes(delimited(rows, "\t").encode("utf-16"))
    return path


def _utf8(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.csv"
    path.write_bytes(delimited([*LETTERHEAD, *rows]).encode("utf-8-sig"))
    return path


def _decomposed(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    def apart(text: str) -> str:
        return "  " + unicodedata.normalize("NFD", text).replace(" ", " \u00a0 ") + "\u200b "

    return xlsx(folder / f"{kind}.xlsx", every_text([*LETTERHEAD, *rows], apart))


def _shouting_header(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    header = [f"{str(cell).upper()}\n(*)" if cell else "" for cell in rows[0]]
    return xlsx(folder / f"{kind}.xlsx", [*LETTERHEAD * 3, header, *rows[1:]])


def _turned_round(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    """Columns in the opposite order, except for the numbering that group rows need in front."""
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    if kind == "staff":
        return xlsx(folder / f"{kind}.xlsx", [[*row[:2], *row[:1:-1]] for row in padded])
    return xlsx(folder / f"{kind}.xlsx", [row[::-1] for row in padded])


def _rows_between(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    """Letter rows, sums, empty rows, headers again on each page, signatures at the end."""
    head = 2 if kind == "staff" else 1
    width = len(rows[0])
    letters = ["A", "B", "C", "D", *map(str, range(1, width))][:width]
    dirty: list[Row] = [*LETTERHEAD, *rows[:head], letters]
    for number, row in enumerate(rows[head:], 1):
        dirty.append(row)
        if number % 40 == 0:
            dirty += [[], ["", "Cộng trang:"], *rows[:head], letters]
    signers = ["", "Người lập biểu", "", "Thủ kho", "", "CHÁNH VĂN PHÒNG"]
    dirty += [["", "Tổng cộng"], [], ["", "", "", "", "", "TP.HCM, ngày 28 tháng 02 năm 2020"]]
    dirty += [signers, ["", "(Ký, họ tên)"], [], ["", "Lê Văn A", "", "Trần B", "", "Võ Thị C"]]
    return xlsx(folder / f"{kind}.xlsx", dirty)


def _numbers_as_text(rows: list[list[Any]], kind: str, folder: Path) -> Path:
    """Every number is text with dots, every day is a serial number or some text."""
    chance = random.Random(5)

    def changed(cell: Any) -> Any:
        if isinstance(cell, float):
            return f"{int(cell):,}".replace(",", ".") if cell < 10**8 else str(int(cell))
        if isinstance(cell, date):
            serial = (cell - date(1899, 12, 30)).days
            texts = [serial, str(cell), f"{cell:%d-%m-%Y}", f"{cell:%d.%m.%y}"]
            return chance.choice(texts)
        return cell

    head = 2 if kind == "staff" else 1
    dirty = [[changed(cell) for cell in row] for row in rows[head:]]
    return xlsx(folder / f"{kind}.xlsx", [*LETTERHEAD, *rows[:head], *dirty])


DIRT: dict[str, Dirt] = {
    "tcvn3": _tcvn3,
    "tcvn3 bytes": _tcvn3_bytes,
    "vni": _vni,
    "vni bytes": _vni_bytes,
    "cp1258": _cp1258,
    "utf-16": _utf16,
    "utf-8": _utf8,
    "nfd": _decomposed,
    "shouting": _shouting_header,
    "turned round": _turned_round,
    "rows between": _rows_between,
    "numbers as text": _numbers_as_text,
}


@pytest.mark.parametrize("dirt", DIRT)
def test_every_dirt_gives_the_same_book(dirt: str, sqlite_book: Database, tmp_path: Path) -> None:
    office = Office(sqlite_book, tmp_path)
    for kind, rows in ROWS.items():
        plan = office.plan(kind, DIRT[dirt](sample_rows(kind), kind, tmp_path))
        assert not plan.errors
        outcome = office.take(kind, DIRT[dirt](sample_rows(kind), kind, tmp_path))
        assert counts(outcome) == (rows, rows, 0, 0)
        assert not plan.new_departments
    assert_as_expected(sqlite_book)


def test_reading_again_in_another_dress_changes_nothing(
    sqlite_book: Database, tmp_path: Path
) -> None:
    office = Office(sqlite_book, tmp_path)
    for kind in ROWS:
        office.take(kind, sample(kind))
    for dirt in ("tcvn3", "vni bytes", "numbers as text"):
        told = {
            kind: counts(office.take(kind, DIRT[dirt](sample_rows(kind), kind, tmp_path)))
            for kind in ROWS
        }
        assert told == {kind: (rows, 0, rows, 0) for kind, rows in ROWS.items()}


def test_a_book_that_grew_adds_only_its_new_rows(sqlite_book: Database, tmp_path: Path) -> None:
    office = Office(sqlite_book, tmp_path)
    for kind in ("supplies", "staff"):
        office.take(kind, sample(kind))
    for kind, cut in (("receipts", 10), ("issues", 700)):
        rows = sample_rows(kind)
        half, whole = rows[: cut + 1], ROWS[kind]
        assert counts(office.take(kind, half)) == (cut, cut, 0, 0)
        assert counts(office.take(kind, rows)) == (whole, whole - cut, cut, 0)
    assert_as_expected(sqlite_book)
    days = Counter(
        sqlite_book.ask(
            lambda session: list(
                session.execute(
                    select(Voucher.day, Voucher.department_id).where(Voucher.series == "XK")
                )
            )
        )
    )
    assert len(days) >= 33
