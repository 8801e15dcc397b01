"""The columns of the morning's board."""

from collections.abc import Callable
from datetime import datetime

from db.kinds import Punctuality
from db.queries.daily_board import BoardRow
from desktop.context import Tone
from desktop.daily_words import TONES, received_text, standing_text
from desktop.labels import member
from desktop.tables import Column
from desktop.translation import _

HEAD, REPORTER, FORM = 1, 2, 3  # columns that give their room away
ICONS = {
    Punctuality.ON_TIME: "check-circle",
    Punctuality.LATE: "warning",
    Punctuality.MISSING: "x-circle",
    Punctuality.EXCUSED: "prohibit",
    Punctuality.WAITING: "clock-countdown",
    Punctuality.NOT_DUE: "minus",
}


def board_columns(deadline: Callable[[], datetime | None]) -> list[Column[BoardRow]]:
    """Who answers, who reported how and when, how that stands: as a picture and in words."""

    def reporter(row: BoardRow) -> str:
        return row.report.reporter if row.report else ""

    def reporter_tip(row: BoardRow) -> str:
        return f"{reporter(row)}, {row.report.reporter_title}" if row.report else ""

    return [
        Column(_("Đơn vị"), lambda row: row.department, tip=lambda row: row.department),
        Column(_("Người phụ trách"), lambda row: row.head),
        Column(_("Người báo cáo"), reporter, tip=reporter_tip),
        Column(
            _("Hình thức"), lambda row: member(row.report.form) if row.report else "", width=110
        ),
        Column(_("Giờ nhận"), lambda row: received_text(row, deadline()), width=92),
        Column(
            _("Tình trạng"),
            lambda row: standing_text(row.standing),
            width=150,
            tone=lambda row: TONES.get(row.standing.state, Tone.NONE),
            tip=lambda row: row.excuse,
            icon=lambda row: ICONS[row.standing.state],
            least=150,
        ),
    ]
