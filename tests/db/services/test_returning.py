"""Signed pages come back: their digits say whose signatures they bear, and nothing else is marked."""

import json

import pytest
from sqlalchemy import select

from db.errors import DistributionClosed, FutureDay, NotFound, RefusedByBook
from db.kinds import AckState, Outcome
from db.models.documents import Acknowledgement, IssueSignature, ScannedPage
from db.queries.acknowledging import decisions, people_of_round
from db.queries.returns import (
    before_return,
    page_people,
    pages_of_paper,
    scan_picture,
    scans_of,
    signed_pages,
)
from db.queries.sheets_out import sheets_out
from db.rules.codes import COUNTER_SHEET, DOCUMENT_LIST, SIGNING_LIST, SLIP, page_code
from db.rules.papers import list_subject, slips_subject, voucher_subject
from db.services.deciding import decide
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.office import NewPage, changed_papers, next_paper, record_pages
from db.services.returning import ReturnedPage, take_back, take_in
from db.services.rounds import close_distribution
from tests.db.world import World, feb

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")
TODAY = feb(10)
PICTURE = b"\xff\xd8 a page"


@pytest.fixture
def told(world: World) -> int:
    plan = world.book.do(save_document, PLAN)
    return world.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))


def printed(
    world: World, kind: int, subject: str, *rows: tuple[int, ...], paper: int = 1
) -> list[str]:
    """Remember pages with these people; return their digits."""
    codes = [page_code(4821, kind, paper, number) for number in range(1, len(rows) + 1)]
    pages = [
        NewPage(code, paper, number, people, [[], []])
        for number, (code, people) in enumerate(zip(codes, rows, strict=True), 1)
    ]
    world.book.keep(record_pages, kind, {paper: subject}, pages)
    return codes


def signed(world: World, round_id: int) -> set[int]:
    rows = world.book.ask(people_of_round, round_id, TODAY)
    return {row.staff_id for row in rows if row.outcome_on is not None}


def test_a_list_marks_those_who_signed_and_keeps_its_picture(world: World, told: int) -> None:
    subject = list_subject(told, world.office)
    (code,) = printed(world, DOCUMENT_LIST, subject, (world.guard, world.clerk))
    page = ReturnedPage(code, (world.clerk,), PICTURE, "quet.pdf", 3)
    assert world.book.do(take_in, [page], feb(6), told={}) == 1
    assert signed(world, told) == {world.clerk}
    ((scan, _code, on),) = world.book.ask(scans_of, told)
    assert (on, world.book.ask(scan_picture, scan)) == (feb(10), PICTURE)
    row = world.rows(select(ScannedPage.file, ScannedPage.page, ScannedPage.subject))[0]
    assert tuple(row) == ("quet.pdf", 3, subject)
    proofs = world.rows(select(Acknowledgement.staff_id, Acknowledgement.proof_id))
    assert {tuple(row) for row in proofs} == {
        (world.guard, None),
        (world.clerk, scan),
        (world.inspector, None),
    }


def test_without_a_scan_the_clerks_word_marks_the_list(world: World, told: int) -> None:
    (code,) = printed(
        world, DOCUMENT_LIST, list_subject(told, world.office), (world.guard, world.clerk)
    )
    world.book.do(take_in, [ReturnedPage(code, (world.guard, world.clerk))], feb(6))
    assert signed(world, told) == {world.guard, world.clerk}
    assert world.count(ScannedPage) == 0
    assert world.book.ask(signed_pages, [code])[code].back_on == feb(6)


def test_a_page_again_adds_signatures_and_keeps_the_first_day(world: World, told: int) -> None:
    (code,) = printed(
        world, DOCUMENT_LIST, list_subject(told, world.office), (world.guard, world.clerk)
    )
    world.book.do(take_in, [ReturnedPage(code, (world.clerk,))], feb(5))
    again = ReturnedPage(code, (world.guard, world.clerk), PICTURE)
    assert world.book.do(take_in, [again], feb(8), told={}) == 1
    rows = world.book.ask(people_of_round, told, TODAY)
    assert {row.staff_id: row.outcome_on for row in rows if row.outcome_on} == {
        world.clerk: feb(5),
        world.guard: feb(8),
    }
    assert all(row.proof_id for row in rows if row.outcome_on)


def test_a_slip_marks_its_person_alone(world: World, told: int) -> None:
    code = page_code(4821, SLIP, 1, world.clerk)
    page = NewPage(code, 1, world.clerk, (world.clerk,), [[], []])
    world.book.keep(record_pages, SLIP, {1: slips_subject(told, 2)}, [page])
    world.book.do(take_in, [ReturnedPage(code, (world.clerk,), PICTURE)], feb(6), told={})
    assert signed(world, told) == {world.clerk}


