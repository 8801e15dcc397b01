"""What papers of the storeroom are told by the book, on both engines."""

from datetime import date

import pytest
from sqlalchemy import text

from db.errors import NotFound
from db.kinds import NormPeriod, Outcome, VoucherKind
from db.models.catalogue import Norm
from db.queries.office import forms
from db.queries.person_history import person_history
from db.queries.stock_books import stock_book
from db.queries.unit_request import blank_request, request_of_issue
from db.queries.voucher_paper import voucher_paper
from db.services.office import save_forms
from tests.db.storeroom import fill, sums
from tests.db.world import World, feb

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def test_a_book_ends_with_what_there_is(world: World) -> None:
    fill(world)

    for store, supply in ((world.store, world.masks), (world.desk, world.masks), (None, world.gel)):
        told = world.book.ask(stock_book, supply, store, *YEAR)
        where = "m.supply_id = :supply" + (" AND m.store_id = :store" if store else "")
        facts = {"supply": supply} | ({"store": store} if store else {})
        last = told.entries[-1]
        assert (last.quantity_left, last.amount_left) == sums(world, where, **facts)
        came = sum(e.quantity_in - e.quantity_out for e in told.entries)
        opening = 200 if supply == world.masks and store == world.store else 0
        assert told.quantity_before + opening + came == last.quantity_left


def test_a_book_that_begins_later_carries_over(world: World) -> None:
    fill(world)
    told = world.book.ask(stock_book, world.masks, world.store, feb(6), feb(29))

    before = "m.supply_id = :s AND m.store_id = :k AND m.day < '2020-02-06'"
    expected = sums(world, before, s=world.masks, k=world.store)
    assert (told.quantity_before, told.amount_before) == expected
    assert {entry.day for entry in told.entries} == {feb(6), feb(7)}


def test_lines_of_a_voucher_add_up_to_its_movements(world: World) -> None:
    made = fill(world)

    for name, voucher_id in made.items():
        paper = world.book.ask(voucher_paper, voucher_id)
        store = world.rows(
            text("SELECT store_id FROM voucher WHERE id = :v").bindparams(v=voucher_id)
        )[0][0]
        here = sums(world, "m.voucher_id = :v AND m.store_id = :k", v=voucher_id, k=store)
        told = (
            sum(line.quantity for line in paper.lines),
            sum(line.amount for line in paper.lines),
        )
        assert told == (abs(here[0]), abs(here[1])), name
        assert paper.is_receipt == world.number(voucher_id).startswith("NK")
    undone = world.book.ask(voucher_paper, made["undone"])
    assert (undone.counts_as, undone.reverses) == (VoucherKind.ISSUE, world.number(made["wrong"]))


def test_a_persons_history_leaves_out_what_was_undone(world: World) -> None:
    made = fill(world)

    told = world.book.ask(person_history, world.clerk, *YEAR)

    assert (told.name, told.title, told.department) == (
        "Lê Phương Yến",
        "Chuyên viên",
        "Văn phòng Sở",
    )
    assert [(line.voucher_id, line.quantity, line.is_waiting) for line in told.got] == [
        (made["issue"], 260, False),
        (made["back"], -30, False),
    ]
    assert world.book.ask(person_history, world.inspector, *YEAR).got == ()
    assert Outcome.OPEN not in {one.outcome for one in told.rounds}
    with pytest.raises(NotFound):
        world.book.ask(person_history, 999, *YEAR)


def test_a_units_request_knows_its_people_norms_and_quantities(world: World) -> None:
    made = fill(world)

    def add(session, act):  # type: ignore[no-untyped-def]
        session.add(
            Norm(
                supply_id=world.masks,
                pieces=5,
                period=NormPeriod.WEEK,
                basis="",
                from_on=feb(1),
                version=1,
            )
        )

    world.book.do(add)

    blank = world.book.ask(blank_request, world.office, feb(10))
    asked = world.book.ask(request_of_issue, made["issue"])

    assert (blank.people, [row.supply for row in blank.rows]) == (2, ["Khẩu trang y tế"])
    assert [(norm.terms.pieces, norm.duty_post) for norm in blank.rows[0].norms] == [(5, "")]
    assert [(row.supply, row.quantity) for row in asked.rows] == [("Khẩu trang y tế", 260)]
    with pytest.raises(NotFound):
        world.book.ask(blank_request, 999, feb(10))


def test_codes_of_papers_are_kept_with_their_days(world: World) -> None:
    assert [row["from_on"] for row in world.book.ask(forms)] == ["", "2025-01-01"]

    rows = [{"from_on": "", "receipt": "A"}, {"from_on": "2021-07-01", "receipt": "B"}]
    world.book.do(save_forms, rows)

    assert world.book.ask(forms) == rows
