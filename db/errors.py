"""Everything the book may refuse: each error holds its facts; its sentence is made where it is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from db.kinds import SpreadBy


class DomainError(Exception):
    """An expected "no", for the clerk to read; never a bug."""

    def __str__(self) -> str:
        return repr(self)


@dataclass(frozen=True)
class Shortage:
    """One supply of which there is too little.

    `short_on` is the first day the stock would fall below zero, `available` what could be given
    on `day`, `in_the_way` the later vouchers that already took the rest, `first_ok_on` the first
    day on which `asked` would do (None: on no day yet), `lines` the positions in the issue, `expired`
    what lies there but is past its date.
    """

    supply_id: int
    code: str
    name: str
    unit: str
    store: str
    day: date
    short_on: date
    available: int
    asked: int
    in_the_way: tuple[str, ...]
    first_ok_on: date | None
    lines: tuple[int, ...]
    expired: int = 0
    blocked: int = 0


@dataclass(eq=False)
class StockShort(DomainError):
    """An issue asks for more than there is, on its day or on a later one."""

    shortages: tuple[Shortage, ...]


@dataclass(eq=False)
class ReversalBlocked(DomainError):
    """What a voucher brought was already given out by others."""

    number: str
    supply: str
    in_the_way: tuple[str, ...]


@dataclass(eq=False)
class AlreadyReversed(DomainError):
    """A voucher is reversed at most once, and a reversal never."""

    number: str
    by: str


@dataclass(eq=False)
class PeriodClosed(DomainError):
    """The day is in a closed period."""

    day: date
    closed_to: date


@dataclass(eq=False)
class FutureDay(DomainError):
    """The day has not come yet; `present` is another day than `today` in a book of sample data."""

    day: date
    today: date
    present: date


@dataclass(eq=False)
class MoreThanIssued(DomainError):
    """More is brought back than an issue's line gave out and was not brought back yet."""

    line: int
    supply: str
    left: int
    asked: int


@dataclass(eq=False)
class BackBeforeIssue(DomainError):
    """Goods can't come back before the day they were given out."""

    line: int
    day: date
    issued_on: date


@dataclass(eq=False)
class NotWaiting(DomainError):
    """Lines that don't wait to be fetched (any more): handed out or returned meanwhile."""

    lines: tuple[int, ...]


@dataclass(eq=False)
class LotEmpty(DomainError):
    """A value can't be put right where nothing of the lot, or not so much value, is left."""

    supply: str
    left: int


@dataclass(frozen=True)
class Concern:
    """What is unusual about a voucher: `limit` and `rule` are words of kinds.Limit and Strictness.

    `line` is its position (None: the whole voucher), `asked` what it says, `usual` what is within
    the limit: pieces, or days that a voucher may be late.
    """

    limit: str
    rule: str
    asked: int
    usual: int
    line: int | None = None
    supply: str = ""
    unit: str = ""
    receiver: str = ""


@dataclass(eq=False)
class OverLimit(DomainError):
    """A voucher beyond a limit that the office does not let pass."""

    concerns: tuple[Concern, ...]


@dataclass(eq=False)
class ClosedAlready(DomainError):
    """The period up to that day is closed already."""

    day: date
    closed_to: date


@dataclass(eq=False)
class ClosingBlocked(DomainError):
    """Drafts or open stocktakes of the period could not be recorded once it is closed."""

    day: date
    drafts: int
    counts: int


@dataclass(eq=False)
class NothingClosed(DomainError):
    """No period is closed, so none can be opened again."""


@dataclass(eq=False)
class CountedElsewhere(DomainError):
    """Supplies that another open stocktake of the same store is counting."""

    stocktake_id: int
    store: str
    names: tuple[str, ...]


@dataclass(eq=False)
class CountedAlready(DomainError):
    """The stocktake has a line for this already."""

    name: str


@dataclass(eq=False)
class CountClosed(DomainError):
    """The stocktake was posted or given up: nothing of it changes any more."""

    stocktake_id: int
    is_posted: bool


