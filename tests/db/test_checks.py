"""A book broken by hand in one place: the check names what kind of breakage it is, and never falls."""

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Text, TypeDecorator
from sqlalchemy.orm import Session

from db.audit_checks import SHOWN
from db.base import LIMIT, Base
from db.checks import check_book
from db.database import Database
from db.errors import NotABook, StorageFailed
from db.migrate import open_book
from db.queries.counting import count_lines
from db.seals import LINE, LOT, MOVEMENT, VOUCHER, voucher_seals
from db.services.closing import close_period
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    enter_counts,
    open_stocktake,
)
from db.services.documents import DocumentFields, NewFile, save_document
from db.services.reversing import reverse_voucher
from db.triggers import trigger_names
from tests.db.conftest import NewWorld
from tests.db.world import World, feb, raw

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND", "Ứng phó với dịch")


def some_of_everything(world: World) -> None:
    world.receive(feb(3), 100, 70_000)
    world.receive(feb(4), 48, supply=world.gel)
    world.issue(feb(5), 30)
    mistaken = world.issue(feb(6), 7)
    world.book.do(reverse_voucher, mistaken, "nhầm")
    world.issue(feb(7), 5, supply=world.gel)
    world.book.do(save_document, PLAN, (NewFile("a.pdf", "application/pdf", b"%PDF"),), told={})


@pytest.fixture
def busy(engine_name: str, new_world: NewWorld) -> World:
    """A book in which some of everything happened."""
    return new_world(engine_name, some_of_everything)


def kinds(book: Database) -> set[str]:
    return {finding.kind for finding in book.ask(check_book)}


def break_book(world: World, *statements: str) -> None:
    """Change the book as its triggers and constraints would never allow."""
    book = world.book
    if not book.is_file:
        raw(book, "SET session_replication_role = replica", *statements)
        return
    with book.connection() as connection:
        triggers = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
    with book.connection_without_keys() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for name, _ in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_a_healthy_book_has_nothing_to_find(busy: World) -> None:
    assert busy.book.ask(check_book) == []


def test_a_new_book_has_nothing_to_find(book: Database) -> None:
    assert book.ask(check_book) == []


