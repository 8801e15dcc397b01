"""The sample data: the office's own workbooks read into a book, and a clerk's week on paper."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from db.database import Act, Database
from db.importers.plan import ImportKind, ImportOptions
from db.importers.reading import read_workbook
from db.importers.writing import import_sheets
from db.kinds import NormPeriod, Series, Urgency
from db.migrate import create_book
from db.models.catalogue import Supply
from db.models.staff import DutyPost
from db.models.stock import Voucher
from db.rules.calendar import week_of
from db.rules.numbering import printed_number
from db.services.documents import DocumentFields, NewFile, save_document
from db.services.norms import NormFields, save_norm
from db.services.office import save_settings
from desktop.daily_forms import form_xlsx
from desktop.leaflet_report import leaflets_pdf, leaflets_xlsx
from desktop.papers.saving import save
from desktop.printing import signing_pdf, voucher_pdf
from desktop.sample_daily import enter_daily_sample
from desktop.storeroom_printing import (
    all_cards_pdf,
    all_cards_xlsx,
    stock_report_pdf,
    stock_report_xlsx,
)
from desktop.weekly import weekly_pdf

WORKBOOKS = (
    (ImportKind.SUPPLIES, "danh-muc-vat-tu.xlsx"),
    (ImportKind.STAFF, "danh-sach-cbcc.xlsx"),
    (ImportKind.RECEIPTS, "so-nhap-kho.xlsx"),
    (ImportKind.ISSUES, "so-cap-phat.xlsx"),
    (ImportKind.ALLOCATION, "phan-bo-to-roi.xlsx"),
)
WEEK_AFTER = date(2020, 2, 24)  # the Monday after the last entry of the workbooks
MASKS, A_WEEK, A_WEEK_FIRST = "KT01", 5, 10  # of priority posts the second
NORMS_FROM = date(2020, 2, 3)  # the first day of the plan
NORMS_BASIS = "Ví dụ của sổ mẫu, chưa có văn bản quy định"
ALLOCATED_ON = date(2020, 2, 21)  # the sheet names no day
PLAN_FILE = "ke-hoach-so-tttt-2020-02-03.txt"
_DISEASE = "dịch bệnh viêm đường hô hấp cấp do chủng mới của vi rút Corona (nCoV)"
_CITYS_PLAN = DocumentFields(
    number="362/KH-UBND",
    type="Kế hoạch",
    issued_on=date(2020, 2, 1),
    issuer="Ủy ban nhân dân Thành phố",
    summary=f"Ứng phó của Thành phố Hồ Chí Minh với {_DISEASE}",
)
_OWN_PLAN = DocumentFields(
    number="/KH-STTTT",
    type="Kế hoạch",
    issued_on=date(2020, 2, 3),
    issuer="Sở Thông tin và Truyền thông",
    summary="Phòng, chống bệnh viêm đường hô hấp cấp do chủng mới của vi rút Corona (nCoV)"
    " tại Sở Thông tin và Truyền thông",
    urgency=Urgency.URGENT,
)
_BASIS = DocumentFields(
    number="442/SYT-NVY",
    type="Công văn",
    issued_on=date(2020, 2, 3),
    issuer="Sở Y tế",
    summary="Xây dựng kế hoạch phòng, chống bệnh viêm đường hô hấp cấp do chủng mới của"
    " vi rút Corona",
    is_basis=True,
)
Progress = Callable[[int, int], None]


def load_sample(database: Database, progress: Progress | None = None) -> None:
    """Read the sample workbooks into a new book, an example of norms, the plans, daily reports.

    Of the City's plan and the Health Department's letter no more is known than what the
    Department's own plan, whose text goes with it, says of them.
    """
    for step, (kind, name) in enumerate(WORKBOOKS):

        def told(done: int, of: int, step: int = step) -> None:
            if progress is not None:
                progress(step * 1000 + 1000 * done // max(of, 1), 1000 * len(WORKBOOKS))

        sheets = read_workbook(resources.path(f"samples/{name}"))
        database.do(
            import_sheets,
            kind,
            sheets,
            told={"file": name},
            progress=told,
            options=ImportOptions(ALLOCATED_ON if kind is ImportKind.ALLOCATION else None),
        )
    database.do(_set_norms)
    _enter_documents(database)
    database.do(enter_daily_sample)


def weeks_since(today: date) -> int:
    """How many weeks ago the sample data ends: in its own time it is the week after, same weekday."""
    return max(0, (today - WEEK_AFTER).days // 7)


def stay_in_its_weeks(database: Database, weeks: int) -> None:
    """Keep that a book of sample data lives so many weeks ago: today all of it has long expired."""
    database.do(save_settings, {"sample": {"weeks": weeks}})


def write_demo(folder: Path) -> Iterator[Path]:
    """Make a book of the sample data and print a clerk's weeks; tell each file as it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "haucan-mau.db"
    database = create_book(path)
    try:
        load_sample(database)
        yield path
        days = database.ask(_issue_days)
        for first, last in sorted({week_of(day) for day in days}):
            pdf = weekly_pdf(database, first, last, last + timedelta(days=1))
            yield _saved(folder / f"bao-cao-tuan-{first.isocalendar().week:02d}.pdf", pdf)
        for day, vouchers in days.items():
            yield _saved(folder / f"danh-sach-ky-nhan-{day}.pdf", signing_pdf(database, vouchers))
        for voucher_id, number in database.ask(_numbers):
            yield _saved(folder / "phieu" / f"{number}.pdf", voucher_pdf(database, voucher_id))
        yield from _books(database, folder, min(days), max(days))
        yield _saved(folder / "bieu-bao-cao-ngay.xlsx", form_xlsx(database, WEEK_AFTER))
        yield _saved(folder / "to-buom.pdf", leaflets_pdf(database, WEEK_AFTER))
        yield _saved(folder / "to-buom.xlsx", leaflets_xlsx(database, WEEK_AFTER))
    finally:
        database.close()


