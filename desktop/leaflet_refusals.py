"""The sentences of refusals about leaflets and the bodies that receive them."""

from db import errors
from db.kinds import SpreadBy
from desktop.dates import day_text
from desktop.refusal_telling import number, sentence, some
from desktop.translation import N_, _


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
            delivered=number(error.delivered),
            ordered=number(error.ordered),
        )
    return _(
        "{leaflet}: đặt in {ordered}, đã giao {delivered}, nên chỉ còn nhận được {left},"
        " không phải {asked}. Nếu đặt thêm, hãy sửa số đặt in trước."
    ).format(
        leaflet=error.leaflet,
        ordered=number(error.ordered),
        delivered=number(error.delivered),
        left=number(error.ordered - error.delivered),
        asked=number(error.asked),
    )


@sentence.register
def _more_than_to_share(error: errors.MoreThanToShare) -> str:
    return _(
        "{leaflet}: phân bổ {shared} và để lại {reserve} là {excess} quá tổng số {total}."
    ).format(
        leaflet=error.leaflet,
        shared=number(error.shared),
        reserve=number(error.reserve),
        excess=number(error.shared + error.reserve - error.total),
        total=number(error.total),
    )


@sentence.register
def _more_than_run(error: errors.MoreThanRun) -> str:
    return _(
        "{leaflet}: đợt in đặt {ordered}, các bảng phân bổ khác đã tính {elsewhere},"
        " nên bảng này nhiều nhất là {left}, không phải {total}."
    ).format(
        leaflet=error.leaflet,
        ordered=number(error.ordered),
        elsewhere=number(error.elsewhere),
        left=number(max(0, error.ordered - error.elsewhere)),
        total=number(error.total),
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
    return form.format(figure=_(word), names=some(error.names))


@sentence.register
def _receipt_of_delivery(error: errors.ReceiptOfDelivery) -> str:
    return _(
        "Phiếu {number} do lần giao của nhà in lập ra; hãy hủy lần giao ở trang Tờ bướm rồi ghi lại."
    ).format(number=error.number)


@sentence.register
def _not_handed_over(error: errors.NotHandedOver) -> str:
    return _("Phiếu {number} đã hủy, không còn là một lần giao.").format(number=error.number)
