"""The vouchers around a voucher: what reversed it, what it replaced."""

import pytest

from db.errors import NotFound
from db.kinds import Source
from db.queries.voucher_links import voucher_links
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import NewReceipt, ReceiptLine
from tests.db.world import World, feb


def test_a_reversed_voucher_and_its_reversal_name_each_other(world: World) -> None:
    receipt = world.receive(feb(3), 100)
    reversal = world.book.do(reverse_voucher, receipt, "ghi nhầm")

    of_receipt = world.book.ask(voucher_links, receipt)
    of_reversal = world.book.ask(voucher_links, reversal)

    assert of_receipt.reversed_by is not None
    assert of_receipt.reversed_by.voucher_id == reversal
    assert of_receipt.replaced_by is None
    assert of_reversal.reverses is not None
    assert of_reversal.reverses.number == world.number(receipt)
    assert of_reversal.posted_by


def test_a_corrected_voucher_leads_to_what_replaced_it_and_back(world: World) -> None:
    wrong = world.receive(feb(3), 100)
    line = ReceiptLine(world.masks, 10)
    right = world.book.do(
        correct_voucher,
        wrong,
        "ghi nhầm số",
        NewReceipt(feb(3), world.store, Source.PURCHASE, (line,)),
    )

    of_wrong, of_right = (world.book.ask(voucher_links, one) for one in (wrong, right))

    assert of_wrong.replaced_by is not None
    assert of_wrong.replaced_by.voucher_id == right
    assert of_right.replaces is not None
    assert of_right.replaces.voucher_id == wrong


def test_a_voucher_on_its_own_has_nothing_around_it(world: World) -> None:
    links = world.book.ask(voucher_links, world.receive(feb(3), 100))

    assert (links.reverses, links.reversed_by, links.replaces, links.replaced_by) == (
        None,
        None,
        None,
        None,
    )
    with pytest.raises(NotFound):
        world.book.ask(voucher_links, 999)
