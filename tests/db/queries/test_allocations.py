"""Allocations for lists and forms: what a run has left to plan, bodies in order, bundles."""

from datetime import date

from db.database import Database
from db.kinds import AgencyKind
from db.queries.allocations import (
    agencies,
    allocation_rows,
    allocation_sheet,
    leaflets_to_share,
    run_portions,
    runs_to_share,
)
from db.services.agencies import AgencyFields, save_agency
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.printing_runs import RunFields, RunLine, order_printing

DAY = date(2020, 2, 28)


def test_a_run_offers_what_other_allocations_leave(book: Database) -> None:
    first, second = (
        book.do(save_leaflet, LeafletFields(code, f"Tờ bướm {code}"), told={})
        for code in ("TR01", "TR02")
    )
    lines = (RunLine(second, 5_000), RunLine(first, 10_000))
    run = book.do(order_printing, RunFields("Nhà in A", DAY, lines, "HĐ 01"), told={})
    one, other, *_ = book.ask(agencies, DAY)
    plan = AllocationFields(
        "Đợt 1",
        DAY,
        (Portion(first, 4_000, 500, 100),),
        (Partaker(other.agency_id, (2_000,)), Partaker(one.agency_id, (1_000,))),
        run_id=run,
    )
    id_ = book.do(save_allocation, plan, told={})
    offered = [(part.code, part.total, part.bundle) for part in book.ask(run_portions, run)]
    assert offered == [("TR02", 5_000, 100), ("TR01", 6_000, 100)]
    assert [part.total for part in book.ask(run_portions, run, id_)] == [5_000, 10_000]
    assert book.ask(runs_to_share) == [(run, "HĐ 01, 28/02/2020")]
    assert [part.code for part in book.ask(leaflets_to_share)] == ["TR01", "TR02"]
    (row,) = book.ask(allocation_rows)
    assert (row.run, row.leaflets, row.agencies) == ("HĐ 01, 28/02/2020", 1, 2)
    assert (row.shared, row.total) == (3_000, 4_000)
    sheet = book.ask(allocation_sheet, id_)
    assert sheet is not None
    assert [agency.agency_id for agency in sheet.agencies] == [other.agency_id, one.agency_id]
    assert book.ask(allocation_sheet, id_ + 1) is None


def test_bodies_stand_with_their_wards_and_others_come_last(book: Database) -> None:
    book.do(save_agency, AgencyFields("SYT", "Sở Y tế"), told={})
    rows = book.ask(agencies, DAY)
    assert [row.name for row in rows[:2]] == ["Quận 1", "Phường Bến Nghé"]
    assert rows[-1].name == "Sở Y tế"
    inside = {row.agency_id: row.wards for row in rows if row.kind is AgencyKind.DISTRICT}
    assert (len(inside), sum(inside.values())) == (24, 322)
    found = book.ask(agencies, DAY, "ben q1")
    assert [row.name for row in found] == ["Phường Bến Nghé", "Phường Bến Thành"]
    assert {row.kind for row in book.ask(agencies, date(2025, 8, 1))} == {
        AgencyKind.WARD,
        AgencyKind.BODY,
    }
