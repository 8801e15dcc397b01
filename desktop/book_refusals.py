"""Why a book, a copy of it or a workbook was not written, opened or read."""

from db import errors
from db.importers import errors as files
from desktop.refusal_telling import sentence
from desktop.refusal_words import CAUSES, FIELD_HEADS, FILE_CAUSES
from desktop.translation import N_, _


@sentence.register
def _storage_failed(error: errors.StorageFailed) -> str:
    form = CAUSES.get(error.cause, N_("Không ghi được vào sổ ({detail}); chưa có gì được ghi."))
    return _(form).format(detail=error.detail)


@sentence.register
def _file_not_saved(error: errors.FileNotSaved) -> str:
    form = FILE_CAUSES.get(error.cause, FILE_CAUSES["lost"])
    return _(form).format(file=error.detail)


@sentence.register
def _cancelled(_error: errors.Cancelled) -> str:
    return _("Đã dừng; chưa có gì được ghi.")


@sentence.register
def _book_exists(error: errors.BookExists) -> str:
    return _("Đã có sổ ở {place}.").format(place=error.location)


@sentence.register
def _book_missing(error: errors.BookMissing) -> str:
    return _("Chưa có sổ ở {place}.").format(place=error.location)


@sentence.register
def _not_a_book(error: errors.NotABook) -> str:
    return _("{place} không phải là sổ của chương trình này.").format(place=error.location)


@sentence.register
def _second_copy_damaged(error: errors.SecondCopyDamaged) -> str:
    return _(
        "Bản ghi từng việc {path} không dùng được: có chỗ bị sửa, bị thiếu hoặc là của sổ khác."
    ).format(path=error.path)


@sentence.register
def _network_folder(error: errors.NetworkFolder) -> str:
    return _(
        "{path} nằm trên thư mục mạng ({kind}), nơi sổ có thể hỏng mà không báo. Hãy để sổ trên đĩa"
        " của máy này; nhiều người dùng chung thì dùng máy chủ PostgreSQL, còn thư mục mạng chỉ nên"
        " chứa bản sao lưu."
    ).format(path=error.path, kind=error.kind)


@sentence.register
def _copy_damaged(error: errors.CopyDamaged) -> str:
    return _("Bản sao lưu {place} bị hỏng hoặc không đủ nên không dùng; hãy chọn bản khác.").format(
        place=error.path
    )


@sentence.register
def _book_too_new(error: errors.BookTooNew) -> str:
    return _("Sổ {place} do phiên bản mới hơn ghi ({version}); hãy cập nhật chương trình.").format(
        place=error.location, version=error.version
    )


@sentence.register
def _unsafe_engine(error: errors.UnsafeEngine) -> str:
    return _("SQLite {version} có lỗi có thể làm hỏng sổ; hãy cài bản mới hơn.").format(
        version=error.version
    )


@sentence.register
def _file_missing(error: files.FileMissing) -> str:
    return _("Không có tệp {name}.").format(name=error.name)


@sentence.register
def _file_unreadable(error: files.FileUnreadable) -> str:
    return _(
        "Không mở được {name}: chương trình khác đang giữ tệp, hoặc tệp không cho đọc."
    ).format(name=error.name)


@sentence.register
def _not_a_workbook(error: files.NotAWorkbook) -> str:
    return _(
        "{name} không phải là bảng tính đọc được (xlsx, xls, ods, csv), hoặc đã hỏng."
        " Nếu Excel mở được tệp, hãy lưu lại dạng .xlsx rồi chọn tệp đó."
    ).format(name=error.name)


@sentence.register
def _workbook_locked(error: files.WorkbookLocked) -> str:
    return _("{name} có mật khẩu; hãy bỏ mật khẩu trong Excel rồi nhập lại.").format(
        name=error.name
    )


@sentence.register
def _workbook_too_large(error: files.WorkbookTooLarge) -> str:
    return _("{name} quá lớn so với một danh sách bình thường nên không đọc.").format(
        name=error.name
    )


@sentence.register
def _empty_workbook(error: files.EmptyWorkbook) -> str:
    return _("{name} không có gì trong đó.").format(name=error.name)


@sentence.register
def _no_header(error: files.NoHeader) -> str:
    heads = [FIELD_HEADS.get(field, field) for field in error.missing]
    lacks = ", ".join(_(head) for head in heads)
    if error.row:
        return _(
            "Không tìm thấy dòng tiêu đề: dòng {row} trang {sheet} còn thiếu cột {lacks}."
        ).format(row=error.row, sheet=error.sheet, lacks=lacks)
    return _("Không tìm thấy dòng tiêu đề; cần có các cột {lacks}.").format(lacks=lacks)


@sentence.register
def _values_alone(error: files.ValuesAlone) -> str:
    return _(
        "Bảng ở dòng {row} trang {sheet} chỉ có giá trị, không có số lượng tồn cuối kỳ (như mẫu"
        " S23-H). Hãy dùng báo cáo nhập – xuất – tồn có số lượng, hoặc thêm vào bảng cột Số lượng"
        " tồn cuối kỳ."
    ).format(row=error.row, sheet=error.sheet)


@sentence.register
def _one_column_a_supply(error: files.OneColumnASupply) -> str:
    return _(
        "Dòng {row} trang {sheet} để mỗi vật tư một cột ({supplies}). Hãy sửa thành mỗi dòng một"
        " người và một vật tư, với các cột Ngày cấp, Họ và tên, Tên vật tư, Số lượng."
    ).format(row=error.row, sheet=error.sheet, supplies=", ".join(error.supplies[:3]))


@sentence.register
def _import_refused(_error: files.ImportRefused) -> str:
    return _("Có dòng không nhận được nên chưa nhập gì; hãy sửa tệp, hoặc chọn bỏ qua dòng lỗi.")
