"""How numbers, times, members of enums and documents read, and every refusal; without Qt."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from db.kinds import (
    AbsenceKind,
    AckState,
    AddedUp,
    AgencyKind,
    BookFigure,
    CaseState,
    CopyCause,
    CountState,
    DeliveryForm,
    DepartmentKind,
    IndicatorKind,
    LeafletKind,
    Limit,
    Loss,
    NormPeriod,
    Outcome,
    Punctuality,
    ReportForm,
    ScanKind,
    Series,
    Source,
    SpreadBy,
    StaffCategory,
    Strictness,
    TakenAs,
    Urgency,
    VoucherKind,
    Waiting,
    WebSource,
)
from desktop.dates import day_text
from desktop.refusals import sentence
from desktop.translation import N_, _

if TYPE_CHECKING:
    from db.finding import Finding
    from db.queries.documents import CitedDocument, DocumentRow

__all__ = [
    "amount",
    "document_name",
    "document_names",
    "file_size",
    "finding",
    "member",
    "moment",
    "number",
    "sentence",
    "signed",
]

_MEMBERS: dict[type[StrEnum], dict[StrEnum, str]] = {
    VoucherKind: {
        VoucherKind.RECEIPT: N_("Nhập kho"),
        VoucherKind.ISSUE: N_("Xuất kho"),
        VoucherKind.TRANSFER: N_("Điều chuyển"),
        VoucherKind.WRITE_OFF: N_("Xuất hủy"),
        VoucherKind.RETURN: N_("Nhập trả lại kho"),
        VoucherKind.ADJUSTMENT: N_("Điều chỉnh kiểm kê"),
        VoucherKind.REVERSAL: N_("Hủy phiếu"),
    },
    Source: {
        Source.PURCHASE: N_("Mua sắm"),
        Source.SUPERIOR: N_("Cấp trên cấp"),
        Source.DONATION: N_("Tài trợ"),
        Source.OPENING: N_("Tồn đầu kỳ"),
        Source.OTHER: N_("Khác"),
    },
    Loss: {
        Loss.DAMAGED: N_("Hỏng"),
        Loss.LOST: N_("Mất"),
        Loss.EXPIRED: N_("Hết hạn"),
    },
    Limit: {
        Limit.LATE: N_("Ghi muộn hơn số ngày trên"),
        Limit.OVER_NORM: N_("Cấp vượt mức cấp"),
        Limit.TEN_TIMES: N_("Gấp mười lần thường ghi"),
    },
    Strictness: {
        Strictness.FREE: N_("Không nhắc"),
        Strictness.WARN: N_("Nhắc, ghi lần nữa thì cho qua"),
        Strictness.BLOCK: N_("Không cho ghi"),
    },
    Series: {
        Series.NK: N_("Phiếu nhập"),
        Series.XK: N_("Phiếu xuất"),
        Series.CL: N_("Cấp lẻ"),
    },
    NormPeriod: {
        NormPeriod.DAY: N_("ngày"),
        NormPeriod.WEEK: N_("tuần"),
        NormPeriod.MONTH: N_("tháng"),
    },
    Waiting: {
        Waiting.WAITING: N_("Chờ nhận"),
        Waiting.HANDED: N_("Đã nhận"),
        Waiting.RETURNED: N_("Đã nhập trả"),
    },
    CountState: {
        CountState.OPEN: N_("Đang đếm"),
        CountState.POSTED: N_("Đã duyệt"),
        CountState.DROPPED: N_("Đã bỏ"),
    },
    StaffCategory: {
        StaffCategory.CADRE: N_("Cán bộ"),
        StaffCategory.CIVIL_SERVANT: N_("Công chức"),
        StaffCategory.PUBLIC_EMPLOYEE: N_("Viên chức"),
        StaffCategory.WORKER: N_("Người lao động"),
    },
    DepartmentKind: {
        DepartmentKind.LEADERSHIP: N_("Lãnh đạo"),
        DepartmentKind.DIVISION: N_("Phòng"),
        DepartmentKind.AFFILIATED: N_("Đơn vị trực thuộc"),
        DepartmentKind.SECTION: N_("Bộ phận"),
    },
    AgencyKind: {
        AgencyKind.DISTRICT: N_("Quận, huyện"),
        AgencyKind.WARD: N_("Phường, xã"),
        AgencyKind.BODY: N_("Cơ quan, đơn vị"),
    },
    LeafletKind: {
        LeafletKind.FLYER: N_("Tờ bướm"),
        LeafletKind.FOLDER: N_("Tờ gấp"),
        LeafletKind.HANDBILL: N_("Tờ rơi"),
        LeafletKind.POSTER: N_("Áp phích"),
    },
    SpreadBy: {
        SpreadBy.EQUAL: N_("Chia đều"),
        SpreadBy.WARDS: N_("Theo số phường, xã"),
        SpreadBy.POPULATION: N_("Theo dân số"),
        SpreadBy.HOUSEHOLDS: N_("Theo số hộ"),
        SpreadBy.WEIGHT: N_("Theo hệ số"),
        SpreadBy.SHEET: N_("Nhập từng nơi"),
    },
    AbsenceKind: {
        AbsenceKind.TRIP: N_("Đi công tác"),
        AbsenceKind.LEAVE: N_("Nghỉ phép"),
        AbsenceKind.ILLNESS: N_("Nghỉ ốm"),
        AbsenceKind.MATERNITY: N_("Nghỉ thai sản"),
        AbsenceKind.LONG_LEAVE: N_("Nghỉ dài hạn"),
    },
    Urgency: {
        Urgency.NORMAL: N_("Thường"),
        Urgency.URGENT: N_("Khẩn"),
        Urgency.VERY_URGENT: N_("Thượng khẩn"),
        Urgency.FLASH: N_("Hỏa tốc"),
    },
    DeliveryForm: {
        DeliveryForm.PAPER: N_("Bản giấy"),
        DeliveryForm.EMAIL: N_("Thư điện tử"),
        DeliveryForm.SYSTEM: N_("Phần mềm QLVB"),
        DeliveryForm.MEETING: N_("Họp phổ biến"),
    },
    Outcome: {
        Outcome.OPEN: N_("Chưa ký"),
        Outcome.SIGNED: N_("Đã ký nhận"),
        Outcome.REFUSED: N_("Không ký"),
        Outcome.EXCUSED: N_("Được miễn"),
    },
    AckState: {
        AckState.NOT_DELIVERED: N_("Chưa chuyển"),
        AckState.DELIVERED: N_("Đã chuyển"),
        AckState.SIGNED: N_("Đã ký nhận"),
        AckState.AWAY: N_("Vắng, ký bù"),
        AckState.REFUSED: N_("Không ký"),
        AckState.EXCUSED: N_("Được miễn"),
    },
    ScanKind: {
        ScanKind.LIST: N_("Danh sách ký nhận"),
        ScanKind.SLIP: N_("Phiếu ký nhận"),
    },
    ReportForm: {
        ReportForm.PAPER: N_("Bản giấy"),
        ReportForm.EMAIL: N_("Thư điện tử"),
        ReportForm.SYSTEM: N_("Phần mềm"),
        ReportForm.PHONE: N_("Điện thoại"),
    },
    Punctuality: {
        Punctuality.ON_TIME: N_("Đúng hạn"),
        Punctuality.LATE: N_("Trễ"),
        Punctuality.MISSING: N_("Chưa báo cáo"),
        Punctuality.EXCUSED: N_("Được miễn"),
        Punctuality.WAITING: N_("Đang chờ"),
        Punctuality.NOT_DUE: N_("Không phải báo cáo"),
    },
    TakenAs: {
        TakenAs.NEW: N_("ghi mới"),
        TakenAs.CORRECTION: N_("ghi bản sửa"),
        TakenAs.UNCHANGED: N_("đã có trong sổ"),
    },
    IndicatorKind: {
        IndicatorKind.NUMBER: N_("Số lượng"),
        IndicatorKind.YES_NO: N_("Có hay không"),
    },
    AddedUp: {
        AddedUp.SUM: N_("Cộng các ngày"),
        AddedUp.LAST: N_("Lấy ngày cuối"),
    },
    BookFigure: {
        BookFigure.MASKS_ISSUED: N_("Khẩu trang đã cấp"),
        BookFigure.MASKS_LEFT: N_("Khẩu trang còn tồn"),
        BookFigure.SIGNED: N_("Người đã ký nhận văn bản"),
        BookFigure.LEAFLETS_PRINTED: N_("Tờ bướm đã nghiệm thu"),
        BookFigure.LEAFLETS_DISTRIBUTED: N_("Tờ bướm đã phân phối"),
        BookFigure.WEB_UPDATES: N_("Tin đã cập nhật lên trang của Sở"),
        BookFigure.CASES_FOUND: N_("Vụ việc đã phát hiện"),
        BookFigure.CASES_STOPPED: N_("Vụ việc đã ngăn chặn"),
        BookFigure.CASES_HANDLED: N_("Vụ việc đã xử lý"),
    },
    WebSource: {
        WebSource.MINISTRY: N_("Bộ Y tế"),
        WebSource.HEALTH_DEPARTMENT: N_("Sở Y tế"),
        WebSource.OWN: N_("Sở"),
        WebSource.OTHER: N_("Nguồn khác"),
    },
    CopyCause: {
        CopyCause.DAY: N_("Đầu ngày"),
        CopyCause.EXIT: N_("Khi thoát"),
        CopyCause.UPGRADE: N_("Trước khi nâng cấp"),
        CopyCause.IMPORT: N_("Trước khi nhập tệp"),
        CopyCause.CLOSE: N_("Trước khi khóa sổ"),
        CopyCause.HAND: N_("Theo yêu cầu"),
    },
    CaseState: {
        CaseState.FOUND: N_("Mới phát hiện"),
        CaseState.CHECKED: N_("Đã xác minh"),
        CaseState.STOPPED: N_("Đã ngăn chặn"),
        CaseState.HANDLED: N_("Đã xử lý"),
        CaseState.DISMISSED: N_("Không vi phạm"),
    },
}
_FINDINGS = {
    "storage": N_("Tệp dữ liệu hỏng: {where}."),
    "foreign_key": N_("Liên kết đứt: {where} trỏ tới {expected} không có."),
    "trigger": N_("Thiếu chốt bảo vệ {where}."),
    "trigger_altered": N_("Chốt bảo vệ {where} bị thay đổi hoặc không phải của sổ này."),
    "balance": N_("Tồn kho (kho / lô {where}) ghi {found}, phát sinh cộng lại là {expected}."),
    "balance_amount": N_("Giá trị tồn (kho / lô {where}) ghi {found}, phát sinh là {expected}."),
    "stock_day": N_(
        "Số trong ngày (kho / lô / ngày {where}) ghi {found}, phát sinh là {expected}."
    ),
    "supply_day": N_("Số ngày của vật tư {where} ghi {found}, phát sinh là {expected}."),
    "supply_month": N_("Số tháng của vật tư {where} ghi {found}, phát sinh là {expected}."),
    "negative_day": N_("Tồn âm (kho / lô / ngày {where}): {found}."),
    "line": N_("Dòng phiếu {where} ghi {expected}, phát sinh là {found}."),
    "movement": N_("Phát sinh {where} sai ngày, kho, lô hoặc vật tư so với phiếu của nó."),
    "lot": N_("Lô {where} ghi {found}, nhưng lần sửa sau cùng là {expected}."),
    "transfer": N_("Phiếu điều chuyển / lô {where} không đi đến đủ: còn lệch {found}."),
    "return": N_("Dòng phiếu xuất {where} nhập trả lại {found}, đã cấp {expected}."),
    "waiting": N_("Dòng {where} ghi là chờ nhận nhưng không phải phiếu xuất."),
    "unposted": N_("Phiếu {where} chưa ghi sổ xong mà đã có phát sinh hoặc dòng."),
    "reversal": N_("Phiếu hủy của {where} không bù hết phiếu gốc: còn lệch {found}."),
    "year": N_("Phiếu {where} mang số của năm {found} nhưng ghi ngày của năm {expected}."),
    "numbers": N_("Dãy số {where} không liền: có {found}, số cuối là {expected}."),
    "audit": N_("Nhật ký bị sửa hoặc thiếu ở mục {where}."),
    "last_act": N_("Nhật ký kết thúc ở mục {where}, nhưng sổ đã có đến mục {expected}."),
    "sealed": N_("Phiếu {where} không còn như khi ghi sổ: phiếu, dòng, phát sinh hoặc lô bị sửa."),
    "row": N_(
        "Dòng {where} không còn như nhật ký ghi: đã bị sửa, xóa hoặc thêm ngoài chương trình."
    ),
    "attachment": N_("Tệp giữ trong sổ {where} không còn như khi được thêm vào."),
    "kept_report": N_("Báo cáo đã giữ {where} không phải tệp đã giữ khi khóa sổ."),
    "stocktake": N_("Kiểm kê {where}: phiếu điều chỉnh ghi {found}, chênh lệch là {expected}."),
    "book_number": N_("Sổ mang số {found}, nhưng khi tạo sổ được cấp số {expected}."),
}


def number(value: int) -> str:
    """A whole number with dots: 1.234.567."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def signed(value: int) -> str:
    """A whole number with its sign: +50, −3; 0 without."""
    return f"+{number(value)}" if value > 0 else number(value)


