"""The sentence of every expected refusal, made from its facts; without Qt."""

from db import errors
from desktop import book_refusals, counting_refusals, daily_refusals, leaflet_refusals
from desktop.dates import day_text
from desktop.refusal_telling import number, sentence, thing
from desktop.refusal_words import BOOK_WORDS, FIELDS
from desktop.stock_refusals import shortage, warning
from desktop.translation import N_, _

# The areas register their sentences by being imported.
__all__ = [
    "book_refusals",
    "counting_refusals",
    "daily_refusals",
    "leaflet_refusals",
    "sentence",
    "shortage",
    "warning",
]


@sentence.register
def _empty_voucher(_error: errors.EmptyVoucher) -> str:
    return _("Phiếu chưa có dòng nào.")


@sentence.register
def _quantity_out_of_range(error: errors.QuantityOutOfRange) -> str:
    if error.line > 0:
        return _("Dòng {line}: {value} không nằm trong khoảng ghi được (từ 1 đến 10^12).").format(
            line=error.line, value=number(error.value)
        )
    return _("{value} không nằm trong khoảng ghi được (từ 1 đến 10^12).").format(
        value=number(error.value)
    )


@sentence.register
def _reason_missing(_error: errors.ReasonMissing) -> str:
    return _("Hãy ghi lý do.")


@sentence.register
def _not_found(error: errors.NotFound) -> str:
    return _("Không có {what} “{key}” trong sổ.").format(what=thing(error.what), key=error.key)


@sentence.register
def _attachment_too_large(error: errors.AttachmentTooLarge) -> str:
    return _("Tệp {name} lớn {size} MB; sổ chỉ giữ tệp đến {largest} MB.").format(
        name=error.name, size=-(-error.size // (1 << 20)), largest=error.largest >> 20
    )


@sentence.register
def _file_not_taken(error: errors.FileNotTaken) -> str:
    words = {
        "empty": N_("Tệp {name} trống."),
        "kind": N_("Tệp {name} không phải PDF, DOCX hay ảnh (PNG, JPEG, TIFF)."),
        "design": N_("Mẫu tờ bướm phải là PDF, PNG hay JPG; tệp {name} không phải."),
        "damaged": N_("Không mở được tệp {name}: tệp hỏng, hoặc có mật khẩu."),
    }
    form = words.get(error.cause, N_("Không đọc được tệp {name}."))
    return _(form).format(name=error.name)


@sentence.register
def _nobody_to_tell(_error: errors.NobodyToTell) -> str:
    return _("Không có ai để phổ biến: ngày đó các đơn vị đã chọn không có người.")


@sentence.register
def _nobody_to_sign(_error: errors.NobodyToSign) -> str:
    return _("Không có ai phải ký trên giấy này.")


@sentence.register
def _distribution_closed(error: errors.DistributionClosed) -> str:
    return _("Đợt {number} đã kết thúc ngày {day}; mở lại đợt rồi mới ghi thêm được.").format(
        number=error.distribution_id, day=day_text(error.closed_on)
    )


@sentence.register
def _several_of_that_number(error: errors.SeveralOfThatNumber) -> str:
    return _("Có {count} văn bản số {number}; hãy chọn bằng mã: {ids}.").format(
        count=len(error.ids), number=error.number, ids=", ".join(map(str, error.ids))
    )


@sentence.register
def _already_there(error: errors.AlreadyThere) -> str:
    return _("Đã có {what} “{value}”.").format(what=thing(error.what), value=error.value)


@sentence.register
def _field_missing(error: errors.FieldMissing) -> str:
    field = FIELDS.get(error.field, error.field)
    return _("Còn thiếu {field}.").format(field=_(field))


@sentence.register
def _in_use(error: errors.InUse) -> str:
    if error.what == "base_unit":
        return _("{name} đã có phát sinh nên không đổi được đơn vị tính.").format(name=error.name)
    if error.what in ("duty", "indicator"):
        return _(
            "Báo cáo đã nói đến {what} “{name}” nên không bỏ hay đổi nghĩa được; hãy kết thúc nó và"
            " thêm mục mới."
        ).format(what=thing(error.what), name=error.name)
    return _("Không bỏ được {what} “{name}” vì đang được dùng.").format(
        what=thing(error.what), name=error.name
    )


@sentence.register
def _norms_overlap(error: errors.NormsOverlap) -> str:
    facts = {
        "supply": error.supply,
        "post": error.duty_post or _("mọi người"),
        "pieces": number(error.pieces),
        "unit": error.unit,
        "from_on": day_text(error.from_on),
        "to_on": day_text(error.to_on),
    }
    if error.to_on is None:
        form = N_("{supply} đã có mức cấp {pieces} {unit} cho {post} từ ngày {from_on}.")
    else:
        form = N_(
            "{supply} đã có mức cấp {pieces} {unit} cho {post}"
            " từ ngày {from_on} đến hết ngày {to_on}."
        )
    told = _(form).format(**facts)
    return told + " " + _("Hai mức cấp không được trùng ngày; hãy kết thúc mức cấp cũ trước.")


@sentence.register
def _changed_meanwhile(_error: errors.ChangedMeanwhile) -> str:
    return _("Mục này vừa được sửa ở nơi khác; hãy mở lại rồi sửa.")


@sentence.register
def _refused_by_book(error: errors.RefusedByBook) -> str:
    form = BOOK_WORDS.get(error.word, N_("Sổ không nhận việc này ({word})."))
    return _(form).format(word=error.word)
