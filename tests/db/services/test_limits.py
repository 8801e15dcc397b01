"""What is unusual about a voucher is named before it is posted, or refused where the office says so."""

from datetime import date

import pytest

from db.errors import OverLimit
from db.kinds import Limit, NormPeriod, Strictness, VoucherKind
from db.services.limits import concerns
from db.services.norms import NormFields, save_norm
from db.services.office import save_settings
from db.services.reversing import correct_voucher
from db.services.stock import post_issue
from tests.db.world import World, feb


def told(world: World, quantity: int, day: date) -> list[tuple[str, int, int]]:
    issue = world.new_issue(day, quantity)
    found = world.book.ask(concerns, feb(10), issue, VoucherKind.ISSUE)
    return [(one.limit, one.asked, one.usual) for one in found]


def test_a_late_day_and_ten_times_the_usual_are_named(world: World) -> None:
    world.receive(feb(1), 500)
    assert told(world, 50, feb(10)) == []  # nothing is usual yet
    for day in (4, 5, 6):
        world.issue(feb(day), 5)
    assert told(world, 49, feb(10)) == []
    assert told(world, 50, feb(10)) == [("ten_times", 50, 5)]
    assert told(world, 5, feb(3)) == []
    assert told(world, 60, feb(2)) == [("late", 8, 7), ("ten_times", 60, 5)]


def test_who_gets_more_than_the_norm_is_named_with_what_they_had(world: World) -> None:
    world.receive(feb(1), 500)
    norm = NormFields(world.masks, 5, NormPeriod.WEEK, feb(1), basis="QĐ 12")
    world.book.do(save_norm, norm)
    world.issue(feb(4), 3)
    assert told(world, 2, feb(5)) == []
    assert told(world, 3, feb(5)) == [("over_norm", 6, 5)]
    world.book.do(save_settings, {"limits": {"over_norm": "block"}})
    with pytest.raises(OverLimit):
        world.issue(feb(5), 3)
    world.book.do(correct_voucher, 2, "nhầm", world.new_issue(feb(4), 5))
    assert world.stock() == {"KT01": 495}


def test_what_the_office_blocks_is_refused_and_what_it_lets_pass_is_not_named(world: World) -> None:
    world.receive(feb(1), 500)
    for day in (4, 5, 6):
        world.issue(feb(day), 5)
    rules = {"late_days": 3, Limit.LATE: Strictness.BLOCK, Limit.TEN_TIMES: Strictness.FREE}
    world.book.do(save_settings, {"limits": rules})
    assert told(world, 60, feb(10)) == []
    with pytest.raises(OverLimit) as refused:
        world.issue(feb(6), 5)
    assert [one.limit for one in refused.value.concerns] == ["late"]
    world.issue(feb(7), 5)
    assert world.stock() == {"KT01": 480}


def test_a_correction_is_as_old_as_what_it_corrects_and_history_spares_all_limits(
    world: World,
) -> None:
    world.receive(feb(1), 500)
    issue = world.issue(feb(2), 5)
    world.book.do(save_settings, {"limits": {"late": "block", "late_days": 2}})
    world.book.do(correct_voucher, issue, "nhầm", world.new_issue(feb(2), 6))
    world.book.do(post_issue, world.new_issue(feb(2), 1), spares=tuple(Limit))
    assert world.stock() == {"KT01": 493}


def test_more_than_the_norm_is_named_with_the_line_and_blocked_where_the_office_says_so(
    world: World,
) -> None:
    world.receive(feb(3), 500)
    world.book.do(save_norm, NormFields(world.masks, 6, NormPeriod.WEEK, feb(3)))
    world.issue(feb(4), 4)
    (one,) = world.book.ask(concerns, feb(10), world.new_issue(feb(5), 3), VoucherKind.ISSUE)
    assert (one.limit, one.line, one.receiver) == ("over_norm", 0, "Lê Phương Yến")
    assert (one.asked, one.usual, one.unit) == (7, 6, "cái")
    assert told(world, 2, feb(5)) == []
    world.book.do(save_settings, {"limits": {Limit.OVER_NORM: Strictness.BLOCK}})
    with pytest.raises(OverLimit):
        world.issue(feb(5), 3)
    voucher = world.issue(feb(5), 2)
    corrected = world.new_issue(feb(5), 1)
    world.book.do(correct_voucher, voucher, "nhầm", corrected)
    assert world.stock() == {"KT01": 495}


def test_what_a_correction_takes_the_place_of_counts_as_undone(world: World) -> None:
    world.receive(feb(3), 500)
    world.book.do(save_norm, NormFields(world.masks, 5, NormPeriod.WEEK, feb(3)))
    world.issue(feb(4), 2)
    world.issue(feb(5), 2)
    last = world.issue(feb(6), 1)

    def named(quantity: int) -> list[tuple[str, int, int]]:
        issue = world.new_issue(feb(6), quantity)
        found = world.book.ask(concerns, feb(10), issue, VoucherKind.ISSUE, (), last)
        return [(one.limit, one.asked, one.usual) for one in found]

    assert named(1) == []
    assert named(2) == [("over_norm", 6, 5)]
    assert named(20) == [("over_norm", 24, 5)]  # two that stand are too few to be usual
    world.book.do(save_settings, {"limits": {Limit.OVER_NORM: Strictness.BLOCK}})
    with pytest.raises(OverLimit):
        world.book.do(correct_voucher, last, "nhầm", world.new_issue(feb(6), 2))
    world.book.do(correct_voucher, last, "nhầm", world.new_issue(feb(6), 1))
    assert world.stock() == {"KT01": 495}
