"""How leaflets stand in a book on a day: as JSON, as the official report, as a workbook."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

import resources
from db.database import Database
from db.profile import agency_tiles
from db.queries.leaflet_report import body_standings, leaflet_report
from db.queries.office import settings
from desktop.office_identity import DIRECTOR, LEAFLET_SIGNER, letterhead_of, office_identity
from desktop.papers.office import Letterhead

PROFILE = resources.path("profile")


def leaflets_json(database: Database, day: date) -> list[dict[str, Any]]:
    """Where each body stands with each leaflet, in the shape the README promises."""
    return [
        {
            "leaflet": one.leaflet,
            "agency": one.agency,
            "allocated": one.standing.allocated,
            "handed_over": one.standing.handed_over,
            "signed": one.standing.signed,
            "owed": one.standing.owed,
        }
        for one in database.ask(body_standings, day)
    ]


def leaflets_pdf(
    database: Database,
    day: date,
    supply_ids: Collection[int] | None = None,
    paper_on: date | None = None,
) -> bytes:
    """Báo cáo phân phối tờ bướm of all leaflets, or of some; dated today unless a day is given."""
    from desktop.papers.leaflet_report import leaflet_report as write

    on = paper_on or database.clock.today()
    report = database.ask(leaflet_report, day, supply_ids)
    office = database.ask(office_identity, on, day)
    head = database.ask(_head, on)
    tiles = agency_tiles(PROFILE)
    return write(report, tiles, office, database.clock.now(), head=head, paper_date=on)


def leaflets_xlsx(
    database: Database, day: date, supply_ids: Collection[int] | None = None
) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.leaflet_report import leaflet_workbook

    report = database.ask(leaflet_report, day, supply_ids)
    office = database.ask(office_identity, database.clock.today(), day)
    return leaflet_workbook(report, office, database.clock.now())


def _head(session: Session, day: date) -> Letterhead:
    """The letterhead of whoever signs these reports: the Director unless the office says else."""
    role = settings(session, day).get("print", {}).get(LEAFLET_SIGNER, DIRECTOR)
    return letterhead_of(session, day, role)
