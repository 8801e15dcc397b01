"""The departments of the book by every name they go by; an unknown name makes a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.keys import NEAR, code_key, name_key
from db.importers.plan import NewDepartment
from db.importers.row_words import department_key, without_numbering
from db.models.staff import Department
from db.text import fold, initials

_SHORTEST_NAME = 2
_RESERVED_CODES = ("KHACH", "NGOAI")  # rows of reports


def _symbol_in(name: str) -> str:
    """The symbol in a name like "Phòng KH-TC", else nothing."""
    found = re.fullmatch(
        r"(?:Phòng|P\.|Trung tâm|TT\.?)\s*([A-ZĐ&.\- ]{2,12})", name, re.IGNORECASE
    )
    return code_key(found[1]) if found and found[1].upper() == found[1] else ""


def _with_capital(name: str) -> str:
    """A name as offices write it; old fonts have no capital for a first letter with a tone."""
    return name[:1].upper() + name[1:]


@dataclass(slots=True)
class DepartmentRef:
    """A department of the book, or one about to be made."""

    id: int | None
    code: str
    name: str
    is_renamed: bool = False


class Departments:
    """Departments by every name they go by; an unknown name makes a new one."""

    def __init__(self, rows: Iterable[Department]) -> None:
        self._by_key: dict[str, DepartmentRef] = {}
        self._codes = set(_RESERVED_CODES)
        self.all: list[DepartmentRef] = []
        self._by_symbol: dict[str, DepartmentRef] = {}
        names: list[tuple[DepartmentRef, list[str]]] = []
        for row in rows:
            ref = DepartmentRef(row.id, row.code, row.name)
            self.all.append(ref)
            self._codes.add(row.code.upper())
            for symbol in (row.code, row.short_name):
                self._by_symbol.setdefault(code_key(symbol), ref)
            names.append((ref, [row.name, *row.aliases.splitlines(), row.short_name, row.code]))
        for rank in range(max((len(words) for _, words in names), default=0)):
            for ref, words in names:
                if rank < len(words) and (key := department_key(words[rank])):
                    self._by_key.setdefault(key, ref)

    @property
    def keys(self) -> frozenset[str]:
        """Every name that is known, as `department_key` has it."""
        return frozenset(self._by_key)

    @property
    def new(self) -> tuple[NewDepartment, ...]:
        """Those that the list brings."""
        return tuple(NewDepartment(ref.code, ref.name) for ref in self.all if ref.id is None)

    def find(self, text: str) -> DepartmentRef | None:
        """The department of that name, alias, symbol or code."""
        name = _with_capital(without_numbering(text))
        ref = self._by_key.get(department_key(name)) or self._by_key.get(department_key(text))
        if ref is None and (symbol := _symbol_in(name)):
            ref = self._by_symbol.get(symbol)
        if ref is not None:
            self._prefer_mixed_case(ref, name)
        return ref

    def find_or_add(self, text: str) -> DepartmentRef | None:
        """The same; an unknown name becomes a department with a code from its initials.

        None for what is no name at all.
        """
        if (ref := self.find(text)) is not None:
            return ref
        name = _with_capital(without_numbering(text))
        if sum(map(str.isalpha, name)) < _SHORTEST_NAME or not department_key(name):
            return None
        ref = DepartmentRef(None, self._free_code(name), name)
        self.all.append(ref)
        self._by_key[department_key(name)] = ref
        return ref

    def near(self, text: str) -> str:
        """A department whose name is almost `text`, if there is one."""
        names = {name_key(ref.name): ref.name for ref in self.all if ref.id is not None}
        found = get_close_matches(name_key(text), names, 1, NEAR)
        return names[found[0]] if found else ""

    def name_of(self, department_id: int | None) -> str:
        """The name of a department of the book."""
        return next((ref.name for ref in self.all if ref.id == department_id), "")

    def _prefer_mixed_case(self, ref: DepartmentRef, name: str) -> None:
        is_mixed = not name.isupper() and not name.islower()
        if ref.name.isupper() and is_mixed and fold(ref.name) == fold(name):
            ref.name, ref.is_renamed = name, ref.id is not None

    def _free_code(self, name: str) -> str:
        words = [word for word in fold(name).split() if word not in {"va", "phong"}] or [fold(name)]
        stem = initials(" ".join(words)).upper()[:12] or "DV"
        code, number = stem, 1
        while code in self._codes:
            number += 1
            code = f"{stem}{number}"
        self._codes.add(code)
        return code


def known_departments(session: Session) -> Departments:
    """The departments of the book, those in use first."""
    order = (Department.is_active.desc(), Department.position, Department.id)
    return Departments(session.scalars(select(Department).order_by(*order)))
