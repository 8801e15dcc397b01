"""The clerk's sentences for why a page is not simply taken in."""

from desktop.scans.pile import ScannedSheet, Why
from desktop.translation import N_, _

_WORDS = {
    Why.NO_CODE: N_("Không tìm thấy mã vuông trên trang này."),
    Why.BAD_CODE: N_("Mã trên trang có chữ số sai."),
    Why.OTHER_BOOK: N_("Trang này của cơ quan khác hoặc sổ khác in ra."),
    Why.NOT_PRINTED: N_("Sổ này chưa in trang ký nhận nào mang mã này."),
    Why.READ_TWICE: N_("Trang này đã có ở trên, trong cùng lần quét."),
    Why.TAKEN_BEFORE: N_("Bản quét của trang này đã được nhập trước đây."),
    Why.CLOSED: N_("Đợt phổ biến của trang này đã kết thúc."),
    Why.LOCKED: N_("Tệp có mật khẩu; hãy bỏ mật khẩu rồi nhập lại."),
    Why.DAMAGED: N_("Tệp hỏng hoặc thiếu; không đọc được."),
    Why.TOO_LARGE: N_("Tệp hoặc trang quá lớn; hãy quét lại ở 200–300 dpi."),
    Why.NOT_A_SCAN: N_("Không phải tệp PDF, TIFF, JPEG hay PNG."),
    Why.MISSING: N_("Không còn tệp này."),
    Why.EMPTY: N_("Thư mục không có tệp nào."),
}


def reason(sheet: ScannedSheet) -> str:
    """Why a sheet is not simply taken in; empty for one that is."""
    return _(_WORDS[sheet.why]) if sheet.why in _WORDS else ""
