"""The book as it first was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Integer().with_variant(sa.Boolean(), "postgresql")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Change the book's shape."""
    op.create_table(
        "account",
        sa.Column("id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", Flag, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sqlite_strict=True,
    )
    op.create_table(
        "agency",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("sort_key", Code, nullable=False),
        sa.Column("parent_id", Whole, nullable=True),
        sa.Column("from_on", Code, nullable=True),
        sa.Column("to_on", Code, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["agency.id"], name=op.f("fk_agency_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", Whole, nullable=False),
        sa.Column("sha256", Code, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("sha256", name=op.f("uq_attachment_sha256")),
        sqlite_strict=True,
    )
    op.create_table(
        "book",
        sa.Column("id", Whole, nullable=False),
        sa.Column("uid", Code, nullable=False),
        sa.Column("number", Whole, nullable=False),
        sa.Column("founded_at", Code, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_book_only_one")),
        sa.CheckConstraint(
            "number BETWEEN 1000 AND 9999", name=op.f("ck_book_number_has_four_digits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book")),
        sqlite_strict=True,
    )
    op.create_table(
        "department",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("parent_id", Whole, nullable=True),
        sa.Column("head_title", sa.Text(), nullable=False),
        sa.Column("deputy_title", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("is_active", Flag, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "kind IN ('leadership', 'division', 'affiliated', 'section')",
            name=op.f("ck_department_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["department.id"], name=op.f("fk_department_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "duty_post",
        sa.Column("id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("paper_name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("is_priority", Flag, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_post")),
        sa.UniqueConstraint("search", name=op.f("uq_duty_post_search")),
        sqlite_strict=True,
    )
    op.create_table(
        "numbering",
        sa.Column("series", Code, nullable=False),
        sa.Column("year", Whole, nullable=False),
        sa.Column("last", Whole, nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_numbering")),
        sqlite_strict=True,
    )
    op.create_table(
        "printed_page",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("kind", Whole, nullable=False),
        sa.Column("paper", Whole, nullable=False),
        sa.Column("page", Whole, nullable=False),
        sa.Column("subject", Code, nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_page")),
        sa.UniqueConstraint("code", name=op.f("uq_printed_page_code")),
        sa.UniqueConstraint("kind", "paper", "page", name=op.f("uq_printed_page_kind_paper_page")),
        sqlite_strict=True,
    )
    op.create_table(
        "report_text",
        sa.Column("id", Whole, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=False),
        sa.Column("field", Code, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint(
            "from_on", "to_on", "field", name=op.f("uq_report_text_from_on_to_on_field")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", Code, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "from_on", name=op.f("pk_setting")),
        sqlite_strict=True,
    )
    op.create_table(
        "signer",
        sa.Column("id", Whole, nullable=False),
        sa.Column("role", Code, nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_on", Code, nullable=True),
        sa.Column("to_on", Code, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_member",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("sort_key", Code, nullable=False),
        sa.Column("category", Code, nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "category IN ('cadre', 'civil_servant', 'public_employee', 'worker')",
            name=op.f("ck_staff_member_category_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("code", name=op.f("uq_staff_member_code")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_member_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "store",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("is_active", Flag, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
        sa.UniqueConstraint("code", name=op.f("uq_store_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "supply",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("is_mask", Flag, nullable=False),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("minimum", Whole, nullable=False),
        sa.Column("tracks_lots", Flag, nullable=False),
        sa.Column("usual_quantity", Whole, nullable=False),
        sa.Column("priority_quantity", Whole, nullable=False),
        sa.Column("report_unit", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("is_active", Flag, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "minimum BETWEEN 0 AND 1000000000000", name=op.f("ck_supply_minimum_in_range")
        ),
        sa.CheckConstraint(
            "priority_quantity BETWEEN 0 AND 1000000000000",
            name=op.f("ck_supply_priority_in_range"),
        ),
        sa.CheckConstraint(
            "usual_quantity BETWEEN 0 AND 1000000000000", name=op.f("ck_supply_usual_in_range")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply")),
        sa.UniqueConstraint("code", name=op.f("uq_supply_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "absence",
        sa.Column("id", Whole, nullable=False),
        sa.Column("staff_id", Whole, nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "kind IN ('trip', 'leave', 'illness', 'maternity', 'long_leave')",
            name=op.f("ck_absence_kind_known"),
        ),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_absence_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_absence_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", Code, nullable=False),
        sa.Column("at", Code, nullable=False),
        sa.Column("account_id", Whole, nullable=False),
        sa.Column("act", Code, nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("hash", Code, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_audit_entry_key")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", Whole, nullable=False),
        sa.Column("form", Code, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("owner_id", Whole, nullable=False),
        sa.Column("saved_at", Code, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_draft_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "lot",
        sa.Column("id", Whole, autoincrement=False, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("expires_on", Code, nullable=True),
        sa.Column("received_on", Code, nullable=False),
        sa.Column("source", Code, nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "source IN ('purchase', 'superior', 'donation', 'opening', 'other')",
            name=op.f("ck_lot_source_known"),
        ),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_lot_supply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_supply_id"), ["supply_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", Whole, nullable=False),
        sa.Column("staff_id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rank", Whole, nullable=False),
        sa.Column("duty_post_id", Whole, nullable=True),
        sa.Column("from_on", Code, nullable=True),
        sa.Column("to_on", Code, nullable=True),
        sa.CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on",
            name=op.f("ck_membership_ends_after_start"),
        ),
        sa.CheckConstraint("rank IN (0, 1, 2)", name=op.f("ck_membership_rank_known")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_membership_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["duty_post_id"], ["duty_post.id"], name=op.f("fk_membership_duty_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_membership_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            "ix_membership_department_id_staff_id", ["department_id", "staff_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_membership_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "norm",
        sa.Column("id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("duty_post_id", Whole, nullable=True),
        sa.Column("pieces", Whole, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=True),
        sa.CheckConstraint("period IN ('day', 'week', 'month')", name=op.f("ck_norm_period_known")),
        sa.CheckConstraint(
            "pieces BETWEEN 1 AND 1000000000000", name=op.f("ck_norm_pieces_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["duty_post_id"], ["duty_post.id"], name=op.f("fk_norm_duty_post_id")
        ),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_norm_supply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norm")),
        sqlite_strict=True,
    )
    op.create_table(
        "pack",
        sa.Column("id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 1000000000000", name=op.f("ck_pack_size_in_range")),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_pack_supply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("supply_id", "search", name=op.f("uq_pack_supply_id_search")),
        sqlite_strict=True,
    )
    op.create_table(
        "supply_day",
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("net", Whole, nullable=False),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_supply_day_supply_id")),
        sa.PrimaryKeyConstraint("supply_id", "day", name=op.f("pk_supply_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "supply_month",
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("month", Code, nullable=False),
        sa.Column("net", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_supply_month_supply_id")
        ),
        sa.PrimaryKeyConstraint("supply_id", "month", name=op.f("pk_supply_month")),
        sqlite_strict=True,
    )
    op.create_table(
        "balance",
        sa.Column("store_id", Whole, nullable=False),
        sa.Column("lot_id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("on_hand", Whole, nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_balance_on_hand_not_negative")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_balance_lot_id")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_balance_store_id")),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_balance_supply_id")),
        sa.PrimaryKeyConstraint("store_id", "lot_id", name=op.f("pk_balance")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("balance", schema=None) as batch_op:
        batch_op.create_index("ix_balance_supply_id", ["supply_id"], unique=False)

    op.create_table(
        "period_close",
        sa.Column("id", Whole, nullable=False),
        sa.Column("closed_to", Code, nullable=False),
        sa.Column("act_id", Whole, nullable=False),
        sa.Column("undone_at", Code, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["audit_entry.id"],
            name=op.f("fk_period_close_act_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_close")),
        sqlite_strict=True,
    )
    op.create_table(
        "stock_day",
        sa.Column("store_id", Whole, nullable=False),
        sa.Column("lot_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("net", Whole, nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_stock_day_lot_id")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_stock_day_store_id")),
        sa.PrimaryKeyConstraint("store_id", "lot_id", "day", name=op.f("pk_stock_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "voucher",
        sa.Column("id", Whole, nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("counts_as", Code, nullable=False),
        sa.Column("series", Code, nullable=False),
        sa.Column("year", Whole, nullable=False),
        sa.Column("number", Whole, nullable=True),
        sa.Column("store_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("posted_at", Code, nullable=False),
        sa.Column("posted_by_id", Whole, nullable=False),
        sa.Column("act_id", Whole, nullable=False),
        sa.Column("reverses_id", Whole, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", Code, nullable=True),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("document_on", Code, nullable=True),
        sa.Column("department_id", Whole, nullable=True),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_voucher_reversal_names_original"),
        ),
        sa.CheckConstraint(
            "counts_as <> 'receipt' OR source IS NOT NULL",
            name=op.f("ck_voucher_receipt_has_source"),
        ),
        sa.CheckConstraint(
            "counts_as IN ('receipt', 'issue', 'transfer', 'write_off', 'return', 'adjustment', 'reversal')",
            name=op.f("ck_voucher_counts_as_known"),
        ),
        sa.CheckConstraint(
            "kind = 'reversal' OR counts_as = kind", name=op.f("ck_voucher_counts_as_itself")
        ),
        sa.CheckConstraint(
            "kind IN ('receipt', 'issue', 'transfer', 'write_off', 'return', 'adjustment', 'reversal')",
            name=op.f("ck_voucher_kind_known"),
        ),
        sa.CheckConstraint("series IN ('NK', 'XK', 'CL')", name=op.f("ck_voucher_series_known")),
        sa.CheckConstraint(
            "source IN ('purchase', 'superior', 'donation', 'opening', 'other')",
            name=op.f("ck_voucher_source_known"),
        ),
        sa.CheckConstraint("number IS NULL OR number > 0", name=op.f("ck_voucher_number_positive")),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["audit_entry.id"],
            name=op.f("fk_voucher_act_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_voucher_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["posted_by_id"], ["account.id"], name=op.f("fk_voucher_posted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["voucher.id"], name=op.f("fk_voucher_reverses_id")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_voucher_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_voucher_reverses_id")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_voucher_series_year_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("voucher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voucher_act_id"), ["act_id"], unique=False)
        batch_op.create_index("ix_voucher_day", ["day"], unique=False)
        batch_op.create_index("ix_voucher_document_number", ["document_number"], unique=False)

    op.create_table(
        "voucher_line",
        sa.Column("id", Whole, autoincrement=False, nullable=False),
        sa.Column("voucher_id", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("direction", Whole, nullable=False),
        sa.Column("quantity", Whole, nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.Column("requested", Whole, nullable=True),
        sa.Column("document_quantity", Whole, nullable=True),
        sa.Column("pack_id", Whole, nullable=True),
        sa.Column("pack_count", Whole, nullable=True),
        sa.Column("staff_id", Whole, nullable=True),
        sa.Column("department_id", Whole, nullable=True),
        sa.Column("duty_post_id", Whole, nullable=True),
        sa.Column("agency_id", Whole, nullable=True),
        sa.Column("is_visitors", Flag, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(staff_id IS NULL OR (department_id IS NOT NULL AND agency_id IS NULL AND NOT is_visitors)) AND (agency_id IS NULL OR NOT is_visitors)",
            name=op.f("ck_voucher_line_one_recipient"),
        ),
        sa.CheckConstraint(
            "amount BETWEEN -1000000000000 AND 1000000000000",
            name=op.f("ck_voucher_line_amount_in_range"),
        ),
        sa.CheckConstraint("direction IN (-1, 0, 1)", name=op.f("ck_voucher_line_direction_known")),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 1000000000000", name=op.f("ck_voucher_line_quantity_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_voucher_line_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_voucher_line_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["duty_post_id"], ["duty_post.id"], name=op.f("fk_voucher_line_duty_post_id")
        ),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_voucher_line_pack_id")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_voucher_line_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_voucher_line_supply_id")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_line_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_line")),
        sa.UniqueConstraint(
            "voucher_id", "position", name=op.f("uq_voucher_line_voucher_id_position")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("voucher_line", schema=None) as batch_op:
        batch_op.create_index("ix_voucher_line_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "movement",
        sa.Column("id", Whole, nullable=False),
        sa.Column("voucher_id", Whole, nullable=False),
        sa.Column("line_id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("store_id", Whole, nullable=False),
        sa.Column("lot_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("quantity", Whole, nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.CheckConstraint(
            "amount BETWEEN -1000000000000 AND 1000000000000",
            name=op.f("ck_movement_amount_in_range"),
        ),
        sa.CheckConstraint(
            "quantity BETWEEN -1000000000000 AND 1000000000000",
            name=op.f("ck_movement_quantity_in_range"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["voucher_line.id"], name=op.f("fk_movement_line_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_movement_lot_id")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_movement_store_id")),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_movement_supply_id")),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_movement_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("movement", schema=None) as batch_op:
        batch_op.create_index("ix_movement_day", ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_movement_line_id"), ["line_id"], unique=False)
        batch_op.create_index(
            "ix_movement_store_id_lot_id_day", ["store_id", "lot_id", "day"], unique=False
        )
        batch_op.create_index("ix_movement_supply_id_day", ["supply_id", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_movement_voucher_id"), ["voucher_id"], unique=False)
