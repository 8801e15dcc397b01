"""A small furnished book: two stores, three supplies, a few people; and short ways to act on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.checks import check_book
from db.database import Database
from db.kinds import Series, Source
from db.models.catalogue import Store, Supply
from db.models.staff import Agency, Department, DutyPost, StaffMember
from db.models.stock import Balance, Movement, StockDay, Voucher
from db.queries.stock import stock_rows
from db.rules.numbering import printed_number
from db.services.catalogue import SupplyFields, save_supply
from db.services.staff import PersonFields, save_person
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt


def feb(day: int) -> date:
    """A day of February 2020; the fixed clock stands on the 10th."""
    return date(2020, 2, day)


@dataclass
class World:
    """A furnished book. Supplies and people are ids in the order they were made."""

    book: Database
    store: int
    desk: int
    masks: int
    gel: int
    gloves: int
    guard: int
    clerk: int
    inspector: int
    office: int
    inspectorate: int
    agency: int

    def receive(
        self,
        day: date,
        quantity: int,
        amount: int = 0,
        *,
        supply: int | None = None,
        store: int | None = None,
        expires_on: date | None = None,
        source: Source = Source.PURCHASE,
        lot_number: str = "",
        **more: Any,
    ) -> int:
        """Post a receipt of one line; return the voucher's id."""
        line = ReceiptLine(
            supply or self.masks, quantity, amount, expires_on=expires_on, lot_number=lot_number
        )
        receipt = NewReceipt(day, store or self.store, source, (line,), **more)
        return self.book.do(post_receipt, receipt)

    def issue(
        self,
        day: date,
        quantity: int,
        *,
        supply: int | None = None,
        store: int | None = None,
        staff: int | None = None,
        series: Series = Series.XK,
        **more: Any,
    ) -> int:
        """Post an issue of one line to a person (the clerk); return the voucher's id."""
        return self.book.do(
            post_issue,
            self.new_issue(
                day, quantity, supply=supply, store=store, staff=staff, series=series, **more
            ),
        )

    def new_issue(
        self,
        day: date,
        quantity: int,
        *,
        supply: int | None = None,
        store: int | None = None,
        staff: int | None = None,
        series: Series = Series.XK,
        **more: Any,
    ) -> NewIssue:
        """An issue of one line to a person (the clerk), not posted."""
        line = IssueLine(supply or self.masks, quantity, staff_id=staff or self.clerk)
        return NewIssue(day, store or self.store, (line,), series=series, **more)

    def stock(self) -> dict[str, int]:
        """What there is now by code, as the clerk sees it, without what there is none of."""
        return {row.code: row.quantity for row in self.book.ask(stock_rows) if row.quantity}

    def balances(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Pieces and value by store and lot."""
        query = select(Balance.store_id, Balance.lot_id, Balance.on_hand, Balance.amount)
        return {(row[0], row[1]): (row[2], row[3]) for row in self.rows(query)}

    def moves(self, voucher_id: int) -> list[tuple[int, int, int]]:
        """Lot, pieces and value of each movement of a voucher."""
        query = select(Movement.lot_id, Movement.quantity, Movement.amount)
        of_voucher = query.where(Movement.voucher_id == voucher_id).order_by(Movement.id)
        return [(row[0], row[1], row[2]) for row in self.rows(of_voucher)]

    def stock_days(self) -> dict[tuple[int, int, date], int]:
        """Net pieces by store, lot and day, without days on which nothing remained moved."""
        query = select(StockDay.store_id, StockDay.lot_id, StockDay.day, StockDay.net)
        return {(row[0], row[1], row[2]): row[3] for row in self.rows(query) if row[3]}

    def number(self, voucher_id: int) -> str:
        """A voucher's printed number."""
        row = self.rows(select(Voucher.series, Voucher.number).where(Voucher.id == voucher_id))[0]
        return printed_number(row[0], row[1])

    def day(self, voucher_id: int) -> date:
        """A voucher's day."""
        found: date = self.rows(select(Voucher.day).where(Voucher.id == voucher_id))[0][0]
        return found

    def count(self, table: type[Any]) -> int:
        """How many rows a table has."""
        return len(self.rows(select(table)))

    def rows(self, query: Any) -> list[Any]:
        """All rows of a statement."""
        return self.book.ask(lambda session: list(session.execute(query)))

    def rows_of(self, table: str) -> list[Any]:
        """All rows of a table as they lie in the database, in order of id."""
        statement = f"SELECT * FROM {table} ORDER BY id"
        return self.book.ask(
            lambda session: list(map(tuple, session.connection().exec_driver_sql(statement)))
        )

    def healthy(self) -> bool:
        """Whether the check finds nothing."""
        return self.book.ask(check_book) == []


def furnish(book: Database) -> World:
    """Fill a fresh book with what stock acts need."""
    departments = {row.code: row.id for row in _all(book, Department)}
    guards = next(row.id for row in _all(book, DutyPost) if row.name == "Bảo vệ")
    masks = book.do(
        save_supply,
        SupplyFields("KT01", "Khẩu trang y tế", "cái", "Khẩu trang", packs=(("hộp", 50),)),
    )
    gel = book.do(save_supply, SupplyFields("SK02", "Gel rửa tay", "chai", "Sát khuẩn", 96))
    gloves = book.do(save_supply, SupplyFields("GT01", "Găng tay", "chiếc", "Găng tay"))
    stores = {row.code: row.id for row in _all(book, Store)}
    people = [
        book.do(save_person, PersonFields(code, name, departments[unit], title, duty_post_id=post))
        for code, name, unit, title, post in (
            ("CB0001", "Trần Quốc Bảo", "VP", "Nhân viên bảo vệ", guards),
            ("CB0002", "Lê Phương Yến", "VP", "Chuyên viên", None),
            ("CB0003", "Hồ Mỹ Ánh", "TTS", "Chánh Thanh tra", None),
        )
    ]
    agency = next(one.id for one in _all(book, Agency) if one.code == "QH01")
    return World(
        book=book,
        store=stores["KHO"],
        desk=stores["QUAY"],
        masks=masks,
        gel=gel,
        gloves=gloves,
        guard=people[0],
        clerk=people[1],
        inspector=people[2],
        office=departments["VP"],
        inspectorate=departments["TTS"],
        agency=agency,
    )


def raw(book: Database, *statements: str) -> None:
    """Run SQL as someone would who holds the file."""
    with book.connection() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def supplies_of(world: World) -> tuple[int, ...]:
    """The supplies' ids."""
    return (world.masks, world.gel, world.gloves)


def _all(book: Database, table: type[Any]) -> Iterable[Any]:
    return book.ask(lambda session: list(session.scalars(select(table))))


def names_of(book: Database) -> dict[int, str]:
    """People's names by id."""
    return {person.id: person.name for person in _all(book, StaffMember)}


def codes_of(book: Database) -> dict[int, str]:
    """Supplies' codes by id."""
    return {supply.id: supply.code for supply in _all(book, Supply)}
