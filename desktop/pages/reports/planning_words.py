"""How each figure of a supply's plan comes about, in sentences with its numbers filled in."""

from fractions import Fraction

from db.queries.planning import SupplyPlan
from db.rules.supply_need import PACE_DAYS, Level
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import N_, _

LEVELS = {
    Level.OUT: (N_("Hết hàng"), Tone.BAD),
    Level.EMERGENCY: (N_("Cần đặt khẩn"), Tone.BAD),
    Level.LOW: (N_("Dưới mức tối thiểu"), Tone.WARNING),
    Level.ENOUGH: (N_("Đủ dùng"), Tone.OK),
    Level.OVER: (N_("Vượt mức tối đa"), Tone.NONE),
}


def tenths(value: Fraction) -> str:
    """A figure that need not be whole, with one decimal where it is not."""
    whole, tenth = divmod(round(value * 10), 10)
    return f"{number(whole)},{tenth}" if tenth else number(whole)


def daily(plan: SupplyPlan) -> Fraction | None:
    """Pieces a working day by the pace; None where nothing was issued."""
    pace = plan.need.pace
    return Fraction(pace.issued, pace.days) if pace.issued > 0 and pace.days else None


def formulas(plan: SupplyPlan) -> list[str]:
    """One sentence for each figure, in the order of the columns."""
    return [
        _usable(plan),
        *_pace(plan),
        *_by_norm(plan),
        *_limits(plan),
        _order(plan),
    ]


def _usable(plan: SupplyPlan) -> str:
    usable = plan.need.usable
    if usable == plan.on_hand:
        told = _("Tồn dùng được: {usable} {unit}.")
    else:
        told = _(
            "Tồn dùng được = tồn kho − lô hết hạn hoặc tạm khóa = {on_hand} − {unusable} = {usable}"
            " {unit}."
        )
    return told.format(
        usable=number(usable),
        on_hand=number(plan.on_hand),
        unusable=number(plan.on_hand - usable),
        unit=plan.unit,
    )


def _pace(plan: SupplyPlan) -> list[str]:
    pace, a_day = plan.need.pace, daily(plan)
    if a_day is None:
        return [_("Bình quân ngày: {days} ngày qua không cấp phát.").format(days=PACE_DAYS)]
    lines = [
        _(
            "Bình quân ngày = cấp phát {span} ngày qua ÷ ngày làm việc có hàng = {issued} ÷ {days} ="
            " {a_day} {unit}."
        ).format(
            span=PACE_DAYS,
            issued=number(pace.issued),
            days=pace.days,
            a_day=tenths(a_day),
            unit=plan.unit,
        )
    ]
    if plan.need.cover is not None:
        told = _(
            "Đủ dùng = tồn dùng được ÷ bình quân ngày = {usable} ÷ {a_day} = {cover} ngày làm việc"
        )
        told = told.format(
            usable=number(plan.need.usable), a_day=tenths(a_day), cover=number(plan.need.cover)
        )
        if plan.lasts_to is not None:
            told += _(", đến hết ngày {day}").format(day=day_text(plan.lasts_to))
        lines.append(f"{told}.")
    return lines


def _by_norm(plan: SupplyPlan) -> list[str]:
    by_norm, cover = plan.need.by_norm, plan.need.norm_cover
    if not by_norm or cover is None:
        return []
    return [
        _(
            "Đủ dùng theo mức cấp = tồn dùng được ÷ (mức cấp mỗi ngày làm việc × người có mặt) ="
            " {usable} ÷ {a_day} = {cover} ngày làm việc."
        ).format(usable=number(plan.need.usable), a_day=tenths(by_norm), cover=number(cover))
    ]


def _limits(plan: SupplyPlan) -> list[str]:
    need, policy = plan.need, plan.need.policy
    least = _(
        "Tối thiểu = bình quân ngày × ({lead} ngày giao hàng + {safety} ngày dự phòng) = {least}"
        " {unit}"
    )
    if need.minimum:
        least += _(" (không dưới mức đặt trong danh mục: {minimum})")
    told = {
        "lead": policy.lead,
        "safety": policy.safety,
        "review": policy.review,
        "emergency": policy.emergency,
        "least": number(need.least),
        "point": number(need.emergency_point),
        "most": number(need.most),
        "minimum": number(need.minimum),
        "unit": plan.unit,
    }
    return [
        f"{least.format(**told)}.",
        _("Điểm đặt khẩn = bình quân ngày × {emergency} ngày giao gấp = {point} {unit}.").format(
            **told
        ),
        _(
            "Tối đa = bình quân ngày × ({lead} + {safety} + {review} ngày giữa hai lần đặt) = {most}"
            " {unit}."
        ).format(**told),
    ]


def _order(plan: SupplyPlan) -> str:
    need = plan.need
    if not plan.order:
        return _("Đề nghị: không, tồn đã đến mức tối đa.")
    told = _("Đề nghị = tối đa − tồn dùng được = {most} − {usable} = {lack} {unit}")
    if plan.pack:
        told += _(", làm tròn lên {packs} {pack} = {order} {unit}")
    return (
        told.format(
            most=number(need.most),
            usable=number(need.usable),
            lack=number(need.most - need.usable),
            packs=number(plan.order // plan.pack_size),
            pack=plan.pack,
            order=number(plan.order),
            unit=plan.unit,
        )
        + "."
    )
