"""The audit keeps what each act changed, row by row, before and after."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Change the book's shape."""
    op.add_column("audit_entry", sa.Column("changes", Code, nullable=True))
