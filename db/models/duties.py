"""Tables of the plan's duties: mask-wearing checks."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, IntPk, Pieces, Words


class MaskCheck(Base):
    """A look at who wears a mask at one place (duty D1): seen, without a mask, reminded."""

    __tablename__ = "mask_check"
    __table_args__ = (
        CheckConstraint(
            f"seen BETWEEN 1 AND {LIMIT} AND unmasked BETWEEN 0 AND seen"
            " AND reminded BETWEEN 0 AND unmasked",
            name="counted_in_range",
        ),
    )

    id: Mapped[IntPk]
    day: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    seen: Mapped[Pieces]
    unmasked: Mapped[Pieces]
    reminded: Mapped[Pieces]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
