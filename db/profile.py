"""An office's profile as it lies in a folder: data, so that another office can bring its own."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from db.errors import NotFound
from db.kinds import AddedUp, AgencyKind, BookFigure, DepartmentKind, IndicatorKind


@dataclass(frozen=True, slots=True)
class ProfileDepartment:
    """One line of departments.csv; `parent` is a code or empty."""

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: DepartmentKind
    parent: str
    head_title: str
    deputy_title: str
    reports_daily: bool


@dataclass(frozen=True, slots=True)
class ProfileAgency:
    """One line of a set of outside bodies; `parent` is a code of the same set or empty."""

    code: str
    kind: AgencyKind
    name: str
    parent: str
    seat: str


@dataclass(frozen=True, slots=True)
class AgencySet:
    """Outside bodies in force together, from a day (none: since ever) to a day (none: until now)."""

    agencies: tuple[ProfileAgency, ...]
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class AgencyTile:
    """One line of agency_tiles.csv: where a district stands on the map of tiles."""

    code: str
    short: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class ProfileDuty:
    """What a plan gives one department to do; `department` is a code."""

    department: str
    plan: str
    title: str
    sentence: str
    from_on: date


@dataclass(frozen=True, slots=True)
class ProfileIndicator:
    """A figure that a department tells every day; `department` is a code."""

    department: str
    name: str
    unit: str
    kind: IndicatorKind
    added_up: AddedUp
    source: BookFigure | None


@dataclass(frozen=True, slots=True)
class Profile:
    """All of a profile that a new book takes over; `settings` go in as they are.

    `dated` are settings in force from a day on (none: since ever): the day, then key and value.
    """

    departments: tuple[ProfileDepartment, ...]
    duty_posts: tuple[dict[str, Any], ...]
    stores: tuple[dict[str, Any], ...]
    signers: tuple[dict[str, Any], ...]
    settings: dict[str, Any]
    dated: tuple[tuple[date | None, str, dict[str, Any]], ...] = ()
    agency_sets: tuple[AgencySet, ...] = ()
    duties: tuple[ProfileDuty, ...] = ()
    indicators: tuple[ProfileIndicator, ...] = ()


def read_profile(folder: Path) -> Profile:
    """Read a profile folder. Raises NotFound when a file or a field is missing."""
    try:
        with (folder / "profile.toml").open("rb") as file:
            told = tomllib.load(file)
        with (folder / "departments.csv").open(encoding="utf-8-sig", newline="") as file:
            departments = tuple(_department(row) for row in csv.DictReader(file))
        return Profile(
            departments=departments,
            duty_posts=tuple(told.pop("duty_post")),
            stores=tuple(told.pop("store")),
            signers=tuple(told.pop("signer")),
            dated=tuple(_dated(told.pop("dated", {}))),
            agency_sets=tuple(_agency_set(folder, row) for row in told.pop("agency_set", [])),
            duties=tuple(ProfileDuty(**row) for row in told.pop("duty", [])),
            indicators=tuple(_indicator(row) for row in told.pop("indicator", [])),
            settings=_dates_as_text(told),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise NotFound("profile", f"{folder}: {error}") from error


def pick_list(folder: Path) -> list[dict[str, str]]:
    """The profile's list of usual supplies, to pick from: the rows of supplies.csv as they are."""
    with (folder / "supplies.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def agency_tiles(folder: Path) -> list[AgencyTile]:
    """The profile's map of tiles; a profile without one has none."""
    path = folder / "agency_tiles.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            AgencyTile(row["code"], row["short"], int(row["column"]), int(row["row"]))
            for row in csv.DictReader(file)
        ]


def _department(row: dict[str, str]) -> ProfileDepartment:
    return ProfileDepartment(
        code=row["code"],
        name=row["name"],
        short_name=row["symbol"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        kind=DepartmentKind(row["kind"]),
        parent=row["parent"],
        head_title=row["head_title"],
        deputy_title=row["deputy_title"],
        reports_daily=row["reports_at_0830"] == "yes",
    )


def _indicator(row: dict[str, str]) -> ProfileIndicator:
    source = row.get("source")
    return ProfileIndicator(
        department=row["department"],
        name=row["name"],
        unit=row.get("unit", ""),
        kind=IndicatorKind(row.get("kind", IndicatorKind.NUMBER)),
        added_up=AddedUp(row.get("added_up", AddedUp.SUM)),
        source=BookFigure(source) if source else None,
    )


def _agency_set(folder: Path, told: dict[str, Any]) -> AgencySet:
    with (folder / told["file"]).open(encoding="utf-8-sig", newline="") as file:
        agencies = tuple(
            ProfileAgency(
                row["code"], AgencyKind(row["kind"]), row["name"], row["parent"], row["seat"]
            )
            for row in csv.DictReader(file)
        )
    return AgencySet(agencies, told.get("from_on"), told.get("to_on"))


def _dated(
    told: dict[str, list[dict[str, Any]]],
) -> Iterator[tuple[date | None, str, dict[str, Any]]]:
    for key, rows in told.items():
        for row in rows:
            from_on = row.pop("from_on", None)
            yield from_on, key, _dates_as_text(row)


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
