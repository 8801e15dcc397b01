"""The storeroom whole: all kinds of voucher, amendments, counts, kept reports, mask checks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Integer().with_variant(sa.Boolean(), "postgresql")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

VOUCHER_CHECKS = {
    "ck_voucher_loss_known": "loss IN ('damaged', 'lost', 'expired')",
    "ck_voucher_transfer_goes_elsewhere": (
        "(counts_as = 'transfer') = (to_store_id IS NOT NULL) AND store_id <> to_store_id"
    ),
    "ck_voucher_loss_has_cause": "(counts_as = 'write_off') = (loss IS NOT NULL)",
    "ck_voucher_handed_after_packed": "handed_on IS NULL OR handed_on > day",
}
LINE_CHECKS = {
    "ck_voucher_line_quantity_in_range": "quantity BETWEEN 0 AND 1000000000000",
    "ck_voucher_line_says_something": "quantity > 0 OR amount <> 0",
}


def upgrade() -> None:
    """Change the book's shape."""
    op.create_table(
        "mask_check",
        sa.Column("id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("seen", Whole, nullable=False),
        sa.Column("unmasked", Whole, nullable=False),
        sa.Column("reminded", Whole, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "seen BETWEEN 1 AND 1000000000000 AND unmasked BETWEEN 0 AND seen"
            " AND reminded BETWEEN 0 AND unmasked",
            name=op.f("ck_mask_check_counted_in_range"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mask_check")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mask_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mask_check_day"), ["day"], unique=False)

    op.create_table(
        "stocktake",
        sa.Column("id", Whole, nullable=False),
        sa.Column("store_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", Code, nullable=False),
        sa.Column("opened_at", Code, nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'posted', 'dropped')", name=op.f("ck_stocktake_state_known")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_stocktake_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake")),
        sqlite_strict=True,
    )
    op.create_table(
        "stocktake_line",
        sa.Column("id", Whole, nullable=False),
        sa.Column("stocktake_id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("lot_id", Whole, nullable=True),
        sa.Column("counted", Whole, nullable=True),
        sa.Column("poor", Whole, nullable=False),
        sa.Column("spoiled", Whole, nullable=False),
        sa.Column("counted_at", Code, nullable=True),
        sa.Column("book", Whole, nullable=True),
        sa.Column("book_amount", Whole, nullable=False),
        sa.Column("waiting", Whole, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(counted IS NULL) = (counted_at IS NULL) AND (counted IS NULL) = (book IS NULL)",
            name=op.f("ck_stocktake_line_counted_at_a_moment"),
        ),
        sa.CheckConstraint(
            "counted BETWEEN 0 AND 1000000000000 AND poor >= 0 AND spoiled >= 0"
            " AND poor + spoiled <= counted",
            name=op.f("ck_stocktake_line_counted_in_range"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_stocktake_line_lot_id")),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktake.id"], name=op.f("fk_stocktake_line_stocktake_id")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_stocktake_line_supply_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stocktake_line", schema=None) as batch_op:
        batch_op.create_index("ix_stocktake_line_stocktake_id", ["stocktake_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", Whole, nullable=False),
        sa.Column("act_id", Whole, nullable=False),
        sa.Column("voucher_id", Whole, nullable=True),
        sa.Column("lot_id", Whole, nullable=True),
        sa.Column("field", Code, nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("new_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attachment_id", Whole, nullable=True),
        sa.CheckConstraint(
            "(field = 'file') = (attachment_id IS NOT NULL)", name=op.f("ck_amendment_file_is_kept")
        ),
        sa.CheckConstraint(
            "(voucher_id IS NOT NULL AND field IN"
            " ('document_number', 'document_on', 'supplier', 'note', 'file'))"
            " OR (lot_id IS NOT NULL AND field IN"
            " ('number', 'expires_on', 'supplier', 'is_blocked'))",
            name=op.f("ck_amendment_field_known"),
        ),
        sa.CheckConstraint(
            "(voucher_id IS NULL) <> (lot_id IS NULL)", name=op.f("ck_amendment_about_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["audit_entry.id"],
            name=op.f("fk_amendment_act_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_amendment_attachment_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_amendment_lot_id")),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_amendment_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_amendment_voucher_id"), ["voucher_id"], unique=False)

    op.create_table(
        "kept_report",
        sa.Column("id", Whole, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=False),
        sa.Column("edition", Whole, nullable=False),
        sa.Column("close_id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.CheckConstraint("edition >= 0", name=op.f("ck_kept_report_edition_counts_up")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_kept_report_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["close_id"], ["period_close.id"], name=op.f("fk_kept_report_close_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_report")),
        sa.UniqueConstraint(
            "from_on", "to_on", "edition", name=op.f("uq_kept_report_from_on_to_on_edition")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "waiting_line",
        sa.Column("line_id", Whole, nullable=False),
        sa.Column("state", Code, nullable=False),
        sa.Column("settled_on", Code, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (settled_on IS NULL)",
            name=op.f("ck_waiting_line_settled_on_a_day"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'handed', 'returned')", name=op.f("ck_waiting_line_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["voucher_line.id"], name=op.f("fk_waiting_line_line_id")
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_waiting_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("waiting_line", schema=None) as batch_op:
        batch_op.create_index("ix_waiting_line_state", ["state"], unique=False)

    op.add_column("lot", sa.Column("is_blocked", Flag, nullable=False, server_default=sa.false()))
    op.drop_index("ix_movement_supply_id_day", "movement")
    op.create_index(
        "ix_movement_supply_id_day_voucher_id", "movement", ["supply_id", "day", "voucher_id"]
    )
    op.drop_index("ix_balance_supply_id", "balance")
    op.create_index(
        "ix_balance_supply_id",
        "balance",
        ["supply_id"],
        sqlite_where=sa.text("on_hand > 0"),
        postgresql_where=sa.text("on_hand > 0"),
    )
    op.drop_table("supply_month")
    op.create_table(
        "supply_month",
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("month", Code, nullable=False),
        sa.Column("counts_as", Code, nullable=False),
        sa.Column("source", Code, nullable=False),
        sa.Column("direction", Whole, nullable=False),
        sa.Column("net", Whole, nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_supply_month_supply_id")
        ),
        sa.PrimaryKeyConstraint(
            "supply_id", "month", "counts_as", "source", "direction", name=op.f("pk_supply_month")
        ),
        sqlite_strict=True,
    )
    op.execute("""
        INSERT INTO supply_month (supply_id, month, counts_as, source, direction, net, amount)
        SELECT m.supply_id, substr(m.day, 1, 7), v.counts_as, coalesce(v.source, ''), l.direction,
            sum(m.quantity), sum(m.amount)
        FROM movement m JOIN voucher v ON v.id = m.voucher_id JOIN voucher_line l ON l.id = m.line_id
        GROUP BY m.supply_id, substr(m.day, 1, 7), v.counts_as, coalesce(v.source, ''), l.direction
    """)
    op.drop_table("norm")  # nothing wrote it yet
    op.create_table(
        "norm",
        sa.Column("id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("duty_post_id", Whole, nullable=True),
        sa.Column("pieces", Whole, nullable=False),
        sa.Column("period", Code, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "pieces BETWEEN 1 AND 1000000000000", name=op.f("ck_norm_pieces_in_range")
        ),
        sa.CheckConstraint("period IN ('day', 'week', 'month')", name=op.f("ck_norm_period_known")),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_norm_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["duty_post_id"], ["duty_post.id"], name=op.f("fk_norm_duty_post_id")
        ),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_norm_supply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norm")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("voucher", table_kwargs={"sqlite_strict": True}) as voucher:
        voucher.add_column(sa.Column("to_store_id", Whole, nullable=True))
        voucher.add_column(sa.Column("loss", Code, nullable=True))
        voucher.add_column(sa.Column("follows_id", Whole, nullable=True))
        voucher.add_column(sa.Column("handed_on", Code, nullable=True))
        voucher.add_column(sa.Column("stocktake_id", Whole, nullable=True))
        voucher.create_index(op.f("ix_voucher_follows_id"), ["follows_id"], unique=False)
        voucher.create_foreign_key(
            op.f("fk_voucher_stocktake_id"), "stocktake", ["stocktake_id"], ["id"]
        )
        voucher.create_foreign_key(op.f("fk_voucher_to_store_id"), "store", ["to_store_id"], ["id"])
        voucher.create_foreign_key(op.f("fk_voucher_follows_id"), "voucher", ["follows_id"], ["id"])
        for name, condition in VOUCHER_CHECKS.items():
            voucher.create_check_constraint(op.f(name), condition)
    with op.batch_alter_table("voucher_line", table_kwargs={"sqlite_strict": True}) as line:
        line.drop_constraint(op.f("ck_voucher_line_quantity_in_range"), type_="check")
        line.add_column(sa.Column("of_line_id", Whole, nullable=True))
        line.create_index(op.f("ix_voucher_line_of_line_id"), ["of_line_id"], unique=False)
        line.create_foreign_key(
            op.f("fk_voucher_line_of_line_id"), "voucher_line", ["of_line_id"], ["id"]
        )
        for name, condition in LINE_CHECKS.items():
            line.create_check_constraint(op.f(name), condition)
