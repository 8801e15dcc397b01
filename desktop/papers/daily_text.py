"""The sentences about a morning's reports, as the Director's page and a message tell them (papers.md 5)."""

from collections.abc import Iterable, Sequence

from db.kinds import IndicatorKind, Punctuality, ReportForm
from db.queries.daily_board import Board, BoardRow
from db.queries.daily_page import DirectorPage, MissingRun, SigningRound, UnitDay
from db.queries.documents import CitedDocument
from db.queries.duties import IndicatorRow
from db.queries.report import SupplyFigures
from db.rules.daily import Standing
from db.rules.document_types import TYPES
from desktop.papers.citing import all_named
from desktop.papers.figures import clock_time, day, local_day, number, padded, percent
from desktop.papers.weekly_text import (
    NONE,
    expiry_lines,
    is_short,
    stocked_out_line,
    supply_measure,
)

FORMS = {
    ReportForm.PAPER: "Bản giấy",
    ReportForm.EMAIL: "Thư điện tử",
    ReportForm.SYSTEM: "Phần mềm",
    ReportForm.PHONE: "Điện thoại",
}
_STATES = {
    Punctuality.ON_TIME: "Đúng hạn",
    Punctuality.MISSING: "Chưa báo cáo",
    Punctuality.WAITING: "Chưa báo cáo",
    Punctuality.EXCUSED: "Được miễn",
    Punctuality.NOT_DUE: "Không phải báo cáo",
}
MOST_IN_A_MESSAGE = 5
"""So many concerns stand in a message; how many more there are is said."""
_NOT_YET = (Punctuality.MISSING, Punctuality.WAITING)
_ABBREVIATIONS = {name: short for short, name in TYPES.items()} | {"Công văn": "CV"}


def state_told(standing: Standing) -> str:
    """How a report stands, in a table: "Trễ 4 phút"."""
    if standing.state is Punctuality.LATE:
        return f"Trễ {number(standing.minutes)} phút"
    return _STATES[standing.state]


def received_told(row: BoardRow) -> str:
    """When a report came: the time, with the day where that is another one."""
    if row.report is None:
        return ""
    at = row.report.received_at
    time = clock_time(at)
    return time if local_day(at) == row.report.day else f"{time} ngày {day(local_day(at))}"


def until_told(page: DirectorPage) -> str:
    """The moment up to which a page counts: "Tính đến 8g35", with the day where it is another."""
    time = clock_time(page.at).removeprefix("0")
    on = local_day(page.at)
    return f"Tính đến {time}" + (f" ngày {day(on)}" if on != page.day else "")


def standing_sentence(board: Board) -> str:
    """Who reported: on time, late, not yet; a clause of nobody is left out."""
    if board.deadline is None:
        return f"Ngày {day(board.day)} các đơn vị không phải báo cáo."
    on_time, late, not_yet, excused = _sorted(board)
    due = len(on_time) + len(late) + len(not_yet)
    told = [f"Có {padded(len(on_time))}/{padded(due)} đơn vị báo cáo đúng hạn"] if due else []
    if late:
        named = "; ".join(
            f"{row.department}, trễ {padded(row.standing.minutes)} phút" for row in late
        )
        told.append(f"{padded(len(late))} đơn vị báo cáo trễ ({named})")
    if not_yet:
        told.append(f"{padded(len(not_yet))} đơn vị chưa báo cáo ({_named(not_yet)})")
    if excused:
        told.append(f"{padded(len(excused))} đơn vị được miễn ({_named(excused)})")
    return f"{'; '.join(told)}."


def results_told(unit: UnitDay) -> str:
    """What a department did, in one line: what it says, then its figures that are not 0."""
    told = [one_line(text) for _duty, text in unit.results]
    told.append(figures_told(figure for figure in unit.figures if figure[1]))
    return "; ".join(text.rstrip(".;") for text in told if text)


def figures_told(figures: Iterable[tuple[IndicatorRow, int]]) -> str:
    """Indicators of a day, one after the other."""
    return "; ".join(figure_told(indicator, value) for indicator, value in figures)


def figure_told(indicator: IndicatorRow, value: int) -> str:
    """One indicator: "Đính chính: 01 tin, bài", "Đã họp: có"."""
    if indicator.kind is IndicatorKind.YES_NO:
        return f"{indicator.name}: {'có' if value else 'không'}"
    return f"{indicator.name}: {padded(value)} {indicator.unit}".rstrip()


def people_told(unit: UnitDay) -> str:
    """The department's people as its report told them: "có mặt 11, nghỉ 01, sốt 0"."""
    if (report := unit.row.report) is None:
        return ""
    counts = (
        ("có mặt", report.present),
        ("nghỉ", report.on_leave),
        ("cách ly", report.quarantined),
        ("sốt", report.feverish),
    )
    return ", ".join(f"{word} {padded(count)}" for word, count in counts if count is not None)


