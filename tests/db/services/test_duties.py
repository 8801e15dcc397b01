"""Duties and indicators: the profile's, those added, what the book knows; cases and the web site."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.errors import (
    CaseOutOfOrder,
    ChangedMeanwhile,
    FieldMissing,
    FutureDay,
    InUse,
    NotFound,
    ReportedUnder,
)
from db.kinds import BookFigure, CaseState, IndicatorKind, Source, WebSource
from db.models.watching import InfoCase
from db.profile import read_profile
from db.queries.book_figures import book_figure
from db.queries.cases import CaseFigures, case_count, case_figures, case_files, cases
from db.queries.duties import DutyRow, duties, earlier_plans, indicators
from db.queries.indicator_table import figures_of_day, indicator_table
from db.queries.web_updates import WebFigures, updates_by_day, web_figures, web_updates
from db.rules.cases import case_state
from db.services.cases import CaseFields, add_case_file, remove_case, remove_case_file, save_case
from db.services.documents import NewFile
from db.services.duties import (
    DutyFields,
    IndicatorFields,
    add_duties,
    remove_duty,
    remove_indicator,
    save_duty,
    save_indicator,
)
from db.services.reversing import reverse_voucher
from db.services.web_updates import WebUpdateFields, remove_web_update, save_web_update
from resources import path
from tests.db.daily import department, duty, indicator, moment, report
from tests.db.world import World, feb

TODAY = feb(10)


@pytest.fixture(autouse=True)
def _at_noon(clock: FixedClock) -> None:
    clock.moment = moment(TODAY, "12:00")


def test_a_new_book_has_the_plans_duties_with_their_sentences_and_heads(world: World) -> None:
    rows = world.book.ask(duties, TODAY)
    assert len(rows) == 10
    assert {row.department for row in rows} == {
        "Văn phòng Sở",
        "Thanh tra Sở",
        "Phòng Báo chí",
        "Phòng Xuất bản, In và Phát hành",
        "Phòng Thông tin điện tử",
    }
    assert all(row.sentence.endswith(".") and row.plan == rows[0].plan for row in rows)
    assert world.book.ask(earlier_plans) == (rows[0].plan,)
    assert [
        row.name for row in world.book.ask(indicators, department_id=department(world, "BC"))
    ] == [
        "Tin, bài theo dõi",
        "Chỉ đạo",
        "Đính chính",
    ]
    assert world.book.do(add_duties, read_profile(path("profile")), told={}) == 0


def test_what_a_report_speaks_of_is_ended_not_removed(world: World) -> None:
    spread, told = duty(world, "Chỉ đạo báo, đài", TODAY), indicator(world, "Chỉ đạo")
    report(world, "BC", TODAY, "08:10", results={spread: "xong"}, figures={told: 2})
    with pytest.raises(InUse):
        world.book.do(remove_duty, spread)
    with pytest.raises(InUse):
        world.book.do(remove_indicator, told)
    world.book.do(remove_duty, duty(world, "Tuyên truyền, phổ biến", TODAY))
    world.book.do(remove_indicator, indicator(world, "Đính chính"))
    assert len(world.book.ask(duties, TODAY)) == 9


def test_what_was_reported_keeps_its_duty_and_its_figures_their_meaning(world: World) -> None:
    of_press = [row for row in world.book.ask(duties, TODAY) if row.department == "Phòng Báo chí"]
    told = indicator(world, "Chỉ đạo")
    report(world, "BC", feb(7), "08:10", other_results="xong", figures={told: 2})

    def changed(row: DutyRow, **more: Any) -> DutyFields:
        same = DutyFields(
            row.department_id, row.plan, row.title, row.from_on, row.sentence, None, row.to_on
        )
        return replace(same, id=row.duty_id, version=row.version, **more)

    first, second, last = of_press
    for row in (first, second):
        world.book.do(remove_duty, row.duty_id)
    moves: tuple[dict[str, Any], ...] = (
        {"from_on": feb(8)},
        {"to_on": feb(6)},
        {"department_id": department(world, "CNTT")},
    )
    for more in moves:
        with pytest.raises(ReportedUnder):
            world.book.do(save_duty, changed(last, **more))
    with pytest.raises(ReportedUnder):
        world.book.do(remove_duty, last.duty_id)
    world.book.do(save_duty, changed(last, to_on=feb(7)))

    one = next(one for one in world.book.ask(indicators) if one.indicator_id == told)
    same = IndicatorFields(
        one.department_id, one.name, one.unit, one.kind, id=told, version=one.version
    )
    for other in (
        replace(same, kind=IndicatorKind.YES_NO),
        replace(same, source=BookFigure.CASES_FOUND),
        replace(same, department_id=department(world, "CNTT")),
    ):
        with pytest.raises(InUse):
            world.book.do(save_indicator, other)
    world.book.do(save_indicator, replace(same, name="Chỉ đạo báo, đài"))


def test_a_duty_that_a_report_speaks_of_stays_with_its_department(world: World) -> None:
    spread = duty(world, "Chỉ đạo báo, đài", TODAY)
    report(world, "BC", TODAY, "08:10", results={spread: "xong"})
    (row,) = (one for one in world.book.ask(duties, TODAY) if one.duty_id == spread)
    moved = DutyFields(
        department(world, "TTS"), row.plan, row.title, row.from_on, id=spread, version=row.version
    )
    with pytest.raises(InUse):
        world.book.do(save_duty, moved)


def test_an_indicator_read_from_the_book_is_a_number(world: World) -> None:
    fields = IndicatorFields(
        department(world, "VP"),
        "Vụ việc",
        kind=IndicatorKind.YES_NO,
        source=BookFigure.CASES_FOUND,
    )
    world.book.do(save_indicator, fields)
    (row,) = (one for one in world.book.ask(indicators) if one.name == "Vụ việc")
    assert row.kind is IndicatorKind.NUMBER


def test_figures_of_the_book_equal_an_independent_query(world: World) -> None:
    """Masks over days with returns, reversals and other supplies, against plain SQL on movements."""
    world.receive(feb(4), 900)
    world.receive(feb(4), 50, supply=world.gel, source=Source.DONATION)
    world.issue(feb(5), 100)
    world.issue(feb(6), 30, supply=world.gel)
    world.issue(feb(6), 70, staff=world.guard)
    undone = world.issue(feb(7), 25)
    world.book.do(reverse_voucher, undone, "nhầm")
    world.issue(feb(9), 11)
    issued = text(
        "SELECT -sum(m.quantity) FROM movement m JOIN voucher v ON v.id = m.voucher_id"
        " JOIN supply s ON s.id = m.supply_id"
        " WHERE s.is_mask AND v.counts_as = 'issue' AND m.day BETWEEN :first AND :last"
    )
    left = text(
        "SELECT sum(m.quantity) FROM movement m JOIN supply s ON s.id = m.supply_id"
        " WHERE s.is_mask AND m.day <= :last"
    )
    for first, last in ((feb(5), feb(5)), (feb(4), feb(7)), (feb(6), feb(9)), (feb(8), feb(8))):
        told = {"first": first.isoformat(), "last": last.isoformat()}
        for figure, query in ((BookFigure.MASKS_ISSUED, issued), (BookFigure.MASKS_LEFT, left)):
            expected = world.book.ask(partial(_scalar, query=query, told=told)) or 0
            assert world.book.ask(book_figure, figure, first, last) == expected


def test_the_indicators_of_a_week_by_day_and_together(world: World) -> None:
    told = indicator(world, "Tin, bài theo dõi")
    for day, value in ((feb(5), 10), (feb(7), 0), (feb(8), 7)):
        report(world, "BC", day, "08:10", figures={told: value})
    world.receive(feb(4), 900)
    world.issue(feb(5), 100)
    world.issue(feb(9), 11)
    table = {
        row.indicator.name: row for row in world.book.ask(indicator_table, feb(4), feb(10), TODAY)
    }
    assert table["Tin, bài theo dõi"].days == {feb(5): 10, feb(7): 0, feb(8): 7}
    assert table["Tin, bài theo dõi"].together == 17
    assert table["Khẩu trang cấp"].days[feb(6)] == 100
    assert table["Khẩu trang cấp"].days[feb(10)] == 11
    assert table["Khẩu trang cấp"].together == 111
    assert table["Khẩu trang tồn"].together == 789
    known = world.book.ask(figures_of_day, TODAY, department(world, "VP"))
    assert known[indicator(world, "Khẩu trang cấp")] == 11
    assert set(known) == {
        indicator(world, name)
        for name in ("Khẩu trang cấp", "Khẩu trang tồn", "Người ký nhận", "Cập nhật trang tin")
    }


def _scalar(session: Session, query: TextClause, told: Mapping[str, str]) -> int | None:
    found: int | None = session.scalar(query, told)
    return found


def case_of(world: World, day: int, **more: object) -> CaseFields:
    return CaseFields(feb(day), department(world, "TTS"), "Tin đồn phong tỏa", **more)  # type: ignore[arg-type]


def test_a_case_goes_its_way_by_its_days(world: World) -> None:
    case_id = world.book.do(
        save_case, case_of(world, 4, link="https://fb.com/1", platform="Facebook")
    )
    (row,) = world.book.ask(cases)
    assert row.state is CaseState.FOUND
    more = {"checked_on": feb(4), "stopped_on": feb(5), "handled_on": feb(10)}
    fields = case_of(world, 4)
    for known in range(1, 4):
        days = dict(list(more.items())[:known])
        (row,) = world.book.ask(cases)
        fields = case_of(world, 4, id=case_id, version=row.version, **days)
        world.book.do(save_case, fields)
        (row,) = world.book.ask(cases)
        expected = case_state(row.checked_on, row.stopped_on, row.handled_on, row.dismissed_on)
        assert row.state is expected
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_case, fields)
    world.book.do(save_case, case_of(world, 6, dismissed_on=feb(7)))
    world.book.do(save_case, case_of(world, 9))
    assert world.book.ask(case_figures, feb(3), feb(9)) == CaseFigures(3, 1, 1, 0, 1, open=2)
    assert world.book.ask(case_figures, feb(10), feb(16)) == CaseFigures(0, 0, 0, 1, 0, open=1)
    assert world.book.ask(case_count, "phong toa", CaseState.HANDLED) == 1
    figures = [BookFigure.CASES_FOUND, BookFigure.CASES_STOPPED, BookFigure.CASES_HANDLED]
    assert [world.book.ask(book_figure, one, feb(3), feb(9)) for one in figures] == [3, 1, 0]


def test_a_case_out_of_order_is_refused(world: World) -> None:
    for days in ({"checked_on": feb(3)}, {"stopped_on": feb(5), "dismissed_on": feb(5)}):
        with pytest.raises(CaseOutOfOrder):
            world.book.do(save_case, case_of(world, 4, **days))
    with pytest.raises(FutureDay):
        world.book.do(save_case, case_of(world, 4, handled_on=feb(11)))
    with pytest.raises(FieldMissing):
        world.book.do(save_case, CaseFields(feb(4), department(world, "TTS"), " \n "))
    assert world.book.ask(case_count) == 0


def test_the_files_of_a_case_go_with_it(world: World) -> None:
    picture = NewFile("bai-dang.png", "image/png", b"picture")
    case_id = world.book.do(save_case, case_of(world, 4), (picture,), told={})
    assert world.book.do(add_case_file, case_id, picture, told={}) == 1
    (file,) = world.book.ask(case_files, case_id)
    world.book.do(remove_case_file, file.file_id)
    with pytest.raises(NotFound):
        world.book.do(remove_case_file, file.file_id)
    world.book.do(add_case_file, case_id, picture, told={})
    world.book.do(remove_case, case_id)
    assert world.book.ask(lambda session: session.get(InfoCase, case_id)) is None


def test_days_without_news_on_the_web_site_are_known(world: World) -> None:
    assert world.book.ask(web_figures, feb(3), feb(9), TODAY) is None
    for day, source in ((4, WebSource.MINISTRY), (4, WebSource.OWN), (7, WebSource.OWN)):
        fields = WebUpdateFields(feb(day), "Số ca mắc mới", source, at=moment(feb(day), "09:00"))
        world.book.do(save_web_update, fields)
    figures = world.book.ask(web_figures, feb(3), feb(9), TODAY)
    assert figures == WebFigures(
        3,
        {WebSource.MINISTRY: 1, WebSource.OWN: 2},
        (feb(3), feb(5), feb(6), feb(8), feb(9)),
    )
    earlier = world.book.ask(web_figures, date(2020, 1, 27), feb(9), TODAY)
    assert earlier is not None
    assert earlier.days_without == figures.days_without
    assert world.book.ask(updates_by_day, feb(3), feb(9)) == {feb(4): 2, feb(7): 1}
    assert world.book.ask(web_figures, feb(10), feb(16), TODAY) == WebFigures(0, {}, (TODAY,))
    with pytest.raises(FutureDay):
        world.book.do(save_web_update, WebUpdateFields(feb(11), "x", WebSource.OWN))
    (last, *_others) = world.book.ask(web_updates)
    world.book.do(remove_web_update, last.update_id)
    assert len(world.book.ask(web_updates, "ca mac")) == 2
