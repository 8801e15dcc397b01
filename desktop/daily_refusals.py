"""The sentences of refusals about duties, daily reports and cases of false information."""

from db import errors
from desktop.dates import day_text
from desktop.refusal_telling import number, sentence
from desktop.translation import N_, _

_STEPS = {
    "checked_on": N_("Ngày xác minh"),
    "stopped_on": N_("Ngày ngăn chặn"),
    "handled_on": N_("Ngày xử lý"),
    "dismissed_on": N_("Ngày kết luận không vi phạm"),
}


@sentence.register
def _not_assigned(error: errors.NotAssigned) -> str:
    return _(
        "{department} không có nhiệm vụ nào vào ngày {day} nên không phải báo cáo; nếu có, hãy thêm"
        " ở tab Nhiệm vụ."
    ).format(department=error.department, day=day_text(error.day))


@sentence.register
def _nobody_assigned(error: errors.NobodyAssigned) -> str:
    return _(
        "Từ {from_on} đến {to_on} không đơn vị nào có nhiệm vụ báo cáo UBND Thành phố; nếu có, hãy"
        " thêm ở tab Nhiệm vụ."
    ).format(from_on=day_text(error.from_on), to_on=day_text(error.to_on))


@sentence.register
def _reported_under(error: errors.ReportedUnder) -> str:
    return _(
        "{department} đã báo cáo ngày {day} nên ngày đó phải còn nhiệm vụ; hãy kết thúc nhiệm vụ này"
        " từ ngày sau đó và thêm nhiệm vụ mới."
    ).format(department=error.department, day=day_text(error.day))


@sentence.register
def _received_too_early(error: errors.ReceivedTooEarly) -> str:
    return _(
        "Báo cáo không thể nhận từ ngày {received}: sớm nhất là ngày {earliest}, khi báo cáo trước"
        " đến hạn."
    ).format(received=day_text(error.received_on), earliest=day_text(error.earliest))


@sentence.register
def _figure_out_of_range(error: errors.FigureOutOfRange) -> str:
    return _("{value} không ghi được: phải là số nguyên từ 0 đến {most}.").format(
        value=number(error.value), most=number(error.most)
    )


@sentence.register
def _future_moment(error: errors.FutureMoment) -> str:
    moment, now = error.moment.astimezone(), error.now.astimezone()
    return _(
        "Báo cáo không thể nhận lúc {moment}: bây giờ mới {now}. Nếu đồng hồ máy sai, hãy chỉnh lại."
    ).format(
        moment=f"{moment:%H:%M} {day_text(moment.date())}",
        now=f"{now:%H:%M} {day_text(now.date())}",
    )


@sentence.register
def _indicator_of_book(error: errors.IndicatorOfBook) -> str:
    return _("Chỉ tiêu {name} do sổ tự tính nên không nhập tay.").format(name=error.indicator)


@sentence.register
def _case_out_of_order(error: errors.CaseOutOfOrder) -> str:
    if error.day < error.found_on:
        return _("{step} ({day}) phải từ ngày phát hiện ({found}) trở đi.").format(
            step=_(_STEPS[error.step]), day=day_text(error.day), found=day_text(error.found_on)
        )
    return _("Vụ việc đã ngăn chặn hoặc xử lý thì không thể ghi là không vi phạm.")
