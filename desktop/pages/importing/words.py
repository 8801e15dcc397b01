"""What lists and their columns are called."""

from db.importers.allocation_header import LEAFLET
from db.importers.legacy import Encoding
from db.importers.plan import ImportKind
from desktop.translation import N_, _

KINDS = {
    ImportKind.SUPPLIES: N_("Danh mục vật tư"),
    ImportKind.STAFF: N_("Danh sách cán bộ"),
    ImportKind.RECEIPTS: N_("Sổ nhập kho"),
    ImportKind.ISSUES: N_("Sổ cấp phát"),
    ImportKind.OPENING: N_("Tồn kho đầu kỳ"),
    ImportKind.VOUCHERS: N_("Sổ phiếu"),
    ImportKind.ALLOCATION: N_("Bảng phân bổ tờ bướm"),
    ImportKind.AGENCIES: N_("Nơi nhận"),
    ImportKind.DAILY: N_("Báo cáo ngày của đơn vị"),
}
ABOUT = {
    ImportKind.SUPPLIES: N_("Cần có cột tên vật tư và đơn vị tính."),
    ImportKind.STAFF: N_("Cần có cột họ và tên; dòng nhóm như “II  VĂN PHÒNG SỞ” cho biết đơn vị."),
    ImportKind.RECEIPTS: N_("Cần có cột ngày, mã hoặc tên vật tư, số lượng."),
    ImportKind.ISSUES: N_("Cần có cột ngày, mã hoặc tên vật tư, số lượng, và người nhận."),
    ImportKind.OPENING: N_(
        "Báo cáo nhập – xuất – tồn kỳ trước: cần có cột tên hoặc mã vật tư và tồn cuối kỳ."
    ),
    ImportKind.VOUCHERS: N_(
        "Phiếu mọi loại, mỗi dòng một vật tư: cần có cột ngày, loại, vật tư, số lượng."
    ),
    ImportKind.ALLOCATION: N_(
        "Cần có cột quận, huyện (hoặc phường, xã, đơn vị) và một cột cho mỗi tờ bướm."
    ),
    ImportKind.AGENCIES: N_(
        "Quận, huyện, phường, xã hoặc cơ quan khác, kèm dân số, số hộ, nơi tiếp nhận nếu có."
    ),
    ImportKind.DAILY: N_(
        "Biểu báo cáo hằng ngày mà đơn vị đã điền; mỗi trang của tệp là một báo cáo."
    ),
}
_FIELDS = {
    "agency": N_("Nơi nhận"),
    "amount": N_("Thành tiền"),
    "category": N_("Đối tượng"),
    "closing_amount": N_("Tồn cuối kỳ: thành tiền"),
    "closing_price": N_("Tồn cuối kỳ: đơn giá"),
    "closing_quantity": N_("Tồn cuối kỳ: số lượng"),
    "code": N_("Mã số cán bộ"),
    "day": N_("Ngày"),
    "department": N_("Phòng, đơn vị"),
    "district": N_("Quận, huyện"),
    "document_number": N_("Số chứng từ"),
    "document_on": N_("Ngày chứng từ"),
    "document_quantity": N_("Số lượng theo chứng từ"),
    "email": N_("Thư điện tử"),
    "expires_on": N_("Hạn dùng"),
    "family_name": N_("Họ và chữ đệm"),
    "from_on": N_("Từ ngày"),
    "given_name": N_("Tên"),
    "group": N_("Nhóm vật tư"),
    "households": N_("Số hộ"),
    "issued_amount": N_("Xuất trong kỳ: thành tiền"),
    "issued_price": N_("Xuất trong kỳ: đơn giá"),
    "issued_quantity": N_("Xuất trong kỳ: số lượng"),
    "kind": N_("Loại phiếu"),
    "leaflet": N_("Tờ bướm"),
    "lot_number": N_("Số lô"),
    "minimum": N_("Tồn tối thiểu"),
    "name": N_("Họ và tên"),
    "note": N_("Ghi chú"),
    "opening_amount": N_("Tồn đầu kỳ: thành tiền"),
    "opening_price": N_("Tồn đầu kỳ: đơn giá"),
    "opening_quantity": N_("Tồn đầu kỳ: số lượng"),
    "origin": N_("Nơi sản xuất"),
    "packs": N_("Quy cách"),
    "phone": N_("Điện thoại"),
    "population": N_("Dân số"),
    "post": N_("Vị trí trực"),
    "price": N_("Đơn giá"),
    "quantity": N_("Số lượng"),
    "reason": N_("Lý do"),
    "received_amount": N_("Nhập trong kỳ: thành tiền"),
    "received_price": N_("Nhập trong kỳ: đơn giá"),
    "received_quantity": N_("Nhập trong kỳ: số lượng"),
    "receiver": N_("Người nhận"),
    "recipient": N_("Người, đơn vị"),
    "requested": N_("Số lượng yêu cầu"),
    "seat": N_("Nơi tiếp nhận"),
    "source": N_("Nguồn"),
    "specification": N_("Quy cách"),
    "store": N_("Kho"),
    "supplier": N_("Đơn vị cung cấp"),
    "supply_code": N_("Mã vật tư"),
    "supply_name": N_("Tên vật tư"),
    "title": N_("Chức vụ"),
    "to_on": N_("Đến ngày"),
    "to_store": N_("Kho đến"),
    "tracks_lots": N_("Theo dõi lô, hạn dùng"),
    "unit": N_("Đơn vị tính"),
    "ward": N_("Phường, xã"),
}
_OF_DAILY = {
    "code": N_("Mã đơn vị"),
    "day": N_("Ngày báo cáo"),
    "difficulties": N_("Khó khăn, vướng mắc"),
    "feverish": N_("Có sốt"),
    "figure": N_("Chỉ tiêu"),
    "on_leave": N_("Nghỉ"),
    "other_results": N_("Kết quả khác"),
    "present": N_("Có mặt"),
    "proposals": N_("Kiến nghị"),
    "quarantined": N_("Cách ly"),
    "reporter": N_("Người báo cáo"),
    "reporter_title": N_("Chức vụ"),
    "result": N_("Kết quả của nhiệm vụ"),
    "sent_at": N_("Giờ gửi"),
    "tomorrow": N_("Nhiệm vụ ngày tiếp theo"),
    "version": N_("Phiên bản biểu"),
}
_OF_SUPPLIES = {"code": "supply_code", "name": "supply_name"}


def field_word(kind: ImportKind, field: str) -> str:
    """What a column was understood as; one that was not is left aside."""
    if not field or field == "-":
        return _("(bỏ qua)")
    if field.startswith(LEAFLET):
        field = "leaflet"
    if kind is ImportKind.AGENCIES and field == "code":
        return _("Mã")
    if kind is ImportKind.SUPPLIES:
        field = _OF_SUPPLIES.get(field, field)
    if kind is ImportKind.ISSUES and field == "name":
        return _("Người nhận")
    head = _FIELDS.get(field, field)
    if kind is ImportKind.DAILY:
        head = _OF_DAILY.get(field, head)
    return _(head)


def encoding_word(encoding: Encoding) -> str:
    """What was done about old fonts; nothing for a file of today."""
    if encoding is Encoding.UNICODE:
        return ""
    return _("chữ {encoding} đã được chuyển sang Unicode").format(encoding=encoding.value.upper())
