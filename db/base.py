"""What every table shares: constraint names, column types, the declarative base."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Dialect,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeEngine

from db.kinds import (
    AbsenceKind,
    AddedUp,
    AgencyKind,
    BookFigure,
    CountState,
    DeliveryForm,
    DepartmentKind,
    IndicatorKind,
    LeafletKind,
    Loss,
    NormPeriod,
    Outcome,
    ReportForm,
    ScanKind,
    Series,
    Source,
    SpreadBy,
    StaffCategory,
    Urgency,
    VoucherKind,
    Waiting,
    WebSource,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
LIMIT = 10**12
"""No quantity and no amount of money goes beyond this, up or down."""

Whole = BigInteger().with_variant(Integer, "sqlite")
"""Pieces, đồng and ids: whole numbers, 64 bits on both engines."""

Bytewise = Text().with_variant(Text(collation="C"), "postgresql")
"""Codes, dates and sort keys: compared byte by byte, so that both engines agree."""


class Day(TypeDecorator[date]):
    """A day as ISO text."""

    impl = Bytewise
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A moment as UTC ISO text ending in Z, to the microsecond, so that text order is time order."""

    impl = Bytewise
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no: 1 or 0 on SQLite, whose STRICT tables know no boolean."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Choice(TypeDecorator[StrEnum]):
    """A member of an enumeration, as its text."""

    impl = Bytewise
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        self.members = members
        super().__init__()

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.members(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.members(value)


def one_of(column: str, members: type[StrEnum]) -> CheckConstraint:
    """The constraint that a column holds a member of `members`."""
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


IntPk = Annotated[int, mapped_column(Whole, primary_key=True)]
Pieces = Annotated[int, mapped_column(Whole)]
Money = Annotated[int, mapped_column(Whole)]
Code = Annotated[str, mapped_column(Bytewise)]
Words = Annotated[str, mapped_column(Text, default="")]


class Base(DeclarativeBase):
    """The book's tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: Whole,
        str: Text,
        date: Day,
        datetime: Moment,
        bool: Flag,
        **{
            members: Choice(members)
            for members in (
                AbsenceKind,
                AddedUp,
                AgencyKind,
                BookFigure,
                CountState,
                DeliveryForm,
                DepartmentKind,
                IndicatorKind,
                LeafletKind,
                Loss,
                NormPeriod,
                Outcome,
                ReportForm,
                ScanKind,
                Series,
                Source,
                SpreadBy,
                StaffCategory,
                Urgency,
                VoucherKind,
                Waiting,
                WebSource,
            )
        },
    }
