"""Whatever stands in a sheet: it is read or refused in words, and every data row is accounted for."""

import random
from datetime import date
from pathlib import Path

import pytest

from db.checks import check_book
from db.importers.errors import NoHeader
from db.importers.plan import ImportOptions
from db.importers.planning import plan_import
from db.importers.reading import Cell, Sheet
from db.importers.writing import import_sheets
from tests.db.importers.conftest import ISSUES, RECEIPTS, STAFF, SUPPLIES, Office
from tests.db.importers.test_vouchers import MONTH
from tests.db.importers.workbooks import Row

OPENING: list[Row] = [
    ["STT", "Mã VT", "Tên vật tư", "ĐVT", "Tồn đầu", "Nhập", "Xuất", "Tồn cuối", "Thành tiền"],
    ["I", "", "Khẩu trang", "", 5, 5, 5, 5, 5000],
    [1, "KT01", "Khẩu trang y tế 4 lớp", "hộp", 5, 5, 5, 5, 5000],
    [2, "", "Kính chắn giọt bắn", "cái", 1, "", "", 1, "1.000,5"],
    [3, "", "Cồn 70 độ", "lít", "2,5", 0, 0, 2.5, 100],
    ["", "", "Tổng cộng", "", "", "", "", "", 6100.5],
]
GOOD: dict[str, list[Row]] = {
    "supplies": SUPPLIES,
    "staff": STAFF,
    "receipts": RECEIPTS,
    "issues": ISSUES,
    "opening": OPENING,
    "vouchers": MONTH,
}
OPTIONS = ImportOptions(date(2020, 1, 31), creates_supplies=True)
ODD: tuple[Cell, ...] = (
    "", "", "", " ", "\u00a0", "abc", "I", "II.", "A", "1", "(1)", "-", "–", "−5", "0", "1.5", "1,5", "1.500", "10^30",
    "1e400", "5 hộp", "3h", "hộp", "Hộp (50 cái)", "31/02/2020", "05/02/2020", "5/2/20", "29/02/2021", "00/00/0000",
    "99/99/9999", "KT01", "kt 01", "GT01", "CB0001", "CB0003", "CB9999", "Trần Quốc Bảo", "Quách Hữu Hải", "VĂN PHÒNG SỞ",
    "Văn phòng", "PHÒNG MỚI TOANH", "II  THANH TRA SỞ", "Tổng cộng", "Cộng: 5", "Người lập", "Khách", "khách", '"', "nt",
    "=1+1", "<b>", "'; DROP TABLE staff_member; --", "\x00", "\u200b", "ß", "İ", "ﬁ", "Ω", "🙂", "a" * 400, "#", "%s {x} {}",
    "()", "(", "/", "1/", "+84", "hộp = 0", "hộp = hộp", "thùng = 2 hộp; hộp = 2 thùng", "x 5 y 6", "²", "½", "٣",
    True, False, 0.0, -0.0, 5.0, -5.0, 1.5, 1e30, 1e-30, 43866.0, 20200205.0, 972667152.0, 1e15, 123456789012.0,
    date(2020, 2, 5), date(1900, 1, 1), date(9999, 12, 31),
)  # fmt: skip


def spoiled(rows: list[Row], chance: random.Random) -> Sheet:
    """The rows with odd cells put in, some rows doubled, some thrown about."""
    lines = [list(rows[0])]
    for row in [*rows[1:], *rows[1:], *rows[1:]]:
        line = [*row, *[""] * (len(rows[0]) - len(row))]
        for _ in range(chance.choice([0, 0, 1, 1, 2, 6])):
            line[chance.randrange(len(line))] = chance.choice(ODD)
        lines.append(line)
    body = lines[1:]
    chance.shuffle(body)
    cells = [[c if isinstance(c, str | bool | date) else float(str(c)) for c in r] for r in body]
    head = [str(cell) for cell in lines[0]]
    if chance.random() < 0.2:
        head[chance.randrange(len(head))] = str(chance.choice(ODD))
    bottom = len(body)
    merged = ((chance.randint(1, bottom), 1, bottom, chance.choice([1, 1, 3])),)
    return Sheet("Sổ", (tuple(head), *(tuple(row) for row in cells)), merged)


@pytest.mark.parametrize("kind", GOOD)
def test_every_data_row_is_ready_known_or_bad(furnished: Office, kind: str) -> None:
    today, planned = furnished.book.clock.today(), 0
    for seed in range(40):
        sheet = spoiled(GOOD[kind], random.Random(seed))
        try:
            plan = furnished.book.ask(plan_import, kind, [sheet], today, options=OPTIONS)
        except NoHeader:
            continue
        planned += 1
        bad = [error.row for error in plan.errors]
        assert len(set(bad)) == len(bad)
        assert plan.rows == plan.ready + plan.unchanged + len(bad)
        assert all(1 < row <= len(sheet.rows) for row in bad)
    assert planned > 20


def test_whatever_is_written_leaves_a_sound_book(furnished: Office, tmp_path: Path) -> None:
    written = 0
    for seed in range(12):
        for kind, rows in GOOD.items():
            sheet = spoiled(rows, random.Random(1000 + seed))
            try:
                told = furnished.book.do(
                    import_sheets, kind, [sheet], skip_bad=True, told={}, options=OPTIONS
                )
                again = furnished.book.do(
                    import_sheets, kind, [sheet], skip_bad=True, told={}, options=OPTIONS
                )
            except NoHeader:
                continue
            assert told["rows"] == again["rows"]
            assert again["imported"] == 0, (kind, seed)
            written += told["imported"]
    assert written > 50
    assert not furnished.book.ask(check_book)
