"""The second copy: every act a line, torn ends, other books; a book made anew from it alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from db.checks import check_book
from db.database import Database
from db.errors import SecondCopyDamaged
from db.migrate import open_book
from db.models.office import AuditEntry
from db.queries.journal import journal_count
from db.replay import carry_on, rebuild
from db.second_copy import FILES, SecondCopy, last_line, read_lines
from db.services.catalogue import SupplyFields, save_supply
from db.services.documents import DocumentFields, NewFile, save_document
from db.services.office import NewPage, record_pages
from tests.db.conftest import NewWorld
from tests.db.dumps import logical_dump
from tests.db.history import histories, live
from tests.db.world import World, feb


def lines_of(copy: SecondCopy) -> list[dict[str, Any]]:
    return [json.loads(line) for line in copy.lines.read_text(encoding="utf-8").splitlines()]


def rebuilt(copy: SecondCopy, at: Path) -> Database:
    rebuild(copy.folder, at)
    return open_book(at)


def test_every_act_is_a_line_that_tells_what_was_before_and_after(
    world: World, tmp_path: Path
) -> None:
    copy = SecondCopy(world.book, tmp_path / "second")
    copy.catch_up()
    world.receive(feb(4), 50)
    world.book.do(save_supply, SupplyFields("KT01", "Khẩu trang mới", "cái", id=world.masks))
    assert copy.catch_up() == 2
    assert copy.catch_up() == 0
    received, renamed = lines_of(copy)[-2:]
    assert received["did"]["act"] == "post_receipt"
    assert [one.get("into") for one in received["did"]["changes"][:4]] == [
        "lot",
        "voucher",
        "voucher_line",
        "movement",
    ]
    (changed,) = (one for one in renamed["did"]["changes"] if one.get("in") == "supply")
    assert changed["was"]["name"] != changed["now"]["name"] == "Khẩu trang mới"


def test_a_book_is_made_anew_from_its_second_copy_alone(world: World, tmp_path: Path) -> None:
    copy = SecondCopy(world.book, tmp_path / "second")
    world.receive(feb(4), 50)
    copy.catch_up()
    file = NewFile("kh.pdf", "application/pdf", b"%PDF-1.4 plan")
    plan = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó dịch")
    world.book.do(save_document, plan, (file,), told={})
    world.issue(feb(5), 7)
    page = NewPage("1234", 1, 1, (1, 2), {})
    world.book.keep(record_pages, 1, {1: "voucher:2"}, (page,))
    copy.catch_up()
    assert len(list((copy.folder / FILES).iterdir())) == 1
    again = rebuilt(copy, tmp_path / "again.db")
    try:
        assert logical_dump(again) == logical_dump(world.book)
        assert again.ask(check_book) == []
    finally:
        again.close()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=histories)
def test_any_history_is_rebuilt_alike(
    new_world: NewWorld, tmp_path_factory: pytest.TempPathFactory, history: list[object]
) -> None:
    folder = tmp_path_factory.mktemp("histories")
    world = new_world("sqlite")
    copy = SecondCopy(world.book, folder / "second")
    live(world, history[: len(history) // 2])
    copy.catch_up()
    live(world, history[len(history) // 2 :])
    copy.catch_up()
    again = rebuilt(copy, folder / "again.db")
    try:
        assert logical_dump(again) == logical_dump(world.book)
        assert again.ask(check_book) == []
    finally:
        again.close()


def test_one_begun_late_alone_is_enough(world: World, tmp_path: Path) -> None:
    world.receive(feb(4), 50)
    world.issue(feb(5), 7)
    copy = SecondCopy(world.book, tmp_path / "second")
    copy.catch_up()
    again = rebuilt(copy, tmp_path / "again.db")
    try:
        assert logical_dump(again) == logical_dump(world.book)
        assert again.ask(check_book) == []
    finally:
        again.close()


def test_a_copy_of_the_book_is_carried_on_to_the_last_act(
    sqlite_world: World, tmp_path: Path
) -> None:
    world = sqlite_world
    copy = SecondCopy(world.book, tmp_path / "second")
    world.receive(feb(4), 50)
    world.book.copy_to(tmp_path / "older.db")
    copy.catch_up()
    world.issue(feb(5), 7)
    world.issue(feb(6), 8)
    copy.catch_up()
    older = open_book(tmp_path / "older.db")
    try:
        assert carry_on(older, copy.folder) == world.book.ask(journal_count)
        assert logical_dump(older) == logical_dump(world.book)
        assert older.ask(check_book) == []
    finally:
        older.close()


def test_a_torn_end_is_cut_off_and_told_again(world: World, tmp_path: Path) -> None:
    copy = SecondCopy(world.book, tmp_path / "second")
    copy.catch_up()
    world.receive(feb(4), 50)
    copy.catch_up()
    whole = copy.lines.read_bytes()
    for cut in (1, 2, 40, len(whole.splitlines()[-1])):
        copy.lines.write_bytes(whole[:-cut])
        assert copy.catch_up() == 1
        assert copy.lines.read_bytes() == whole
    assert [line["act"] for line in read_lines(copy.lines)][-1] == world.book.ask(journal_count)


def test_one_that_was_only_begun_makes_a_whole_book(world: World, tmp_path: Path) -> None:
    world.receive(feb(4), 50)
    copy = SecondCopy(world.book, tmp_path / "second")
    copy.catch_up()
    again = rebuilt(copy, tmp_path / "again.db")
    try:
        assert logical_dump(again) == logical_dump(world.book)
        assert again.ask(check_book) == []
    finally:
        again.close()


def test_one_that_a_power_cut_left_with_a_hole_is_set_aside_and_begun_anew(
    world: World, tmp_path: Path
) -> None:
    SecondCopy(world.book, tmp_path / "second").catch_up()
    for _ in range(3):
        world.receive(feb(4), 50)
    copy = SecondCopy(world.book, tmp_path / "second")
    copy.catch_up()
    content = bytearray(copy.lines.read_bytes())
    hole = content.rindex(b"\n", 0, content.rindex(b"\n", 0, -1)) - 5
    content[hole : hole + 512] = bytes(512)
    copy.lines.write_bytes(content)

    SecondCopy(world.book, copy.folder).catch_up()

    assert len(list(copy.folder.glob("*.jsonl"))) == 2
    again = rebuilt(copy, tmp_path / "again.db")
    try:
        assert logical_dump(again) == logical_dump(world.book)
    finally:
        again.close()


def test_one_that_tells_of_acts_the_book_does_not_have_is_set_aside(
    new_world: NewWorld, tmp_path: Path
) -> None:
    first = new_world("sqlite")
    SecondCopy(first.book, tmp_path / "second").catch_up()
    first.receive(feb(4), 50)
    SecondCopy(first.book, tmp_path / "second").catch_up()
    older = new_world("sqlite")
    older.receive(feb(4), 51)
    copy = SecondCopy(older.book, tmp_path / "second")
    copy.catch_up()
    kept = sorted(path.name for path in copy.folder.glob("*.jsonl"))
    assert len(kept) == 2
    assert last_line(copy.lines)["hash"] == older.book.ask(
        lambda session: session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()))
    )


def test_a_file_that_was_altered_is_noticed(world: World, tmp_path: Path) -> None:
    copy = SecondCopy(world.book, tmp_path / "second")
    file = NewFile("kh.pdf", "application/pdf", b"%PDF-1.4 plan")
    plan = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó dịch")
    world.book.do(save_document, plan, (file,), told={})
    copy.catch_up()
    (kept,) = (copy.folder / FILES).iterdir()
    kept.write_bytes(b"%PDF-1.4 else")
    with pytest.raises(SecondCopyDamaged):
        rebuild(copy.folder, tmp_path / "again.db")
    assert not (tmp_path / "again.db").exists()
