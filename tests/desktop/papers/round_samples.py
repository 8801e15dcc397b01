"""Rounds as papers take them in: plan 362 and the Department's own, for any number of people."""

from dataclasses import replace
from datetime import date

from db.kinds import AbsenceKind, AckState, DeliveryForm
from db.queries.acknowledging import PersonAck, UnitCoverage
from db.queries.distributions import DeliveryRow, RoundRow
from db.queries.documents import CitedDocument
from db.queries.round_papers import DocumentList, RoundSlips, RoundSummary
from tests.desktop.papers.samples import people

PLAN_362 = CitedDocument(
    1,
    "362/KH-UBND",
    "Kế hoạch",
    date(2020, 2, 1),
    "Ủy ban nhân dân Thành phố",
    "Ứng phó của Thành phố Hồ Chí Minh với dịch bệnh viêm đường hô hấp cấp do chủng mới của vi rút"
    " Corona (nCoV)",
)
OWN_PLAN = CitedDocument(
    2,
    "/KH-STTTT",
    "Kế hoạch",
    date(2020, 2, 3),
    "Sở Thông tin và Truyền thông",
    "Phòng, chống dịch bệnh viêm đường hô hấp cấp tại Sở",
)
DEADLINE = date(2020, 2, 7)
LONG_DOCUMENTS = tuple(
    CitedDocument(
        at,
        f"{1000 + at}/KH-BCĐPCDCOVID",
        "Kế hoạch liên tịch",
        date(2020, 2, at),
        "Ban Chỉ đạo phòng, chống dịch Thành phố Hồ Chí Minh",
        ("Tăng cường các biện pháp phòng, chống dịch bệnh " * 12)[:499] + "Ơ",
    )
    for at in range(1, 11)
)
LONG_NAME = ("Công Tằng Tôn Nữ Hoàng Thị " * 3)[:59] + "Ỗ"
LONG_TITLE = ("Phó Trưởng phòng phụ trách Bộ phận tiếp nhận " * 2)[:79] + "Ạ"


def acks(count: int, unit: int = 1, name: str = "Văn phòng Sở") -> tuple[PersonAck, ...]:
    """People of a unit; the third is on a business trip."""
    return tuple(
        PersonAck(
            staff_id=1000 * unit + person.staff_id,
            code=f"CB{1000 * unit + person.staff_id:04d}",
            name=person.name,
            title=person.title,
            department_id=unit,
            department=name,
            form=DeliveryForm.PAPER,
            state=AckState.AWAY if at == 2 else AckState.DELIVERED,
            outcome_on=None,
            reason="",
            absence=AbsenceKind.TRIP if at == 2 else None,
            proof_id=None,
            added_on=date(2020, 2, 3),
        )
        for at, person in enumerate(people(count))
    )


def document_list(
    count: int, documents: tuple[CitedDocument, ...] = (PLAN_362,), unit: int = 1
) -> DocumentList:
    """A unit's list of so many people."""
    return DocumentList(
        department_id=unit,
        department="Phòng Báo chí",
        head_title="Trưởng phòng",
        head_name="Lê Thị Bích",
        documents=documents,
        deadline_on=DEADLINE,
        people=acks(count, unit, "Phòng Báo chí"),
        paper=unit,
        book=4711,
    )


def round_slips(
    count: int, documents: tuple[CitedDocument, ...] = (PLAN_362, OWN_PLAN)
) -> RoundSlips:
    """The slips of so many people."""
    return RoundSlips(documents, DEADLINE, acks(count), paper=1, book=4711)


def round_row(
    documents: tuple[CitedDocument, ...], total: int, excused: int, signed: int
) -> RoundRow:
    """A round with these figures."""
    return RoundRow(
        round_id=3,
        documents=documents,
        day=date(2020, 2, 3),
        deadline_on=DEADLINE,
        form=DeliveryForm.PAPER,
        met_on=None,
        minutes_id=None,
        note="",
        closed_on=None,
        total=total,
        excused=excused,
        signed=signed,
        is_overdue=True,
        version=1,
    )


def round_summary(
    units: int = 2, missing: int = 3, documents: tuple[CitedDocument, ...] = (PLAN_362,)
) -> RoundSummary:
    """So many units of 12 people, one excused in each, and so many in each who have not signed."""
    names = ["Văn phòng Sở", "Phòng Báo chí", *(f"Trung tâm {at}" for at in range(3, units + 1))]
    told = tuple(
        UnitCoverage(
            department_id=at,
            code=f"P{at}",
            department=name,
            total=12,
            excused=1,
            signed=11 - missing,
            undelivered=0,
            reasons={"trip": 1, "refused": 1, "": missing - 2} if missing > 2 else {},
        )
        for at, name in enumerate(names[:units], 1)
    )
    people = [
        replace(of, state=AckState.REFUSED, reason="không đồng ý") if at == 1 else of
        for unit in told
        for at, of in enumerate(acks(missing, unit.department_id, unit.department))
    ]
    row = round_row(documents, 12 * units, units, units * (11 - missing))
    return RoundSummary(row, told, tuple(people))


def delivery(receiver: str, copies: int, delivered_on: date | None = None) -> DeliveryRow:
    """A line of the delivery list of both plans."""
    return DeliveryRow(
        delivery_id=1,
        round_id=3,
        documents=(PLAN_362, OWN_PLAN),
        department_id=1,
        agency_id=None,
        receiver_name=receiver,
        form=DeliveryForm.PAPER,
        copies=copies,
        delivered_on=delivered_on,
        receiver="Lê Phương Yến" if delivered_on else "",
        note="",
        version=1,
    )
