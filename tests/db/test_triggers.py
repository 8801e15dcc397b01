"""What the database itself refuses, whoever asks and with whatever tool."""

import hashlib
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from db.checks import check_book
from db.errors import RefusedByBook
from db.triggers import NEVER_CHANGED, trigger_names
from tests.db.conftest import NewWorld
from tests.db.world import World, feb, raw

# A voucher just short of posting: number, day and lines are the test's to choose.
DRAFT = """
    INSERT INTO voucher (id, kind, counts_as, series, year, number, store_id, day, posted_at,
        posted_by_id, act_id, reason, source, supplier, document_number, receiver, note)
    VALUES ({id}, '{kind}', '{kind}', 'XK', 2020, {number}, 1, '{day}', '2020-02-05T00:00:00.000000Z',
        1, 1, '', 'other', '', '', '', '')
"""
LINE = """
    INSERT INTO voucher_line (id, voucher_id, position, supply_id, direction, quantity, amount,
        is_visitors, note)
    VALUES ({id}, {voucher}, {position}, {supply}, {direction}, {quantity}, {amount}, {no}, '')
"""
MOVEMENT = """
    INSERT INTO movement (voucher_id, line_id, supply_id, store_id, lot_id, day, quantity, amount)
    VALUES ({voucher}, {line}, {supply}, {store}, {lot}, '{day}', {quantity}, {amount})
"""
ON_SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
PICTURE = b"\xff\xd8 a page"
POST = "UPDATE voucher SET number = {number} WHERE id = {id}"


def draft(kind: str = "issue", day: str = "2020-02-05", number: str = "NULL", id: int = 90) -> str:
    return DRAFT.format(id=id, kind=kind, number=number, day=day)


def line(world: World, quantity: int = 5, **told: Any) -> str:
    values = {
        "id": 900,
        "voucher": 90,
        "position": 1,
        "supply": world.masks,
        "direction": -1,
        "amount": 0,
        "no": "0" if world.book.is_file else "false",
    }
    return LINE.format(**{**values, "quantity": quantity, **told})


def movement(world: World, quantity: int = -5, **told: Any) -> str:
    values = {
        "voucher": 90,
        "line": 900,
        "supply": world.masks,
        "store": world.store,
        "lot": 1,
        "day": "2020-02-05",
        "amount": 0,
    }
    return MOVEMENT.format(**{**values, "quantity": quantity, **told})


def post(number: int = 1, id: int = 90) -> str:
    return POST.format(number=number, id=id)


def refused(word: str) -> AbstractContextManager[pytest.ExceptionInfo[RefusedByBook]]:
    return pytest.raises(RefusedByBook, match=f"'{word}'")


def one_lot(world: World) -> None:
    world.receive(feb(3), 10)
    world.issue(feb(7), 4)
    raw(
        world.book,
        "INSERT INTO attachment (id, sha256, type, name, content)"
        f" VALUES (1, '{hashlib.sha256(PICTURE).hexdigest()}', 'image/jpeg', 'a', {_blob(world)})",
        "INSERT INTO scanned_page (id, code, kind, subject, attachment_id, file, page, scanned_on)"
        " VALUES (1, '1', 'list', 'voucher:2', 1, 'a', 1, '2020-02-08')",
        "INSERT INTO amendment (id, act_id, voucher_id, field, old_value, new_value, reason)"
        " VALUES (1, 1, 1, 'note', '', 'hộp móp', '')",
    )


@pytest.fixture
def stocked(engine_name: str, new_world: NewWorld) -> World:
    """Lot 1: ten masks received on the 3rd, of which four went out on the 7th; one page scanned."""
    return new_world(engine_name, one_lot)


@pytest.fixture
def reported(stocked: World) -> World:
    """The same with a kept report and a daily one, of which the journal knows nothing."""
    raw(
        stocked.book,
        "INSERT INTO period_close (id, closed_to, act_id, reason) VALUES (50, '2020-01-31', 1, '')",
        "INSERT INTO kept_report (id, from_on, to_on, edition, close_id, attachment_id, figures)"
        " VALUES (1, '2020-01-27', '2020-02-02', 0, 50, 1, '')",
        "INSERT INTO daily_report (id, department_id, day, edition, is_withdrawn, received_at,"
        " entered_at, form, reporter, reporter_title, results, difficulties, proposals, tomorrow,"
        f" reason) VALUES (1, {stocked.office}, '2020-02-05', 1, {_no(stocked)},"
        " '2020-02-05T01:00:00.000000Z', '2020-02-05T01:00:00.000000Z', 'phone',"
        " '', '', '', '', '', '', '')",
        "INSERT INTO daily_result (id, report_id, duty_id, text) VALUES (1, 1, 1, 'a')",
        "INSERT INTO daily_figure (id, report_id, indicator_id, value) VALUES (1, 1, 1, 2)",
        "INSERT INTO daily_report_file (id, report_id, attachment_id, name, position)"
        " VALUES (1, 1, 1, 'a', 1)",
        "INSERT INTO daily_page (id, day, from_on, to_on, made_at, attachment_id)"
        " VALUES (1, '2020-02-05', '2020-02-04', '2020-02-04', '2020-02-05T01:00:00.000000Z', 1)",
    )
    return stocked


