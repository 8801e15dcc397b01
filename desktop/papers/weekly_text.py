"""The sentences that the weekly report proposes; the clerk may word them otherwise."""

from collections.abc import Iterable
from datetime import date

from db.kinds import Source
from db.queries.mask_checks import MaskCheckFigures
from db.queries.report import ExpiringLot, GroupFigures, SupplyFigures, WeeklyReport
from desktop.papers.figures import Measure, day, measure, number, padded, percent
from desktop.papers.leaflet_text import leaflet_sentence
from desktop.papers.office import OfficeIdentity
from desktop.papers.period import Period
from desktop.papers.weekly_changes import changed_sentence
from desktop.papers.weekly_daily import punctuality_sentence
from desktop.papers.weekly_documents import lists_out_line, reminder_lines, signed_sentence

NONE = "Không."

SOURCES = {
    Source.PURCHASE: "Mua sắm",
    Source.SUPERIOR: "Cấp trên cấp",
    Source.DONATION: "Tài trợ",
    Source.OTHER: "Khác",
}
_DESK = "tiếp nhận và trả hồ sơ"


def proposed(
    report: WeeklyReport, office: OfficeIdentity, changes_annex: str = "Phụ lục"
) -> dict[str, str]:
    """Word the report: K1 to K6, II, III, IV and recipients, in the order of the paper.

    What is of an area that was never in use is not there. `changes_annex` is the name of the
    annex that lists what earlier reports told otherwise.
    """
    period = Period.of(report.from_on, report.to_on, report.week)
    signed = {} if report.rounds is None else {"K3": signed_sentence(report)}
    leaflets = {} if report.leaflets is None else {"K4": leaflet_sentence(report.leaflets)}
    daily = {} if report.daily is None else {"K5": punctuality_sentence(report.daily)}
    return {
        "K1": _the_week(report, period, office),
        "K2": _since_the_beginning(report),
        **signed,
        **leaflets,
        **daily,
        **({"K6": changed_sentence(report, changes_annex)} if report.changes else {}),
        "II": "\n".join([*_difficulties(report), *lists_out_line(report)]) or NONE,
        "III": "\n".join([*_coming(report, period), *reminder_lines(report)]) or NONE,
        "IV": _requests(report, office),
        "recipients": "\n".join(_recipients(office)),
    }


def _recipients(office: OfficeIdentity) -> list[str]:
    """Each on its line between a dash and a semicolon, the last one with a full stop."""
    bare = [text.strip().removeprefix("- ").rstrip(";.") for text in office.recipients]
    return [f"- {text}{'.' if place == len(bare) else ';'}" for place, text in enumerate(bare, 1)]


def supply_measure(supply: SupplyFigures, *more: int) -> Measure:
    """The unit in which this report prints a supply: one for all its figures."""
    return measure(
        supply.unit,
        supply.report_unit,
        supply.report_size,
        supply.opening,
        total_in(supply),
        total_out(supply),
        supply.closing,
        supply.cumulative_received,
        supply.cumulative_issued,
        supply.minimum,
        supply.order_quantity,
        *more,
    )


def total_in(supply: SupplyFigures) -> int:
    """Nhập trong tuần: receipts, returns, surplus."""
    return supply.bought + supply.granted + supply.other_in


def total_out(supply: SupplyFigures) -> int:
    """Xuất trong tuần: issues, write-offs, shortage."""
    return supply.issued + supply.written_off + supply.other_out


def group_name(group: GroupFigures) -> str:
    """A group of people as Bảng 3 names it."""
    if not group.is_priority:
        return "Cán bộ, công chức, viên chức, người lao động khác"
    post = _post(group)
    return f"Bộ phận {post}{' thủ tục hành chính' if post == _DESK else ''}"


def _post(group: GroupFigures) -> str:
    name = group.name.removeprefix("Bộ phận ").removeprefix("bộ phận ")
    return (name[:1].lower() + name[1:]).removesuffix(" thủ tục hành chính")


def is_short(supply: SupplyFigures) -> bool:
    """Whether there is less than the least there should be."""
    return supply.closing < supply.minimum


def asked_for(report: WeeklyReport) -> list[SupplyFigures]:
    """The supplies that section IV asks for."""
    return [supply for supply in report.supplies if supply.is_needed and supply.order_quantity > 0]


def mask_check_sentence(checks: MaskCheckFigures) -> str:
    """What the mask checks of a period found; a clause whose number is 0 is left out."""
    told = f"Đã kiểm tra {padded(checks.checks)} lượt tại {', '.join(checks.places)}"
    if checks.unmasked:
        told += (
            f"; ghi nhận {number(checks.unmasked)} trong {number(checks.seen)} lượt người không"
            f" mang khẩu trang ({percent(checks.unmasked, checks.seen)})"
        )
    if checks.reminded:
        told += f", đã nhắc nhở {number(checks.reminded)} lượt"
    return f"{told}."


def _the_week(report: WeeklyReport, period: Period, office: OfficeIdentity) -> str:
    masks = [supply for supply in report.supplies if supply.is_mask]
    has_moved = any(total_in(supply) or total_out(supply) for supply in report.supplies)
    if not masks:
        return f"Trong {period.noun} có phát sinh nhập, xuất vật tư (Bảng 1)." if has_moved else ""
    clauses = [*_received(report, masks), *_handed_out(report)]
    visitors = sum(report.visitors.get(mask.supply_id, 0) for mask in masks)
    to_visitors = f"phát {padded(visitors)} khẩu trang cho khách đến liên hệ công tác"
    closing = sum(mask.closing for mask in masks)
    sentences = []
    if clauses or visitors > 0:
        done = "; ".join([", ".join(clauses)] * bool(clauses) + [to_visitors] * (visitors > 0))
        sentences.append(f"{period.within}, {office.office} đã {done}.")
    elif (out := sum(map(total_out, masks))) > 0:  # to departments as such, or written off
        sentences.append(f"{period.within}, {office.office} đã xuất {padded(out)} khẩu trang.")
    elif has_moved:
        sentences.append(f"Trong {period.noun} không phát sinh nhập, xuất khẩu trang.")
    else:
        sentences.append(period.nothing)
    if closing:
        sentences.append(f"Tồn cuối {period.noun} {padded(closing)} khẩu trang.")
    return " ".join(sentences)


