"""Furnished books, as in tests/db."""

from tests.db.conftest import _sqlite_world, new_world, sqlite_world

__all__ = ["_sqlite_world", "new_world", "sqlite_world"]
