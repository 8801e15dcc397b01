"""Random months of leaflets: both sums always hold, as a model on a page says, per body too."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.errors import DomainError, MoreThanIssued, ReversalBlocked, StockShort
from db.kinds import Loss, Source
from db.models.stock import VoucherLine
from db.queries.leaflets import leaflet_figures, leaflet_standings
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over, sign_handover
from db.services.moving import NewWriteOff, StockLine, post_write_off
from db.services.printing_runs import DeliveredPart, RunLine, record_delivery
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.conftest import NewWorld
from tests.db.services.test_leaflets import district, leaflet, line_of, order
from tests.db.world import World, feb

BODIES = ("Quận 1", "Phường Bến Nghé", "Quận 3")
KINDS = (
    *("print", "print", "grant", "hand", "hand", "hand", "deposit", "visitors", "loss"),
    *("return", "return", "sign", "reverse", "correct"),
)
acts = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 1),  # leaflet
        st.integers(0, len(BODIES) - 1),
        st.integers(1, 60),  # pieces
        st.booleans(),  # whether it is on the next day
        st.integers(0, 50),  # which of the vouchers so far
    ),
    min_size=10,
    max_size=30,
)


def few(count: int) -> settings:
    """So many random months."""
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass
class Entry:
    """One voucher of one line that stands."""

    kind: str
    leaflet: int
    day: date
    pieces: int
    voucher_id: int
    body: int = 0
    signed_on: date | None = None
    of: "Entry | None" = None


@dataclass
class Month:
    """Plays acts into a book, and keeps what stands in a list."""

    world: World
    leaflets: list[int]
    runs: list[int]
    bodies: list[int]
    day: date = date(2020, 2, 3)
    stands: list[Entry] = field(default_factory=list)

    def sums(self, at: int, day: date) -> Counter[str]:
        """Pieces of a leaflet by what became of them, up to a day."""
        found: Counter[str] = Counter()
        for one in self.stands:
            if one.leaflet != at or one.day > day:
                continue
            went = one.of or one
            sign = -1 if one.of else 1
            found["deposit" if went.kind == "deposit" else went.kind] += sign * one.pieces
            if went.kind == "hand" and went.signed_on and went.signed_on <= day:
                found["signed"] += sign * one.pieces
        return found

    def got(self, at: int, day: date) -> dict[int, tuple[int, int]]:
        """What each body has of a leaflet on a day, and what it signed for."""
        has: Counter[int] = Counter()
        signed: Counter[int] = Counter()
        for one in self.stands:
            went = one.of or one
            if one.leaflet == at and one.day <= day and went.kind == "hand":
                pieces = -one.pieces if one.of else one.pieces
                has[went.body] += pieces
                if went.signed_on and went.signed_on <= day:
                    signed[went.body] += pieces
        return {body: (pieces, signed[body]) for body, pieces in has.items() if pieces}

    def in_store(self, at: int) -> int:
        found = self.sums(at, feb(10))
        gone = sum(found[kind] for kind in ("hand", "deposit", "visitors", "loss"))
        return found["print"] + found["grant"] - gone

    def of_kind(self, pick: int, *kinds: str) -> Entry | None:
        known = [one for one in self.stands if one.kind in kinds]
        return known[pick % len(known)] if known else None

    def line(self, voucher_id: int) -> int:
        query = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id)
        return int(self.world.rows(query)[0][0])

    def play(
        self, kind: str, at: int, body: int, pieces: int, is_next_day: bool, pick: int
    ) -> None:
        if is_next_day and self.day < feb(9):
            self.day = self.day.replace(day=self.day.day + 1)
        match kind:
            case "print" | "grant":
                self._bring(kind, at, pieces)
            case "return":
                self._bring_back(pick, pieces)
            case "sign":
                self._sign(pick)
            case "reverse":
                self._reverse(pick)
            case "correct":
                self._correct(pick, body, pieces)
            case _:
                self._give(kind, at, body, pieces)

    def _bring(self, kind: str, at: int, pieces: int) -> None:
        world, supply_id = self.world, self.leaflets[at]
        if kind == "print":
            part = DeliveredPart(line_of(world, self.runs[at]), pieces, 2, 3)
            told = (self.runs[at], self.day, world.store, [part])
            voucher_id = world.book.do(record_delivery, *told) or 0
        else:
            voucher_id = world.receive(self.day, pieces, supply=supply_id, source=Source.SUPERIOR)
        self.stands.append(Entry(kind, at, self.day, pieces, voucher_id))

    def _give(self, kind: str, at: int, body: int, pieces: int) -> None:
        if pieces > self.in_store(at):
            with pytest.raises(StockShort):
                self._post(kind, at, body, pieces)
        else:
            voucher_id = self._post(kind, at, body, pieces)
            self.stands.append(Entry(kind, at, self.day, pieces, voucher_id, self.bodies[body]))

    def _post(self, kind: str, at: int, body: int, pieces: int) -> int:
        do, store, supply_id = self.world.book.do, self.world.store, self.leaflets[at]
        if kind == "loss":
            line = StockLine(supply_id, pieces)
            return do(post_write_off, NewWriteOff(self.day, store, Loss.DAMAGED, "ướt", (line,)))
        if kind == "visitors":
            to_visitors = IssueLine(supply_id, pieces, is_visitors=True)
            return do(post_issue, NewIssue(self.day, store, (to_visitors,)))
        new = NewHandover(self.day, store, self.bodies[body], ((supply_id, pieces),))
        if kind == "deposit":
            new = NewHandover(
                self.day, store, self.bodies[body], ((supply_id, pieces),), is_deposit=True
            )
        return do(hand_over, [new])[0]

    def _bring_back(self, pick: int, pieces: int) -> None:
        went = self.of_kind(pick, "hand", "deposit", "visitors")
        if went is None:
            return
        left = went.pieces - sum(one.pieces for one in self.stands if one.of is went)
        line = ReturnLine(self.line(went.voucher_id), pieces)
        back = NewReturn(self.day, self.world.store, (line,), reason="thừa")
        if pieces > left:
            with pytest.raises(MoreThanIssued):
                self.world.book.do(post_return, back)
        else:
            voucher_id = self.world.book.do(post_return, back)
            self.stands.append(Entry("return", went.leaflet, self.day, pieces, voucher_id, of=went))

    def _sign(self, pick: int) -> None:
        if (one := self.of_kind(pick, "hand")) is not None:
            self.world.book.do(sign_handover, one.voucher_id, self.day)
            one.signed_on = self.day

    def _reverse(self, pick: int) -> None:
        if not self.stands:
            return
        one = self.stands[pick % len(self.stands)]
        if any(other.of is one for other in self.stands):
            with pytest.raises(ReversalBlocked):
                self.world.book.do(reverse_voucher, one.voucher_id, "nhầm")
            return
        with suppress(ReversalBlocked):  # of what came and was given out since
            self.world.book.do(reverse_voucher, one.voucher_id, "nhầm")
            self.stands.remove(one)

    def _correct(self, pick: int, body: int, pieces: int) -> None:
        wrong = self.of_kind(pick, "hand", "deposit")
        if wrong is None:
            return
        line = IssueLine(self.leaflets[wrong.leaflet], pieces, agency_id=self.bodies[body])
        right = NewIssue(wrong.day, self.world.store, (line,))
        with suppress(DomainError):  # the same book as before
            voucher_id = self.world.book.do(correct_voucher, wrong.voucher_id, "nhầm", right)
            self.stands.remove(wrong)
            self.stands.append(
                Entry(wrong.kind, wrong.leaflet, wrong.day, pieces, voucher_id, self.bodies[body])
            )


def begin(world: World) -> Month:
    leaflets = [leaflet(world, "TR01"), leaflet(world, "TR02")]
    runs = [order(world, RunLine(one, 10_000, 1_234_567)) for one in leaflets]
    month = Month(world, leaflets, runs, [district(world, name) for name in BODIES])
    for at in range(len(leaflets)):
        month.play("grant", at, 0, 100, False, 0)
        month.play("hand", at, at, 30, False, 0)
    return month


def check_against(month: Month) -> None:
    for day in (feb(4), feb(10)):
        for at, supply_id in enumerate(month.leaflets):
            (found,) = month.world.book.ask(leaflet_figures, day, [supply_id])
            sums = month.sums(at, day)
            assert (found.accepted, found.others) == (sums["print"], sums["grant"])
            assert found.distributed == sums["hand"] + sums["visitors"]
            assert (found.deposited, found.spoiled) == (sums["deposit"], sums["loss"])
            assert found.signed == sums["signed"]
            assert found.accepted + found.others == (
                found.distributed + found.deposited + found.spoiled + found.in_store
            )
            standing = month.world.book.ask(leaflet_standings, day).get(supply_id, {})
            assert month.got(at, day) == {
                body: (one.handed_over, one.signed)
                for body, one in standing.items()
                if one.handed_over
            }
    in_stock = month.world.stock()
    for at, code in enumerate(("TR01", "TR02")):
        assert month.in_store(at) == in_stock.get(code, 0)


@given(month=acts)
@few(25)
def test_both_sums_hold_after_a_random_month(
    new_world: NewWorld, month: list[tuple[str, int, int, int, bool, int]]
) -> None:
    played = begin(new_world("sqlite"))
    for act in month:
        played.play(*act)
    check_against(played)
    assert played.world.healthy()
    played.world.book.close()


@given(month=acts)
@few(5)
def test_they_hold_on_a_server_too(
    new_world: NewWorld, month: list[tuple[str, int, int, int, bool, int]]
) -> None:
    played = begin(new_world("postgresql"))
    for act in month:
        played.play(*act)
    check_against(played)
    assert played.world.healthy()
    played.world.book.close()
