"""Báo cáo tuần: the weekly logistics report with its annexes (papers.md 1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reportlab.lib.units import mm

from db.queries.report import WeeklyReport
from desktop.papers import (
    fonts,
    official,
    weekly_daily,
    weekly_documents,
    weekly_issued,
    weekly_leaflets,
    weekly_received,
    weekly_requests,
    weekly_tables,
)
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import clock_time, day, local_day, padded
from desktop.papers.flow import Piece, keep_with, paragraph, paragraphs
from desktop.papers.grid import grid_table
from desktop.papers.office import Letterhead, OfficeIdentity
from desktop.papers.official import BODY, Stamp
from desktop.papers.period import Period
from desktop.papers.weekly_annexes import CHANGES, Annex, annex_names, annexes
from desktop.papers.weekly_text import asked_for, mask_check_sentence, proposed


@dataclass
class Draft:
    """The report being laid out: what it says, for whom, and how many tables it has so far."""

    report: WeeklyReport
    office: OfficeIdentity
    texts: Mapping[str, str]
    period: Period
    head: Letterhead
    stamp: Stamp
    annex_names: Mapping[str, str]
    tables: int = field(default=0)

    def table(self, title: str, laid: weekly_tables.Laid) -> list[Piece]:
        """A table under its running number."""
        self.tables += 1
        table, rows = laid
        return [*official.caption(f"Bảng {self.tables}. {title}"), *table.pieces(rows)]

    def nothing(self) -> list[Piece]:
        """What stands in place of a table without rows."""
        return paragraph(self.period.nothing, BODY, TEXT_WIDTH)


Area = Callable[[Draft], tuple[str, list[Piece]] | None]


def weekly_report(
    report: WeeklyReport,
    office: OfficeIdentity,
    texts: Mapping[str, str],
    printed_at: datetime,
    paper_date: date | None = None,
    *,
    head: Letterhead | None = None,
    paper_number: str = "",
    code: str = "",
    urgency: str = "",
    mark: str = "",
) -> bytes:
    """Write the report of a period as PDF.

    `texts` takes the place of what `weekly_text.proposed` words; without `paper_date` the day is
    left for the hand. `head` is the office's internal letterhead unless another is given, `mark` the
    audit's, by which the book can be held against the paper later.
    """
    fonts.use(office.typeface)
    report = weekly_requests.with_requests(report, texts)
    period = Period.of(report.from_on, report.to_on, report.week)
    head = head or office.internal
    stamp = Stamp(paper_number, paper_date, local_day(printed_at), urgency)
    added, names = annexes(report), annex_names(report)
    draft = Draft(
        report=report,
        office=office,
        texts={**proposed(report, office, names.get(CHANGES, "")), **texts},
        period=period,
        head=head,
        stamp=stamp,
        annex_names=names,
    )
    on_top = official.is_decree_30(office, paper_date or stamp.printed_on)
    numbers = official.page_numbers(on_top=on_top)
    foot = _foot(report, office, printed_at, code, mark)
    parts = [Part(_body(draft) + foot, numbers, outline="Báo cáo")]
    parts += [_annex_part(draft, annex, numbers) for annex in added]
    return write_pdf(parts, weekly_title(report), office.office)


def weekly_title(report: WeeklyReport) -> str:
    """What a report is called as a file: a correction says so."""
    period = Period.of(report.from_on, report.to_on, report.week)
    kind = "Báo cáo đính chính" if report.edition else "Báo cáo"
    return f"{kind} công tác hậu cần {period.name}"


def _body(draft: Draft) -> list[Piece]:
    """The report itself, from the letterhead to the signature."""
    office = draft.office
    pieces: list[Piece] = [
        official.letterhead(draft.head, office.place, draft.stamp),
        *official.title(
            "BÁO CÁO ĐÍNH CHÍNH" if draft.report.edition else "BÁO CÁO",
            (f"Công tác hậu cần phòng, chống {office.campaign}", draft.period.title),
        ),
        *paragraph(f"Kính gửi: {office.addressee}.", official.ADDRESSEE, TEXT_WIDTH),
        *paragraph(_basis(draft), BODY, TEXT_WIDTH),
        *official.heading("I. KẾT QUẢ THỰC HIỆN"),
        *official.heading("1. Kết quả chung"),
        *_general(draft),
    ]
    in_use = [found for write in AREAS if (found := write(draft)) is not None]
    for index, (title, area) in enumerate(in_use, start=2):
        pieces += [*official.heading(f"{index}. {title}"), *area]
    pieces += _section(draft, "II", "KHÓ KHĂN, VƯỚNG MẮC")
    pieces += _section(draft, "III", f"NHIỆM VỤ {draft.period.next_heading}")
    pieces += _requests(draft)
    pieces += paragraph(_last_sentence(draft), BODY, TEXT_WIDTH)
    keep_with(pieces, 2)
    recipients = [line.strip() for line in draft.texts["recipients"].splitlines() if line.strip()]
    return [*pieces, official.closing(recipients, draft.head)]


def _basis(draft: Draft) -> str:
    office = draft.office
    return (
        f"Thực hiện {official.plan_cited(office)},"
        f" {office.office} báo cáo công tác hậu cần {draft.period.name} như sau:"
    )


def _last_sentence(draft: Draft) -> str:
    office = draft.office
    return (
        f"Trên đây là báo cáo công tác hậu cần phòng, chống {office.campaign_short}"
        f" {draft.period.name}, {office.office} kính trình {office.director} xem xét, chỉ đạo./."
    )


def _general(draft: Draft) -> list[Piece]:
    """Kết quả chung: its sentences run together, unless the clerk wrote paragraphs."""
    sentences = [draft.texts.get(f"K{index}", "").strip() for index in range(1, 7)]
    text = " ".join(sentence for sentence in sentences if sentence)
    return paragraphs(text, BODY, TEXT_WIDTH) or draft.nothing()


def _section(draft: Draft, key: str, title: str) -> list[Piece]:
    return [*official.heading(f"{key}. {title}"), *paragraphs(draft.texts[key], BODY, TEXT_WIDTH)]


def _requests(draft: Draft) -> list[Piece]:
    """Section IV: the table follows the sentence that ends in a colon, else all of the text."""
    pieces = list(official.heading("IV. KIẾN NGHỊ, ĐỀ XUẤT"))
    lines = [line for line in draft.texts["IV"].splitlines() if line.strip()]
    table: list[Piece] = []
    if asked_for(draft.report):
        laid = weekly_tables.requests(draft.report, draft.period)
        table = draft.table("Vật tư đề nghị bổ sung", laid)
    at = next((i for i, line in enumerate(lines, 1) if line.rstrip().endswith(":")), len(lines))
    pieces += paragraphs("\n".join(lines[:at]), BODY, TEXT_WIDTH)
    if table:
        keep_with(pieces, 1)
    return [*pieces, *table, *paragraphs("\n".join(lines[at:]), BODY, TEXT_WIDTH)]


def _supplies(draft: Draft) -> tuple[str, list[Piece]] | None:
    """Vật tư phòng, chống dịch: what came, went and is left; to whom; from whom."""
    report = draft.report
    if not report.supplies:
        return None
    points = (
        ("Nhập, xuất, tồn", _stock),
        ("Cấp phát theo phòng, đơn vị", _departments),
        ("Cấp khẩu trang theo nhóm", _groups),
        ("Nguồn tiếp nhận", _received),
    )
    pieces: list[Piece] = []
    for letter, (title, write) in zip("abcdđe", points, strict=False):
        pieces += [*official.point(f"{letter}) {title}"), *(write(draft) or draft.nothing())]
    return "Vật tư phòng, chống dịch", pieces


def _stock(draft: Draft) -> list[Piece]:
    report, shown = draft.report, list(draft.report.supplies)
    if len(shown) > weekly_tables.MANY:
        shown = [s for s in shown if weekly_tables.is_moved(s) or s.is_needed or s.expiring_lot]
    title = f"Nhập, xuất, tồn vật tư {draft.period.name}"
    pieces = (
        draft.table(title, weekly_tables.stock(shown, draft.period)) if shown else draft.nothing()
    )
    if len(shown) < len(report.supplies):
        text = f"Các vật tư khác không phát sinh, xem {draft.annex_names['stock']}."
        pieces += paragraph(text, BODY, TEXT_WIDTH)
    if vouchers := _vouchers(report):
        pieces += paragraph(vouchers, BODY, TEXT_WIDTH)
    return pieces


def _vouchers(report: WeeklyReport) -> str:
    """Which vouchers the figures come from."""
    parts = []
    for name, numbers in (("phiếu nhập kho", report.receipts), ("phiếu xuất kho", report.issues)):
        if numbers is None:
            continue
        run = (
            f"từ số {numbers.first} đến số {numbers.last}"
            if numbers.count > 1
            else f"số {numbers.first}"
        )
        parts.append(f"{name}: {run} ({padded(numbers.count)} phiếu)")
    if undone := report.reversed_numbers:
        parts.append(f"đã hủy {padded(len(undone))} phiếu ({', '.join(undone)})")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _departments(draft: Draft) -> list[Piece]:
    supplies = weekly_issued.issued_supplies(draft.report)
    if not supplies:
        return []
    shown = supplies[: weekly_issued.IN_TEXT]
    laid = weekly_issued.departments(draft.report, shown, TEXT_WIDTH / mm)
    pieces = draft.table("Vật tư đã cấp theo phòng, đơn vị", laid)
    if len(shown) < len(supplies):
        text = f"Các vật tư khác đã cấp xem {draft.annex_names['departments']}."
        pieces += paragraph(text, BODY, TEXT_WIDTH)
    return pieces


def _groups(draft: Draft) -> list[Piece]:
    masks = [supply for supply in draft.report.supplies if supply.is_mask]
    if not any(mask.issued for mask in masks):
        return []
    return draft.table("Khẩu trang đã cấp theo nhóm", weekly_issued.groups(draft.report))


def _received(draft: Draft) -> list[Piece]:
    if not weekly_received.received_lines(draft.report):
        return []
    title = f"Vật tư tiếp nhận trong {draft.period.noun}"
    return draft.table(title, weekly_received.received(draft.report))


def _documents(draft: Draft) -> tuple[str, list[Piece]] | None:
    """Phổ biến văn bản: who signed for what, and which units have still to."""
    rounds = draft.report.rounds
    if rounds is None:
        return None
    if not rounds:
        return weekly_documents.TITLE, draft.nothing()
    pieces = draft.table(weekly_documents.TABLE, weekly_documents.signing_table(rounds))
    for sentence in weekly_documents.unfinished(rounds):
        pieces += paragraph(sentence, BODY, TEXT_WIDTH)
    return weekly_documents.TITLE, pieces


def _leaflets(draft: Draft) -> tuple[str, list[Piece]] | None:
    """Tờ bướm tuyên truyền: what was printed, distributed, signed for and is left; K4 below."""
    report = draft.report
    if report.leaflets is None:
        return None
    grid = weekly_leaflets.leaflets_grid(report, draft.period)
    if not grid.rows:
        return weekly_leaflets.TITLE, draft.nothing()
    pieces = draft.table(weekly_leaflets.caption(report), grid_table(grid))
    pieces += paragraphs(draft.texts.get("K4", ""), BODY, TEXT_WIDTH)
    return weekly_leaflets.TITLE, pieces


def _daily(draft: Draft) -> tuple[str, list[Piece]] | None:
    """Báo cáo trước 8g30: how each unit reported; how the web site was kept up to date."""
    units, site = draft.report.daily, draft.report.site
    if units is None and site is None:
        return None
    pieces: list[Piece] = []
    if units and weekly_daily.has_any(units):
        laid = grid_table(weekly_daily.punctuality_grid(units))
        pieces += draft.table(weekly_daily.TABLE, laid)
    if site is not None:
        pieces += paragraphs(weekly_daily.site_sentence(site), BODY, TEXT_WIDTH)
    return weekly_daily.TITLE, pieces or draft.nothing()


def _mask_checks(draft: Draft) -> tuple[str, list[Piece]] | None:
    """Nhắc nhở mang khẩu trang: where it was looked at, and what was found."""
    figures = draft.report.mask_checks
    if figures is None:
        return None
    title = "Nhắc nhở mang khẩu trang nơi làm việc"
    if not figures.checks:
        return title, draft.nothing()
    return title, paragraph(mask_check_sentence(figures), BODY, TEXT_WIDTH)


AREAS: tuple[Area, ...] = (_supplies, _documents, _leaflets, _daily, _mask_checks)


def _foot(
    report: WeeklyReport, office: OfficeIdentity, printed_at: datetime, code: str, mark: str
) -> list[Piece]:
    at = f"in lúc {clock_time(printed_at)} ngày {day(local_day(printed_at))}"
    texts = [code, at if office.shows_print_time else ""]
    texts.append(mark)
    texts.append("" if report.is_closed else "số liệu chưa khóa sổ")
    return [official.foot_line(texts)] if any(texts) else []


def _annex_part(draft: Draft, annex: Annex, numbers: Callable[..., None]) -> Part:
    room = WIDE_TEXT_WIDTH if annex.is_wide else TEXT_WIDTH
    name = draft.annex_names[annex.key]
    link = f"(Kèm theo {draft.stamp.reference(draft.head)})"
    pieces = [
        *paragraph(name, official.SUBJECT, room, keeps_next=True),
        *paragraph(annex.title, official.SUBJECT, room, keeps_next=True),
        *paragraph(link, official.BESIDE, room, keeps_next=True),
        *annex.write(draft.period, room),
    ]
    return Part(pieces, numbers, is_wide=annex.is_wide, outline=name)