def _kinds(world: World) -> set[str]:
    return {finding.kind for finding in world.book.ask(check_book)}


def _no(world: World) -> str:
    return "0" if world.book.is_file else "false"


def _blob(world: World) -> str:
    return f"x'{PICTURE.hex()}'" if world.book.is_file else f"'\\x{PICTURE.hex()}'"


def test_a_voucher_whose_lines_and_movements_agree_is_posted(stocked: World) -> None:
    raw(stocked.book, draft(), line(stocked), movement(stocked), post(2))
    assert stocked.stock() == {"KT01": 1}


@pytest.mark.parametrize("table", ["voucher", *NEVER_CHANGED])
def test_what_is_posted_is_never_changed_or_deleted(reported: World, table: str) -> None:
    columns = {
        "voucher": "note = 'x'",
        "voucher_line": "quantity = quantity + 1",
        "movement": "quantity = 0",
        "audit_entry": "arguments = ''",
        "amendment": "new_value = 'x'",
        "kept_report": "figures = '{}'",
        "attachment": "sha256 = 'cd'",
        "scanned_page": "code = '2'",
        "daily_report": "received_at = '2020-02-05T00:00:00.000000Z'",
        "daily_result": "text = 'b'",
        "daily_figure": "value = 3",
        "daily_report_file": "name = 'b'",
        "daily_page": "from_on = '2020-02-03'",
    }
    before, found = reported.rows_of(table), reported.book.ask(check_book)
    for statement in (
        f"UPDATE {table} SET {columns[table]}",
        f"UPDATE {table} SET id = id + 1000",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = 1",
    ):
        with refused("POSTED"):
            raw(reported.book, statement)
    assert reported.rows_of(table) == before
    assert reported.book.ask(check_book) == found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lot SET expires_on = '2030-01-01'",
        "UPDATE lot SET number = 'L2'",
        "UPDATE lot SET supplier = 'x'",
        "UPDATE lot SET received_on = '2020-01-01'",
        "UPDATE lot SET id = id + 1000",
        "DELETE FROM lot",
    ],
)
def test_a_lot_is_never_changed_without_an_amendment(stocked: World, statement: str) -> None:
    before = stocked.rows_of("lot")
    with refused("POSTED"):
        raw(stocked.book, statement)
    assert stocked.rows_of("lot") == before


def test_what_of_a_lot_its_latest_amendment_says_is_put_right_and_stays_sealed(
    stocked: World,
) -> None:
    raw(
        stocked.book,
        "INSERT INTO amendment (id, act_id, lot_id, field, old_value, new_value, reason)"
        " VALUES (2, 1, 1, 'number', '', 'L1', 'đọc lại trên hộp')",
        "UPDATE lot SET number = 'L1' WHERE id = 1",
    )
    assert _kinds(stocked) == {"row"}  # which no act told


