"""Leaflets: what they are, print runs, allocations, hand-overs; districts and wards; where stores lie."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Integer().with_variant(sa.Boolean(), "postgresql")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

AGENCY_CHECKS = {
    "ck_agency_kind_known": "kind IN ('district', 'ward', 'body')",
    "ck_agency_population_in_range": "population BETWEEN 0 AND 1000000000000",
    "ck_agency_households_in_range": "households BETWEEN 0 AND 1000000000000",
}


def upgrade() -> None:
    """Change the book's shape."""
    op.create_table(
        "print_run",
        sa.Column("id", Whole, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("ordered_on", Code, nullable=False),
        sa.Column("due_on", Code, nullable=True),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("printer_address", sa.Text(), nullable=False),
        sa.Column("printer_tax_code", sa.Text(), nullable=False),
        sa.Column("vat_percent", Whole, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "due_on IS NULL OR due_on >= ordered_on", name=op.f("ck_print_run_due_after_order")
        ),
        sa.CheckConstraint("vat_percent BETWEEN 0 AND 100", name=op.f("ck_print_run_vat_in_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "allocation",
        sa.Column("id", Whole, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("run_id", Whole, nullable=True),
        sa.Column("spread_by", Code, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "spread_by IN ('equal', 'wards', 'population', 'households', 'weight', 'sheet')",
            name=op.f("ck_allocation_spread_by_known"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["print_run.id"], name=op.f("fk_allocation_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("allocation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allocation_run_id"), ["run_id"], unique=False)

    op.create_table(
        "leaflet",
        sa.Column("supply_id", Whole, autoincrement=False, nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("folds", sa.Text(), nullable=False),
        sa.Column("design_id", Whole, nullable=True),
        sa.Column("agreed_with", sa.Text(), nullable=False),
        sa.Column("agreed_on", Code, nullable=True),
        sa.Column("licence_number", sa.Text(), nullable=False),
        sa.Column("licence_on", Code, nullable=True),
        sa.Column("licence_issuer", sa.Text(), nullable=False),
        sa.Column("licence_holder", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "kind IN ('flyer', 'folder', 'handbill', 'poster')", name=op.f("ck_leaflet_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["design_id"], ["attachment.id"], name=op.f("fk_leaflet_design_id")
        ),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_leaflet_supply_id")),
        sa.PrimaryKeyConstraint("supply_id", name=op.f("pk_leaflet")),
        sqlite_strict=True,
    )
    op.create_table(
        "allocation_agency",
        sa.Column("allocation_id", Whole, autoincrement=False, nullable=False),
        sa.Column("agency_id", Whole, autoincrement=False, nullable=False),
        sa.Column("weight", Whole, nullable=True),
        sa.Column("position", Whole, nullable=False),
        sa.CheckConstraint(
            "weight BETWEEN 0 AND 1000000000000", name=op.f("ck_allocation_agency_weight_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_allocation_agency_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["allocation_id"], ["allocation.id"], name=op.f("fk_allocation_agency_allocation_id")
        ),
        sa.PrimaryKeyConstraint("allocation_id", "agency_id", name=op.f("pk_allocation_agency")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("allocation_agency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_allocation_agency_agency_id"), ["agency_id"], unique=False
        )

    op.create_table(
        "allocation_leaflet",
        sa.Column("allocation_id", Whole, autoincrement=False, nullable=False),
        sa.Column("supply_id", Whole, autoincrement=False, nullable=False),
        sa.Column("total", Whole, nullable=False),
        sa.Column("reserve", Whole, nullable=False),
        sa.Column("bundle", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.CheckConstraint(
            "bundle BETWEEN 1 AND 1000000", name=op.f("ck_allocation_leaflet_bundle_in_range")
        ),
        sa.CheckConstraint(
            "reserve BETWEEN 0 AND total", name=op.f("ck_allocation_leaflet_reserve_in_range")
        ),
        sa.CheckConstraint(
            "total BETWEEN 1 AND 1000000000000", name=op.f("ck_allocation_leaflet_total_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["allocation_id"], ["allocation.id"], name=op.f("fk_allocation_leaflet_allocation_id")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["leaflet.supply_id"], name=op.f("fk_allocation_leaflet_supply_id")
        ),
        sa.PrimaryKeyConstraint("allocation_id", "supply_id", name=op.f("pk_allocation_leaflet")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("allocation_leaflet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_allocation_leaflet_supply_id"), ["supply_id"], unique=False
        )

    op.create_table(
        "allocation_share",
        sa.Column("allocation_id", Whole, autoincrement=False, nullable=False),
        sa.Column("supply_id", Whole, autoincrement=False, nullable=False),
        sa.Column("agency_id", Whole, autoincrement=False, nullable=False),
        sa.Column("quantity", Whole, nullable=False),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 1000000000000",
            name=op.f("ck_allocation_share_quantity_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_allocation_share_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["allocation_id"], ["allocation.id"], name=op.f("fk_allocation_share_allocation_id")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["leaflet.supply_id"], name=op.f("fk_allocation_share_supply_id")
        ),
        sa.PrimaryKeyConstraint(
            "allocation_id", "supply_id", "agency_id", name=op.f("pk_allocation_share")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("allocation_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_allocation_share_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_allocation_share_supply_id"), ["supply_id"], unique=False
        )

    op.create_table(
        "print_run_line",
        sa.Column("id", Whole, nullable=False),
        sa.Column("run_id", Whole, nullable=False),
        sa.Column("supply_id", Whole, nullable=False),
        sa.Column("ordered", Whole, nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.CheckConstraint(
            "amount BETWEEN 0 AND 1000000000000", name=op.f("ck_print_run_line_amount_in_range")
        ),
        sa.CheckConstraint(
            "ordered BETWEEN 1 AND 1000000000000", name=op.f("ck_print_run_line_ordered_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name=op.f("fk_print_run_line_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["leaflet.supply_id"], name=op.f("fk_print_run_line_supply_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run_line")),
        sa.UniqueConstraint("run_id", "supply_id", name=op.f("uq_print_run_line_run_id_supply_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("print_run_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_print_run_line_supply_id"), ["supply_id"], unique=False
        )

    op.create_table(
        "handover",
        sa.Column("voucher_id", Whole, autoincrement=False, nullable=False),
        sa.Column("agency_id", Whole, nullable=False),
        sa.Column("is_deposit", Flag, nullable=False),
        sa.Column("receiver_title", sa.Text(), nullable=False),
        sa.Column("signed_on", Code, nullable=True),
        sa.Column("proof_id", Whole, nullable=True),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "proof_id IS NULL OR signed_on IS NOT NULL", name=op.f("ck_handover_proof_is_signed")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_handover_agency_id")),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["scanned_page.id"], name=op.f("fk_handover_proof_id")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_handover_voucher_id")
        ),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_handover")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "print_delivery",
        sa.Column("id", Whole, nullable=False),
        sa.Column("line_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("accepted", Whole, nullable=False),
        sa.Column("spoiled", Whole, nullable=False),
        sa.Column("sent_back", Whole, nullable=False),
        sa.Column("voucher_id", Whole, nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("is_cancelled", Flag, nullable=False),
        sa.CheckConstraint(
            "(accepted > 0) = (voucher_id IS NOT NULL)",
            name=op.f("ck_print_delivery_accepted_is_posted"),
        ),
        sa.CheckConstraint(
            "accepted BETWEEN 0 AND 1000000000000 AND spoiled BETWEEN 0 AND 1000000000000 AND sent_back BETWEEN 0 AND 1000000000000 AND accepted + spoiled + sent_back > 0",
            name=op.f("ck_print_delivery_parts_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["print_run_line.id"], name=op.f("fk_print_delivery_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_print_delivery_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_delivery")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("print_delivery", schema=None) as batch_op:
        batch_op.create_index("ix_print_delivery_line_id", ["line_id"], unique=False)
        batch_op.create_index("ix_print_delivery_voucher_id", ["voucher_id"], unique=False)

    with op.batch_alter_table("agency", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.add_column(sa.Column("kind", Code, server_default="body", nullable=False))
        batch_op.add_column(sa.Column("seat", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("population", Whole, nullable=True))
        batch_op.add_column(sa.Column("households", Whole, nullable=True))
        batch_op.add_column(sa.Column("position", Whole, server_default="0", nullable=False))
        batch_op.create_index("ix_agency_parent_id", ["parent_id"], unique=False)
        for name, condition in AGENCY_CHECKS.items():
            batch_op.create_check_constraint(op.f(name), condition)

    op.add_column("store", sa.Column("address", sa.Text(), server_default="", nullable=False))
