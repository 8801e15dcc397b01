"""Nhập – xuất – tồn as offices keep it: merged headers, groups, formulas, totals above or below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Merge = tuple[int, int, int, int]


class Sheet:
    """A worksheet being filled: texts, numbers, merged headers, formulas with their last value."""

    def __init__(self, path: Path, name: str = "THANG 01") -> None:
        self.path = path
        self._book = xlsxwriter.Workbook(str(path))
        self.sheet = self._book.add_worksheet(name)

    def add(self, name: str) -> None:
        """Go on with another worksheet."""
        self.sheet = self._book.add_worksheet(name)

    def row(self, row: int, cells: Sequence[Any], left: int = 0) -> None:
        """Write a row: texts as texts, numbers as numbers, (formula, value) as a formula."""
        for column, cell in enumerate(cells, left):
            if isinstance(cell, tuple):
                self.sheet.write_formula(row, column, cell[0], None, cell[1])
            elif isinstance(cell, int | float):
                self.sheet.write_number(row, column, cell)
            elif cell:
                self.sheet.write_string(row, column, cell)

    def merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        """Write a merged cell."""
        self.sheet.merge_range(top, left, bottom, right, text)

    def done(self) -> Path:
        """Close the workbook."""
        self._book.close()
        return self.path


def clinic(path: Path) -> Path:
    """Three header rows, 5 % on prices, groups with subtotals in column A, the total on top.

    Beside the four blocks stand HSD, lũy kế năm and đề nghị mua; prices of nothing are errors.
    """
    sheet = Sheet(path)
    sheet.merge(0, 0, 0, 5, "CÔNG TY CỔ PHẦN TÚI XÁCH")
    sheet.merge(1, 0, 1, 27, "BÁO CÁO XUẤT NHẬP TỒN THUỐC, VẬT TƯ Y TẾ")
    sheet.merge(2, 0, 2, 27, "THÁNG 01 NĂM 2020")
    for column, text in enumerate(
        ("STT", "TÊN THUỐC", "ĐƯỜNG DÙNG", "HÀM LƯỢNG", "NƠI SX", "ĐƠN VỊ TÍNH")
    ):
        sheet.merge(4, column, 6, column, text)
    sheet.merge(4, 6, 5, 8, "TỒN ĐẦU KỲ")
    sheet.merge(4, 9, 4, 14, "PHÁT SINH TRONG THÁNG")
    sheet.merge(5, 9, 5, 11, "NHẬP")
    sheet.merge(5, 12, 5, 14, "XUẤT")
    sheet.merge(4, 15, 5, 17, "TỒN CUỐI KỲ")
    sheet.merge(4, 18, 6, 18, "HSD")
    sheet.merge(4, 19, 4, 24, "LŨY KẾ NĂM")
    sheet.merge(5, 19, 5, 21, "NHẬP")
    sheet.merge(5, 22, 5, 24, "XUẤT")
    sheet.merge(4, 25, 5, 27, "ĐỀ NGHỊ MUA THÁNG 02/2020")
    measures = ("SL", "ĐG", "TT", "SL", "ĐG 5%", "TT 5%", *("SL", "ĐG", "TT") * 5)
    sheet.row(6, measures[:12], 6)
    sheet.row(6, ("SL", "ĐG", "TT") * 3, 19)
    sheet.merge(7, 0, 7, 5, "TỔNG CỘNG")
    sheet.row(7, [("=SUM(R10:R20)", 1_463_500.4)], 17)
    sheet.merge(8, 0, 8, 5, "I- NHÓM THUỐC HẠ SỐT")
    sheet.row(8, [("=SUM(R10:R11)", 213_500.4)], 17)
    rows: list[Sequence[Any]] = [
        (1, "Paracetamol", "UỐNG", "500mg", "VN", "viên", 100, 350, 35_000, 500, 367.5, 183_750,
         200, 360, 72_000, 400, ("=R10/P10", 366.876), ("=I10+L10-O10", 146_750.4), "12/2020"),
        (2, "Paracetamol", "UỐNG", "650mg", "VN", "viên", 150, 445, 66_750, "", "", "", "", "", "",
         150, 445, 66_750, "30/06/2021"),
    ]  # fmt: skip
    for n, row in enumerate(rows, 9):
        sheet.row(n, row)
    sheet.merge(11, 0, 11, 5, "II- VẬT TƯ Y TẾ")
    sheet.row(11, [1_250_000], 17)
    sheet.row(12, (1, "Khẩu trang y tế 4 lớp", "", "", "", "Hộp", 10, 35_000, 350_000, 40, 36_000,
                   1_440_000, 15, 36_000, 540_000, 35, 35_714.2857, 1_250_000, ""))  # fmt: skip
    sheet.row(13, (2, "Găng tay y tế", "", "", "", "đôi", 0, ("=I14/G14", "#DIV/0!"), 0, "", "",
                   "", "", "", "", 0, ("=R14/P14", "#DIV/0!"), 0, ""))  # fmt: skip
    sheet.row(16, ("", "NGƯỜI LẬP", "", "", "", "", "", "", "", "THỦ KHO", "", "", "GIÁM ĐỐC"))
    sheet.row(20, ("", "Trần Thị Lan", "", "", "", "", "", "", "", "Lê Văn Ba"))
    return sheet.done()


def state_office(path: Path) -> Path:
    """S23-H as an office fills it: groups in the name column, sums below, figures as text with dots.

    Cells of letters under the header; a signature block; one row whose closing is wrong.
    """
    sheet = Sheet(path, "NXT")
    sheet.row(0, ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "", "", "", "", "Mẫu số S23-H"])
    sheet.merge(2, 0, 2, 12, "BẢNG TỔNG HỢP NHẬP - XUẤT - TỒN")
    sheet.merge(3, 0, 3, 12, "Từ ngày 01/01/2020 đến ngày 31/01/2020")
    for column, text in enumerate(("STT", "Mã số", "Tên, quy cách vật liệu, dụng cụ", "ĐVT")):
        sheet.merge(5, column, 6, column, text)
    for left, text in ((4, "Số dư đầu kỳ"), (6, "Nhập trong kỳ"), (8, "Xuất trong kỳ")):
        sheet.merge(5, left, 5, left + 1, text)
    sheet.merge(5, 10, 5, 11, "Số dư cuối kỳ")
    sheet.merge(5, 12, 6, 12, "Ghi chú")
    sheet.row(6, ("Số lượng", "Thành tiền") * 4, 4)
    sheet.row(7, ("A", "B", "C", "D", 1, 2, 3, 4, 5, 6, "7=1+3-5", "8=2+4-6", "E"))
    sheet.row(8, ("I", "", "Khẩu trang", "", "", "350.000", "", "", "", "", "", "1.250.000"))
    sheet.row(9, (1, "KT01", "Khẩu trang y tế 4 lớp", "cái", "500", "350.000", "2.000", "1.440.000",
                  "750", "540.000", "1.750", "1.250.000"))  # fmt: skip
    sheet.row(10, ("II", "", "Sát khuẩn", "", "", "620.000", "", "", "", "", "", "1.055.500"))
    sheet.row(11, (1, "SK01", "Nước rửa tay sát khuẩn 500 ml", "chai", 10, 620000, 0, 0, 3, 186000,
                   8, 496000, "đếm lại"))  # fmt: skip
    sheet.row(12, (2, "HC01", "Cloramin B 25%", "kg", "", "", "5", "700.000", "1,5", "210.000",
                   "3,5", "490.000"))  # fmt: skip
    sheet.row(13, ("", "", "Tổng cộng", "", "x", "970.000", "x", "2.140.000", "x", "936.000", "x",
                   "2.236.000"))  # fmt: skip
    sheet.row(15, ["", "", "", "", "", "", "", "", "Ngày 31 tháng 01 năm 2020"])
    sheet.row(16, ("", "", "Người lập biểu", "", "", "", "Kế toán trưởng"))
    sheet.row(20, ("", "", "Nguyễn Văn An", "", "", "", "Lê Thị Bé"))
    return sheet.done()


def plain_list(path: Path) -> Path:
    """A list of what there is: no blocks, no code, a price only."""
    sheet = Sheet(path, "Tồn kho")
    sheet.row(0, ["DANH SÁCH TỒN KHO ĐẾN NGÀY 31/01/2020"])
    sheet.row(
        2, ("TT", "Tên hàng hóa, vật tư", "Đơn vị tính", "Số lượng tồn", "Đơn giá", "Ghi chú")
    )
    sheet.row(3, (1, "Nhiệt kế điện tử", "cái", 5, 350_000.5, "mới"))
    sheet.row(4, (2, "Xà phòng", "bánh", 12, "", ""))
    sheet.row(5, ("", "Cộng", "", 17))
    return sheet.done()


def wide_blocks(path: Path, rows: int = 1) -> Path:
    """Blocks merged over two rows of three: the second row of the header is empty."""
    sheet = Sheet(path)
    sheet.merge(0, 0, 0, 15, "BÁO CÁO NHẬP XUẤT TỒN")
    for column, text in enumerate(("STT", "Mã", "Tên vật tư", "ĐVT")):
        sheet.merge(2, column, 4, column, text)
    for left, text in ((4, "TỒN ĐẦU KỲ"), (7, "NHẬP"), (10, "XUẤT"), (13, "TỒN CUỐI KỲ")):
        sheet.merge(2, left, 3, left + 2, text)
    sheet.row(4, ("SL", "ĐG", "TT") * 4, 4)
    for n in range(rows):
        figures = [cell for count in (5, 3, 2, 6) for cell in (count, 1000, 1000 * count)]
        sheet.row(5 + n, (n + 1, f"B{n}", f"Vật tư số {n}", "cái", *figures))
    return sheet.done()
