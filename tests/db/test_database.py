"""The door to the book: reads that cannot write, acts that happen once, other programs beside us."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.database import Act, Database
from db.errors import DomainError, MoreThanIssued, ReasonMissing, StockShort, StorageFailed
from db.kinds import Loss
from db.models.office import AuditEntry, Draft, Setting
from db.models.stock import Voucher, VoucherLine
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import (
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_transfer,
    post_write_off,
)
from db.services.office import save_draft, save_settings
from db.services.reversing import reverse_voucher
from db.services.stock import post_issue, post_receipt
from tests.db.posting import post_many
from tests.db.world import World, feb

ROOT = Path(__file__).parents[2]


def put(session: Session, act: Act, value: str) -> int:
    """Write a setting, straightforwardly."""
    save_settings(session, act, {"test": value})
    return act.id


def put_and_fail(session: Session, act: Act, value: str) -> None:
    put(session, act, value)
    session.flush()
    raise ReasonMissing


def setting(book: Database) -> str | None:
    query = select(Setting.value).where(Setting.key == "test")
    value = book.ask(lambda session: session.scalar(query))
    return None if value is None else str(json.loads(value))


def entries(book: Database) -> list[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.id)
    return book.ask(lambda session: list(session.scalars(query)))


# Reading.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store SET name = 'x'",
        "INSERT INTO setting VALUES ('a', '2020-01-01', '1')",
        "DELETE FROM setting",
        "CREATE TABLE x (a integer)",
        "DROP TABLE draft",
    ],
)
def test_a_question_can_not_write(book: Database, statement: str) -> None:
    def write(session: Session) -> None:
        session.execute(text(statement))
        session.commit()

    with pytest.raises(StorageFailed) as refused:
        book.ask(write)
    assert refused.value.cause == "read_only"


def test_a_question_with_records_can_not_write_either(book: Database) -> None:
    def change(session: Session) -> None:
        session.add(Setting(key="a", from_on=feb(3), value="1"))
        session.commit()

    with pytest.raises(StorageFailed):
        book.ask(change)
    assert setting(book) is None


def test_a_question_sees_one_moment_while_others_write(world: World) -> None:
    world.receive(feb(3), 5)

    def twice(session: Session) -> tuple[int, int]:
        query = select(Voucher.id)
        before = len(session.scalars(query).all())
        world.receive(feb(4), 5)
        return before, len(session.scalars(query).all())

    assert world.book.ask(twice) == (1, 1)
    assert world.count(Voucher) == 2


ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def test_a_question_that_takes_too_long_is_given_up(
    book: Database, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engines.READ_SECONDS", 0.2)
    impatient = Database(book.location, book.clock)
    try:
        with pytest.raises(StorageFailed) as refused:
            impatient.ask(lambda session: session.execute(text(ENDLESS[engine_name])).all())
        assert refused.value.cause == "slow"
        assert impatient.ask(lambda session: session.scalar(text("SELECT 1"))) == 1
    finally:
        impatient.close()


# Writing.


def test_an_act_that_is_refused_leaves_nothing(book: Database) -> None:
    heard: list[frozenset[str]] = []
    book.on_change.append(heard.append)
    before = len(entries(book))
    with pytest.raises(ReasonMissing):
        book.do(put_and_fail, "x")
    with pytest.raises(ZeroDivisionError):
        book.do(lambda session, act: put(session, act, "x") // 0)
    assert setting(book) is None
    assert len(entries(book)) == before
    assert heard == []
    book.do(put, "y")
    assert setting(book) == "y"


def test_an_act_is_one_entry_with_its_arguments_and_time(book: Database, clock: FixedClock) -> None:
    clock.moment += timedelta(minutes=5)
    number = book.do(put, value="chữ")
    entry = entries(book)[-1]
    assert (entry.id, entry.act, entry.at, entry.result) == (
        number,
        "put",
        clock.moment,
        f"[{number}]",
    )
    assert json.loads(entry.arguments) == {"given": [], "value": "chữ"}
    assert json.loads(entry.written) == {"setting": 1}


def test_bulky_arguments_are_told_in_other_words_and_progress_not_at_all(book: Database) -> None:
    def bulky(session: Session, act: Act, rows: list[int], progress: Callable[[int], None]) -> int:
        progress(len(rows))
        return len(rows)

    done: list[int] = []
    assert book.do(bulky, list(range(1000)), progress=done.append, told={"rows": 1000}) == 1000
    assert json.loads(entries(book)[-1].arguments) == {"rows": 1000}
    book.do(bulky, [1], done.append)
    assert json.loads(entries(book)[-1].arguments) == {"given": [[1]]}
    assert done == [1000, 1]


def test_time_in_the_journal_never_goes_back(book: Database, clock: FixedClock) -> None:
    book.do(put, "a")
    clock.moment -= timedelta(days=400)
    book.do(put, "b")
    moments = [entry.at for entry in entries(book)]
    assert moments == sorted(moments)


def test_the_same_key_is_done_once_and_answers_the_same(book: Database) -> None:
    heard: list[frozenset[str]] = []
    first = book.do(put, "a", key="form 1")
    book.on_change.append(heard.append)
    assert book.do(put, "b", key="form 1") == first
    assert (setting(book), heard) == ("a", [])


def test_a_key_whose_act_was_refused_may_be_tried_again(book: Database) -> None:
    with pytest.raises(ReasonMissing):
        book.do(put_and_fail, "x", key="form 2")
    book.do(put, "y", key="form 2")
    assert setting(book) == "y"


def test_drafts_are_kept_outside_the_journal(book: Database) -> None:
    before = len(entries(book))
    heard: list[frozenset[str]] = []
    book.on_change.append(heard.append)
    draft_id = book.keep(save_draft, "issue", "Cấp phát", {"cells": [["1"]]})
    assert book.ask(lambda session: session.get_one(Draft, draft_id).title) == "Cấp phát"
    assert heard == [frozenset({"draft"})]
    assert len(entries(book)) == before


# Telling what changed.


def test_listeners_hear_the_tables_of_each_act(world: World) -> None:
    heard: list[frozenset[str]] = []
    world.book.on_change.append(heard.append)
    world.receive(feb(3), 5)
    assert heard == [frozenset({"lot", "voucher", "voucher_line", "movement", "numbering"})]
    world.stock()
    assert len(heard) == 1


@pytest.fixture
def other(world: World) -> Iterator[World]:
    """Another program on the same book."""
    book = Database(world.book.location, world.book.clock)
    yield replace(world, book=book)
    book.close()


def test_acts_of_other_programs_are_heard_once(world: World, other: World) -> None:
    heard: list[frozenset[str]] = []
    world.book.on_change.append(heard.append)
    world.book.poll()
    assert heard == []
    other.book.do(put, "x")
    world.book.poll()
    world.book.poll()
    assert heard == [frozenset({"setting"})]


def test_own_acts_are_not_heard_twice_and_hide_no_others(world: World, other: World) -> None:
    heard: list[frozenset[str]] = []
    world.book.poll()
    world.book.on_change.append(heard.append)
    world.book.do(put, "mine")
    world.book.poll()
    assert heard == [frozenset({"setting"})]
    other.receive(feb(3), 5)
    world.book.do(put, "mine again")
    heard.clear()
    world.book.poll()
    assert any("movement" in tables for tables in heard)


# What goes wrong at the worst moment.


@contextmanager
def commit_that_fails_to_say_so() -> Iterator[None]:
    """Let the next commit hold and then report a failure, as an I/O error after it would."""
    left = [True]

    def after_commit(session: Session) -> None:
        if left.pop():
            raise OperationalError("COMMIT", None, Exception("disk I/O error"))
        left.append(False)

    event.listen(Session, "after_commit", after_commit)
    try:
        yield
    finally:
        event.remove(Session, "after_commit", after_commit)


def test_a_commit_that_held_but_failed_to_say_so_is_taken_as_done(world: World) -> None:
    heard: list[frozenset[str]] = []
    world.book.on_change.append(heard.append)
    with commit_that_fails_to_say_so():
        voucher_id = world.receive(feb(3), 5)
    assert world.number(voucher_id) == "NK0001"
    assert world.count(Voucher) == 1
    assert heard == [frozenset({"lot", "voucher", "voucher_line", "movement", "numbering"})]
    assert world.number(world.receive(feb(3), 5)) == "NK0002"
    assert world.healthy()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_lost_connection_is_refused_and_the_next_try_works(world: World, other: World) -> None:
    def cut_off(session: Session, act: Act) -> int:
        me = session.scalar(text("SELECT pg_backend_pid()"))
        other.book.ask(lambda s: s.execute(text(f"SELECT pg_terminate_backend({me})")).all())
        return put(session, act, "x")

    with pytest.raises(StorageFailed) as refused:
        world.book.do(cut_off, key="form 3")
    assert refused.value.cause == "lost"
    assert setting(world.book) is None
    world.book.do(put, "y", key="form 3")
    assert setting(world.book) == "y"


# Many at once.


def test_two_threads_of_one_program_wait_for_each_other(world: World) -> None:
    world.receive(feb(3), 20)

    def give(_: int) -> int:
        return world.issue(feb(5), 1)

    with ThreadPoolExecutor(2) as pool:
        ids = list(pool.map(give, range(20)))
    assert sorted(map(world.number, ids)) == [f"XK{n:04d}" for n in range(1, 21)]
    assert world.stock() == {}
    assert world.healthy()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_eight_clerks_at_once_leave_no_gap_no_double_and_no_shortage(world: World) -> None:
    for day in (3, 4, 4):
        world.receive(feb(day), 10)
    start = threading.Barrier(8)

    def work(_: int) -> list[int]:
        start.wait()
        told = (world.masks, world.store, world.clerk)
        return post_many(str(world.book.location), 5, *told)

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for given in pool.map(work, range(8)) for number in given]
    assert sorted(numbers) == list(range(1, 31))
    assert world.stock() == {}
    assert world.healthy()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_clerks_who_issue_carry_away_write_off_and_bring_back_at_once_take_no_more_than_there_is(
    world: World, clock: FixedClock
) -> None:
    for day in (3, 4, 4):
        world.receive(feb(day), 10, 1000)
    issued = world.issue(feb(4), 5)
    line_id = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == issued))[0][0]
    piece = (StockLine(world.masks, 1),)
    acts: list[tuple[Callable[..., int], Any]] = [
        (post_issue, world.new_issue(feb(5), 1)),
        (post_transfer, NewTransfer(feb(5), world.store, world.desk, piece)),
        (post_write_off, NewWriteOff(feb(5), world.store, Loss.LOST, "mất", piece)),
        (post_return, NewReturn(feb(6), world.desk, (ReturnLine(line_id, 1),))),
    ]
    start = threading.Barrier(8)

    def work(clerk: int) -> int:
        act, voucher = acts[clerk % 4]
        book = Database(world.book.location, clock)
        start.wait()
        done = 0
        with suppress(StockShort, MoreThanIssued):
            for _ in range(20):
                book.do(act, voucher)
                done += 1
        book.close()
        return done

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(work, range(8)))
    given, carried, lost, back = (done[n] + done[n + 4] for n in range(4))
    assert given + carried + lost == 25
    assert back == 5
    on_hand = {place: pieces for place, (pieces, _) in world.balances().items()}
    assert sum(n for (store, _), n in on_hand.items() if store == world.store) == 0
    assert sum(n for (store, _), n in on_hand.items() if store == world.desk) == carried + 5
    assert world.healthy()


def test_two_programs_at_once_leave_no_gap_no_double_and_no_shortage(sqlite_world: World) -> None:
    world = sqlite_world
    world.receive(feb(3), 40)
    told = map(str, (world.book.location, 25, world.masks, world.store, world.clerk))
    command = [sys.executable, "-m", "tests.db.posting", *told]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    printed = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    numbers = [int(line) for text_ in printed for line in text_.split()]
    assert sorted(numbers) == list(range(1, 41))
    assert world.stock() == {}
    assert world.healthy()


def test_two_clerks_reverse_one_voucher_only_once(world: World, other: World) -> None:
    receipt = world.receive(feb(3), 5)
    start = threading.Barrier(2)

    def undo(who: World) -> str:
        start.wait()
        try:
            return who.number(who.book.do(reverse_voucher, receipt, "nhầm"))
        except DomainError as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(undo, (world, other)))
    assert outcomes == ["AlreadyReversed", "XK0001"]
    assert world.healthy()


def test_services_are_named_in_the_journal(world: World) -> None:
    world.receive(feb(3), 5)
    with pytest.raises(StockShort):
        world.issue(feb(3), 6)
    world.issue(feb(3), 5)
    acts = [entry.act for entry in entries(world.book)][-2:]
    assert acts == [post_receipt.__name__, post_issue.__name__]
