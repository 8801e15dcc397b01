"""The clerk's words for what refusals name by key."""

from desktop.translation import N_

THINGS = {
    "account": N_("tài khoản"),
    "agency": N_("cơ quan"),
    "base_unit": N_("đơn vị tính"),
    "department": N_("đơn vị"),
    "draft": N_("phiếu nháp"),
    "lot": N_("lô"),
    "membership": N_("vị trí công tác"),
    "absence": N_("lần vắng mặt"),
    "pack": N_("quy cách"),
    "period_close": N_("kỳ khóa sổ"),
    "setting": N_("thiết lập"),
    "signer": N_("người ký"),
    "staff": N_("người"),
    "staff_member": N_("người"),
    "store": N_("kho"),
    "supply": N_("vật tư"),
    "voucher": N_("phiếu"),
}
FIELDS = {
    "base_unit": N_("đơn vị tính"),
    "code": N_("mã số"),
    "day": N_("ngày"),
    "department": N_("đơn vị"),
    "department_id": N_("đơn vị"),
    "full_name": N_("họ và tên"),
    "from_on": N_("từ ngày"),
    "name": N_("tên"),
    "quantity": N_("số lượng"),
    "reason": N_("lý do"),
    "recipient": N_("người nhận hoặc đơn vị nhận"),
    "size": N_("số lượng trong một quy cách"),
    "store": N_("kho"),
    "supply": N_("vật tư"),
    "unit": N_("đơn vị tính"),
}
BOOK_WORDS = {
    "POSTED": N_("Phiếu đã ghi sổ không sửa được; hãy dùng Hủy phiếu này hoặc Sửa phiếu."),
    "POSTED_UNCHECKED": N_("Phiếu chưa qua kiểm tra nên chưa ghi sổ được."),
    "LINES_DIFFER": N_("Các dòng của phiếu không khớp với phát sinh; chưa có gì được ghi."),
    "NEGATIVE_DAY": N_("Có ngày tồn kho sẽ âm; chưa có gì được ghi."),
    "PERIOD_CLOSED": N_("Ngày này đã khóa sổ."),
    "UNIT_LOCKED": N_("Vật tư đã có phát sinh nên không đổi được đơn vị tính."),
    "ENDS_BEFORE_START": N_("Ngày cuối phải từ ngày đầu trở đi."),
}
CAUSES = {
    "full": N_("Đĩa đã đầy; chưa có gì được ghi. Hãy giải phóng chỗ rồi làm lại."),
    "busy": N_("Sổ đang bận vì chương trình khác đang ghi; hãy thử lại sau ít giây."),
    "read_only": N_("Tệp dữ liệu chỉ cho đọc; chưa có gì được ghi."),
    "damaged": N_("Tệp dữ liệu có chỗ hỏng; hãy khôi phục từ bản sao lưu trong Cài đặt."),
    "lost": N_("Không đọc ghi được nơi để sổ; chưa có gì được ghi. Hãy xem lại đĩa hoặc máy chủ."),
    "slow": N_("Việc này lâu quá nên đã dừng; chưa có gì được ghi."),
}
FILE_CAUSES = {
    "full": N_("Chưa ghi được {file}: đĩa đã đầy."),
    "busy": N_("Chưa ghi được {file}: chương trình khác đang mở tệp này; hãy đóng nó rồi làm lại."),
    "read_only": N_("Chưa ghi được {file}: nơi đó chỉ cho đọc."),
    "lost": N_("Chưa ghi được {file}: không có thư mục đó, hoặc đĩa không nhận."),
}
FIELD_HEADS = {
    "code": N_("Mã số"),
    "name": N_("Tên"),
    "full_name": N_("Họ và tên"),
    "unit": N_("Đơn vị tính"),
    "day": N_("Ngày"),
    "quantity": N_("Số lượng"),
    "supply": N_("Vật tư"),
    "person": N_("Người nhận"),
    "department": N_("Đơn vị"),
    "document": N_("Số chứng từ"),
}
