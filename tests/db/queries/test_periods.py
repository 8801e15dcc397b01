"""The weeks of the book that a report can be chosen from."""

from datetime import date

from db.queries.periods import report_weeks
from db.services.office import save_settings
from tests.db.world import World, feb

TODAY = date(2020, 2, 10)


def test_weeks_with_movements_come_newest_first(world: World) -> None:
    world.receive(date(2020, 1, 2), 10)
    world.receive(feb(3), 100)
    world.issue(feb(5), 5)
    world.issue(feb(10), 5)

    weeks = world.book.ask(report_weeks, TODAY)

    assert [(week.week, week.from_on, week.to_on, week.last_day) for week in weeks] == [
        ("2020-W07", feb(10), feb(16), feb(10)),
        ("2020-W06", feb(3), feb(9), feb(5)),
        ("2020-W01", date(2019, 12, 30), date(2020, 1, 5), date(2020, 1, 2)),
    ]
    assert not any(week.is_closed for week in weeks)


def test_weeks_follow_the_offices_first_day(world: World) -> None:
    world.receive(feb(9), 100)  # a Sunday
    world.receive(feb(10), 100)
    calendar = {"week_starts_on": 7, "working_days": [1, 2, 3, 4, 5], "holidays": []}
    world.book.do(save_settings, {"calendar": calendar})

    (week,) = world.book.ask(report_weeks, TODAY)

    assert (week.from_on, week.to_on, week.week) == (feb(9), feb(15), None)


def test_an_empty_book_has_no_week(world: World) -> None:
    assert world.book.ask(report_weeks, TODAY) == []
