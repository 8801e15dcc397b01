"""The book of receipts: rows of one document, or of one day, source and supplier, are one receipt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from db.database import Act
from db.importers import cells, days
from db.importers.keys import name_key
from db.importers.lines import Counted, SupplyCells
from db.importers.plan import Findings, Progress
from db.importers.problems import Hint, Refusal
from db.importers.rows import DataRow
from db.importers.words import source_of
from db.kinds import Limit, Source
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from db.text import fold


@dataclass(frozen=True, slots=True)
class ReadyReceipt:
    """One line of a receipt, with what its row says about the whole."""

    row: int
    day: date
    source: Source
    supplier: str
    document_number: str
    document_on: date | None
    note: str
    line: ReceiptLine

    @property
    def document_key(self) -> str:
        """The document's number, spaces and case aside."""
        return fold(self.document_number).replace(" ", "")

    @property
    def together(self) -> tuple[date, str, Source, str]:
        """Rows with the same value are one receipt."""
        return self.day, self.document_key, self.source, name_key(self.supplier)


class ReceiptCheck:
    """Checks the rows of a book of receipts."""

    def __init__(self, findings: Findings, supply_cells: SupplyCells) -> None:
        self._findings = findings
        self._cells = supply_cells
        self._first_of: dict[str, ReadyReceipt] = {}

    def check(self, row: DataRow) -> ReadyReceipt | None:
        """What a row brings; errors go to the findings."""
        try:
            ready = self._ready(row)
        except Refusal as refusal:
            self._findings.refuse_as(row.number, refusal)
            return None
        if ready.document_key:
            self._first_of.setdefault(ready.document_key, ready)
        return ready

    def _ready(self, row: DataRow) -> ReadyReceipt:
        document = row.text("document_number")
        first = self._first_of.get(fold(document).replace(" ", "")) if document else None
        day = first.day if first and not row.text("day") else self._cells.day(row)
        supply = self._cells.supply(row)
        counted = self._cells.counted(row, supply)
        in_document = None
        if row.text("document_quantity"):
            in_document = self._cells.counted(row, supply, "document_quantity").pieces
        amount = self._amount(row, counted)
        expires_on = row.read("expires_on", days.expiry)
        if expires_on is not None and expires_on < day:
            facts = {"expires": expires_on.isoformat(), "day": day.isoformat()}
            self._findings.hint(row.number, "expires_on", Hint.ALREADY_EXPIRED, **facts)
        source, supplier = self._origin(row, first, amount)
        return ReadyReceipt(
            row=row.number,
            day=day,
            source=source,
            supplier=supplier,
            document_number=document,
            document_on=self._document_day(row),
            note=row.text("note"),
            line=ReceiptLine(
                supply_id=supply.id,
                quantity=counted.pieces,
                amount=amount,
                lot_number=row.text("lot_number"),
                expires_on=expires_on,
                pack_id=counted.pack_id if counted.pack_count else None,
                pack_count=counted.pack_count,
                document_quantity=in_document,
            ),
        )

    def _amount(self, row: DataRow, counted: Counted) -> int:
        """The amount as written, else price of the stated unit times count."""
        price = row.read("price", cells.money)
        amount = row.read("amount", cells.money)
        worked_out = None if price is None else price * counted.count
        if amount is None:
            return row.read("price", lambda _: cells.dong(worked_out or Decimal(0)))
        if worked_out is not None and abs(worked_out - amount) > max(counted.count, Decimal(1)):
            facts = {"amount": cells.dong(amount), "worked_out": cells.dong(worked_out)}
            self._findings.hint(row.number, "amount", Hint.AMOUNT_DIFFERS, **facts)
        return row.read("amount", lambda _: cells.dong(amount))

    def _origin(self, row: DataRow, first: ReadyReceipt | None, amount: int) -> tuple[Source, str]:
        """Source and supplier; "Sở Y tế cấp" names both."""
        written, supplier = row.text("source"), row.text("supplier")
        if not written:
            by_price = Source.PURCHASE if amount else Source.OTHER
            inherited = first.source if first else source_of(supplier) or by_price
            return inherited, supplier or (first.supplier if first else "")
        source = source_of(written)
        if source is None:
            self._findings.hint(row.number, "source", Hint.SOURCE_NOT_READ, text=written)
        if not supplier and first is not None:
            supplier = first.supplier
        if not supplier and (source is None or source is Source.SUPERIOR):
            giver = written[: -len(" cấp")] if fold(written).endswith(" cap") else written
            supplier = "" if fold(giver) in {"cap", "duoc", "cap tren", "tren"} else giver
        return source or Source.OTHER, supplier

    def _document_day(self, row: DataRow) -> date | None:
        return row.read("document_on", days.day) if row.text("document_on") else None


def write_receipts(
    session: Session,
    act: Act,
    lines: Iterable[ReadyReceipt],
    store_id: int,
    progress: Progress,
) -> None:
    """Post receipts in order of their days."""
    together: dict[tuple[date, str, Source, str], list[ReadyReceipt]] = defaultdict(list)
    for line in lines:
        together[line.together].append(line)
    total, done = sum(map(len, together.values())), 0
    for receipt in sorted(together.values(), key=lambda found: (found[0].day, found[0].row)):
        first = receipt[0]
        post_receipt(
            session,
            act,
            NewReceipt(
                day=first.day,
                store_id=store_id,
                source=first.source,
                lines=tuple(line.line for line in receipt),
                supplier=first.supplier,
                document_number=first.document_number,
                document_on=next((line.document_on for line in receipt if line.document_on), None),
                note="; ".join(dict.fromkeys(line.note for line in receipt if line.note)),
            ),
            spares=tuple(Limit),
        )
        done += len(receipt)
        progress(done, total)
