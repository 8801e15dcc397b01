"""Documents, rounds of distribution, acknowledgements, pages that came back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Integer().with_variant(sa.Boolean(), "postgresql")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Change the book's shape."""
    op.create_table(
        "document",
        sa.Column("id", Whole, nullable=False),
        sa.Column("number", Code, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("issued_on", Code, nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("urgency", Code, nullable=False),
        sa.Column("is_basis", Flag, nullable=False),
        sa.Column("replaced_by_id", Whole, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "urgency IN ('normal', 'urgent', 'very_urgent', 'flash')",
            name=op.f("ck_document_urgency_known"),
        ),
        sa.CheckConstraint("replaced_by_id <> id", name=op.f("ck_document_not_replaced_by_itself")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["document.id"], name=op.f("fk_document_replaced_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_replaced_by_id"), ["replaced_by_id"], unique=False
        )

    op.create_table(
        "distribution",
        sa.Column("id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("deadline_on", Code, nullable=True),
        sa.Column("form", Code, nullable=False),
        sa.Column("met_on", Code, nullable=True),
        sa.Column("minutes_id", Whole, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", Code, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "form IN ('paper', 'email', 'system', 'meeting')",
            name=op.f("ck_distribution_form_known"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= day", name=op.f("ck_distribution_closed_after_start")
        ),
        sa.CheckConstraint(
            "deadline_on IS NULL OR deadline_on >= day",
            name=op.f("ck_distribution_deadline_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["attachment.id"], name=op.f("fk_distribution_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution")),
        sqlite_strict=True,
    )
    op.create_table(
        "document_file",
        sa.Column("id", Whole, nullable=False),
        sa.Column("document_id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_document_file_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_file_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_file")),
        sa.UniqueConstraint(
            "document_id", "attachment_id", name=op.f("uq_document_file_document_id_attachment_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "scanned_page",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("subject", Code, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("page", Whole, nullable=False),
        sa.Column("scanned_on", Code, nullable=False),
        sa.CheckConstraint("kind IN ('list', 'slip')", name=op.f("ck_scanned_page_kind_known")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_scanned_page_attachment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scanned_page")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("scanned_page", schema=None) as batch_op:
        batch_op.create_index("ix_scanned_page_code", ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_scanned_page_subject"), ["subject"], unique=False)

    op.create_table(
        "acknowledgement",
        sa.Column("id", Whole, nullable=False),
        sa.Column("distribution_id", Whole, nullable=False),
        sa.Column("staff_id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rank", Whole, nullable=False),
        sa.Column("form", Code, nullable=False),
        sa.Column("added_on", Code, nullable=False),
        sa.Column("delivered_on", Code, nullable=True),
        sa.Column("outcome", Code, nullable=False),
        sa.Column("outcome_on", Code, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proof_id", Whole, nullable=True),
        sa.CheckConstraint(
            "(outcome = 'open') = (outcome_on IS NULL)",
            name=op.f("ck_acknowledgement_decided_on_a_day"),
        ),
        sa.CheckConstraint(
            "form IN ('paper', 'email', 'system', 'meeting')",
            name=op.f("ck_acknowledgement_form_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('open', 'signed', 'refused', 'excused')",
            name=op.f("ck_acknowledgement_outcome_known"),
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('refused', 'excused') OR reason <> ''",
            name=op.f("ck_acknowledgement_says_why"),
        ),
        sa.CheckConstraint("rank IN (0, 1, 2)", name=op.f("ck_acknowledgement_rank_known")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_acknowledgement_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["distribution_id"],
            ["distribution.id"],
            name=op.f("fk_acknowledgement_distribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["scanned_page.id"], name=op.f("fk_acknowledgement_proof_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_acknowledgement_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint(
            "distribution_id", "staff_id", name=op.f("uq_acknowledgement_distribution_id_staff_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_acknowledgement_distribution_id_department_id",
            ["distribution_id", "department_id"],
            unique=False,
        )
        batch_op.create_index("ix_acknowledgement_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", Whole, nullable=False),
        sa.Column("distribution_id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=True),
        sa.Column("agency_id", Whole, nullable=True),
        sa.Column("form", Code, nullable=False),
        sa.Column("copies", Whole, nullable=False),
        sa.Column("delivered_on", Code, nullable=True),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "form IN ('paper', 'email', 'system', 'meeting')", name=op.f("ck_delivery_form_known")
        ),
        sa.CheckConstraint(
            "(department_id IS NULL) <> (agency_id IS NULL)", name=op.f("ck_delivery_one_receiver")
        ),
        sa.CheckConstraint(
            "copies BETWEEN 0 AND 1000000", name=op.f("ck_delivery_copies_in_range")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_agency_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_delivery_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["distribution_id"], ["distribution.id"], name=op.f("fk_delivery_distribution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "distribution_id", "agency_id", name=op.f("uq_delivery_distribution_id_agency_id")
        ),
        sa.UniqueConstraint(
            "distribution_id",
            "department_id",
            name=op.f("uq_delivery_distribution_id_department_id"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "distribution_document",
        sa.Column("distribution_id", Whole, autoincrement=False, nullable=False),
        sa.Column("document_id", Whole, autoincrement=False, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["distribution_id"],
            ["distribution.id"],
            name=op.f("fk_distribution_document_distribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_distribution_document_document_id")
        ),
        sa.PrimaryKeyConstraint(
            "distribution_id", "document_id", name=op.f("pk_distribution_document")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("distribution_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_distribution_document_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "issue_signature",
        sa.Column("id", Whole, nullable=False),
        sa.Column("voucher_id", Whole, nullable=False),
        sa.Column("staff_id", Whole, nullable=False),
        sa.Column("signed_on", Code, nullable=False),
        sa.Column("proof_id", Whole, nullable=True),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["scanned_page.id"], name=op.f("fk_issue_signature_proof_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_issue_signature_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_issue_signature_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_signature")),
        sa.UniqueConstraint(
            "voucher_id", "staff_id", name=op.f("uq_issue_signature_voucher_id_staff_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("issue_signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_signature_staff_id"), ["staff_id"], unique=False)

    with op.batch_alter_table("printed_page", schema=None) as batch_op:
        batch_op.add_column(sa.Column("printed_on", Code, nullable=True))
        batch_op.add_column(sa.Column("back_on", Code, nullable=True))
        batch_op.create_index("ix_printed_page_kind_subject", ["kind", "subject"], unique=False)
