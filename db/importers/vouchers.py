"""The book of vouchers: one row is one line of any kind; rows of one voucher stand together."""

from dataclasses import dataclass
from datetime import date

from db.importers import cells, days
from db.importers.issues import Recipient
from db.importers.keys import name_key
from db.importers.known import KnownSupply
from db.importers.lines import Counted, SupplyCells
from db.importers.plan import Findings
from db.importers.problems import Hint, Problem, Refusal
from db.importers.recipients import Recipients, Stores
from db.importers.rows import DataRow
from db.importers.words import deed_of, loss_of, source_of
from db.kinds import Loss, Source
from db.text import fold

Key = tuple[object, ...]
COMING_FIRST = ("receipt", "surplus")
"""What comes in stands before what goes out on the same day."""


@dataclass(frozen=True, slots=True)
class ReadyMove:
    """One line, with what its row says about the whole voucher; `deed` is a kind of columns.toml."""

    row: int
    deed: str
    day: date
    document_number: str
    store_id: int
    to_store_id: int | None
    supply: KnownSupply
    counted: Counted
    amount: int
    lot_number: str
    expires_on: date | None
    source: Source | None
    loss: Loss | None
    recipient: Recipient
    told: str  # the recipient as written
    reason: str

    @property
    def together(self) -> Key:
        """Rows with the same value are one voucher."""
        to = self.recipient
        department = to.department.id if to.department else None
        supplier = name_key(self.told) if self.deed == "receipt" else ""
        return (
            *(self.deed, self.day, fold(self.document_number), self.store_id, self.to_store_id),
            *(self.source, self.loss, department, to.agency_id, to.is_visitors, supplier),
        )

    @property
    def whom(self) -> tuple[int | None, int | None, int | None, bool]:
        """Person, department (for no person), agency, visitors."""
        to = self.recipient
        if to.person is not None:
            return to.person.id, None, None, False
        return None, to.department.id if to.department else None, to.agency_id, to.is_visitors

    @property
    def key(self) -> Key:
        """What makes a line of the book equal to this one."""
        return (
            *(self.deed, self.day, fold(self.document_number), self.store_id, self.to_store_id),
            *(self.supply.id, self.counted.pieces, self.loss, self.amount),
            self.whom if self.deed == "issue" else None,
        )

    @property
    def key_of_return(self) -> Key:
        """What makes pieces that came back those of this line."""
        head = (self.deed, self.day, fold(self.document_number), self.store_id)
        return (*head, self.supply.id, self.whom)


class MoveCheck:
    """Checks the rows one by one; what they do to the stock together is checked after."""

    def __init__(
        self, findings: Findings, supply_cells: SupplyCells, recipients: Recipients, stores: Stores
    ) -> None:
        self._findings = findings
        self._cells = supply_cells
        self._recipients = recipients
        self._stores = stores

    def check(self, row: DataRow) -> ReadyMove | None:
        """What a row does; errors go to the findings."""
        try:
            return self._ready(row)
        except Refusal as refusal:
            self._findings.refuse_as(row.number, refusal)
            return None

    def _ready(self, row: DataRow) -> ReadyMove:
        day = self._cells.day(row)
        kind, reason, told = row.text("kind"), row.text("reason"), row.text("recipient")
        deed = deed_of(kind)
        if not deed:
            raise Refusal(Problem.UNKNOWN_KIND if kind else Problem.MISSING, "kind", text=kind)
        store_id = self._stores.of(row, "store")
        to_store_id = self._stores.other(row, store_id) if deed == "transfer" else None
        if deed == "write_off" and not reason:
            raise Refusal(Problem.MISSING, "reason")
        recipient = Recipient()
        if deed in {"issue", "return"}:
            recipient = self._recipients.of(row)
        supply = self._cells.supply(row)
        counted = self._cells.counted(row, supply)
        amount = self._amount(row, counted) if deed == "receipt" else 0
        expires_on = row.read("expires_on", days.expiry) if deed == "receipt" else None
        if expires_on is not None and expires_on < day:
            facts = {"expires": expires_on.isoformat(), "day": day.isoformat()}
            self._findings.hint(row.number, "expires_on", Hint.ALREADY_EXPIRED, **facts)
        return ReadyMove(
            row=row.number,
            deed=deed,
            day=day,
            document_number=row.text("document_number"),
            store_id=store_id,
            to_store_id=to_store_id,
            supply=supply,
            counted=counted,
            amount=amount,
            lot_number=row.text("lot_number"),
            expires_on=expires_on,
            source=_source(kind, reason, told, amount) if deed == "receipt" else None,
            loss=loss_of(kind, reason) if deed == "write_off" else None,
            recipient=recipient,
            told=told,
            reason=reason,
        )

    def _amount(self, row: DataRow, counted: Counted) -> int:
        """The amount as written, else price of the stated unit times count."""
        amount, price = row.read("amount", cells.money), row.read("price", cells.money)
        if amount is None:
            amount = (price or 0) * counted.count
        return row.read("amount", lambda _: cells.dong(amount))


def _source(kind: str, reason: str, told: str, amount: int) -> Source:
    """Where goods came from, by the first words that say it; bought, where they cost something."""
    for words in (kind, reason, told):
        if words and (source := source_of(words)) is not None:
            return source
    return Source.PURCHASE if amount else Source.OTHER
