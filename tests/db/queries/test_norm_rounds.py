"""Rounds by norm: what is left of it, who would get more, who came and went since the last one."""

from db.kinds import AbsenceKind, NormPeriod
from db.queries.issuing import recipients
from db.queries.received import over_norm
from db.queries.round_changes import Change, round_changes
from db.queries.vouchers import voucher_detail
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.norms import NormFields, remove_norm, save_norm
from db.services.staff import PersonFields, retire_person, save_absence, save_person
from db.services.stock import IssueLine
from tests.db.services.test_norms_acts import guards_of, weekly
from tests.db.world import World, feb


def proposed(world: World, day: int) -> dict[str, tuple[int, int]]:
    """What each received and is proposed of masks, by code."""
    rows = world.book.ask(recipients, feb(day), feb(3), [world.masks])
    return {
        row.person.code: (row.received.get(world.masks, 0), row.proposed[world.masks])
        for row in rows
    }


def furnished(world: World) -> World:
    """Five masks a week for everybody, ten for guards; plenty of them."""
    world.book.do(save_norm, weekly(world, 5))
    world.book.do(save_norm, weekly(world, 10, duty_post_id=guards_of(world)))
    world.receive(feb(3), 500)
    return world


def test_a_round_proposes_what_is_left_of_the_norm(world: World) -> None:
    furnished(world)
    issued = world.issue(feb(4), 4, staff=world.clerk)
    world.issue(feb(5), 12, staff=world.guard)
    assert proposed(world, 6) == {"CB0001": (12, 0), "CB0002": (4, 1), "CB0003": (0, 5)}
    assert proposed(world, 10) == {"CB0001": (0, 10), "CB0002": (0, 5), "CB0003": (0, 5)}

    (line,) = world.book.ask(voucher_detail, issued).lines
    back = NewReturn(feb(10), world.store, (ReturnLine(line.line_id, 3),), reason="thừa")
    world.book.do(post_return, back)
    assert proposed(world, 6)["CB0002"] == (1, 4)
    world.book.do(save_absence, world.clerk, AbsenceKind.LEAVE, feb(6), feb(6))
    assert proposed(world, 6)["CB0002"] == (1, 0)


def test_a_monthly_norm_counts_the_month_a_daily_one_the_day(world: World) -> None:
    world.receive(feb(1), 500)
    world.issue(feb(1), 1)
    world.issue(feb(5), 2)
    for period, left in ((NormPeriod.MONTH, 2), (NormPeriod.WEEK, 3), (NormPeriod.DAY, 5)):
        norm_id = world.book.do(save_norm, NormFields(world.masks, 5, period, feb(7)))
        rows = world.book.ask(recipients, feb(7), feb(3), [world.masks])
        assert [row.proposed[world.masks] for row in rows if row.person.code == "CB0002"] == [left]
        world.book.do(remove_norm, norm_id)


def test_who_would_get_more_than_the_norm_is_told(world: World) -> None:
    assert world.book.ask(over_norm, feb(6), [IssueLine(world.masks, 99, world.clerk)]) == []
    furnished(world)
    world.issue(feb(4), 4, staff=world.clerk)
    lines = [
        IssueLine(world.masks, 1, staff_id=world.clerk),
        IssueLine(world.masks, 10, staff_id=world.guard),
        IssueLine(world.masks, 3, staff_id=world.inspector),
        IssueLine(world.masks, 3, staff_id=world.inspector),
        IssueLine(world.gel, 99, staff_id=world.inspector),
        IssueLine(world.masks, 99, department_id=world.office),
    ]
    found = world.book.ask(over_norm, feb(6), lines)
    assert [(one.person, one.norm.terms.pieces, one.received, one.asked) for one in found] == [
        ("Hồ Mỹ Ánh", 5, 0, 6)
    ]
    more = [*lines, IssueLine(world.masks, 1, staff_id=world.clerk)]
    assert [one.received + one.asked for one in world.book.ask(over_norm, feb(6), more)] == [6, 6]


def test_who_joined_left_or_changed_post_since_the_last_round_is_told(world: World) -> None:
    world.receive(feb(3), 100)
    for staff in (world.guard, world.clerk):
        world.issue(feb(4), 5, staff=staff)
    assert world.book.ask(round_changes, feb(6), [world.masks]) == []
    world.book.do(
        save_person,
        PersonFields("CB0009", "Vũ Văn Anh", world.office, from_on=feb(5)),
    )
    world.book.do(retire_person, world.guard, feb(5))
    world.book.do(
        save_person,
        PersonFields(
            "CB0002",
            "Lê Phương Yến",
            world.office,
            duty_post_id=guards_of(world),
            from_on=feb(6),
            id=world.clerk,
        ),
    )
    found = world.book.ask(round_changes, feb(7), [world.masks])
    assert [(one.change, one.name, one.post, one.since) for one in found] == [
        (Change.JOINED, "Vũ Văn Anh", "", feb(4)),
        (Change.LEFT, "Trần Quốc Bảo", "", feb(4)),
        (Change.POST, "Lê Phương Yến", "Bảo vệ", feb(4)),
    ]
    assert world.book.ask(round_changes, feb(7), [world.gel]) == []
    assert world.book.ask(round_changes, feb(7), [world.masks], [world.inspectorate]) == []
