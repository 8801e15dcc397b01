"""Who is where and when, whom a round hands out to, and what stands on a list to sign."""

import unicodedata

import pytest

from db.errors import NotFound
from db.kinds import AbsenceKind, Series
from db.queries.issuing import find_people, last_round, recipients
from db.queries.received import received_by_person
from db.queries.signing import counter_sheet, counter_total, signing_lists
from db.queries.staff import (
    absences,
    away_on,
    departments,
    duty_posts,
    next_staff_code,
    people,
    people_count,
)
from db.services.catalogue import SupplyFields, save_supply
from db.services.reversing import reverse_voucher
from db.services.staff import PersonFields, retire_person, save_absence, save_person
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import World, feb


def add(world: World, code: str, name: str, **more: object) -> int:
    fields = PersonFields(code, name, world.office, **more)  # type: ignore[arg-type]
    return world.book.do(save_person, fields)


def names(world: World, **told: object) -> list[str]:
    rows = world.book.ask(people, feb(10), **told)  # type: ignore[arg-type]
    assert world.book.ask(people_count, feb(10), **told) == len(rows)  # type: ignore[arg-type]
    return [row.name for row in rows]


def test_people_stand_by_given_name_in_the_vietnamese_alphabet(world: World) -> None:
    for n, name in enumerate(("Lê Văn Đạt", "Lê Văn Dũng", "Đỗ An", "Phan Công An")):
        add(world, f"X{n}", name)
    assert names(world, department_id=world.office) == [
        "Đỗ An",
        "Phan Công An",
        "Trần Quốc Bảo",
        "Lê Văn Dũng",
        "Lê Văn Đạt",
        "Lê Phương Yến",
    ]


def test_people_are_found_by_beginnings_initials_and_code_without_accents(world: World) -> None:
    assert names(world, text="yen") == ["Lê Phương Yến"]
    assert names(world, text="le ph") == ["Lê Phương Yến"]
    assert names(world, text=unicodedata.normalize("NFD", "Yến")) == ["Lê Phương Yến"]
    assert names(world, text="lpy") == ["Lê Phương Yến"]
    assert names(world, text="cb0003") == ["Hồ Mỹ Ánh"]
    assert names(world, text="uong") == []
    assert names(world, text="%") == []


def test_exact_accents_come_first_when_a_name_is_typed(world: World) -> None:
    add(world, "X1", "Lê Hoà Yên")
    found = world.book.ask(find_people, feb(10), "yến")
    assert [row.name for row in found] == ["Lê Phương Yến", "Lê Hoà Yên"]
    found = world.book.ask(find_people, feb(10), "yên")
    assert [row.name for row in found] == ["Lê Hoà Yên", "Lê Phương Yến"]


def test_a_person_who_left_stays_in_the_past(world: World) -> None:
    world.book.do(retire_person, world.clerk, feb(6))
    assert "Lê Phương Yến" not in names(world)
    assert "Lê Phương Yến" in names(world, with_left=True)
    assert len(world.book.ask(people, feb(6))) == 3
    assert len(world.book.ask(people, feb(7))) == 2


def test_a_person_who_moves_is_at_one_place_on_each_day(world: World) -> None:
    fields = PersonFields("CB0002", "Lê Phương Yến", world.inspectorate, id=world.clerk)
    moved = PersonFields(
        "CB0002", "Lê Phương Yến", world.inspectorate, id=world.clerk, from_on=feb(6)
    )
    world.book.do(save_person, moved)
    where = {
        day: [
            row.department_id
            for row in world.book.ask(people, feb(day))
            if row.staff_id == world.clerk
        ]
        for day in (5, 6)
    }
    assert where == {5: [world.office], 6: [world.inspectorate]}
    world.book.do(save_person, fields)
    assert len(world.book.ask(people, feb(6))) == 3


def test_who_left_and_comes_back_elsewhere_was_not_there_between(world: World) -> None:
    world.book.do(retire_person, world.clerk, feb(4))
    back = PersonFields(
        "CB0002", "Lê Phương Yến", world.inspectorate, id=world.clerk, from_on=feb(8)
    )
    world.book.do(save_person, back)
    served = [
        day
        for day in range(3, 11)
        if any(row.staff_id == world.clerk for row in world.book.ask(people, feb(day)))
    ]
    assert served == [3, 4, 8, 9, 10]


def test_a_free_code_follows_the_highest_number(world: World) -> None:
    assert world.book.ask(next_staff_code) == "CB0004"
    for n, code in enumerate(("CBXYZT", "CB9999")):
        add(world, code, f"Người {n}")
    assert world.book.ask(next_staff_code) == "CB10000"
    add(world, "CB10000", "Người cuối")
    assert world.book.ask(next_staff_code) == "CB10001"


def test_departments_stand_in_the_offices_order_with_their_people(world: World) -> None:
    rows = world.book.ask(departments, feb(10))
    assert [row.code for row in rows][:4] == ["BGD", "VP", "TTS", "BC"]
    assert {row.code: row.people for row in rows if row.people} == {"VP": 2, "TTS": 1}
    assert [post.name for post in world.book.ask(duty_posts, feb(10)) if post.is_priority] == [
        "Bảo vệ",
        "Tiếp nhận và trả hồ sơ",
    ]


def test_who_is_away_is_known_on_each_day_of_it(world: World) -> None:
    world.book.do(save_absence, world.clerk, AbsenceKind.ILLNESS, feb(4), feb(6), "cúm")
    assert [world.book.ask(away_on, feb(day)) for day in (3, 4, 6, 7)] == [
        {},
        {world.clerk: AbsenceKind.ILLNESS},
        {world.clerk: AbsenceKind.ILLNESS},
        {},
    ]
    (row,) = world.book.ask(absences, feb(6), feb(29))
    assert (row.person, row.department, row.note) == ("Lê Phương Yến", "Văn phòng Sở", "cúm")
    assert world.book.ask(absences, feb(7), feb(29)) == []