def _received(report: WeeklyReport, masks: Iterable[SupplyFigures]) -> list[str]:
    total = sum(map(total_in, masks))
    if total <= 0:
        return []
    ids = {mask.supply_id for mask in masks}
    named = dict.fromkeys(SOURCES, 0)
    for line in report.received_lines:
        if line.supply_id in ids and line.source in named:
            named[line.source] += line.quantity
    named[Source.OTHER] += total - sum(named.values())
    parts = [f"{SOURCES[source].lower()} {padded(n)}" for source, n in named.items() if n > 0]
    return [f"nhập kho {padded(total)} khẩu trang các loại ({', '.join(parts)})"]


def _handed_out(report: WeeklyReport) -> list[str]:
    masks = sum(group.masks for group in report.groups)
    if masks <= 0:
        return []
    people = sum(group.received for group in report.groups)
    ids = {supply.supply_id for supply in report.supplies if supply.is_mask}
    departments = sum(
        any(department.issued.get(supply, 0) > 0 for supply in ids)
        for department in report.departments
    )
    to_people = f"cấp {padded(masks)} khẩu trang cho {padded(people)} người"
    clauses = [f"{to_people} thuộc {padded(departments)} phòng, đơn vị"]
    first = [group for group in report.groups if group.is_priority and group.masks > 0]
    if first:
        posts = " và ".join(f"bộ phận {_post(group)}" for group in first)
        received = sum(group.received for group in first)
        given = sum(group.masks for group in first)
        clauses.append(
            f"trong đó {padded(received)} người thuộc {posts} nhận {padded(given)} khẩu trang"
        )
    return clauses


def _since_the_beginning(report: WeeklyReport) -> str:
    masks = [supply for supply in report.supplies if supply.is_mask]
    received = sum(mask.cumulative_received for mask in masks)
    issued = sum(mask.cumulative_issued for mask in masks)
    parts = [f"nhập kho {padded(received)}"] * (received > 0)
    parts += [f"cấp phát {padded(issued)}"] * (issued > 0)
    if not parts:
        return ""
    span = f"Lũy kế từ ngày {day(report.campaign_from)} đến hết ngày {day(report.to_on)}"
    return f"{span}: {', '.join(parts)} khẩu trang."


def _difficulties(report: WeeklyReport) -> list[str]:
    lines = []
    for supply in report.supplies:
        if (since := supply.stocked_out_since) is not None and supply.closing <= 0:
            lines.append(stocked_out_line(supply.name, since))
        elif supply.closing > 0 and supply.is_needed:
            lines.append(_shortage(supply))
    return lines + expiry_lines(report.expiring, report.supplies)


def stocked_out_line(name: str, since: date) -> str:
    """A supply of which nothing is left, a dash before it."""
    return f"- {name}: đã hết hàng từ ngày {day(since)}."


def expiry_lines(expiring: Iterable[ExpiringLot], supplies: Iterable[SupplyFigures]) -> list[str]:
    """Lots that run out soon, the soonest first, a dash a line."""
    units = {supply.name: supply for supply in supplies}
    soonest = sorted(expiring, key=lambda lot: lot.expires_on)
    return [_expiry(lot, units.get(lot.supply)) for lot in soonest]


def _shortage(supply: SupplyFigures) -> str:
    unit = supply_measure(supply)
    sentence = f"- {supply.name} còn {unit.padded(supply.closing)} {unit.name}"
    if is_short(supply):
        sentence += f", dưới mức tối thiểu {unit.padded(supply.minimum)} {unit.name}"
    if supply.days_of_cover:
        days = padded(supply.days_of_cover)
        sentence += f"; với mức cấp hiện nay dự kiến đủ dùng {days} ngày làm việc"
    return f"{sentence}."


def _expiry(lot: ExpiringLot, supply: SupplyFigures | None) -> str:
    figures = (lot.on_hand, lot.unused)
    unit = supply_measure(supply, *figures) if supply else Measure(lot.unit)
    name = f"Lô {lot.number} ({lot.supply})" if lot.number else f"Lô không ghi số ({lot.supply})"
    sentence = (
        f"- {name} còn {unit.padded(lot.on_hand)} {unit.name}, hết hạn ngày {day(lot.expires_on)}"
    )
    if lot.unused > 0:
        sentence += f"; dự kiến không dùng hết {unit.padded(lot.unused)} {unit.name}"
    return f"{sentence}."


def _coming(report: WeeklyReport, period: Period) -> list[str]:
    if report.last_round_people <= 0:
        return []
    people, masks = padded(report.last_round_people), padded(report.last_round_masks)
    return [f"- Cấp phát khẩu trang {period.next_name} cho {people} người, dự kiến {masks} cái."]


def _requests(report: WeeklyReport, office: OfficeIdentity) -> str:
    if not asked_for(report):
        return NONE
    return f"{office.office} kính đề nghị {office.director} xem xét, cho bổ sung các vật tư sau:"
