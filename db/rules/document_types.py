"""The types of official documents by their abbreviations (NĐ 30/2020/NĐ-CP, Phụ lục III) and of decrees."""

TYPES = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
LETTER = "Công văn"
"""The one type without an abbreviation."""


def type_of(number: str) -> str:
    """The type that a number and symbol tell: "362/KH-UBND" is a Kế hoạch, "442/SYT-NVY" a letter.

    An empty text where there is no symbol yet.
    """
    _count, slash, symbol = number.partition("/")
    if not slash or not symbol.strip():
        return ""
    parts = symbol.replace("/", "-").split("-")
    return next((TYPES[part.strip()] for part in parts if part.strip() in TYPES), LETTER)