def one_line(text: str) -> str:
    """A text of several lines in one."""
    lines = (line.strip().removeprefix("-").strip() for line in text.splitlines())
    return "; ".join(line.rstrip(".;") for line in lines if line)


def concerns(page: DirectorPage) -> list[str]:
    """What the Director has to look at, a dash a line; empty where there is nothing."""
    return [
        *(line for row in page.stock.supplies if (line := _lacking(row))),
        *expiry_lines(page.stock.expiring, page.stock.supplies),
        *(_overdue(row) for row in page.rounds if row.overdue),
        *(_missing(row) for row in page.missing),
    ]


def message(page: DirectorPage) -> str:
    """The page in a few sentences, to be copied into a message."""
    on, until = day(page.day), until_told(page)
    is_today = local_day(page.at) == page.day
    when = f"{until} ngày {on}" if is_today else f"Ngày {on}, t{until[1:]}"
    sentences = [f"{when}: {_standing_short(page.board)}."]
    if masks := [row for row in page.stock.supplies if row.is_mask]:
        told = [f"tồn {number(sum(row.closing for row in masks))}"]
        if issued := sum(row.issued for row in masks):
            told.append(f"cấp {number(issued)}")
        if page.stock.mask_cover is not None:
            told.append(f"đủ dùng {number(page.stock.mask_cover)} ngày làm việc")
        sentences.append(f"Khẩu trang: {', '.join(told)}.")
    if rounds := [row for row in page.rounds if row.to_sign]:
        told = [
            f"{_short(row.documents)}: {number(row.signed)}/{number(row.to_sign)}"
            f" ({percent(row.signed, row.to_sign)})"
            for row in rounds
        ]
        sentences.append(f"Ký nhận {'; '.join(told)}.")
    about = [line.removeprefix("- ").rstrip(".") for line in concerns(page)]
    if len(about) > MOST_IN_A_MESSAGE:
        left = len(about) - MOST_IN_A_MESSAGE
        about = [*about[:MOST_IN_A_MESSAGE], f"{padded(left)} việc khác (xem báo cáo nhanh)"]
    concern = "; ".join(about) or NONE.rstrip(".").lower()
    return " ".join([*sentences, f"Cần quan tâm: {concern}."])


def _sorted(board: Board) -> tuple[list[BoardRow], list[BoardRow], list[BoardRow], list[BoardRow]]:
    def of(*states: Punctuality) -> list[BoardRow]:
        return [row for row in board.rows if row.standing.state in states]

    late = (Punctuality.LATE,)
    return of(Punctuality.ON_TIME), of(*late), of(*_NOT_YET), of(Punctuality.EXCUSED)


def _standing_short(board: Board) -> str:
    if board.deadline is None:
        return "không phải báo cáo"
    on_time, late, not_yet, excused = _sorted(board)
    due = len(on_time) + len(late) + len(not_yet)
    told = [f"{padded(len(on_time))}/{padded(due)} đơn vị đúng hạn"]
    if late:
        minutes = (f"{_brief(row)} {padded(row.standing.minutes)} phút" for row in late)
        told.append(f"trễ: {', '.join(minutes)}")
    if not_yet:
        told.append(f"chưa báo cáo: {', '.join(map(_brief, not_yet))}")
    if excused:
        told.append(f"được miễn: {', '.join(map(_brief, excused))}")
    return "; ".join(told)


def _brief(row: BoardRow) -> str:
    return row.short_name or row.department


def _named(rows: Sequence[BoardRow]) -> str:
    return "; ".join(row.department for row in rows)


def _lacking(supply: SupplyFigures) -> str:
    """A supply that is gone or short, in one line of the page; else nothing."""
    if supply.closing <= 0:
        since = supply.stocked_out_since
        return stocked_out_line(supply.name, since) if since else ""
    if not supply.is_needed:
        return ""
    unit = supply_measure(supply)
    told = f"- {supply.name}: còn {unit.padded(supply.closing)} {unit.name}"
    if is_short(supply):
        told += f" (tối thiểu {unit.padded(supply.minimum)})"
    if supply.days_of_cover:
        told += f", đủ dùng {padded(supply.days_of_cover)} ngày làm việc"
    return f"{told}."


def _overdue(row: SigningRound) -> str:
    return (
        f"- {all_named(row.documents)}: còn {padded(row.unsigned)} người chưa ký,"
        f" {padded(row.overdue)} người quá hạn."
    )


def _missing(row: MissingRun) -> str:
    return (
        f"- {row.department}: không báo cáo {padded(row.days)} ngày liên tiếp"
        f" (từ ngày {day(row.since)})."
    )


def _short(documents: Sequence[CitedDocument]) -> str:
    """The documents of a round in a message: "KH 362"; without a number, the type and day."""
    told = []
    for one in documents:
        short = _ABBREVIATIONS.get(one.type, one.type)
        count = one.number.partition("/")[0].strip()
        told.append(f"{short} {count}" if count else f"{short} ngày {day(one.issued_on)}")
    return ", ".join(told)
