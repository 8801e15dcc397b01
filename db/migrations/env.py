"""Alembic's entry: runs on the connection that `db.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.base import Flag, Whole
from db.models import Base


def plain_type(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write a column's type as it lies in the database, free of today's classes."""
    if kind != "type":
        return False
    inner: TypeEngine[Any] = item
    if isinstance(item, Flag):
        return "Flag"
    if isinstance(item, TypeDecorator):
        inner = item.impl_instance
    if isinstance(inner, LargeBinary):
        return "sa.LargeBinary()"
    if isinstance(inner, Text):
        return "Code" if inner._variant_mapping else "sa.Text()"
    return "Whole" if type(inner) is type(Whole) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transaction_per_migration=False,
)
context.run_migrations()
