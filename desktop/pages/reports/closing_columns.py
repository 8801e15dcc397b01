"""The columns of closing: what hinders it, what was closed, what was kept."""

from db.queries.closing import CloseRow, Hindrance, Obstacle
from db.queries.kept_reports import KeptRow
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import moment
from desktop.pages.reports.period import span_text
from desktop.tables import Column
from desktop.translation import N_, _

_KINDS = {
    Hindrance.DRAFT: N_("Phiếu nháp"),
    Hindrance.COUNT: N_("Kiểm kê chưa duyệt"),
    Hindrance.SHEET: N_("Danh sách chưa nộp lại"),
}


def obstacle_columns() -> list[Column[Obstacle]]:
    """What it is, of which day, whether it must be settled first."""
    return [
        Column(_("Việc"), lambda one: _(_KINDS[one.kind]), width=150),
        Column(_("Nội dung"), lambda one: one.told, tip=lambda one: one.told),
        Column(_("Ngày"), lambda one: day_text(one.day), width=100),
        Column(
            _("Mức"),
            lambda one: _("Chặn") if one.is_blocking else _("Nhắc"),
            width=60,
            tone=lambda one: Tone.BAD if one.is_blocking else Tone.NONE,
        ),
    ]


def close_columns() -> list[Column[CloseRow]]:
    """To which day, when and by whom, whether it holds."""
    return [
        Column(_("Đến hết"), lambda row: day_text(row.closed_to), width=100),
        Column(_("Khóa lúc"), lambda row: moment(row.closed_at), width=132),
        Column(_("Người khóa"), lambda row: row.closed_by, tip=lambda row: row.closed_by),
        Column(_("Trạng thái"), _state, tip=_state, tone=_tone),
    ]


def kept_columns() -> list[Column[KeptRow]]:
    """Which week, which edition, when it was kept."""
    return [
        Column(_("Tuần"), lambda row: span_text(row.from_on, row.to_on), width=200),
        Column(_("Bản"), edition_words, width=120),
        Column(_("Giữ lúc"), lambda row: moment(row.kept_at), width=132),
    ]


def edition_words(row: KeptRow) -> str:
    """The report itself, or which correction of it."""
    if not row.edition:
        return _("Bản gốc")
    return _("Đính chính lần {number}").format(number=row.edition)


def _state(row: CloseRow) -> str:
    if row.undone_at is None:
        return _("Đang khóa")
    return _("Đã bỏ: {reason}").format(reason=row.reason)


def _tone(row: CloseRow) -> Tone:
    return Tone.OK if row.undone_at is None else Tone.NONE
