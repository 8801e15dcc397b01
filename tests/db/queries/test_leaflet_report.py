"""How leaflets stand: by place, by source, to whom; recounted from the movements themselves."""

from random import Random

from sqlalchemy import select, text

from db.kinds import AgencyKind, Loss, Source
from db.models.staff import Agency
from db.models.stock import VoucherLine
from db.queries.leaflet_report import LeafletReport, body_standings, leaflet_report
from db.rules.leaflets import Standing
from db.services.agencies import AgencyFields, save_agency
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over, sign_handover
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.moving import NewWriteOff, StockLine, post_write_off
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import World, feb


def leaflet(world: World, code: str = "TR01") -> int:
    return world.book.do(save_leaflet, LeafletFields(code, f"Tờ bướm {code}"))


def agency(world: World, code: str) -> int:
    return int(world.rows(select(Agency.id).where(Agency.code == code))[0][0])


def give(world: World, leaflet_id: int, agency_id: int, quantity: int, **more: object) -> int:
    new = NewHandover(feb(6), world.store, agency_id, ((leaflet_id, quantity),), **more)  # type: ignore[arg-type]
    return world.book.do(hand_over, [new])[0]


def plan(world: World, leaflet_id: int, total: int, **shares: int) -> None:
    fields = AllocationFields(
        "Đợt 1",
        feb(4),
        (Portion(leaflet_id, total),),
        tuple(
            Partaker(agency(world, code.replace("_", "-")), (pieces,))
            for code, pieces in shares.items()
        ),
    )
    world.book.do(save_allocation, fields)


def report_of(world: World, day: int = 10) -> LeafletReport:
    return world.book.ask(leaflet_report, feb(day))


