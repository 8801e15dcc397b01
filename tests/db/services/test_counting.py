"""Stocktakes: what is counted, compared with the book of its moment, and posted."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from db.clock import FixedClock
from db.database import Database
from db.errors import (
    ChangedMeanwhile,
    CountClosed,
    CountedAlready,
    CountedElsewhere,
    CountOutOfRange,
    DifferencesUnexplained,
    DomainError,
    FieldMissing,
    FutureDay,
    MissingGoneSince,
    NotCounted,
    NotFound,
    NothingToCount,
    ReasonMissing,
)
from db.kinds import CountState, Loss
from db.models.stock import Movement, PeriodClose, Voucher, VoucherLine
from db.queries.count_candidates import count_candidates
from db.queries.counting import CountLine, count_lines, stocktake
from db.services.catalogue import SupplyFields, save_supply
from db.services.count_scope import add_to_stocktake, name_committee
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    drop_stocktake,
    enter_counts,
    open_stocktake,
)
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import NewWriteOff, StockLine, post_write_off
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import World, feb

CHIEF = "Nguyễn Văn An"


def opened(world: World, *supplies: int, **more: object) -> int:
    """Open a count of some supplies, or of all, in the main store."""
    new = NewStocktake(world.store, "Tất cả", supplies, **more)  # type: ignore[arg-type]
    return world.book.do(open_stocktake, new)


def lines(world: World, stocktake_id: int) -> dict[str, CountLine]:
    """The lines by code."""
    return {line.code: line for line in world.book.ask(count_lines, stocktake_id)}


def count(world: World, told: int, reason: str = "", **pieces: int) -> None:
    """Enter counts by code, a minute after whatever happened before."""
    later(world)
    there = lines(world, told)
    counts = [
        Count(there[code].line_id, counted, reason=reason, seen_at=there[code].counted_at)
        for code, counted in pieces.items()
    ]
    world.book.do(enter_counts, told, counts)
    later(world)


def later(world: World, minutes: int = 1) -> None:
    """Let time pass."""
    clock = world.book.clock
    assert isinstance(clock, FixedClock)
    clock.moment += timedelta(minutes=minutes)


def differences(world: World, told: int) -> dict[str, int | None]:
    """The differences by code."""
    return {code: line.difference for code, line in lines(world, told).items()}


def posted(world: World, vouchers: list[int]) -> list[tuple[int, int, date]]:
    """Pieces, value and day of what was posted."""
    query = select(Movement.quantity, Movement.amount, Movement.day)
    found = query.where(Movement.voucher_id.in_(vouchers)).order_by(Movement.id)
    return [(row[0], row[1], row[2]) for row in world.rows(found)]


def test_a_count_of_everything_has_a_line_for_what_there_is_none_of_too(world: World) -> None:
    world.receive(feb(3), 10)
    assert set(lines(world, opened(world))) == {"KT01", "SK02", "GT01"}


def test_a_count_can_be_of_a_group_of_chosen_supplies_or_of_what_the_store_has(
    world: World,
) -> None:
    world.receive(feb(3), 10, supply=world.gel)
    some = opened(world, world.gloves, groups=("Khẩu trang",))
    assert set(lines(world, some)) == {"KT01", "GT01"}
    world.book.do(drop_stocktake, some, "nhầm kho")
    assert set(lines(world, opened(world, with_zero=False))) == {"SK02"}
    empty = NewStocktake(world.desk, "Tất cả", with_zero=False)
    with pytest.raises(NothingToCount):
        world.book.do(open_stocktake, empty)


def test_differences_are_posted_with_their_reasons_and_the_book_agrees(world: World) -> None:
    world.receive(feb(3), 10, 1000)
    world.receive(feb(4), 20, 3000, supply=world.gel)
    told = opened(world, world.masks, world.gel)
    count(world, told, "đếm lại hai lần", KT01=8, SK02=23)
    vouchers = world.book.do(approve_stocktake, told, CHIEF)
    assert posted(world, vouchers) == [(3, 450, feb(10)), (-2, -200, feb(10))]
    assert world.stock() == {"KT01": 8, "SK02": 23}
    row = world.book.ask(stocktake, told)
    assert (row.state, row.approved_by, row.differing) == (CountState.POSTED, CHIEF, 2)
    assert [number for _, number in row.vouchers] == ["NK0003", "XK0001"]
    assert world.healthy()


def test_what_is_issued_while_counting_does_not_spoil_the_count(world: World) -> None:
    world.receive(feb(3), 100)
    told = opened(world, world.masks)
    world.issue(feb(10), 10)
    count(world, told, KT01=88)
    world.issue(feb(10), 30)
    later(world)
    assert differences(world, told) == {"KT01": -2}
    count(world, told, "rách", KT01=88)
    world.book.do(approve_stocktake, told, CHIEF)
    assert world.stock() == {"KT01": 58}
    assert world.healthy()


def test_what_is_recorded_late_for_a_day_before_the_count_belongs_to_its_book(
    world: World,
) -> None:
    world.receive(feb(3), 100)
    told = opened(world, world.masks)
    count(world, told, KT01=95)
    assert differences(world, told) == {"KT01": -5}
    seen = {line.line_id: -5 for line in lines(world, told).values()}
    world.issue(feb(7), 5)
    assert differences(world, told) == {"KT01": 0}
    with pytest.raises(ChangedMeanwhile):
        world.book.do(approve_stocktake, told, CHIEF, seen)
    assert world.book.do(approve_stocktake, told, CHIEF, dict.fromkeys(seen, 0)) == []
    assert world.stock() == {"KT01": 95}


def test_a_count_of_another_day_is_compared_with_the_book_of_that_day(world: World) -> None:
    world.receive(feb(3), 100)
    world.issue(feb(5), 10)
    world.issue(feb(7), 40)
    told = opened(world, world.masks, day=feb(6))
    line = lines(world, told)["KT01"]
    end_of_day = datetime(2020, 2, 6, 16, 59, 59, 999999, tzinfo=UTC)
    counts = [Count(line.line_id, 91, reason="thừa")]
    world.book.do(enter_counts, told, counts, end_of_day)
    assert differences(world, told) == {"KT01": 1}
    vouchers = world.book.do(approve_stocktake, told, CHIEF)
    assert posted(world, vouchers) == [(1, 0, feb(6))]
    again = opened(world, world.masks)
    line = lines(world, again)["KT01"]
    with pytest.raises(FutureDay):
        world.book.do(enter_counts, again, [Count(line.line_id, 1)], end_of_day + timedelta(7))


def test_what_waits_for_people_lies_there_but_is_not_the_books(world: World) -> None:
    world.receive(feb(3), 100)
    waits = IssueLine(world.masks, 5, staff_id=world.clerk, waits=True)
    world.book.do(post_issue, NewIssue(feb(10), world.store, (waits,)))
    told = opened(world, world.masks)
    assert lines(world, told)["KT01"].waiting == 5
    count(world, told, KT01=100)
    line = lines(world, told)["KT01"]
    assert (line.book, line.waiting, line.difference) == (95, 5, 0)


def test_goods_packed_the_day_before_and_recorded_after_the_count_are_no_difference(
    world: World,
) -> None:
    world.receive(feb(3), 100)
    told = opened(world, world.masks)
    count(world, told, KT01=100)
    waits = IssueLine(world.masks, 5, staff_id=world.clerk, waits=True)
    issue = world.book.do(post_issue, NewIssue(feb(7), world.store, (waits,)))
    line = lines(world, told)["KT01"]
    assert (line.book, line.waiting, line.difference) == (95, 5, 0)
    assert world.book.do(approve_stocktake, told, CHIEF) == []
    world.book.do(reverse_voucher, issue, "nhầm")
    line = lines(world, told)["KT01"]
    assert (line.book, line.waiting, line.difference) == (95, 5, 0)
    assert world.healthy()


def test_what_came_back_of_packed_goods_does_not_wait_any_more(world: World) -> None:
    world.receive(feb(3), 100)
    waits = IssueLine(world.masks, 5, staff_id=world.clerk, waits=True)
    issue = world.book.do(post_issue, NewIssue(feb(10), world.store, (waits,)))
    packed = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == issue))[0][0]
    back = NewReturn(feb(10), world.store, (ReturnLine(packed, 2),), reason="đi công tác")
    world.book.do(post_return, back)
    told = opened(world, world.masks)
    count(world, told, KT01=100)
    line = lines(world, told)["KT01"]
    assert (line.book, line.waiting, line.difference) == (97, 3, 0)


def test_a_supply_whose_lots_are_followed_is_counted_lot_by_lot(world: World) -> None:
    fields = SupplyFields("TT01", "Thuốc thử", "hộp", tracks_lots=True)
    tests = world.book.do(save_supply, fields)
    world.receive(feb(3), 10, supply=tests, expires_on=feb(20))
    world.receive(feb(4), 10, 500, supply=tests, expires_on=feb(5))
    told = opened(world, tests)
    first, second = sorted(world.book.ask(count_lines, told), key=lambda line: line.lot_id or 0)
    later(world)
    counts = [Count(first.line_id, 12, reason="thừa"), Count(second.line_id, 7, reason="thiếu")]
    world.book.do(enter_counts, told, counts)
    later(world)
    world.book.do(approve_stocktake, told, CHIEF)
    pieces = {lot: held[0] for (_, lot), held in world.balances().items()}
    assert pieces == {1: 12, 2: 7}
    by_lot = {
        line.lot_id: line.difference_amount
        for line in world.book.ask(count_lines, told, with_values=True)
    }
    assert by_lot == {1: 0, 2: -150}
    assert world.healthy()


def test_nothing_is_posted_before_all_is_counted_explained_and_approved(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks, world.gel)
    count(world, told, KT01=9)
    with pytest.raises(NotCounted) as refusal:
        world.book.do(approve_stocktake, told, CHIEF)
    assert refusal.value.names == ("Gel rửa tay",)
    with pytest.raises(DifferencesUnexplained):
        world.book.do(approve_stocktake, told, CHIEF, leaves_uncounted=True)
    count(world, told, "rách", KT01=9)
    with pytest.raises(FieldMissing):
        world.book.do(approve_stocktake, told, " ")
    assert len(lines(world, told)) == 2
    world.book.do(approve_stocktake, told, CHIEF, leaves_uncounted=True)
    assert len(lines(world, told)) == 1
    assert world.stock() == {"KT01": 9}


def test_a_reason_alone_leaves_the_moment_of_the_count(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    count(world, told, KT01=9)
    before = lines(world, told)["KT01"].counted_at
    count(world, told, "rách", KT01=9)
    line = lines(world, told)["KT01"]
    assert (line.counted_at, line.reason) == (before, "rách")


def test_what_was_missing_and_has_been_given_out_since_is_refused_with_what_took_it(
    world: World,
) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    count(world, told, "mất", KT01=4)
    issue = world.issue(feb(10), 8)
    with pytest.raises(MissingGoneSince) as refusal:
        world.book.do(approve_stocktake, told, CHIEF)
    gone = refusal.value
    assert (gone.missing, gone.left, gone.in_the_way) == (6, 2, (world.number(issue),))
    assert world.stock() == {"KT01": 2}
    count(world, told, "mất", KT01=1)
    world.book.do(approve_stocktake, told, CHIEF)
    assert world.stock() == {"KT01": 1}


def test_one_supply_of_a_store_is_counted_once_at_a_time(world: World) -> None:
    told = opened(world, world.masks)
    with pytest.raises(CountedElsewhere) as refusal:
        opened(world)
    assert (refusal.value.stocktake_id, refusal.value.names) == (told, ("Khẩu trang y tế",))
    opened(world, world.gel)
    world.book.do(open_stocktake, NewStocktake(world.desk, "Quầy"))
    world.book.do(drop_stocktake, told, "đếm nhầm")
    opened(world, world.masks)


def test_a_stocktake_that_was_given_up_or_posted_takes_no_more(world: World) -> None:
    told = opened(world, world.masks)
    with pytest.raises(ReasonMissing):
        world.book.do(drop_stocktake, told, " ")
    world.book.do(drop_stocktake, told, "hết giờ")
    line = lines(world, told)["KT01"]
    for act, arguments in (
        (enter_counts, ([Count(line.line_id, 1)],)),
        (approve_stocktake, (CHIEF,)),
        (drop_stocktake, ("nữa",)),
    ):
        with pytest.raises(CountClosed):
            world.book.do(act, told, *arguments)


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (5, 3, 3), (5, -1, 0), (10**12 + 1, 0, 0)])
def test_an_impossible_count_is_refused(world: World, wrong: tuple[int, int, int]) -> None:
    told = opened(world, world.masks)
    line = lines(world, told)["KT01"]
    with pytest.raises(CountOutOfRange):
        world.book.do(enter_counts, told, [Count(line.line_id, *wrong)])


def test_poor_and_spoiled_pieces_are_told_apart_but_still_there(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    line = lines(world, told)["KT01"]
    later(world)
    world.book.do(enter_counts, told, [Count(line.line_id, 10, 2, 1)])
    line = lines(world, told)["KT01"]
    assert (line.poor, line.spoiled, line.difference) == (2, 1, 0)


def test_a_count_whose_day_was_closed_since_is_posted_on_the_first_open_day(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks, day=feb(6))
    line = lines(world, told)["KT01"]
    end_of_day = datetime(2020, 2, 6, 16, 59, 59, 999999, tzinfo=UTC)
    world.book.do(enter_counts, told, [Count(line.line_id, 9, reason="rách")], end_of_day)
    world.book.do(close_to, feb(8))
    vouchers = world.book.do(approve_stocktake, told, CHIEF)
    assert posted(world, vouchers) == [(-1, 0, feb(9))]


def close_to(session: object, act: object, day: date) -> None:
    """Close a period as the act of closing does."""
    session.add(PeriodClose(closed_to=day, act_id=act.id))  # type: ignore[attr-defined]


def test_two_clerks_counting_at_once_lose_nothing(world: World, engine_name: str) -> None:
    world.receive(feb(3), 50)
    world.receive(feb(3), 50, supply=world.gel)
    told = opened(world, world.masks, world.gel)
    there = lines(world, told)
    later(world)
    refused: list[DomainError] = []

    def clerk(code: str, *counted: int) -> None:
        book = Database(world.book.location, world.book.clock)
        try:
            for pieces in counted:
                book.do(enter_counts, told, [Count(there[code].line_id, pieces)])
        except DomainError as error:
            refused.append(error)
        finally:
            book.close()

    both = [Thread(target=clerk, args=("KT01", 49)), Thread(target=clerk, args=("SK02", 48))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == []
    assert differences(world, told) == {"KT01": -1, "SK02": -2}
    same = [Thread(target=clerk, args=("KT01", 47))]
    same[0].start()
    same[0].join()
    assert [type(error) for error in refused] == [ChangedMeanwhile]
    assert differences(world, told) == {"KT01": -1, "SK02": -2}


def test_a_reversed_loss_recorded_after_the_count_is_no_difference_of_it(world: World) -> None:
    world.receive(feb(3), 10)
    loss = NewWriteOff(feb(5), world.store, Loss.LOST, "mất", (StockLine(world.masks, 3),))
    wrong = world.book.do(post_write_off, loss)
    told = opened(world, world.masks)
    count(world, told, KT01=10)
    assert differences(world, told) == {"KT01": 3}
    world.book.do(reverse_voucher, wrong, "đã tìm thấy")
    assert differences(world, told) == {"KT01": 0}


def test_a_posted_difference_names_its_stocktake(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    count(world, told, "rách", KT01=9)
    vouchers = world.book.do(approve_stocktake, told, CHIEF)
    rows = world.rows(select(Voucher.stocktake_id, Voucher.reason).where(Voucher.id.in_(vouchers)))
    assert [tuple(row) for row in rows] == [(told, "Kiểm kê ngày 10/02/2020")]


def _by_lots(world: World) -> int:
    """Gloves are followed by lots from now on; their supply's id."""
    fields = SupplyFields("GT02", "Găng tay có lô", "chiếc", "Bảo hộ", tracks_lots=True)
    supply: int = world.book.do(save_supply, fields)
    return supply


