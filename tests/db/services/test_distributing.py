"""A round: who has to sign is fixed on its day, and what is decided counts from its day on."""

from dataclasses import replace
from datetime import date

import pytest

from db.errors import (
    DistributionClosed,
    FieldMissing,
    FutureDay,
    NobodyToTell,
    NotFound,
    ReasonMissing,
    RefusedByBook,
)
from db.kinds import AbsenceKind, AckState, DeliveryForm, DepartmentKind, Outcome
from db.queries.acknowledging import coverage, decisions, people_of_round, people_of_round_count
from db.queries.distribution_changes import changes_since
from db.queries.distributions import (
    deliveries,
    delivery_count,
    one_round,
    round_rows,
    rounds_between,
)
from db.queries.journal import journal
from db.rules.codes import SLIP, page_code
from db.rules.papers import slips_subject
from db.services.deciding import decide, take_back
from db.services.delivering import add_receivers, deliver, deliver_all
from db.services.distributing import NewDistribution, add_people, distribute, move_people, reached
from db.services.documents import DocumentFields, save_document
from db.services.office import NewPage, record_pages
from db.services.rounds import (
    change_distribution,
    close_distribution,
    remove_distribution,
    reopen_distribution,
)
from db.services.staff import (
    DepartmentFields,
    PersonFields,
    retire_person,
    save_absence,
    save_department,
    save_person,
)
from tests.db.world import World, feb

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")
TODAY = feb(10)


@pytest.fixture
def plan(world: World) -> int:
    return world.book.do(save_document, PLAN)


@pytest.fixture
def to_all(world: World, plan: int) -> int:
    """A round of everybody on the 3rd, due on the 7th."""
    return world.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))


def states(world: World, round_id: int, day: date = TODAY) -> dict[int, AckState]:
    rows = world.book.ask(people_of_round, round_id, day)
    return {row.staff_id: row.state for row in rows}


def test_a_round_to_everybody_fixes_who_is_active_on_its_day(world: World, plan: int) -> None:
    world.book.do(retire_person, world.inspector, feb(4))
    told = world.book.do(distribute, NewDistribution((plan,), feb(3)))
    later = world.book.do(distribute, NewDistribution((plan,), feb(5)))
    assert set(states(world, told)) == {world.guard, world.clerk, world.inspector}
    assert set(states(world, later)) == {world.guard, world.clerk}


def test_a_round_reaches_departments_posts_and_single_people(world: World, plan: int) -> None:
    guards = world.rows_of("duty_post")[0][0]
    by_unit = NewDistribution((plan,), feb(3), department_ids=(world.inspectorate,))
    by_post = NewDistribution((plan,), feb(3), department_ids=(), duty_post_ids=(guards,))
    single = NewDistribution((plan,), feb(3), department_ids=(), staff_ids=(world.clerk,))
    told = [world.book.do(distribute, new) for new in (by_unit, by_post, single)]
    assert [list(states(world, one)) for one in told] == [
        [world.inspector],
        [world.guard],
        [world.clerk],
    ]


def test_a_round_needs_a_document_people_and_a_day_that_came(world: World, plan: int) -> None:
    with pytest.raises(FieldMissing):
        world.book.do(distribute, NewDistribution((), feb(3)))
    with pytest.raises(FutureDay):
        world.book.do(distribute, NewDistribution((plan,), feb(11)))
    with pytest.raises(NobodyToTell):
        world.book.do(distribute, NewDistribution((plan,), feb(3), department_ids=()))
    with pytest.raises(RefusedByBook):
        world.book.do(distribute, NewDistribution((plan,), feb(3), feb(2)))


def test_being_away_for_work_leaves_one_among_those_to_sign(world: World, to_all: int) -> None:
    world.book.do(save_absence, world.clerk, AbsenceKind.TRIP, feb(5), feb(12))
    world.book.do(save_absence, world.guard, AbsenceKind.MATERNITY, feb(6), feb(28))
    world.book.do(decide, to_all, [world.inspector], Outcome.SIGNED, feb(6))
    row = world.book.ask(one_round, to_all, TODAY)
    assert (row.total, row.excused, row.to_sign, row.signed, row.unsigned) == (3, 1, 2, 1, 1)
    assert row.is_overdue
    assert states(world, to_all) == {
        world.guard: AckState.EXCUSED,
        world.clerk: AckState.AWAY,
        world.inspector: AckState.SIGNED,
    }
    office, inspectorate = world.book.ask(coverage, to_all, TODAY)
    assert (office.total, office.excused, office.unsigned) == (2, 1, 1)
    assert office.reasons == {"trip": 1}
    assert (inspectorate.signed, inspectorate.unsigned, inspectorate.reasons) == (1, 0, {})


