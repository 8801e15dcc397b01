"""Tables of leaflets: what they are, their print runs, who is to get how many, hand-overs."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, IntPk, Money, Pieces, Words, one_of
from db.kinds import LeafletKind, SpreadBy


class Leaflet(Base):
    """What is known of a leaflet beside its supply, whose code, title and stock are its own.

    A legal deposit is a hand-over, so its copies and day are not said here.
    """

    __tablename__ = "leaflet"
    __table_args__ = (one_of("kind", LeafletKind),)

    supply_id: Mapped[int] = mapped_column(
        ForeignKey("supply.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[LeafletKind]
    language: Mapped[Words]
    edition: Mapped[Words]
    size: Mapped[Words]  # "14,8 × 21 cm"
    folds: Mapped[Words]  # "gấp 3"
    design_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    agreed_with: Mapped[Words]
    agreed_on: Mapped[date | None]
    licence_number: Mapped[Words]
    licence_on: Mapped[date | None]
    licence_issuer: Mapped[Words]
    licence_holder: Mapped[Words]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PrintRun(Base):
    """An order or contract with a print house, of one or several leaflets."""

    __tablename__ = "print_run"
    __table_args__ = (
        CheckConstraint("vat_percent BETWEEN 0 AND 100", name="vat_in_range"),
        CheckConstraint("due_on IS NULL OR due_on >= ordered_on", name="due_after_order"),
    )

    id: Mapped[IntPk]
    number: Mapped[Words]  # of the order or contract
    ordered_on: Mapped[date]
    due_on: Mapped[date | None]
    printer: Mapped[str]
    printer_address: Mapped[Words]
    printer_tax_code: Mapped[Words]
    vat_percent: Mapped[int]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PrintRunLine(Base):
    """How many of a leaflet are ordered, and what they cost before VAT (đồng, for all of them)."""

    __tablename__ = "print_run_line"
    __table_args__ = (
        UniqueConstraint("run_id", "supply_id"),
        CheckConstraint(f"ordered BETWEEN 1 AND {LIMIT}", name="ordered_in_range"),
        CheckConstraint(f"amount BETWEEN 0 AND {LIMIT}", name="amount_in_range"),
    )

    id: Mapped[IntPk]
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"))
    supply_id: Mapped[int] = mapped_column(ForeignKey("leaflet.supply_id"), index=True)
    ordered: Mapped[Pieces]
    amount: Mapped[Money]
    position: Mapped[int]


class PrintDelivery(Base):
    """A part that the print house brought of one line, on a day.

    Delivered = `accepted` (posted by the receipt `voucher_id`) + `spoiled`; what is `sent_back`
    is printed again, so it is outstanding as before. A delivery whose receipt was reversed, or
    that `is_cancelled`, counts for nothing.
    """

    __tablename__ = "print_delivery"
    __table_args__ = (
        CheckConstraint(
            f"accepted BETWEEN 0 AND {LIMIT} AND spoiled BETWEEN 0 AND {LIMIT}"
            f" AND sent_back BETWEEN 0 AND {LIMIT} AND accepted + spoiled + sent_back > 0",
            name="parts_in_range",
        ),
        CheckConstraint("(accepted > 0) = (voucher_id IS NOT NULL)", name="accepted_is_posted"),
        Index("ix_print_delivery_line_id", "line_id"),
        Index("ix_print_delivery_voucher_id", "voucher_id"),
    )

    id: Mapped[IntPk]
    line_id: Mapped[int] = mapped_column(ForeignKey("print_run_line.id"))
    day: Mapped[date]
    accepted: Mapped[Pieces]
    spoiled: Mapped[Pieces]
    sent_back: Mapped[Pieces]
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))
    record: Mapped[Words]  # biên bản nghiệm thu
    is_cancelled: Mapped[bool]


class Allocation(Base):
    """A plan of who is to get how many leaflets: of a whole print run, or of typed totals."""

    __tablename__ = "allocation"
    __table_args__ = (one_of("spread_by", SpreadBy),)

    id: Mapped[IntPk]
    title: Mapped[str]
    day: Mapped[date]
    basis: Mapped[Words]  # căn cứ
    run_id: Mapped[int | None] = mapped_column(ForeignKey("print_run.id"), index=True)
    spread_by: Mapped[SpreadBy]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AllocationLeaflet(Base):
    """A leaflet of an allocation: how many there are to give, in bundles of how many, what is kept.

    What the shares leave of `total` stays in reserve; `reserve` is the least that does.
    """

    __tablename__ = "allocation_leaflet"
    __table_args__ = (
        CheckConstraint(f"total BETWEEN 1 AND {LIMIT}", name="total_in_range"),
        CheckConstraint("reserve BETWEEN 0 AND total", name="reserve_in_range"),
        CheckConstraint("bundle BETWEEN 1 AND 1000000", name="bundle_in_range"),
    )

    allocation_id: Mapped[int] = mapped_column(
        ForeignKey("allocation.id"), primary_key=True, autoincrement=False
    )
    supply_id: Mapped[int] = mapped_column(
        ForeignKey("leaflet.supply_id"), primary_key=True, autoincrement=False, index=True
    )
    total: Mapped[Pieces]
    reserve: Mapped[Pieces]
    bundle: Mapped[int]
    position: Mapped[int]


class AllocationAgency(Base):
    """A body that takes part in an allocation, in order, with the weight that was typed for it."""

    __tablename__ = "allocation_agency"
    __table_args__ = (CheckConstraint(f"weight BETWEEN 0 AND {LIMIT}", name="weight_in_range"),)

    allocation_id: Mapped[int] = mapped_column(
        ForeignKey("allocation.id"), primary_key=True, autoincrement=False
    )
    agency_id: Mapped[int] = mapped_column(
        ForeignKey("agency.id"), primary_key=True, autoincrement=False, index=True
    )
    weight: Mapped[int | None]
    position: Mapped[int]


class AllocationShare(Base):
    """How many of a leaflet a body is to get; a district's figure is its own plus its wards'."""

    __tablename__ = "allocation_share"
    __table_args__ = (CheckConstraint(f"quantity BETWEEN 1 AND {LIMIT}", name="quantity_in_range"),)

    allocation_id: Mapped[int] = mapped_column(
        ForeignKey("allocation.id"), primary_key=True, autoincrement=False
    )
    supply_id: Mapped[int] = mapped_column(
        ForeignKey("leaflet.supply_id"), primary_key=True, autoincrement=False, index=True
    )
    agency_id: Mapped[int] = mapped_column(
        ForeignKey("agency.id"), primary_key=True, autoincrement=False, index=True
    )
    quantity: Mapped[Pieces]


class Handover(Base):
    """What an issue of leaflets to one body is beside its voucher, and whether it was signed for.

    `is_deposit`: copies for legal deposit, which are not distributed.
    """

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("proof_id IS NULL OR signed_on IS NOT NULL", name="proof_is_signed"),
    )

    voucher_id: Mapped[int] = mapped_column(
        ForeignKey("voucher.id"), primary_key=True, autoincrement=False
    )
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    is_deposit: Mapped[bool]
    receiver_title: Mapped[Words]
    signed_on: Mapped[date | None]
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("scanned_page.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
