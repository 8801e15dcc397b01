"""Phân bổ: shares proposed by a method, typed by keys, saved in one act."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.database import Database
from db.kinds import SpreadBy
from db.queries.allocations import allocation_rows, allocation_sheet
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.printing_runs import RunFields, RunLine, order_printing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context
    from desktop.pages.leaflets.allocation_form import AllocationForm
    from desktop.pages.leaflets.allocations import Allocations
    from tests.desktop.conftest import Keys

DAY = date(2020, 2, 28)


@pytest.fixture
def leaflets(sqlite_book: Database) -> list[int]:
    """Two leaflets, TR01 and TR02."""
    return [
        sqlite_book.do(save_leaflet, LeafletFields(code, title), told={})
        for code, title in (("TR01", "Tờ bướm: Rửa tay"), ("TR02", "Tờ bướm: Đeo khẩu trang"))
    ]


@pytest.fixture
def tab(
    context: "Context",
    leaflets: list[int],
    on_screen: Callable[["QWidget"], "QWidget"],
    until_idle: Callable[[], None],
) -> "Allocations":
    """The tab with an empty form open."""
    from desktop.pages.leaflets.allocations import Allocations

    made = Allocations(context)
    on_screen(made)
    made.begin.click()
    until_idle()
    return made


@pytest.fixture
def form(tab: "Allocations") -> "AllocationForm":
    """The form of a new allocation of all districts."""
    return tab.form


def take_leaflet(
    form: "AllocationForm", row: int, code: str, total: str, reserve: str = ""
) -> None:
    form.body.portions.type_cell(row, "leaflet", code)
    form.body.portions.type_cell(row, "total", total)
    form.body.portions.type_cell(row, "reserve", reserve)


def place(form: "AllocationForm", name: str, parent: str = "") -> int:
    agencies = list(form.body.shares.tree.agencies.values())
    return next(
        at
        for at, row in enumerate(agencies)
        if row.name == name and (row.parent == parent or not parent)
    )


def shown(form: "AllocationForm", row: int, supply: int) -> int:
    value = form.body.shares.rows_model.row_at(row)[f"leaflet:{supply}"]
    assert value is None or isinstance(value, int)
    return value or 0


def by_wards(form: "AllocationForm") -> None:
    form.body.head.bodies.setCurrentIndex(form.body.head.bodies.findData("wards"))


def by(form: "AllocationForm", method: SpreadBy) -> None:
    form.body.head.method.setCurrentIndex(form.body.head.method.findData(method))


def test_a_proposal_by_wards_goes_down_to_the_wards_and_sums_agree(
    form: "AllocationForm", leaflets: list[int]
) -> None:
    take_leaflet(form, 0, "TR01", "50.000", "1.000")
    by_wards(form)
    by(form, SpreadBy.WARDS)
    form.body.propose()
    assert form.body.shares.rows_model.rowCount() == 24 + 322
    third, wards = place(form, "Quận 3"), form.body.shares.tree.group_of(place(form, "Quận 3"))[1:]
    assert shown(form, third, leaflets[0]) == sum(shown(form, ward, leaflets[0]) for ward in wards)
    assert form.body.portions.shared == {leaflets[0]: 49_000}
    assert form.body.portions.rows_model.row_at(0).text("bundle") == "100"
    form.body.shares.undo()
    assert form.body.portions.shared == {leaflets[0]: 0}


def test_a_ward_changes_its_district_and_a_district_is_spread_over_its_wards(
    form: "AllocationForm", leaflets: list[int]
) -> None:
    take_leaflet(form, 0, "TR01", "50.000")
    by_wards(form)
    key = f"leaflet:{leaflets[0]}"
    district, ward = place(form, "Quận 5"), place(form, "Phường 1", "Quận 5")
    form.body.shares.type_cell(ward, key, "300")
    assert shown(form, district, leaflets[0]) == 300
    form.body.shares.type_cell(district, key, "1500")
    wards = form.body.shares.tree.group_of(district)[1:]
    figures = [shown(form, one, leaflets[0]) for one in wards]
    assert sum(figures) == 1_500
    assert set(figures) <= {100, 200}
    form.body.shares.type_cell(ward, key, "500")
    assert shown(form, district, leaflets[0]) == 1_500 - figures[0] + 500
    form.body.shares.undo()
    form.body.shares.undo()
    assert shown(form, district, leaflets[0]) == 300


def test_more_than_there_is_is_told_with_its_figures_while_it_is_typed(
    form: "AllocationForm", leaflets: list[int]
) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    take_leaflet(form, 0, "TR01", "1.000", "100")
    first = place(form, "Quận 1")
    form.body.shares.edit_cell(first, f"leaflet:{leaflets[0]}")
    QTest.keyClicks(form.body.shares, "9")
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor is not form.body.shares  # in the cell
    QTest.keyClicks(editor, "01")
    assert form.body.portions.shared == {leaflets[0]: 901}
    assert form.body.sums.text() == "Đã chia TR01: 901, còn \u22121"
    assert "1.000" in form.body.told.text()
    assert "901" in form.body.told.text()
    form.save()
    assert form._context.database.ask(allocation_rows) == []


def test_bodies_without_a_figure_are_named(form: "AllocationForm") -> None:
    take_leaflet(form, 0, "TR01", "1.000")
    by(form, SpreadBy.POPULATION)
    form.body.propose()
    assert "dân số" in form.body.told.text()
    assert "Quận 1" in form.body.told.text()


def test_what_is_saved_opens_again_as_it_was(
    tab: "Allocations", leaflets: list[int], until_idle: Callable[[], None]
) -> None:
    form = tab.form
    take_leaflet(form, 0, "TR01", "50.000")
    take_leaflet(form, 1, "TR02", "20.000", "500")
    by_wards(form)
    form.body.head.title.setText("Đợt 1")
    form.body.propose()
    key = f"leaflet:{leaflets[0]}"
    form.body.shares.type_cell(place(form, "Quận 5"), key, "1.550")
    fields = form.fields()
    form.save()
    until_idle()
    assert tab.stack.currentIndex() == 0
    (row,) = tab._context.database.ask(allocation_rows)
    assert (row.title, row.agencies, row.leaflets) == ("Đợt 1", 346, 2)
    tab.open(allocation_id=row.allocation_id)
    until_idle()
    again = form.fields()
    assert (again.portions, again.partakers) == (fields.portions, fields.partakers)
    fifth = place(form, "Quận 5")
    assert form.body.shares.tree.own(form.body.shares.rows_model.row_at, fifth, key) == 50


def test_a_print_run_brings_its_leaflets_less_what_others_plan(
    form: "AllocationForm", leaflets: list[int], until_idle: Callable[[], None]
) -> None:
    book = form._context.database
    lines = tuple(RunLine(supply, 10_000, 5_000_000) for supply in leaflets)
    run = book.do(order_printing, RunFields("Nhà in A", DAY, lines, "HĐ 01"), told={})
    first = next(iter(form.body.shares.tree.agencies))
    portions = (Portion(leaflets[0], 4_000),)
    plan = AllocationFields("Đợt 1", DAY, portions, (Partaker(first, (4_000,)),), run_id=run)
    book.do(save_allocation, plan, told={})
    form.begin()
    until_idle()
    form.body.head.run.setCurrentIndex(form.body.head.run.findData(run))
    assert [one.total for one in form.body.portions.portions()] == [6_000, 10_000]
    form.body.portions.type_cell(0, "total", "6.500")
    assert "6.000" in form.body.told.text()


def test_what_was_typed_waits_as_a_draft(
    tab: "Allocations", leaflets: list[int], until_idle: Callable[[], None]
) -> None:
    form = tab.form
    take_leaflet(form, 0, "TR01", "50.000")
    by_wards(form)
    form.body.head.title.setText("Đợt 2")
    form.body.propose()
    fields = form.fields()
    form.drafting.save()
    until_idle()
    (draft,) = form.drafting.waiting()
    form.begin()
    until_idle()
    assert form.body.portions.portions() == []
    tab.open(draft_id=draft.draft_id)
    until_idle()
    assert form.fields() == fields


def test_rows_of_excel_go_into_the_districts_that_are_in_sight(
    form: "AllocationForm", leaflets: list[int]
) -> None:
    from PySide6.QtGui import QGuiApplication

    take_leaflet(form, 0, "TR01", "50.000")
    by_wards(form)
    QGuiApplication.clipboard().setText("1000\n2000\n3000\n")
    form.body.shares.edit_cell(0, f"leaflet:{leaflets[0]}")
    form.body.shares.paste()
    heads = form.body.shares.tree.heads()[:4]
    assert [shown(form, head, leaflets[0]) for head in heads] == [1_000, 2_000, 3_000, 0]
    assert form.body.portions.shared == {leaflets[0]: 6_000}


def test_one_body_is_added_and_taken_out(form: "AllocationForm", leaflets: list[int]) -> None:
    form.body.head.bodies.setCurrentIndex(form.body.head.bodies.findData("chosen"))
    assert form.body.shares.rows_model.rowCount() == 0
    agencies = {(row.name, row.parent): row.agency_id for row in form.body.known.agencies}  # type: ignore[union-attr]
    form.body._on_added(agencies["Phường 1", "Quận 3"])
    form.body._on_added(agencies["Quận 3", ""])
    assert [row.name for row in form.body.shares.tree.agencies.values()] == ["Quận 3", "Phường 1"]
    assert form.body.shares.tree.has_wards(0)
    form.body.shares.selectRow(1)
    form.body._remove_rows()
    assert [row.name for row in form.body.shares.tree.agencies.values()] == ["Quận 3"]


def test_the_sheet_of_a_form_is_what_the_book_has_once_saved(
    tab: "Allocations", until_idle: Callable[[], None]
) -> None:
    form = tab.form
    take_leaflet(form, 0, "TR01", "2.400")
    form.body.head.title.setText("Đợt 3")
    form.body.propose()
    sheet = form.as_sheet()
    form.save()
    until_idle()
    (row,) = tab._context.database.ask(allocation_rows)
    kept = tab._context.database.ask(allocation_sheet, row.allocation_id)
    assert kept is not None
    assert {key: pieces for key, pieces in sheet.shares.items() if pieces} == kept.shares
    assert sheet.leaflets == kept.leaflets


def test_an_allocation_is_made_by_keys_alone(
    tab: "Allocations", keys: "Keys", leaflets: list[int], until_idle: Callable[[], None]
) -> None:
    form = tab.form
    keys.type("Đợt 1")
    form.body.portions.setFocus()
    keys.type("TR01")
    keys.press("Return")
    keys.type("24000")
    keys.press("Return")
    keys.type("500")
    keys.press("Ctrl+G")
    form.body.shares.setFocus()
    form.body.shares.edit_cell(0, f"leaflet:{leaflets[0]}")
    keys.type("800")
    keys.press("Return")
    keys.press("Ctrl+D")
    assert [shown(form, row, leaflets[0]) for row in (0, 1)] == [800, 800]
    keys.press("Ctrl+Z")
    keys.press("Ctrl+Return")
    until_idle()
    (row,) = tab._context.database.ask(allocation_rows)
    assert (row.title, row.total) == ("Đợt 1", 24_000)
    assert row.shared == 23_500 - 200


def test_an_imported_allocation_keeps_its_method_until_another_is_chosen(
    tab: "Allocations", leaflets: list[int], until_idle: Callable[[], None]
) -> None:
    book, form = tab._context.database, tab.form
    first = next(iter(form.body.shares.tree.agencies))
    plan = AllocationFields("Từ tệp", DAY, (Portion(leaflets[0], 40),), (Partaker(first, (40,)),))
    id_ = book.do(save_allocation, plan, told={})
    tab.open(allocation_id=id_)
    until_idle()
    form.body.propose()
    assert form.body.told.text() == "Hãy chọn cách chia trước."
    assert form.fields().spread_by is SpreadBy.SHEET
    assert [one.shares for one in form.fields().partakers] == [(40,)]