def test_figures_of_an_earlier_day_are_those_of_that_day(world: World, to_all: int) -> None:
    world.book.do(decide, to_all, [world.clerk, world.guard], Outcome.SIGNED, feb(6))
    world.book.do(decide, to_all, [world.inspector], Outcome.EXCUSED, feb(8), "đã nghỉ hưu")
    days = {day: world.book.ask(one_round, to_all, feb(day)) for day in (5, 6, 7, 8)}
    assert [(row.signed, row.to_sign) for row in days.values()] == [(0, 3), (2, 3), (2, 3), (2, 2)]
    assert [row.is_overdue for row in days.values()] == [False, False, False, False]
    assert [row.round_id for row in world.book.ask(rounds_between, feb(3), feb(9))] == [to_all]
    assert world.book.ask(rounds_between, date(2020, 1, 27), feb(2)) == []


def test_refusing_and_excusing_say_why(world: World, to_all: int) -> None:
    for outcome in (Outcome.REFUSED, Outcome.EXCUSED):
        with pytest.raises(ReasonMissing):
            world.book.do(decide, to_all, [world.clerk], outcome, feb(5), "  ")
    world.book.do(decide, to_all, [world.clerk], Outcome.REFUSED, feb(5), "không đồng ý")
    (row,) = world.book.ask(people_of_round, to_all, TODAY, states=[AckState.REFUSED])
    assert (row.staff_id, row.reason) == (world.clerk, "không đồng ý")
    assert world.book.ask(one_round, to_all, TODAY).unsigned == 3


def test_a_decision_can_be_taken_back(world: World, to_all: int) -> None:
    world.book.do(decide, to_all, [world.clerk], Outcome.SIGNED, feb(5))
    world.book.do(decide, to_all, [world.clerk], Outcome.OPEN, feb(10))
    assert states(world, to_all)[world.clerk] is AckState.NOT_DELIVERED


def test_nobody_else_can_be_decided_on(world: World, plan: int) -> None:
    told = world.book.do(
        distribute, NewDistribution((plan,), feb(3), department_ids=(world.office,))
    )
    with pytest.raises(NotFound):
        world.book.do(decide, told, [world.clerk, world.inspector], Outcome.SIGNED, feb(5))
    assert states(world, told)[world.clerk] is AckState.NOT_DELIVERED
    with pytest.raises(RefusedByBook):
        world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(2))
    with pytest.raises(FutureDay):
        world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(11))


def test_handing_copies_to_a_unit_hands_them_to_its_people(world: World, to_all: int) -> None:
    office, inspectorate = world.book.ask(deliveries, to_all)
    world.book.do(deliver, office.delivery_id, feb(4), "Lê Phương Yến", 2, DeliveryForm.EMAIL)
    assert states(world, to_all) == {
        world.guard: AckState.DELIVERED,
        world.clerk: AckState.DELIVERED,
        world.inspector: AckState.NOT_DELIVERED,
    }
    assert states(world, to_all, feb(3))[world.clerk] is AckState.NOT_DELIVERED
    (line,) = world.book.ask(deliveries, None, feb(4), feb(4))
    assert (line.receiver_name, line.receiver, line.copies) == ("Văn phòng Sở", "Lê Phương Yến", 2)
    world.book.do(deliver, office.delivery_id, None)
    world.book.do(deliver_all, to_all, [inspectorate.delivery_id], feb(5))
    assert states(world, to_all)[world.clerk] is AckState.NOT_DELIVERED
    assert world.book.ask(delivery_count, None, feb(1), feb(10)) == 1


def test_receivers_named_in_a_document_become_lines_to_deliver(world: World, to_all: int) -> None:
    names = ["QUẬN 1", "Sở Y tế", "  ", "sở y tế"]
    world.book.do(add_receivers, to_all, names, 3)
    world.book.do(add_receivers, to_all, ["Sở Y tế"], 9)
    outside = [row for row in world.book.ask(deliveries, to_all) if row.agency_id is not None]
    assert {(row.receiver_name, row.copies) for row in outside} == {("Quận 1", 3), ("Sở Y tế", 3)}
    assert world.agency in {row.agency_id for row in outside}


