"""Each figure that fills itself in from the book equals an independent query over what was posted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.kinds import BookFigure, Outcome
from db.models.leaflets import PrintDelivery
from db.models.stock import VoucherLine
from db.queries.book_figures import book_figure
from db.services.deciding import decide
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.printing_runs import RunLine, cancel_delivery
from db.services.reversing import reverse_voucher
from tests.db.daily import moment
from tests.db.services.test_distributing import plan, to_all
from tests.db.services.test_leaflets import deliver, give, leaflet, order
from tests.db.world import World, feb

__all__ = ["plan", "to_all"]
SPANS = [(feb(4), feb(4)), (feb(5), feb(5)), (feb(3), feb(9)), (feb(6), feb(10)), (feb(8), feb(8))]
PRINTED = """
    SELECT coalesce(sum(m.quantity), 0) FROM movement m
    JOIN voucher v ON v.id = m.voucher_id JOIN leaflet l ON l.supply_id = m.supply_id
    WHERE v.counts_as = 'receipt' AND v.source = 'purchase' AND m.day BETWEEN :first AND :last
"""
DISTRIBUTED = """
    SELECT coalesce(sum(-m.quantity), 0) FROM movement m
    JOIN voucher v ON v.id = m.voucher_id JOIN leaflet l ON l.supply_id = m.supply_id
    WHERE v.counts_as IN ('issue', 'return') AND m.day BETWEEN :first AND :last
    AND v.id NOT IN (SELECT voucher_id FROM handover WHERE is_deposit)
"""
SIGNED = """
    SELECT count(*) FROM acknowledgement
    WHERE outcome = 'signed' AND outcome_on BETWEEN :first AND :last
"""


@pytest.fixture(autouse=True)
def _at_noon(clock: FixedClock) -> None:
    clock.moment = moment(feb(10), "12:00")


def scalar(session: Session, query: str, first: date, last: date) -> Any:
    return session.scalar(text(query), {"first": first.isoformat(), "last": last.isoformat()})


def _line_of(world: World, voucher_id: int) -> int:
    return int(world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id))[0][0])


def _delivery_of(world: World, voucher_id: int) -> int:
    of_it = PrintDelivery.voucher_id == voucher_id
    return int(world.rows(select(PrintDelivery.id).where(of_it))[0][0])


def same(world: World, figure: BookFigure, query: str) -> list[int]:
    found = []
    for first, last in SPANS:
        told = world.book.ask(book_figure, figure, first, last)
        assert told == int(world.book.ask(scalar, query, first, last)), (figure, first, last)
        found.append(told)
    return found


def test_leaflets_printed_and_distributed(world: World) -> None:
    first, second = leaflet(world), leaflet(world, "TR02")
    run = order(world, RunLine(first, 1000, 333_000))
    deliver(world, run, 600, 10)
    mistaken = deliver(world, run, 90)
    world.book.do(cancel_delivery, _delivery_of(world, mistaken), "ghi nhầm")
    world.receive(feb(4), 40, supply=second)
    given = give(world, first, "Quận 1", 200)
    give(world, first, "Quận 3", 100)
    undone = give(world, first, "Quận 4", 30)
    world.book.do(reverse_voucher, undone, "nhầm")
    back = NewReturn(feb(8), world.store, (ReturnLine(_line_of(world, given), 20),), reason="thừa")
    world.book.do(post_return, back)
    assert same(world, BookFigure.LEAFLETS_PRINTED, PRINTED) == [40, 600, 640, 0, 0]
    assert same(world, BookFigure.LEAFLETS_DISTRIBUTED, DISTRIBUTED) == [0, 0, 280, 280, -20]


def test_people_who_signed(world: World, to_all: int) -> None:
    for person, day in ((world.guard, 4), (world.clerk, 5), (world.inspector, 8)):
        world.book.do(decide, to_all, [person], Outcome.SIGNED, feb(day))
    assert same(world, BookFigure.SIGNED, SIGNED) == [1, 1, 3, 1, 1]