def _books(database: Database, folder: Path, first: date, last: date) -> Iterator[Path]:
    """The stock cards of the year, and what came and went in the weeks of the demo."""
    year = date(last.year, 1, 1), date(last.year, 12, 31)
    yield _saved(folder / f"the-kho-{last.year}.pdf", all_cards_pdf(database, None, year))
    yield _saved(folder / f"the-kho-{last.year}.xlsx", all_cards_xlsx(database, None, year))
    span = week_of(first)[0], week_of(last)[1]
    yield _saved(folder / "nhap-xuat-ton.pdf", stock_report_pdf(database, span, None))
    yield _saved(folder / "nhap-xuat-ton.xlsx", stock_report_xlsx(database, span, None))


def _saved(path: Path, pdf: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    save(path, pdf)
    return path


def _enter_documents(database: Database) -> None:
    content = resources.path(f"samples/{PLAN_FILE}").read_bytes()
    database.do(save_document, _CITYS_PLAN)
    database.do(save_document, _BASIS)
    file = NewFile(PLAN_FILE, "text/plain", content)
    told = {"given": [_OWN_PLAN], "file": PLAN_FILE}
    database.do(save_document, _OWN_PLAN, (file,), told=told)


def _set_norms(session: Session, act: Act) -> None:
    """Masks a week for everybody, more at the priority posts; the same is usual without a norm."""
    masks = session.scalars(select(Supply).where(Supply.code == MASKS)).one()
    masks.usual_quantity, masks.priority_quantity = A_WEEK, A_WEEK_FIRST
    first = session.scalars(select(DutyPost.id).where(DutyPost.is_priority)).all()
    for post_id, pieces in ((None, A_WEEK), *((post_id, A_WEEK_FIRST) for post_id in first)):
        fields = NormFields(
            *(masks.id, pieces, NormPeriod.WEEK, NORMS_FROM),
            duty_post_id=post_id,
            basis=NORMS_BASIS,
        )
        save_norm(session, act, fields)


def _issue_days(session: Session) -> dict[date, list[int]]:
    query = select(Voucher.day, Voucher.id).where(Voucher.series == Series.XK)
    days: dict[date, list[int]] = {}
    for day, voucher_id in session.execute(query.order_by(Voucher.day, Voucher.id)):
        days.setdefault(day, []).append(voucher_id)
    return days


def _numbers(session: Session) -> list[tuple[int, str]]:
    query = select(Voucher.id, Voucher.series, Voucher.number).order_by(Voucher.id)
    return [(row[0], printed_number(row[1], row[2])) for row in session.execute(query)]
