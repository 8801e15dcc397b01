"""Tables of documents: the register, rounds of distribution, who had to sign and what came back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Code, IntPk, Words, one_of
from db.kinds import DeliveryForm, Outcome, ScanKind, Urgency


class Document(Base):
    """A document of the register; one without a number has not got it from the records desk yet.

    `is_basis` is named in others but never handed out itself.
    """

    __tablename__ = "document"
    __table_args__ = (
        one_of("urgency", Urgency),
        CheckConstraint("replaced_by_id <> id", name="not_replaced_by_itself"),
    )

    id: Mapped[IntPk]
    number: Mapped[Code]  # "362/KH-UBND"
    type: Mapped[str]  # "Kế hoạch"
    issued_on: Mapped[date]
    issuer: Mapped[str]
    summary: Mapped[str]
    search: Mapped[str]
    urgency: Mapped[Urgency]
    is_basis: Mapped[bool]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class DocumentFile(Base):
    """A file of a document, in order; its content is the attachment's."""

    __tablename__ = "document_file"
    __table_args__ = (UniqueConstraint("document_id", "attachment_id"),)

    id: Mapped[IntPk]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    name: Mapped[str]
    position: Mapped[int]


class Distribution(Base):
    """A round: one or several documents brought to people; `form` is how, unless a person's differs.

    A meeting has its day and, as proof, its minutes.
    """

    __tablename__ = "distribution"
    __table_args__ = (
        one_of("form", DeliveryForm),
        CheckConstraint("deadline_on IS NULL OR deadline_on >= day", name="deadline_after_start"),
        CheckConstraint("closed_on IS NULL OR closed_on >= day", name="closed_after_start"),
    )

    id: Mapped[IntPk]
    day: Mapped[date]  # who is active on it has to know
    deadline_on: Mapped[date | None]
    form: Mapped[DeliveryForm]
    met_on: Mapped[date | None]
    minutes_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    note: Mapped[Words]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class DistributionDocument(Base):
    """A document of a round, in order."""

    __tablename__ = "distribution_document"

    distribution_id: Mapped[int] = mapped_column(
        ForeignKey("distribution.id"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id"), primary_key=True, autoincrement=False, index=True
    )
    position: Mapped[int]


class Delivery(Base):
    """Copies handed to a department or an outside body: a line of Sổ chuyển giao văn bản đi."""

    __tablename__ = "delivery"
    __table_args__ = (
        one_of("form", DeliveryForm),
        UniqueConstraint("distribution_id", "department_id"),
        UniqueConstraint("distribution_id", "agency_id"),
        CheckConstraint("(department_id IS NULL) <> (agency_id IS NULL)", name="one_receiver"),
        CheckConstraint("copies BETWEEN 0 AND 1000000", name="copies_in_range"),
    )

    id: Mapped[IntPk]
    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    form: Mapped[DeliveryForm]
    copies: Mapped[int]
    delivered_on: Mapped[date | None]
    receiver: Mapped[Words]  # who took them
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Acknowledgement(Base):
    """One person of one round, with the department, title and rank of the day they entered it.

    `outcome` is what was decided, on `outcome_on`; what else a state says (handed over, away)
    follows from `delivered_on` and the absences. `proof_id` is the page that shows the signature.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        one_of("form", DeliveryForm),
        one_of("outcome", Outcome),
        UniqueConstraint("distribution_id", "staff_id"),
        CheckConstraint("(outcome = 'open') = (outcome_on IS NULL)", name="decided_on_a_day"),
        CheckConstraint("outcome NOT IN ('refused', 'excused') OR reason <> ''", name="says_why"),
        CheckConstraint("rank IN (0, 1, 2)", name="rank_known"),
        Index("ix_acknowledgement_staff_id", "staff_id"),
        Index(
            "ix_acknowledgement_distribution_id_department_id", "distribution_id", "department_id"
        ),
    )

    id: Mapped[IntPk]
    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    title: Mapped[Words]
    rank: Mapped[int]
    form: Mapped[DeliveryForm]
    added_on: Mapped[date]
    delivered_on: Mapped[date | None]
    outcome: Mapped[Outcome]
    outcome_on: Mapped[date | None]
    reason: Mapped[Words]
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("scanned_page.id"))


class ScannedPage(Base):
    """A page that came back: its picture, its digits and what they stand for ("distribution:3").

    `rows` are the people on it, in order; a page of no known paper is never kept.
    """

    __tablename__ = "scanned_page"
    __table_args__ = (one_of("kind", ScanKind), Index("ix_scanned_page_code", "code"))

    id: Mapped[IntPk]
    code: Mapped[Code]
    kind: Mapped[ScanKind]
    subject: Mapped[Code] = mapped_column(index=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    file: Mapped[str]
    page: Mapped[int]
    scanned_on: Mapped[date]


class IssueSignature(Base):
    """A person's signature on the list of an issue that came back."""

    __tablename__ = "issue_signature"
    __table_args__ = (UniqueConstraint("voucher_id", "staff_id"),)

    id: Mapped[IntPk]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    signed_on: Mapped[date]
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("scanned_page.id"))
