"""The page of issuing over a furnished book, on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from db.database import Database
from db.services.catalogue import SupplyFields, save_supply
from desktop.context import Context
from desktop.pages.issue.page import Page
from tests.db.world import World, feb


@pytest.fixture
def world(sqlite_world: World, sqlite_book: Database) -> World:
    """Masks of which everybody usually gets 5 and guards 10; 500 of them came in on the 3rd."""
    world = sqlite_world
    masks = SupplyFields(
        "KT01",
        "Khẩu trang y tế",
        "cái",
        "Khẩu trang",
        usual_quantity=5,
        priority_quantity=10,
        packs=(("hộp", 50),),
        id=world.masks,
        version=1,
    )
    sqlite_book.do(save_supply, masks)
    world.receive(feb(3), 500)
    return world


@pytest.fixture
def page(
    world: World, context: Context, on_screen: Callable[[Any], Any], until_idle: Callable[[], None]
) -> Page:
    """The page, settled."""
    shown: Page = on_screen(Page(context))
    until_idle()
    return shown