def _titles(world: World, told: int) -> list[str]:
    return [line.title for line in world.book.ask(count_lines, told)]


def test_a_supply_found_outside_the_list_is_added_while_the_count_is_open(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    count(world, told, KT01=10)
    world.book.do(add_to_stocktake, told, world.gel)
    count(world, told, "nằm sau tủ", SK02=4)
    world.book.do(approve_stocktake, told, CHIEF)
    assert world.stock() == {"KT01": 10, "SK02": 4}
    with pytest.raises(CountClosed):
        world.book.do(add_to_stocktake, told, world.gloves)


def test_what_is_on_the_list_or_on_that_of_another_count_is_not_added_again(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks)
    other = opened(world, world.gel)
    with pytest.raises(CountedAlready) as already:
        world.book.do(add_to_stocktake, told, world.masks)
    assert already.value.name == "Khẩu trang y tế"
    with pytest.raises(CountedElsewhere) as elsewhere:
        world.book.do(add_to_stocktake, told, world.gel)
    assert elsewhere.value.stocktake_id == other
    assert set(lines(world, told)) == {"KT01"}


def test_a_lot_of_which_the_book_has_nothing_left_here_is_added_and_its_surplus_is_its_own(
    world: World,
) -> None:
    supply = _by_lots(world)
    world.receive(feb(3), 5, 5_000, supply=supply, lot_number="L1")
    world.issue(feb(4), 5, supply=supply)
    world.receive(feb(5), 8, 16_000, supply=supply, lot_number="L2")
    told = opened(world, supply)
    assert _titles(world, told) == ["Găng tay có lô (lô L2)"]
    (first,) = [row for row in world.book.ask(count_candidates, told) if row.lot == "L1"]
    world.book.do(add_to_stocktake, told, supply, first.lot_id)
    later(world)
    counts = [
        Count(line.line_id, {"L1": 2, "L2": 8}[line.lot], reason="sót trong hộp")
        for line in world.book.ask(count_lines, told)
    ]
    world.book.do(enter_counts, told, counts)
    later(world)
    vouchers = world.book.do(approve_stocktake, told, CHIEF)
    assert [row[:2] for row in posted(world, vouchers)] == [(2, 2_000)]
    assert world.rows(select(Movement.lot_id).order_by(Movement.id.desc()))[0][0] == first.lot_id


def test_lots_received_while_counting_are_added_and_those_counted_as_one_are_not(
    world: World,
) -> None:
    supply = _by_lots(world)
    whole = opened(world, supply)
    world.receive(feb(5), 8, supply=supply, lot_number="L2")
    (lot_id, *_) = world.rows_of("lot")[-1]
    with pytest.raises(CountedAlready):
        world.book.do(add_to_stocktake, whole, supply, lot_id)
    assert supply not in {row.supply_id for row in world.book.ask(count_candidates, whole)}
    world.book.do(drop_stocktake, whole, "đếm theo lô")
    told = opened(world, supply)
    world.receive(feb(6), 3, supply=supply, lot_number="L3")
    world.book.do(add_to_stocktake, told, supply)
    assert _titles(world, told) == ["Găng tay có lô (lô L2)", "Găng tay có lô (lô L3)"]
    with pytest.raises(NotFound):
        world.book.do(add_to_stocktake, told, world.gel, lot_id)


def test_the_committee_is_named_anew_while_the_count_is_open(world: World) -> None:
    world.receive(feb(3), 10)
    told = opened(world, world.masks, committee="Trần Thị Bích")
    before = world.book.ask(stocktake, told).version
    world.book.do(name_committee, told, " Lê  Văn Cường; Kế toán ; Trưởng ban\n\nTrần Thị Bích")
    row = world.book.ask(stocktake, told)
    assert row.committee == "Lê Văn Cường; Kế toán ; Trưởng ban\nTrần Thị Bích"
    with pytest.raises(ChangedMeanwhile):
        world.book.do(name_committee, told, "ai đó", before)
    world.book.do(drop_stocktake, told, "nhầm kho")
    with pytest.raises(CountClosed):
        world.book.do(name_committee, told, "ai đó")