# Rounds.


@pytest.fixture
def norms(world: World) -> World:
    """Five masks for everybody, 36 at priority posts; stock; one away."""
    fields = SupplyFields(
        "KT01",
        "Khẩu trang y tế",
        "cái",
        "Khẩu trang",
        usual_quantity=5,
        priority_quantity=36,
        id=world.masks,
    )
    world.book.do(save_supply, fields)
    world.receive(feb(3), 500)
    return world


def proposed(world: World, day: int, **told: object) -> dict[str, int]:
    rows = world.book.ask(recipients, feb(day), feb(3), [world.masks], **told)  # type: ignore[arg-type]
    return {row.person.code: row.proposed[world.masks] for row in rows}


def test_a_round_proposes_the_usual_quantity_and_more_at_priority_posts(norms: World) -> None:
    assert proposed(norms, 5) == {"CB0001": 36, "CB0002": 5, "CB0003": 5}
    assert proposed(norms, 5, department_ids=[norms.office]) == {"CB0001": 36, "CB0002": 5}


def test_who_is_away_gets_nothing_and_the_reason_is_told(norms: World) -> None:
    norms.book.do(save_absence, norms.clerk, AbsenceKind.TRIP, feb(5), feb(6))
    assert proposed(norms, 5)["CB0002"] == 0
    rows = norms.book.ask(recipients, feb(5), feb(3), [norms.masks])
    assert [row.absence for row in rows if row.person.code == "CB0002"] == [AbsenceKind.TRIP]


def test_a_round_as_the_last_one_gives_each_what_they_got_then(norms: World) -> None:
    norms.issue(feb(3), 9, staff=norms.clerk)
    norms.issue(feb(4), 7, staff=norms.clerk)
    norms.issue(feb(4), 2, staff=norms.guard, series=Series.CL)
    norms.issue(feb(3), 4, staff=norms.inspector)
    undone = norms.issue(feb(5), 20, staff=norms.inspector)
    norms.book.do(reverse_voucher, undone, "nhầm")
    assert proposed(norms, 6, as_last_round=True) == {"CB0001": 0, "CB0002": 7, "CB0003": 4}
    assert norms.book.ask(last_round, feb(4), [norms.masks]) == {
        (norms.clerk, norms.masks): 9,
        (norms.inspector, norms.masks): 4,
    }


def test_what_was_received_this_week_leaves_out_what_was_taken_back(norms: World) -> None:
    norms.issue(feb(4), 5)
    norms.book.do(reverse_voucher, norms.issue(feb(5), 5), "nhầm")
    norms.issue(feb(5), 2, series=Series.CL)
    got = norms.book.ask(received_by_person, feb(3), feb(9), [norms.masks])
    assert got == {norms.clerk: {norms.masks: 7}}
    assert norms.book.ask(received_by_person, feb(6), feb(9), [norms.masks]) == {}


# Lists to sign.


def test_a_signing_list_has_the_head_first_and_the_absent_with_nothing(norms: World) -> None:
    add(norms, "CB0009", "Vũ Văn Anh", title="Chánh Văn phòng")
    away = add(norms, "CB0010", "An Thị Bình")
    norms.book.do(save_absence, away, AbsenceKind.LEAVE, feb(5), feb(5))
    head = norms.book.ask(people, feb(5), "vu van anh")[0].staff_id
    lines = tuple(
        IssueLine(norms.masks, pieces, staff_id=staff)
        for staff, pieces in ((norms.clerk, 5), (norms.guard, 36), (head, 5), (norms.clerk, 1))
    )
    voucher = norms.book.do(
        post_issue, NewIssue(feb(5), norms.store, lines, department_id=norms.office)
    )
    (signing,) = norms.book.ask(signing_lists, [voucher])
    assert [(person.name, person.quantities, person.note) for person in signing.people] == [
        ("Vũ Văn Anh", (5,), ""),
        ("Trần Quốc Bảo", (36,), ""),
        ("An Thị Bình", (0,), "away:leave"),
        ("Lê Phương Yến", (6,), ""),
    ]
    assert (signing.department, signing.head_title, signing.head_name) == (
        "Văn phòng Sở",
        "Chánh Văn phòng",
        "Vũ Văn Anh",
    )
    assert signing.people[1].duty_post == "Bảo vệ"
    with pytest.raises(NotFound):
        norms.book.ask(signing_lists, [999])


def test_the_counter_sheet_sums_the_days_single_issues(norms: World) -> None:
    for _ in range(2):
        line = IssueLine(norms.masks, 1, is_visitors=True)
        issue = NewIssue(feb(5), norms.store, (line,), series=Series.CL)
        norms.book.do(post_issue, issue)
    norms.issue(feb(5), 3, series=Series.CL)
    norms.book.do(reverse_voucher, norms.issue(feb(5), 9, series=Series.CL), "nhầm")
    norms.issue(feb(5), 50)
    sheet = norms.book.ask(counter_sheet, feb(5))
    assert [(line.number, line.receiver, line.quantity) for line in sheet.lines] == [
        ("CL0001", "", 1),
        ("CL0002", "", 1),
        ("CL0003", "Lê Phương Yến", 3),
    ]
    assert [(supply.name, pieces) for supply, pieces in sheet.totals] == [("Khẩu trang y tế", 5)]
    assert norms.book.ask(counter_total, feb(5)) == 5
    assert norms.book.ask(counter_total, feb(6)) == 0
