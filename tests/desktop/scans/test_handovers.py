"""Records of hand-overs come back signed: recognised, judged, and never taken twice."""

import random
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select

from db.models.office import PrintedPage
from db.queries.handovers import handover_rows
from db.queries.returns import SignedPage, signed_pages
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over
from db.services.returning import take_in
from db.services.reversing import reverse_voucher
from desktop.handover_printing import delivery_slips_pdf, handover_records_pdf
from desktop.returning import look_up
from desktop.scans.pile import ScannedSheet, SheetKind, Why
from desktop.scans.reading import read_scans
from desktop.scans.taking import proposed_pages, take_proposed
from desktop.voucher_printing import handover_pdf
from tests import scanning
from tests.db.services.test_leaflets import district, give, leaflet
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_texts, whole_text
from tests.desktop.scans.conftest import DPI, Save


def handed(world: World, *names: str) -> list[int]:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    return [give(world, first, name, 100, receiver="Lê Thị Hồng") for name in names]


def pages(world: World) -> list[SignedPage]:
    codes = [row[0] for row in world.rows(select(PrintedPage.code).order_by(PrintedPage.id))]
    known = world.book.ask(signed_pages, codes)
    return [known[code] for code in codes]


def scanned(
    world: World, pdf: bytes, at: int, draw: Callable[..., list[scanning.Stroke]] | None
) -> Image.Image:
    """A page of a print as it comes back; `draw` signs it."""
    rng = random.Random(at + 3)
    image = scanning.pages_of(pdf, DPI, [at])[0]
    page = pages(world)[at]
    if page.rows:
        hand = draw or scanning.scribble
        scanning.sign(rng, image, DPI, page, lambda _: draw is not None, hand)
    return scanning.spoil(rng, image, angle=1.2, blur=0.5, noise=5)


def state(world: World) -> list[tuple[str, bool, bool]]:
    rows = world.book.ask(handover_rows)
    return sorted((row.body, row.signed_on is not None, row.proof_id is not None) for row in rows)


def told(sheets: list[ScannedSheet]) -> list[tuple[SheetKind, Why]]:
    return [(sheet.kind, sheet.why) for sheet in sheets]


def test_each_copy_of_a_record_has_digits_and_a_place_to_sign(sqlite_world: World) -> None:
    vouchers = handed(sqlite_world, "Quận 1", "Quận 3")
    pdf = handover_records_pdf(sqlite_world.book, vouchers)
    assert len(page_texts(pdf)) == 4
    known = pages(sqlite_world)
    assert [(page.paper, page.page) for page in known] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert [page.rows for page in known] == [
        (district(sqlite_world, name),) for name in ("Quận 1", "Quận 1", "Quận 3", "Quận 3")
    ]
    handover_records_pdf(sqlite_world.book, list(reversed(vouchers)))
    assert len(pages(sqlite_world)) == 4


def test_a_signed_record_signs_its_handover(sqlite_world: World, save: Save) -> None:
    pdf = handover_records_pdf(sqlite_world.book, handed(sqlite_world, "Quận 1", "Quận 3"))
    files = [
        save("a.jpg", scanned(sqlite_world, pdf, 0, scanning.scribble)),
        save("b.jpg", scanned(sqlite_world, pdf, 2, None)),
    ]
    sheets = read_scans(sqlite_world.book, files)
    assert told(sheets) == [(SheetKind.SLIP, Why.NONE)] * 2
    assert [(row.person.name, row.signed) for sheet in sheets for row in sheet.rows] == [
        ("Quận 1", True),
        ("Quận 3", False),
    ]
    assert take_proposed(sqlite_world.book, sheets, feb(10))[1] == 1
    assert state(sqlite_world) == [("Quận 1", True, True), ("Quận 3", False, False)]


def test_a_doubtful_mark_is_left_to_the_clerk(sqlite_world: World, save: Save) -> None:
    pdf = handover_records_pdf(sqlite_world.book, handed(sqlite_world, "Quận 1"))

    def smudge(_rng: random.Random, wide: float, high: float) -> list[scanning.Stroke]:
        return [[(wide / 2, high / 2), (wide / 2 + 2.6, high / 2)]]

    image = scanned(sqlite_world, pdf, 0, smudge)
    (sheet,) = read_scans(sqlite_world.book, [save("a.png", image)])
    assert [row.signed for row in sheet.rows] == [None]
    assert proposed_pages([sheet])[0].signed == ()


def test_the_other_copy_and_a_second_scan_change_nothing(sqlite_world: World, save: Save) -> None:
    pdf = handover_records_pdf(sqlite_world.book, handed(sqlite_world, "Quận 1"))
    one = save("a.png", scanned(sqlite_world, pdf, 0, scanning.scribble))
    other = save("b.png", scanned(sqlite_world, pdf, 1, scanning.scribble))
    sheets = read_scans(sqlite_world.book, [one, one, other])
    assert [why for _, why in told(sheets)] == [Why.NONE, Why.READ_TWICE, Why.NONE]
    assert take_proposed(sqlite_world.book, sheets, feb(9))[1] == 1
    before = sqlite_world.rows_of("audit_entry")
    again = read_scans(sqlite_world.book, [one, other])
    assert [why for _, why in told(again)] == [Why.TAKEN_BEFORE] * 2
    assert take_proposed(sqlite_world.book, again, feb(10)) == (again, 0)
    assert sqlite_world.rows_of("audit_entry") == before


