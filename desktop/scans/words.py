"""The clerk's sentences for why a page is not simply taken in, for screens and the command line."""

from desktop.scans.pile import Why
from desktop.translation import N_, _

_WORDS = {
    Why.NO_CODE: N_("Không tìm thấy mã trên trang."),
    Why.BAD_CODE: N_("Mã không đúng: gõ nhầm hoặc in hỏng một chữ số."),
    Why.OTHER_BOOK: N_("Trang của cơ quan khác (sổ khác)."),
    Why.NOT_PRINTED: N_("Sổ này chưa in tờ ký nhận nào có mã đó."),
    Why.READ_TWICE: N_("Trang này đã có trong các bản quét."),
    Why.TAKEN_BEFORE: N_("Trang này đã được nhập bản quét từ trước."),
    Why.CLOSED: N_("Đợt phổ biến của trang này đã kết thúc."),
    Why.REVERSED: N_("Lần giao của trang này đã bị hủy."),
    Why.LOCKED: N_("Tệp có mật khẩu; hãy bỏ mật khẩu rồi nhập lại."),
    Why.DAMAGED: N_("Tệp hỏng hoặc thiếu; không đọc được."),
    Why.TOO_LARGE: N_("Tệp hoặc trang quá lớn; hãy quét lại ở 200–300 dpi."),
    Why.NOT_STARTED: N_("Máy đang thiếu bộ nhớ, chưa đọc được tệp này; hãy nhập lại sau."),
    Why.NOT_A_SCAN: N_("Không phải tệp PDF, TIFF, JPEG hay PNG."),
    Why.MISSING: N_("Không còn tệp này."),
    Why.EMPTY: N_("Thư mục không có tệp nào."),
}


def reason(why: Why) -> str:
    """Say why a page is not simply taken in; empty for one that is."""
    return _(_WORDS[why]) if why in _WORDS else ""