BREAKAGES = {
    "balance off": ("balance", "UPDATE balance SET on_hand = on_hand + 1 WHERE lot_id = 1"),
    "balance missing": ("balance", "DELETE FROM balance WHERE lot_id = 1"),
    "balance of another supply": ("balance", "UPDATE balance SET supply_id = 2 WHERE lot_id = 1"),
    "value off": ("balance_amount", "UPDATE balance SET amount = amount - 1 WHERE lot_id = 1"),
    "day of a lot off": ("stock_day", "UPDATE stock_day SET net = net + 1 WHERE lot_id = 2"),
    "day of a lot missing": ("stock_day", "DELETE FROM stock_day WHERE day = '2020-02-05'"),
    "day of a supply off": ("supply_day", "UPDATE supply_day SET net = 0 WHERE day = '2020-02-03'"),
    "month of a supply off": ("supply_month", "UPDATE supply_month SET net = net - 1"),
    "month invented": (
        "supply_month",
        "INSERT INTO supply_month VALUES (1, '2019-12', 'issue', '', -1, 5, 0)",
    ),
    "negative day": ("negative_day", "UPDATE movement SET day = '2020-02-01' WHERE quantity = -30"),
    "movement missing": ("line", "DELETE FROM movement WHERE quantity = -30"),
    "movement doubled": (
        "line",
        """INSERT INTO movement (id, voucher_id, line_id, supply_id, store_id, lot_id, day, quantity,
        amount) SELECT id + 1000, voucher_id, line_id, supply_id, store_id, lot_id, day, quantity,
        amount FROM movement WHERE quantity = -30""",
    ),
    "movement's pieces changed": (
        "line",
        "UPDATE movement SET quantity = -29 WHERE quantity = -30",
    ),
    "movement's value changed": ("line", "UPDATE movement SET amount = -1 WHERE quantity = -30"),
    "line's quantity changed": (
        "line",
        "UPDATE voucher_line SET quantity = 31 WHERE quantity = 30",
    ),
    "line's value changed": ("line", "UPDATE voucher_line SET amount = 1 WHERE quantity = 30"),
    "movement's day differs": ("movement", "UPDATE movement SET day = '2020-02-09' WHERE id = 3"),
    "movement's store differs": ("movement", "UPDATE movement SET store_id = 2 WHERE id = 3"),
    "movement's supply differs": ("movement", "UPDATE movement SET supply_id = 3 WHERE id = 3"),
    "lot of another supply": ("movement", "UPDATE movement SET lot_id = 2 WHERE id = 3"),
    "lot's supply changed": ("movement", "UPDATE lot SET supply_id = 3 WHERE id = 2"),
    "line of another voucher": ("movement", "UPDATE movement SET line_id = 1 WHERE id = 3"),
    "voucher's day changed": ("movement", "UPDATE voucher SET day = '2020-02-04' WHERE id = 3"),
    "number changed": (
        "numbers",
        "UPDATE voucher SET number = 9 WHERE series = 'XK' AND number = 1",
    ),
    "voucher removed": ("numbers", "DELETE FROM voucher WHERE id = 3"),
    "counter back": ("numbers", "UPDATE numbering SET last = last - 1 WHERE series = 'XK'"),
    "counter ahead": ("numbers", "UPDATE numbering SET last = last + 1 WHERE series = 'NK'"),
    "counter removed": ("numbers", "DELETE FROM numbering WHERE series = 'NK'"),
    "series changed": ("numbers", "UPDATE voucher SET series = 'CL' WHERE id = 3"),
    "year changed": ("year", "UPDATE voucher SET year = 2019 WHERE id = 3"),
    "number taken away": ("unposted", "UPDATE voucher SET number = NULL WHERE id = 3"),
    "lines taken away": ("unposted", "DELETE FROM voucher_line WHERE voucher_id = 3"),
    "reversal of less": ("reversal", "UPDATE movement SET quantity = 6 WHERE voucher_id = 5"),
    "reversal of less value": ("reversal", "UPDATE movement SET amount = 0 WHERE voucher_id = 5"),
    "orphan line": ("foreign_key", "UPDATE voucher_line SET voucher_id = 99 WHERE id = 3"),
    "orphan lot": ("foreign_key", "DELETE FROM lot WHERE id = 2"),
    "unknown person": ("foreign_key", "UPDATE voucher_line SET staff_id = 99 WHERE id = 3"),
    "audit arguments altered": ("audit", "UPDATE audit_entry SET arguments = '{}' WHERE id = 9"),
    "audit time altered": (
        "audit",
        "UPDATE audit_entry SET at = '2020-02-01T00:00:00.000000Z' WHERE id = 9",
    ),
    "audit result altered": ("audit", "UPDATE audit_entry SET result = '[7]' WHERE id = 9"),
    "audit hash altered": ("audit", "UPDATE audit_entry SET hash = 'x' WHERE id = 9"),
    "audit entry removed": ("audit", "DELETE FROM audit_entry WHERE id = 3"),
    "audit entry inserted": (
        "audit",
        """INSERT INTO audit_entry SELECT 9999, 'new', at, account_id, act, arguments, written,
        result, hash, sealed, changes FROM audit_entry WHERE id = 9""",
    ),
    "audit entry of a voucher removed": (
        "foreign_key",
        "DELETE FROM audit_entry WHERE id = (SELECT max(act_id) FROM voucher)",
    ),
    "last audit entry removed": (
        "last_act",
        "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    ),
    "last act forgotten": ("last_act", "UPDATE book SET last_act = NULL"),
    "last act of another hash": ("last_act", "UPDATE book SET last_hash = 'x'"),
    "seal taken away": ("audit", "UPDATE audit_entry SET sealed = NULL WHERE sealed <> ''"),
    "file altered": ("attachment", "UPDATE attachment SET sha256 = '00'"),
    "book's number changed": ("book_number", "UPDATE book SET number = 10999 - number"),
    "voucher slipped in": (
        "sealed",
        """INSERT INTO voucher (id, kind, counts_as, series, year, number, store_id, day, posted_at,
        posted_by_id, act_id, reason, supplier, document_number, receiver, note)
        SELECT 99, kind, counts_as, series, year, 99, store_id, day, posted_at, posted_by_id, act_id,
        reason, supplier, document_number, receiver, note FROM voucher WHERE id = 3""",
    ),
}

# How a sealed column is falsified where just another number or text will not do.
FALSIFIED = {
    "kind": "kind = 'return', counts_as = 'return'",
    "counts_as": "kind = 'adjustment', counts_as = 'adjustment'",
    "to_store_id": "kind = 'transfer', counts_as = 'transfer', reverses_id = NULL, to_store_id = 2",
    "loss": "kind = 'write_off', counts_as = 'write_off', loss = 'lost', to_store_id = NULL",
    "handed_on": "handed_on = '2020-03-01'",
    "series": "series = 'CL'",
    "reverses_id": "kind = 'reversal', reverses_id = 1",
    "source": "source = 'donation'",
    "direction": "direction = 0",
    "agency_id": "agency_id = 1, staff_id = NULL",
    "is_visitors": "is_visitors = NOT is_visitors, agency_id = NULL",
}
WHICH = {"voucher": "id = 3", "voucher_line": "voucher_id = 3", "movement": "voucher_id = 3"}


def falsify(world: World, table: str, column: str) -> None:
    """Give one column of one posted row another value."""
    is_text = isinstance(Base.metadata.tables[table].c[column].type, Text | TypeDecorator)
    other = f"coalesce({column}, '') || '1'" if is_text else f"coalesce({column}, 0) + 9"
    change = FALSIFIED.get(column, f"{column} = {other}")
    break_book(world, f"UPDATE {table} SET {change} WHERE {WHICH.get(table, 'id = 1')}")


def test_whatever_is_falsified_in_what_was_posted_breaks_its_seal(busy: World) -> None:
    for table in (VOUCHER, LINE, MOVEMENT, LOT):
        for column in table.c:
            if column.name not in ("id", "voucher_id"):
                before = busy.book.ask(voucher_seals)
                falsify(busy, table.name, column.name)
                assert busy.book.ask(voucher_seals) != before, column


def test_the_seals_cover_every_column_of_what_is_posted() -> None:
    for table in (VOUCHER, LINE, MOVEMENT, LOT):
        sealed = set(Base.metadata.tables[table.name].c.keys()) - {"is_blocked"}
        assert set(table.c.keys()) == sealed


def test_a_falsified_voucher_is_named_by_its_number(busy: World) -> None:
    break_book(busy, "UPDATE voucher_line SET staff_id = 3 WHERE voucher_id = 3")
    assert [(f.kind, f.where) for f in busy.book.ask(check_book)] == [
        ("sealed", "XK0001"),
        ("row", "voucher_line 3"),
    ]
    break_book(busy, "UPDATE lot SET expires_on = '2029-01-01' WHERE id = 1")
    assert [(f.kind, f.where) for f in busy.book.ask(check_book)] == [
        ("sealed", "NK0001"),
        ("sealed", "XK0001"),
        ("sealed", "NK0003"),  # it undid an issue: pieces of that lot came back
        ("row", "lot 1"),
        ("row", "voucher_line 3"),
    ]


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_each_breakage_is_named(busy: World, breakage: str) -> None:
    kind, statement = BREAKAGES[breakage]
    break_book(busy, statement)
    assert kind in kinds(busy.book)


# What no column may hold, got in all the same.
NONSENSE = (
    "UPDATE voucher SET series = 'ZZ' WHERE id = 3",
    "UPDATE voucher SET kind = 'gift', counts_as = 'gift' WHERE id = 3",
    "UPDATE voucher SET day = 'hôm qua' WHERE id = 3",
    "UPDATE movement SET day = '2020-02-31'",
    "UPDATE stock_day SET day = '' WHERE day = '2020-02-07'",
    "UPDATE audit_entry SET at = 'khi ấy' WHERE id = 9",
    f"UPDATE movement SET quantity = {LIMIT * 10**6} WHERE id = 3",
    "UPDATE numbering SET series = '' WHERE series = 'NK'",
)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", NONSENSE)
def test_nonsense_is_found_and_never_makes_the_check_fall(busy: World, statement: str) -> None:
    break_book(busy, statement)
    assert kinds(busy.book)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_check_that_the_server_refuses_to_answer_is_a_finding(busy: World) -> None:
    raw(busy.book, "ALTER TABLE stock_day RENAME TO elsewhere")
    assert [(found.kind, found.where) for found in busy.book.ask(check_book)] == [
        ("storage", "foreign_keys"),
        ("storage", "kept_sums"),
    ]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", trigger_names())
def test_a_missing_trigger_is_named(book: Database, name: str) -> None:
    raw(book, f"DROP TRIGGER {name}")
    assert [(f.kind, f.where) for f in book.ask(check_book)] == [("trigger", name)]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_trigger_dropped_or_disabled_on_the_server_is_named(book: Database) -> None:
    raw(
        book,
        "DROP TRIGGER movement_kept ON movement",
        "ALTER TABLE movement DISABLE TRIGGER movement_no_change",
        "ALTER TABLE voucher ENABLE REPLICA TRIGGER voucher_posting",
    )
    assert {finding.where for finding in book.ask(check_book)} == {
        "movement_kept",
        "movement_no_change",
        "voucher_posting",
    }


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_trigger_put_in_the_place_of_another_or_added_is_named(book: Database) -> None:
    raw(
        book,
        "DROP TRIGGER voucher_never_changed",
        "CREATE TRIGGER voucher_never_changed BEFORE UPDATE ON voucher BEGIN SELECT 1; END",
        "CREATE TRIGGER thief AFTER INSERT ON movement BEGIN DELETE FROM draft; END",
    )
    assert [(f.kind, f.where) for f in book.ask(check_book)] == [
        ("trigger_altered", "thief"),
        ("trigger_altered", "voucher_never_changed"),
    ]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_trigger_or_its_function_replaced_on_the_server_is_named(book: Database) -> None:
    empty = "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    raw(
        book,
        f"CREATE OR REPLACE FUNCTION book_posting() RETURNS trigger {empty}",
        f"CREATE FUNCTION thief() RETURNS trigger {empty}",
        "DROP TRIGGER movement_no_change ON movement",
        "CREATE TRIGGER movement_no_change BEFORE DELETE ON movement EXECUTE FUNCTION book_posted()",
        "CREATE TRIGGER thief BEFORE INSERT ON movement FOR EACH ROW EXECUTE FUNCTION thief()",
    )
    assert [(f.kind, f.where) for f in book.ask(check_book)] == [
        ("trigger_altered", "movement_no_change"),
        ("trigger_altered", "thief"),
        ("trigger_altered", "voucher_posting"),
    ]


