"""What a pile of scanned pages was read as: each page, what it is, and what its cells propose."""

from dataclasses import dataclass
from enum import StrEnum

from db.queries.returns import PageFacts, PagePerson, SignedPage
from db.services.returning import ReturnedPage


class SheetKind(StrEnum):
    """What a scanned page turned out to be; the last three are listed, never taken in."""

    SLIP = "slip"
    LIST = "list"
    UNREAD = "unread"
    FOREIGN = "foreign"
    REPEAT = "repeat"


class Why(StrEnum):
    """Why a page or a file is not simply taken in."""

    NONE = ""
    NO_CODE = "no_code"  # no code was found on the page
    BAD_CODE = "bad_code"  # a code whose check digit is wrong, or that is no code of ours
    OTHER_BOOK = "other_book"  # a page of another office
    NOT_PRINTED = "not_printed"  # digits of this book that it never printed for signing
    READ_TWICE = "read_twice"  # the same page stands earlier in this pile
    TAKEN_BEFORE = "taken_before"  # a scan of the page was taken in before
    CLOSED = "closed"  # its round is closed
    REVERSED = "reversed"  # its hand-over was reversed
    LOCKED = "locked"  # the file has a password
    DAMAGED = "damaged"  # the file can't be read, or not to its end
    TOO_LARGE = "too_large"  # the file or one of its pages is beyond what is read
    NOT_STARTED = "not_started"  # the computer could not begin to read the file
    NOT_A_SCAN = "not_a_scan"  # the file is no PDF and no picture
    MISSING = "missing"  # the file is gone
    EMPTY = "empty"  # a folder without a file


@dataclass(frozen=True, slots=True)
class ScannedRow:
    """One person of a page: `signed` is what the ink proposes, None where it is doubtful.

    `picture` shows the cell, as PNG; `ink` is the share of it that is written on, 0 to 1; `place`
    is where the cell lies in the page's picture: left, top, width, height as shares of it.
    """

    person: PagePerson
    signed: bool | None
    ink: float
    picture: bytes
    place: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One page of a file as it was read; `page` counts from 1, `picture` is the page as JPEG.

    A page that holds several slips comes as several sheets.
    """

    file: str
    page: int
    kind: SheetKind
    why: Why = Why.NONE
    code: str = ""
    known: SignedPage | None = None
    facts: PageFacts | None = None
    rows: tuple[ScannedRow, ...] = ()
    picture: bytes = b""

    def returned(self, signed: tuple[int, ...]) -> ReturnedPage:
        """The page as it is taken in, with those who the clerk says have signed."""
        return ReturnedPage(self.code, signed, self.picture, self.file, self.page)

    @property
    def is_taken_in(self) -> bool:
        """Whether the page is one to take in: known, the first of its kind, its round open."""
        return self.kind in {SheetKind.SLIP, SheetKind.LIST} and self.why is Why.NONE

    @property
    def proposed(self) -> tuple[int, ...]:
        """Those whose cells are written on."""
        return tuple(row.person.staff_id for row in self.rows if row.signed)
