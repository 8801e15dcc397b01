"""Furnished books, as in tests/db."""

from tests.db.conftest import _postgresql_world, _sqlite_world, new_world, sqlite_world, world

__all__ = ["_postgresql_world", "_sqlite_world", "new_world", "sqlite_world", "world"]
