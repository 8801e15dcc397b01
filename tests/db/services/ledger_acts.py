"""Random acts on the stock: what each does in the model, and the same in a book."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act as Entry
from db.kinds import Loss, Series, Source
from db.models.stock import PeriodClose, Voucher, VoucherLine
from db.services.amending import amend_lot, block_lot, correct_amount, free_lot
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from tests.db.services.ledger_model import Model, Pile, Split
from tests.db.world import World, feb

DAYS = (date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 2), *map(feb, (3, 4, 5, 6, 7, 9, 10)))
EXPIRIES = (None, None, date(2020, 1, 2), feb(5), feb(9), date(2021, 1, 1))
WHY = "ghi nhầm"

InModel = Callable[[Model], object]
InBook = Callable[[World], object]
nothing: tuple[InModel, InBook] = (lambda _model: None, lambda _world: None)
Asked = tuple[int, int, str]  # supply, pieces, and how lots are chosen

day = st.sampled_from((*DAYS, *DAYS, feb(11)))
late_day = st.sampled_from((*map(feb, (10, 9, 9, 7, 7, 6, 6, 5)), DAYS[2]))
store = st.sampled_from((0, 0, 0, 1))
supply = st.sampled_from((0, 0, 1))
at = st.integers(0, 99)
received = st.lists(
    st.tuples(supply, st.integers(3, 14), st.integers(0, 100), st.sampled_from(EXPIRIES)),
    min_size=1,
    max_size=3,
)
asked = st.lists(
    st.tuples(supply, st.integers(1, 6), st.sampled_from(("", "", "", "", "last", "wrong"))),
    min_size=1,
    max_size=2,
)


def supplies_of(world: World) -> tuple[int, int]:
    """The two supplies that the model calls 0 and 1."""
    return world.masks, world.gel


def stores_of(world: World) -> tuple[int, int]:
    """The two stores that the model calls 0 and 1."""
    return world.store, world.desk


@dataclass(frozen=True)
class Receive:
    """Lots come in."""

    day: date
    store: int
    lines: list[tuple[int, int, int, date | None]]

    def plan(self, _model: Model) -> tuple[InModel, InBook]:
        return (
            lambda model: model.receive(self.day, self.store, self.lines),
            lambda world: world.book.do(post_receipt, self.voucher(world)),
        )

    def voucher(self, world: World) -> NewReceipt:
        supplies = supplies_of(world)
        lines = [
            ReceiptLine(supplies[s], n, value, expires_on=on) for s, n, value, on in self.lines
        ]
        return NewReceipt(self.day, stores_of(world)[self.store], Source.PURCHASE, tuple(lines))


@dataclass(frozen=True)
class Leave:
    """Goods are issued (XK, CL), written off or carried to the other store."""

    kind: str
    day: date
    store: int
    to: int
    lines: list[Asked]

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        lines = [(s, n, chosen_lots(model, self.store, s, n, how)) for s, n, how in self.lines]
        post = {"off": post_write_off, "transfer": post_transfer}.get(self.kind, post_issue)
        return (
            lambda model: self.in_model(model, lines),
            lambda world: world.book.do(post, self.voucher(world, lines)),
        )

    def in_model(self, model: Model, lines: list[tuple[int, int, Split]]) -> None:
        if self.kind == "off":
            model.write_off(self.day, self.store, lines)
        elif self.kind == "transfer":
            model.transfer(self.day, self.store, self.to, lines)
        else:
            model.issue(self.kind, self.day, self.store, lines)

    def voucher(self, world: World, lines: list[tuple[int, int, Split]]) -> Any:
        supplies, stores = supplies_of(world), stores_of(world)
        moved = tuple(StockLine(supplies[s], n, lots) for s, n, lots in lines)
        if self.kind == "off":
            return NewWriteOff(self.day, stores[self.store], Loss.DAMAGED, WHY, moved)
        if self.kind == "transfer":
            return NewTransfer(self.day, stores[self.store], stores[self.to], moved)
        issued = tuple(
            IssueLine(supplies[s], n, staff_id=world.clerk, lots=lots) for s, n, lots in lines
        )
        return NewIssue(self.day, stores[self.store], issued, series=Series(self.kind))


@dataclass(frozen=True)
class BringBack:
    """Some of an issue comes back."""

    at: int
    day: date
    store: int
    lines: list[tuple[int, int]]

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        number = latest(model, self.at, "issue")
        if number is None:
            return nothing
        lines = [(at % len(model.vouchers[number].lines), n) for at, n in self.lines]

        def in_book(world: World) -> object:
            ids = line_ids(world, id_of(world, number))
            made = tuple(ReturnLine(ids[place], pieces) for place, pieces in lines)
            return world.book.do(
                post_return, NewReturn(self.day, stores_of(world)[self.store], made)
            )

        return lambda model: model.bring_back(self.day, self.store, number, lines), in_book


@dataclass(frozen=True)
class Adjust:
    """A count found too much or too little, of a lot or of a supply."""

    day: date
    store: int
    lines: list[tuple[int, int, int]]

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        lines: list[tuple[int, int, int | None]] = []
        for s, pieces, at in self.lines:
            lots = [n for n, lot in enumerate(model.lots, 1) if lot.supply == s]
            lines.append((s, pieces, lots[at % len(lots)] if lots and at % 2 else None))

        def in_book(world: World) -> object:
            found = [Difference(supplies_of(world)[s], n, lot) for s, n, lot in lines]
            there = stores_of(world)[self.store]
            return world.book.do(post_adjustments, self.day, there, found, WHY)

        return lambda model: model.adjust(self.day, self.store, lines), in_book


@dataclass(frozen=True)
class Mend:
    """A lot's value or expiry date is put right, or it is blocked, or freed."""

    how: str
    at: int
    day: date
    store: int
    change: int

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        if not model.lots:
            return nothing
        number = self.at % len(model.lots) + 1
        if self.how == "value":
            return (
                lambda model: model.correct_amount(self.day, self.store, number, self.change),
                lambda world: world.book.do(
                    correct_amount, number, stores_of(world)[self.store], self.day, self.change, WHY
                ),
            )
        if self.how == "expiry":
            expires_on = EXPIRIES[self.at % len(EXPIRIES)]
            return (
                lambda model: setattr(model.lots[number - 1], "expires_on", expires_on),
                lambda world: world.book.do(amend_lot, number, {"expires_on": expires_on}, WHY),
            )
        act = block_lot if self.how == "block" else free_lot
        return (
            lambda model: setattr(model.lots[number - 1], "is_blocked", self.how == "block"),
            lambda world: world.book.do(act, number, WHY),
        )