def test_a_slip_with_goods_marks_its_person_in_the_round_and_in_each_issue_that_gave_something(
    world: World, told: int
) -> None:
    world.receive(feb(3), 100)
    issues = [world.issue(feb(4), 5, staff=world.clerk) for _ in range(2)]
    issues.append(world.issue(feb(4), 5, staff=world.guard))
    codes = [page_code(4821, SLIP, 1, staff) for staff in (world.clerk, world.inspector)]
    pages = [
        NewPage(code, 1, staff, (staff,), [[], []])
        for code, staff in zip(codes, (world.clerk, world.inspector), strict=True)
    ]
    world.book.keep(record_pages, SLIP, {1: slips_subject(told, 2, issues)}, pages)
    signers = {codes[0]: (world.clerk,), codes[1]: (world.inspector,)}
    before = world.book.ask(before_return, signers)
    back = [ReturnedPage(code, staff) for code, staff in signers.items()]
    with pytest.raises(RefusedByBook):
        world.book.do(take_in, back, feb(3))
    assert world.book.do(take_in, back, feb(6)) == 2
    assert signed(world, told) == {world.clerk, world.inspector}
    rows = world.rows(select(IssueSignature.voucher_id, IssueSignature.staff_id))
    assert {tuple(row) for row in rows} == {(issue, world.clerk) for issue in issues[:2]}
    assert world.book.do(take_in, back, feb(7)) == 0
    assert world.book.do(take_back, before) == 2
    assert signed(world, told) == set()
    assert world.count(IssueSignature) == 0
    assert {sheet.page.code for sheet in world.book.ask(sheets_out, TODAY)} == set(codes)
    world.book.do(close_distribution, told)
    assert world.book.ask(sheets_out, TODAY) == []


def test_nobody_who_is_not_on_the_page_is_marked(world: World, told: int) -> None:
    (code,) = printed(world, DOCUMENT_LIST, list_subject(told, world.office), (world.guard,))
    good = ReturnedPage(code, (world.guard,))
    for page in (
        ReturnedPage(code, (world.inspector,)),
        ReturnedPage(page_code(4821, DOCUMENT_LIST, 9, 1), ()),
    ):
        with pytest.raises(NotFound):
            world.book.do(take_in, [good, page], feb(6))
    with pytest.raises(FutureDay):
        world.book.do(take_in, [good], feb(11))
    with pytest.raises(RefusedByBook):
        world.book.do(take_in, [good], feb(2))
    world.book.do(close_distribution, told)
    with pytest.raises(DistributionClosed):
        world.book.do(take_in, [good], feb(6))
    assert signed(world, told) == set()
    assert world.book.ask(signed_pages, [code])[code].back_on is None


def test_a_sheet_of_counter_issues_does_not_come_back(world: World) -> None:
    (code,) = printed(world, COUNTER_SHEET, "day:2020-02-03", (1,))
    assert world.book.ask(signed_pages, [code]) == {}
    with pytest.raises(NotFound):
        world.book.do(take_in, [ReturnedPage(code, ())], feb(6))


def test_lists_of_masks_come_back_the_same_way(world: World) -> None:
    world.receive(feb(3), 100)
    first = world.issue(feb(4), 5, staff=world.clerk)
    second = world.issue(feb(4), 5, staff=world.inspector)
    subject = voucher_subject(first, second)
    (code,) = printed(world, SIGNING_LIST, subject, (world.clerk, world.inspector))
    page = ReturnedPage(code, (world.clerk, world.inspector), PICTURE)
    assert world.book.do(take_in, [page], feb(5), told={}) == 2
    rows = world.rows(select(IssueSignature.voucher_id, IssueSignature.staff_id))
    assert [tuple(row) for row in rows] == [(first, world.clerk), (second, world.inspector)]
    assert world.book.do(take_in, [page], feb(6), told={}) == 0
    with pytest.raises(RefusedByBook):
        world.book.do(take_in, [page], feb(3), told={})


def test_what_is_out_is_what_nobody_brought_back(world: World, told: int) -> None:
    of_office = list_subject(told, world.office)
    first, second = printed(world, DOCUMENT_LIST, of_office, (world.guard,), (world.clerk,))
    (third,) = printed(
        world, DOCUMENT_LIST, list_subject(told, world.inspectorate), (world.inspector,), paper=2
    )
    assert [sheet.page.code for sheet in world.book.ask(sheets_out, TODAY)] == [
        third,
        first,
        second,
    ]
    world.book.do(take_in, [ReturnedPage(first, ())], feb(6))
    world.book.do(decide, told, [world.inspector], Outcome.SIGNED, feb(6))
    (left,) = world.book.ask(sheets_out, TODAY)
    assert (left.page.code, left.waiting, left.facts.department) == (second, 1, "Văn phòng Sở")
    assert left.facts.documents[0].number == "362/KH-UBND"
    world.book.do(close_distribution, told)
    assert world.book.ask(sheets_out, TODAY) == []


