"""What differs between two editions of a daily report, in the words of its form; without Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.kinds import IndicatorKind
from db.queries.daily_entering import Entering
from db.queries.daily_reports import ReportRow
from desktop.labels import member, moment
from desktop.translation import N_, _

TEXTS = {
    "reporter": N_("Người báo cáo"),
    "reporter_title": N_("Chức vụ"),
    "other_results": N_("Kết quả khác"),
    "difficulties": N_("Khó khăn, vướng mắc"),
    "proposals": N_("Kiến nghị, đề xuất"),
    "tomorrow": N_("Nhiệm vụ ngày tiếp theo"),
}
PEOPLE = {
    "present": N_("Có mặt"),
    "on_leave": N_("Nghỉ"),
    "quarantined": N_("Cách ly"),
    "feverish": N_("Sốt"),
}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was changed: its name, what stood there, what stands there now."""

    name: str
    before: str
    now: str


def differences(report: Entering, before: ReportRow, now: ReportRow) -> list[Difference]:
    """Every field in which two editions differ, in the form's order."""
    if now.is_withdrawn:
        return []
    told = zip(_fields(report, before), _fields(report, now), strict=True)
    return [
        Difference(name, was or NOTHING, is_now or NOTHING)
        for (name, was), (_same, is_now) in told
        if was != is_now
    ]


def editions_text(report: Entering) -> str:
    """Every edition, the latest first, with what it changed and why."""
    lines = []
    for place, row in enumerate(report.editions):
        lines.append(
            _("Lần {edition}, ghi lúc {moment}").format(
                edition=row.edition, moment=moment(row.entered_at)
            )
            + (f": {_('thu hồi')}" if row.is_withdrawn else "")
        )
        if row.reason:
            lines.append("    " + _("Lý do: {reason}").format(reason=row.reason))
        if place + 1 < len(report.editions):
            lines += [
                f"    {one.name}: {one.before} → {one.now}"
                for one in differences(report, report.editions[place + 1], row)
            ]
    return "\n".join(lines)


def _fields(report: Entering, row: ReportRow) -> Iterator[tuple[str, str]]:
    yield _("Giờ nhận"), moment(row.received_at)
    yield _("Hình thức"), member(row.form)
    for key, words in TEXTS.items():
        yield _(words), getattr(row, key)
    for duty in report.duties:
        yield duty.title, row.results.get(duty.duty_id, "")
    for indicator in report.indicators:
        value = row.figures.get(indicator.indicator_id)
        is_yes_no = indicator.kind is IndicatorKind.YES_NO
        yield indicator.name, value_text(value, is_yes_no=is_yes_no)
    for key, words in PEOPLE.items():
        people = getattr(row, key)
        yield _(words), "" if people is None else str(people)
    yield _("Tệp kèm theo"), ", ".join(file.name for file in row.files)


def value_text(value: int | None, *, is_yes_no: bool) -> str:
    """A value as it is typed; nothing where nothing was told."""
    if value is None:
        return ""
    if is_yes_no:
        return _("Có") if value else _("Không")
    return str(value)
