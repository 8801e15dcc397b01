"""What reports say of leaflets in sentences: what came, what went to whom, what is left (K4)."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from db.kinds import AgencyKind
from db.queries.leaflet_report import LeafletReport
from desktop.papers.figures import day, padded

VISITORS = "Khách đến liên hệ công tác"
INSIDE = "Phòng, đơn vị thuộc Sở"
_SUPERIOR = "Sở Y tế"
_COUNTED = {
    AgencyKind.DISTRICT: "quận, huyện",
    AgencyKind.WARD: "phường, xã",
    AgencyKind.BODY: "cơ quan, đơn vị",
}


def leaflet_sentence(report: LeafletReport) -> str:
    """K4: all of it in one sentence, clauses of 0 left out; empty where there was nothing."""
    figures = [line.figures for line in report.lines]
    distributed = sum(one.distributed for one in figures)
    left = sum(one.in_store for one in figures)
    clauses = [", ".join(_came(report))]
    if distributed > 0:
        to = _joined(_recipients(report))
        clauses.append(f"đã phân phối {padded(distributed)} tờ{f' cho {to}' if to else ''}")
    if left > 0:
        clauses.append(f"còn {padded(left)} tờ")
    told = "; ".join(filter(None, clauses))
    return f"Đến hết ngày {day(report.day)} {told}." if told else ""


def superiors(report: LeafletReport) -> str:
    """Who allotted leaflets from above, as receipts name them."""
    return ", ".join(filter(None, report.superiors)) or _SUPERIOR


def source_sentence(report: LeafletReport) -> str:
    """How many came from where, where they came from more than one source."""
    sources = (
        ("tự in", sum(line.figures.accepted for line in report.lines)),
        (f"{superiors(report)} cấp", sum(line.superior for line in report.lines)),
        ("đơn vị khác hỗ trợ", sum(line.supported for line in report.lines)),
        ("có sẵn đầu kỳ", sum(line.opening for line in report.lines)),
    )
    told = [f"{name} {padded(quantity)} tờ" for name, quantity in sources if quantity > 0]
    return f"Nguồn tờ bướm: {', '.join(told)}." if len(told) > 1 else ""


def wards_without(report: LeafletReport) -> list[str]:
    """The wards without any, a line for each district; one that got nothing at all in short."""
    lines = []
    for district, wards in groupby(report.without, key=lambda ward: ward.district):
        names = [ward.name for ward in wards]
        of_it = sum(ward.district == district for ward in report.wards)
        told = f"tất cả {of_it} phường, xã" if len(names) == of_it > 1 else ", ".join(names)
        lines.append(f"{district}: {told}" if district else told)
    return lines


def _came(report: LeafletReport) -> Iterable[str]:
    """What was printed and what came from others; the first clause says what it is."""
    accepted = sum(line.figures.accepted for line in report.lines)
    others = (
        (sum(line.superior for line in report.lines), f" do {superiors(report)} cấp"),
        (sum(line.supported for line in report.lines), " do đơn vị khác hỗ trợ"),
        (sum(line.opening for line in report.lines), " có sẵn đầu kỳ"),
    )
    unit = "tờ bướm"
    if accepted > 0:
        yield f"đã in {padded(accepted)} {unit}"
        unit = "tờ"
    begins = "tiếp nhận" if accepted > 0 else "đã tiếp nhận"
    for quantity, whence in others:
        if quantity > 0:
            yield f"{begins + ' ' if begins else ''}{padded(quantity)} {unit}{whence}"
            begins, unit = "", "tờ"


def _recipients(report: LeafletReport) -> list[str]:
    told = [
        f"{padded(count)} {words}"
        for kind, words in _COUNTED.items()
        if (count := report.reached(kind))
    ]
    if any(line.inside > 0 for line in report.lines):
        told.append("các phòng, đơn vị thuộc Sở")
    if any(line.to_visitors > 0 for line in report.lines):
        told.append("khách đến liên hệ công tác")
    return told


def _joined(told: Sequence[str]) -> str:
    """Parts with commas, the last one after "và"."""
    return " và ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