def test_a_later_print_of_the_same_people_is_the_one_waited_for(world: World, told: int) -> None:
    of_office = list_subject(told, world.office)
    printed(world, DOCUMENT_LIST, of_office, (world.guard, world.clerk))
    (only_one,) = printed(world, DOCUMENT_LIST, of_office, (world.guard,), paper=2)
    sheets = world.book.ask(sheets_out, TODAY, told)
    assert [(sheet.page.code == only_one, sheet.waiting) for sheet in sheets] == [
        (True, 1),
        (False, 2),
    ]
    (whole,) = printed(world, DOCUMENT_LIST, of_office, (world.guard, world.clerk), paper=3)
    assert [sheet.page.code for sheet in world.book.ask(sheets_out, TODAY)] == [whole]


def test_lists_of_masks_are_waited_for_once_the_office_takes_them_back(world: World) -> None:
    world.receive(feb(3), 100)
    issues = [world.issue(feb(4), 5, staff=staff) for staff in (world.clerk, world.guard)]
    codes = [
        printed(world, SIGNING_LIST, voucher_subject(issue), (staff,), paper=number)[0]
        for number, (issue, staff) in enumerate(
            zip(issues, (world.clerk, world.guard), strict=True), 1
        )
    ]
    assert world.book.ask(sheets_out, TODAY) == []
    world.book.do(take_in, [ReturnedPage(codes[0], (world.clerk,))], feb(5))
    assert [sheet.page.code for sheet in world.book.ask(sheets_out, TODAY)] == [codes[1]]


def test_a_page_in_somebodys_hands_never_changes_what_it_says(world: World, told: int) -> None:
    of_office = list_subject(told, world.office)
    (code,) = printed(world, DOCUMENT_LIST, of_office, (world.guard, world.clerk))
    same = NewPage(code, 1, 1, (world.guard, world.clerk), [[], []])
    other = NewPage(code, 1, 1, (world.guard,), [[], []])
    assert world.book.ask(changed_papers, [same]) == set()
    assert world.book.ask(changed_papers, [other]) == {1}
    world.book.keep(record_pages, DOCUMENT_LIST, {1: of_office}, [other])
    assert world.book.ask(signed_pages, [code])[code].rows == (world.guard, world.clerk)
    assert world.book.ask(next_paper, DOCUMENT_LIST) == 2


def test_the_people_and_pages_of_a_paper_are_found_by_the_digits_of_one(
    world: World, told: int
) -> None:
    first, second = printed(
        world, DOCUMENT_LIST, list_subject(told, world.office), (world.clerk,), (world.guard,)
    )
    pages = world.book.ask(pages_of_paper, second)
    assert [page.code for page in pages] == [first, second]
    world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(6))
    people = [world.book.ask(page_people, page)[0] for page in pages]
    assert [(one.name, one.has_signed) for one in people] == [
        ("Lê Phương Yến", True),
        ("Trần Quốc Bảo", False),
    ]
    assert world.book.ask(pages_of_paper, "0" * 17) == []
    assert json.loads(world.rows_of("printed_page")[0][6]) == [world.clerk]


def test_taking_back_gives_everybody_what_they_had_and_puts_the_page_out_again(
    world: World, told: int
) -> None:
    everybody = (world.guard, world.clerk, world.inspector)
    (code,) = printed(world, DOCUMENT_LIST, list_subject(told, world.office), everybody)
    world.book.do(decide, told, [world.guard], Outcome.SIGNED, feb(5))
    world.book.do(decide, told, [world.clerk], Outcome.REFUSED, feb(5), "không đồng ý")
    stood = world.book.ask(decisions, told, everybody)
    before = world.book.ask(before_return, {code: everybody})
    world.book.do(take_in, [ReturnedPage(code, everybody)], feb(6))
    assert signed(world, told) == set(everybody)
    assert world.book.do(take_back, before) == 2
    assert world.book.ask(decisions, told, everybody) == stood
    assert world.book.ask(signed_pages, [code])[code].back_on is None


def test_taking_back_leaves_alone_who_was_decided_on_since(world: World, told: int) -> None:
    (code,) = printed(world, DOCUMENT_LIST, list_subject(told, world.office), (world.clerk,))
    before = world.book.ask(before_return, {code: (world.clerk,)})
    world.book.do(take_in, [ReturnedPage(code, (world.clerk,))], feb(6))
    world.book.do(decide, told, [world.clerk], Outcome.EXCUSED, feb(7), "nghỉ hưu")
    assert world.book.do(take_back, before) == 0
    (row,) = world.book.ask(people_of_round, told, TODAY, states=[AckState.EXCUSED])
    assert row.reason == "nghỉ hưu"


def test_signatures_on_a_list_of_masks_can_be_taken_back(world: World) -> None:
    world.receive(feb(3), 100)
    issue = world.issue(feb(4), 5, staff=world.clerk)
    people = (world.clerk, world.guard)
    (code,) = printed(world, SIGNING_LIST, voucher_subject(issue), people)
    world.book.do(take_in, [ReturnedPage(code, (world.guard,))], feb(4))
    before = world.book.ask(before_return, {code: people})
    world.book.do(take_in, [ReturnedPage(code, people)], feb(5))
    assert world.book.do(take_back, before) == 1
    assert world.count(IssueSignature) == 1
    assert world.book.ask(signed_pages, [code])[code].back_on == feb(4)
