"""The page of receiving over a furnished book, on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.context import Context
from desktop.pages.receipt.page import Page
from tests.db.world import World


@pytest.fixture
def world(sqlite_world: World) -> World:
    """Supplies and people; nothing in the store yet."""
    return sqlite_world


@pytest.fixture
def page(
    world: World, context: Context, on_screen: Callable[[Any], Any], until_idle: Callable[[], None]
) -> Page:
    """The page, settled, the cursor in its first field."""
    shown: Page = on_screen(Page(context))
    until_idle()
    return shown