def test_a_district_stands_for_itself_and_its_wards_and_nobody_twice(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    plan(world, first, 600, QH03=200, QH03_01=100, QH03_02=100)
    give(world, first, agency(world, "QH03"), 150)
    world.book.do(sign_handover, give(world, first, agency(world, "QH03-02"), 60), feb(7))
    report = report_of(world)
    third = next(place for place in report.places if place.code == "QH03")
    assert third.standing == Standing(400, 210, 60, 190)
    assert len(report.districts) == 24
    assert report.reached(AgencyKind.DISTRICT) == 1
    assert report.reached(AgencyKind.WARD) == 0
    assert [(one.agency, one.standing) for one in world.book.ask(body_standings, feb(10))] == [
        ("Quận 3", Standing(200, 150, 0, 50)),
        ("Phường 1, Quận 3", Standing(100, 0, 0, 100)),
        ("Phường 2, Quận 3", Standing(100, 60, 60, 40)),
    ]


def test_what_was_distributed_is_what_bodies_visitors_and_the_agency_itself_got(
    world: World,
) -> None:
    first = leaflet(world)
    world.receive(feb(3), 700, supply=first)
    world.receive(feb(3), 300, supply=first, source=Source.SUPERIOR, supplier="Sở Y tế")
    world.receive(feb(3), 50, supply=first, source=Source.DONATION)
    undone = world.receive(feb(3), 5, supply=first, source=Source.SUPERIOR, supplier="Nhầm")
    world.book.do(reverse_voucher, undone, "ghi nhầm")
    voucher = give(world, first, agency(world, "QH01"), 400)
    give(world, first, agency(world, "QH05"), 3, is_deposit=True)
    line = world.rows(text(f"SELECT id FROM voucher_line WHERE voucher_id = {voucher}"))[0][0]
    back = NewReturn(feb(8), world.store, (ReturnLine(line, 30),), reason="thừa")
    world.book.do(post_return, back)
    to_visitors = NewIssue(feb(7), world.desk, (IssueLine(first, 9, is_visitors=True),))
    world.receive(feb(3), 20, supply=first, store=world.desk)
    world.book.do(post_issue, to_visitors)
    world.issue(feb(7), 2, supply=first)
    lost = NewWriteOff(feb(8), world.store, Loss.DAMAGED, "ướt", (StockLine(first, 5),))
    world.book.do(post_write_off, lost)
    (line_of,) = report_of(world).lines
    assert (line_of.superior, line_of.supported, line_of.opening) == (300, 50, 0)
    assert (line_of.to_bodies, line_of.to_visitors, line_of.inside) == (370, 9, 2)
    assert report_of(world).superiors == ("Sở Y tế",)
    assert _recounted(world, first) == (381, 3, 5, line_of.figures.in_store)
    figures = line_of.figures
    assert (figures.distributed, figures.deposited, figures.spoiled) == (381, 3, 5)


def _recounted(world: World, leaflet_id: int) -> tuple[int, ...]:
    """Distributed, deposited, spoiled and left, from the movements alone."""
    statement = text(
        """
        SELECT
          SUM(CASE WHEN v.counts_as IN ('issue', 'return') AND d.id IS NULL THEN -m.quantity END),
          SUM(CASE WHEN d.id IS NOT NULL THEN -m.quantity END),
          SUM(CASE WHEN v.counts_as = 'write_off' THEN -m.quantity END),
          SUM(m.quantity)
        FROM movement m
        JOIN voucher v ON v.id = m.voucher_id
        LEFT JOIN (SELECT voucher_id AS id FROM handover WHERE is_deposit) d ON d.id = v.id
        WHERE m.supply_id = :leaflet AND m.day <= '2020-02-10'
        """
    ).bindparams(leaflet=leaflet_id)
    return tuple(int(one or 0) for one in world.rows(statement)[0])


def test_wards_are_served_by_themselves_or_by_what_their_district_got_for_them(
    world: World,
) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    assert len(report_of(world).without) == len(report_of(world).wards) == 322
    plan(world, first, 900, QH01=100, QH03=100, QH03_01=100, QH03_02=100)
    give(world, first, agency(world, "QH03"), 150)
    give(world, first, agency(world, "QH01"), 10)
    give(world, first, agency(world, "QH05-02"), 10)
    without = {(ward.name, ward.district) for ward in report_of(world).without}
    assert ("Phường 1", "Quận 3") not in without
    assert ("Phường 2", "Quận 3") in without
    assert not any(district == "Quận 1" for _name, district in without)
    assert ("Phường 2", "Quận 5") not in without
    assert ("Phường 1", "Quận 5") in without


def test_wards_without_districts_are_places_of_their_own(world: World) -> None:
    first = leaflet(world)
    found = world.book.ask(leaflet_report, feb(10).replace(year=2026), [first])
    assert found.districts == ()
    assert len(found.places) == len(found.without) == 168
    assert not any(ward.district for ward in found.without)


def test_a_campaign_keeps_its_districts_when_others_have_taken_their_place(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    give(world, first, agency(world, "QH01"), 10)
    found = world.book.ask(leaflet_report, feb(10).replace(year=2026))
    assert len(found.places) == len(found.districts) == 24
    assert len(found.wards) == 322


def test_a_body_of_its_own_is_a_place_once_it_has_to_do_with_leaflets(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 100, supply=first)
    body = world.book.do(save_agency, AgencyFields("CQ900", "Thành Đoàn"))
    assert report_of(world).reached(AgencyKind.BODY) == 0
    give(world, first, body, 10)
    assert report_of(world).reached(AgencyKind.BODY) == 1
    assert report_of(world, 5).reached(AgencyKind.BODY) == 0


def test_places_agree_with_the_movements_whatever_was_done(world: World) -> None:
    dice = Random(20200203)
    ids = [leaflet(world, "TR01"), leaflet(world, "TR02")]
    for one in ids:
        world.receive(feb(3), 5000, supply=one)
    codes = ("QH01", "QH01-02", "QH03", "QH03-01", "QH03-05", "QH24")
    given = []
    for _ in range(25):
        voucher = give(world, dice.choice(ids), agency(world, dice.choice(codes)), 10)
        given.append(voucher)
        if dice.random() < 0.5:
            world.book.do(sign_handover, voucher, feb(6))
    for voucher in given[::6]:
        world.book.do(reverse_voucher, voucher, "ghi nhầm")
    for voucher in given[1::6]:
        query = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher)
        line = ReturnLine(int(world.rows(query)[0][0]), dice.randint(1, 9))
        world.book.do(post_return, NewReturn(feb(8), world.store, (line,), reason="thừa"))
    told = {
        (place.agency_id, supply_id): (one.handed_over, one.signed)
        for place in report_of(world).places
        for supply_id, one in place.standings.items()
        if one.handed_over or one.signed
    }
    assert told == _recounted_by_place(world)
    assert len(told) == 6


def _recounted_by_place(world: World) -> dict[tuple[int, int], tuple[int, int]]:
    """Handed over and signed for by district and leaflet, from the movements alone."""
    statement = text(
        """
        SELECT COALESCE(a.parent_id, a.id), m.supply_id, -SUM(m.quantity),
          -SUM(CASE WHEN h.signed_on <= '2020-02-10' THEN m.quantity ELSE 0 END)
        FROM movement m
        JOIN voucher v ON v.id = m.voucher_id
        JOIN voucher_line l ON l.id = m.line_id
        JOIN agency a ON a.id = l.agency_id
        LEFT JOIN voucher_line o ON o.id = l.of_line_id
        LEFT JOIN handover h ON h.voucher_id = COALESCE(o.voucher_id, v.reverses_id, v.id)
        WHERE m.day <= '2020-02-10'
        GROUP BY COALESCE(a.parent_id, a.id), m.supply_id
        HAVING SUM(m.quantity) <> 0
        """
    )
    return {
        (int(place), int(leaflet_id)): (int(handed), int(signed))
        for place, leaflet_id, handed, signed in world.rows(statement)
    }
