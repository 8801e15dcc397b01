"""Hand-overs: what is proposed, posted, returned, corrected, and their signed papers."""

import pytest
from sqlalchemy import select

from db.errors import NotHandedOver, StockShort
from db.kinds import AgencyKind
from db.models.leaflets import Handover
from db.models.staff import Agency
from db.models.stock import VoucherLine
from db.queries.handovers import body_rows, handover_rows, last_receivers, owed
from db.queries.leaflets import leaflet_figures, leaflet_standings
from db.queries.returns import before_return, page_facts, page_people, signed_pages
from db.queries.round_papers import round_slips
from db.queries.sheets_out import sheets_out
from db.rules.codes import HANDOVER, page_code
from db.rules.leaflets import Standing
from db.rules.papers import handover_subject, parse_subject
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.distributing import NewDistribution, distribute
from db.services.documents import save_document
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over, sign_handover, sign_handovers
from db.services.office import NewPage, record_pages
from db.services.returning import ReturnedPage, take_back, take_in
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.services.test_leaflets import district, figures, give, leaflet
from tests.db.services.test_returning import PLAN
from tests.db.world import World, feb

BOOK = 1


def stocked(world: World, pieces: int = 1000) -> int:
    """A leaflet of which the store has some."""
    first = leaflet(world)
    world.receive(feb(3), pieces, supply=first)
    return first


def plan(world: World, leaflet_id: int, shares: dict[str, int]) -> None:
    """Allocate a leaflet to bodies by name."""
    partakers = tuple(Partaker(district(world, name), (n,)) for name, n in shares.items())
    portion = Portion(leaflet_id, sum(shares.values()), 0)
    world.book.do(save_allocation, AllocationFields("Đợt 1", feb(4), (portion,), partakers))


def printed(world: World, voucher_id: int, name: str, *, book: int = BOOK) -> str:
    """Remember the signed page of a hand-over's record; return its digits."""
    code = page_code(book, HANDOVER, voucher_id, 1)
    page = NewPage(code, voucher_id, 1, [district(world, name)], [[], [], []])
    subjects = {voucher_id: handover_subject(voucher_id)}
    world.book.do(record_pages, HANDOVER, subjects, [page], told={})
    return code


def signed(world: World, voucher_id: int) -> Handover:
    return world.book.ask(lambda session: session.get_one(Handover, voucher_id))


def come_back(world: World, voucher_id: int, quantity: int) -> int:
    query = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id)
    line = world.rows(query)[0][0]
    back = NewReturn(feb(8), world.store, (ReturnLine(line, quantity),), reason="thừa")
    return world.book.do(post_return, back)


def test_one_act_hands_over_to_many_or_to_none(world: World) -> None:
    first = stocked(world)
    names = ("Quận 1", "Quận 3")

    def new(quantity: int) -> list[NewHandover]:
        ids = [district(world, name) for name in names]
        return [NewHandover(feb(6), world.store, id_, ((first, quantity),)) for id_ in ids]

    with pytest.raises(StockShort):
        world.book.do(hand_over, new(501))
    assert not world.book.ask(handover_rows)
    world.book.do(hand_over, new(500))
    assert {row.body for row in world.book.ask(handover_rows)} == set(names)
    assert world.healthy()


def test_a_body_that_the_book_does_not_know_is_handed_to_by_its_name(world: World) -> None:
    first = stocked(world)
    twice = [
        NewHandover(feb(6), world.store, name, ((first, 10),))
        for name in ("Nhà Văn hóa Thanh niên", "nhà văn hoá thanh niên ")
    ]
    world.book.do(hand_over, twice)
    (row,) = world.rows(select(Agency.kind).where(Agency.name == "Nhà Văn hóa Thanh niên"))
    assert row.kind is AgencyKind.BODY
    assert [row.body for row in world.book.ask(handover_rows)] == ["Nhà Văn hóa Thanh niên"] * 2


def test_what_is_owed_is_proposed_in_order_as_far_as_the_store_goes(world: World) -> None:
    first = stocked(world)
    plan(world, first, {"Quận 1": 300, "Phường Bến Nghé": 200, "Quận 3": 400, "Quận 5": 400})
    rows = world.book.ask(body_rows, feb(10))
    ids = [district(world, name) for name in ("Quận 1", "Quận 3", "Quận 5")]
    found = owed(rows, {first: 1000}, ids)
    assert [found[id_].get(first, 0) for id_ in ids] == [500, 400, 100]


def test_a_ward_gets_nothing_beside_its_district(world: World) -> None:
    first = stocked(world)
    plan(world, first, {"Phường Bến Nghé": 200})
    rows = world.book.ask(body_rows, feb(10))
    q1, ward = district(world, "Quận 1"), district(world, "Phường Bến Nghé")
    assert owed(rows, {first: 1000}, [ward, q1]) == {ward: {}, q1: {first: 200}}
    assert owed(rows, {first: 1000}, [ward]) == {ward: {first: 200}}