def test_colleagues_did_not_join_a_round_to_one_person(world: World, plan: int) -> None:
    single = NewDistribution((plan,), feb(3), department_ids=(), staff_ids=(world.clerk,))
    told = world.book.do(distribute, single)
    assert world.book.ask(changes_since, told, TODAY) == []
    fresh = world.book.do(
        save_person, PersonFields("CB0009", "Vũ Minh An", world.office, from_on=feb(5))
    )
    assert [row.staff_id for row in world.book.ask(changes_since, told, TODAY)] == [fresh]


def test_a_section_may_be_named_by_itself_and_counts_in_its_parent(world: World, plan: int) -> None:
    desk = world.book.do(
        save_department,
        DepartmentFields("VP-X", "Bộ phận X", kind=DepartmentKind.SECTION, parent_id=world.office),
    )
    person = world.book.do(save_person, PersonFields("CB0010", "Hồ An", desk))
    told = world.book.do(distribute, NewDistribution((plan,), TODAY, department_ids=(desk,)))
    assert list(states(world, told)) == [person]
    assert [unit.department for unit in world.book.ask(coverage, told, TODAY)] == ["Văn phòng Sở"]


def test_a_basis_is_not_distributed_and_a_document_twice_is_once(world: World, plan: int) -> None:
    basis = world.book.do(
        save_document, replace(PLAN, number="442/SYT-NVY", issuer="Sở Y tế", is_basis=True)
    )
    with pytest.raises(RefusedByBook):
        world.book.do(distribute, NewDistribution((plan, basis), feb(3)))
    told = world.book.do(distribute, NewDistribution((plan, plan), feb(3)))
    assert len(world.book.ask(one_round, told, TODAY).documents) == 1


def test_the_register_has_departments_before_outside_bodies_of_a_day(
    world: World, to_all: int
) -> None:
    world.book.do(add_receivers, to_all, ["Sở Y tế"])
    lines = world.book.ask(deliveries, to_all)
    world.book.do(deliver_all, to_all, [row.delivery_id for row in lines], feb(4))
    names = [row.receiver_name for row in world.book.ask(deliveries, None, feb(4), feb(4))]
    assert names == ["Văn phòng Sở", "Thanh tra Sở", "Sở Y tế"]


def test_who_came_moved_or_left_since_is_shown_until_settled(world: World, to_all: int) -> None:
    fresh = world.book.do(
        save_person,
        PersonFields("CB0009", "Vũ Minh An", world.office, "Chuyên viên", from_on=feb(5)),
    )
    world.book.do(
        save_person,
        PersonFields("CB0002", "Lê Phương Yến", world.inspectorate, id=world.clerk, from_on=feb(6)),
    )
    world.book.do(retire_person, world.guard, feb(7))
    found = {row.staff_id: row.kind for row in world.book.ask(changes_since, to_all, TODAY)}
    assert found == {fresh: "joined", world.clerk: "moved", world.guard: "left"}
    assert world.book.do(add_people, to_all, [fresh, world.clerk]) == [fresh]
    world.book.do(decide, to_all, [world.guard], Outcome.EXCUSED, TODAY, "đã nghỉ việc")
    found = {row.staff_id: row.kind for row in world.book.ask(changes_since, to_all, TODAY)}
    assert found == {world.clerk: "moved"}
    assert world.book.ask(one_round, to_all, feb(9)).total == 3
    assert world.book.ask(one_round, to_all, TODAY).total == 4


def test_who_moved_signs_with_the_new_unit_and_keeps_what_was_handed_over_and_decided(
    world: World, to_all: int
) -> None:
    for staff_id, name in ((world.clerk, "Lê Phương Yến"), (world.guard, "Trần Quốc Bảo")):
        fields = PersonFields(
            f"CB{staff_id:04d}",
            name,
            world.inspectorate,
            "Thanh tra viên",
            id=staff_id,
            from_on=feb(6),
        )
        world.book.do(save_person, fields)
    lines = {row.department_id: row for row in world.book.ask(deliveries, to_all)}
    world.book.do(deliver, lines[world.inspectorate].delivery_id, feb(5))
    world.book.do(decide, to_all, [world.guard], Outcome.SIGNED, feb(6))
    everybody = [world.clerk, world.guard, world.inspector]
    assert set(world.book.do(move_people, to_all, everybody)) == {world.clerk, world.guard}
    rows = {row.staff_id: row for row in world.book.ask(people_of_round, to_all, TODAY)}
    assert {row.department_id for row in rows.values()} == {world.inspectorate}
    assert rows[world.clerk].title == "Thanh tra viên"
    assert rows[world.clerk].state is AckState.DELIVERED
    assert rows[world.guard].state is AckState.SIGNED
    assert world.book.ask(changes_since, to_all, TODAY) == []
    world.book.do(close_distribution, to_all)
    with pytest.raises(DistributionClosed):
        world.book.do(move_people, to_all, everybody)


