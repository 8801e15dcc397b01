"""What forms ask while they are filled in: earlier names, usual quantities."""

from db.queries.entering import earlier_receivers, earlier_suppliers, usual_receipts
from db.services.amending import amend_voucher
from db.services.reversing import reverse_voucher, reverse_vouchers
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import World, feb


def test_earlier_suppliers_stand_once_the_latest_first(world: World) -> None:
    for supplier in ("Công ty A", "Công ty B", "Công ty A"):
        world.receive(feb(3), 10, supplier=supplier)

    assert world.book.ask(earlier_suppliers) == ["Công ty A", "Công ty B"]


def test_earlier_suppliers_are_named_as_amended_since(world: World) -> None:
    wrong = world.receive(feb(3), 10, supplier="Cty A")
    world.receive(feb(3), 10, supplier="Công ty B")
    nameless = world.receive(feb(3), 10)
    world.book.do(amend_voucher, wrong, {"supplier": "Công ty"})
    world.book.do(amend_voucher, wrong, {"supplier": "Công ty A"})
    world.book.do(amend_voucher, nameless, {"supplier": "Công ty C"})

    assert world.book.ask(earlier_suppliers) == ["Công ty C", "Công ty B", "Công ty A"]


def test_earlier_receivers_are_those_of_the_department(world: World) -> None:
    world.receive(feb(3), 10, supply=world.gel)
    line = IssueLine(world.gel, 2, department_id=world.office)
    issue = NewIssue(feb(3), world.store, (line,), world.office, receiver="Lê Phương Yến")
    world.book.do(post_issue, issue)

    assert world.book.ask(earlier_receivers, world.office) == ["Lê Phương Yến"]
    assert world.book.ask(earlier_receivers, world.inspectorate) == []


def test_the_usual_receipt_is_the_median_of_those_that_stand(world: World) -> None:
    for quantity in (50, 100, 60):
        world.receive(feb(3), quantity)
    wrong = world.receive(feb(3), 100_000)
    world.book.do(reverse_voucher, wrong, "gõ nhầm")

    assert world.book.ask(usual_receipts, [world.masks, world.gel]) == {world.masks: 60}


def test_several_vouchers_are_reversed_in_one_act_all_or_none(world: World) -> None:
    world.receive(feb(3), 100)
    issued = [world.issue(feb(4), 5), world.issue(feb(4), 6)]

    reversals = world.book.do(reverse_vouchers, issued, "phát nhầm")

    assert [world.day(voucher) for voucher in reversals] == [feb(4), feb(4)]
    assert world.stock() == {"KT01": 100}
