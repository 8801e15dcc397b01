"""The acts on leaflets: what one is, the file of its design."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.database import Act
from db.errors import NoLeaflet
from db.kinds import LeafletKind
from db.models.catalogue import Supply
from db.models.leaflets import Leaflet
from db.services.attachments import keep_file
from db.services.catalogue import SupplyFields, save_supply
from db.services.documents import NewFile
from db.services.records import free, opened, required, search_words
from db.text import clean

GROUP, UNIT, BUNDLE = "Ấn phẩm", "tờ", ("xấp", 100)
"""The group and unit of a new leaflet's supply, and the pack it goes out in."""


@dataclass(frozen=True, slots=True)
class LeafletFields:
    """A leaflet as the clerk fills it in; `code` and `title` are its supply's.

    Without `supply_id` a supply is made. `version` is the leaflet's own.
    """

    code: str
    title: str
    kind: LeafletKind = LeafletKind.FLYER
    language: str = "Tiếng Việt"
    edition: str = ""
    size: str = ""
    folds: str = ""
    agreed_with: str = ""
    agreed_on: date | None = None
    licence_number: str = ""
    licence_on: date | None = None
    licence_issuer: str = ""
    licence_holder: str = ""
    note: str = ""
    supply_id: int | None = None
    version: int | None = None


def save_leaflet(
    session: Session,
    act: Act,
    fields: LeafletFields,
    design: NewFile | None = None,
    without_design: bool = False,
) -> int:
    """Add a leaflet, or change one, with its supply and a new design; return the supply's id.

    A supply that was none becomes one. `without_design` takes the design off it; the file stays in
    the book. Raises AlreadyThere for the code, AttachmentTooLarge.
    """
    supply_id = fields.supply_id
    if supply_id is None:
        new = SupplyFields(fields.code, fields.title, UNIT, group=GROUP, packs=(BUNDLE,))
        supply_id = save_supply(session, act, new)
        leaflet = None
    else:
        _rename(session, supply_id, fields.code, fields.title)
        leaflet = session.get(Leaflet, supply_id)
    if leaflet is None:
        leaflet = Leaflet(supply_id=supply_id)
        session.add(leaflet)
    else:
        leaflet = opened(session, Leaflet, supply_id, fields.version)
    leaflet.kind = fields.kind
    leaflet.agreed_on, leaflet.licence_on = fields.agreed_on, fields.licence_on
    for name in _WORDS:
        setattr(leaflet, name, clean(getattr(fields, name)))
    if without_design:
        leaflet.design_id = None
    if design is not None:
        leaflet.design_id = keep_file(session, clean(design.name), design.kind, design.content)
    session.flush()
    return supply_id


_WORDS = (
    *("language", "edition", "size", "folds", "agreed_with"),
    *("licence_number", "licence_issuer", "licence_holder", "note"),
)


def leaflet_title(session: Session, supply_id: int) -> str:
    """The title of a leaflet. Raises NoLeaflet."""
    supply = session.get_one(Supply, supply_id)
    if session.get(Leaflet, supply_id) is None:
        raise NoLeaflet(supply.name)
    return supply.name


def _rename(session: Session, supply_id: int, code: str, title: str) -> None:
    supply = opened(session, Supply, supply_id, None)
    supply.code = free(session, Supply.code, required("code", code), supply_id)
    supply.name = required("name", title)
    supply.search = search_words(supply.name, supply.code)
