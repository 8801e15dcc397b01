"""The Office's own daily report, drafted from the book: masks, signatures, updates of the web site; without Qt."""

from collections.abc import Callable, Sequence
from datetime import date

from db.database import Database
from db.kinds import BookFigure, WebSource
from db.queries.daily_entering import Entering
from db.queries.distributions import RoundRow
from db.queries.duties import DutyRow
from db.queries.office_day import MaskDays, OfficeDays, office_days
from db.queries.web_updates import WebFigures
from db.text import fold
from desktop.papers.citing import all_named
from desktop.papers.figures import day, padded, percent

OTHER_RESULTS = 0
"""Stands for the results that belong to no single duty, beside the ids of duties."""

_SOURCES = {
    WebSource.MINISTRY: "Bộ Y tế",
    WebSource.HEALTH_DEPARTMENT: "Sở Y tế",
    WebSource.OWN: "Sở",
    WebSource.OTHER: "nguồn khác",
}


def office_draft(database: Database, report: Entering) -> dict[int, str]:
    """The texts that the book proposes for a department's report, by duty (0: of no single duty).

    A department is drafted for where an indicator of its own is read from what the Office keeps.
    """
    told = {row.source for row in report.indicators}
    wanted = [topic for topic in _TOPICS if told & topic[0]]
    if not wanted:
        return {}
    found = database.ask(office_days, *report.covered)
    texts: dict[int, list[str]] = {}
    for _figures, words, tell in wanted:
        if text := tell(found):
            texts.setdefault(_duty_of(report.duties, words), []).append(text)
    return {duty_id: "\n".join(lines) for duty_id, lines in texts.items()}


def masks_text(masks: MaskDays, from_on: date, to_on: date) -> str:
    """What was handed out to whom, what came, what is left and how long it lasts."""
    given = []
    if masks.to_people > 0:
        given.append(
            f"cấp {padded(masks.to_people)} khẩu trang cho {padded(masks.people)} người"
            f" thuộc {padded(masks.departments)} phòng, đơn vị"
        )
    for pieces, words in (
        (masks.shared, "cấp {} khẩu trang dùng chung tại các phòng, đơn vị"),
        (masks.to_visitors, "phát {} khẩu trang cho khách đến liên hệ công tác"),
        (masks.to_agencies, "cấp {} khẩu trang cho cơ quan, đơn vị ngoài Sở"),
        (masks.received, "nhập kho {} khẩu trang"),
    ):
        if pieces > 0:
            given.append(words.format(padded(pieces)))
    span = _span(from_on, to_on)
    done = (
        f"{span}: {'; '.join(given)}."
        if given
        else f"{span}: không phát sinh nhập, cấp khẩu trang."
    )
    return f"{done} {_left(masks, to_on)}"


def signed_text(rounds: Sequence[RoundRow], to_on: date) -> str:
    """How many have signed for which document, of those who have to."""
    lines = [
        f"{all_named(row.documents)}: đến hết ngày {day(to_on)} có {_of(row.signed, row.to_sign)}"
        f" người ký nhận ({percent(row.signed, row.to_sign)})."
        for row in rounds
        if row.to_sign
    ]
    return "\n".join(lines)


def web_text(web: WebFigures | None, from_on: date, to_on: date) -> str:
    """What was put on the web site, by source; that there was nothing where the log is used."""
    if web is None:
        return ""
    span = _span(from_on, to_on)
    if not web.updates:
        return f"{span}: không có tin, bài cập nhật lên trang thông tin điện tử của Sở."
    parts = [
        f"{words} {padded(web.by_source[source])}"
        for source, words in _SOURCES.items()
        if web.by_source.get(source)
    ]
    told = (
        f"{span}: cập nhật {padded(web.updates)} tin, bài lên trang thông tin điện tử của Sở"
        f" (nguồn: {', '.join(parts)})"
    )
    if web.days_without:
        days = ", ".join(f"{one:%d/%m}" for one in web.days_without)
        told += f"; ngày không có tin cập nhật: {days}"
    return f"{told}."


def _left(masks: MaskDays, to_on: date) -> str:
    if masks.left <= 0:
        return f"Đến hết ngày {day(to_on)} không còn khẩu trang."
    told = f"Tồn đến hết ngày {day(to_on)}: {padded(masks.left)} khẩu trang"
    if masks.cover is not None:
        told += f", đủ dùng {padded(masks.cover)} ngày làm việc"
    return f"{told}."


def _of(part: int, whole: int) -> str:
    return f"{padded(part)}/{padded(whole)}"


def _span(from_on: date, to_on: date) -> str:
    if from_on == to_on:
        return f"Ngày {day(to_on)}"
    return f"Từ ngày {day(from_on)} đến hết ngày {day(to_on)}"


def _duty_of(duties: Sequence[DutyRow], words: Sequence[str]) -> int:
    """The duty whose title, else whose sentence, is about it; without one it is of no single duty."""
    for name in ("title", "sentence"):
        for duty in duties:
            if any(word in fold(getattr(duty, name)) for word in words):
                return duty.duty_id
    return OTHER_RESULTS


_Topic = tuple[frozenset[BookFigure], Sequence[str], Callable[[OfficeDays], str]]
_TOPICS: Sequence[_Topic] = (
    (
        frozenset({BookFigure.SIGNED}),
        ("pho bien", "ky nhan"),
        lambda found: signed_text(found.rounds, found.to_on),
    ),
    (
        frozenset({BookFigure.WEB_UPDATES}),
        ("trang thong tin dien tu", "trang tin"),
        lambda found: web_text(found.web, found.from_on, found.to_on),
    ),
    (
        frozenset({BookFigure.MASKS_ISSUED, BookFigure.MASKS_LEFT}),
        ("khau trang", "hau can"),
        lambda found: masks_text(found.masks, found.from_on, found.to_on),
    ),
)
"""What is told: the figures it belongs to, the words its duty is known by, the sentences."""
