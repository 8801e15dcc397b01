"""Opening stock from an office's last nhập – xuất – tồn: its closing columns become receipts of a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from db.database import Act
from db.importers import cells, days
from db.importers.opening_supplies import SupplyOfRow
from db.importers.plan import Findings, Progress
from db.importers.problems import Hint, Problem, Refusal
from db.importers.reading import Cell
from db.importers.rows import DataRow
from db.importers.stock_rows import StockRows, Sums, figure
from db.importers.units import may_be_fraction
from db.kinds import Limit, Source
from db.services.catalogue import SupplyFields, save_supply
from db.services.stock import NewReceipt, ReceiptLine, post_receipt

_HALF = Decimal("0.5")
_DUST = Decimal("0.000001")  # what formulas leave of 1/3 and the like


@dataclass(frozen=True, slots=True)
class ReadyOpening:
    """What one row brings; `line.supply_id` is negative while its supply is new."""

    row: int
    line: ReceiptLine

    @property
    def key(self) -> tuple[int, int, str, date | None]:
        """What makes it the same as one that the book has."""
        line = self.line
        return line.quantity, line.amount, line.lot_number, line.expires_on


@dataclass(slots=True)
class _Read:
    """Closing figures of a row as the sheet has them."""

    quantity: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)


class OpeningCheck:
    """Checks the rows of a report against themselves and against the book."""

    def __init__(
        self, findings: Findings, supplies: SupplyOfRow, on: date, found: StockRows
    ) -> None:
        self._findings = findings
        self._supplies = supplies
        self._on = on
        self._found = found
        self._read: dict[int, _Read] = {}
        self._first: dict[tuple[int, str, date | None], int] = {}
        self._rounded = 0
        self._written = 0

    def check(self, row: DataRow) -> ReadyOpening | None:
        """The opening stock of a row, if it has any; errors go to the findings."""
        read = self._read[row.number] = _Read()
        try:
            count, typed_unit = row.read("closing_quantity", _count)
            read.quantity = count
            read.amount = self._amount(row, count)
            self._balance(row, read)
            line = self._line(row, read, typed_unit)
        except Refusal as refusal:
            self._findings.refuse_as(row.number, refusal)
            return None
        return ReadyOpening(row.number, line) if line is not None else None

    def totals(self) -> dict[str, int | float | None]:
        """What the rows come to, in the sheet's own units, beside what the sheet says."""
        whole = list(self._read)
        quantity, amount = self._summed(whole)
        for group in self._found.groups:
            if group.rows:
                self._compare(group.sums, group.rows, group.name)
        sheet = self._found.total
        if sheet is not None:
            self._compare(sheet, whole, "")
        return {
            "quantity": _number(quantity),
            "amount": self._written,
            "sheet_quantity": _number(sheet.quantity) if sheet else None,
            "sheet_amount": _number(sheet.amount) if sheet else None,
            "rounded_rows": self._rounded,
            "rounding": _number(self._written - amount),
        }

    def _line(self, row: DataRow, read: _Read, typed_unit: str) -> ReceiptLine | None:
        """The line of the receipt; None where there is nothing, though its supply may be new."""
        if read.quantity < 0:
            raise Refusal(
                Problem.NEGATIVE_STOCK, "closing_quantity", text=cells.plain(read.quantity)
            )
        amount = row.read("closing_amount", lambda _: cells.dong(read.amount))
        if amount < 0:
            text = cells.plain(read.amount)
            raise Refusal(Problem.NOT_POSITIVE, "closing_amount", text=text)
        self._written += amount
        self._rounded += amount != read.amount
        supply, size, pack_id, unit_name = self._supplies.of(row, typed_unit)

        def in_base_units(_: object) -> int:
            is_metric = may_be_fraction(unit_name)
            return cells.base_units(read.quantity, size, may_be_fraction=is_metric)

        pieces = row.read("closing_quantity", in_base_units)
        self._supplies.keep(supply)
        if not pieces:
            if amount:
                self._findings.hint(
                    row.number,
                    "closing_amount",
                    Hint.WORTH_ALONE,
                    amount=amount,
                    supply=supply.name,
                )
            return None
        expires_on, lot_number = self._expiry(row), row.text("lot_number")
        key = (supply.id, lot_number, expires_on)
        if (first := self._first.setdefault(key, row.number)) != row.number:
            self._findings.hint(
                row.number, "supply_name", Hint.SUPPLY_TWICE, supply=supply.name, first=first
            )
        is_whole = read.quantity == read.quantity.to_integral_value()
        return ReceiptLine(
            supply_id=supply.id,
            quantity=pieces,
            amount=amount,
            lot_number=lot_number,
            expires_on=expires_on,
            pack_id=pack_id if is_whole else None,
            pack_count=int(read.quantity) if pack_id and is_whole else None,
        )

    def _amount(self, row: DataRow, count: Decimal) -> Decimal:
        """The amount as written, else price times count; a price may be an error of a formula."""
        price = _or_none(row, "closing_price")
        try:
            amount = row.read("closing_amount", figure)
        except Refusal:
            if price is None:
                raise
            amount = None
        return (price or Decimal(0)) * count if amount is None else amount

    def _balance(self, row: DataRow, read: _Read) -> None:
        """Point at a row whose closing is not what its other columns come to."""
        for measure, closing, hint, least in (
            ("quantity", read.quantity, Hint.BALANCE_DIFFERS, _DUST),
            ("amount", read.amount, Hint.WORTH_DIFFERS, Decimal(1)),
        ):
            names = [f"{block}_{measure}" for block in ("opening", "received", "issued")]
            if not self._findings.header.has(names[0]) or not self._findings.header.has(*names[1:]):
                continue
            if not self._findings.header.has(f"closing_{measure}"):
                continue
            opening, came, went = (_or_none(row, name) or Decimal(0) for name in names)
            worked_out = opening + came - went
            if abs(worked_out - closing) > least:
                self._findings.hint(
                    row.number,
                    f"closing_{measure}",
                    hint,
                    name=row.text("supply_name") or row.text("supply_code"),
                    opening=_fact(opening),
                    came=_fact(came),
                    went=_fact(went),
                    worked_out=_fact(worked_out),
                    closing=_fact(closing),
                )

    def _compare(self, sums: Sums, rows: Sequence[int], group: str) -> None:
        """Point at a sum of the sheet that its rows don't come to."""
        quantity, amount = self._summed(rows)
        for name, told, summed, least in (
            ("closing_quantity", sums.quantity, quantity, _DUST),
            ("closing_amount", sums.amount, amount, _HALF),
        ):
            if told is not None and abs(told - summed) > least:
                self._findings.hint(
                    sums.row,
                    name,
                    Hint.SUM_DIFFERS,
                    group=group,
                    told=_fact(told),
                    summed=_fact(summed),
                    difference=_fact(summed - told),
                )

    def _summed(self, rows: Sequence[int]) -> tuple[Decimal, Decimal]:
        read = [self._read[row] for row in rows if row in self._read]
        return sum((r.quantity for r in read), Decimal(0)), sum(
            (r.amount for r in read), Decimal(0)
        )

    def _expiry(self, row: DataRow) -> date | None:
        try:
            expires_on = row.read("expires_on", days.expiry)
        except Refusal:
            text = row.text("expires_on")
            self._findings.hint(row.number, "expires_on", Hint.EXPIRY_NOT_READ, text=text)
            return None
        if expires_on is not None and expires_on < self._on:
            facts = {"expires": expires_on.isoformat(), "day": self._on.isoformat()}
            self._findings.hint(row.number, "expires_on", Hint.ALREADY_EXPIRED, **facts)
        return expires_on


