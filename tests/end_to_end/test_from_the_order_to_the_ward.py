"""Leaflets from the order to the report: two parts, an allocation, five districts, scans, a return."""

import random
from pathlib import Path

from sqlalchemy import select

from db.models.leaflets import PrintRunLine
from db.models.office import PrintedPage
from db.models.staff import Agency
from db.models.stock import VoucherLine
from db.queries.leaflets import leaflet_figures
from db.queries.returns import signed_pages
from db.rules.allocation import share_out
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    order_printing,
    record_delivery,
)
from desktop.handover_printing import handover_records_pdf
from desktop.labels import number
from desktop.leaflet_report import leaflets_json, leaflets_pdf
from desktop.scans.reading import read_scans
from desktop.scans.taking import take_proposed
from tests import scanning
from tests.db.services.test_leaflets import leaflet
from tests.db.world import World, feb
from tests.desktop.papers.reading import whole_text

DPI = 200


def test_from_the_order_to_the_report(sqlite_world: World, tmp_path: Path) -> None:
    book = sqlite_world.book
    first, second = leaflet(sqlite_world, "TR01"), leaflet(sqlite_world, "TR02")
    run = book.do(
        order_printing,
        RunFields(
            "Công ty In số 7",
            feb(3),
            (RunLine(first, 50_000, 20_000_000), RunLine(second, 24_000, 9_600_000)),
        ),
    )
    lines = [row[0] for row in sqlite_world.rows(select(PrintRunLine.id).order_by(PrintRunLine.id))]
    part = [DeliveredPart(lines[0], 30_000, 200), DeliveredPart(lines[1], 24_000)]
    book.do(record_delivery, run, feb(4), sqlite_world.store, part, "BB 01")
    book.do(
        record_delivery,
        run,
        feb(6),
        sqlite_world.store,
        [DeliveredPart(lines[0], 19_700, 100)],
        "BB 02",
    )

    districts = [
        row[0]
        for row in sqlite_world.rows(
            select(Agency.id).where(Agency.kind == "district").order_by(Agency.position)
        )
    ]
    shares = [share_out(total, [1] * 24, 100, 1000).given for total in (50_000, 24_000)]
    each = zip(*shares, strict=True)
    partakers = tuple(map(Partaker, districts, each))
    portions = (Portion(first, 50_000, 1000, 100), Portion(second, 24_000, 1000, 100))
    book.do(save_allocation, AllocationFields("Đợt 1", feb(5), portions, partakers, run_id=run))

    vouchers = book.do(
        hand_over,
        [
            NewHandover(
                *(feb(7), sqlite_world.store, one.agency_id),
                leaflets=tuple(zip((first, second), one.shares, strict=True)),
                receiver="Lê Thị Hồng",
            )
            for one in partakers[:5]
        ],
    )
    files = _signed(sqlite_world, handover_records_pdf(book, vouchers), tmp_path, (0, 2, 4, 6))
    assert take_proposed(book, read_scans(book, files), feb(10))[1] == 4
    line = sqlite_world.rows(
        select(VoucherLine.id).where(VoucherLine.voucher_id == vouchers[0]).limit(1)
    )[0][0]
    book.do(
        post_return,
        NewReturn(feb(8), sqlite_world.store, (ReturnLine(line, 200),), reason="thừa"),
    )

    one, two = book.ask(leaflet_figures, feb(10))
    given = [sum(share[:5]) for share in shares]
    assert (one.ordered, one.accepted, one.distributed) == (50_000, 49_700, given[0] - 200)
    assert (two.accepted, two.distributed, two.in_store) == (24_000, given[1], 24_000 - given[1])
    assert one.accepted == one.distributed + one.in_store
    told = leaflets_json(book, feb(10))
    assert len(told) == 48
    assert told[0] == {
        "leaflet": "TR01",
        "agency": "Quận 1",
        "allocated": shares[0][0],
        "handed_over": shares[0][0] - 200,
        "signed": shares[0][0] - 200,
        "owed": 200,
    }
    assert sum(row["signed"] for row in told) == sum(sum(s[:4]) for s in shares) - 200
    paper = " ".join(whole_text(leaflets_pdf(book, feb(10))).split())
    distributed = one.distributed + two.distributed
    assert "đã in 73.700 tờ bướm" in paper
    assert f"đã phân phối {number(distributed)} tờ cho 05 quận, huyện" in paper
    assert sqlite_world.healthy()


def _signed(world: World, pdf: bytes, folder: Path, pages: tuple[int, ...]) -> list[Path]:
    """Some pages of a print as they come back signed."""
    codes = [row[0] for row in world.rows(select(PrintedPage.code).order_by(PrintedPage.id))]
    known = world.book.ask(signed_pages, codes)
    files = []
    for at in pages:
        rng = random.Random(at)
        image = scanning.pages_of(pdf, DPI, [at])[0]
        scanning.sign(rng, image, DPI, known[codes[at]], lambda _: True)
        files.append(folder / f"{at}.png")
        scanning.spoil(rng, image, angle=1, blur=0.5, noise=5).save(files[-1])
    return files
