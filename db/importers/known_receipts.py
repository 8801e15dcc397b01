"""Which rows of a book of receipts the book holds already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.keys import name_key
from db.importers.plan import Findings
from db.importers.problems import Problem
from db.importers.receipts import ReadyReceipt
from db.kinds import Source, VoucherKind
from db.models.stock import Voucher, VoucherLine
from db.rules.numbering import printed_number
from db.text import fold

Figures = tuple[int, int, int]
"""Supply, base units, amount."""


@dataclass(frozen=True, slots=True)
class BookReceipt:
    """A receipt of the book that is not reversed."""

    number: str
    day: date
    source: Source | None
    supplier: str
    document_key: str
    figures: tuple[Figures, ...]


def new_receipts(
    findings: Findings, lines: Sequence[ReadyReceipt], book: Sequence[BookReceipt]
) -> list[ReadyReceipt]:
    """The lines the book does not have yet.

    A known document may not have other figures; rows without a document are known one by one.
    """
    has_money = findings.header.has("price", "amount")
    by_document: dict[str, list[BookReceipt]] = defaultdict(list)
    loose: Counter[tuple[date, Source | None, str, Figures]] = Counter()
    for receipt in book:
        by_document[receipt.document_key].append(receipt)
        if not receipt.document_key:
            supplier = name_key(receipt.supplier)
            for figures in receipt.figures:
                told = _told(figures, has_money=has_money)
                loose[receipt.day, receipt.source, supplier, told] += 1
    days: dict[str, set[date]] = defaultdict(set)
    for line in lines:
        days[line.document_key].add(line.day)
    left: dict[str, Counter[Figures]] = {}
    new: list[ReadyReceipt] = []
    for line in lines:
        figures = _told(
            (line.line.supply_id, line.line.quantity, line.line.amount), has_money=has_money
        )
        if not line.document_key:
            key = (line.day, line.source, name_key(line.supplier), figures)
            if loose[key]:
                loose[key] -= 1
                findings.unchanged += 1
            else:
                new.append(line)
            continue
        receipts = _same_document(line, by_document[line.document_key], days[line.document_key])
        if not receipts:
            new.append(line)
        elif _is_known(line, figures, receipts, left, has_money=has_money):
            findings.unchanged += 1
        else:
            findings.refuse(
                line.row,
                "document_number",
                Problem.DOCUMENT_DIFFERS,
                document=line.document_number,
                number=receipts[0].number,
                day=receipts[0].day.isoformat(),
            )
    return new


def _told(figures: Figures, *, has_money: bool) -> Figures:
    """Figures as far as the list tells them: without a price it says nothing about money."""
    return figures if has_money else (figures[0], figures[1], 0)


def _same_document(
    line: ReadyReceipt, known: Iterable[BookReceipt], days: set[date]
) -> list[BookReceipt]:
    """The book's receipts of a line's document: of its day, or of a day the list has no more."""
    supplier = name_key(line.supplier)
    same = [
        receipt
        for receipt in known
        if not supplier or not receipt.supplier or name_key(receipt.supplier) == supplier
    ]
    of_day = [receipt for receipt in same if receipt.day == line.day]
    return of_day or [receipt for receipt in same if receipt.day not in days]


def _is_known(
    line: ReadyReceipt,
    figures: Figures,
    receipts: Sequence[BookReceipt],
    left: dict[str, Counter[Figures]],
    *,
    has_money: bool,
) -> bool:
    for receipt in receipts:
        if receipt.number not in left:
            left[receipt.number] = Counter(
                _told(known, has_money=has_money) for known in receipt.figures
            )
        if receipt.day == line.day and left[receipt.number][figures]:
            left[receipt.number][figures] -= 1
            return True
    return False


def receipts_of_book(session: Session) -> list[BookReceipt]:
    """The receipts of the book that are not reversed, with their lines."""
    reversed_ids = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    query = (
        select(
            Voucher.id,
            Voucher.series,
            Voucher.year,
            Voucher.number,
            Voucher.day,
            Voucher.source,
            Voucher.supplier,
            Voucher.document_number,
            VoucherLine.supply_id,
            VoucherLine.quantity,
            VoucherLine.amount,
        )
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(Voucher.kind == VoucherKind.RECEIPT, Voucher.id.not_in(reversed_ids))
        .order_by(Voucher.id)
    )
    lines: dict[int, list[Figures]] = defaultdict(list)
    heads = {}
    for row in session.execute(query):
        lines[row.id].append((row.supply_id, row.quantity, row.amount))
        heads[row.id] = row
    return [
        BookReceipt(
            f"{printed_number(row.series, row.number)}/{row.year}",
            row.day,
            row.source,
            row.supplier,
            fold(row.document_number).replace(" ", ""),
            tuple(lines[id]),
        )
        for id, row in heads.items()
    ]
