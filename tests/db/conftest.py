"""Furnished books: made once on each engine and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest

from db.clock import FixedClock
from db.database import Database
from db.migrate import create_book
from tests.conftest import NOON_OF_WEEK_07
from tests.db.world import World, furnish
from tests.postgres import Server

Fill = Callable[[World], object]
Templates = dict[tuple[str, Fill], tuple[World, str]]


class NewWorld(Protocol):
    """Open one more furnished book on an engine, in which `fill` has happened too."""

    def __call__(self, engine_name: str, fill: Fill | None = None) -> World: ...


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


@pytest.fixture(scope="session")
def _filled_worlds() -> Templates:
    """What several tests begin with, done once on each engine."""
    return {}


@pytest.fixture
def new_world(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    clock: FixedClock,
) -> Iterator[NewWorld]:
    """Open one more furnished book on the named engine: `new_world("sqlite")`."""

    def copy_of(engine_name: str, template: str, name: str, folder: Path) -> Path | str:
        if engine_name == "sqlite":
            return shutil.copyfile(template, folder / f"{name}.db")
        server: Server = request.getfixturevalue("postgres")
        return server.create(name, template)

    def template_of(engine_name: str, fill: Fill | None) -> tuple[World, str]:
        world: World
        world, template = request.getfixturevalue(f"_{engine_name}_world")
        if fill is None:
            return world, template
        known: Templates = request.getfixturevalue("_filled_worlds")
        if (engine_name, fill) not in known:
            name = f"filled_{uuid4().hex[:8]}"
            location = copy_of(engine_name, template, name, tmp_path_factory.mktemp("filled"))
            book = Database(location, FixedClock(NOON_OF_WEEK_07))
            fill(replace(world, book=book))
            book.close()
            known[engine_name, fill] = world, str(location) if book.is_file else name
        return known[engine_name, fill]

    with ExitStack() as at_the_end:

        def open_one(engine_name: str, fill: Fill | None = None) -> World:
            world, template = template_of(engine_name, fill)
            name = f"world_{uuid4().hex[:8]}"
            location = copy_of(engine_name, template, name, tmp_path)
            if engine_name == "postgresql":
                at_the_end.callback(request.getfixturevalue("postgres").drop, name)
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
