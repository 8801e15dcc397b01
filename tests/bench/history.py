"""Whether a long history slows the book down: the same questions to 10,000 and 1,000,000 movements.

Run by hand: `python -m tests.bench.history [FEW MANY]`. It posts rounds day by day through the
services (and repeats the first of them by SQL), asks each book what screens and papers ask, and prints the medians and their ratio.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.database import Act, Database
from db.kinds import Source
from db.migrate import create_book
from db.models.staff import Department
from db.queries.overview import overview
from db.queries.planning import supply_plans
from db.queries.stock import card_count, card_rows, stock_on, stock_rows
from db.queries.voucher_list import voucher_rows
from db.queries.weekly import weekly_report
from db.services.catalogue import SupplyFields, save_supply
from db.services.staff import PersonFields, save_person
from db.services.stock import (
    IssueLine,
    NewIssue,
    NewReceipt,
    ReceiptLine,
    post_issue,
    post_receipt,
)

FIRST = date(2020, 2, 3)
PEOPLE = 100
PART = 50_000  # movements that are posted one act a day; the rest repeats them
TIMES = 9
WEEK = timedelta(days=6)


def save_people(session: Session, act: Act, people: list[PersonFields]) -> list[int]:
    """Everybody in one act."""
    return [save_person(session, act, fields) for fields in people]


def write_history(path: Path, movements: int) -> tuple[Database, date, int]:
    """A book in which everybody gets two supplies a day until there are so many movements."""
    first_part = min(movements, PART)
    days = first_part // (2 * PEOPLE)
    last = FIRST + timedelta(days=days - 1)
    clock = FixedClock(datetime(last.year, last.month, last.day, 10, tzinfo=UTC))
    book = create_book(path, clock=clock)
    department: int = book.ask(lambda s: s.scalars(select(Department.id)).all())[0]
    people = book.do(
        save_people,
        [PersonFields(f"CB{n:04d}", f"Nguyễn Văn {n}", department) for n in range(PEOPLE)],
    )
    masks, gel = (
        book.do(save_supply, SupplyFields(code, name, "cái", group=group, minimum=1000))
        for code, name, group in (
            ("KT01", "Khẩu trang", "Khẩu trang"),
            ("SK02", "Gel", "Sát khuẩn"),
        )
    )
    for number in range(days):
        day = FIRST + timedelta(days=number)
        if number % 28 == 0:
            lines = tuple(
                ReceiptLine(supply, 40 * PEOPLE, 700 * 40 * PEOPLE, f"L{number}")
                for supply in (masks, gel)
            )
            book.do(post_receipt, NewReceipt(day, 1, Source.PURCHASE, lines))
        issued = tuple(
            IssueLine(supply, 1, staff_id=person) for person in people for supply in (masks, gel)
        )
        book.do(post_issue, NewIssue(day, 1, issued, department_id=department))
    for part in range(1, movements // PART):
        _repeat(book, part, days)
    return book, FIRST + timedelta(days=days * (movements // first_part) - 1), masks


def _repeat(book: Database, part: int, days: int) -> None:
    """Post the first part's vouchers once more, that many days later, by plain SQL and the triggers."""
    with book.connection() as connection:
        tables = {
            name: connection.exec_driver_sql(
                f"SELECT max(id) FROM {name} WHERE id <= (SELECT max(id) / {part} FROM {name})"
            ).scalar_one()
            for name in ("lot", "voucher", "voucher_line")
        }
        lot, voucher, line = (part * most for most in tables.values())
        later = f"+{part * days} days"
        of_first = f"id <= {tables['voucher']}"
        for statement in (
            f"""INSERT INTO lot SELECT id + {lot}, supply_id, number, expires_on,
                date(received_on, '{later}'), source, supplier, is_blocked
                FROM lot WHERE id <= {tables["lot"]}""",
            f"""INSERT INTO voucher (id, kind, counts_as, series, year, number, store_id, day,
                posted_at, posted_by_id, act_id, reason, source, supplier, document_number,
                department_id, receiver, note)
                SELECT id + {voucher}, kind, counts_as, series,
                CAST(substr(date(day, '{later}'), 1, 4) AS INTEGER), NULL, store_id,
                date(day, '{later}'), posted_at, posted_by_id, act_id, reason, source, supplier,
                document_number, department_id, receiver, note FROM voucher WHERE {of_first}""",
            f"""INSERT INTO voucher_line (id, voucher_id, position, supply_id, direction, quantity,
                amount, staff_id, department_id, duty_post_id, is_visitors, note)
                SELECT id + {line}, voucher_id + {voucher}, position, supply_id, direction,
                quantity, amount, staff_id, department_id, duty_post_id, is_visitors, note
                FROM voucher_line WHERE id <= {tables["voucher_line"]}""",
            f"""INSERT INTO movement (voucher_id, line_id, supply_id, store_id, lot_id, day,
                quantity, amount) SELECT voucher_id + {voucher}, line_id + {line}, supply_id,
                store_id, lot_id + {lot}, date(day, '{later}'), quantity, amount
                FROM movement WHERE line_id <= {tables["voucher_line"]} ORDER BY id""",
            f"""UPDATE voucher SET number = {voucher} + id
                WHERE id > {voucher} AND number IS NULL""",
        ):
            connection.exec_driver_sql(statement)


def questions(book: Database, last: date, supply: int) -> dict[str, Callable[[], Any]]:
    """What screens and papers ask; a week, a day and a card in the middle and at the end."""
    middle = FIRST + (last - FIRST) / 2
    monday = last - timedelta(days=last.weekday())
    count = book.ask(card_count, supply)
    return {
        "stock now": partial(book.ask, stock_rows),
        "stock on a day in the middle": partial(book.ask, stock_on, middle),
        "card, last screen": partial(book.ask, card_rows, supply, offset=0, limit=50),
        "card, middle screen": partial(book.ask, card_rows, supply, offset=count // 2, limit=50),
        "vouchers, first screen": partial(book.ask, voucher_rows, FIRST, last, limit=50),
        "overview": partial(book.ask, overview, last),
        "planning": partial(book.ask, supply_plans, last),
        "weekly report, last week": partial(book.ask, weekly_report, monday, monday + WEEK),
        "weekly report, middle": partial(book.ask, weekly_report, middle, middle + WEEK),
    }


def measured(ask: Callable[[], Any]) -> float:
    """The median of some runs, in milliseconds; the first one warms up and does not count."""
    ask()
    runs = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        runs.append((time.perf_counter() - began) * 1000)
    return statistics.median(runs)


def main(few: int, many: int) -> None:
    """Write both books, ask both, print."""
    with tempfile.TemporaryDirectory() as folder:
        told: list[dict[str, float]] = []
        for movements in (few, many):
            began = time.perf_counter()
            book, last, supply = write_history(Path(folder) / f"{movements}.db", movements)
            spent = time.perf_counter() - began
            size = (Path(folder) / f"{movements}.db").stat().st_size >> 20
            print(f"{movements:>9,} movements to {last}: written in {spent:.0f} s, {size} MB")
            told.append(
                {name: measured(ask) for name, ask in questions(book, last, supply).items()}
            )
            book.close()
        print(f"{'':32}{few:>12,}{many:>12,}   ratio")
        for name in told[0]:
            a, b = told[0][name], told[1][name]
            print(f"{name:32}{a:>9.1f} ms{b:>9.1f} ms{b / a:>8.1f}")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 1_000_000)))
