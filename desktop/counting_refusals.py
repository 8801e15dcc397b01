"""Why a day is not taken, a period not closed, a stocktake not opened, entered or approved."""

from db import errors
from desktop.dates import day_text
from desktop.refusal_telling import number, sentence, some
from desktop.translation import N_, _


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
    ).format(names=some(error.names), store=error.store, number=error.stocktake_id)


@sentence.register
def _counted_already(error: errors.CountedAlready) -> str:
    return _("{name} đã có trong danh sách kiểm kê này.").format(name=error.name)


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
        count=len(error.names), names=some(error.names)
    )


@sentence.register
def _differences_unexplained(error: errors.DifferencesUnexplained) -> str:
    return _("Còn {count} chênh lệch chưa ghi lý do: {names}.").format(
        count=len(error.names), names=some(error.names)
    )


@sentence.register
def _count_out_of_range(error: errors.CountOutOfRange) -> str:
    parts = error.poor + error.spoiled
    if 0 <= error.counted < parts:
        return _(
            "{name}: kém và mất phẩm chất cộng lại là {parts}, nhiều hơn số đếm được {counted}."
        ).format(name=error.name, parts=number(parts), counted=number(error.counted))
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
        missing=number(error.missing),
        unit=error.unit,
        name=error.name,
        day=day_text(error.day),
        left=number(error.left),
        vouchers=", ".join(error.in_the_way),
    )
