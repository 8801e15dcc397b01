"""What outside bodies are called where one has to be told from all others."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models.staff import Agency


def agency_names(session: Session) -> dict[int, str]:
    """Every body by id, in order; a ward with its district: "Phường 1, Quận 3"."""
    district = aliased(Agency)
    query = (
        select(Agency.id, Agency.name, district.name)
        .outerjoin(district, district.id == Agency.parent_id)
        .order_by(Agency.position, Agency.id)
    )
    return {
        agency_id: f"{name}, {inside}" if inside else name
        for agency_id, name, inside in session.execute(query)
    }
