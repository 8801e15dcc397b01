"""A power cut at any moment: what was acknowledged is there, nothing is half there, nothing is broken."""

import random
from functools import cache

import pytest

from tests.faults.acts import CONTROL
from tests.faults.power_loss import state_at
from tests.faults.recording import Op, Recording, has_strace
from tests.faults.run import SEED, judged, recorded, shares

needs_strace = pytest.mark.skipif(not has_strace(), reason="strace is needed to look at a process")
STATES = shares(150)
KINDS = (  # the others are one transaction each, as a reversal is; make faults tries them all
    *("reversal", "found", "migration", "backup", "restore", "second-copy", "second-copy-begun"),
    *("pdf", "xlsx"),
)


@cache
def recordings() -> dict[str, Recording]:
    """Each act, done once for all tests of this process."""
    return recorded([*KINDS, CONTROL])


@needs_strace
@pytest.mark.xdist_group("power_loss")
def test_acts_survive_a_power_cut_at_any_moment() -> None:
    bad = {}
    for name in KINDS:
        row = judged(name, recordings()[name], STATES[name])
        if row.verdicts != {"ok": STATES[name]}:
            bad[name] = row
    assert bad == {}


@needs_strace
@pytest.mark.xdist_group("power_loss")
def test_without_waiting_for_the_disk_what_was_acknowledged_is_lost() -> None:
    row = judged(CONTROL, recordings()[CONTROL], 25)
    assert row.verdicts["lost"] > 0
    assert "corrupt" not in row.verdicts


def left(loss: str, *ops: Op, cut: int | None = None) -> set[tuple[tuple[str, bytes], ...]]:
    """All that a disk may hold of a file "a" that was "old"."""
    recording = Recording({"a": b"old"}, ops)
    chance = random.Random(SEED)
    end = len(ops) if cut is None else cut
    return {tuple(state_at(recording, end, loss, chance).files.items()) for _ in range(200)}


WRITE, SYNC, SETTLE = Op("write", 0, 1, b"NEW"), Op("sync", 0), Op("settle", text=".")


def test_what_was_synced_stays_and_what_was_not_may_be_lost() -> None:
    assert left("some", WRITE, SYNC) == {(("a", b"oNEW"),)}
    assert left("some", WRITE) == {(("a", b"oNEW"),), (("a", b"old"),)}
    assert left("all", WRITE) == {(("a", b"old"),)}
    assert left("", WRITE, cut=0) == {(("a", b"old"),)}


def test_a_write_may_be_torn_between_sectors() -> None:
    long = Op("write", 0, 3, b"x" * 509 + b"y" * 512)
    assert {
        content[:3] + content[3:4] + content[-1:] for ((_, content),) in left("torn", long)
    } == {
        b"oldd",
        b"oldxx",
        b"old\0y",
        b"oldxy",
    }


def test_a_new_name_lasts_once_its_folder_is_synced() -> None:
    made = (Op("name", names={"b": 1}), Op("write", 1, 0, b"new"), Op("sync", 1))
    moved = Op("name", names={"b": None, "a": 1})
    before, after = (("a", b"old"), ("b", b"new")), (("a", b"new"),)
    assert left("all", *made, moved) == {(("a", b"old"),), before, after}
    assert left("all", *made, SETTLE, moved) == {before, after}
    assert left("all", *made, moved, SETTLE) == {after}
