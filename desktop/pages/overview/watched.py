"""Vật tư cần chú ý: how each supply stands, the worst first; a row leads to its stock card."""

from db.queries.overview import Watched
from desktop.dates import day_text
from desktop.labels import number
from desktop.stock_state import state_tone, state_word
from desktop.tables import RIGHT, Column
from desktop.translation import _

NOTHING = "–"


def watched_columns() -> list[Column[Watched]]:
    """The columns of the table."""

    def lot(row: Watched) -> str:
        if row.expires_on is None:
            return NOTHING
        return " · ".join(filter(None, (row.lot, day_text(row.expires_on))))

    return [
        Column(_("Vật tư"), lambda row: row.name, tip=lambda row: f"{row.code} · {row.name}"),
        Column(_("Tồn"), lambda row: f"{number(row.quantity)} {row.unit}", RIGHT, 120),
        Column(
            _("Tối thiểu"), lambda row: number(row.minimum) if row.minimum else NOTHING, RIGHT, 92
        ),
        Column(
            _("Bình quân/ngày"),
            lambda row: number(row.average) if row.average else NOTHING,
            RIGHT,
            128,
            tip=lambda _row: _("Cấp trong 28 ngày gần nhất, chia cho số ngày làm việc"),
        ),
        Column(_("Đủ dùng"), _cover, RIGHT, 92),
        Column(_("Lô sắp hết hạn"), lot, width=170, tip=lot),
        Column(
            _("Tình trạng"),
            lambda row: state_word(row.state),
            width=156,
            tone=lambda row: state_tone(row.state),
        ),
    ]


def _cover(row: Watched) -> str:
    if row.cover is None:
        return NOTHING
    return _("{count} ngày").format(count=number(row.cover))
