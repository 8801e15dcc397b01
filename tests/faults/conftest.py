"""Furnished books, as in tests/db."""

from tests.db.conftest import (
    _filled_worlds,
    _postgresql_world,
    _sqlite_world,
    new_world,
    sqlite_world,
    world,
)

__all__ = [
    "_filled_worlds",
    "_postgresql_world",
    "_sqlite_world",
    "new_world",
    "sqlite_world",
    "world",
]
