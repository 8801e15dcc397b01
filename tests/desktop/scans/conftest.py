"""A round whose lists and slips are printed, and its pages as they come back."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from db.clock import FixedClock
from db.database import Database
from db.migrate import create_book
from db.queries.returns import SignedPage, signed_pages
from db.queries.sheets_out import sheets_out
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from desktop.acknowledgement_printing import lists_pdf, slips_pdf
from tests import scanning
from tests.db.world import World, feb, furnish

DPI = 150
PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")


@dataclass
class Round:
    """A printed round: the office's list and two slips to a page."""

    world: World
    round_id: int
    office_list: SignedPage
    slips: dict[int, SignedPage]
    pages: dict[str, Image.Image]

    @property
    def book(self) -> Database:
        return self.world.book

    def signed_list(self, *signers: int) -> Image.Image:
        """The office's list with these signatures, a little turned."""
        name = f"office signed by {signers}"
        if name not in self.pages:
            image = self.pages["office"].copy()
            rng = random.Random(4)
            scanning.sign(rng, image, DPI, self.office_list, lambda staff: staff in signers)
            self.pages[name] = scanning.spoil(rng, image, angle=1.5, blur=0.5, noise=5)
        return self.pages[name]


@pytest.fixture(scope="session")
def _printed_round(tmp_path_factory: pytest.TempPathFactory) -> Round:
    from tests.conftest import NOON_OF_WEEK_07

    path = tmp_path_factory.mktemp("round") / "book.db"
    book = create_book(path, clock=FixedClock(NOON_OF_WEEK_07))
    world = furnish(book)
    plan = book.do(save_document, PLAN)
    told = book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))
    listed = lists_pdf(book, told, [world.office])
    (out,) = book.ask(sheets_out, feb(10))
    (office,) = book.ask(signed_pages, [out.page.code]).values()
    slips = slips_pdf(book, told)
    codes = [out.page.code for out in book.ask(sheets_out, feb(10), told)]
    every = book.ask(signed_pages, codes)
    pages = {
        "office": scanning.pages_of(listed, DPI)[0],
        "slips": scanning.pages_of(slips, DPI)[0],
    }
    of_slips = {page.rows[0]: page for page in every.values() if page.is_slip}
    book.close()
    return Round(world, told, office, of_slips, pages)


@pytest.fixture
def printed(
    _printed_round: Round, tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest
) -> Iterator[Round]:
    """The round in a book of the test's own."""
    import shutil
    from dataclasses import replace

    told = _printed_round
    path = tmp_path / "book.db"
    shutil.copyfile(told.world.book.location, path)
    book = Database(path, clock)
    yield replace(told, world=replace(told.world, book=book))
    book.close()


Save = Callable[[str, Image.Image], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a page as a file of the scanner: `save("a.jpg", image)`."""
    folder = tmp_path / "scans"
    folder.mkdir()

    def write(name: str, image: Image.Image) -> Path:
        path = folder / name
        image.save(path, dpi=(DPI, DPI)) if path.suffix != ".pdf" else path.write_bytes(
            scanning.as_pdf([image], DPI)
        )
        return path

    return write
