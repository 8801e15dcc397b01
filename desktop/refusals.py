"""The sentence of every expected refusal, made from its facts; without Qt."""

from collections.abc import Sequence
from functools import singledispatch

from db import errors
from db.importers import errors as files
from db.kinds import SpreadBy
from desktop.dates import day_text
from desktop.refusal_words import BOOK_WORDS, CAUSES, FIELD_HEADS, FIELDS, FILE_CAUSES, THINGS
from desktop.translation import N_, _


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@singledispatch
def sentence(error: Exception) -> str:
    """The sentence of a refusal, for the notice line or standard error."""
    told = str(error.args[0]) if error.args else type(error).__name__
    return _("Chương trình từ chối việc này: {told}.").format(told=told)


@sentence.register
def _stock_short(error: errors.StockShort) -> str:
    told = " ".join(shortage(one) for one in error.shortages[:3])
    more = len(error.shortages) - 3
    if more > 0:
        told += " " + _("Còn {count} vật tư khác cũng thiếu.").format(count=more)
    return told


def shortage(one: errors.Shortage) -> str:
    """One supply of which there is too little: on which day, how much, and what is in the way."""
    facts = {
        "name": one.name,
        "store": one.store,
        "unit": one.unit,
        "asked": _number(one.asked),
        "available": _number(one.available),
        "day": day_text(one.day),
        "short_on": day_text(one.short_on),
        "vouchers": ", ".join(one.in_the_way[:5]),
        "first": day_text(one.first_ok_on),
    }
    if one.in_the_way:
        form = N_(
            "Không đủ {name} ở {store}: cần {asked} {unit}, ngày {day} chỉ còn cấp được {available}"
            " vì các phiếu sau đã xuất ({vouchers}); nếu ghi thì ngày {short_on} tồn sẽ âm."
        )
    else:
        form = N_("Không đủ {name} ở {store}: cần {asked} {unit}, ngày {day} còn {available}.")
    told = _(form).format(**facts)
    if one.expired:
        expired = _("Trong kho còn {expired} {unit} đã hết hạn, không cấp phát được.")
        told += " " + expired.format(expired=_number(one.expired), unit=one.unit)
    if one.blocked:
        blocked = _("Trong kho còn {blocked} {unit} đang tạm khóa, không cấp phát được.")
        told += " " + blocked.format(blocked=_number(one.blocked), unit=one.unit)
    if one.first_ok_on is not None:
        told += " " + _("Sớm nhất có thể ghi ngày {first}.").format(**facts)
    return told


@sentence.register
def _over_limit(error: errors.OverLimit) -> str:
    told = " ".join(concern(one) for one in error.concerns[:3])
    return _("Không ghi sổ: {told}").format(told=told)


def concern(one: errors.Concern) -> str:
    """What is unusual about a voucher, in a sentence."""
    form = _CONCERNS[one.limit]
    return _(form).format(
        line=(one.line or 0) + 1,
        supply=one.supply,
        unit=one.unit,
        receiver=one.receiver,
        asked=_number(one.asked),
        usual=_number(one.usual),
    )


def warning(found: Sequence[errors.Concern]) -> str:
    """What is unusual about a voucher that may be recorded all the same."""
    told = [concern(one) for one in found[:3]]
    if (more := len(found) - 3) > 0:
        told.append(_("Còn {count} điều khác thường nữa.").format(count=more))
    return " ".join((*told, _("Nếu đúng, hãy ghi sổ lần nữa.")))


_CONCERNS = {
    "late": N_("Ngày của phiếu đã qua {asked} ngày, quá hạn ghi muộn {usual} ngày."),
    "over_norm": N_(
        "{receiver} được {asked} {unit} {supply} tính cả đã nhận, vượt mức cấp {usual} {unit}."
    ),
    "ten_times": N_(
        "Dòng {line}: {asked} {unit} {supply}, gấp mười lần thường ghi ({usual} {unit}) trở lên."
    ),
}


@sentence.register
def _reversal_blocked(error: errors.ReversalBlocked) -> str:
    if not error.in_the_way:
        return _(
            "Không hủy được phiếu {number}: phần còn lại của {supply} không khớp giá trị đã ghi."
        ).format(number=error.number, supply=error.supply)
    return _(
        "Không hủy được phiếu {number}: {supply} theo phiếu này đã có phiếu khác dùng đến"
        " ({vouchers}); hãy hủy các phiếu đó trước."
    ).format(number=error.number, supply=error.supply, vouchers=", ".join(error.in_the_way[:5]))


