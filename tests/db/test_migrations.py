"""A migrated book is what the models say; what is no book is refused and stays as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    MetaData,
    TableClause,
    column,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy import table as table_of
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.orm import Session

from db.backup import backup_folder, copies
from db.checks import check_book
from db.clock import FixedClock
from db.database import Act, Database, entry_hash
from db.errors import (
    BookExists,
    BookMissing,
    BookTooNew,
    DomainError,
    NotABook,
    StorageFailed,
)
from db.kinds import CopyCause
from db.migrate import create_book, open_book
from db.migrations import HEAD, VERSIONS
from db.models import Base
from db.models.office import AuditEntry
from db.queries.journal import journal, journal_count
from db.queries.sheets_out import sheets_out
from db.services.founding import upgrade_book
from db.shape import SCRIPTS, alembic_config, version_of
from db.triggers import lay_triggers, wanted_triggers
from tests.conftest import NewBook
from tests.db.world import World, feb, furnish, raw
from tests.postgres import Server


def shape_of(connection: Connection) -> dict[str, Any]:
    """Every table, column, constraint, index and trigger, in words that two books can compare."""
    look = inspect(connection)
    found: dict[str, Any] = {}
    for table in sorted(set(look.get_table_names()) - {"alembic_version"}):
        found[table] = {
            "columns": [
                (
                    column["name"],
                    str(column["type"]),
                    getattr(column["type"], "collation", None),
                    column["nullable"],
                    column["default"],
                )
                for column in look.get_columns(table)
            ],
            "primary key": look.get_pk_constraint(table),
            "unique": sorted(map(repr, look.get_unique_constraints(table))),
            "foreign keys": sorted(map(repr, look.get_foreign_keys(table))),
            "indexes": sorted(map(_told, look.get_indexes(table))),
            "checks": sorted(map(repr, look.get_check_constraints(table))),
        }
    found["triggers"] = _triggers_of(connection)
    return found


def _told(index: ReflectedIndex) -> str:
    """An index in words, the condition of a partial one as it is written."""
    options = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
    return repr({**index, "dialect_options": options})


def _triggers_of(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        strict = "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name"
        rows = [*connection.exec_driver_sql(query), *connection.exec_driver_sql(strict)]
        return [tuple(row) for row in rows if row[0] not in ("alembic_version", "sqlite_schema")]
    query = """
        SELECT tgname, pg_get_triggerdef(t.oid), p.prosrc, p.prosecdef, p.proconfig::text
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT tgisinternal ORDER BY tgname
    """
    return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_a_migrated_book_has_the_shape_of_the_models(
    engine_name: str, new_book: NewBook, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migrated = new_book(engine_name)
    if engine_name == "sqlite":
        fresh = Database(tmp_path / "fresh.db")
    else:
        server: Server = request.getfixturevalue("postgres")
        fresh = Database(server.create("fresh"))
    try:
        with fresh.connection() as connection:
            Base.metadata.create_all(connection)
            lay_triggers(connection)
            wanted = shape_of(connection)
    finally:
        fresh.close()
    with migrated.connection() as connection:
        assert shape_of(connection) == wanted
    assert len(wanted["triggers"]) > 10


def test_there_is_no_migration_left_to_generate(book: Database) -> None:
    with book.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_sqlite_table_is_strict(sqlite_book: Database) -> None:
    with sqlite_book.connection() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).all()
    loose = {name for name, strict in tables if not strict}
    assert loose == {"alembic_version", "sqlite_schema"}


def test_the_listed_versions_are_the_scripts(sqlite_book: Database) -> None:
    with sqlite_book.connection() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        listed = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(listed)) == VERSIONS
    assert scripts.get_current_head() == HEAD
    assert SCRIPTS.is_dir()


def test_migrating_twice_changes_nothing(world: World) -> None:
    with world.book.connection() as connection:
        before = shape_of(connection)
        lay_triggers(connection)
        assert shape_of(connection) == before
    assert world.healthy()


def test_the_models_hold_no_table_twice_and_every_constraint_has_a_name() -> None:
    metadata: MetaData = Base.metadata
    for table in metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


# Opening.


def test_a_made_book_is_opened_with_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "Phòng dịch" / "Sổ của tôi.db"
    made = create_book(path)
    furnish(made)
    made.close()
    book = open_book(path)
    assert World.healthy(furnished(book))
    book.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    with pytest.raises(BookExists):
        create_book(path)


def furnished(book: Database) -> World:
    return World(book, *(0 for _ in range(11)))


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_server_with_tables_on_it_is_not_made_into_a_book(
    engine_name: str, postgres: Server
) -> None:
    url = postgres.create("taken")
    with pytest.raises(BookMissing):
        open_book(url)
    create_book(url).close()
    with pytest.raises(BookExists):
        create_book(url)
    book = open_book(url)
    assert World.healthy(furnished(book))
    book.close()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_server_book_stopped_before_its_first_act_is_made_on(
    engine_name: str, postgres: Server, clock: FixedClock
) -> None:
    url = postgres.create("half_made")
    try:
        half_made = Database(url, clock)
        with half_made.connection() as connection:
            command.upgrade(alembic_config(connection), "head")
            lay_triggers(connection)
        half_made.close()

        book = create_book(url, clock=clock)

        assert book.ask(check_book) == []
        book.close()
    finally:
        postgres.drop("half_made")


def test_a_profile_that_can_not_be_read_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(DomainError):
        create_book(tmp_path / "a.db", tmp_path / "no profile")
    assert not (tmp_path / "a.db").exists()


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def a_directory(path: Path) -> None:
    path.mkdir()


def a_text(path: Path) -> None:
    path.write_text("Kính gửi: Giám đốc Sở", encoding="utf-8")


def an_empty_file(path: Path) -> None:
    path.touch()


def another_programs_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('của người khác')")
    connection.close()


def another_programs_alembic(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('1234')")
    connection.close()


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (missing, BookMissing),
        (a_directory, BookMissing),
        (a_text, NotABook),
        (an_empty_file, NotABook),
        (another_programs_database, NotABook),
        (another_programs_alembic, NotABook),
    ],
)
def test_what_is_no_book_is_refused_and_stays_as_it_was(
    tmp_path: Path, make: Any, refusal: type[DomainError]
) -> None:
    path = tmp_path / "x" / "file.db"
    path.parent.mkdir()
    make(path)
    before = contents(path.parent)
    with pytest.raises(refusal):
        open_book(path)
    assert contents(path.parent) == before


def contents(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_a_book_of_a_later_version_is_left_alone(sqlite_book: Database, tmp_path: Path) -> None:
    raw(sqlite_book, "UPDATE alembic_version SET version_num = '9999'")
    sqlite_book.close()
    path = Path(sqlite_book.location)
    before = path.read_bytes()
    with pytest.raises(BookTooNew) as refused:
        open_book(path)
    assert refused.value.version == "9999"
    assert path.read_bytes() == before


def rows_of(session: Session, there: TableClause) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(*there.c)).mappings()]


def write_older(book: Database, version: str, path: Path) -> None:
    """Write what a book holds into a file of an older shape, as the program of then had it."""
    older = Database(path, book.clock)
    with older.connection_without_keys() as to:
        command.upgrade(alembic_config(to), version)
        by_month_alone = {"supply_month"} if version < "0004" else set()
        for name in set(inspect(to).get_table_names()) - {"alembic_version"} - by_month_alone:
            there = table_of(name, *(column(c["name"]) for c in inspect(to).get_columns(name)))
            if rows := book.ask(rows_of, there):
                to.execute(insert(there), rows)
        if by_month_alone:
            to.exec_driver_sql(
                "INSERT INTO supply_month SELECT supply_id, substr(day, 1, 7), sum(quantity)"
                " FROM movement GROUP BY supply_id, substr(day, 1, 7)"
            )
        before = ""
        for entry in book.ask(
            lambda s: s.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        ):
            before = entry_hash(before, {**vars(entry), "sealed": None, "changes": None})
            to.execute(update(AuditEntry).where(AuditEntry.id == entry.id).values(hash=before))
        tables = set(inspect(to).get_table_names())
        for (statement,) in wanted_triggers(to).values():
            if statement.partition(" ON ")[2].split()[0] in tables:
                to.exec_driver_sql(statement)
    older.close()


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_an_older_book_is_brought_up_to_date_on_a_copy_kept_first(
    version: str, sqlite_book: Database, tmp_path: Path, clock: FixedClock
) -> None:
    raw(
        sqlite_book,
        "INSERT INTO printed_page (id, code, kind, paper, page, subject, rows, cells)"
        " VALUES (1, '1', 1, 1, 1, 'voucher:1', '[1]', '[[], []]')",
    )
    path = tmp_path / "older.db"
    write_older(sqlite_book, version, path)
    older = Database(path, clock)
    with older.connection() as connection:
        assert connection.scalar(text("SELECT count(*) FROM printed_page")) == 1
    book = open_book(path, clock)  # another program has it open: its last acts lie in the log
    assert World.healthy(furnished(book))
    assert book.ask(sheets_out, clock.today()) == []
    book.close()
    older.close()
    (kept,) = copies(backup_folder(path))
    assert kept.entry is not None
    assert kept.entry.cause is CopyCause.UPGRADE
    copy = Database(kept.path)
    assert copy.ask(version_of) == version
    copy.close()


@pytest.mark.parametrize("version", VERSIONS[: VERSIONS.index("0003")])
def test_what_a_book_of_before_the_seals_had_posted_is_sealed_as_it_is_opened(
    version: str, sqlite_world: World, tmp_path: Path
) -> None:
    sqlite_world.receive(feb(3), 100)
    sqlite_world.issue(feb(4), 7)
    write_older(sqlite_world.book, version, tmp_path / "older.db")
    book = open_book(tmp_path / "older.db", sqlite_world.book.clock)
    world = replace(sqlite_world, book=book)
    assert world.healthy()
    assert book.ask(journal, limit=1)[0].act == "upgrade_book"
    world.issue(feb(5), 7)
    assert world.healthy()
    raw(book, "DROP TRIGGER voucher_line_no_update", "UPDATE voucher_line SET note = 'x'")
    found = [(finding.kind, finding.where) for finding in book.ask(check_book)]
    book.close()
    assert found == [
        ("trigger", "voucher_line_no_update"),
        *(("sealed", number) for number in ("NK0001", "XK0001", "XK0002")),
        ("row", "voucher_line ?"),  # of what stood there before, only the sum is known
    ]


@pytest.mark.parametrize("part", [0.03, 0.3, 0.6, 0.97])
def test_a_book_cut_short_is_damaged_or_no_book_but_never_a_crash(
    sqlite_book: Database, part: float, tmp_path: Path
) -> None:
    sqlite_book.close()
    path = tmp_path / "cut.db"
    shutil.copyfile(Path(sqlite_book.location), path)
    os.truncate(path, int(path.stat().st_size * part))
    before = path.read_bytes()
    with pytest.raises((NotABook, StorageFailed, NotHealthy)) as refused:
        check_file(path)
    assert getattr(refused.value, "cause", "damaged") == "damaged"
    assert path.read_bytes() == before


class NotHealthy(Exception):
    """The check has found something."""


def check_file(path: Path) -> None:
    book = open_book(path)
    try:
        if not World.healthy(furnished(book)):
            raise NotHealthy
    finally:
        book.close()


READ_ONLY = """
import os, sys
from db.errors import StorageFailed
from db.migrate import create_book, open_book
from db.services.office import save_settings
create_book(sys.argv[3]).close()  # all is imported before root's rights are gone
if os.geteuid() == 0:
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
try:
    book = open_book(sys.argv[1])
    book.do(save_settings, {"a": 1})
