"""Tables of the stock ledger: lots, vouchers, movements, and the sums that triggers keep."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, Bytewise, Code, IntPk, Money, Pieces, Words, one_of
from db.kinds import CountState, Loss, Series, Source, VoucherKind, Waiting


class Lot(Base):
    """What one receipt line brought: every piece in the book belongs to a lot.

    Number, expiry, supplier and block change only with an `Amendment` that says why. A blocked
    lot is never given out until it is freed.
    """

    __tablename__ = "lot"
    __table_args__ = (one_of("source", Source),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), index=True)
    number: Mapped[Words]
    expires_on: Mapped[date | None]
    received_on: Mapped[date]
    source: Mapped[Source]
    supplier: Mapped[Words]
    is_blocked: Mapped[bool] = mapped_column(default=False, server_default=false())


class Voucher(Base):
    """One act on the stock; it is posted, and never changes again, once it has its number.

    `counts_as` is the column of a report it belongs to: its own kind, or for a reversal that of
    the voucher it reverses. `source` and what follows it are a receipt's, `receiver` an issue's,
    `to_store_id` a transfer's, `loss` a write-off's, `stocktake_id` an adjustment's. A voucher
    that completes another (a return its issue, a supplement what it adds to, a corrected one
    what it replaces) `follows` it. `handed_on` is the day on which goods packed on `day` are to
    be handed out, where that is a later one.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        UniqueConstraint("reverses_id"),
        one_of("kind", VoucherKind),
        one_of("counts_as", VoucherKind),
        one_of("series", Series),
        one_of("source", Source),
        one_of("loss", Loss),
        CheckConstraint(
            "(counts_as = 'transfer') = (to_store_id IS NOT NULL) AND store_id <> to_store_id",
            name="transfer_goes_elsewhere",
        ),
        CheckConstraint("(counts_as = 'write_off') = (loss IS NOT NULL)", name="loss_has_cause"),
        CheckConstraint("handed_on IS NULL OR handed_on > day", name="handed_after_packed"),
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
    to_store_id: Mapped[int | None] = mapped_column(ForeignKey("store.id"))
    loss: Mapped[Loss | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"), index=True)
    handed_on: Mapped[date | None]
    stocktake_id: Mapped[int | None] = mapped_column(ForeignKey("stocktake.id"))


class VoucherLine(Base):
    """One line of a voucher; `direction` says what its quantity does to the stock: +1, -1 or 0.

    An issue names one recipient: a person (with the department and duty post of the day), a
    department, an agency or visitors. A return's line is `of_line_id` of the issue it brings
    back. A line of 0 pieces changes the value alone.
    """

    __tablename__ = "voucher_line"
    __table_args__ = (
        UniqueConstraint("voucher_id", "position"),
        CheckConstraint(f"quantity BETWEEN 0 AND {LIMIT}", name="quantity_in_range"),
        CheckConstraint(f"amount BETWEEN -{LIMIT} AND {LIMIT}", name="amount_in_range"),
        CheckConstraint("quantity > 0 OR amount <> 0", name="says_something"),
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
    of_line_id: Mapped[int | None] = mapped_column(ForeignKey("voucher_line.id"), index=True)


class Movement(Base):
    """Pieces and their value into (+) or out of (-) one lot at one store on one day."""

    __tablename__ = "movement"
    __table_args__ = (
        CheckConstraint(f"quantity BETWEEN -{LIMIT} AND {LIMIT}", name="quantity_in_range"),
        CheckConstraint(f"amount BETWEEN -{LIMIT} AND {LIMIT}", name="amount_in_range"),
        Index("ix_movement_supply_id_day_voucher_id", "supply_id", "day", "voucher_id"),
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
        # Lots that are used up stay for ever; what asks for stock passes them by.
        Index(
            "ix_balance_supply_id",
            "supply_id",
            sqlite_where=text("on_hand > 0"),
            postgresql_where=text("on_hand > 0"),
        ),
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
    """What a supply's movements of one kind came to in a month (YYYY-MM), all stores, with value.

    Kind, source (nothing: an empty text) and direction are the voucher's and its line's, so that
    sums of years need not read every movement; only triggers write it.
    """

    __tablename__ = "supply_month"

    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), primary_key=True)
    month: Mapped[Code] = mapped_column(Bytewise, primary_key=True)
    counts_as: Mapped[VoucherKind] = mapped_column(primary_key=True)
    source: Mapped[Code] = mapped_column(Bytewise, primary_key=True)
    direction: Mapped[int] = mapped_column(primary_key=True)
    net: Mapped[Pieces]
    amount: Mapped[Money]


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


class Amendment(Base):
    """What was added to a posted voucher, or put right about a lot, later and why.

    `field` is a column of the lot or voucher, or `file` for an attachment; its values are kept as
    text: days in ISO form, a block as 1, nothing as an empty text.
    """

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint("(voucher_id IS NULL) <> (lot_id IS NULL)", name="about_one_thing"),
        CheckConstraint(
            "(voucher_id IS NOT NULL AND field IN"
            " ('document_number', 'document_on', 'supplier', 'note', 'file'))"
            " OR (lot_id IS NOT NULL AND field IN"
            " ('number', 'expires_on', 'supplier', 'is_blocked'))",
            name="field_known",
        ),
        CheckConstraint("(field = 'file') = (attachment_id IS NOT NULL)", name="file_is_kept"),
    )

    id: Mapped[IntPk]
    act_id: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.id", deferrable=True, initially="DEFERRED")
    )
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"), index=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    field: Mapped[Code]
    old_value: Mapped[Words]
    new_value: Mapped[Words]
    reason: Mapped[Words]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))