@dataclass(eq=False)
class NothingToCount(DomainError):
    """A stocktake of no supply."""


@dataclass(eq=False)
class NotCounted(DomainError):
    """Lines of a stocktake that nobody counted."""

    names: tuple[str, ...]


@dataclass(eq=False)
class DifferencesUnexplained(DomainError):
    """Lines of a stocktake whose difference has no reason."""

    names: tuple[str, ...]


@dataclass(eq=False)
class CountOutOfRange(DomainError):
    """A count below zero or too large, or one whose poor and spoiled parts are more than it."""

    name: str
    counted: int
    poor: int
    spoiled: int


@dataclass(eq=False)
class MissingGoneSince(DomainError):
    """What a count found missing can't be taken off the book: too little is left since."""

    name: str
    unit: str
    missing: int
    left: int
    day: date
    in_the_way: tuple[str, ...]


@dataclass(eq=False)
class EmptyVoucher(DomainError):
    """A voucher without a line."""


@dataclass(eq=False)
class QuantityOutOfRange(DomainError):
    """A quantity or an amount that is not a whole number from 1 (0 for money) to 10^12."""

    line: int
    value: int


@dataclass(eq=False)
class ReasonMissing(DomainError):
    """An act that has to say why does not."""


@dataclass(eq=False)
class NotFound(DomainError):
    """Something named in a request is not in the book."""

    what: str
    key: str


@dataclass(eq=False)
class AlreadyThere(DomainError):
    """A code or a name that something else has already."""

    what: str
    value: str


@dataclass(eq=False)
class FieldMissing(DomainError):
    """A field that can't be empty is."""

    field: str


@dataclass(eq=False)
class InUse(DomainError):
    """Something that others still need: it may be retired, not removed or changed."""

    what: str
    name: str


@dataclass(eq=False)
class AgencyEnded(DomainError):
    """An outside body that is not in force on a day."""

    name: str
    day: date
    from_on: date | None
    to_on: date | None


@dataclass(eq=False)
class AgencyInItself(DomainError):
    """A body can't lie in itself, nor in one that lies in another."""

    name: str
    parent: str


@dataclass(eq=False)
class NoLeaflet(DomainError):
    """A supply that is no leaflet stands where only leaflets do."""

    name: str


@dataclass(eq=False)
class MoreThanOrdered(DomainError):
    """A print house brings more than is outstanding of an order, or the order sinks below it."""

    leaflet: str
    ordered: int
    delivered: int
    asked: int


@dataclass(eq=False)
class MoreThanToShare(DomainError):
    """An allocation gives out more of a leaflet than its total less the reserve."""

    leaflet: str
    total: int
    reserve: int
    shared: int


@dataclass(eq=False)
class MoreThanRun(DomainError):
    """The allocations of a print run plan more of a leaflet than the run ordered."""

    leaflet: str
    ordered: int
    elsewhere: int
    total: int


@dataclass(eq=False)
class NoFigures(DomainError):
    """Leaflets can't be shared out by what is not known of some bodies."""

    by: SpreadBy
    names: tuple[str, ...]


@dataclass(eq=False)
class ReceiptOfDelivery(DomainError):
    """The receipt of a print house's delivery is undone and the delivery noted anew, not corrected."""

    number: str


@dataclass(eq=False)
class NotHandedOver(DomainError):
    """A voucher that is no hand-over, or one that was reversed."""

    number: str
    voucher_id: int = 0


@dataclass(eq=False)
class NormsOverlap(DomainError):
    """Another norm of the supply and duty post ("": everybody) holds on one of the days."""

    supply: str
    duty_post: str
    pieces: int
    unit: str
    from_on: date
    to_on: date | None


@dataclass(eq=False)
class ChangedMeanwhile(DomainError):
    """Somebody else saved the same record since it was opened."""

    what: str


@dataclass(eq=False)
class RefusedByBook(DomainError):
    """The database itself refused: `word` is one of the words of db.triggers."""

    word: str


