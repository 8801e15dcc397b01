"""Lists and slips of a round by the command line: the real process, its files and refusals."""

from functools import partial
from pathlib import Path

import pytest

from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, page_texts
from tests.end_to_end.commands import Run, haucan

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")


@pytest.fixture
def run(sqlite_world: World) -> Run:
    """Run a command on a book with one round, of three people in two departments."""
    book = sqlite_world.book
    plan = book.do(save_document, PLAN)
    assert book.do(distribute, NewDistribution((plan,), feb(3), feb(7))) == 1
    book.close()
    return partial(haucan, str(book.location))


def test_lists_and_slips_of_a_round_are_printed(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "giay.pdf"
    base = ("acknowledgements", "print", "--round", "1", "--output", str(output))

    result = run(*base, "--lists")
    assert (result.returncode, result.stdout) == (0, "")
    office, inspectorate = page_texts(output.read_bytes())
    assert "Lê Phương Yến" in office
    assert "Hồ Mỹ Ánh" in inspectorate

    for per_page, pages in (("1", 3), ("2", 2), ("4", 1)):
        assert run(*base, "--slips", "--per-page", per_page).returncode == 0
        assert len(page_sizes(output.read_bytes())) == pages


def test_what_cannot_be_printed_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "giay.pdf"
    base = ("acknowledgements", "print", "--output", str(output))
    unknown = run(*base, "--round", "9")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == "Không có đợt phổ biến “9” trong sổ.\n"
    assert run(*base, "--round", "1", "--slips", "--lists").returncode == 2
    assert run(*base, "--round", "1", "--slips", "--per-page", "3").returncode == 2
    assert not output.exists()
