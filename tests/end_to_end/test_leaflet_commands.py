"""`report leaflets` as those who automate use it."""

from functools import partial
from pathlib import Path

import pytest

from tests.db.queries.test_leaflet_report import agency, give, leaflet, plan
from tests.db.world import World, feb
from tests.desktop.papers.reading import whole_text
from tests.end_to_end.commands import Run, haucan, told


@pytest.fixture
def run_on_leaflets(sqlite_world: World) -> Run:
    """Run a command on a book with a leaflet for two places, one of which got some."""
    first = leaflet(sqlite_world)
    sqlite_world.receive(feb(3), 1000, supply=first)
    plan(sqlite_world, first, 600, QH01=200, QH03_01=100)
    give(sqlite_world, first, agency(sqlite_world, "QH03-01"), 40)
    sqlite_world.book.close()
    return partial(haucan, str(sqlite_world.book.location))


def test_each_leaflet_and_body_is_a_row(run_on_leaflets: Run, tmp_path: Path) -> None:
    run = run_on_leaflets
    assert told(run("report", "leaflets", "--as-of", "2020-02-10", "--json")) == [
        {
            "leaflet": "TR01",
            "agency": name,
            "allocated": allocated,
            "handed_over": handed,
            "signed": 0,
            "owed": allocated - handed,
        }
        for name, allocated, handed in (("Quận 1", 200, 0), ("Phường 1, Quận 3", 100, 40))
    ]
    pdf, xlsx = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    words = ("--as-of", "2020-02-10", "--output", str(pdf), "--xlsx", str(xlsx))
    result = run("report", "leaflets", *words)
    assert result.stdout == ""
    assert "đã phân phối 40 tờ cho 01 quận, huyện" in whole_text(pdf.read_bytes())
    assert xlsx.read_bytes()[:2] == b"PK"
    week = told(run("report", "weekly", "--week", "2020-W06", "--json"))
    assert week["leaflets"][0]["distributed_in_period"] == 40


def test_a_book_without_leaflets_has_no_rows(run: Run) -> None:
    assert told(run("report", "leaflets", "--json")) == []
    assert run("report", "leaflets", "--as-of", "hôm nay").returncode == 2