class WaitingLine(Base):
    """A line of an issue that was packed for somebody who had not fetched it yet.

    Its goods have left the book's stock but lie in the store until `settled_on`.
    """

    __tablename__ = "waiting_line"
    __table_args__ = (
        one_of("state", Waiting),
        CheckConstraint("(state = 'waiting') = (settled_on IS NULL)", name="settled_on_a_day"),
        Index("ix_waiting_line_state", "state"),
    )

    line_id: Mapped[int] = mapped_column(ForeignKey("voucher_line.id"), primary_key=True)
    state: Mapped[Waiting]
    settled_on: Mapped[date | None]
    note: Mapped[Words]  # who fetched it, why it came back


class Stocktake(Base):
    """A count of what really lies in a store; its differences are posted when it is approved.

    `committee` lists who counts, one a line: name, title, role, parted by semicolons.
    """

    __tablename__ = "stocktake"
    __table_args__ = (one_of("state", CountState),)

    id: Mapped[IntPk]
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    day: Mapped[date]
    scope: Mapped[Words]  # what is counted, in words: "Tất cả vật tư"
    committee: Mapped[Words]
    note: Mapped[Words]
    state: Mapped[CountState]
    opened_at: Mapped[datetime]
    approved_by: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class StocktakeLine(Base):
    """One thing counted: a supply, or one lot of it where lots are followed.

    `book`, its value `book_amount` and `waiting` are what the book had, and what lay packed for
    people, at `counted_at`; they are known once it is counted. `poor` and `spoiled` are the part of `counted` that is no
    longer good (kém phẩm chất, mất phẩm chất).
    """

    __tablename__ = "stocktake_line"
    __table_args__ = (
        CheckConstraint(
            f"counted BETWEEN 0 AND {LIMIT} AND poor >= 0 AND spoiled >= 0"
            " AND poor + spoiled <= counted",
            name="counted_in_range",
        ),
        CheckConstraint(
            "(counted IS NULL) = (counted_at IS NULL) AND (counted IS NULL) = (book IS NULL)",
            name="counted_at_a_moment",
        ),
        Index("ix_stocktake_line_stocktake_id", "stocktake_id"),
    )

    id: Mapped[IntPk]
    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"))
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    counted: Mapped[Pieces | None]
    poor: Mapped[Pieces] = mapped_column(default=0)
    spoiled: Mapped[Pieces] = mapped_column(default=0)
    counted_at: Mapped[datetime | None]
    book: Mapped[Pieces | None]
    book_amount: Mapped[Money] = mapped_column(default=0)
    waiting: Mapped[Pieces] = mapped_column(default=0)
    reason: Mapped[Words]


class KeptReport(Base):
    """A weekly report as it was given when its week was closed: the very PDF and its figures.

    `edition` is 0 for the report itself, 1 and on for those that put it right (Báo cáo đính
    chính). `figures` is JSON: what each figure was, to be compared with later ones.
    """

    __tablename__ = "kept_report"
    __table_args__ = (
        UniqueConstraint("from_on", "to_on", "edition"),
        CheckConstraint("edition >= 0", name="edition_counts_up"),
    )

    id: Mapped[IntPk]
    from_on: Mapped[date]
    to_on: Mapped[date]
    edition: Mapped[int]
    close_id: Mapped[int] = mapped_column(ForeignKey("period_close.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    figures: Mapped[str]
