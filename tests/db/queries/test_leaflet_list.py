"""The lists of leaflets and print runs: what there is of them, what was deposited, how far each is."""

from datetime import date

from db.kinds import LeafletKind
from db.models.staff import Agency
from db.queries.leaflet_list import (
    deposit_bodies,
    earlier_words,
    leaflet_count,
    leaflet_rows,
    plain_publications,
)
from db.queries.print_run_list import deliveries, earlier_printers, run_row, run_rows
from db.queries.voucher_links import voucher_links
from db.rules.leaflet_checks import Need, Stage, checks, policy_of
from db.services.catalogue import SupplyFields, retire_supply, save_supply
from db.services.depositing import deposit_copies
from db.services.documents import NewFile
from db.services.leaflets import GROUP, LeafletFields, save_leaflet
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    cancel_delivery,
    order_printing,
    record_delivery,
)
from db.services.reversing import reverse_voucher
from tests.db.world import World, feb

TODAY = feb(10)
DESIGN = NewFile("mau.pdf", "application/pdf", b"%PDF-1.4")


def order(world: World, printer: str, address: str, *lines: RunLine) -> int:
    fields = RunFields(printer, feb(3), lines, number="15/HĐ", printer_address=address)
    return world.book.do(order_printing, fields)


def test_a_leaflet_is_listed_with_its_stock_its_orders_and_its_deposit(world: World) -> None:
    leaflet = world.book.do(
        save_leaflet, LeafletFields("TB01", "Rửa tay", LeafletKind.POSTER, size="A2"), DESIGN
    )
    run = order(world, "In số 7", "", RunLine(leaflet, 1000))
    line = world.book.ask(run_row, run).lines[0].line_id
    world.book.do(record_delivery, run, feb(5), world.store, [DeliveredPart(line, 600)])
    deposit = (leaflet, 2, feb(6), world.store, "Thư viện Quốc gia")
    first = world.book.do(deposit_copies, *deposit)
    world.book.do(deposit_copies, leaflet, 1, feb(8), world.store, "Cục Xuất bản")
    (row,) = world.book.ask(leaflet_rows, TODAY, "rua")
    assert (row.kind, row.size, row.design_name) == (LeafletKind.POSTER, "A2", "mau.pdf")
    assert (row.in_store, row.ordered, row.deposited) == (597, 1000, 3)
    assert row.deposited_on == feb(8)
    assert row.facts.has_design
    (before,) = world.book.ask(leaflet_rows, feb(7))
    assert (before.deposited, before.deposited_on) == (2, feb(6))
    world.book.do(reverse_voucher, first, "nhầm")
    (row,) = world.book.ask(leaflet_rows, TODAY)
    assert (row.deposited, row.deposited_on) == (1, feb(8))
    assert world.healthy()


def test_a_deposit_makes_its_body_once(world: World) -> None:
    leaflet = world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"))
    world.receive(feb(3), 100, supply=leaflet)
    for name in ("Thư viện Quốc gia", "Thư  viện Quốc gia", "Trung tâm văn quyển gốc"):
        world.book.do(deposit_copies, leaflet, 1, feb(6), world.store, name)
    bodies = [one for one in world.book.ask(deposit_bodies, TODAY) if one[0] != world.agency]
    assert {name for _id, _code, name in bodies} == {
        "Thư viện Quốc gia",
        "Trung tâm văn quyển gốc",
    }
    assert len({code for _id, code, _name in bodies}) == 2
    known = world.book.ask(lambda s: s.get_one(Agency, bodies[0][0]))
    assert known.search.startswith(" thu vien")


def test_publications_that_are_no_leaflets_are_offered(world: World) -> None:
    plain = world.book.do(save_supply, SupplyFields("AP1", "Cẩm nang", "cuốn", group=GROUP))
    world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"))
    assert world.book.ask(plain_publications, GROUP) == [(plain, "AP1", "Cẩm nang")]
    world.book.do(save_leaflet, LeafletFields("AP1", "Cẩm nang", supply_id=plain))
    assert world.book.ask(plain_publications, GROUP) == []
    assert world.book.ask(leaflet_count) == 2