@dataclass(frozen=True)
class Reverse:
    """A voucher is undone."""

    at: int

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        number = latest(model, self.at)
        if number is None:
            return nothing
        return (
            lambda model: model.reverse(number),
            lambda world: world.book.do(reverse_voucher, id_of(world, number), WHY),
        )


@dataclass(frozen=True)
class Correct:
    """A voucher is undone and another one of its kind posted in its place, all or nothing."""

    at: int
    into: Receive | Leave

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        number = latest(model, self.at, "receipt", "issue", "transfer", "write_off")
        if number is None:
            return nothing
        into = self.into
        plain: list[tuple[int, int, Split]] = (
            [(s, n, ()) for s, n, _how in into.lines] if isinstance(into, Leave) else []
        )

        def in_model(model: Model) -> None:
            model.reverse(number)
            if isinstance(into, Leave):
                into.in_model(model, plain)
            else:
                model.receive(into.day, into.store, into.lines)

        def in_book(world: World) -> object:
            made = into.voucher(world, plain) if isinstance(into, Leave) else into.voucher(world)
            return world.book.do(correct_voucher, id_of(world, number), WHY, made)

        return in_model, in_book


@dataclass(frozen=True)
class Close:
    """A period is closed."""

    day: date

    def plan(self, model: Model) -> tuple[InModel, InBook]:
        if model.closed_to > date.min or len(model.vouchers) < 12:
            return nothing

        def close(session: Session, act: Entry) -> None:
            session.add(PeriodClose(closed_to=self.day, act_id=act.id, undone_at=None, reason=""))

        return (
            lambda model: setattr(model, "closed_to", self.day),
            lambda world: world.book.do(close),
        )


AnAct = Receive | Leave | BringBack | Adjust | Mend | Reverse | Correct | Close
receiving = st.builds(Receive, day, store, received)
leaving = st.builds(
    Leave,
    st.sampled_from(("XK", "XK", "CL", "off", "transfer", "transfer")),
    late_day,
    store,
    st.sampled_from((1, 1, 1, 0)),
    asked,
)
bringing_back = st.builds(
    BringBack,
    at,
    late_day,
    store,
    st.lists(st.tuples(at, st.integers(1, 3)), min_size=1, max_size=2),
)
differences = st.lists(
    st.tuples(supply, st.sampled_from((-3, -2, -1, 1, 2, 4)), at), min_size=1, max_size=2
)
mending = st.builds(
    Mend,
    st.sampled_from(("value", "value", "expiry", "block", "free")),
    at,
    late_day,
    store,
    st.sampled_from((-60, -20, -1, 1, 20, 60)),
)
acts = st.sampled_from(
    (
        *[leaving] * 8,
        *[bringing_back] * 4,
        *[st.builds(Reverse, at)] * 2,
        *[mending] * 2,
        receiving,
        st.builds(Adjust, late_day, store, differences),
        st.builds(Correct, at, receiving | leaving),
        st.builds(Close, st.sampled_from((DAYS[2], feb(5), feb(7)))),
    )
).flatmap(lambda chosen: chosen)
months = st.builds(
    lambda first, rest: [*first, *rest],
    st.lists(
        st.builds(Receive, st.sampled_from(DAYS[:5]), store, received), min_size=3, max_size=4
    ),
    st.lists(acts, min_size=15, max_size=35),
)


def chosen_lots(model: Model, store: int, supply: int, wanted: int, how: str) -> Split:
    """Lots chosen by hand: those that expire last, usable or not; or not as many as are wanted."""
    if not how:
        return ()
    there: dict[int, Pile] = {
        number: lot.at(store)
        for number, lot in reversed(list(enumerate(model.lots, 1)))
        if lot.supply == supply
    }
    split = model.first_to_expire(feb(10), there, wanted)
    return tuple(split.items())[1:] if how == "wrong" else tuple(split.items())


def latest(model: Model, at: int, *kinds: str) -> int | None:
    """The place of one of the vouchers of some kinds; None while there is none."""
    found = [place for place, one in enumerate(model.vouchers) if not kinds or one.kind in kinds]
    return found[at % len(found)] if found else None


def id_of(world: World, place: int) -> int:
    """The id of a voucher by its place."""
    ids = world.rows(select(Voucher.id).order_by(Voucher.id).offset(place).limit(1))
    found: int = ids[0][0]
    return found


def line_ids(world: World, voucher_id: int) -> list[int]:
    """The ids of a voucher's lines in their order."""
    query = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id)
    return [row[0] for row in world.rows(query.order_by(VoucherLine.position))]
