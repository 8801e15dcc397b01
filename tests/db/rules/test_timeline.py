"""Which lots an issue takes from, against a model that looks at every single day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from db.rules.timeline import LotStock, Pick, Timeline

START = date(2020, 2, 3)
DAYS = [START + timedelta(days=n) for n in range(16)]
STORE, SUPPLY = 1, 7


@dataclass(frozen=True)
class ModelLot:
    """A lot as a list of what it held at the end of each of DAYS."""

    lot_id: int
    expires_on: date | None
    received_on: date
    balances: tuple[int, ...]
    amount: int

    def stock(self) -> LotStock:
        before = (0, *self.balances)
        nets = {
            day: now - then
            for day, now, then in zip(DAYS, self.balances, before, strict=False)
            if now != then
        }
        lot = LotStock(
            store_id=STORE,
            lot_id=self.lot_id,
            supply_id=SUPPLY,
            expires_on=self.expires_on,
            received_on=self.received_on,
            on_hand=self.balances[-1],
            amount=self.amount,
            nets={},
        )
        for day, net in nets.items():
            lot.add_day(day, net)
        return lot

    def offers(self, day: date) -> int:
        return min(self.balances[DAYS.index(day) :])

    def is_good(self, day: date) -> bool:
        return self.expires_on is None or self.expires_on >= day


@st.composite
def model_lots(draw: st.DrawFn) -> list[ModelLot]:
    lots = []
    for lot_id in range(1, draw(st.integers(1, 4)) + 1):
        first = draw(st.integers(0, len(DAYS) - 1))
        later = len(DAYS) - first
        balances = [0] * first + draw(st.lists(st.integers(0, 9), min_size=later, max_size=later))
        expires_on = draw(st.none() | st.sampled_from([*DAYS, date(2021, 1, 1)]))
        amount = draw(st.integers(0, 1000))
        lots.append(ModelLot(lot_id, expires_on, DAYS[first], tuple(balances), amount))
    return lots


days = st.sampled_from(DAYS)


@given(model_lots(), days)
def test_a_lot_offers_the_lowest_balance_it_has_from_the_day_on(
    lots: list[ModelLot], day: date
) -> None:
    for lot in lots:
        assert lot.stock().lowest_from(day) == lot.offers(day)


@given(model_lots(), days, days)
def test_up_to_another_day_only_the_days_between_count(
    lots: list[ModelLot], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    for lot in lots:
        between = lot.balances[DAYS.index(first) : DAYS.index(last) + 1]
        assert lot.stock().lowest_from(first, last) == min(between)


@given(model_lots(), days, st.integers(1, 25))
def test_an_issue_empties_the_lots_that_expire_first(
    lots: list[ModelLot], day: date, wanted: int
) -> None:
    timeline = Timeline(lot.stock() for lot in lots)
    expected, left = [], wanted
    by_expiry = sorted(
        lots, key=lambda lot: (lot.expires_on or date.max, lot.received_on, lot.lot_id)
    )
    for lot in by_expiry:
        taken = min(left, lot.offers(day)) if lot.is_good(day) else 0
        if taken:
            expected.append((lot.lot_id, taken))
            left -= taken
    offered = sum(lot.offers(day) for lot in lots if lot.is_good(day))
    assert timeline.available(STORE, SUPPLY, day) == offered

    picks = timeline.take(STORE, SUPPLY, day, wanted)

    if offered < wanted:
        assert picks is None
        assert timeline.available(STORE, SUPPLY, day) == offered
    else:
        assert picks is not None
        assert [(pick.lot_id, pick.quantity) for pick in picks] == expected
        assert timeline.available(STORE, SUPPLY, day) == offered - wanted


@given(model_lots(), st.lists(st.tuples(days, st.integers(1, 9)), max_size=8))
def test_no_run_of_issues_ever_makes_a_day_negative(
    lots: list[ModelLot], issues: list[tuple[date, int]]
) -> None:
    timeline = Timeline(lot.stock() for lot in lots)
    balances = {lot.lot_id: list(lot.balances) for lot in lots}
    for day, wanted in issues:
        for pick in timeline.take(STORE, SUPPLY, day, wanted) or ():
            later = range(DAYS.index(day), len(DAYS))
            for n in later:
                balances[pick.lot_id][n] -= pick.quantity
    assert min(balance for of_lot in balances.values() for balance in of_lot) >= 0


@given(st.integers(1, 60), st.integers(0, 10**12), st.data())
def test_the_values_taken_from_a_lot_add_up_to_what_it_cost(
    pieces: int, amount: int, data: st.DataObject
) -> None:
    lot = LotStock(STORE, 1, SUPPLY, None, START, pieces, amount, {START: pieces})
    value_left, taken = amount, 0
    while lot.on_hand:
        quantity = data.draw(st.integers(1, lot.on_hand))
        exact = Fraction(value_left * quantity, lot.on_hand)
        worth = lot.give(START, quantity)
        assert abs(worth - exact) <= Fraction(1, 2)
        value_left, taken = value_left - worth, taken + worth
        assert value_left >= 0
    assert taken == amount


@given(model_lots(), days, st.integers(1, 25))
def test_a_lack_says_what_there_is_when_it_falls_short_and_when_it_would_do(
    lots: list[ModelLot], day: date, asked: int
) -> None:
    def available(on: date) -> int:
        return sum(lot.offers(on) for lot in lots if lot.is_good(on))

    good = [lot for lot in lots if lot.is_good(day)]
    start = DAYS.index(day)
    if available(day) >= asked:
        return

    lack = Timeline(lot.stock() for lot in lots).lack(STORE, SUPPLY, day, asked)

    assert lack.available == available(day)
    assert lack.short_on == next(
        DAYS[last]
        for last in range(start, len(DAYS))
        if sum(min(lot.balances[start : last + 1]) for lot in good) < asked
    )
    assert lack.first_ok_on == next(
        (later for later in DAYS[start + 1 :] if available(later) >= asked), None
    )
    assert set(lack.taken_later) == {
        lot.lot_id for lot in good if lot.offers(day) < lot.balances[start]
    }


def test_lots_of_other_stores_and_supplies_stay_out() -> None:
    here = LotStock(STORE, 1, SUPPLY, None, START, 5, 0, {START: 5})
    elsewhere = LotStock(2, 1, SUPPLY, None, START, 50, 0, {START: 50})
    another = LotStock(STORE, 2, 8, None, START, 50, 0, {START: 50})
    timeline = Timeline([here, elsewhere, another])
    assert timeline.take(STORE, SUPPLY, START, 6) is None
    assert timeline.take(STORE, SUPPLY, START, 5) == [Pick(1, 5, 0)]
