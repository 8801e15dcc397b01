"""Tables of what is stocked and where: supplies, packs, stores, norms."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, Code, IntPk, Pieces, Words, one_of
from db.kinds import NormPeriod


class Supply(Base):
    """Something stocked, counted in whole base units; the unit is locked once it has moved."""

    __tablename__ = "supply"
    __table_args__ = (
        CheckConstraint(f"minimum BETWEEN 0 AND {LIMIT}", name="minimum_in_range"),
        CheckConstraint(f"usual_quantity BETWEEN 0 AND {LIMIT}", name="usual_in_range"),
        CheckConstraint(f"priority_quantity BETWEEN 0 AND {LIMIT}", name="priority_in_range"),
    )

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    search: Mapped[str]
    group: Mapped[Words] = mapped_column("group_name", default="")
    is_mask: Mapped[bool]
    base_unit: Mapped[str]
    minimum: Mapped[Pieces]
    tracks_lots: Mapped[bool]
    usual_quantity: Mapped[Pieces]  # offered for one person in a round
    priority_quantity: Mapped[Pieces]  # the same for a priority post
    report_unit: Mapped[Words]  # name of the pack that papers print; empty: the base unit
    position: Mapped[int]
    is_active: Mapped[bool]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Pack(Base):
    """A larger unit of a supply: so many base units, always a whole number."""

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("supply_id", "search"),
        CheckConstraint(f"size BETWEEN 1 AND {LIMIT}", name="size_in_range"),
    )

    id: Mapped[IntPk]
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    name: Mapped[str]
    search: Mapped[str]
    size: Mapped[Pieces]


class Store(Base):
    """A place where supplies lie: the main store, a desk, a guards' post."""

    __tablename__ = "store"

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    position: Mapped[int]
    is_active: Mapped[bool]
    version: Mapped[int] = mapped_column()
    address: Mapped[Words] = mapped_column(server_default="")  # địa điểm

    __mapper_args__ = {"version_id_col": version}


class Norm(Base):
    """Pieces per person and period of a supply, for a duty post (none: everybody), with its basis."""

    __tablename__ = "norm"
    __table_args__ = (
        CheckConstraint(f"pieces BETWEEN 1 AND {LIMIT}", name="pieces_in_range"),
        one_of("period", NormPeriod),
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="ends_after_start"),
    )

    id: Mapped[IntPk]
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    duty_post_id: Mapped[int | None] = mapped_column(ForeignKey("duty_post.id"))
    pieces: Mapped[Pieces]
    period: Mapped[NormPeriod]
    basis: Mapped[Words]  # căn cứ
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