def write_opening(
    session: Session,
    act: Act,
    lines: Sequence[ReadyOpening],
    new: Sequence[tuple[int, SupplyFields]],
    on: date,
    store_id: int,
    progress: Progress,
) -> None:
    """Add the new supplies (by their negative ids), then post one receipt of opening stock."""
    ids = {temporary: save_supply(session, act, fields) for temporary, fields in new}
    receipt_lines = tuple(
        replace(ready.line, supply_id=ids.get(ready.line.supply_id, ready.line.supply_id))
        for ready in lines
    )
    if receipt_lines:
        receipt = NewReceipt(on, store_id, Source.OPENING, receipt_lines)
        post_receipt(session, act, receipt, spares=tuple(Limit))
    progress(1, 1)


def _count(cell: Cell) -> tuple[Decimal, str]:
    """A closing quantity, of any sign, and the unit typed behind it."""
    try:
        count = figure(cell) or Decimal(0)
        whole = count.to_integral_value()
        return (whole if abs(count - whole) < _DUST else count), ""
    except Refusal:
        return cells.quantity(cell)


def _or_none(row: DataRow, name: str) -> Decimal | None:
    try:
        return row.read(name, figure)
    except Refusal:
        return None


def _fact(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else cells.plain(value)


def _number(value: Decimal | None) -> int | float | None:
    if value is None or value == value.to_integral_value():
        return None if value is None else int(value)
    return float(value)
