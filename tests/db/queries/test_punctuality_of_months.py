"""A month's punctuality: as plain arithmetic says it, and as a spreadsheet's formulas do."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.clock import FixedClock
from db.queries.daily_board import DepartmentDays, punctuality
from db.rules.calendar import WorkCalendar
from db.rules.daily import DailyCalendar, DailyPolicy, standing, tally
from tests.db.conftest import NewWorld
from tests.db.daily import FIVE
from tests.db.months import AFTER, DAYS, Month, Outcome, Rule, enter, random_month, worked_out
from tests.db.world import World, feb

OFFICE = shutil.which("soffice")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
STATES = ("on_time", "late", "missing", "excused")


@pytest.fixture(autouse=True)
def _in_march(clock: FixedClock) -> None:
    clock.moment = AFTER


def told(world: World) -> Outcome:
    """What the book says of February."""
    rows = world.book.ask(punctuality, feb(1), feb(29), AFTER)
    return {row.code: _counts(row) for row in rows}


def _counts(row: DepartmentDays) -> tuple[int, int, int, int, int]:
    counted = row.tally
    minutes = sum(one.minutes for one in row.standings.values())
    return counted.on_time, counted.late, counted.missing, counted.excused, minutes


@pytest.mark.parametrize("seed", range(3))
def test_a_month_of_five_units_is_what_arithmetic_says(world: World, seed: int) -> None:
    month = random_month(seed)
    enter(world, month)
    assert told(world) == worked_out(month)


def test_the_months_have_everything_in_them() -> None:
    outcomes = [worked_out(random_month(seed)) for seed in range(6)]
    for state in range(5):
        assert all(any(unit[state] for unit in one.values()) for one in outcomes)
    months = [random_month(seed) for seed in range(6)]
    off = {
        seconds - one.rule(day).deadline for one in months for (_, day), seconds in one.came.items()
    }
    assert {-1, 0, 1, 59, 60, 61} <= off
    assert {one.rules[1].is_inclusive for one in months} == {True, False}


RULES = st.builds(
    Rule,
    deadline=st.integers(0, 24 * 60 - 1).map(lambda minutes: minutes * 60),
    is_inclusive=st.booleans(),
    weekdays=st.sets(st.integers(1, 7)).map(lambda found: tuple(sorted(found))),
    on_holidays=st.booleans(),
)


@st.composite
def months(draw: st.DrawFn) -> Month:
    """Any month: rules of any kind, reports close to their deadline or far from it."""
    pairs = st.tuples(st.sampled_from(FIVE), st.sampled_from(DAYS))
    month = Month(
        draw(st.sampled_from(DAYS)),
        (draw(RULES), draw(RULES)),
        frozenset(draw(st.sets(st.sampled_from(DAYS), max_size=5))),
        frozenset(draw(st.sets(pairs, max_size=10))),
    )
    near = st.one_of(st.integers(-61, 61), st.integers(-30_000, 90_000))
    for key, off in draw(st.dictionaries(pairs, near, max_size=60)).items():
        month.came[key] = month.rule(key[1]).deadline + off
    return month


@given(months())
def test_the_rules_agree_with_arithmetic_in_any_month(month: Month) -> None:
    policies = [
        DailyPolicy(
            time(*divmod(rule.deadline // 60, 60)),
            rule.is_inclusive,
            rule.weekdays,
            rule.on_holidays,
        )
        for rule in month.rules
    ]
    dated = [(date.min, policies[0]), (month.changes_on, policies[1])]
    calendar = DailyCalendar(dated, [(date.min, WorkCalendar(holidays=month.holidays))])
    now = datetime.combine(feb(29), time()) + timedelta(days=3)
    for code, expected in worked_out(month).items():
        found = []
        for day in DAYS:
            came = month.came.get((code, day))
            midnight = datetime.combine(day, time())
            at = None if came is None else midnight + timedelta(seconds=came)
            found.append(standing(day, at, now, calendar, (code, day) in month.excused))
        counted = tally(found)
        minutes = sum(one.minutes for one in found)
        states = counted.on_time, counted.late, counted.missing, counted.excused, minutes
        assert states == expected


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_a_spreadsheet_s_formulas_give_the_same_punctuality(
    new_world: NewWorld, tmp_path: Path
) -> None:
    chosen = {f"thang-{seed}": random_month(100 + seed) for seed in range(4)}
    for name, month in chosen.items():
        write_month(tmp_path / f"{name}.xlsx", month)
    user = tmp_path / "user" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    subprocess.run(
        [
            *(str(OFFICE), "--headless", f"-env:UserInstallation={user.parent.as_uri()}"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "done")),
            *(str(tmp_path / f"{name}.xlsx") for name in chosen),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for name, month in chosen.items():
        book = CalamineWorkbook.from_path(tmp_path / "done" / f"{name}.xlsx")
        rows = book.get_sheet_by_name("Tổng hợp").to_python()
        assert rows[0][1] == 2, "the formulas were not worked out"
        counted = {
            str(row[0]): tuple(int(float(str(cell))) for cell in row[1:6]) for row in rows[1:]
        }
        world = new_world("sqlite")
        enter(world, month)
        assert counted == told(world)


def write_month(path: Path, month: Month) -> None:
    """A workbook as an office might keep it: a row a report, formulas for the rest."""
    with xlsxwriter.Workbook(str(path)) as book:
        rules = book.add_worksheet("Quy định")
        _write_rules(rules, month)
        sheet = book.add_worksheet("Báo cáo")
        for row, (code, day) in enumerate(_rows()):
            sheet.write_string(row, 0, code)
            sheet.write_number(row, 1, _serial(day))
            if (code, day) in month.came:
                sheet.write_number(row, 2, _serial(day) + month.came[code, day] / 86400)
            if (code, day) in month.excused:
                sheet.write_string(row, 3, "x")
            for column, formula in enumerate(FORMULAS, 4):
                sheet.write_formula(row, column, formula.replace("#", str(row + 1)), None, -1)
        total = book.add_worksheet("Tổng hợp")
        total.write_formula(0, 1, "=1+1", None, -1)
        for row, code in enumerate(FIVE, 1):
            total.write_string(row, 0, code)
            for column, state in enumerate(STATES, 1):
                counted = f"=COUNTIFS('Báo cáo'!A:A,A{row + 1},'Báo cáo'!G:G,\"{state}\")"
                total.write_formula(row, column, counted, None, -1)
            minutes = f"=SUMIFS('Báo cáo'!H:H,'Báo cáo'!A:A,A{row + 1})"
            total.write_formula(row, 5, minutes, None, -1)


FORMULAS = (
    # which rule holds: 1 or 2; whether anything is due; how it stands; minutes late
    "=IF(B#<'Quy định'!B1,1,2)",
    (
        "=IF(AND(MID(INDEX('Quy định'!B4:C4,E#),WEEKDAY(B#,2),1)=\"1\","
        "OR(INDEX('Quy định'!B5:C5,E#)=1,COUNTIF('Quy định'!B6:F6,B#)=0)),1,0)"
    ),
    (
        '=IF(F#=0,"not_due",IF(D#="x","excused",IF(C#="","missing",'
        'IF(I#<0,"on_time",IF(AND(I#=0,INDEX(\'Quy định\'!B3:C3,E#)=1),"on_time","late")))))'
    ),
    '=IF(G#="late",MAX(1,INT(I#/60)),0)',
    "=IF(C#=\"\",0,ROUND((C#-B#)*86400,0)-INDEX('Quy định'!B2:C2,E#))",
)


def _write_rules(sheet: Any, month: Month) -> None:
    sheet.write_number(0, 1, _serial(month.changes_on))
    for column, rule in enumerate(month.rules, 1):
        sheet.write_number(1, column, rule.deadline)
        sheet.write_number(2, column, int(rule.is_inclusive))
        mask = "".join("1" if day in rule.weekdays else "0" for day in range(1, 8))
        sheet.write_string(3, column, mask)
        sheet.write_number(4, column, int(rule.on_holidays))
    for column, day in enumerate(sorted(month.holidays), 1):
        sheet.write_number(5, column, _serial(day))


def _rows() -> Iterator[tuple[str, date]]:
    for code in FIVE:
        for day in DAYS:
            yield code, day


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days
