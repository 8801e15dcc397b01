"""Đợt in from the clerk's chair: ordered by keys, delivered in parts, cancelled with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.database import Database
from db.kinds import Source
from db.queries.office import drafts
from db.queries.print_run_list import RunRow, deliveries, run_rows
from db.queries.vouchers import voucher_detail
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    order_printing,
    record_delivery,
    remove_run,
)
from desktop.context import Context, Tone
from desktop.pages.leaflets.run_bars import sum_of, widths
from desktop.pages.leaflets.runs import Runs, run_state
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.leaflets.conftest import NewLeaflet, Show

Idle = Callable[[], None]


@pytest.fixture
def leaflets(new_leaflet: NewLeaflet) -> list[int]:
    titles = ("Rửa tay", "Đeo khẩu trang", "Cách ly tại nhà", "Ở trường học")
    return [new_leaflet(f"TB0{place}", title) for place, title in enumerate(titles, 1)]


@pytest.fixture
def runs(context: Context, leaflets: list[int], on_screen: Show) -> Runs:
    runs = Runs(context)
    runs.refresh()
    context.tasks.changed.connect(lambda _tables: runs.refresh())
    on_screen(runs)
    return runs


def order(world: World, *lines: RunLine, due_on: date | None = None) -> int:
    fields = RunFields("In số 7", feb(3), lines, number="15/HĐ", due_on=due_on, vat_percent=10)
    return world.book.do(order_printing, fields)


def run(book: Database) -> RunRow:
    (found,) = book.ask(run_rows)
    return found


def test_four_leaflets_are_ordered_by_keys_alone(
    runs: Runs, world: World, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    keys.press("Ctrl+N")
    for typed in ("15/HĐ-VP", "3/2", "20/2", "10", "Công ty In", "16 Lê Lợi", "0300", ""):
        keys.type(typed)
        keys.press("Return")
    for code, ordered, price in (
        ("TB01", "50000", "350"),
        ("TB02", "200x", "450"),
        ("TB03", "1.000", "1200"),
        ("TB04", "300", "2000"),
    ):
        for typed in (code, ordered, price):
            keys.type(typed)
            keys.press("Return")
        keys.press("Return")  # the amount followed from the price
    keys.press("Ctrl+Return")
    until_idle()
    made = run(world.book)
    assert (made.number, made.printer, made.printer_address, made.printer_tax_code) == (
        "15/HĐ-VP",
        "Công ty In",
        "16 Lê Lợi",
        "0300",
    )
    assert (made.ordered_on, made.due_on, made.vat_percent) == (feb(3), feb(20), 10)
    assert [(line.code, line.ordered, line.amount) for line in made.lines] == [
        ("TB01", 50_000, 17_500_000),
        ("TB02", 20_000, 9_000_000),
        ("TB03", 1_000, 1_200_000),
        ("TB04", 300, 600_000),
    ]
    assert heard.notices[-1][0] == "Đã lưu đợt in."
    assert runs.table.current().run_id == made.run_id


def test_a_row_says_what_its_leaflet_lacks_before_printing(
    runs: Runs, leaflets: list[int], keys: Keys
) -> None:
    keys.press("Ctrl+N")
    runs.form.grid.type_cell(0, "supply", "TB01")
    shown = runs.form.grid.columns[-1].shown(runs.form.grid.rows_model.row_at(0))
    assert shown == "Tệp mẫu, Thống nhất nội dung, Giấy phép xuất bản"


def test_an_earlier_print_house_brings_its_address_along(
    runs: Runs, world: World, leaflets: list[int], keys: Keys
) -> None:
    fields = RunFields(
        "In số 7", feb(3), (RunLine(leaflets[0], 5),), printer_address="Quận 1", vat_percent=8
    )
    world.book.do(order_printing, fields)
    runs.add()
    assert runs.form.vat.text() == "8"
    runs.form.printer.setFocus()
    keys.type("so 7")
    keys.press("Return")
    assert (runs.form.printer.text(), runs.form.address.text()) == ("In số 7", "Quận 1")


def test_an_order_left_waits_as_a_draft_and_comes_back(
    runs: Runs, world: World, keys: Keys, context: Context, on_screen: Show
) -> None:
    keys.press("Ctrl+N")
    keys.type("15/HĐ")
    runs.form.grid.edit_cell(0, "supply")
    keys.type("TB02")
    keys.press("Return")
    keys.type("500")
    keys.press("Return")
    keys.type("12")
    runs.leave()
    (draft,) = world.book.ask(drafts)
    assert (draft.form, draft.title) == ("leaflets/runs", "Đặt in · 15/HĐ")
    again = Runs(context)
    again.refresh()
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    assert again.form.number.text() == "15/HĐ"
    (row,) = again.form.grid.rows()
    assert (row["supply"] is not None, row.pieces("ordered"), row["amount"]) == (True, 500, 6000)


def test_the_same_leaflet_twice_is_refused_before_it_is_saved(
    runs: Runs, world: World, keys: Keys
) -> None:
    keys.press("Ctrl+N")
    runs.form.printer.setText("In số 7")
    for place in range(2):
        runs.form.grid.type_cell(place, "supply", "TB01")
        runs.form.grid.type_cell(place, "ordered", "5")
    keys.press("Ctrl+Return")
    assert runs.form.told.text() == "“Rửa tay” có ở hai dòng; hãy gộp làm một."
    assert not world.book.ask(run_rows)


def test_a_delivery_in_parts_is_recorded_by_keys_and_posts_a_receipt(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    order(world, RunLine(leaflets[0], 1000, 300_000), RunLine(leaflets[1], 500, 100_000))
    runs.refresh()
    runs.table.setFocus()
    keys.press("Ctrl+G")
    keys.type("03/BBNT")
    keys.press("Return", "Return")
    keys.type("5/2")
    keys.press("Return")
    for typed in ("600", "10", "5", "5x"):
        keys.type(typed)
        keys.press("Return")
    keys.press("Ctrl+Return")
    until_idle()
    first, second = run(world.book).lines
    assert (first.accepted, first.spoiled, first.sent_back, first.outstanding) == (600, 10, 5, 390)
    assert (second.accepted, second.outstanding) == (500, 0)
    parts = world.book.ask(deliveries, run(world.book).run_id)
    (voucher_id,) = {part.voucher_id for part in parts}
    assert voucher_id is not None
    receipt = world.book.ask(voucher_detail, voucher_id)
    assert (receipt.day, receipt.document_number, receipt.supplier) == (
        feb(5),
        "03/BBNT",
        "In số 7",
    )
    assert [line.amount for line in receipt.lines] == [198_000, 110_000]
    text, tone, actions = heard.notices[-1]
    assert (text, tone) == (
        f"Đã ghi lần giao, nhập kho bằng phiếu {parts[0].voucher}.",
        Tone.OK,
    )
    actions[0].do()
    assert heard.pages[-1] == ("stock", {"voucher_id": voucher_id})
    assert world.healthy()


def test_more_than_outstanding_is_refused_in_the_row_with_figures(
    runs: Runs, world: World, leaflets: list[int], keys: Keys
) -> None:
    order(world, RunLine(leaflets[0], 1000))
    runs.refresh()
    runs.deliver(runs.table.current())
    runs.delivery.grid.type_cell(0, "accepted", "995")
    runs.delivery.grid.type_cell(0, "spoiled", "6")
    keys.press("Ctrl+Return")
    assert "Chỉ còn phải giao 1.000 (đặt 1.000, đã giao 0); ghi 1.001." in runs.delivery.told.text()
    assert run(world.book).outstanding == 1000


def test_what_the_book_refuses_meanwhile_is_said_with_figures(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, until_idle: Idle
) -> None:
    run_id = order(world, RunLine(leaflets[0], 1000))
    runs.refresh()
    runs.deliver(runs.table.current())
    runs.delivery.grid.type_cell(0, "accepted", "900")
    part = DeliveredPart(run(world.book).lines[0].line_id, 400)
    world.book.do(record_delivery, run_id, feb(5), world.store, [part])
    keys.press("Ctrl+Return")
    until_idle()
    assert runs.delivery.told.text() == (
        "Rửa tay: đặt in 1.000, đã giao 400, nên chỉ còn nhận được 600, không phải 900."
        " Nếu đặt thêm, hãy sửa số đặt in trước."
    )
    assert runs.stack.currentWidget() is runs.delivery
    assert runs.delivery.grid.columns[1].shown(runs.delivery.grid.rows()[0]) == "600"
    assert "Chỉ còn phải giao 600" in runs.delivery.grid.rows_model.problems(0)["accepted"]


def test_a_draft_of_a_run_that_is_gone_says_so(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, heard: Heard
) -> None:
    run_id = order(world, RunLine(leaflets[0], 1000))
    runs.refresh()
    runs.deliver(runs.table.current())
    keys.type("04/BB")
    runs.leave()
    world.book.do(remove_run, run_id)
    (draft,) = world.book.ask(drafts)
    runs.open(draft_id=draft.draft_id)
    assert heard.notices[-1][:2] == ("Đợt in này không còn nữa.", Tone.WARNING)


def test_a_delivery_begun_is_gone_on_with_after_another_look(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, context: Context, on_screen: Show
) -> None:
    order(world, RunLine(leaflets[0], 1000), RunLine(leaflets[1], 50))
    runs.refresh()
    runs.deliver(runs.table.current())
    keys.type("04/BB")
    runs.delivery.grid.type_cell(1, "accepted", "40")
    runs.leave()
    again = Runs(context)
    again.refresh()
    on_screen(again)
    again.deliver(again.table.current())
    assert again.delivery.record_number.text() == "04/BB"
    assert [row.pieces("accepted") for row in again.delivery.grid.rows()] == [0, 40]


def test_all_the_rest_comes_with_one_key(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, until_idle: Idle
) -> None:
    order(world, RunLine(leaflets[0], 1000), RunLine(leaflets[1], 50))
    runs.refresh()
    runs.deliver(runs.table.current())
    runs.delivery.grid.type_cell(0, "spoiled", "8")
    keys.press("F4", "Ctrl+Return")
    until_idle()
    first, second = run(world.book).lines
    assert (first.accepted, first.spoiled, second.accepted) == (992, 8, 50)
    assert not runs.view.deliver.isEnabled()
    assert run_state(run(world.book), is_late=True) == ("Đã giao đủ", Tone.OK)


def test_a_delivery_is_cancelled_with_a_reason_and_its_receipt_with_it(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    run_id = order(world, RunLine(leaflets[0], 1000), RunLine(leaflets[1], 50))
    first, second = run(world.book).lines
    parts = [DeliveredPart(first.line_id, 600), DeliveredPart(second.line_id, 50)]
    world.book.do(record_delivery, run_id, feb(5), world.store, parts)
    until_idle()
    runs.refresh()
    runs.view.table.setFocus()
    keys.press("Delete")
    assert "(2 dòng)" in runs.view.asking.question.text()
    keys.type("ghi nhầm")
    keys.press("Return")
    until_idle()
    assert run(world.book).outstanding == 1050
    assert all(part.is_undone for part in world.book.ask(deliveries, run_id))
    assert heard.notices[-1][0] == "Đã hủy lần giao ngày 05/02/2020."
    assert world.healthy()


def test_a_cancellation_that_would_leave_too_little_says_why(
    runs: Runs, world: World, leaflets: list[int], keys: Keys, until_idle: Idle
) -> None:
    run_id = order(world, RunLine(leaflets[0], 1000))
    part = DeliveredPart(run(world.book).lines[0].line_id, 600)
    world.book.do(record_delivery, run_id, feb(5), world.store, [part])
    world.issue(feb(6), 100, supply=leaflets[0])
    until_idle()
    runs.refresh()
    runs.view.table.setFocus()
    keys.press("Delete")
    keys.type("ghi nhầm")
    keys.press("Return")
    until_idle()
    assert runs.view.asking.isVisible()
    assert "Rửa tay" in runs.view.asking.refusal.text()
    assert run(world.book).accepted == 600


def test_a_late_run_says_so_in_a_word(
    runs: Runs, world: World, leaflets: list[int], until_idle: Idle
) -> None:
    order(world, RunLine(leaflets[0], 1000), due_on=feb(9))
    until_idle()
    runs.refresh()
    column = len(runs.rows.columns) - 1
    assert runs.rows.data(runs.rows.index(0, column)) == "Quá hạn"


def test_a_run_without_deliveries_is_taken_away(
    runs: Runs, world: World, leaflets: list[int], until_idle: Idle, heard: Heard
) -> None:
    order(world, RunLine(leaflets[0], 1000))
    runs.refresh()
    runs.view.remove.click()
    until_idle()
    assert not world.book.ask(run_rows)
    assert heard.notices[-1][0] == "Đã bỏ 15/HĐ · In số 7."


def test_who_looks_for_given_leaflets_is_led_to_the_receipts(
    runs: Runs, heard: Heard, qtbot: QtBot
) -> None:
    runs.others.click()
    assert heard.pages == [("receipt", {"source": Source.SUPERIOR})]


def test_the_parts_of_a_bar_fill_it_and_none_is_out_of_sight() -> None:
    for parts in ((40_000, 120, 9_880), (0, 15, 985), (1, 1, 10**9), (5, 0, 0), (0, 0, 0)):
        found = widths(parts, 400)
        assert sum(found) == pytest.approx(400 if any(parts) else 0)
        assert [width > 0 for width in found] == [part > 0 for part in parts]


def test_the_sum_under_a_bar_adds_up(world: World, leaflets: list[int]) -> None:
    run_id = order(world, RunLine(leaflets[0], 1000))
    part = DeliveredPart(run(world.book).lines[0].line_id, 600, 10, 20)
    world.book.do(record_delivery, run_id, feb(5), world.store, [part])
    assert sum_of(run(world.book).lines[0]) == (
        "Đặt in 1.000 = đạt 600 + hỏng 10 + còn phải giao 390; in bù 20"
    )