def test_a_district_stands_with_its_wards(world: World) -> None:
    first = stocked(world)
    plan(world, first, {"Quận 1": 100, "Phường Bến Nghé": 200})
    give(world, first, "Phường Bến Nghé", 150)
    rows = world.book.ask(body_rows, feb(10), "quan 1")
    at = next(n for n, row in enumerate(rows) if row.name == "Quận 1")
    assert rows[at].standing(first) == Standing(300, 150, 0, 150)
    ward = next(row for row in rows if row.name == "Phường Bến Nghé")
    assert ward.full_name == "Phường Bến Nghé, Quận 1"
    assert ward.standing() == Standing(200, 150, 0, 50)
    assert rows[at + 1].parent_id == rows[at].agency_id


def test_what_came_back_is_owed_again(world: World) -> None:
    first = stocked(world)
    plan(world, first, {"Quận 1": 300})
    voucher = give(world, first, "Quận 1", 300)
    back = come_back(world, voucher, 200)
    q1 = district(world, "Quận 1")
    assert world.book.ask(leaflet_standings, feb(10))[first][q1] == Standing(300, 100, 0, 200)
    (row,) = world.book.ask(handover_rows)
    assert [(one.quantity, one.returned) for one in row.leaflets] == [(300, 200)]
    world.book.do(reverse_voucher, back, "ghi nhầm")
    assert world.book.ask(leaflet_standings, feb(10))[first][q1] == Standing(300, 300, 0, 0)
    (row,) = world.book.ask(handover_rows)
    assert [(one.quantity, one.returned) for one in row.leaflets] == [(300, 0)]


def test_the_last_receiver_of_a_body_is_known(world: World) -> None:
    first = stocked(world)
    give(world, first, "Quận 1", 10, receiver="Trần Văn Ơn", receiver_title="Phó Trưởng phòng")
    give(world, first, "Quận 1", 10, receiver="Lê Thị Hồng", receiver_title="Chuyên viên")
    give(world, first, "Quận 1", 10)
    found = world.book.ask(last_receivers)
    assert found == {district(world, "Quận 1"): ("Lê Thị Hồng", "Chuyên viên")}


def test_what_visitors_and_staff_took_is_distributed_but_not_to_a_district(world: World) -> None:
    first = stocked(world)
    line = IssueLine(first, 7, is_visitors=True)
    world.book.do(post_issue, NewIssue(feb(6), world.store, (line,)))
    world.issue(feb(6), 3, supply=first)
    assert figures(world, first).distributed == 10
    assert world.book.ask(leaflet_standings, feb(10)) == {}


def test_leaflets_of_an_issue_stand_on_the_slips_of_a_round(world: World) -> None:
    first = stocked(world)
    issued = world.issue(feb(6), 3, supply=first)
    document = world.book.do(save_document, PLAN)
    told = world.book.do(distribute, NewDistribution((document,), feb(7), feb(9)))
    slips = world.book.ask(round_slips, told, feb(7), voucher_ids=[issued])
    assert [(one.name, one.quantity) for one in slips.goods[world.clerk]] == [("Tờ bướm TR01", 3)]
    assert figures(world, first).distributed == 3


def test_several_are_signed_for_at_once_and_it_is_undone(world: World) -> None:
    first = stocked(world)
    vouchers = [give(world, first, name, 10) for name in ("Quận 1", "Quận 3")]
    world.book.do(sign_handovers, vouchers, feb(7))
    assert figures(world, first).signed == 20
    assert not world.book.ask(handover_rows, only_unsigned=True)
    world.book.do(sign_handovers, vouchers, None)
    assert figures(world, first).signed == 0


def test_a_corrected_handover_is_to_be_signed_anew(world: World) -> None:
    first = stocked(world)
    wrong = give(world, first, "Quận 1", 300, receiver_title="Chuyên viên")
    old = printed(world, wrong, "Quận 1")
    q1 = district(world, "Quận 1")
    world.book.do(take_in, [ReturnedPage(old, (q1,), b"scan")], feb(7), told={})
    line = IssueLine(first, 250, agency_id=q1)
    corrected = NewIssue(feb(6), world.store, (line,), receiver="Lê Thị Hồng")
    right = world.book.do(correct_voucher, wrong, "đếm lại", corrected)
    carried = signed(world, right)
    assert (carried.agency_id, carried.receiver_title) == (q1, "Chuyên viên")
    assert carried.signed_on is None
    assert carried.proof_id is None
    with pytest.raises(NotHandedOver):
        world.book.do(sign_handover, wrong, feb(8))
    found = figures(world, first)
    assert (found.distributed, found.signed) == (250, 0)


