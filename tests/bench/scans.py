"""How well scans are read: a round and hand-overs printed, signed by many, spoilt, read back.

Run by hand: `python -m tests.bench.scans [--pages N] [--dots 150 200 300] [--seed N] [--elsewhere]`.
With --elsewhere the pages come from other hands and devices: phones, shadows, shifted and scaled
copies, thicker and fainter pens. It prints, it judges nothing.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops
from sqlalchemy import select

from db.clock import FixedClock
from db.database import Database
from db.kinds import AgencyKind, Source
from db.migrate import create_book
from db.models.catalogue import Store
from db.models.office import PrintedPage
from db.models.staff import Agency, Department
from db.queries.returns import SignedPage, signed_pages
from db.services.distributing import NewDistribution, distribute
from db.services.documents import save_document
from db.services.handing_over import NewHandover, hand_over
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.staff import DepartmentFields, PersonFields, save_department, save_person
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from desktop.acknowledgement_printing import lists_pdf, slips_pdf
from desktop.handover_printing import handover_records_pdf
from desktop.scans.codes import find_codes
from desktop.scans.pile import ScannedSheet
from desktop.scans.reading import read_scans
from tests import scanning
from tests.conftest import NOON_OF_WEEK_07
from tests.db.services.test_returning import PLAN
from tests.db.world import feb

PEOPLE, DEPARTMENTS = 500, 40
SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
]
GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hà",
    "Hùng",
    "Khanh",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Thảo",
]
OTHER_PENS = (
    scanning.Pen(0.25, 110),
    scanning.Pen(0.9, 60),  # felt pen
    scanning.Pen(0.35, 165),
    scanning.Pen(0.5, 120),  # light blue
)


@dataclass
class Place:
    """A printed page on a sheet of paper: its corner in mm."""

    page: SignedPage
    x: float
    y: float


@dataclass
class Count:
    """What came of a pile."""

    codes: int = 0
    read: int = 0
    wrong: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    missed: list[int] = field(default_factory=list)


def make_book(folder: Path) -> tuple[Database, int]:
    """A book with people in departments and a round that reaches them all."""
    book = create_book(folder / "book.db", clock=FixedClock(NOON_OF_WEEK_07))
    units = [
        book.do(save_department, DepartmentFields(f"D{at:02d}", f"Phòng số {at}"))
        for at in range(DEPARTMENTS - len(book.ask(_departments)))
    ]
    units += book.ask(_departments)
    for at in range(PEOPLE):
        name = f"{SURNAMES[at % 12]} Thị {GIVEN[at % 16]}"
        book.do(save_person, PersonFields(f"NV{at:04d}", name, units[at % len(units)], "Cán sự"))
    plan = book.do(save_document, PLAN)
    return book, book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))


def hand_over_to_districts(book: Database) -> list[int]:
    """Hand leaflets over to every district; return the vouchers' ids."""
    leaflets = [book.do(save_leaflet, LeafletFields(f"TR{at}", f"Tờ bướm {at}")) for at in range(3)]
    store = book.ask(lambda session: session.scalars(select(Store.id)).first()) or 0
    lines = tuple(ReceiptLine(leaflet, 100_000) for leaflet in leaflets)
    book.do(post_receipt, NewReceipt(feb(3), store, Source.PURCHASE, lines))
    query = select(Agency.id).where(Agency.kind == AgencyKind.DISTRICT)
    districts = book.ask(lambda session: list(session.scalars(query)))
    portions = tuple((leaflet, 500) for leaflet in leaflets)
    return book.do(
        hand_over,
        [
            NewHandover(feb(4), store, agency_id, portions, "Nguyễn Thị Lan", "Chuyên viên")
            for agency_id in districts
        ],
    )


def _departments(session: object) -> list[int]:
    return list(session.scalars(select(Department.id)))  # type: ignore[attr-defined]


def placed(book: Database, pdf: bytes, pages: int) -> list[list[Place]]:
    """Which printed pages are where on each sheet, told by their codes as printed."""
    every = book.ask(lambda session: list(session.scalars(select(PrintedPage.code))))
    known = book.ask(signed_pages, every)
    sheets = []
    for image in scanning.pages_of(pdf, 200, range(min(pages, scanning.page_count(pdf)))):
        sheet = []
        for found in find_codes(image):
            page = known[found.digits]
            left, top, _ = scanning.geometry_of(page).square
            x, y = (length * 25.4 / 200 for length in found.corners[0])
            whole = abs(x - left) < 2 and abs(y - top) < 2
            sheet.append(Place(page, 0 if whole else x - left, 0 if whole else y - top))
        sheets.append(sheet)
    return sheets


