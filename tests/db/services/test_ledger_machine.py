"""Random acts on random days: after each the book is what the model says, and the check is empty."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.kinds import Series, Source
from db.models.stock import Numbering, PeriodClose, Voucher
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from tests.db.conftest import NewWorld
from tests.db.services.ledger_model import Model, ModelVoucher, Refused
from tests.db.world import World, feb

DAYS = (date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 2), *map(feb, (3, 4, 5, 6, 7, 9, 10)))
EXPIRIES = (None, None, date(2020, 1, 2), feb(5), feb(9), date(2021, 1, 1))
SUPPLIES, STORES = (0, 1), (0, 0, 1)

day = st.sampled_from(DAYS)
late_day = st.sampled_from(DAYS[3:])
store = st.sampled_from(STORES)
supply = st.sampled_from(SUPPLIES)
received = st.lists(
    st.tuples(supply, st.integers(1, 12), st.integers(0, 100), st.sampled_from(EXPIRIES)),
    min_size=1,
    max_size=3,
)
issued = st.lists(st.tuples(supply, st.integers(1, 9)), min_size=1, max_size=3)


class Ledger(RuleBasedStateMachine):
    """The book beside its model."""

    open_world: Callable[[], World]

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).open_world()
        self.model = Model(feb(10))
        self.supplies = (self.world.masks, self.world.gel)
        self.stores = (self.world.store, self.world.desk)

    def teardown(self) -> None:
        self.world.book.close()

    @rule(day=day, store=store, lines=received)
    def receive(self, day: date, store: int, lines: list[Any]) -> None:
        self.both(
            lambda model: model.receive(day, store, lines),
            lambda: self.world.book.do(post_receipt, self.receipt(day, store, lines)),
        )

    @rule(day=day, store=store, lines=issued)
    def issue(self, day: date, store: int, lines: list[Any]) -> None:
        self.both(
            lambda model: model.issue("XK", day, store, lines),
            lambda: self.world.book.do(post_issue, self.new_issue(Series.XK, day, store, lines)),
        )

    @rule(day=late_day, supply=supply)
    def give_one_at_the_counter(self, day: date, supply: int) -> None:
        self.both(
            lambda model: model.issue("CL", day, 0, [(supply, 1)]),
            lambda: self.world.book.do(
                post_issue, self.new_issue(Series.CL, day, 0, [(supply, 1)])
            ),
        )

    @precondition(lambda self: self.model.vouchers)
    @rule(at=st.integers(0, 10**6))
    def reverse(self, at: int) -> None:
        number, _ = self.pick(at)
        self.both(
            lambda model: model.reverse(model.vouchers[number - 1]),
            lambda: self.world.book.do(reverse_voucher, self.id_of(number), "ghi nhầm"),
        )

    @precondition(lambda self: self.model.vouchers)
    @rule(at=st.integers(0, 10**6), day=day, lines=issued)
    def correct(self, at: int, day: date, lines: list[Any]) -> None:
        number, old = self.pick(at)

        def in_model(model: Model) -> None:
            model.reverse(model.vouchers[number - 1])
            if old.kind == "receipt":
                model.receive(day, old.store, as_received)
            else:
                model.issue("XK", day, old.store, lines)

        as_received: list[Any] = [(supply, pieces, pieces * 7, None) for supply, pieces in lines]
        corrected = (
            self.receipt(day, old.store, as_received)
            if old.kind == "receipt"
            else self.new_issue(Series.XK, day, old.store, lines)
        )
        self.both(
            in_model,
            lambda: self.world.book.do(correct_voucher, self.id_of(number), "sửa", corrected),
        )

    @precondition(lambda self: len(self.model.vouchers) > 2 and self.model.closed_to == date.min)
    @rule(day=st.sampled_from((DAYS[2], feb(5), feb(7))))
    def close(self, day: date) -> None:
        def close_period(session: Session, act: Act) -> None:
            session.add(PeriodClose(closed_to=day, act_id=act.id, undone_at=None, reason=""))

        self.world.book.do(close_period)
        self.model.closed_to = day

    @invariant()
    def the_book_is_what_the_model_says(self) -> None:
        lots = [(number, lot) for number, lot in enumerate(self.model.lots, 1) if lot.days]
        assert self.world.balances() == {
            (self.stores[lot.store], number): (lot.on_hand, lot.value) for number, lot in lots
        }
        assert self.world.stock_days() == {
            (self.stores[lot.store], number, day): net
            for number, lot in lots
            for day, net in lot.days.items()
            if net
        }
        query = select(Voucher.series, Voucher.year, Voucher.number, Voucher.day)
        posted = [tuple(row) for row in self.world.rows(query.order_by(Voucher.id))]
        assert posted == [(*voucher.number, voucher.day) for voucher in self.model.vouchers]
        counters = self.world.rows(select(Numbering.series, Numbering.year, Numbering.last))
        assert {(row[0], row[1]): row[2] for row in counters} == dict(self.model.last)
        assert self.world.healthy()

    def both(self, in_model: Callable[[Model], None], in_book: Callable[[], int]) -> None:
        """Do it in the model, then in the book: the same happens, or the same is refused."""
        after = deepcopy(self.model)
        try:
            in_model(after)
        except Refused as no:
            refused = no.error
        else:
            voucher_id = in_book()
            self.model = after
            last = self.model.vouchers[-1]
            assert self.world.moves(voucher_id) == last.moves
            return
        with pytest.raises(refused):
            in_book()

    def pick(self, at: int) -> tuple[int, ModelVoucher]:
        number = at % len(self.model.vouchers) + 1
        return number, self.model.vouchers[number - 1]

    def id_of(self, number: int) -> int:
        ids = self.world.rows(select(Voucher.id).order_by(Voucher.id))
        found: int = ids[number - 1][0]
        return found

    def receipt(self, day: date, store: int, lines: list[Any]) -> NewReceipt:
        return NewReceipt(
            day,
            self.stores[store],
            Source.PURCHASE,
            tuple(
                ReceiptLine(self.supplies[supply], pieces, value, expires_on=expires_on)
                for supply, pieces, value, expires_on in lines
            ),
        )

    def new_issue(self, series: Series, day: date, store: int, lines: list[Any]) -> NewIssue:
        return NewIssue(
            day,
            self.stores[store],
            tuple(
                IssueLine(self.supplies[supply], pieces, staff_id=self.world.clerk)
                for supply, pieces in lines
            ),
            series=series,
        )


@pytest.mark.parametrize(
    ("engine_name", "runs", "steps"),
    [("sqlite", 20, 20), ("postgresql", 4, 20)],
    indirect=["engine_name"],
)
def test_random_acts_leave_the_book_as_the_model_says(
    engine_name: str, runs: int, steps: int, new_world: NewWorld
) -> None:
    class OnEngine(Ledger):
        open_world = staticmethod(lambda: new_world(engine_name))

    run_state_machine_as_test(
        OnEngine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