@sentence.register
def _already_reversed(error: errors.AlreadyReversed) -> str:
    if error.by:
        return _("Phiếu {number} đã được hủy bằng phiếu {by}.").format(
            number=error.number, by=error.by
        )
    return _("Phiếu {number} là phiếu hủy nên không hủy nữa được.").format(number=error.number)


@sentence.register
def _period_closed(error: errors.PeriodClosed) -> str:
    return _("Ngày {day} đã khóa sổ (khóa đến hết {closed}).").format(
        day=day_text(error.day), closed=day_text(error.closed_to)
    )


@sentence.register
def _more_than_issued(error: errors.MoreThanIssued) -> str:
    return _(
        "Dòng {line}: {supply} chỉ còn {left} có thể nhập trả lại của lần cấp đó, không đủ {asked}."
    ).format(
        line=error.line + 1,
        supply=error.supply,
        left=_number(error.left),
        asked=_number(error.asked),
    )


@sentence.register
def _back_before_issue(error: errors.BackBeforeIssue) -> str:
    return _("Ngày trả {day} trước ngày cấp {issued_on}; hãy ghi ngày trả từ đó trở đi.").format(
        day=day_text(error.day), issued_on=day_text(error.issued_on)
    )


@sentence.register
def _not_waiting(error: errors.NotWaiting) -> str:
    told = _("{count} dòng không còn chờ nhận: đã được nhận hoặc đã nhập trả kho.")
    return told.format(count=_number(len(error.lines)))


@sentence.register
def _lot_empty(error: errors.LotEmpty) -> str:
    if not error.left:
        return _("Lô này của {supply} đã xuất hết nên không sửa được giá trị.").format(
            supply=error.supply
        )
    return _(
        "Phần còn lại của lô {supply} chỉ có giá trị {left} đồng, không giảm được nhiều hơn."
    ).format(supply=error.supply, left=_number(error.left))


@sentence.register
def _future_day(error: errors.FutureDay) -> str:
    told = _("Ngày {day} chưa tới; hôm nay là {today}.")
    if error.today != error.present:
        told = _(
            "Ngày {day} chưa tới: đây là sổ mẫu, trong sổ này hôm nay là {today}. Hãy ghi một ngày"
            " từ đó trở về trước; việc thật thì ghi ở sổ của cơ quan (Cài đặt, Sổ và sao lưu)."
        )
    return told.format(day=day_text(error.day), today=day_text(error.today))


@sentence.register
def _closed_already(error: errors.ClosedAlready) -> str:
    return _("Sổ đã khóa đến hết {closed}; hãy chọn ngày sau đó.").format(
        closed=day_text(error.closed_to)
    )


@sentence.register
def _closing_blocked(error: errors.ClosingBlocked) -> str:
    parts = []
    if error.drafts:
        parts.append(_("{count} phiếu nháp").format(count=error.drafts))
    if error.counts:
        parts.append(_("{count} lần kiểm kê chưa duyệt").format(count=error.counts))
    return _(
        "Chưa khóa sổ đến hết {day} được: còn {what}. Hãy xử lý trước, hoặc chọn vẫn khóa."
    ).format(day=day_text(error.day), what=", ".join(parts))


@sentence.register
def _nothing_closed(_error: errors.NothingClosed) -> str:
    return _("Chưa có kỳ nào đang khóa.")


@sentence.register
def _counted_elsewhere(error: errors.CountedElsewhere) -> str:
    return _(
        "{names} ở {store} đang được kiểm kê trong lần số {number}; hãy duyệt hoặc bỏ lần đó trước."
    ).format(names=_some(error.names), store=error.store, number=error.stocktake_id)


@sentence.register
def _count_closed(error: errors.CountClosed) -> str:
    words = (
        N_("Lần kiểm kê số {number} đã duyệt nên không sửa nữa được; hãy mở lần kiểm kê mới.")
        if error.is_posted
        else N_("Lần kiểm kê số {number} đã bỏ; hãy mở lần kiểm kê mới.")
    )
    return _(words).format(number=error.stocktake_id)


