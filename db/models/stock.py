"""Tables of the stock ledger: lots, vouchers, movements, and the sums that triggers keep."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, Bytewise, Code, IntPk, Money, Pieces, Words, one_of
from db.kinds import Series, Source, VoucherKind


class Lot(Base):
    """What one receipt line brought: every piece in the book belongs to a lot."""

    __tablename__ = "lot"
    __table_args__ = (one_of("source", Source),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), index=True)
    number: Mapped[Words]
    expires_on: Mapped[date | None]
    received_on: Mapped[date]
    source: Mapped[Source]
    supplier: Mapped[Words]


class Voucher(Base):
    """One act on the stock; it is posted, and never changes again, once it has its number.

    `counts_as` is the column of a report it belongs to: its own kind, or for a reversal that of
    the voucher it reverses. `source` and what follows it are a receipt's, `receiver` an issue's.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        UniqueConstraint("reverses_id"),
        one_of("kind", VoucherKind),
        one_of("counts_as", VoucherKind),
        one_of("series", Series),
        one_of("source", Source),
        CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_original"
        ),
        CheckConstraint("kind = 'reversal' OR counts_as = kind", name="counts_as_itself"),
        CheckConstraint("number IS NULL OR number > 0", name="number_positive"),
        CheckConstraint("counts_as <> 'receipt' OR source IS NOT NULL", name="receipt_has_source"),
        Index("ix_voucher_day", "day"),
        Index("ix_voucher_document_number", "document_number"),
    )

    id: Mapped[IntPk]
    kind: Mapped[VoucherKind]
    counts_as: Mapped[VoucherKind]
    series: Mapped[Series]
    year: Mapped[int]
    number: Mapped[int | None]
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    day: Mapped[date]
    posted_at: Mapped[datetime]
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    act_id: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.id", deferrable=True, initially="DEFERRED"), index=True
    )
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))
    reason: Mapped[Words]
    source: Mapped[Source | None]
    supplier: Mapped[Words]
    document_number: Mapped[Words]
    document_on: Mapped[date | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    receiver: Mapped[Words]
    note: Mapped[Words]


class VoucherLine(Base):
    """One line of a voucher; `direction` says what its quantity does to the stock: +1, -1 or 0.

    An issue names one recipient: a person (with the department and duty post of the day), a
    department, an agency or visitors.
    """

    __tablename__ = "voucher_line"
    __table_args__ = (
        UniqueConstraint("voucher_id", "position"),
        CheckConstraint(f"quantity BETWEEN 1 AND {LIMIT}", name="quantity_in_range"),
        CheckConstraint(f"amount BETWEEN -{LIMIT} AND {LIMIT}", name="amount_in_range"),
        CheckConstraint("direction IN (-1, 0, 1)", name="direction_known"),
        CheckConstraint(
            "(staff_id IS NULL OR (department_id IS NOT NULL AND agency_id IS NULL"
            " AND NOT is_visitors)) AND (agency_id IS NULL OR NOT is_visitors)",
            name="one_recipient",
        ),
        Index("ix_voucher_line_staff_id", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"))
    position: Mapped[int]
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    direction: Mapped[int]
    quantity: Mapped[Pieces]
    amount: Mapped[Money]
    requested: Mapped[Pieces | None]
    document_quantity: Mapped[Pieces | None]
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("pack.id"))
    pack_count: Mapped[Pieces | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    duty_post_id: Mapped[int | None] = mapped_column(ForeignKey("duty_post.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    is_visitors: Mapped[bool]
    note: Mapped[Words]


class Movement(Base):
    """Pieces and their value into (+) or out of (-) one lot at one store on one day."""

    __tablename__ = "movement"
    __table_args__ = (
        CheckConstraint(f"quantity BETWEEN -{LIMIT} AND {LIMIT}", name="quantity_in_range"),
        CheckConstraint(f"amount BETWEEN -{LIMIT} AND {LIMIT}", name="amount_in_range"),
        Index("ix_movement_supply_id_day", "supply_id", "day"),
        Index("ix_movement_day", "day"),
        Index("ix_movement_store_id_lot_id_day", "store_id", "lot_id", "day"),
    )

    id: Mapped[IntPk]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("voucher_line.id"), index=True)
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    day: Mapped[date]
    quantity: Mapped[Pieces]
    amount: Mapped[Money]


class Balance(Base):
    """Pieces and value of a lot at a store now; only triggers write it."""

    __tablename__ = "balance"
    __table_args__ = (
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        Index("ix_balance_supply_id", "supply_id"),
    )

    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    on_hand: Mapped[Pieces]
    amount: Mapped[Money]


class StockDay(Base):
    """Net pieces of a lot at a store on a day; only triggers write it."""

    __tablename__ = "stock_day"

    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    net: Mapped[Pieces]


class SupplyDay(Base):
    """Net pieces of a supply on a day, all stores; only triggers write it."""

    __tablename__ = "supply_day"

    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    net: Mapped[Pieces]


class SupplyMonth(Base):
    """Net pieces of a supply in a month (YYYY-MM), all stores; only triggers write it."""

    __tablename__ = "supply_month"

    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), primary_key=True)
    month: Mapped[Code] = mapped_column(Bytewise, primary_key=True)
    net: Mapped[Pieces]


class Numbering(Base):
    """The last number given in a series and year."""

    __tablename__ = "numbering"

    series: Mapped[Code] = mapped_column(Bytewise, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class PeriodClose(Base):
    """A day up to and including which nothing more is posted; undone, it keeps its row."""

    __tablename__ = "period_close"

    id: Mapped[IntPk]
    closed_to: Mapped[date]
    act_id: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.id", deferrable=True, initially="DEFERRED")
    )
    undone_at: Mapped[datetime | None]
    reason: Mapped[Words]
