"""A Monday's reports as papers are given them: five units, the weekend's stock, a round."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from db.kinds import AddedUp, IndicatorKind, Punctuality, ReportForm
from db.queries.daily_board import Board, BoardRow
from db.queries.daily_page import DirectorPage, MissingRun, SigningRound, UnitDay
from db.queries.daily_reports import ReportRow
from db.queries.documents import CitedDocument
from db.queries.duties import IndicatorRow
from db.queries.report import ExpiringLot, SupplyFigures
from db.queries.stock_figures import StockFigures
from db.rules.daily import Standing
from tests.desktop.papers.samples import supply

MONDAY = date(2020, 2, 10)
AT = datetime(2020, 2, 10, 1, 35, tzinfo=UTC)  # 8g35 in Hồ Chí Minh City
PLAN = CitedDocument(1, "362/KH-UBND", "Kế hoạch", date(2020, 2, 1), "UBND Thành phố", "")
NAMES = (
    ("Văn phòng Sở", "VP"),
    ("Thanh tra Sở", "TTra"),
    ("Phòng Báo chí", "BC"),
    ("Phòng Xuất bản, In và Phát hành", "XBIPH"),
    ("Phòng Thông tin điện tử", "TTĐT"),
)
ON_TIME, MISSING = Standing(Punctuality.ON_TIME), Standing(Punctuality.MISSING)
STANDINGS = (ON_TIME, MISSING, ON_TIME, ON_TIME, Standing(Punctuality.LATE, 4))


def indicator(name: str, unit: str = "tin, bài", **more: object) -> IndicatorRow:
    """An indicator of Phòng Báo chí: a number that is summed, unless told otherwise."""
    told: dict[str, object] = {
        "kind": IndicatorKind.NUMBER,
        "added_up": AddedUp.SUM,
        "department": "Phòng Báo chí",
        "indicator_id": 1,
        **more,
    }
    return IndicatorRow(
        department_id=3,
        name=name,
        unit=unit,
        source=None,
        from_on=None,
        to_on=None,
        version=1,
        **told,  # type: ignore[arg-type]
    )


def unit(
    place: int,
    standing: Standing = ON_TIME,
    results: str = "",
    proposals: str = "",
    name: str = "",
    difficulties: str = "",
    tomorrow: str = "",
) -> UnitDay:
    """A department on that Monday; who is missing has no report."""
    department, short = NAMES[place % len(NAMES)]
    minute = timedelta(minutes=-10 + standing.minutes * 10)
    report = ReportRow(
        report_id=place,
        department_id=place,
        department=name or department,
        day=MONDAY,
        edition=1,
        is_withdrawn=False,
        received_at=datetime(2020, 2, 10, 1, 30, tzinfo=UTC) + minute,
        entered_at=AT,
        form=ReportForm.PHONE,
        reporter="Lê Văn Cường",
        reporter_title="Trưởng phòng",
        results={},
        other_results=results,
        difficulties=difficulties,
        proposals=proposals,
        tomorrow=tomorrow,
        figures={},
        present=None,
        on_leave=None,
        quarantined=None,
        feverish=None,
        reason="",
        files=(),
    )
    row = BoardRow(
        department_id=place,
        code=short,
        department=name or department,
        short_name=short,
        head="",
        standing=standing,
        report=None if standing.state is Punctuality.MISSING else report,
        excuse="",
    )
    is_told = row.report is not None and results
    return UnitDay(row, (("", results),) if is_told else (), ())


def page(
    units: Sequence[UnitDay] | None = None,
    supplies: Sequence[SupplyFigures] = (supply(1), supply(2), supply(3)),
    expiring: Sequence[ExpiringLot] = (),
    rounds: Sequence[SigningRound] = (SigningRound((PLAN,), 208, 177, 7),),
    missing: Sequence[MissingRun] = (),
) -> DirectorPage:
    """The page of that Monday at 8:35."""
    if units is None:
        units = [unit(place, standing) for place, standing in enumerate(STANDINGS)]
    return DirectorPage(
        day=MONDAY,
        at=AT,
        board=Board(
            day=MONDAY,
            deadline=datetime.fromisoformat("2020-02-10T08:30"),
            is_inclusive=True,
            covered=(date(2020, 2, 9), date(2020, 2, 9)),
            rows=tuple(one.row for one in units),
        ),
        units=tuple(units),
        from_on=date(2020, 2, 7),
        to_on=date(2020, 2, 9),
        stock=StockFigures(tuple(supplies), tuple(expiring), 22),
        rounds=tuple(rounds),
        missing=tuple(missing),
    )