except StorageFailed as error:
    print(error.cause)
try:
    create_book(sys.argv[2])
except StorageFailed as error:
    print(error.cause)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX here")
def test_a_book_that_may_only_be_read_is_refused_by_name(
    sqlite_book: Database, tmp_path: Path
) -> None:
    sqlite_book.close()
    with TemporaryDirectory() as shared:  # not below pytest's folder, which only we may enter
        folder = Path(shared)
        path = folder / "book.db"
        shutil.copyfile(Path(sqlite_book.location), path)
        before = path.read_bytes()
        path.chmod(0o444)
        folder.chmod(0o555)
        ran = subprocess.run(
            [
                *(sys.executable, "-c", READ_ONLY),
                *(str(path), str(folder / "new" / "book.db"), str(tmp_path / "mine.db")),
            ],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            check=False,
        )
        folder.chmod(0o755)
        assert (ran.stdout.split(), ran.stderr) == (["read_only", "read_only"], "")
        assert path.read_bytes() == before


def test_a_new_shape_and_the_act_that_notes_it_come_together_or_not_at_all(world: World) -> None:
    before = world.book.ask(journal_count)

    def migrate(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE shaped (id INTEGER PRIMARY KEY)")

    def refuse(session: Session, act: Act) -> None:
        raise StorageFailed("full", act.present.isoformat())

    with pytest.raises(StorageFailed):
        world.book.reshape(migrate, refuse)
    assert not world.book.ask(lambda session: inspect(session.connection()).has_table("shaped"))

    world.book.reshape(migrate, upgrade_book, "0005", HEAD)
    assert world.book.ask(lambda session: inspect(session.connection()).has_table("shaped"))
    assert world.book.ask(journal, limit=1)[0].act == "upgrade_book"
    assert world.book.ask(journal_count) == before + 1
    world.receive(feb(3), 1)
    assert world.healthy()
