"""The list of people: each row somebody new, somebody changed, or somebody known."""

from dataclasses import dataclass

from db.importers import cells
from db.importers.keys import code_key, name_key
from db.importers.known import People, Person
from db.importers.known_departments import DepartmentRef, Departments
from db.importers.plan import Findings, MissingPerson
from db.importers.problems import Hint, Problem
from db.importers.rows import DataRow
from db.importers.words import category_of
from db.kinds import StaffCategory
from db.text import clean, fold


@dataclass(frozen=True, slots=True)
class ReadyPerson:
    """One person to be written; `known` is who they are in the book already."""

    row: int
    code: str
    name: str
    department: DepartmentRef
    title: str
    category: StaffCategory | None
    post: str
    phone: str
    email: str
    note: str
    known: Person | None


class StaffCheck:
    """Checks the rows of a list of people against the book."""

    def __init__(
        self, findings: Findings, departments: Departments, people: People, posts: dict[str, int]
    ) -> None:
        self._findings = findings
        self._departments = departments
        self._people = people
        self._posts = posts
        self._next_code = people.next_code()
        self._codes: dict[str, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._seen: dict[int, int] = {}
        self._new_posts: set[str] = set()

    def check(self, row: DataRow) -> ReadyPerson | None:
        """The person of a row, if there is something to write; errors go to the findings."""
        refuse = self._findings.refuse
        name = self._name(row)
        code = row.text("code")
        if not any(map(str.isalpha, name)):
            problem = Problem.NOT_A_NAME if name else Problem.MISSING
            refuse(row.number, "name", problem, text=name)
            return None
        if code and (first := self._codes.setdefault(code_key(code), row.number)) != row.number:
            refuse(row.number, "code", Problem.CODE_AGAIN, code=code, first=first)
            return None
        department = self._department(row, code)
        if department is None:
            written = row.text("department") or row.group
            problem = Problem.NOT_A_NAME if written else Problem.MISSING
            refuse(row.number, "department", problem, text=written)
            return None
        known = self._known(row, code, name, department)
        if row.number in self._findings.errors:
            return None
        if known is not None and self._seen.setdefault(known.id, row.number) != row.number:
            first = self._seen[known.id]
            refuse(row.number, "code", Problem.CODE_AGAIN, code=known.code, first=first)
            return None
        ready = self._ready(row, code, name, department, known)
        if known is not None and not self._is_changed(ready, known):
            self._findings.unchanged += 1
            return None
        return ready

    def missing(self) -> tuple[MissingPerson, ...]:
        """People in service who are not in the list."""
        return tuple(
            MissingPerson(person.code, person.name, self._departments.name_of(person.department_id))
            for person in self._people.all
            if person.is_serving and person.id not in self._seen
        )

    def _name(self, row: DataRow) -> str:
        parts = (row.text("family_name"), row.text("given_name"))
        written = row.text("name") or " ".join(part for part in parts if part)
        for prefix in ("Ông/Bà ", "Ông (Bà) ", "Đ/c ", "Đồng chí ", "Bà "):
            if written.lower().startswith(prefix.lower()):
                written = written[len(prefix) :]
        name = cells.proper_name(clean(written))
        if name != written and not written.isupper():
            self._findings.hint(row.number, "name", Hint.CAPITALS, written=written, name=name)
        return name

    def _department(self, row: DataRow, code: str) -> DepartmentRef | None:
        if written := row.text("department") or row.group:
            count = len(self._departments.all)
            near = self._departments.near(written)
            department = self._departments.find_or_add(written)
            if department is not None and len(self._departments.all) > count and near:
                facts = {"name": department.name, "near": near}
                self._findings.hint(row.number, "department", Hint.NEAR_DEPARTMENT, **facts)
            return department
        person = self._people.with_code(code) if code else None
        return next(
            (ref for ref in self._departments.all if person and ref.id == person.department_id),
            None,
        )

    def _known(
        self, row: DataRow, code: str, name: str, department: DepartmentRef
    ) -> Person | None:
        """Who of the book this is; the same name twice in a department is worth a look."""
        again = self._names.setdefault((name_key(name), department.code), row.number)
        if again != row.number:
            if not code:
                self._findings.refuse(
                    row.number, "name", Problem.PERSON_AGAIN, name=name, first=again
                )
                return None
            self._findings.hint(row.number, "name", Hint.PERSON_TWICE, name=name, first=again)
        if code:
            return self._people.with_code(code)
        same = self._people.named(name, department.id) if department.id is not None else []
        if len(same) > 1:
            codes = ", ".join(person.code for person in same)
            self._findings.refuse(
                row.number, "name", Problem.PERSON_AMBIGUOUS, name=name, codes=codes
            )
        return same[0] if len(same) == 1 else None

    def _ready(
        self,
        row: DataRow,
        code: str,
        name: str,
        department: DepartmentRef,
        known: Person | None,
    ) -> ReadyPerson:
        """The row's fields; an empty cell keeps what the book has."""
        if not code and known is None:
            code = f"CB{self._next_code:04d}"
            self._next_code += 1
        category = self._category(row)
        return ReadyPerson(
            row=row.number,
            code=known.code if known else code,
            name=name,
            department=department,
            title=row.text("title") or (known.title if known else ""),
            category=category or (known.category if known else None),
            post=self._post(row, department),
            phone=row.read("phone", cells.phone) or (known.phone if known else ""),
            email=row.text("email") or (known.email if known else ""),
            note=row.text("note") or (known.note if known else ""),
            known=known,
        )

    def _category(self, row: DataRow) -> StaffCategory | None:
        written = row.text("category")
        category = category_of(written) if written else None
        if written and category is None:
            self._findings.hint(row.number, "category", Hint.CATEGORY_NOT_READ, text=written)
        return category

    def _post(self, row: DataRow, department: DepartmentRef) -> str:
        """The duty post as written; who stands under "Bộ phận bảo vệ" serves there."""
        if written := row.text("post"):
            if fold(written) not in self._posts and fold(written) not in self._new_posts:
                self._new_posts.add(fold(written))
                self._findings.hint(row.number, "post", Hint.NEW_DUTY_POST, name=written)
            return written
        return department.name if fold(department.name) in self._posts else ""

    def _is_changed(self, ready: ReadyPerson, known: Person) -> bool:
        is_told = self._findings.header.has("post") or bool(ready.post)
        is_known_post = not ready.post or fold(ready.post) in self._posts
        is_same_post = not is_told or (
            is_known_post and self._posts.get(fold(ready.post)) == known.duty_post_id
        )
        was = (known.name, known.title, known.category, known.phone, known.email, known.note)
        now = (ready.name, ready.title, ready.category, ready.phone, ready.email, ready.note)
        return (
            was != now
            or not is_same_post
            or known.department_id != ready.department.id
            or not known.is_serving
        )
