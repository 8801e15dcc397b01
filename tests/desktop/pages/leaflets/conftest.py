"""What tests of the leaflets' tabs are given."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.services.leaflets import LeafletFields, save_leaflet
from tests.db.world import World

Show = Callable[[QWidget], QWidget]
NewLeaflet = Callable[[str, str], int]


@pytest.fixture
def world(sqlite_world: World) -> World:
    """The furnished book."""
    return sqlite_world


@pytest.fixture
def new_leaflet(world: World) -> NewLeaflet:
    """Add a leaflet of a code and title; its supply's id."""

    def add(code: str, title: str) -> int:
        return world.book.do(save_leaflet, LeafletFields(code, title))

    return add