@ON_SQLITE
@pytest.mark.parametrize("table", ["voucher", *NEVER_CHANGED])
def test_a_row_that_replaces_a_posted_one_is_refused(reported: World, table: str) -> None:
    before = reported.rows_of(table)
    with pytest.raises(RefusedByBook):
        raw(reported.book, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1")
    with pytest.raises(RefusedByBook):
        raw(reported.book, f"REPLACE INTO {table} SELECT * FROM {table}")
    assert reported.rows_of(table) == before


@ON_SQLITE
def test_a_posted_voucher_can_not_be_replaced_by_a_draft(stocked: World) -> None:
    with refused("POSTED"):
        raw(stocked.book, draft(id=1).replace("INSERT", "INSERT OR REPLACE", 1))


@ON_POSTGRESQL
@pytest.mark.parametrize("table", ["voucher", *NEVER_CHANGED])
def test_whole_tables_can_not_be_emptied(reported: World, table: str) -> None:
    found = reported.book.ask(check_book)
    with refused("POSTED"):
        raw(reported.book, f"TRUNCATE {table} CASCADE")
    assert reported.book.ask(check_book) == found


def test_a_voucher_is_not_born_with_a_number(stocked: World) -> None:
    with refused("POSTED_UNCHECKED"):
        raw(stocked.book, draft(number="2"))


def test_nothing_is_added_to_a_posted_voucher(stocked: World) -> None:
    with refused("POSTED"):
        raw(stocked.book, line(stocked, voucher=1, position=2))
    with refused("POSTED"):
        raw(stocked.book, movement(stocked, 1, voucher=1, line=1))
    assert _kinds(stocked) == {"row"}  # which no act told


def test_a_voucher_without_lines_is_not_posted(stocked: World) -> None:
    with refused("LINES_DIFFER"):
        raw(stocked.book, draft(), post(2))


@pytest.mark.parametrize(
    ("of_line", "of_movement"),
    [
        pytest.param({}, None, id="no movement"),
        pytest.param({}, {"quantity": -4}, id="fewer pieces"),
        pytest.param({}, {"quantity": 5}, id="other direction"),
        pytest.param({}, {"amount": -1}, id="other value"),
        pytest.param({"amount": 1}, {}, id="value without movement"),
        pytest.param({}, {"day": "2020-02-06"}, id="other day"),
        pytest.param({}, {"store": 2}, id="other store"),
        pytest.param({}, {"supply": 2}, id="other supply"),
        pytest.param({"supply": 2}, {"supply": 2}, id="lot of another supply"),
        pytest.param({}, {"line": 1}, id="line of another voucher"),
    ],
)
def test_a_voucher_whose_lines_and_movements_differ_is_not_posted(
    stocked: World, of_line: dict[str, Any], of_movement: dict[str, Any] | None
) -> None:
    stocked.receive(feb(3), 10, store=stocked.desk)
    moves = [] if of_movement is None else [movement(stocked, **{"quantity": -5, **of_movement})]
    before = stocked.stock()
    with pytest.raises((RefusedByBook, DBAPIError)) as error:
        raw(stocked.book, draft(), line(stocked, **of_line), *moves, post(2))
    if isinstance(error.value, RefusedByBook):
        assert error.value.word == "LINES_DIFFER"
    else:
        assert "on_hand_not_negative" in str(error.value)
    assert stocked.stock() == before


def test_a_day_may_not_be_negative_even_where_the_balance_is_not(stocked: World) -> None:
    with refused("NEGATIVE_DAY"):  # before the lot came
        day = "2020-02-02"
        raw(
            stocked.book,
            draft(day=day),
            line(stocked, 3),
            movement(stocked, -3, day=day),
            post(2),
        )
    came_back = {"id": 800, "voucher": 80, "direction": 1}
    raw(
        stocked.book,
        draft("return", "2020-02-09", id=80),
        line(stocked, 5, **came_back),
        movement(stocked, 5, voucher=80, line=800, day="2020-02-09"),
        post(2, 80),
    )
    with refused("NEGATIVE_DAY"):  # on the 7th, although eleven are there now
        raw(stocked.book, draft(), line(stocked, 7), movement(stocked, -7), post(3))
    raw(stocked.book, draft(), line(stocked, 6), movement(stocked, -6), post(3))


def test_the_balance_is_never_negative_not_even_inside_a_voucher(stocked: World) -> None:
    with pytest.raises(DBAPIError, match="on_hand_not_negative"):
        raw(stocked.book, draft(), line(stocked, 7), movement(stocked, -7))


def test_nothing_is_posted_into_a_closed_period(stocked: World) -> None:
    raw(
        stocked.book,
        "INSERT INTO period_close (closed_to, act_id, reason) VALUES ('2020-02-05', 1, '')",
    )
    with refused("PERIOD_CLOSED"):
        raw(stocked.book, draft(), line(stocked), movement(stocked), post(2))
    raw(stocked.book, "UPDATE period_close SET undone_at = '2020-02-06T00:00:00.000000Z'")
    raw(stocked.book, draft(), line(stocked), movement(stocked), post(2))


def test_the_unit_of_what_has_moved_is_locked(stocked: World) -> None:
    with refused("UNIT_LOCKED"):
        raw(stocked.book, f"UPDATE supply SET base_unit = 'hộp' WHERE id = {stocked.masks}")
    raw(stocked.book, f"UPDATE supply SET base_unit = 'lọ' WHERE id = {stocked.gel}")
    raw(stocked.book, f"UPDATE supply SET name = 'Khẩu trang' WHERE id = {stocked.masks}")


def test_kept_sums_add_up_for_many_movements_of_one_statement(stocked: World) -> None:
    rows = ", ".join(
        f"(90, 900, {stocked.masks}, {stocked.store}, 1, '2020-02-05', -1, 0)" for _ in range(5)
    )
    raw(
        stocked.book,
        draft(),
        line(stocked, 5),
        "INSERT INTO movement (voucher_id, line_id, supply_id, store_id, lot_id, day, quantity,"
        f" amount) VALUES {rows}",
        post(2),
        "UPDATE numbering SET last = 2 WHERE series = 'XK'",
    )
    assert stocked.stock() == {"KT01": 1}
    assert _kinds(stocked) == {"row", "sealed"}  # no act posted that voucher


@ON_SQLITE
def test_every_trigger_is_laid_where_its_name_says(world: World) -> None:
    there = world.book.ask(
        lambda session: (
            session.connection()
            .exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .scalars()
            .all()
        )
    )
    assert sorted(there) == sorted(trigger_names())
