"""The journal in the clerk's words: what act, on what, with what, what was written."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from db.kinds import (
    AbsenceKind,
    AddedUp,
    BookFigure,
    DeliveryForm,
    DepartmentKind,
    IndicatorKind,
    Loss,
    NormPeriod,
    Outcome,
    ReportForm,
    Series,
    Source,
    StaffCategory,
    Strictness,
    TakenAs,
    Urgency,
    VoucherKind,
    WebSource,
)
from db.queries.journal import JournalRow
from db.text import fold
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.translation import N_, _

ACTS = {
    "found_book": N_("Tạo sổ"),
    "upgrade_book": N_("Nâng cấp sổ"),
    "import_sheets": N_("Nhập từ tệp Excel"),
    "write_import": N_("Nhập từ tệp Excel"),
    "post_receipt": N_("Ghi phiếu nhập kho"),
    "post_issue": N_("Ghi phiếu cấp phát"),
    "post_issues": N_("Ghi các phiếu cấp phát"),
    "post_transfer": N_("Ghi phiếu chuyển kho"),
    "post_write_off": N_("Ghi phiếu ghi giảm"),
    "post_return": N_("Ghi phiếu nhập trả lại"),
    "post_adjustments": N_("Điều chỉnh tồn theo kiểm kê"),
    "amend_voucher": N_("Bổ sung giấy tờ của phiếu"),
    "attach_to_voucher": N_("Đính kèm tệp vào phiếu"),
    "amend_lot": N_("Sửa lô"),
    "block_lot": N_("Tạm khóa lô"),
    "free_lot": N_("Bỏ khóa lô"),
    "correct_amount": N_("Sửa giá trị lô"),
    "reverse_voucher": N_("Hủy phiếu"),
    "reverse_vouchers": N_("Hủy phiếu"),
    "correct_voucher": N_("Sửa phiếu"),
    "save_supply": N_("Lưu vật tư"),
    "adopt_supplies": N_("Thêm vật tư từ danh mục có sẵn"),
    "retire_supply": N_("Ngừng dùng vật tư"),
    "restore_supply": N_("Dùng lại vật tư"),
    "save_store": N_("Lưu kho"),
    "retire_store": N_("Ngừng dùng kho"),
    "restore_store": N_("Dùng lại kho"),
    "save_department": N_("Lưu phòng, đơn vị"),
    "retire_department": N_("Ngừng dùng phòng, đơn vị"),
    "restore_department": N_("Dùng lại phòng, đơn vị"),
    "move_department": N_("Đổi thứ tự phòng, đơn vị"),
    "save_duty_post": N_("Lưu vị trí trực"),
    "remove_duty_post": N_("Bỏ vị trí trực"),
    "move_duty_post": N_("Đổi thứ tự vị trí trực"),
    "save_person": N_("Lưu cán bộ"),
    "retire_person": N_("Cho cán bộ thôi việc"),
    "restore_person": N_("Nhận cán bộ trở lại"),
    "save_absence": N_("Ghi vắng mặt"),
    "remove_absence": N_("Bỏ lần vắng mặt"),
    "save_mask_check": N_("Ghi lần kiểm tra khẩu trang"),
    "remove_mask_check": N_("Xóa lần kiểm tra khẩu trang"),
    "save_settings": N_("Đổi thiết lập"),
    "save_forms": N_("Đổi mẫu phiếu và sổ"),
    "save_signer": N_("Lưu người ký"),
    "save_report_texts": N_("Sửa lời báo cáo"),
    "save_norm": N_("Lưu mức cấp"),
    "end_norm": N_("Kết thúc mức cấp"),
    "remove_norm": N_("Bỏ mức cấp"),
    "mark_waiting": N_("Ghi là đã soạn, chưa nhận"),
    "hand_out": N_("Cấp bù"),
    "return_waiting": N_("Nhập trả lại kho"),
    "_set_usual": N_("Đặt mức cấp thường dùng"),
    "save_document": N_("Lưu văn bản"),
    "add_file": N_("Thêm tệp vào văn bản"),
    "remove_file": N_("Bỏ tệp khỏi văn bản"),
    "remove_document": N_("Bỏ văn bản"),
    "distribute": N_("Mở đợt phổ biến"),
    "add_people": N_("Thêm người vào đợt phổ biến"),
    "move_people": N_("Chuyển người trong đợt sang đơn vị mới"),
    "remove_distribution": N_("Xóa đợt phổ biến"),
    "decide": N_("Ghi kết quả ký nhận"),
    "take_back": N_("Hoàn tác kết quả ký nhận"),
    "deliver": N_("Ghi chuyển giao văn bản"),
    "deliver_all": N_("Ghi chuyển giao văn bản"),
    "add_receivers": N_("Thêm nơi nhận"),
    "close_distribution": N_("Kết thúc đợt phổ biến"),
    "reopen_distribution": N_("Mở lại đợt phổ biến"),
    "change_distribution": N_("Sửa đợt phổ biến"),
    "take_in": N_("Nhận lại trang đã ký"),
    "open_stocktake": N_("Mở kiểm kê"),
    "enter_counts": N_("Nhập số đếm được"),
    "approve_stocktake": N_("Duyệt kiểm kê"),
    "drop_stocktake": N_("Bỏ lần kiểm kê"),
    "close_period": N_("Khóa sổ"),
    "undo_close": N_("Bỏ khóa sổ"),
    "save_agency": N_("Lưu nơi nhận"),
    "add_agency_sets": N_("Nạp danh sách quận, huyện, phường, xã"),
    "save_leaflet": N_("Lưu tờ bướm"),
    "deposit_copies": N_("Nộp lưu chiểu"),
    "order_printing": N_("Lưu đợt in"),
    "remove_run": N_("Bỏ đợt in"),
    "record_delivery": N_("Ghi nhà in giao hàng"),
    "cancel_delivery": N_("Hủy lần nhà in giao"),
    "save_allocation": N_("Lưu bảng phân bổ"),
    "remove_allocation": N_("Bỏ bảng phân bổ"),
    "hand_over": N_("Giao tờ bướm"),
    "sign_handover": N_("Ghi đã ký nhận tờ bướm"),
    "sign_handovers": N_("Ghi đã ký nhận tờ bướm"),
    "save_duty": N_("Lưu nhiệm vụ"),
    "remove_duty": N_("Bỏ nhiệm vụ"),
    "save_indicator": N_("Lưu chỉ tiêu"),
    "remove_indicator": N_("Bỏ chỉ tiêu"),
    "add_duties": N_("Nạp nhiệm vụ và chỉ tiêu theo Kế hoạch"),
    "save_report": N_("Ghi báo cáo 8g30"),
    "enter_daily_sample": N_("Ghi báo cáo 8g30 của dữ liệu mẫu"),
    "withdraw_report": N_("Rút báo cáo 8g30"),
    "save_excuse": N_("Miễn báo cáo 8g30"),
    "remove_excuse": N_("Bỏ miễn báo cáo 8g30"),
    "keep_daily_page": N_("Trình báo cáo nhanh"),
    "save_case": N_("Lưu vụ việc"),
    "remove_case": N_("Bỏ vụ việc"),
    "add_case_file": N_("Thêm tệp vào vụ việc"),
    "remove_case_file": N_("Bỏ tệp khỏi vụ việc"),
    "save_web_update": N_("Lưu tin cập nhật"),
    "remove_web_update": N_("Bỏ tin cập nhật"),
}
_FIELDS = {
    "language": N_("ngôn ngữ"),
    "edition": N_("phiên bản"),
    "size": N_("khổ"),
    "folds": N_("kiểu gấp"),
    "agreed_with": N_("thống nhất với"),
    "agreed_on": N_("ngày thống nhất"),
    "licence_number": N_("giấy phép số"),
    "licence_on": N_("ngày cấp phép"),
    "licence_issuer": N_("nơi cấp phép"),
    "licence_holder": N_("cấp phép cho"),
    "supply_id": N_("vật tư số"),
    "printer": N_("nhà in"),
    "printer_address": N_("địa chỉ nhà in"),
    "printer_tax_code": N_("mã số thuế nhà in"),
    "ordered_on": N_("ngày đặt in"),
    "due_on": N_("hạn giao"),
    "vat_percent": N_("thuế GTGT %"),
    "ordered": N_("đặt in"),
    "accepted": N_("đạt"),
    "sent_back": N_("trả lại in bù"),
    "with_zero": N_("cả vật tư đang hết"),
    "supply_ids": N_("vật tư"),
    "store_id": N_("kho"),
    "spoiled": N_("mất phẩm chất"),
    "seen_at": N_("đếm trước đó lúc"),
    "scope": N_("phạm vi"),
    "poor": N_("kém phẩm chất"),
    "line_id": N_("dòng"),
    "leaves_uncounted": N_("bỏ dòng chưa đếm"),
    "groups": N_("nhóm"),
    "despite": N_("dù còn việc dở"),
    "counted_at": N_("đếm lúc"),
    "counted": N_("đếm được"),
    "committee": N_("ban kiểm kê"),
    "approved_by": N_("người duyệt"),
    "act": N_("việc"),
    "addressed_to": N_("kính gửi"),
    "aliases": N_("tên khác"),
    "amount": N_("thành tiền (đồng)"),
    "author": N_("cơ quan"),
    "base_unit": N_("đơn vị tính"),
    "calendar": N_("lịch làm việc"),
    "campaign": N_("đợt dịch"),
    "category": N_("đối tượng"),
    "basis": N_("căn cứ"),
    "code": N_("mã số"),
    "address": N_("địa điểm"),
    "day": N_("ngày"),
    "department": N_("Sở"),
    "departments": N_("phòng, đơn vị"),
    "deadline_on": N_("thời hạn"),
    "copies": N_("số bản"),
    "deputy_title": N_("chức danh cấp phó"),
    "desk": N_("bộ phận giữ sổ"),
    "document_number": N_("số chứng từ"),
    "document_on": N_("ngày chứng từ"),
    "duty_posts": N_("vị trí trực"),
    "email": N_("thư điện tử"),
    "errors": N_("dòng lỗi"),
    "expires_on": N_("hạn dùng"),
    "file": N_("tệp"),
    "from_on": N_("từ ngày"),
    "form": N_("hình thức"),
    "full": N_("tên đầy đủ"),
    "full_name": N_("tên đầy đủ"),
    "given": N_("nội dung"),
    "group": N_("nhóm"),
    "head": N_("người đứng đầu"),
    "head_title": N_("chức danh người đứng đầu"),
    "holidays": N_("ngày nghỉ lễ"),
    "imported": N_("nhập mới"),
    "internal": N_("Văn phòng"),
    "is_priority": N_("ưu tiên"),
    "is_basis": N_("chỉ là căn cứ"),
    "issued_on": N_("ngày ban hành"),
    "issuer": N_("nơi ban hành"),
    "kind": N_("loại"),
    "letterhead": N_("đầu giấy"),
    "lines": N_("các dòng"),
    "lists": N_("danh sách ký nhận"),
    "lot_number": N_("số lô"),
    "minimum": N_("mức tối thiểu"),
    "name": N_("tên"),
    "met_on": N_("ngày họp"),
    "late": N_("ghi muộn"),
    "late_days": N_("số ngày được ghi muộn"),
    "limits": N_("giới hạn khi ghi phiếu"),
    "loss": N_("ghi giảm vì"),
    "over_norm": N_("vượt mức cấp"),
    "stock": N_("kho"),
    "ten_times": N_("gấp mười lần thường ghi"),
    "expiry_days": N_("số ngày nhắc hết hạn"),
    "handed_on": N_("ngày phát"),
    "document_quantity": N_("số theo chứng từ"),
    "note": N_("ghi chú"),
    "number": N_("số, ký hiệu"),
    "on": N_("ngày"),
    "outcome": N_("kết quả"),
    "office": N_("cơ quan"),
    "pack_count": N_("số quy cách"),
    "packs": N_("quy cách"),
    "period": N_("kỳ"),
    "pieces": N_("số lượng"),
    "paper_name": N_("tên trên giấy tờ"),
    "paper_number": N_("số văn bản"),
    "paper_on": N_("ngày văn bản"),
    "parent": N_("cơ quan cấp trên"),
    "phone": N_("điện thoại"),
    "place": N_("địa danh, nơi kiểm tra"),
    "seen": N_("số lượt người"),
    "unmasked": N_("không mang khẩu trang"),
    "reminded": N_("đã nhắc nhở"),
    "plan_name": N_("loại văn bản kế hoạch"),
    "plan_number": N_("số kế hoạch"),
    "plan_on": N_("ngày kế hoạch"),
    "plan_symbol": N_("ký hiệu kế hoạch"),
    "plan_words": N_("lời dẫn kế hoạch"),
    "prefix": N_("ký thay (KT., TL.)"),
    "print": N_("in giấy tờ"),
    "priority_quantity": N_("mức cấp nhóm ưu tiên"),
    "quantity": N_("số lượng"),
    "reason": N_("lý do"),
    "receiver": N_("người nhận thay"),
    "receiver_title": N_("chức vụ người nhận"),
    "is_deposit": N_("nộp lưu chiểu"),
    "recipients": N_("nơi nhận"),
    "report": N_("báo cáo tuần"),
    "report_unit": N_("đơn vị trên báo cáo"),
    "reports_daily": N_("báo cáo 8g30"),
    "reports": N_("báo cáo"),
    "requested": N_("số yêu cầu"),
    "role": N_("vai trò"),
    "rows": N_("số dòng"),
    "sample": N_("dữ liệu mẫu"),
    "series": N_("dãy số"),
    "settings": N_("thiết lập"),
    "short": N_("tên ngắn"),
    "short_name": N_("tên ngắn"),
    "signer": N_("người ký"),
    "signers": N_("người ký"),
    "source": N_("nguồn"),
    "starts_on": N_("ngày bắt đầu"),
    "stores": N_("kho"),
    "summary": N_("trích yếu"),
    "supplier": N_("đơn vị cung cấp"),
    "symbol": N_("ký hiệu"),
    "title": N_("tên gọi, chức vụ"),
    "to_on": N_("đến ngày"),
    "type": N_("loại"),
    "unchanged": N_("đã có sẵn"),
    "urgency": N_("độ khẩn"),
    "usual_quantity": N_("mức cấp thường"),
    "week_starts_on": N_("ngày đầu tuần"),
    "weeks": N_("số tuần lùi lại"),
    "working_days": N_("ngày làm việc"),
    "plan": N_("kế hoạch"),
    "sentence": N_("câu trong kế hoạch"),
    "added_up": N_("cách cộng"),
    "received_at": N_("nhận lúc"),
    "reporter": N_("người báo cáo"),
    "reporter_title": N_("chức vụ người báo cáo"),
    "results": N_("kết quả"),
    "other_results": N_("kết quả khác"),
    "difficulties": N_("khó khăn"),
    "proposals": N_("kiến nghị"),
    "tomorrow": N_("nhiệm vụ ngày tiếp theo"),
    "figures": N_("số liệu"),
    "present": N_("có mặt"),
    "on_leave": N_("nghỉ"),
    "quarantined": N_("cách ly"),
    "feverish": N_("sốt"),
    "found_on": N_("ngày phát hiện"),
    "found_at": N_("phát hiện lúc"),
    "found_by": N_("người phát hiện"),
    "platform": N_("nền tảng"),
    "link": N_("đường dẫn"),
    "content": N_("nội dung"),
    "checked_on": N_("ngày xác minh"),
    "checked": N_("kết quả xác minh"),
    "action": N_("biện pháp"),
    "stopped_on": N_("ngày ngăn chặn"),
    "handled_on": N_("ngày xử lý"),
    "dismissed_on": N_("ngày kết luận không vi phạm"),
    "result": N_("kết quả xử lý"),
    "deadline": N_("hạn báo cáo"),
    "is_inclusive": N_("đúng giờ hạn là đúng hạn"),
    "weekdays": N_("các ngày báo cáo"),
    "on_holidays": N_("báo cáo cả ngày lễ"),
    "ends_on": N_("ngày kết thúc"),
}
_TABLES = {
    "kept_report": N_("báo cáo đã giữ"),
    "period_close": N_("kỳ khóa sổ"),
    "stocktake_line": N_("dòng kiểm kê"),
    "stocktake": N_("lần kiểm kê"),
    "absence": N_("lần vắng mặt"),
    "amendment": N_("điều bổ sung, sửa lại"),
    "acknowledgement": N_("người phải ký"),
    "agency": N_("cơ quan"),
    "attachment": N_("tệp giữ trong sổ"),
    "delivery": N_("dòng chuyển giao"),
    "distribution": N_("đợt phổ biến"),
    "document": N_("văn bản"),
    "issue_signature": N_("chữ ký nhận vật tư"),
    "printed_page": N_("trang in"),
    "scanned_page": N_("trang quét"),
    "department": N_("phòng, đơn vị"),
    "duty_post": N_("vị trí trực"),
    "lot": N_("lô"),
    "membership": N_("vị trí công tác"),
    "movement": N_("phát sinh kho"),
    "norm": N_("mức cấp"),
    "pack": N_("quy cách"),
    "report_text": N_("câu báo cáo"),
    "setting": N_("thiết lập"),
    "signer": N_("người ký"),
    "staff_member": N_("cán bộ"),
    "store": N_("kho"),
    "supply": N_("vật tư"),
    "waiting_line": N_("dòng chờ nhận"),
    "duty": N_("nhiệm vụ"),
    "indicator": N_("chỉ tiêu"),
    "daily_report": N_("báo cáo 8g30"),
    "daily_excuse": N_("lần được miễn báo cáo"),
    "daily_page": N_("báo cáo nhanh"),
    "info_case": N_("vụ việc"),
    "web_update": N_("tin cập nhật"),
    "voucher": N_("phiếu (ghi và cấp số)"),
    "voucher_line": N_("dòng phiếu"),
}
_KINDS: dict[str, tuple[type[StrEnum], ...]] = {
    "category": (StaffCategory,),
    "form": (DeliveryForm, ReportForm),
    "late": (Strictness,),
    "loss": (Loss,),
    "over_norm": (Strictness,),
    "ten_times": (Strictness,),
    "kind": (VoucherKind, DepartmentKind, AbsenceKind, IndicatorKind),
    "outcome": (Outcome, TakenAs),
    "urgency": (Urgency,),
    "period": (NormPeriod,),
    "series": (Series,),
    "source": (Source, BookFigure, WebSource),
    "added_up": (AddedUp,),
}
_SILENT = frozenset({"leaflets", "id", "version", "key", "is_visitors", "lots"})
MOST_LINES = 80
Detail = tuple[str, str]


def act_word(act: str) -> str:
    """An act as the clerk calls it."""
    return _(ACTS[act]) if act in ACTS else act


def acts_called(text: str) -> list[str]:
    """The acts whose words hold a text, accents aside."""
    wanted = fold(text)
    return [act for act in ACTS if wanted and wanted in fold(_(ACTS[act]))]


def subject(row: JournalRow) -> str:
    """What an act was about, in a few words."""
    parts = []
    if row.vouchers:
        first, last = row.vouchers[0].number, row.vouchers[-1].number
        several = _("{first} đến {last} ({count} phiếu)")
        parts.append(
            first
            if len(row.vouchers) == 1
            else several.format(first=first, last=last, count=number(len(row.vouchers)))
        )
    told = _loaded(row.arguments)
    if isinstance(told, dict):
        given = told.get("given", [])
        parts += [told["file"]] if told.get("file") else []
        parts += filter(None, (_named(one) for one in given if isinstance(one, dict)))
        days = [text for one in given if (text := _as_day(one))]
        parts += [" – ".join(days)] if days and not row.vouchers else []
        parts += [one for one in given if isinstance(one, str) and not _as_day(one)]
    return " · ".join(dict.fromkeys(parts))


def details(row: JournalRow) -> list[Detail]:
    """What an act was given and what it wrote, as pairs of words; at most MOST_LINES."""
    pairs: list[Detail] = []
    told = _loaded(row.arguments)
    if isinstance(told, dict) and list(told) == ["given"]:
        for one in told["given"]:
            _spread(pairs, "", one)
    else:
        _spread(pairs, "", told)
    result = _loaded(row.result)
    if isinstance(result, list) and result and isinstance(result[0], dict):
        _spread(pairs, "", result[0])
    if len(pairs) > MOST_LINES:
        more = _("… và {count} mục nữa").format(count=number(len(pairs) - MOST_LINES))
        pairs = [*pairs[:MOST_LINES], ("", more)]
    return pairs


def written(row: JournalRow) -> str:
    """How many records of each kind an act wrote."""
    told = _loaded(row.written)
    if not isinstance(told, dict):
        return ""
    parts = [
        f"{number(count)} {_(_TABLES[table])}" for table, count in told.items() if table in _TABLES
    ]
    return ", ".join(parts)


def _spread(pairs: list[Detail], name: str, value: Any) -> None:
    """Lay a value out as pairs; a list of records is numbered."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _SILENT and not key.endswith("_id") and inner not in (None, "", [], {}):
                label = _(_FIELDS[key]) if key in _FIELDS else key
                _spread(pairs, f"{name} · {label}" if name else label, _called(key, inner))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for place, one in enumerate(value, 1):
            _spread(pairs, f"{name} {place}".strip(), one)
    elif isinstance(value, list):
        pairs.append((name, ", ".join(_plain(one) for one in value)))
    elif value is not None:
        pairs.append((name, _plain(value)))


def _called(key: str, value: Any) -> Any:
    """A kind, source or category as screens call it; anything else as it is."""
    for kind in _KINDS.get(key, ()):
        if isinstance(value, str) and value in list(kind):
            return member(kind(value))
    return value


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, list):
        return " = ".join(_plain(one) for one in value)
    return _as_day(value) or str(value)


def _as_day(value: Any) -> str:
    """A day as it is read; nothing for anything else."""
    if not isinstance(value, str) or len(value) != len("2020-02-03"):
        return ""
    try:
        return day_text(date.fromisoformat(value))
    except ValueError:
        return ""


def _named(fields: dict[str, Any]) -> str:
    names = [fields.get(key) for key in ("code", "number", "name", "reason", "supplier")]
    return " · ".join(name for name in names if isinstance(name, str) and name)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}
