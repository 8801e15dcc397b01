"""All tables of the book; importing this package fills `Base.metadata`."""

from db.base import Base
from db.models import (
    catalogue,
    daily,
    documents,
    duties,
    leaflets,
    office,
    staff,
    stock,
    watching,
)

for _table in Base.metadata.tables.values():
    _table.dialect_options["sqlite"]["strict"] = True

__all__ = [
    "Base",
    "catalogue",
    "daily",
    "documents",
    "duties",
    "leaflets",
    "office",
    "staff",
    "stock",
    "watching",
]
