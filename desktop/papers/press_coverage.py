"""The report on press coverage to the People's Committee (duty D5): an official paper of the Department."""

from collections.abc import Mapping

from db.queries.press_coverage import PressCoverage
from db.rules.calendar import days
from desktop.papers import fonts, official
from desktop.papers.daily_page import NOTHING_MOVED
from desktop.papers.daily_text import figure_told, one_line
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, local_day, long_day
from desktop.papers.flow import Piece, keep_with, paragraph, paragraphs
from desktop.papers.grid import grid_table
from desktop.papers.indicator_grids import indicator_grid, tables_of
from desktop.papers.office import OfficeIdentity
from desktop.papers.official import BODY, Stamp
from desktop.papers.period import Period
from desktop.papers.weekly_text import NONE
from desktop.papers.working import printed_at_line

ADDRESSEE = "Ủy ban nhân dân Thành phố"
TEXTS = (
    *("press_basis", "press_figures", "press_results"),
    *("press_difficulties", "press_proposals", "press_recipients"),
)
"""The texts of the report that a clerk may word otherwise, as they are kept."""
_LONGEST = 300  # letters of a day's results, then an ellipsis


def press_coverage(
    coverage: PressCoverage, office: OfficeIdentity, kept: Mapping[str, str]
) -> bytes:
    """Write the report; `kept` takes the place of what `proposed_texts` words."""
    fonts.use(office.typeface)
    texts = {**proposed_texts(coverage, office), **kept}
    printed_on = local_day(coverage.at)
    subject = (
        f"Tình hình đăng tin về {office.campaign} của các báo, đài",
        f"(từ ngày {long_day(coverage.from_on)} đến ngày {long_day(coverage.to_on)})",
    )
    pieces: list[Piece] = [
        official.letterhead(office.department, office.place, Stamp("", printed_on, printed_on)),
        *official.title("BÁO CÁO", subject),
        *paragraph(f"Kính gửi: {ADDRESSEE}.", official.ADDRESSEE, TEXT_WIDTH),
        *paragraphs(texts["press_basis"], BODY, TEXT_WIDTH),
        *_section("1. Kết quả theo dõi, thống kê", texts["press_figures"]),
        *_figures(coverage),
        *_section("2. Kết quả thực hiện nhiệm vụ", texts["press_results"]),
        *_section("3. Khó khăn, vướng mắc", texts["press_difficulties"]),
        *_section("4. Kiến nghị, đề xuất", texts["press_proposals"]),
        *paragraph(_last_sentence(coverage, office), BODY, TEXT_WIDTH),
    ]
    keep_with(pieces, 2)
    recipients = [one.strip() for one in texts["press_recipients"].splitlines() if one.strip()]
    pieces.append(official.closing(recipients, office.department))
    if told := printed_at_line(office, coverage.at):
        pieces.append(official.foot_line([told]))
    numbers = official.page_numbers(on_top=official.is_decree_30(office, printed_on))
    return write_pdf(
        [Part(pieces, numbers, outline="Báo cáo")], press_title(coverage), office.agency
    )


def press_title(coverage: PressCoverage) -> str:
    """What the report is called as a file."""
    return f"Báo cáo tình hình đăng tin của các báo, đài {_period(coverage).name}"


def proposed_texts(coverage: PressCoverage, office: OfficeIdentity) -> dict[str, str]:
    """The texts as the book words them, in the order of the paper."""
    return dict(
        zip(
            TEXTS,
            (
                _basis(coverage, office),
                _sums(coverage),
                "\n".join(_results(coverage)) or NOTHING_MOVED,
                _listed([one.difficulties for one in coverage.days]),
                _listed([one.proposals for one in coverage.days]),
                f"- Như trên;\n- Giám đốc, các Phó Giám đốc Sở;\n- Lưu: VT, {coverage.symbol}.",
            ),
            strict=True,
        )
    )


def _period(coverage: PressCoverage) -> Period:
    return Period.of(coverage.from_on, coverage.to_on, coverage.week)


def _basis(coverage: PressCoverage, office: OfficeIdentity) -> str:
    duty = coverage.sentence.strip().rstrip(".")
    given = f", trong đó giao {coverage.department} “{duty[:1].lower()}{duty[1:]}”" if duty else ""
    return (
        f"Thực hiện {official.plan_cited(office)}{given}, {office.agency} báo cáo tình hình đăng tin"
        f" về {office.campaign_short} của các báo, đài {_period(coverage).span} như sau:"
    )


def _sums(coverage: PressCoverage) -> str:
    """What all days make together; an indicator of nothing is left out."""
    told = [figure_told(row.indicator, row.together) for row in coverage.indicators if row.together]
    return f"{_period(coverage).within}: {'; '.join(told)}." if told else NOTHING_MOVED


def _results(coverage: PressCoverage) -> list[str]:
    """A dash a day: what was done for each duty, shortened."""
    lines = []
    for one in coverage.days:
        told = [
            f"{duty}: {one_line(text)}" if duty else one_line(text) for duty, text in one.results
        ]
        if text := ". ".join(part.rstrip(".;") for part in told if part):
            lines.append(f"- Ngày {day(one.day)}: {_shortened(text)}")
    return lines


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return f"{text}."
    words = text[:_LONGEST].rpartition(" ")[0]
    shown = words if len(words) > _LONGEST // 2 else text[:_LONGEST]  # a word without an end
    return f"{shown.rstrip(' .,;:')} …"


def _listed(texts: list[str]) -> str:
    """What was said on any day, each thing once."""
    lines = [line.strip().removeprefix("-").strip() for text in texts for line in text.splitlines()]
    told = dict.fromkeys(line.rstrip(".;") for line in lines if line)
    return "\n".join(f"- {line}." for line in told) or NONE


def _section(title: str, text: str) -> list[Piece]:
    return [*official.heading(title), *paragraphs(text, BODY, TEXT_WIDTH)]


def _figures(coverage: PressCoverage) -> list[Piece]:
    """The indicators by day and together, in as many tables as the days need."""
    if not coverage.indicators:
        return []
    pieces = official.caption("Bảng 1. Số liệu theo dõi tin, bài theo ngày")
    for place, (shown, is_last) in enumerate(tables_of(days(coverage.from_on, coverage.to_on))):
        table, rows = grid_table(indicator_grid(coverage.indicators, shown, is_last=is_last))
        if place:
            pieces += paragraph("", BODY, TEXT_WIDTH)
        pieces += table.pieces(rows)
    return pieces


def _last_sentence(coverage: PressCoverage, office: OfficeIdentity) -> str:
    return (
        f"Trên đây là báo cáo tình hình đăng tin về {office.campaign_short} của các báo, đài"
        f" {_period(coverage).span}, {office.agency} kính báo cáo {ADDRESSEE}./."
    )