@sentence.register
def _nothing_to_count(_error: errors.NothingToCount) -> str:
    return _("Không có vật tư nào để kiểm kê; hãy chọn kho hoặc vật tư khác.")


@sentence.register
def _not_counted(error: errors.NotCounted) -> str:
    return _("Còn {count} dòng chưa đếm: {names}. Hãy đếm nốt, hoặc bỏ các dòng chưa đếm.").format(
        count=len(error.names), names=_some(error.names)
    )


@sentence.register
def _differences_unexplained(error: errors.DifferencesUnexplained) -> str:
    return _("Còn {count} chênh lệch chưa ghi lý do: {names}.").format(
        count=len(error.names), names=_some(error.names)
    )


@sentence.register
def _count_out_of_range(error: errors.CountOutOfRange) -> str:
    parts = error.poor + error.spoiled
    if 0 <= error.counted < parts:
        return _(
            "{name}: kém và mất phẩm chất cộng lại là {parts}, nhiều hơn số đếm được {counted}."
        ).format(name=error.name, parts=_number(parts), counted=_number(error.counted))
    return _("{name}: số đếm phải là số nguyên từ 0 đến 10^12.").format(name=error.name)


@sentence.register
def _missing_gone_since(error: errors.MissingGoneSince) -> str:
    form = (
        N_(
            "Không ghi giảm được {missing} {unit} {name} thiếu theo kiểm kê: từ ngày {day} kho chỉ"
            " còn {left} {unit} có thể ghi giảm, vì sau đó đã xuất ({vouchers}). Hãy đếm lại dòng"
            " này rồi duyệt."
        )
        if error.in_the_way
        else N_(
            "Không ghi giảm được {missing} {unit} {name} thiếu theo kiểm kê: từ ngày {day} kho chỉ"
            " còn {left} {unit} có thể ghi giảm. Hãy đếm lại dòng này rồi duyệt."
        )
    )
    return _(form).format(
        missing=_number(error.missing),
        unit=error.unit,
        name=error.name,
        day=day_text(error.day),
        left=_number(error.left),
        vouchers=", ".join(error.in_the_way),
    )


@sentence.register
def _empty_voucher(_error: errors.EmptyVoucher) -> str:
    return _("Phiếu chưa có dòng nào.")


@sentence.register
def _quantity_out_of_range(error: errors.QuantityOutOfRange) -> str:
    if error.line > 0:
        return _("Dòng {line}: {value} không nằm trong khoảng ghi được (từ 1 đến 10^12).").format(
            line=error.line, value=_number(error.value)
        )
    return _("{value} không nằm trong khoảng ghi được (từ 1 đến 10^12).").format(
        value=_number(error.value)
    )


@sentence.register
def _reason_missing(_error: errors.ReasonMissing) -> str:
    return _("Hãy ghi lý do.")


@sentence.register
def _not_found(error: errors.NotFound) -> str:
    return _("Không có {what} “{key}” trong sổ.").format(what=_thing(error.what), key=error.key)


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
    return _("Đã có {what} “{value}”.").format(what=_thing(error.what), value=error.value)


@sentence.register
def _field_missing(error: errors.FieldMissing) -> str:
    field = FIELDS.get(error.field, error.field)
    return _("Còn thiếu {field}.").format(field=_(field))


@sentence.register
def _in_use(error: errors.InUse) -> str:
    if error.what == "base_unit":
        return _("{name} đã có phát sinh nên không đổi được đơn vị tính.").format(name=error.name)
    return _("Không bỏ được {what} “{name}” vì đang được dùng.").format(
        what=_thing(error.what), name=error.name
    )


