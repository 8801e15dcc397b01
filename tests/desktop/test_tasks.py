"""Work off the GUI thread and back."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from db.errors import ReasonMissing
from desktop.tasks import LongWork, Progress, Tasks


class Book:
    """Something that tells of commits, as a Database does."""

    def __init__(self) -> None:
        self.on_change: list[object] = []
        self.polled = threading.Event()

    def poll(self) -> None:
        self.polled.set()

    def commit(self, *tables: str) -> None:
        for listener in self.on_change:
            listener(frozenset(tables))  # type: ignore[operator]


@pytest.fixture
def told() -> Book:
    return Book()


@pytest.fixture
def crew(qtbot: QtBot, told: Book) -> Iterator[Tasks]:
    crew = Tasks(told)  # type: ignore[arg-type]
    yield crew
    crew.close()


def _thread() -> int:
    return threading.get_ident()


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, crew: Tasks) -> None:
    outcome: list[tuple[int, int]] = []
    crew.run(crew, _thread, lambda there: outcome.append((there, _thread())))
    qtbot.waitUntil(lambda: bool(outcome))
    there, here = outcome[0]
    assert there != threading.get_ident() == here


def test_short_work_keeps_its_order(qtbot: QtBot, crew: Tasks) -> None:
    done: list[int] = []
    for number in range(50):
        crew.run(crew, lambda number=number: number, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_a_refusal_reaches_who_asked(qtbot: QtBot, crew: Tasks) -> None:
    def work() -> None:
        raise ReasonMissing

    got: list[object] = []
    crew.run(crew, work, refused=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], ReasonMissing)


def test_a_refusal_that_nobody_takes_is_told_to_the_window(qtbot: QtBot, crew: Tasks) -> None:
    def work() -> None:
        raise ReasonMissing

    with qtbot.waitSignal(crew.refused) as refused:
        crew.run(crew, work)
    assert isinstance(refused.args[0], ReasonMissing)


def test_a_bug_rises_in_the_gui_thread(qtbot: QtBot, crew: Tasks) -> None:
    with capture_exceptions() as caught:
        crew.run(crew, lambda: 1 // 0)
        qtbot.waitUntil(lambda: crew.is_idle)
    assert caught[0][0] is ZeroDivisionError


def test_nothing_is_told_to_an_owner_that_is_gone(qtbot: QtBot, crew: Tasks) -> None:
    owner, gate, got = QObject(), threading.Event(), list[bool]()
    crew.run(owner, lambda: gate.wait(5), got.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    gate.set()
    qtbot.waitUntil(lambda: crew.is_idle)
    assert got == []


def test_long_work_tells_how_far_it_is(qtbot: QtBot, crew: Tasks) -> None:
    steps: list[tuple[int, int]] = []
    crew.started.connect(lambda work: work.progressed.connect(lambda *step: steps.append(step)))

    def work(progress: Progress) -> str:
        for done in range(1, 1001):
            progress(done, 1000)
        return "xong"

    got: list[str] = []
    crew.run_long(crew, "Nhập tệp", work, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert steps[-1] == (1000, 1000)
    assert len(steps) <= 201


def test_lists_are_read_while_long_work_goes_on(qtbot: QtBot, crew: Tasks) -> None:
    gate, got = threading.Event(), list[str]()
    crew.run_long(
        crew, "Nhập tệp", lambda _progress: gate.wait(5), lambda _done: got.append("long")
    )
    crew.run(crew, lambda: "short", got.append)
    qtbot.waitUntil(lambda: got == ["short"])
    gate.set()
    qtbot.waitUntil(lambda: got == ["short", "long"])


def test_cancel_stops_long_work_at_its_next_step(qtbot: QtBot, crew: Tasks) -> None:
    gate, begun = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        gate.wait(5)
        progress(1, 2)
        pytest.fail("went on after Cancel")

    got: list[object] = []
    telling = crew.run_long(crew, "Nhập tệp", work, got.append, got.append)
    assert begun.wait(5)
    with qtbot.waitSignals([crew.cancelled, telling.ended]):
        telling.cancel()
        gate.set()
    assert got == []


def test_commits_are_told_in_the_gui_thread(qtbot: QtBot, crew: Tasks, told: Book) -> None:
    threads, tables = set[int](), set[str]()

    def hear(changed: frozenset[str]) -> None:
        threads.add(_thread())
        tables.update(changed)

    crew.changed.connect(hear)

    def work() -> None:
        told.commit("voucher", "movement")
        told.commit("draft")

    crew.run(crew, work)
    qtbot.waitUntil(lambda: tables == {"voucher", "movement", "draft"})
    assert threads == {_thread()}


def test_acts_of_other_programs_are_looked_for(qtbot: QtBot, crew: Tasks, told: Book) -> None:
    crew.poll()
    qtbot.waitUntil(told.polled.is_set)


def test_closing_cancels_long_work_and_waits_for_it(qtbot: QtBot, told: Book) -> None:
    crew, begun, ended = Tasks(told), threading.Event(), threading.Event()  # type: ignore[arg-type]

    def work(progress: Progress) -> None:
        begun.set()
        try:
            for step in range(10**9):
                progress(step, 0)
        finally:
            ended.set()

    crew.run_long(crew, "Nhập tệp", work)
    assert begun.wait(5)
    crew.close()
    assert ended.is_set()
    assert told.on_change == []


def test_a_work_tells_no_more_once_it_was_cancelled() -> None:
    work = LongWork("x")
    work.progress(1, 10)
    work.cancel()
    with pytest.raises(Exception, match="Cancelled"):
        work.progress(2, 10)
