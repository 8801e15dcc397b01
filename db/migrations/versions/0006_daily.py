"""Daily reports before 8:30: duties, indicators, reports and pages; false information; the web site."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Flag = sa.Integer().with_variant(sa.Boolean(), "postgresql")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Change the book's shape."""
    op.create_table(
        "web_update",
        sa.Column("id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("at", Code, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("source", Code, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "source IN ('ministry', 'health_department', 'own', 'other')",
            name=op.f("ck_web_update_source_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_update")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("web_update", schema=None) as batch_op:
        batch_op.create_index("ix_web_update_day", ["day"], unique=False)

    op.create_table(
        "daily_excuse",
        sa.Column("id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_daily_excuse_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_daily_excuse_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_excuse")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_excuse", schema=None) as batch_op:
        batch_op.create_index("ix_daily_excuse_department_id", ["department_id"], unique=False)

    op.create_table(
        "daily_page",
        sa.Column("id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=False),
        sa.Column("made_at", Code, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.CheckConstraint(
            "from_on <= to_on AND to_on < day", name=op.f("ck_daily_page_covers_days_before")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_daily_page_attachment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_page")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_page", schema=None) as batch_op:
        batch_op.create_index("ix_daily_page_day", ["day"], unique=False)

    op.create_table(
        "daily_report",
        sa.Column("id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("day", Code, nullable=False),
        sa.Column("edition", Whole, nullable=False),
        sa.Column("is_withdrawn", Flag, nullable=False),
        sa.Column("received_at", Code, nullable=False),
        sa.Column("entered_at", Code, nullable=False),
        sa.Column("form", Code, nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("reporter_title", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("difficulties", sa.Text(), nullable=False),
        sa.Column("proposals", sa.Text(), nullable=False),
        sa.Column("tomorrow", sa.Text(), nullable=False),
        sa.Column("present", Whole, nullable=True),
        sa.Column("on_leave", Whole, nullable=True),
        sa.Column("quarantined", Whole, nullable=True),
        sa.Column("feverish", Whole, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "form IN ('paper', 'email', 'system', 'phone')", name=op.f("ck_daily_report_form_known")
        ),
        sa.CheckConstraint(
            "(present IS NULL OR present BETWEEN 0 AND 1000000000000) AND (on_leave IS NULL OR on_leave BETWEEN 0 AND 1000000000000) AND (quarantined IS NULL OR quarantined BETWEEN 0 AND 1000000000000) AND (feverish IS NULL OR feverish BETWEEN 0 AND 1000000000000)",
            name=op.f("ck_daily_report_people_in_range"),
        ),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_daily_report_editions_from_1")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_daily_report_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_report")),
        sa.UniqueConstraint(
            "department_id",
            "day",
            "edition",
            name=op.f("uq_daily_report_department_id_day_edition"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_report", schema=None) as batch_op:
        batch_op.create_index("ix_daily_report_day", ["day"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("responsible_id", Whole, nullable=True),
        sa.Column("from_on", Code, nullable=False),
        sa.Column("to_on", Code, nullable=True),
        sa.Column("position", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_duty_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_duty_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["staff_member.id"], name=op.f("fk_duty_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index("ix_duty_department_id", ["department_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", Whole, nullable=False),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", Code, nullable=False),
        sa.Column("added_up", Code, nullable=False),
        sa.Column("source", Code, nullable=True),
        sa.Column("from_on", Code, nullable=True),
        sa.Column("to_on", Code, nullable=True),
        sa.Column("position", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint("added_up IN ('sum', 'last')", name=op.f("ck_indicator_added_up_known")),
        sa.CheckConstraint("kind IN ('number', 'yes_no')", name=op.f("ck_indicator_kind_known")),
        sa.CheckConstraint(
            "source IN ('masks_issued', 'masks_left', 'signed', 'leaflets_printed', 'leaflets_distributed', 'web_updates', 'cases_found', 'cases_stopped', 'cases_handled')",
            name=op.f("ck_indicator_source_known"),
        ),
        sa.CheckConstraint(
            "source IS NULL OR kind = 'number'", name=op.f("ck_indicator_source_is_a_number")
        ),
        sa.CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on",
            name=op.f("ck_indicator_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_indicator_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_department_id", ["department_id"], unique=False)

    op.create_table(
        "info_case",
        sa.Column("id", Whole, nullable=False),
        sa.Column("found_on", Code, nullable=False),
        sa.Column("found_at", Code, nullable=True),
        sa.Column("department_id", Whole, nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("checked_on", Code, nullable=True),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("stopped_on", Code, nullable=True),
        sa.Column("handled_on", Code, nullable=True),
        sa.Column("dismissed_on", Code, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.CheckConstraint(
            "(checked_on IS NULL OR checked_on >= found_on) AND (stopped_on IS NULL OR stopped_on >= found_on) AND (handled_on IS NULL OR handled_on >= found_on) AND (dismissed_on IS NULL OR dismissed_on >= found_on)",
            name=op.f("ck_info_case_found_first"),
        ),
        sa.CheckConstraint(
            "dismissed_on IS NULL OR (stopped_on IS NULL AND handled_on IS NULL)",
            name=op.f("ck_info_case_dismissed_or_handled"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_info_case_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_info_case")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("info_case", schema=None) as batch_op:
        batch_op.create_index("ix_info_case_department_id", ["department_id"], unique=False)
        batch_op.create_index("ix_info_case_found_on", ["found_on"], unique=False)

    op.create_table(
        "daily_figure",
        sa.Column("id", Whole, nullable=False),
        sa.Column("report_id", Whole, nullable=False),
        sa.Column("indicator_id", Whole, nullable=False),
        sa.Column("value", Whole, nullable=False),
        sa.CheckConstraint(
            "value BETWEEN 0 AND 1000000000000", name=op.f("ck_daily_figure_value_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_daily_figure_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["daily_report.id"], name=op.f("fk_daily_figure_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_figure")),
        sa.UniqueConstraint(
            "report_id", "indicator_id", name=op.f("uq_daily_figure_report_id_indicator_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_figure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_daily_figure_indicator_id"), ["indicator_id"], unique=False
        )

    op.create_table(
        "daily_report_file",
        sa.Column("id", Whole, nullable=False),
        sa.Column("report_id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_daily_report_file_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["daily_report.id"], name=op.f("fk_daily_report_file_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_report_file")),
        sa.UniqueConstraint(
            "report_id", "attachment_id", name=op.f("uq_daily_report_file_report_id_attachment_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "daily_result",
        sa.Column("id", Whole, nullable=False),
        sa.Column("report_id", Whole, nullable=False),
        sa.Column("duty_id", Whole, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_daily_result_duty_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["daily_report.id"], name=op.f("fk_daily_result_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_result")),
        sa.UniqueConstraint("report_id", "duty_id", name=op.f("uq_daily_result_report_id_duty_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_daily_result_duty_id"), ["duty_id"], unique=False)

    op.create_table(
        "info_case_file",
        sa.Column("id", Whole, nullable=False),
        sa.Column("case_id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_info_case_file_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["info_case.id"], name=op.f("fk_info_case_file_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_info_case_file")),
        sa.UniqueConstraint(
            "case_id", "attachment_id", name=op.f("uq_info_case_file_case_id_attachment_id")
        ),
        sqlite_strict=True,
    )
