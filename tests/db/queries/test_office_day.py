"""What the Office did over some days: every figure again by a query of its own."""

from sqlalchemy import func, select

from db.kinds import BookFigure, Outcome, Series, WebSource
from db.models.stock import Movement, Voucher
from db.queries.book_figures import book_figure
from db.queries.office_day import mask_days, office_days
from db.queries.overview import overview
from db.services.deciding import decide
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from db.services.web_updates import WebUpdateFields, save_web_update
from tests.db.world import World, feb

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")


def hand_out(world: World) -> None:
    world.receive(feb(3), 500)
    world.receive(feb(8), 100)
    world.receive(feb(8), 40, supply=world.gel)
    lines = (
        IssueLine(world.masks, 10, staff_id=world.guard),
        IssueLine(world.masks, 8, staff_id=world.inspector),
        IssueLine(world.masks, 5, department_id=world.inspectorate),
        IssueLine(world.gel, 3, staff_id=world.guard),
    )
    world.book.do(post_issue, NewIssue(feb(8), world.store, lines))
    visitors = (IssueLine(world.masks, 6, is_visitors=True),)
    world.book.do(post_issue, NewIssue(feb(9), world.store, visitors, series=Series.CL))
    outside = (IssueLine(world.masks, 20, agency_id=world.agency),)
    world.book.do(post_issue, NewIssue(feb(9), world.store, outside))
    mistake = world.issue(feb(9), 7)
    world.book.do(reverse_voucher, mistake, "ghi nhầm")


def test_masks_by_who_got_them_make_what_the_indicator_says(world: World) -> None:
    hand_out(world)
    told = world.book.ask(mask_days, feb(8), feb(9))
    assert (told.to_people, told.people, told.departments) == (18, 2, 2)
    assert (told.shared, told.to_visitors, told.to_agencies) == (5, 6, 20)
    issued = told.to_people + told.shared + told.to_visitors + told.to_agencies
    assert issued == world.book.ask(book_figure, BookFigure.MASKS_ISSUED, feb(8), feb(9))
    went = select(-func.sum(Movement.quantity)).where(
        Movement.supply_id == world.masks,
        Movement.day >= feb(8),
        Movement.day <= feb(9),
        Movement.voucher_id.in_(select(Voucher.id).where(Voucher.counts_as == "issue")),
    )
    assert issued == world.rows(went)[0][0]
    assert (told.received, told.left) == (100, 600 - issued)
    assert told.left == world.book.ask(book_figure, BookFigure.MASKS_LEFT, feb(8), feb(9))


def test_the_days_of_cover_are_those_of_the_overview(world: World) -> None:
    hand_out(world)
    assert world.book.ask(mask_days, feb(10), feb(10)).cover is not None
    told = world.book.ask(mask_days, feb(10), feb(10))
    assert told.cover == world.book.ask(overview, feb(10)).mask_cover


def test_rounds_and_updates_are_those_of_the_days(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    told = world.book.do(distribute, NewDistribution((plan,), feb(3), feb(20)))
    world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(8))
    world.book.do(decide, told, [world.guard], Outcome.SIGNED, feb(10))
    for day, source in ((8, WebSource.MINISTRY), (8, WebSource.OWN), (10, WebSource.OWN)):
        world.book.do(save_web_update, WebUpdateFields(feb(day), "Tin mới", source))
    found = world.book.ask(office_days, feb(8), feb(9))
    assert [(row.signed, row.to_sign) for row in found.rounds] == [(1, 3)]
    assert found.web is not None
    assert found.web.by_source == {WebSource.MINISTRY: 1, WebSource.OWN: 1}
    assert found.web.days_without == (feb(9),)
    assert world.book.ask(office_days, feb(1), feb(2)).rounds == ()
