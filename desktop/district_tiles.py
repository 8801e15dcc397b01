"""The districts of a leaflet report as tiles of a map."""

from collections.abc import Iterable

from db.profile import AgencyTile
from db.queries.leaflet_report import LeafletReport
from desktop.tile_map import Tile


def district_tiles(report: LeafletReport, tiles: Iterable[AgencyTile]) -> list[Tile]:
    """The districts of a report on their tiles; none where it has no districts."""
    places = {place.code: place for place in report.districts}
    return [
        Tile(
            key=place.agency_id,
            name=tile.short,
            column=tile.column,
            row=tile.row,
            planned=place.standing.allocated,
            done=place.standing.handed_over,
            marked=place.standing.signed,
        )
        for tile in tiles
        if (place := places.get(tile.code)) is not None
    ]
