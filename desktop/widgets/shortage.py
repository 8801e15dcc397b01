"""What a refusal for shortage offers: the missing receipt, filled in, or the first day that would do."""

from collections.abc import Callable
from datetime import date

from db.errors import DomainError, StockShort
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.refusals import sentence
from desktop.translation import _


def tell_refusal(
    context: Context,
    error: DomainError,
    store_id: int,
    move_to: Callable[[date], object],
    about: str = "",
) -> None:
    """Say why nothing was recorded, and what can be done about it."""
    actions = offers(context, error, store_id, move_to) if isinstance(error, StockShort) else []
    told = f"{about}: {sentence(error)}" if about else sentence(error)
    context.notice(told, Tone.BAD, actions)


def offers(
    context: Context, error: StockShort, store_id: int, move_to: Callable[[date], object]
) -> list[NoticeAction]:
    """The buttons beside a shortage."""
    missing = {
        "day": error.shortages[0].day,
        "store_id": store_id,
        "lines": [(one.supply_id, one.asked - one.available) for one in error.shortages],
    }
    found = [
        NoticeAction(
            _("Lập phiếu nhập còn thiếu"), lambda: context.navigate("receipt", prefill=missing)
        )
    ]
    days = [one.first_ok_on for one in error.shortages]
    if all(day is not None for day in days):
        later = max(day for day in days if day is not None)
        label = _("Chuyển sang ngày {day}").format(day=day_text(later))
        found.append(NoticeAction(label, lambda: _move(context, later, move_to)))
    return found


def _move(context: Context, day: date, move_to: Callable[[date], object]) -> None:
    """Go to the day; the refusal of the other one no longer holds."""
    move_to(day)
    told = _("Đã chuyển sang ngày {day}; chưa ghi sổ.")
    context.notice(told.format(day=day_text(day)), Tone.INFO)
