"""Why a file as a whole can't be read or written; reasons of single rows are in `problems`."""

from dataclasses import dataclass

from db.errors import DomainError


@dataclass(eq=False)
class FileMissing(DomainError):
    """There is no such file."""

    name: str


@dataclass(eq=False)
class FileUnreadable(DomainError):
    """The file is there but can't be opened: another program holds it, or it isn't ours to read."""

    name: str


@dataclass(eq=False)
class NotAWorkbook(DomainError):
    """The file is no table that can be read: a picture, a letter, a damaged workbook."""

    name: str


@dataclass(eq=False)
class WorkbookLocked(DomainError):
    """The workbook opens only with a password."""

    name: str


@dataclass(eq=False)
class WorkbookTooLarge(DomainError):
    """The file asks for more memory or time than any office's list does."""

    name: str


@dataclass(eq=False)
class EmptyWorkbook(DomainError):
    """There is nothing in the file."""

    name: str


@dataclass(eq=False)
class NoHeader(DomainError):
    """No row names the columns that are needed; `missing` are the headers the best row lacks.

    `row` is that best row (0: no row had any known column), `sheet` where it stands.
    """

    kind: str
    missing: tuple[str, ...]
    sheet: str
    row: int


@dataclass(eq=False)
class ValuesAlone(NoHeader):
    """A report of what stock is worth, without how much there is (S23-H)."""


@dataclass(eq=False)
class OneColumnASupply(NoHeader):
    """People stand in rows and `supplies` in columns: quantities, but no day and no row for each."""

    supplies: tuple[str, ...]


@dataclass(eq=False)
class ImportRefused(DomainError):
    """Some rows can't be taken and skipping them was not chosen; `outcome` says which."""

    outcome: dict[str, object]