def test_a_round_opened_by_mistake_is_removed_with_a_reason_while_nothing_came_of_it(
    world: World, plan: int, to_all: int
) -> None:
    with pytest.raises(ReasonMissing):
        world.book.do(remove_distribution, to_all, " ")
    line = world.book.ask(deliveries, to_all)[0].delivery_id
    uses = (
        (lambda: world.book.do(deliver, line, feb(5)), lambda: world.book.do(deliver, line, None)),
        (
            lambda: world.book.do(decide, to_all, [world.clerk], Outcome.SIGNED, feb(5)),
            lambda: world.book.do(decide, to_all, [world.clerk], Outcome.OPEN, feb(5)),
        ),
    )
    for use, undo in uses:
        use()
        with pytest.raises(RefusedByBook):
            world.book.do(remove_distribution, to_all, "chọn nhầm văn bản")
        undo()
    other = world.book.do(distribute, NewDistribution((plan,), feb(3)))
    assert world.book.do(remove_distribution, to_all, "chọn nhầm văn bản") == to_all
    assert [row.round_id for row in world.book.ask(round_rows, TODAY)] == [other]
    assert {row.round_id for row in world.book.ask(deliveries)} == {other}
    entry = world.book.ask(journal)[0]
    assert (entry.act, "chọn nhầm văn bản" in entry.arguments) == ("remove_distribution", True)
    page = NewPage(page_code(4821, SLIP, 1, 1), 1, 1, (1,), [[], []])
    world.book.keep(record_pages, SLIP, {1: slips_subject(other, 2)}, [page])
    with pytest.raises(RefusedByBook):
        world.book.do(remove_distribution, other, "in nhầm")


def test_lists_are_windows_of_rows(world: World, to_all: int) -> None:
    every = world.book.ask(people_of_round, to_all, TODAY)
    assert world.book.ask(people_of_round_count, to_all, TODAY) == len(every) == 3
    assert world.book.ask(people_of_round, to_all, TODAY, offset=1, limit=1) == every[1:2]
    (found,) = world.book.ask(people_of_round, to_all, TODAY, "phuong yen")
    assert found.staff_id == world.clerk


def test_a_closed_round_takes_nothing_more_until_it_is_opened_again(
    world: World, to_all: int
) -> None:
    world.book.do(close_distribution, to_all)
    with pytest.raises(DistributionClosed):
        world.book.do(decide, to_all, [world.clerk], Outcome.SIGNED, feb(5))
    assert not world.book.ask(one_round, to_all, TODAY).is_overdue
    world.book.do(reopen_distribution, to_all)
    world.book.do(change_distribution, to_all, feb(12), "gia hạn")
    world.book.do(decide, to_all, [world.clerk], Outcome.SIGNED, feb(5))
    row = world.book.ask(one_round, to_all, TODAY)
    assert (row.deadline_on, row.note, row.signed, row.is_overdue) == (feb(12), "gia hạn", 1, False)
    assert world.healthy()


def test_a_decision_is_taken_back_just_where_it_still_holds(world: World, to_all: int) -> None:
    world.book.do(decide, to_all, [world.guard], Outcome.REFUSED, feb(5), "không đồng ý")
    everybody = [world.guard, world.clerk, world.inspector]
    before = world.book.ask(decisions, to_all, everybody)
    world.book.do(decide, to_all, everybody, Outcome.SIGNED, feb(6))
    world.book.do(decide, to_all, [world.inspector], Outcome.EXCUSED, feb(7), "nghỉ hưu")

    taken = world.book.do(take_back, to_all, before, Outcome.SIGNED)

    assert set(taken) == {world.guard, world.clerk}
    assert states(world, to_all) == {
        world.guard: AckState.REFUSED,
        world.clerk: AckState.NOT_DELIVERED,
        world.inspector: AckState.EXCUSED,
    }


def test_a_round_is_counted_before_it_is_recorded(world: World, plan: int) -> None:
    new = NewDistribution((plan,), feb(3), receivers=("Sở Y tế", "Sở y tế", " "))
    assert world.book.ask(reached, new) == {world.office: 2, world.inspectorate: 1}
    told = world.book.do(distribute, new)
    outside = [row.receiver_name for row in world.book.ask(deliveries, told) if row.agency_id]
    assert outside == ["Sở Y tế"]
