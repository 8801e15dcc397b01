"""Qt ships no Vietnamese: its own buttons and menus speak from our catalogue."""

import re

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop.translation import N_, VIETNAMESE, _, language

# What Qt says in its own dialogs and menus -> our words.
WORDS = {
    "OK": N_("Đồng ý"),
    "Open": N_("Mở"),
    "Save": N_("Lưu"),
    "Save All": N_("Lưu tất cả"),
    "Cancel": N_("Thôi"),
    "Close": N_("Đóng"),
    "Close without Saving": N_("Đóng không lưu"),
    "Discard": N_("Không lưu"),
    "Don't Save": N_("Không lưu"),
    "Apply": N_("Áp dụng"),
    "Reset": N_("Đặt lại"),
    "Restore Defaults": N_("Về mặc định"),
    "Help": N_("Trợ giúp"),
    "Yes": N_("Có"),
    "Yes to All": N_("Có cho tất cả"),
    "No": N_("Không"),
    "No to All": N_("Không cho tất cả"),
    "Abort": N_("Dừng"),
    "Retry": N_("Thử lại"),
    "Ignore": N_("Bỏ qua lỗi"),
    "Show Details...": N_("Xem chi tiết..."),
    "Hide Details...": N_("Ẩn chi tiết..."),
    "Undo": N_("Hoàn tác"),
    "Redo": N_("Làm lại"),
    "Cut": N_("Cắt"),
    "Copy": N_("Chép"),
    "Paste": N_("Dán"),
    "Delete": N_("Xóa"),
    "Select All": N_("Chọn hết"),
    "Clear": N_("Xóa"),
    "Back": N_("Quay lại"),
    "Forward": N_("Tiếp"),
    "Parent Directory": N_("Thư mục trên"),
    "Create New Folder": N_("Tạo thư mục mới"),
    "List View": N_("Dạng danh sách"),
    "Detail View": N_("Dạng chi tiết"),
    "Look in:": N_("Tìm trong:"),
    "File name:": N_("Tên tệp:"),
    "File &name:": N_("Tên tệp:"),
    "Files of type:": N_("Loại tệp:"),
    "Save in:": N_("Lưu vào:"),
    "Save As": N_("Lưu thành"),
    "Find Directory": N_("Tìm thư mục"),
    "Choose": N_("Chọn"),
    "Rename": N_("Đổi tên"),
    "Show hidden files": N_("Hiện tệp ẩn"),
    "New Folder": N_("Thư mục mới"),
    "All Files (*)": N_("Mọi tệp (*)"),
    "Name": N_("Tên"),
    "Size": N_("Kích thước"),
    "Type": N_("Loại"),
    "Folder": N_("Thư mục"),
    "File Folder": N_("Thư mục"),
    "File": N_("Tệp"),
    "Drive": N_("Ổ đĩa"),
    "Directory:": N_("Thư mục:"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 đã có rồi.\nGhi đè lên tệp đó?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "%1\nKhông có tệp này. Hãy xem lại tên tệp."
    ),
    "Date Modified": N_("Ngày sửa"),
    "Computer": N_("Máy tính"),
    "Print": N_("In"),
    "Printer": N_("Máy in"),
    "Copies": N_("Số bản"),
    "Options": N_("Tùy chọn"),
    "Pages": N_("Trang"),
    "All": N_("Tất cả"),
    "Print range": N_("Phạm vi in"),
    "Print all": N_("In tất cả"),
    "Pages from": N_("Từ trang"),
    "to": N_("đến"),
    "Selection": N_("Phần chọn"),
    "Output Settings": N_("Thiết lập in"),
    "Copies:": N_("Số bản:"),
    "Collate": N_("Xếp theo bộ"),
    "Properties": N_("Thuộc tính"),
    "Location:": N_("Nơi đặt:"),
    "Preview": N_("Xem trước"),
    "Output &file:": N_("Ghi ra tệp:"),
    "Portrait": N_("Dọc"),
    "Landscape": N_("Ngang"),
    "Color": N_("Màu"),
    "Grayscale": N_("Đen trắng"),
    "Paper size:": N_("Khổ giấy:"),
    "Margins": N_("Lề"),
    "Orientation": N_("Chiều giấy"),
}
_ACCELERATOR = re.compile(r"&(?=\w)")


class QtWords(QTranslator):
    """Answers Qt's questions for a translation."""

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        found = WORDS.get(sourceText) or WORDS.get(_ACCELERATOR.sub("", sourceText))
        if found is None or language() != VIETNAMESE:
            return None  # type: ignore[return-value] # an empty string would stand as a translation
        return _(found)

    def isEmpty(self) -> bool:
        return False


def speak(application: QCoreApplication) -> QtWords:
    """Let Qt's own dialogs speak the language in force."""
    words = QtWords(application)
    application.installTranslator(words)
    return words
