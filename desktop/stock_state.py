"""How a supply stands, in the office's fixed words, with a tone."""

from db.queries.overview import StockState
from desktop.context import Tone
from desktop.translation import N_, _

STATES = {
    StockState.OUT: (N_("Hết hàng"), Tone.BAD),
    StockState.EXPIRED: (N_("Đã hết hạn"), Tone.BAD),
    StockState.SHORT: (N_("Dưới mức tối thiểu"), Tone.WARNING),
    StockState.RUNNING_OUT: (N_("Sắp hết"), Tone.WARNING),
    StockState.EXPIRING: (N_("Sắp hết hạn"), Tone.WARNING),
    StockState.ENOUGH: (N_("Đủ dùng"), Tone.OK),
    StockState.UNKNOWN: ("–", Tone.NONE),
}
LACKING = frozenset({StockState.OUT, StockState.SHORT, StockState.RUNNING_OUT})


def state_word(state: StockState) -> str:
    """The word for it."""
    return _(STATES[state][0])


def state_tone(state: StockState) -> Tone:
    """Whether that is well."""
    return STATES[state][1]
