"""Furnished books: made once on each engine and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from db.clock import FixedClock
from db.database import Database
from db.migrate import create_book
from tests.conftest import NOON_OF_WEEK_07
from tests.db.world import World, furnish
from tests.postgres import Server

NewWorld = Callable[[str], World]


def _furnished(location: Path | str) -> World:
    book = create_book(location, clock=FixedClock(NOON_OF_WEEK_07))
    world = furnish(book)
    book.close()
    return world


@pytest.fixture(scope="session")
def _sqlite_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    path = tmp_path_factory.mktemp("furnished") / "book.db"
    return _furnished(path), str(path)


@pytest.fixture(scope="session")
def _postgresql_world(postgres: Server) -> tuple[World, str]:
    template = f"furnished_{uuid4().hex[:8]}"
    return _furnished(postgres.create(template)), template


@pytest.fixture
def new_world(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock
) -> Iterator[NewWorld]:
    """Open one more furnished book on the named engine: `new_world("sqlite")`."""
    with ExitStack() as at_the_end:

        def open_one(engine_name: str) -> World:
            world: World
            world, template = request.getfixturevalue(f"_{engine_name}_world")
            name = f"world_{uuid4().hex[:8]}"
            location: Path | str = tmp_path / f"{name}.db"
            if engine_name == "sqlite":
                shutil.copyfile(template, location)
            else:
                server: Server = request.getfixturevalue("postgres")
                location = server.create(name, template)
                at_the_end.callback(server.drop, name)
            book = Database(location, clock)
            at_the_end.callback(book.close)
            return replace(world, book=book)

        yield open_one


@pytest.fixture
def world(engine_name: str, new_world: NewWorld) -> World:
    """A furnished book, on each engine in turn."""
    return new_world(engine_name)


@pytest.fixture
def sqlite_world(new_world: NewWorld) -> World:
    """A furnished book on SQLite."""
    return new_world("sqlite")