def test_much_of_one_kind_does_not_hide_the_others(busy: World) -> None:
    for day in range(3, 10):
        for _ in range(4):
            busy.receive(feb(day), 1)
    break_book(
        busy,
        "UPDATE balance SET on_hand = on_hand + 1",
        "UPDATE supply_month SET net = net + 1",
    )
    found = busy.book.ask(check_book)
    assert sum(1 for finding in found if finding.kind == "balance") == SHOWN
    assert "supply_month" in {finding.kind for finding in found}


def test_a_finding_says_what_stands_and_what_should(busy: World) -> None:
    break_book(busy, "UPDATE balance SET on_hand = 71 WHERE lot_id = 1")
    (finding,) = busy.book.ask(check_book)
    assert (finding.kind, finding.found, finding.expected) == ("balance", "71", "70")


# Files with bytes gone wrong.


def damage(path: Path, change: Callable[[bytearray], None]) -> None:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


def outcome(path: Path) -> str:
    """What the clerk is told of a file: kinds found, or the cause of a refusal."""
    try:
        book = open_book(path)
    except NotABook:
        return "no book"
    except StorageFailed as failed:
        return failed.cause
    try:
        return " ".join(sorted(kinds(book)))
    except StorageFailed as failed:
        return failed.cause
    finally:
        book.close()


