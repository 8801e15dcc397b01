"""Who stands on whose voucher, and what a proposal is."""

from db.kinds import AbsenceKind, DepartmentKind
from db.queries.issuing import Recipient
from db.queries.staff import DepartmentRow, PersonRow
from desktop.pages.issue.round_rows import Usual, sorted_by_department, targets_of


def department(id: int, name: str, parent: int | None = None) -> DepartmentRow:
    kind = DepartmentKind.SECTION if parent else DepartmentKind.DIVISION
    return DepartmentRow(id, name, name, name, (), kind, parent, "", "", True, 1, 0)


def person(name: str, at: int, *, is_priority: bool = False) -> PersonRow:
    return PersonRow(
        staff_id=hash(name),
        code="",
        name=name,
        department_id=at,
        department="",
        department_short="",
        title="",
        rank=2,
        duty_post_id=None,
        duty_post="",
        is_priority=is_priority,
        category=None,
        phone="",
        email="",
        note="",
        from_on=None,
        to_on=None,
        version=1,
    )


OFFICE, PRESS, GUARDS = department(1, "Văn phòng"), department(2, "Báo chí"), department(3, "BV", 1)
ALL = (OFFICE, PRESS, GUARDS)


def test_a_section_counts_in_its_parent() -> None:
    assert targets_of(ALL, None) == {1: OFFICE, 3: OFFICE, 2: PRESS}
    assert targets_of(ALL, [1]) == {1: OFFICE, 3: OFFICE}


def test_a_section_chosen_alone_has_a_voucher_of_its_own() -> None:
    assert targets_of(ALL, [3]) == {3: GUARDS}


def test_people_stand_by_department_then_by_given_name_sections_among_the_others() -> None:
    people = [
        Recipient(person(name, at), None)
        for name, at in (("Lê Văn An", 2), ("Trần Bình", 3), ("Vũ Ánh", 1), ("Đỗ Dung", 1))
    ]

    names = [one.person.name for one in sorted_by_department(people, targets_of(ALL, None))]

    assert names == ["Vũ Ánh", "Trần Bình", "Đỗ Dung", "Lê Văn An"]


def test_priority_posts_are_proposed_more_and_the_absent_nothing() -> None:
    usual = Usual(each=5, priority=10)

    assert usual.pieces(Recipient(person("A", 1), None)) == 5
    assert usual.pieces(Recipient(person("B", 1, is_priority=True), None)) == 10
    assert usual.pieces(Recipient(person("C", 1), AbsenceKind.ILLNESS)) == 0
    assert Usual(5, 0).pieces(Recipient(person("D", 1, is_priority=True), None)) == 5
