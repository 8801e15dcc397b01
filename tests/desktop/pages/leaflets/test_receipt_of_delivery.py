"""A receipt that a delivery made: the stock page leads to the print run instead of correcting it."""

from collections.abc import Callable

from db.queries.print_run_list import run_row
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    order_printing,
    record_delivery,
)
from desktop.context import Context
from desktop.pages.stock.page import Page
from tests.db.world import World, feb
from tests.desktop.conftest import Heard
from tests.desktop.pages.leaflets.conftest import NewLeaflet, Show


def test_the_receipt_of_a_delivery_leads_to_its_print_run(
    context: Context,
    world: World,
    new_leaflet: NewLeaflet,
    on_screen: Show,
    until_idle: Callable[[], None],
    heard: Heard,
) -> None:
    lines = (RunLine(new_leaflet("TB01", "Rửa tay"), 100),)
    run_id = world.book.do(order_printing, RunFields("In số 7", feb(3), lines, number="15/HĐ"))
    part = DeliveredPart(world.book.ask(run_row, run_id).lines[0].line_id, 60)
    voucher_id = world.book.do(record_delivery, run_id, feb(5), world.store, [part])
    page = Page(context)
    on_screen(page)
    page.open(voucher_id=voucher_id)
    until_idle()
    page.voucher.correct.click()
    told, _tone, actions = heard.notices[-1]
    assert "do lần giao của nhà in lập ra" in told
    assert not page.voucher.question.isVisible()
    actions[0].do()
    assert heard.pages[-1] == ("leaflets", {"tab": "runs", "run_id": run_id})
