"""Who a row of vouchers names in one cell, and the stores it moves between."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.issues import Recipient
from db.importers.keys import code_key, name_key
from db.importers.known import People, Person
from db.importers.known_departments import Departments
from db.importers.problems import Problem, Refusal
from db.importers.rows import DataRow
from db.importers.words import header_key, row_words
from db.models.catalogue import Store
from db.text import clean

_VISITORS = "KHACH"
_APART = re.compile(r"\s+[-–]\s+|\s*[;,(/|]\s*")


class Recipients:
    """A person by code or name, a department, an outside body or visitors; nobody is added."""

    def __init__(
        self, people: People, departments: Departments, agencies: Mapping[str, int]
    ) -> None:
        self._people, self._departments, self._agencies = people, departments, agencies
        self._refs = {ref.id: ref for ref in departments.all}

    def of(self, row: DataRow) -> Recipient:
        """Who a row's cell means: "CB0012", "Trần Quốc Bảo", "Trần Quốc Bảo – Văn phòng Sở"."""
        told = row.text("recipient")
        if not told:
            raise Refusal(Problem.MISSING, "recipient")
        if header_key(told) in row_words().visitors or told.upper() == _VISITORS:
            return Recipient(is_visitors=True)
        if (alone := self._alone(told)) is not None:
            return alone
        parts = [part.strip(" )") for part in _APART.split(told) if part.strip(" )")]
        for part in parts:
            if (person := self._people.with_code(part)) is not None:
                return self._to(person)
        if len(parts) > 1:
            unit = self._departments.find(parts[-1])
            named = self._people.named(parts[0], unit.id if unit else None)
            if named:
                return self._one(parts[0], named)
        raise Refusal(Problem.UNKNOWN_PERSON, "recipient", text=told, name=told)

    def _alone(self, told: str) -> Recipient | None:
        if (person := self._people.with_code(told)) is not None:
            return self._to(person)
        if named := self._people.named(told):
            return self._one(told, named)
        if (department := self._departments.find(told)) is not None:
            return Recipient(department=department)
        agency_id = self._agencies.get(name_key(told))
        return None if agency_id is None else Recipient(agency_id=agency_id)

    def _one(self, told: str, named: list[Person]) -> Recipient:
        if len(named) > 1:
            codes = ", ".join(person.code for person in named)
            raise Refusal(Problem.PERSON_AMBIGUOUS, "recipient", name=told, codes=codes)
        return self._to(named[0])

    def _to(self, person: Person) -> Recipient:
        return Recipient(person, self._refs.get(person.department_id))


class Stores:
    """The stores of the book by code and by name; the first is meant where none is named."""

    def __init__(self, stores: Iterable[tuple[int, str, str]]) -> None:
        self._by_key: dict[str, int] = {}
        self._names: list[str] = []
        self._main = 0
        for store_id, code, name in stores:
            self._main = self._main or store_id
            self._names.append(f"{name} ({code})")
            for key in (code_key(code), code_key(name)):
                self._by_key.setdefault(key, store_id)

    def of(self, row: DataRow, field: str) -> int:
        """The store of a cell. Raises Refusal."""
        told = clean(row.text(field))
        if not told:
            return self._main
        if (found := self._by_key.get(code_key(told))) is None:
            known = ", ".join(self._names)
            raise Refusal(Problem.UNKNOWN_STORE, field, text=told, known=known)
        return found

    def other(self, row: DataRow, store_id: int) -> int:
        """The store a transfer goes to. Raises Refusal."""
        if not row.text("to_store"):
            raise Refusal(Problem.MISSING, "to_store")
        found = self.of(row, "to_store")
        if found == store_id:
            raise Refusal(Problem.SAME_STORE, "to_store", text=row.text("to_store"))
        return found


def known_stores(session: Session) -> Stores:
    """The stores in use, the main one first."""
    query = select(Store.id, Store.code, Store.name).where(Store.is_active)
    found = session.execute(query.order_by(Store.position, Store.id))
    return Stores((store_id, code, name) for store_id, code, name in found)