def some_pages(world: World) -> None:
    for day in range(3, 10):
        world.receive(feb(day), 10, 700)
        world.issue(feb(day), 2)


@pytest.fixture
def file(new_world: NewWorld) -> Path:
    """A book of some pages, closed."""
    book = new_world("sqlite", some_pages).book
    book.close()
    return Path(book.location)


def pages_of(file: Path, table: str) -> list[int]:
    book = Database(file)
    with book.connection() as connection:
        found = connection.exec_driver_sql(
            f"SELECT rootpage FROM sqlite_master WHERE tbl_name = '{table}' AND rootpage > 0"
        )
        pages = list(found.scalars())
    book.close()
    return pages


@pytest.mark.parametrize("table", ["movement", "voucher", "audit_entry", "balance", "setting"])
def test_a_page_overwritten_with_garbage_is_found(file: Path, table: str) -> None:
    page = pages_of(file, table)[0]
    garbage = random.Random(page).randbytes(4096)

    def overwrite(content: bytearray) -> None:
        content[(page - 1) * 4096 : page * 4096] = garbage

    damage(file, overwrite)
    assert "storage" in outcome(file) or outcome(file) == "damaged"


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_never_makes_the_check_fall(file: Path, seed: int) -> None:
    chance = random.Random(seed)

    def scatter(content: bytearray) -> None:
        for _ in range(40):
            content[chance.randrange(100, len(content))] = chance.randrange(256)

    damage(file, scatter)
    assert outcome(file) not in ("", "lost", "busy", "slow", "full")


