"""The page of transfers, losses and returns over a furnished book, on the screen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.context import Context
from desktop.pages.moving.page import Page
from tests.db.world import World, feb


@pytest.fixture
def world(sqlite_world: World) -> World:
    """Supplies and people; two lots of masks, one of which is past its date."""
    world = sqlite_world
    world.receive(feb(3), 20, 2000, expires_on=feb(8))
    world.receive(feb(4), 30, 3000, expires_on=date(2021, 1, 1))
    world.receive(feb(5), 40, 4000)
    return world


@pytest.fixture
def page(
    world: World, context: Context, on_screen: Callable[[Any], Any], until_idle: Callable[[], None]
) -> Page:
    """The page, settled, the cursor in its first field."""
    shown: Page = on_screen(Page(context))
    until_idle()
    return shown
