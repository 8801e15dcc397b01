"""The journal: who did what, found by what it was about, with the vouchers of each act."""

from db.queries.journal import journal, journal_count
from db.services.stock import post_issues
from tests.db.world import World, feb


def test_acts_come_newest_first_with_their_vouchers(world: World) -> None:
    receipt = world.receive(feb(3), 100)
    issues = [world.new_issue(feb(4), 5), world.new_issue(feb(4), 6, staff=world.guard)]
    ids = world.book.do(post_issues, issues)

    rows = world.book.ask(journal)

    assert [row.act for row in rows[:2]] == ["post_issues", "post_receipt"]
    assert [posted.voucher_id for posted in rows[0].vouchers] == ids
    assert [posted.number for posted in rows[0].vouchers] == ["XK0001", "XK0002"]
    assert [posted.voucher_id for posted in rows[1].vouchers] == [receipt]
    assert rows[-1].act == "found_book"
    assert world.book.ask(journal_count) == len(rows)


def test_a_window_of_the_journal_is_read(world: World) -> None:
    world.receive(feb(3), 100)
    whole = world.book.ask(journal)

    assert world.book.ask(journal, offset=1, limit=2) == whole[1:3]


def test_words_numbers_and_acts_are_searched(world: World) -> None:
    world.receive(feb(3), 100, supplier="Công ty Dệt 100%")
    world.issue(feb(4), 5)

    def found(text: str, *acts: str) -> list[str]:
        rows = world.book.ask(journal, text, acts)
        assert world.book.ask(journal_count, text, acts) == len(rows)
        return [row.act for row in rows]

    assert found("công ty dệt") == ["post_receipt"]
    assert found("100%") == ["post_receipt"]
    assert found("0%5") == []
    assert found("xk0001") == ["post_issue"]
    assert found("nothing of the kind", "post_issue") == ["post_issue"]
    assert found("", "post_receipt") == ["post_receipt"]
