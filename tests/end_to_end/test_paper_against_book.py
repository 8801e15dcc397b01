"""`check --report`: a weekly report that was printed, held against the book as it is now."""

from functools import partial
from pathlib import Path

import pytest

from db.database import Database
from db.migrate import open_book
from db.services.reversing import reverse_voucher
from tests.db.world import World, feb, furnish, raw
from tests.end_to_end.commands import Run, haucan, told

WEEK = ("report", "weekly", "--week", "2020-W06", "--output")


@pytest.fixture
def world(sqlite_book: Database) -> World:
    world = furnish(sqlite_book)
    world.receive(feb(4), 500)
    world.issue(feb(5), 20)
    return world


@pytest.fixture
def run_book(world: World) -> Run:
    return partial(haucan, str(world.book.location))


def test_a_paper_agrees_until_the_history_it_was_printed_from_is_another(
    world: World, run_book: Run, tmp_path: Path
) -> None:
    paper = tmp_path / "tuần 06.pdf"
    assert run_book(*WEEK, str(paper)).returncode == 0
    against = told(run_book("check", "--report", str(paper), "--json"))["report"]
    assert (against["agrees"], against["later_acts"], against["later_vouchers"]) == (True, 0, 0)

    undone = world.issue(feb(6), 5)
    world.issue(feb(10), 1)  # not in the paper's week
    world.book.do(reverse_voucher, undone, "nhầm")
    against = told(run_book("check", "--report", str(paper), "--json"))["report"]
    assert (against["agrees"], against["later_acts"], against["later_vouchers"]) == (True, 3, 2)

    act = against["act"]
    raw(world.book, f"UPDATE book SET last_act = {act}")
    raw(world.book, "DROP TRIGGER audit_entry_no_update")
    raw(world.book, f"UPDATE audit_entry SET hash = 'f00' || substr(hash, 4) WHERE id = {act}")
    result = run_book("check", "--report", str(paper))
    assert result.returncode == 1
    assert "không còn khớp với báo cáo" in result.stdout


def test_an_older_copy_in_place_of_the_book_is_noticed(
    world: World, run_book: Run, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    world.book.copy_to(older)
    world.issue(feb(7), 3)
    paper = tmp_path / "week.pdf"
    assert run_book(*WEEK, str(paper)).returncode == 0
    open_book(older).close()
    result = haucan(str(older), "check", "--report", str(paper))
    assert result.returncode == 1
    assert "bản cũ hơn" in result.stdout


def test_what_is_no_report_of_the_book_is_told(run_book: Run, tmp_path: Path) -> None:
    for content in (b"", b"no pdf", b"%PDF-1.4\n%%EOF"):
        paper = tmp_path / "x.pdf"
        paper.write_bytes(content)
        result = run_book("check", "--report", str(paper))
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert result.stderr.strip()
