"""Tables of the office itself: the book, accounts, settings, drafts, papers, who did what."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Code, IntPk, Words


class Book(Base):
    """The one row that names this book; `number` (four digits) stands in every printed code.

    A trigger keeps the id and hash of the latest audit entry here, so that none goes unnoticed.
    """

    __tablename__ = "book"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("number BETWEEN 1000 AND 9999", name="number_has_four_digits"),
    )

    id: Mapped[IntPk]
    uid: Mapped[Code]
    number: Mapped[int]
    founded_at: Mapped[datetime]
    last_act: Mapped[int | None]
    last_hash: Mapped[Code | None]


class Account(Base):
    """Who works with the book; a single clerk needs no more than the first row."""

    __tablename__ = "account"

    id: Mapped[IntPk]
    name: Mapped[str]
    is_active: Mapped[bool]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Setting(Base):
    """A setting as JSON, in force from a day on."""

    __tablename__ = "setting"

    key: Mapped[Code] = mapped_column(primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str]


class Signer(Base):
    """Who signs as what, from a day (none: since ever) to a day (none: until now)."""

    __tablename__ = "signer"

    id: Mapped[IntPk]
    role: Mapped[Code]
    prefix: Mapped[Words]  # "KT. ...", "TL. ..." or nothing
    title: Mapped[str]
    name: Mapped[Words]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Draft(Base):
    """A form as it was left, cells as typed (JSON); outside the audit."""

    __tablename__ = "draft"

    id: Mapped[IntPk]
    form: Mapped[Code]
    title: Mapped[Words]
    cells: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    saved_at: Mapped[datetime]


class Attachment(Base):
    """A file kept in the book, known by its content."""

    __tablename__ = "attachment"

    id: Mapped[IntPk]
    sha256: Mapped[Code] = mapped_column(unique=True)
    type: Mapped[str]
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PrintedPage(Base):
    """A page that was made for signing; `rows` are its people in order, `cells` its geometry.

    `back_on` is the day it came back signed, on a scan or by the clerk's word.
    """

    __tablename__ = "printed_page"
    __table_args__ = (
        UniqueConstraint("kind", "paper", "page"),
        Index("ix_printed_page_kind_subject", "kind", "subject"),
    )

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[int]
    paper: Mapped[int]
    page: Mapped[int]
    subject: Mapped[Code]  # what the paper is about: "voucher:12"
    rows: Mapped[str]
    cells: Mapped[str]
    printed_on: Mapped[date | None]  # unknown of pages older than this column
    back_on: Mapped[date | None]


class ReportText(Base):
    """A sentence of a period's report as the clerk changed it; `proposed` is what it replaced."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("from_on", "to_on", "field"),)

    id: Mapped[IntPk]
    from_on: Mapped[date]
    to_on: Mapped[date]
    field: Mapped[Code]
    text: Mapped[str]
    proposed: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AuditEntry(Base):
    """One act: who, when, what with, what was written; each entry's hash covers the one before.

    `sealed` holds the digests of the vouchers it posted (see `db.seals`), `changes` the rows that it
    changed, before and after (see `db.changes`), both as JSON; older acts have none.
    """

    __tablename__ = "audit_entry"

    id: Mapped[IntPk]
    key: Mapped[Code] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    act: Mapped[Code]
    arguments: Mapped[str]
    written: Mapped[str]
    result: Mapped[str]
    hash: Mapped[Code]
    sealed: Mapped[Code | None]
    changes: Mapped[Code | None]