@sentence.register
def _norms_overlap(error: errors.NormsOverlap) -> str:
    facts = {
        "supply": error.supply,
        "post": error.duty_post or _("mọi người"),
        "pieces": _number(error.pieces),
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
def _one_column_a_supply(error: files.OneColumnASupply) -> str:
    return _(
        "Dòng {row} trang {sheet} để mỗi vật tư một cột ({supplies}). Hãy sửa thành mỗi dòng một"
        " người và một vật tư, với các cột Ngày cấp, Họ và tên, Tên vật tư, Số lượng."
    ).format(row=error.row, sheet=error.sheet, supplies=", ".join(error.supplies[:3]))


@sentence.register
def _import_refused(_error: files.ImportRefused) -> str:
    return _("Có dòng không nhận được nên chưa nhập gì; hãy sửa tệp, hoặc chọn bỏ qua dòng lỗi.")


@sentence.register
def _agency_ended(error: errors.AgencyEnded) -> str:
    if error.to_on is not None and error.day > error.to_on:
        return _(
            "{name} chỉ có đến hết ngày {to_on}; hãy chọn nơi nhận khác hoặc ngày khác."
        ).format(name=error.name, to_on=day_text(error.to_on))
    return _("{name} chỉ có từ ngày {from_on}; hãy chọn nơi nhận khác hoặc ngày khác.").format(
        name=error.name, from_on=day_text(error.from_on or error.day)
    )


@sentence.register
def _agency_in_itself(error: errors.AgencyInItself) -> str:
    return _("{name} không thể thuộc {parent}.").format(name=error.name, parent=error.parent)


@sentence.register
def _no_leaflet(error: errors.NoLeaflet) -> str:
    return _("{name} không phải là tờ bướm; hãy thêm vào danh sách tờ bướm trước.").format(
        name=error.name
    )


@sentence.register
def _more_than_ordered(error: errors.MoreThanOrdered) -> str:
    if not error.asked:
        return _("{leaflet}: đã giao {delivered}, không thể đặt in chỉ {ordered}.").format(
            leaflet=error.leaflet,
            delivered=_number(error.delivered),
            ordered=_number(error.ordered),
        )
    return _(
        "{leaflet}: đặt in {ordered}, đã giao {delivered}, nên chỉ còn nhận được {left},"
        " không phải {asked}. Nếu đặt thêm, hãy sửa số đặt in trước."
    ).format(
        leaflet=error.leaflet,
        ordered=_number(error.ordered),
        delivered=_number(error.delivered),
        left=_number(error.ordered - error.delivered),
        asked=_number(error.asked),
    )


@sentence.register
def _more_than_to_share(error: errors.MoreThanToShare) -> str:
    return _(
        "{leaflet}: phân bổ {shared} và để lại {reserve} là {excess} quá tổng số {total}."
    ).format(
        leaflet=error.leaflet,
        shared=_number(error.shared),
        reserve=_number(error.reserve),
        excess=_number(error.shared + error.reserve - error.total),
        total=_number(error.total),
    )


@sentence.register
def _more_than_run(error: errors.MoreThanRun) -> str:
    return _(
        "{leaflet}: đợt in đặt {ordered}, các bảng phân bổ khác đã tính {elsewhere},"
        " nên bảng này nhiều nhất là {left}, không phải {total}."
    ).format(
        leaflet=error.leaflet,
        ordered=_number(error.ordered),
        elsewhere=_number(error.elsewhere),
        left=_number(max(0, error.ordered - error.elsewhere)),
        total=_number(error.total),
    )


_FIGURES = {
    SpreadBy.WARDS: N_("số phường, xã"),
    SpreadBy.POPULATION: N_("dân số"),
    SpreadBy.HOUSEHOLDS: N_("số hộ"),
    SpreadBy.WEIGHT: N_("hệ số"),
}


@sentence.register
def _no_figures(error: errors.NoFigures) -> str:
    word = _FIGURES.get(error.by, error.by)
    form = _("Chưa biết {figure} của {names}; hãy ghi thêm, bỏ bớt nơi nhận hoặc chia cách khác.")
    return form.format(figure=_(word), names=_some(error.names))


@sentence.register
def _receipt_of_delivery(error: errors.ReceiptOfDelivery) -> str:
    return _(
        "Phiếu {number} do lần giao của nhà in lập ra; hãy hủy lần giao ở trang Tờ bướm rồi ghi lại."
    ).format(number=error.number)


@sentence.register
def _not_handed_over(error: errors.NotHandedOver) -> str:
    return _("Phiếu {number} đã hủy, không còn là một lần giao.").format(number=error.number)


def _some(names: tuple[str, ...], shown: int = 5) -> str:
    """The first few names, and how many more there are."""
    told = ", ".join(names[:shown])
    if len(names) <= shown:
        return told
    return _("{names} và {count} mục khác").format(names=told, count=len(names) - shown)


def _thing(what: str) -> str:
    word = THINGS.get(what, what)
    return _(word)