def test_a_record_of_what_was_undone_is_named(sqlite_world: World, save: Save) -> None:
    (voucher,) = handed(sqlite_world, "Quận 1")
    pdf = handover_records_pdf(sqlite_world.book, [voucher])
    file = save("a.png", scanned(sqlite_world, pdf, 0, scanning.scribble))
    early = read_scans(sqlite_world.book, [file])
    sqlite_world.book.do(reverse_voucher, voucher, "ghi nhầm")
    assert told(read_scans(sqlite_world.book, [file])) == [(SheetKind.SLIP, Why.REVERSED)]
    code = pages(sqlite_world)[0].code
    assert sqlite_world.book.ask(look_up, code).why is Why.REVERSED
    left, count = take_proposed(sqlite_world.book, early, feb(10))
    assert (told(left), count) == ([(SheetKind.SLIP, Why.REVERSED)], 0)


def test_a_record_says_who_gives_what_to_whom(sqlite_world: World) -> None:
    world, first = sqlite_world, leaflet(sqlite_world)
    world.receive(feb(3), 1000, supply=first)
    who = {"receiver": "Trần Văn Ơn", "receiver_title": "Phó Trưởng phòng"}
    voucher = give(world, first, "Quận 3", 300, **who)
    text = page_texts(handover_records_pdf(world.book, [voucher]))[0]
    for words in (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "BIÊN BẢN Giao nhận tờ bướm phòng, chống dịch nCoV",
        f"Căn cứ Phiếu xuất kho số {world.number(voucher)} ngày 06 tháng 02 năm 2020",
        "1. BÊN GIAO: Văn phòng Sở",
        "2. BÊN NHẬN: Ủy ban nhân dân Quận 3",
        "Ông (bà): Trần Văn Ơn Chức vụ: Phó Trưởng phòng",
        "STT Tên hàng Quy cách ĐVT Số lượng Tình trạng Ghi chú",
        "1 Tờ bướm TR01 tờ 300",
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.",
        "ĐẠI DIỆN BÊN GIAO",
        "ĐẠI DIỆN BÊN NHẬN",
        pages(world)[0].code,
    ):
        assert words in text


@pytest.mark.parametrize("back", [0, 30])
def test_a_delivery_slip_lists_wards_and_what_is_brought(sqlite_world: World, back: int) -> None:
    from db.models.stock import VoucherLine
    from tests.db.services.test_handing_over import plan

    world, first = sqlite_world, leaflet(sqlite_world)
    world.receive(feb(3), 1000, supply=first)
    plan(world, first, {"Phường Bến Nghé": 150, "Phường Bến Thành": 100, "Quận 1": 60})
    voucher = give(world, first, "Quận 1", 280)
    if back:
        line = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == voucher))[0][0]
        new = NewReturn(feb(8), world.store, (ReturnLine(line, back),), reason="thừa")
        world.book.do(post_return, new)
    text = whole_text(delivery_slips_pdf(world.book, [voucher]))
    for words in (
        "PHIẾU GIAO TỜ BƯỚM",
        "Nơi nhận: Ủy ban nhân dân Quận 1",
        "1 Phường Bến Nghé 150 2 Phường Bến Thành 100 3 Quận 1 (chung) 60",
        "Cộng theo phân bổ 310 Giao lần này 280",
        "NGƯỜI NHẬN",
    ):
        assert words in text


def test_slips_of_many_are_one_print_job(sqlite_world: World) -> None:
    vouchers = handed(sqlite_world, "Quận 3", "Quận 1")
    texts = page_texts(delivery_slips_pdf(sqlite_world.book, vouchers))
    assert ["Quận 1" in text for text in texts] == [True, False]


def test_both_copies_in_a_pile_count_as_one_signature(sqlite_world: World, save: Save) -> None:
    from desktop.pages.documents.pile import Pile

    pdf = handover_records_pdf(sqlite_world.book, handed(sqlite_world, "Quận 1", "Quận 3"))
    files = [
        save(f"{at}.png", scanned(sqlite_world, pdf, at, scanning.scribble)) for at in (0, 1, 2)
    ]
    pile = Pile()
    pile.add(files, read_scans(sqlite_world.book, files))
    assert pile.has_handovers
    assert (pile.people, pile.doubtful, len(pile.taken())) == (2, 0, 3)
    sqlite_world.book.do(take_in, pile.returned(), feb(9), told={})
    assert state(sqlite_world) == [("Quận 1", True, True), ("Quận 3", True, True)]


def test_the_voucher_of_a_handover_prints_the_record_that_comes_back(sqlite_world: World) -> None:
    (voucher,) = handed(sqlite_world, "Quận 1")
    handover_pdf(sqlite_world.book, voucher)
    code = pages(sqlite_world)[0].code
    assert code in page_texts(handover_pdf(sqlite_world.book, voucher))[0]
    sqlite_world.book.do(reverse_voucher, voucher, "ghi nhầm")
    assert code not in page_texts(handover_pdf(sqlite_world.book, voucher))[0]


def test_a_record_of_many_leaflets_is_signed_on_its_last_page(
    sqlite_world: World, save: Save
) -> None:
    many = [leaflet(sqlite_world, f"TR{at:02d}") for at in range(40)]
    for one in many:
        sqlite_world.receive(feb(3), 10, supply=one)
    portions = tuple((one, 5) for one in many)
    body = district(sqlite_world, "Quận 1")
    new = NewHandover(feb(6), sqlite_world.store, body, portions)
    (voucher,) = sqlite_world.book.do(hand_over, [new])
    pdf = handover_records_pdf(sqlite_world.book, [voucher])
    known = pages(sqlite_world)
    assert [bool(page.rows) for page in known] == [False, True, False, True]
    files = [save(f"{at}.png", scanned(sqlite_world, pdf, at, scanning.scribble)) for at in (0, 1)]
    sheets = read_scans(sqlite_world.book, files)
    assert told(sheets) == [(SheetKind.LIST, Why.NONE), (SheetKind.SLIP, Why.NONE)]
    assert take_proposed(sqlite_world.book, sheets, feb(9))[1] == 1