@dataclass(eq=False)
class StorageFailed(DomainError):
    """The disk or the server did not do its part; nothing was written.

    `cause` is full, busy, slow, read_only, damaged or lost.
    """

    cause: str
    detail: str


@dataclass(eq=False)
class FileNotSaved(StorageFailed):
    """A file other than the book could not be written; `detail` is its path."""


@dataclass(eq=False)
class Cancelled(DomainError):
    """The clerk stopped a long work; nothing of it was written."""


@dataclass(eq=False)
class BookExists(DomainError):
    """There is a book at that place already."""

    location: str


@dataclass(eq=False)
class BookMissing(DomainError):
    """There is no book at that place."""

    location: str


@dataclass(eq=False)
class NotABook(DomainError):
    """The file or database is something else."""

    location: str


@dataclass(eq=False)
class CopyDamaged(DomainError):
    """A copy of the book can't be read whole, or lacks acts that the book holds."""

    path: str


@dataclass(eq=False)
class BookTooNew(DomainError):
    """A later version of the program wrote this book."""

    location: str
    version: str


@dataclass(eq=False)
class UnsafeEngine(DomainError):
    """This SQLite has the bug that corrupts write-ahead logs (3.7.0 to 3.51.2)."""

    version: str


@dataclass(eq=False)
class AttachmentTooLarge(DomainError):
    """A file that is too large to be kept in the book; sizes in bytes."""

    name: str
    size: int
    largest: int


@dataclass(eq=False)
class FileNotTaken(DomainError):
    """A file that can't be kept: `cause` is unread, empty, damaged or kind (none of those taken).

    design: none of those that the design of a leaflet may be.
    """

    name: str
    cause: str


@dataclass(eq=False)
class NobodyToTell(DomainError):
    """A round that reaches no person and no outside body."""


@dataclass(eq=False)
class NobodyToSign(DomainError):
    """A paper to sign on which there would be nobody."""


@dataclass(eq=False)
class DistributionClosed(DomainError):
    """The round is closed; nothing more is noted in it."""

    distribution_id: int
    closed_on: date


@dataclass(eq=False)
class SeveralOfThatNumber(DomainError):
    """Several documents have the number asked for; `ids` tell them apart, the latest first."""

    number: str
    ids: tuple[int, ...]


@dataclass(eq=False)
class NobodyAssigned(DomainError):
    """No department has the duty, in a period, that a paper is about: to report to the city."""

    from_on: date
    to_on: date


@dataclass(eq=False)
class NotAssigned(DomainError):
    """A department that no plan gives a duty on that day, so that it has nothing to report."""

    department: str
    day: date


@dataclass(eq=False)
class FigureOutOfRange(DomainError):
    """A number of a daily report that is below zero or more than it can be."""

    value: int
    most: int


@dataclass(eq=False)
class FutureMoment(DomainError):
    """A report that would have come at a moment which is still ahead; both are aware."""

    moment: datetime
    now: datetime


@dataclass(eq=False)
class IndicatorOfBook(DomainError):
    """A figure that the book knows itself, so nobody types it."""

    indicator: str


@dataclass(eq=False)
class CaseOutOfOrder(DomainError):
    """A case's `step` before it was found, or dismissed although it was stopped or handled."""

    step: str
    day: date
    found_on: date


@dataclass(eq=False)
class SecondCopyDamaged(DomainError):
    """A line or a file of the second copy that is not what was written."""

    path: str


@dataclass(eq=False)
class NetworkFolder(DomainError):
    """A book on a folder of the network, of a `kind` on which the write-ahead log is not safe."""

    path: str
    kind: str


@dataclass(eq=False)
class ReportedUnder(DomainError):
    """A department reported on a day on which it would have no duty any more; the last such day."""

    department: str
    day: date


@dataclass(eq=False)
class ReceivedTooEarly(DomainError):
    """A report that would have come before the one of the day before it was due."""

    received_on: date
    earliest: date
