"""How it reads when the book was copied last; without SQLAlchemy, for the window's foot."""

from datetime import date, datetime, timedelta

from desktop.dates import day_text
from desktop.translation import _


def backup_text(at: datetime | None, today: date) -> str:
    """The line about the latest copy: Đã sao lưu 08:12 hôm nay."""
    if at is None:
        return _("Chưa có bản sao lưu")
    local = at.astimezone()
    time, day = f"{local:%H:%M}", local.date()
    if day == today:
        return _("Đã sao lưu {time} hôm nay").format(time=time)
    if day == today - timedelta(days=1):
        return _("Đã sao lưu {time} hôm qua").format(time=time)
    return _("Đã sao lưu {time} ngày {day}").format(time=time, day=day_text(day))
