"""Counting a store and closing the book from the command line: the real process."""

import hashlib
import json
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.services.counting import NewStocktake, open_stocktake
from tests.db.world import World, feb
from tests.end_to_end.commands import Run, haucan


@pytest.fixture
def world(sqlite_world: World) -> World:
    """A furnished book with masks and gel; it is closed before a command opens it."""
    sqlite_world.receive(feb(3), 500)
    sqlite_world.receive(feb(4), 60, supply=sqlite_world.gel)
    sqlite_world.issue(feb(5), 30)
    return sqlite_world


@pytest.fixture
def run(world: World) -> Run:
    world.book.close()
    return partial(haucan, str(world.book.location))


def told(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_a_store_is_counted_approved_and_put_on_paper(run: Run, tmp_path: Path) -> None:
    opened = told(run("stocktake", "open", "--store", "KHO", "--json"))
    assert (opened["stocktake"], opened["lines"], opened["state"]) == (1, 3, "open")
    sheet, record, table = (tmp_path / name for name in ("a.pdf", "b.pdf", "b.xlsx"))
    for words in (("sheet", "1", "--blind", "--output"), ("record", "1", "--output")):
        assert run("stocktake", *words, str(sheet)).returncode == 0
        assert sheet.read_bytes().startswith(b"%PDF")
    counts = tmp_path / "counts.csv"
    counts.write_text("Mã;Số lượng;Kém;Lý do\nSK02;59;1;vỡ\nGT01;0;;\n", encoding="utf-8")
    entered = told(
        run(
            *("stocktake", "enter", "1", "KT01=9h+18", "--reason", "rách"),
            *("--file", str(counts), "--json"),
        )
    )
    found = {one["code"]: (one["counted"], one["difference"]) for one in entered["counts"]}
    assert found == {"KT01": (468, -2), "SK02": (59, -1), "GT01": (0, 0)}
    done = told(run("stocktake", "approve", "1", "--by", "Lê Văn Chánh", "--json"))
    assert (done["state"], done["vouchers"], done["differing"]) == ("posted", ["XK0001"], 2)
    (listed,) = told(run("stocktake", "list", "--json"))
    assert listed["approved_by"] == "Lê Văn Chánh"
    assert run("stocktake", "record", "1", "--output", str(record)).returncode == 0
    assert run("stocktake", "record", "1", "--output", str(table)).returncode == 0
    assert table.read_bytes().startswith(b"PK")
    stock = {row["code"]: row["quantity"] for row in told(run("stock", "--json"))}
    assert stock == {"KT01": 468, "SK02": 59, "GT01": 0}
    assert run("check").returncode == 0


def test_what_can_not_be_entered_is_refused_with_a_sentence(run: Run) -> None:
    told(run("stocktake", "open", "--store", "KHO", "--json"))
    for words, why in (
        (("enter", "1", "KT01=3z"), "KT01: Không có quy cách nào là “z”."),
        (("enter", "1", "ZZ=3"), "Không có vật tư “ZZ” trong sổ."),
        (("approve", "1", "--by", "An"), "Còn 3 dòng chưa đếm"),
        (("open", "--store", "KHO"), "đang được kiểm kê trong lần số 1"),
        (("show", "9"), "Không có lần kiểm kê “9” trong sổ."),
    ):
        refused = run("stocktake", *words)
        assert refused.returncode == 1
        assert why in refused.stderr
    assert run("stocktake", "enter", "1", "KT01").returncode == 2
    assert told(run("stocktake", "show", "1", "--json"))["counted"] == 0


def test_a_closed_week_reprints_the_same_bytes(run: Run, tmp_path: Path) -> None:
    closed = told(run("close", "--to", "2020-02-09", "--json"))
    assert closed["closed_to"] == "2020-02-09"
    digest = closed["reports"][0]["sha256"]
    for name in ("a.pdf", "b.pdf"):
        path = tmp_path / name
        words = ("report", "weekly", "--week", "2020-W06", "--output", str(path))
        assert run(*words).returncode == 0
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    again = run("close", "--to", "2020-02-09")
    assert again.returncode == 1
    assert "Sổ đã khóa đến hết 09/02/2020" in again.stderr
    assert run("close", "--undo").returncode == 1
    undone = told(run("close", "--undo", "--reason", "sót phiếu", "--json"))
    assert undone["closed_to"] is None
    assert undone["periods"][0]["reason"] == "sót phiếu"
    assert [one["edition"] for one in told(run("close", "--list", "--json"))["reports"]] == [0]
    assert run("close").returncode == 2


def test_what_stands_in_the_way_of_closing_is_said(world: World, run: Run) -> None:
    world.book.do(open_stocktake, NewStocktake(world.store, "Tất cả", day=feb(8)))
    world.book.close()
    blocked = run("close", "--to", "2020-02-09", "--json")
    assert blocked.returncode == 1
    (obstacle,) = json.loads(blocked.stdout)["obstacles"]
    assert (obstacle["kind"], obstacle["day"], obstacle["blocks"]) == ("count", "2020-02-08", True)
    assert "1 lần kiểm kê chưa duyệt" in blocked.stderr
    assert "--despite" in blocked.stderr
    done = run("close", "--to", "2020-02-09", "--despite", "--json")
    assert told(done)["closed_to"] == "2020-02-09"


def test_what_is_found_outside_the_list_is_added_and_the_committee_named_anew(run: Run) -> None:
    told(run("stocktake", "open", "--store", "KHO", "--supply", "KT01", "--json"))
    added = told(run("stocktake", "add", "1", "sk02", "--json"))
    assert [one["code"] for one in added["counts"]] == ["KT01", "SK02"]
    again = run("stocktake", "add", "1", "SK02")
    assert again.returncode == 1
    assert "đã có trong danh sách kiểm kê này" in again.stderr
    named = told(run("stocktake", "committee", "1", "--member", "Lê Văn Cường; Kế toán", "--json"))
    assert named["committee"] == ["Lê Văn Cường; Kế toán"]
