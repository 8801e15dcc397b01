"""Who a round is for: Toàn Sở, departments, duty posts and single people picked in one field."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from db.database import Database
from db.kinds import DepartmentKind
from db.queries.documents import CitedDocument, DocumentRow, document_rows
from db.queries.staff import departments, duty_posts, people
from desktop.dates import day_text
from desktop.labels import document_name
from desktop.translation import _
from desktop.widgets.suggest import Suggestion
from desktop.widgets.tokens import TokenField

EVERYBODY = "all:0"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a round may be of and for."""

    documents: list[Suggestion]
    reach: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Reach:
    """Who was picked, as a new round takes it; no departments at all are an empty tuple."""

    department_ids: tuple[int, ...] | None = ()
    duty_post_ids: tuple[int, ...] = ()
    staff_ids: tuple[int, ...] = ()


def read_offered(database: Database) -> Offered:
    """Everything that may be picked, in the background: an office may have a thousand people."""
    ask, today = database.ask, database.clock.today()
    units = [
        Suggestion(row.name, _("đơn vị"), f"department:{row.department_id}", row.code)
        for row in ask(departments, today)
        if row.kind is not DepartmentKind.SECTION
    ]
    posts = [
        Suggestion(row.name, _("vị trí trực"), f"post:{row.duty_post_id}")
        for row in ask(duty_posts, today)
    ]
    single = [
        Suggestion(
            row.name, f"{row.department_short} · {row.code}", f"person:{row.staff_id}", row.code
        )
        for row in ask(people, today)
    ]
    everybody = Suggestion(_("Toàn Sở"), _("mọi người đang làm việc"), EVERYBODY, "tatca")
    return Offered(
        documents=[document_suggestion(row) for row in ask(document_rows, for_rounds=True)],
        reach=[everybody, *units, *posts, *single],
    )


def document_suggestion(row: DocumentRow | CitedDocument) -> Suggestion:
    """A document in a list to pick from."""
    detail = f"{day_text(row.issued_on)} · {row.summary}"
    return Suggestion(document_name(row), detail, row.document_id, row.number)


class ReachField(TokenField):
    """Toàn Sở stands for itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        hint = _("Gõ Toàn Sở, tên đơn vị, vị trí trực hoặc người")
        super().__init__(_("Phổ biến đến"), hint, alone=EVERYBODY, shown=4, parent=parent)

    @property
    def reach(self) -> Reach:
        """Who was picked."""
        picked: dict[str, list[int]] = {"all": [], "department": [], "post": [], "person": []}
        for value in self.values:
            kind, _colon, number = str(value).partition(":")
            picked[kind].append(int(number))
        return Reach(
            None if picked["all"] else tuple(picked["department"]),
            tuple(picked["post"]),
            tuple(picked["person"]),
        )


def receivers_of(text: str) -> Sequence[str]:
    """The outside bodies of a pasted "Nơi nhận": one a line, without dashes, ends or "Lưu:"."""
    names = (
        line.strip().lstrip("-–•+*").strip().rstrip(".;,").strip() for line in text.splitlines()
    )
    kept = [
        name
        for name in names
        if name and not name.lower().startswith(("lưu:", "nơi nhận", "lưu vt"))
    ]
    return list(dict.fromkeys(kept))