def test_the_paper_of_the_wrong_one_does_not_sign_the_corrected_one(world: World) -> None:
    first = stocked(world)
    wrong = give(world, first, "Quận 1", 300)
    old = printed(world, wrong, "Quận 1")
    q1 = district(world, "Quận 1")
    corrected = NewIssue(feb(6), world.store, (IssueLine(first, 250, agency_id=q1),))
    right = world.book.do(correct_voucher, wrong, "đếm lại", corrected)
    with pytest.raises(NotHandedOver):
        world.book.do(take_in, [ReturnedPage(old, (q1,), b"scan")], feb(7), told={})
    assert signed(world, right).signed_on is None


def test_a_page_that_comes_back_signs_its_handover_once(world: World) -> None:
    first = stocked(world)
    voucher = give(world, first, "Quận 1", 300)
    code, q1 = printed(world, voucher, "Quận 1"), district(world, "Quận 1")
    (page,) = world.book.ask(signed_pages, [code]).values()
    assert [one.name for one in world.book.ask(page_people, page)] == ["Quận 1"]
    facts = world.book.ask(page_facts, [page.subject])[page.subject]
    assert facts.vouchers == (world.number(voucher),)
    before = world.book.ask(before_return, {code: (q1,)})
    back = ReturnedPage(code, (q1,), b"scan")
    assert world.book.do(take_in, [back], feb(7), told={}) == 1
    proof = signed(world, voucher).proof_id
    assert proof is not None
    assert world.book.do(take_in, [back], feb(9), told={}) == 0
    assert (signed(world, voucher).signed_on, signed(world, voucher).proof_id) == (feb(7), proof)
    assert [one.has_signed for one in world.book.ask(page_people, page)] == [True]
    assert world.book.do(take_back, before, told={}) == 1
    assert signed(world, voucher).signed_on is None


def test_a_page_by_word_gets_the_proof_of_its_scan_later(world: World) -> None:
    first = stocked(world)
    voucher = give(world, first, "Quận 1", 300)
    code, q1 = printed(world, voucher, "Quận 1"), district(world, "Quận 1")
    world.book.do(take_in, [ReturnedPage(code, (q1,))], feb(7), told={})
    assert signed(world, voucher).proof_id is None
    world.book.do(take_in, [ReturnedPage(code, (q1,), b"scan")], feb(8), told={})
    assert (signed(world, voucher).signed_on, signed(world, voucher).proof_id) == (feb(7), 1)


def test_a_page_taken_in_by_mistake_is_waited_for_again(world: World) -> None:
    voucher = give(world, stocked(world), "Quận 1", 300)
    code, q1 = printed(world, voucher, "Quận 1"), district(world, "Quận 1")
    back = ReturnedPage(code, (q1,), b"scan")
    world.book.do(take_in, [back], feb(7), told={})
    assert world.book.ask(sheets_out, feb(10)) == []
    world.book.do(sign_handovers, [voucher], None)
    assert [sheet.page.code for sheet in world.book.ask(sheets_out, feb(10))] == [code]
    assert world.book.do(take_in, [back], feb(8), told={}) == 1
    assert signed(world, voucher).signed_on == feb(8)


def test_records_that_are_out_are_waited_for_until_signed_or_undone(world: World) -> None:
    first = stocked(world)
    vouchers = [give(world, first, name, 100) for name in ("Quận 1", "Quận 3", "Quận 5")]
    for voucher, name in zip(vouchers, ("Quận 1", "Quận 3", "Quận 5"), strict=True):
        printed(world, voucher, name)
    assert {sheet.person for sheet in world.book.ask(sheets_out, feb(10))} == {
        "Quận 1",
        "Quận 3",
        "Quận 5",
    }
    world.book.do(sign_handover, vouchers[0], feb(7))
    world.book.do(reverse_voucher, vouchers[1], "ghi nhầm")
    (left,) = world.book.ask(sheets_out, feb(10))
    assert (left.person, left.facts.vouchers) == ("Quận 5", (world.number(vouchers[2]),))


def test_the_subject_of_a_record_names_its_handover() -> None:
    assert parse_subject(handover_subject(12)).handover_id == 12
    assert parse_subject(handover_subject(12)).voucher_ids == ()


def test_both_sums_hold_after_a_return_and_a_correction(world: World) -> None:
    first = stocked(world)
    voucher = give(world, first, "Quận 1", 300)
    come_back(world, voucher, 20)
    give(world, first, "Quận 3", 100)
    (found,) = world.book.ask(leaflet_figures, feb(10), [first])
    assert (found.distributed, found.in_store) == (380, 620)
    assert found.in_store == world.stock()["TR01"]
