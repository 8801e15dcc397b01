"""Section 3 of the weekly report: rounds of distribution, and the sentences about them."""

from collections.abc import Sequence

from db.queries.report import ListOut, RoundFigures, WeeklyReport
from desktop.papers.citing import all_named
from desktop.papers.figures import cell, day, padded, percent
from desktop.papers.tables import Column, Row, Table

TITLE = "Phổ biến văn bản đến cán bộ, công chức, viên chức, người lao động"
TABLE = "Tình hình ký nhận văn bản"
_MOST_NAMED = 6  # lists that a sentence names

_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Văn bản", 50),
    Column("Thời hạn", 21, "centre"),
    Column("Tổng số", 14, "right"),
    Column("Được miễn", 14, "right"),
    Column("Phải ký", 14, "right"),
    Column("Đã ký", 14, "right"),
    Column("Chưa ký", 14, "right"),
    Column("Tỷ lệ (%)", 16, "right"),
)


def signing_table(rounds: Sequence[RoundFigures]) -> tuple[Table, list[Row]]:
    """Bảng 5: each round as it stood at the end of the period."""
    table = Table(_COLUMNS)
    rows = [
        table.row(
            (
                str(place),
                all_named(row.documents),
                day(row.deadline_on) if row.deadline_on else "",
                cell(row.total),
                cell(row.excused),
                cell(row.to_sign),
                cell(row.signed),
                cell(row.unsigned),
                percent(row.signed, row.to_sign).removesuffix("%") if row.to_sign else "–",
            )
        )
        for place, row in enumerate(rounds, 1)
    ]
    return table, rows


def unfinished(rounds: Sequence[RoundFigures]) -> list[str]:
    """The units of each round that lack signatures, with how many signed of those who have to."""
    lacking = [row for row in rounds if row.unfinished]
    sentences = []
    for row in lacking:
        units = ", ".join(f"{u.department} ({u.signed}/{u.to_sign})" for u in row.unfinished)
        about = f" {all_named(row.documents)}" if len(lacking) > 1 else ""
        sentences.append(f"Các đơn vị chưa hoàn thành{about}: {units}.")
    return sentences


def signed_sentence(report: WeeklyReport) -> str:
    """K3: one sentence an open round."""
    return " ".join(
        f"{all_named(row.documents)}: {row.signed}/{row.to_sign} người đã ký nhận"
        f" ({percent(row.signed, row.to_sign)})."
        for row in report.rounds or ()
        if not row.is_closed and row.to_sign
    )


def lists_out_line(report: WeeklyReport) -> list[str]:
    """For section II: the signing lists that have not come back."""
    out = report.lists_out
    if not out:
        return []
    named = "; ".join(_list_name(one) for one in out[:_MOST_NAMED])
    if len(out) > _MOST_NAMED:
        named += f" và {padded(len(out) - _MOST_NAMED)} danh sách khác"
    return [f"- Còn {padded(len(out))} danh sách ký nhận chưa nộp lại Văn phòng: {named}."]


def reminder_lines(report: WeeklyReport) -> list[str]:
    """For section III: whom to remind, by round."""
    return [
        f"- Tiếp tục đôn đốc ký nhận {all_named(row.documents)} đối với"
        f" {padded(row.unsigned)} người chưa ký."
        for row in report.rounds or ()
        if not row.is_closed and row.unsigned
    ]


def _list_name(one: ListOut) -> str:
    about = all_named(one.documents) if one.documents else f"phiếu {', '.join(one.vouchers)}"
    return f"{one.department} ({about})" if one.department else about
