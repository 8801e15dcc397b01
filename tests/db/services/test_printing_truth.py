"""Random lives of a print run: nothing is lost between order and delivery, values add up to its price."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.errors import MoreThanOrdered
from db.models.stock import Voucher, VoucherLine
from db.queries.print_run_list import DeliveryRow, RunRow, deliveries, run_row
from db.queries.print_runs import brought
from db.rules.leaflets import value_of_part
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    cancel_delivery,
    order_printing,
    record_delivery,
)
from db.services.reversing import reverse_voucher
from tests.db.conftest import NewWorld
from tests.db.world import World, feb

VAT = 8

Deliver = tuple[int, int, int, int]  # line, accepted, spoiled, sent back
acts = st.one_of(
    st.tuples(
        st.just("deliver"),
        st.tuples(
            st.integers(0, 1), st.integers(0, 40), st.integers(0, 5), st.integers(0, 5)
        ).filter(lambda one: any(one[1:])),
    ),
    st.tuples(st.just("cancel"), st.integers(0, 9)),
    st.tuples(st.just("reverse"), st.integers(0, 9)),
    st.tuples(st.just("order"), st.tuples(st.integers(1, 90), st.integers(0, 10**6))),
)


@dataclass
class Life:
    """The book's run, and beside it the orders of its two lines and the parts that stand."""

    world: World
    ordered: list[RunLine]
    run_id: int
    stand: dict[int, Deliver] = field(default_factory=dict)  # by delivery

    def run(self) -> RunRow:
        return self.world.book.ask(run_row, self.run_id)

    def parts(self) -> list[DeliveryRow]:
        return self.world.book.ask(deliveries, self.run_id)

    def delivered(self, line: int) -> int:
        return sum(one[1] + one[2] for one in self.stand.values() if one[0] == line)

    def deliver(self, line: int, accepted: int, spoiled: int, back: int) -> None:
        part = DeliveredPart(self.run().lines[line].line_id, accepted, spoiled, back)
        before = {one.delivery_id for one in self.parts()}
        given = (self.run_id, feb(5), self.world.store, [part])
        if self.delivered(line) + accepted + spoiled > self.ordered[line].ordered:
            with pytest.raises(MoreThanOrdered):
                self.world.book.do(record_delivery, *given)
            return
        self.world.book.do(record_delivery, *given)
        (made,) = {one.delivery_id for one in self.parts()} - before
        self.stand[made] = (line, accepted, spoiled, back)

    def cancel(self, place: int) -> None:
        if ids := sorted(self.stand):
            gone = ids[place % len(ids)]
            self.world.book.do(cancel_delivery, gone, "ghi nhầm")
            del self.stand[gone]

    def reverse(self, place: int) -> None:
        posted = [one for one in self.parts() if one.voucher_id and not one.is_undone]
        if posted:
            chosen = posted[place % len(posted)]
            self.world.book.do(reverse_voucher, chosen.voucher_id, "ghi nhầm")
            del self.stand[chosen.delivery_id]

    def order(self, ordered: int, amount: int) -> None:
        wanted = [RunLine(self.ordered[0].supply_id, ordered, amount), self.ordered[1]]
        fields = RunFields("In 7", feb(3), tuple(wanted), vat_percent=VAT, id=self.run_id)
        if ordered < self.delivered(0):
            with pytest.raises(MoreThanOrdered):
                self.world.book.do(order_printing, fields)
            return
        self.world.book.do(order_printing, fields)
        self.ordered = wanted

    def check(self) -> None:
        """Ordered = accepted + spoiled + outstanding, of the parts that stand."""
        for place, line in enumerate(self.run().lines):
            of_it = [one for one in self.stand.values() if one[0] == place]
            assert line.ordered == self.ordered[place].ordered
            assert line.ordered == line.accepted + line.spoiled + line.outstanding
            assert line.outstanding >= 0
            assert line.accepted == sum(one[1] for one in of_it)
            assert line.spoiled == sum(one[2] for one in of_it)
            assert line.sent_back == sum(one[3] for one in of_it)
        standing = {one.delivery_id for one in self.parts() if not one.is_undone}
        assert standing == set(self.stand)

    def worth(self, line: int) -> int:
        """What the receipts of a line that stand were posted at."""
        undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
        query = select(VoucherLine.amount).where(
            VoucherLine.supply_id == self.ordered[line].supply_id,
            VoucherLine.direction == 1,
            VoucherLine.voucher_id.not_in(undone),
        )
        return sum(row[0] for row in self.world.rows(query))


def begin(world: World) -> Life:
    first, second = (
        world.book.do(save_leaflet, LeafletFields(code, code)) for code in ("TB01", "TB02")
    )
    lines = [RunLine(first, 60, 333_333), RunLine(second, 7, 100)]
    fields = RunFields("In 7", feb(3), tuple(lines), vat_percent=VAT)
    return Life(world, lines, world.book.do(order_printing, fields))


def live(world: World, told: list[tuple[str, object]]) -> None:
    """Play all acts, then let everything that is outstanding come and be good."""
    life = begin(world)
    for name, given_ in told:
        getattr(life, name)(*(given_ if isinstance(given_, tuple) else (given_,)))
        life.check()
    for place, line in enumerate(life.run().lines):
        before = life.worth(place)
        if line.outstanding:
            life.deliver(place, line.outstanding, 0, 0)
        price = value_of_part(line.amount, VAT, line.ordered, line.ordered, 0)
        if not line.spoiled and before <= price:
            assert life.worth(place) == price
        came = world.book.ask(brought, [line.line_id])[line.line_id]
        assert came.valued == life.worth(place)
    life.check()
    assert world.healthy()


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(acts, max_size=12))
def test_whatever_was_delivered_or_undone_a_run_adds_up(
    new_world: NewWorld, told: list[tuple[str, object]]
) -> None:
    live(new_world("sqlite"), told)


def test_a_run_whose_middle_part_was_undone_is_worth_its_price(world: World) -> None:
    live(
        world,
        [
            ("deliver", (0, 20, 0, 0)),
            ("deliver", (0, 19, 0, 3)),
            ("deliver", (0, 20, 0, 0)),
            ("cancel", 1),
            ("deliver", (0, 7, 0, 0)),
            ("reverse", 2),
            ("deliver", (0, 50, 0, 0)),
            ("order", (61, 333_333)),
        ],
    )
