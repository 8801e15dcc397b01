"""Rounds as papers take them in: plan 362 and the Department's own, for any number of people."""

from datetime import date

from db.kinds import AbsenceKind, AckState, DeliveryForm
from db.queries.acknowledging import PersonAck
from db.queries.documents import CitedDocument
from db.queries.round_papers import DocumentList, RoundSlips
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