def scanned(
    rng: random.Random, image: Image.Image, dpi: int, sheet: list[Place], *, elsewhere: bool
) -> tuple[Image.Image, dict[tuple[str, int], bool]]:
    """A sheet signed and spoilt, and who signed it."""
    truth: dict[tuple[str, int], bool] = {}
    for place in sheet:
        geometry = scanning.geometry_of(place.page)
        signed = scanning.sign(
            rng,
            image,
            dpi,
            place.page,
            lambda _: rng.random() < 0.7,
            pens=OTHER_PENS if elsewhere else scanning.PENS,
            corner=(place.x, place.y),
        )
        truth |= {(place.page.code, staff_id): done for staff_id, done in signed.items()}
        left, top, side = geometry.square
        square = (left + place.x, top + place.y, side)
        scanning.stain(rng, image, dpi, square, rng.uniform(0, 0.1))
    if elsewhere:
        image = _from_elsewhere(rng, image, dpi)
    return (
        scanning.spoil(
            rng,
            image,
            angle=rng.uniform(-3, 3) + rng.choice((0, 0, 180)),
            blur=rng.uniform(0, 1.1) * dpi / 200,
            noise=rng.uniform(0, 12),
            contrast=rng.uniform(0.55, 1),
            paper=rng.randint(232, 255),
        ),
        truth,
    )


def _from_elsewhere(rng: random.Random, image: Image.Image, dpi: int) -> Image.Image:
    """Shifted by 5 mm, scaled by 2 %, seen by a phone, with a shadow along an edge."""
    wide, high = image.size
    shift = 5 * dpi / 25.4
    data = [1 + rng.uniform(-0.02, 0.02), 0.0, rng.uniform(-shift, shift)]
    data += [0.0, 1 + rng.uniform(-0.02, 0.02), rng.uniform(-shift, shift), 0.0, 0.0]
    if rng.random() < 0.5:
        data[6], data[7] = (
            rng.uniform(-2e-5, 2e-5) * 200 / dpi,
            rng.uniform(-2e-5, 2e-5) * 200 / dpi,
        )
        data[1], data[3] = rng.uniform(-0.01, 0.01), rng.uniform(-0.01, 0.01)
    image = image.transform(
        image.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=255
    )
    along = np.linspace(0, 1, wide if rng.random() < 0.5 else high)
    shade = 255 - 170 * np.exp(-along / rng.uniform(0.01, 0.08))
    if rng.random() < 0.5:
        shade = shade[::-1]
    rows = shade if len(shade) == wide else shade[:, None]
    shadow = np.broadcast_to(rows, (high, wide)).astype(np.uint8)
    return ImageChops.multiply(image, Image.fromarray(np.ascontiguousarray(shadow)))


def counted(
    sheets: list[ScannedSheet], piles: list[list[Place]], truth: dict[tuple[str, int], bool]
) -> Count:
    """Compare what was read with what was written."""
    count = Count(codes=sum(len(sheet) for sheet in piles))
    on_page = [{place.page.code for place in sheet} for sheet in piles]
    read: set[str] = set()
    for sheet in sheets:
        if sheet.known is None:
            continue
        read.add(sheet.code)
        count.wrong += sheet.code not in on_page[sheet.page - 1]
        for row in sheet.rows:
            was = truth.get((sheet.code, row.person.staff_id))
            if row.signed is None:
                count.cells["doubtful"] += 1
            else:
                count.cells["right" if row.signed == was else f"wrong: {row.signed}"] += 1
    count.read = len(read)
    count.missed = [at for at, codes in enumerate(on_page, 1) if codes - read]
    return count


def main() -> None:
    """Print a table: one line for each kind of paper and each resolution."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--dots", type=int, nargs="+", default=[150, 200, 300])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--elsewhere", action="store_true")
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book, round_id = make_book(Path(folder))
        papers = {"lists": lists_pdf(book, round_id)}
        papers["handovers"] = handover_records_pdf(book, hand_over_to_districts(book))
        papers |= {f"slips {count}": slips_pdf(book, round_id, count) for count in (1, 2, 4)}
        for name, pdf in papers.items():
            piles = placed(book, pdf, told.pages)
            for dpi in told.dots:
                rng = random.Random(told.seed)
                images: list[Image.Image] = []
                truth: dict[tuple[str, int], bool] = {}
                for at, sheet in enumerate(piles):
                    image = scanning.pages_of(pdf, dpi, [at])[0]
                    image, signed = scanned(rng, image, dpi, sheet, elsewhere=told.elsewhere)
                    images.append(image)
                    truth |= signed
                path = (told.keep or Path(folder)) / f"{name} {dpi}.pdf"
                path.write_bytes(scanning.as_pdf(images, dpi))
                began = time.perf_counter()
                sheets = read_scans(book, [path])
                seconds = (time.perf_counter() - began) / len(piles)
                count = counted(sheets, piles, truth)
                print(
                    f"{name:9} {dpi} dpi: {count.read}/{count.codes} codes, wrong {count.wrong},"
                    f" {dict(count.cells)}, {seconds:.3f} s a page, missed {count.missed}",
                    flush=True,
                )
                if told.keep:
                    _keep(told.keep, f"{name} {dpi}", sheets, truth)
        book.close()


def _keep(
    folder: Path, name: str, sheets: list[ScannedSheet], truth: dict[tuple[str, int], bool]
) -> None:
    """Keep the pictures of cells that were doubtful or wrong."""
    for sheet in sheets:
        for row in sheet.rows:
            was = truth.get((sheet.code, row.person.staff_id))
            if row.signed is not was:
                told = f"{name} p{sheet.page} {row.person.code} is {was} said {row.signed}"
                (folder / f"{told} {row.ink:.3f}.png").write_bytes(row.picture)


if __name__ == "__main__":
    main()