def test_a_damaged_schema_or_header_is_refused_by_name(file: Path) -> None:
    def schema(content: bytearray) -> None:
        content[100:4096] = os.urandom(3996)

    damage(file, schema)
    assert outcome(file) == "damaged"
    damage(file, lambda content: content.__setitem__(slice(0, 16), b"\0" * 16))
    assert outcome(file) == "no book"


def _printed(session: Session, from_on: date, to_on: date) -> tuple[str, bytes]:
    return "tuan.pdf", f"{from_on} {to_on}".encode()


@pytest.fixture
def closed(busy: World) -> World:
    """The busy book with a posted count and a closed week."""
    told = busy.book.do(open_stocktake, NewStocktake(busy.store, "Tất cả", (busy.masks,)))
    (line,) = busy.book.ask(count_lines, told)
    busy.book.do(enter_counts, told, [Count(line.line_id, line.book - 2, reason="rách")])
    busy.book.do(approve_stocktake, told, "Lê Văn Chánh")
    busy.book.do(close_period, feb(9), _printed)
    return busy


def test_a_closed_book_with_a_posted_count_has_nothing_to_find(closed: World) -> None:
    assert closed.book.ask(check_book) == []


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("stocktake", "UPDATE stocktake_line SET counted = counted + 1"),
        ("stocktake", "UPDATE stocktake SET state = 'dropped'"),
        ("kept_report", "UPDATE period_close SET closed_to = '2020-02-05'"),
        (
            "kept_report",
            "UPDATE attachment SET sha256 = 'x', content = '1' WHERE name = 'tuan.pdf'",
        ),
    ],
)
def test_a_count_or_kept_report_that_was_altered_is_found(
    closed: World, kind: str, statement: str
) -> None:
    if not closed.book.is_file:
        statement = statement.replace("content = '1'", "content = decode('31', 'hex')")
    else:
        statement = statement.replace("content = '1'", "content = x'31'")
    break_book(closed, statement)
    assert kind in kinds(closed.book)
