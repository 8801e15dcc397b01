"""The Director's page as it is read from a book, on both engines, against plain SQL of its own."""

from datetime import date

import pytest

from db.clock import FixedClock
from db.kinds import AbsenceKind, Punctuality
from db.queries.daily_page import MissingRun, director_page
from db.services.daily import keep_daily_page
from db.services.staff import save_absence
from tests.db.daily import moment, report
from tests.db.morning import AT, TODAY, monday
from tests.db.world import World, feb


@pytest.fixture(autouse=True)
def _monday(clock: FixedClock, world: World) -> None:
    clock.moment = AT
    monday(world)


def moved(world: World, supply: int, sign: str, first: date, last: date) -> int:
    """Pieces that came (">") or went ("<") over some days, added up by the database."""
    statement = (
        f"SELECT coalesce(sum(quantity), 0) FROM movement WHERE supply_id = {supply}"
        f" AND quantity {sign} 0 AND day BETWEEN '{first}' AND '{last}'"
    )
    with world.book.connection() as connection:
        return int(connection.exec_driver_sql(statement).scalar_one())


def test_stock_covers_the_weekend_and_equals_the_movements_of_those_days(world: World) -> None:
    page = world.book.ask(director_page, TODAY, AT)
    assert (page.from_on, page.to_on) == (feb(7), feb(9))
    assert {row.supply_id for row in page.stock.supplies} == {world.masks, world.gel, world.gloves}
    for row in page.stock.supplies:
        came = moved(world, row.supply_id, ">", feb(7), feb(9))
        went = -moved(world, row.supply_id, "<", feb(7), feb(9))
        left = sum(moved(world, row.supply_id, sign, feb(1), feb(9)) for sign in "<>")
        assert (row.received, row.issued, row.closing) == (came, went, left)
        assert row.opening + came - went == left
    issued = -moved(world, world.masks, "<", feb(1), feb(9))
    left = 6000 - issued
    working_days = 5  # 3 to 7 February
    assert page.stock.mask_cover == left * working_days // issued


def test_stock_goes_on_from_the_page_that_was_given_last(world: World) -> None:
    world.book.do(keep_daily_page, feb(9), feb(7), feb(8), b"%PDF-", told={})
    page = world.book.ask(director_page, TODAY, AT)
    assert (page.from_on, page.to_on) == (feb(9), feb(9))


def test_units_stand_as_on_the_board_with_their_results_and_figures(world: World) -> None:
    page = world.book.ask(director_page, TODAY, AT)
    told = {unit.row.code: unit for unit in page.units}
    assert {code: unit.row.standing.state for code, unit in told.items()} == {
        "VP": Punctuality.ON_TIME,
        "TTS": Punctuality.MISSING,
        "BC": Punctuality.ON_TIME,
        "XBIPH": Punctuality.EXCUSED,
        "TTDT": Punctuality.LATE,
    }
    assert told["BC"].results == (
        ("Chỉ đạo báo, đài", "Đã nhắc nhở 03 báo."),
        ("Kiểm soát, thống kê tin bài", "Theo dõi 160 tin, bài."),
    )
    assert told["VP"].results == (("", "Cấp khẩu trang cho các phòng."),)
    assert [(one.name, value) for one, value in told["BC"].figures] == [
        ("Tin, bài theo dõi", 160),
        ("Chỉ đạo", 2),
        ("Đính chính", 1),
    ]
    issued = -moved(world, world.masks, "<", feb(9), feb(9))
    assert ("Khẩu trang cấp", issued) in [(one.name, value) for one, value in told["VP"].figures]


def test_who_is_away_is_unsigned_but_not_overdue(world: World) -> None:
    (row,) = world.book.ask(director_page, TODAY, AT).rounds
    assert (row.to_sign, row.signed, row.unsigned, row.overdue) == (3, 1, 2, 2)
    world.book.do(save_absence, world.guard, AbsenceKind.TRIP, feb(9), feb(12))
    (row,) = world.book.ask(director_page, TODAY, AT).rounds
    assert (row.unsigned, row.overdue) == (2, 1)
    (row,) = world.book.ask(director_page, feb(7), AT).rounds
    assert (row.unsigned, row.overdue) == (2, 0)


def test_reports_missing_two_days_running_are_told_until_one_comes(world: World) -> None:
    run = MissingRun("Thanh tra Sở", "TTra", 2, feb(9))
    assert world.book.ask(director_page, TODAY, AT).missing == (run,)
    early = moment(TODAY, "08:10")  # today is not over: only Sunday is missing
    assert world.book.ask(director_page, TODAY, early).missing == ()
    report(world, "TTS", TODAY, "08:34")
    assert world.book.ask(director_page, TODAY, AT).missing == ()
