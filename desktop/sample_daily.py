"""The daily reports of the sample book: what five units told, who was late, cases, the web site."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from db.database import Act
from db.kinds import ReportForm, WebSource
from db.models.staff import Department
from db.queries.daily_calendar import aware
from db.queries.duties import duties, heads, indicators
from db.rules.calendar import DAY, days
from db.services.cases import CaseFields, save_case
from db.services.daily import DailyReportFields, ExcuseFields, save_excuse, save_report
from db.services.web_updates import WebUpdateFields, save_web_update

FILE = "samples/bao-cao-ngay.toml"
CASES_OF = "TTS"
SATURDAY = 5


def enter_daily_sample(session: Session, act: Act) -> int:
    """Enter reports, excuses, web updates and cases up to yesterday; return how many reports."""
    sample = tomllib.loads(resources.path(FILE).read_text("utf-8"))
    known = {row.code: row for row in session.scalars(select(Department))}
    left_out = {(one["department"], one["day"]) for one in sample["missing"]}
    for one in sample["excuse"]:
        excuse = {**one, "department_id": known[one["department"]].id}
        del excuse["department"]
        save_excuse(session, act, ExcuseFields(**excuse))
        left_out |= {(one["department"], day) for day in days(one["from_on"], one["to_on"])}
    made: dict[tuple[str, date], DailyReportFields] = {}
    special = {(one["department"], one["day"]): one for one in sample["special"]}
    last = min(sample["to_on"], act.today - DAY)
    for number, day in enumerate(days(sample["from_on"], last)):
        for unit in sample["unit"]:
            key = unit["department"], day
            if key not in left_out:
                department = known[unit["department"]]
                made[key] = _report(session, unit, department, day, number, special.get(key, {}))
                save_report(session, act, made[key])
    for one in sample["correction"]:
        save_report(session, act, _corrected(session, made[one["department"], one["day"]], one))
    _enter_web(session, act, [one for one in sample["web"] if one["day"] <= last])
    _enter_cases(session, act, sample["case"], known[CASES_OF].id)
    return len(made)


def _report(
    session: Session,
    unit: Mapping[str, Any],
    department: Department,
    day: date,
    number: int,
    special: Mapping[str, str],
) -> DailyReportFields:
    """What a unit told on the day of this number; its head reports."""

    def of_day(name: str) -> Any:
        return unit[name][number % len(unit[name])]

    titles = {row.title: row.duty_id for row in duties(session, day, department_id=department.id)}
    place = day.weekday() - 1 if day.weekday() >= SATURDAY else day.weekday() % 4
    return DailyReportFields(
        department_id=department.id,
        day=day,
        received_at=_at(day, special.get("at") or of_day("at")),
        form=ReportForm(of_day("form")),
        reporter=heads(session, day).get(department.id, ""),
        reporter_title=department.head_title,
        results={
            titles[title]: texts[number % len(texts)] for title, texts in unit["results"].items()
        },
        figures={
            _indicator(session, department.id, day, name): values[number % len(values)]
            for name, values in unit.get("figures", {}).items()
        },
        tomorrow=of_day("tomorrow"),
        present=unit["present"][place],
        on_leave=unit["on_leave"][place],
        quarantined=0,
        feverish=0,
        difficulties=special.get("difficulties", ""),
        proposals=special.get("proposals", ""),
    )


def _corrected(
    session: Session, fields: DailyReportFields, told: Mapping[str, Any]
) -> DailyReportFields:
    figures = {
        _indicator(session, fields.department_id, fields.day, name): value
        for name, value in told.get("figures", {}).items()
    }
    return replace(
        fields,
        edition=1,
        reason=told["reason"],
        figures={**fields.figures, **figures},
        proposals=told.get("proposals", fields.proposals),
    )


def _indicator(session: Session, department_id: int, day: date, name: str) -> int:
    rows = indicators(session, day, department_id=department_id)
    return next(row.indicator_id for row in rows if row.name == name)


def _enter_web(session: Session, act: Act, told: list[dict[str, Any]]) -> None:
    for one in told:
        at = _at(one["day"], one["at"]) if "at" in one else None
        fields = WebUpdateFields(one["day"], one["title"], WebSource(one["source"]), at=at)
        save_web_update(session, act, fields)


def _enter_cases(
    session: Session, act: Act, told: list[dict[str, Any]], department_id: int
) -> None:
    for one in told:
        case = {name: value for name, value in one.items() if name != "at"}
        found_at = _at(one["found_on"], one["at"])
        fields = CaseFields(department_id=department_id, found_at=found_at, **case)
        save_case(session, act, fields)


def _at(day: date, told: str) -> datetime:
    at = time.fromisoformat(told)
    return aware(day, at.hour, at.minute)
