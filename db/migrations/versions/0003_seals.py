"""Each act seals what it posted; the book remembers the last act."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Change the book's shape."""
    op.add_column("audit_entry", sa.Column("sealed", Code, nullable=True))
    op.add_column("book", sa.Column("last_act", Whole, nullable=True))
    op.add_column("book", sa.Column("last_hash", Code, nullable=True))
    op.execute("UPDATE book SET last_act = (SELECT max(id) FROM audit_entry)")
    op.execute(
        "UPDATE book SET last_hash = (SELECT hash FROM audit_entry WHERE id = book.last_act)"
    )
