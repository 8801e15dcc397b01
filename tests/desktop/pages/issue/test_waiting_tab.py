"""Chờ nhận: what is packed and not fetched, handed out later or brought back, by keys."""

from collections.abc import Callable

from db.kinds import Waiting
from db.queries.waiting import waiting_rows
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.context import Tone
from desktop.pages.issue.page import Page
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]


def issued(world: World, *waiting: int) -> None:
    """Five masks to each of the three people, not fetched by these."""
    lines = tuple(
        IssueLine(world.masks, 5, staff_id=one, waits=one in waiting)
        for one in (world.guard, world.clerk, world.inspector)
    )
    world.book.do(post_issue, NewIssue(feb(4), world.store, lines))


def shown(page: Page) -> list[str]:
    """Who stands in the list."""
    rows = page.waiting.rows
    return [rows.row(place).receiver for place in range(rows.rowCount())]  # type: ignore[union-attr]


def test_what_waits_is_handed_out_and_what_nobody_fetches_comes_back(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    issued(world, world.clerk, world.inspector)
    page.open(tab="waiting")
    until_idle()
    assert shown(page) == ["Lê Phương Yến", "Hồ Mỹ Ánh"]
    panel = page.waiting
    panel.day.set_day(feb(7))
    panel.note.setFocus()
    keys.type("Nguyễn Văn Tư")
    keys.press("Alt+B")
    until_idle()
    assert heard.notices[-1][:2] == ("Đã ghi 1 phần đã nhận ngày 07/02/2020.", Tone.OK)
    assert shown(page) == ["Hồ Mỹ Ánh"]

    panel.bring_back()
    assert "vì sao" in heard.notices[-1][0]
    keys.type("nghỉ thai sản")
    panel.bring_back()
    until_idle()
    assert shown(page) == []
    assert world.stock() == {"KT01": 490}
    panel.with_settled.setChecked(True)
    until_idle()
    states = {row.receiver: (row.state, row.note) for row in world.book.ask(waiting_rows, "", True)}
    assert states == {
        "Lê Phương Yến": (Waiting.HANDED, "Nguyễn Văn Tư"),
        "Hồ Mỹ Ánh": (Waiting.RETURNED, "nghỉ thai sản"),
    }
    assert len(shown(page)) == 2


def test_a_part_is_brought_back_and_the_rest_waits_on(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    issued(world, world.clerk)
    page.open(tab="waiting")
    until_idle()
    panel = page.waiting
    assert panel.pieces.placeholderText() == "5"
    panel.pieces.setFocus()
    keys.type("6")
    panel.hand_out()
    assert heard.notices[-1][0].startswith("Cấp bù ghi cả phần còn chờ")
    panel.note.setFocus()
    keys.type("chỉ cần ba")
    panel.bring_back()
    assert heard.notices[-1][0] == "Số trả phải từ 1 đến 5."
    panel.pieces.selectAll()
    keys.type("2")
    panel.day.set_day(feb(7))
    panel.bring_back()
    until_idle()
    told = "Đã nhập trả lại kho 2 cái ngày 07/02/2020; còn 3 chờ nhận."
    assert heard.notices[-1][0] == told
    assert [(row.receiver, row.pieces) for row in world.book.ask(waiting_rows)] == [
        ("Lê Phương Yến", 3)
    ]
    assert world.stock() == {"KT01": 487}
    assert panel.pieces.text() == ""


def test_a_vouchers_number_shows_everybody_on_it_to_mark_who_did_not_come(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    issued(world)
    page.open(tab="waiting")
    until_idle()
    assert shown(page) == []
    keys.type("xk0001")
    panel = page.waiting
    panel.refresh()
    until_idle()
    assert len(shown(page)) == 3
    panel.table.selectRow(2)
    assert not panel.hand_button.isEnabled()
    panel.mark()
    until_idle()
    assert [row.receiver for row in world.book.ask(waiting_rows)] == ["Hồ Mỹ Ánh"]
    panel.search.search_for("")
    panel.refresh()
    until_idle()
    assert shown(page) == ["Hồ Mỹ Ánh"]
    assert panel.hand_button.isEnabled()
