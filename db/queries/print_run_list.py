"""The print runs as the clerk follows them: how far each is, its lines, its deliveries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from db.errors import NotFound
from db.models.catalogue import Supply
from db.models.leaflets import PrintDelivery, PrintRun, PrintRunLine
from db.models.stock import Voucher
from db.queries.print_runs import brought
from db.rules.numbering import printed_number
from db.text import fold


@dataclass(frozen=True, slots=True)
class RunLineRow:
    """A line of a run and what came of it: ordered = accepted + spoiled + outstanding."""

    line_id: int
    supply_id: int
    code: str
    title: str
    ordered: int
    amount: int
    accepted: int
    spoiled: int
    sent_back: int

    @property
    def outstanding(self) -> int:
        """What is still to come."""
        return self.ordered - self.accepted - self.spoiled


@dataclass(frozen=True, slots=True)
class RunRow:
    """A print run with its lines in order."""

    run_id: int
    number: str
    ordered_on: date
    due_on: date | None
    printer: str
    printer_address: str
    printer_tax_code: str
    vat_percent: int
    note: str
    version: int
    lines: tuple[RunLineRow, ...]

    @property
    def ordered(self) -> int:
        """Pieces of all lines."""
        return sum(line.ordered for line in self.lines)

    @property
    def accepted(self) -> int:
        """Pieces that came and were good."""
        return sum(line.accepted for line in self.lines)

    @property
    def outstanding(self) -> int:
        """Pieces that are still to come."""
        return sum(line.outstanding for line in self.lines)

    @property
    def amount(self) -> int:
        """The price of all lines before VAT, in đồng."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A part of one line that came on a day; `voucher` is the number of its receipt."""

    delivery_id: int
    line_id: int
    code: str
    title: str
    day: date
    record: str
    accepted: int
    spoiled: int
    sent_back: int
    voucher_id: int | None
    voucher: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A print house as it stood in its latest run."""

    name: str
    address: str
    tax_code: str


def run_rows(
    session: Session, text: str = "", run_ids: Sequence[int] | None = None
) -> list[RunRow]:
    """Print runs, the latest first; `text` is part of a number, print house or title."""
    query = select(PrintRun).order_by(PrintRun.ordered_on.desc(), PrintRun.id.desc())
    if run_ids is not None:
        query = query.where(PrintRun.id.in_(run_ids))
    runs = session.scalars(query).all()
    lines = _lines(session, PrintRunLine.run_id.in_([run.id for run in runs]))
    rows = [
        RunRow(
            run.id,
            run.number,
            run.ordered_on,
            run.due_on,
            run.printer,
            run.printer_address,
            run.printer_tax_code,
            run.vat_percent,
            run.note,
            run.version,
            tuple(lines[run.id]),
        )
        for run in runs
    ]
    words = fold(text).split()
    return [row for row in rows if _fits(row, words)]


def run_row(session: Session, run_id: int) -> RunRow:
    """One print run. Raises NotFound."""
    if not (rows := run_rows(session, run_ids=[run_id])):
        raise NotFound("print_run", str(run_id))
    return rows[0]


def deliveries(session: Session, run_id: int) -> list[DeliveryRow]:
    """What came of a run, the latest first; what was undone is told, too."""
    undone = aliased(Voucher)
    query = (
        select(
            PrintDelivery,
            Supply.code,
            Supply.name,
            Voucher.series,
            Voucher.number,
            undone.id,
        )
        .join(PrintRunLine, PrintRunLine.id == PrintDelivery.line_id)
        .join(Supply, Supply.id == PrintRunLine.supply_id)
        .outerjoin(Voucher, Voucher.id == PrintDelivery.voucher_id)
        .outerjoin(undone, undone.reverses_id == PrintDelivery.voucher_id)
        .where(PrintRunLine.run_id == run_id)
        .order_by(PrintDelivery.day.desc(), PrintDelivery.id.desc())
    )
    return [
        DeliveryRow(
            part.id,
            part.line_id,
            code,
            title,
            part.day,
            part.record,
            part.accepted,
            part.spoiled,
            part.sent_back,
            part.voucher_id,
            printed_number(series, number) if part.voucher_id is not None else "",
            part.is_cancelled or undone_id is not None,
        )
        for part, code, title, series, number, undone_id in session.execute(query)
    ]


def earlier_printers(session: Session) -> list[PrinterRow]:
    """Print houses of earlier runs, the latest first, as each stood last."""
    latest = select(func.max(PrintRun.id)).group_by(PrintRun.printer)
    query = (
        select(PrintRun.printer, PrintRun.printer_address, PrintRun.printer_tax_code)
        .where(PrintRun.id.in_(latest))
        .order_by(PrintRun.id.desc())
    )
    return [PrinterRow(*row) for row in session.execute(query)]


def _lines(session: Session, wanted: ColumnElement[bool]) -> dict[int, list[RunLineRow]]:
    query = (
        select(PrintRunLine, Supply.code, Supply.name)
        .join(Supply, Supply.id == PrintRunLine.supply_id)
        .where(wanted)
        .order_by(PrintRunLine.run_id, PrintRunLine.position)
    )
    rows = session.execute(query).all()
    came = brought(session, [line.id for line, _code, _title in rows])
    found: dict[int, list[RunLineRow]] = defaultdict(list)
    for line, code, title in rows:
        of_it = came[line.id]
        found[line.run_id].append(
            RunLineRow(
                line.id,
                line.supply_id,
                code,
                title,
                line.ordered,
                line.amount,
                of_it.accepted,
                of_it.spoiled,
                of_it.sent_back,
            )
        )
    return found


def _fits(row: RunRow, words: Sequence[str]) -> bool:
    known = fold(
        " ".join((row.number, row.printer, *(f"{line.code} {line.title}" for line in row.lines)))
    )
    return all(word in known for word in words)
