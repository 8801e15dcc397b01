"""The second step of an import: do what a file says, in one act, or nothing of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.importers.errors import ImportRefused
from db.importers.known_departments import Departments
from db.importers.plan import ImportKind, ImportOptions, ImportPlan, Progress
from db.importers.planning import Work, plan_import
from db.importers.reading import Sheet
from db.models.staff import Department
from db.services.staff import DepartmentFields, save_department


def write_import(
    session: Session,
    act: Act,
    plan: ImportPlan,
    *,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write what a plan says; return its outcome as plain values.

    The file is checked once more against the book as it is now; see `import_sheets`.
    """
    return import_sheets(
        session,
        act,
        plan.kind,
        plan.sheets,
        skip_bad=skip_bad,
        progress=progress,
        options=plan.options,
    )


def import_sheets(
    session: Session,
    act: Act,
    kind: ImportKind | str,
    sheets: Sequence[Sheet],
    *,
    skip_bad: bool = False,
    progress: Progress | None = None,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
) -> dict[str, Any]:
    """Check a file against the book and write what is good; return `ImportPlan.outcome`.

    Rows with errors refuse the whole unless `skip_bad`: raises ImportRefused. Raises NoHeader.
    `progress` may raise to stop: nothing stays.
    """
    tell = progress or _silent
    plan = plan_import(session, kind, sheets, act.today, _first_half(tell), options)
    outcome = plan.outcome(skip_bad=skip_bad)
    if plan.errors and not skip_bad:
        raise ImportRefused(outcome)
    work: Work = plan.work
    ids = _write_departments(session, act, work.departments)
    work.write(session, act, ids, _second_half(tell))
    return outcome


def _write_departments(session: Session, act: Act, departments: Departments) -> dict[str, int]:
    """Make the new departments, give back lost small letters; return all ids by code."""
    for ref in departments.all:
        if ref.id is None:
            save_department(session, act, DepartmentFields(code=ref.code, name=ref.name))
        elif ref.is_renamed:
            row = session.get_one(Department, ref.id)
            fields = DepartmentFields(
                code=row.code,
                name=ref.name,
                short_name=row.short_name,
                aliases=tuple(row.aliases.splitlines()),
                kind=row.kind,
                parent_id=row.parent_id,
                head_title=row.head_title,
                deputy_title=row.deputy_title,
                id=row.id,
            )
            save_department(session, act, fields)
    return dict(session.execute(select(Department.code, Department.id)).all())


def _first_half(tell: Progress) -> Progress:
    def half(done: int, total: int) -> None:
        tell(done, 2 * total)

    return half


def _second_half(tell: Progress) -> Progress:
    def half(done: int, total: int) -> None:
        tell(total + done, 2 * total)

    return half


def _silent(done: int, total: int) -> None:
    """Tell nobody."""
