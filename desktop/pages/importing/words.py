"""What lists and their columns are called."""

from db.importers.legacy import Encoding
from db.importers.plan import ImportKind
from desktop.translation import N_, _

KINDS = {
    ImportKind.SUPPLIES: N_("Danh mục vật tư"),
    ImportKind.STAFF: N_("Danh sách cán bộ"),
    ImportKind.RECEIPTS: N_("Sổ nhập kho"),
    ImportKind.ISSUES: N_("Sổ cấp phát"),
}
ABOUT = {
    ImportKind.SUPPLIES: N_("Cần có cột tên vật tư và đơn vị tính."),
    ImportKind.STAFF: N_("Cần có cột họ và tên; dòng nhóm như “II  VĂN PHÒNG SỞ” cho biết đơn vị."),
    ImportKind.RECEIPTS: N_("Cần có cột ngày, mã hoặc tên vật tư, số lượng."),
    ImportKind.ISSUES: N_("Cần có cột ngày, mã hoặc tên vật tư, số lượng, và người nhận."),
}
_FIELDS = {
    "amount": N_("Thành tiền"),
    "category": N_("Đối tượng"),
    "code": N_("Mã số cán bộ"),
    "day": N_("Ngày"),
    "department": N_("Phòng, đơn vị"),
    "document_number": N_("Số chứng từ"),
    "document_on": N_("Ngày chứng từ"),
    "document_quantity": N_("Số lượng theo chứng từ"),
    "email": N_("Thư điện tử"),
    "expires_on": N_("Hạn dùng"),
    "family_name": N_("Họ và chữ đệm"),
    "given_name": N_("Tên"),
    "group": N_("Nhóm vật tư"),
    "lot_number": N_("Số lô"),
    "minimum": N_("Tồn tối thiểu"),
    "name": N_("Họ và tên"),
    "note": N_("Ghi chú"),
    "packs": N_("Quy cách"),
    "phone": N_("Điện thoại"),
    "post": N_("Vị trí trực"),
    "price": N_("Đơn giá"),
    "quantity": N_("Số lượng"),
    "requested": N_("Số lượng yêu cầu"),
    "source": N_("Nguồn"),
    "supplier": N_("Đơn vị cung cấp"),
    "supply_code": N_("Mã vật tư"),
    "supply_name": N_("Tên vật tư"),
    "title": N_("Chức vụ"),
    "tracks_lots": N_("Theo dõi lô, hạn dùng"),
    "unit": N_("Đơn vị tính"),
}
_OF_SUPPLIES = {"code": "supply_code", "name": "supply_name"}


def field_word(kind: ImportKind, field: str) -> str:
    """What a column was understood as; one that was not is left aside."""
    if not field:
        return _("(bỏ qua)")
    if kind is ImportKind.SUPPLIES:
        field = _OF_SUPPLIES.get(field, field)
    if kind is ImportKind.ISSUES and field == "name":
        return _("Người nhận")
    head = _FIELDS.get(field, field)
    return _(head)


def encoding_word(encoding: Encoding) -> str:
    """What was done about old fonts; nothing for a file of today."""
    if encoding is Encoding.UNICODE:
        return ""
    return _("chữ {encoding} đã được chuyển sang Unicode").format(encoding=encoding.value.upper())


def column_letter(index: int) -> str:
    """A column's letter as Excel shows it: A, B, … AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