def amount(value: int) -> str:
    """Money in whole đồng: 35.000 đ."""
    return f"{number(value)} đ"


def moment(at: datetime) -> str:
    """A moment where the clerk sits: 10/02/2020 08:12."""
    local = at.astimezone()
    return f"{day_text(local.date())} {local:%H:%M}"


def file_size(size: int) -> str:
    """The size of a file in words."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def member(value: StrEnum) -> str:
    """The name of an enum's member as screens write it."""
    names = _MEMBERS.get(type(value), {})
    return _(names[value]) if value in names else value.value


def finding(item: "Finding") -> str:
    """What `check` found, in a sentence."""
    form = _FINDINGS.get(item.kind, N_("{kind} {where}: ghi {found}, đúng là {expected}."))
    return _(form).format(
        kind=item.kind, where=item.where, found=item.found, expected=item.expected
    )


def document_name(document: "CitedDocument | DocumentRow") -> str:
    """Type and number; of one without a number its type and day.

    Where only the symbol is known, dots stand for the number.
    """
    if document.number.startswith("/"):
        return f"{document.type} …{document.number}"
    if document.number:
        return f"{document.type} {document.number}"
    return _("{type} ngày {day}").format(type=document.type, day=day_text(document.issued_on))


def document_names(documents: "Sequence[CitedDocument]") -> str:
    """The documents of a round side by side."""
    return ", ".join(map(document_name, documents))
