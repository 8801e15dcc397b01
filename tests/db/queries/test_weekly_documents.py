"""What the weekly report says of documents, as it stood at the period's end."""

from db.kinds import AbsenceKind, Outcome
from db.queries.weekly import weekly_report
from db.queries.weekly_documents import lists_out
from db.rules.codes import DOCUMENT_LIST, SLIP, page_code
from db.rules.papers import list_subject, slips_subject
from db.services.deciding import decide
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.office import NewPage, record_pages
from db.services.returning import ReturnedPage, take_in
from db.services.rounds import close_distribution
from db.services.staff import save_absence
from tests.db.world import World, feb

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")


def test_an_area_never_in_use_is_none_and_one_in_use_may_be_empty(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    assert world.book.ask(weekly_report, feb(3), feb(9)).rounds is None
    told = world.book.do(distribute, NewDistribution((plan,), feb(5)))
    world.book.do(close_distribution, told)
    assert world.book.ask(weekly_report, feb(1), feb(4)).rounds is None
    assert [
        row.is_closed for row in world.book.ask(weekly_report, feb(3), feb(9)).rounds or ()
    ] == [False]
    assert [
        row.is_closed for row in world.book.ask(weekly_report, feb(10), feb(16)).rounds or ()
    ] == [True]
    assert world.book.ask(weekly_report, feb(17), feb(23)).rounds == ()


def test_figures_are_those_at_the_end_of_the_period(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    told = world.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))
    world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(6))
    world.book.do(decide, told, [world.inspector], Outcome.SIGNED, feb(10))
    world.book.do(save_absence, world.guard, AbsenceKind.MATERNITY, feb(9), feb(28))
    (row,) = world.book.ask(weekly_report, feb(3), feb(9)).rounds or ()
    assert (row.total, row.excused, row.to_sign, row.signed, row.unsigned) == (3, 1, 2, 1, 1)
    assert [(unit.department, unit.signed, unit.to_sign) for unit in row.unfinished] == [
        ("Thanh tra Sở", 0, 1)
    ]
    (row,) = world.book.ask(weekly_report, feb(10), feb(16)).rounds or ()
    assert (row.signed, row.unfinished) == (2, ())


def test_lists_are_out_until_they_come_back_and_slips_are_no_lists(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    told = world.book.do(distribute, NewDistribution((plan,), feb(3)))
    code = page_code(4821, DOCUMENT_LIST, 1, 1)
    rows = (world.guard, world.clerk)
    page = NewPage(code, 1, 1, rows, [[], []])
    world.book.keep(record_pages, DOCUMENT_LIST, {1: list_subject(told, world.office)}, [page])
    slip = NewPage(page_code(4821, SLIP, 1, world.clerk), 1, world.clerk, (world.clerk,), [[], []])
    world.book.keep(record_pages, SLIP, {1: slips_subject(told, 2)}, [slip])
    (out,) = world.book.ask(lists_out, feb(10))
    assert (out.department, out.documents[0].number) == ("Văn phòng Sở", "362/KH-UBND")
    assert world.book.ask(lists_out, feb(9)) == ()  # it was printed on the 10th
    world.book.do(take_in, [ReturnedPage(code, rows)], feb(10))
    assert world.book.ask(lists_out, feb(10)) == ()