def test_words_that_stood_before_are_offered_and_retired_leaflets_are_asked_for(
    world: World,
) -> None:
    fields = LeafletFields("TB01", "Rửa tay", agreed_with="Sở Y tế", licence_holder="HCDC")
    leaflet = world.book.do(save_leaflet, fields)
    words = world.book.ask(earlier_words)
    assert (words["agreed_with"], words["licence_holder"]) == (["Sở Y tế"], ["HCDC"])
    assert words["licence_issuer"] == []
    world.book.do(retire_supply, leaflet)
    assert world.book.ask(leaflet_count) == 0
    assert [row.is_active for row in world.book.ask(leaflet_rows, TODAY, "", True)] == [False]


def test_a_design_is_replaced_and_taken_off(world: World) -> None:
    leaflet = world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"), DESIGN)
    changed = LeafletFields("TB01", "Rửa tay", supply_id=leaflet)
    world.book.do(save_leaflet, changed)
    assert world.book.ask(leaflet_rows, TODAY)[0].design_name == "mau.pdf"
    other = NewFile("moi.png", "image/png", b"\x89PNG")
    world.book.do(save_leaflet, changed, other)
    assert world.book.ask(leaflet_rows, TODAY)[0].design_kind == "image/png"
    world.book.do(save_leaflet, changed, None, True)
    assert world.book.ask(leaflet_rows, TODAY)[0].design_id is None


def test_runs_are_found_by_number_print_house_or_title(world: World) -> None:
    leaflet = world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"))
    run = order(world, "Công ty In số 7", "Quận 1", RunLine(leaflet, 10, 5000))
    for text in ("", "15/hd", "cong ty", "rua tay", "tb01 so 7"):
        assert [row.run_id for row in world.book.ask(run_rows, text)] == [run]
    assert world.book.ask(run_rows, "in so 8") == []


def test_a_print_house_is_offered_as_it_stood_last(world: World) -> None:
    leaflet = world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"))
    for printer, address in (("In số 7", "Quận 1"), ("In số 8", ""), ("In số 7", "Quận 3")):
        order(world, printer, address, RunLine(leaflet, 10))
    offered = [(one.name, one.address) for one in world.book.ask(earlier_printers)]
    assert offered == [("In số 7", "Quận 3"), ("In số 8", "")]


def test_deliveries_name_their_receipt_and_the_receipt_its_run(world: World) -> None:
    leaflet = world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay"))
    run = order(world, "In số 7", "", RunLine(leaflet, 100))
    line = world.book.ask(run_row, run).lines[0].line_id
    for day, part in ((feb(4), DeliveredPart(line, 60)), (feb(5), DeliveredPart(line, 0, 7))):
        world.book.do(record_delivery, run, day, world.store, [part], "01/BB")
    spoiled, good = world.book.ask(deliveries, run)
    assert (spoiled.day, spoiled.spoiled, spoiled.voucher) == (feb(5), 7, "")
    assert (good.accepted, good.voucher, good.record) == (60, "NK0001", "01/BB")
    assert good.voucher_id is not None
    assert world.book.ask(voucher_links, good.voucher_id).print_run == (run, "15/HĐ")
    world.book.do(cancel_delivery, good.delivery_id, "nhầm")
    assert [one.is_undone for one in world.book.ask(deliveries, run)] == [False, True]
    assert world.book.ask(run_row, run).outstanding == 93


def test_a_row_is_checked_by_the_policy(world: World) -> None:
    world.book.do(save_leaflet, LeafletFields("TB01", "Rửa tay", agreed_with="Sở Y tế"))
    (row,) = world.book.ask(leaflet_rows, TODAY)
    (check,) = checks(row.facts, policy_of({"before_print": ["agreed"]}), date(2020, 2, 10))
    assert (check.stage, check.need, check.lacking) == (Stage.PRINT, Need.AGREED, ("agreed_on",))
