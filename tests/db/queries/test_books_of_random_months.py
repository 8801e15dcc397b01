"""Books, vouchers and the summary of random months agree with each other and with the movements."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from db.queries.stock_books import StockBook, stock_book
from db.queries.stock_report import StockReportRow, Worth, stock_report
from db.queries.voucher_paper import voucher_paper
from tests.db.conftest import NewWorld
from tests.db.history import DAYS, histories, live
from tests.db.storeroom import fill, sums
from tests.db.world import World, supplies_of

SPANS = ((DAYS[0], DAYS[-1]), (DAYS[4], DAYS[8]), (date(2020, 1, 1), date(2020, 12, 31)))
FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@given(history=histories)
@FEW
def test_each_book_comes_to_what_the_summary_says(
    new_world: NewWorld, history: list[object]
) -> None:
    world = new_world("sqlite")
    live(world, history)
    _agree(world)


def test_the_same_with_every_kind_of_voucher(new_world: NewWorld) -> None:
    world = new_world("sqlite")
    fill(world)
    _agree(world)


def _agree(world: World) -> None:
    for store in (None, world.store, world.desk):
        for first, last in SPANS:
            rows = world.book.ask(stock_report, first, last, store)
            summary = {row.supply.supply_id: row for row in rows}
            for supply in supplies_of(world):
                book = world.book.ask(stock_book, supply, store, first, last)
                _same(book, summary.get(supply))
    for voucher_id, store_id in world.rows(text("SELECT id, store_id FROM voucher")):
        paper = world.book.ask(voucher_paper, voucher_id)
        here = sums(world, "m.voucher_id = :v AND m.store_id = :k", v=voucher_id, k=store_id)
        assert sum(line.quantity for line in paper.lines) == abs(here[0])
        assert sum(line.amount for line in paper.lines) == abs(here[1])
        assert all((line.asked or 0) >= line.quantity for line in paper.lines)


def _same(book: StockBook, row: StockReportRow | None) -> None:
    came = Worth(sum(e.quantity_in for e in book.entries), sum(e.amount_in for e in book.entries))
    went = Worth(sum(e.quantity_out for e in book.entries), sum(e.amount_out for e in book.entries))
    left = Worth(book.quantity_before, book.amount_before)
    if book.entries:
        left = Worth(book.entries[-1].quantity_left, book.entries[-1].amount_left)
    told = (row.received, row.given, row.closing) if row else (Worth(), Worth(), Worth())
    assert (came, went, left) == told
