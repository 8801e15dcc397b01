"""What was typed into a round, person by person, as far as it differs from what is proposed."""

from collections.abc import Collection, Mapping, Sequence

from desktop.pages.issue.round_rows import Typed, typed_over
from desktop.widgets.grid_cells import GridColumn, GridRow

Proposed = Mapping[int, Mapping[str, str]]  # staff id -> column key -> text


class RoundTyped:
    """Keeps its cells also for people and columns that are not shown now."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, str], str] = {}
        self.proposed: Proposed = {}

    @property
    def people(self) -> set[int]:
        """Ids of those for whom something was typed."""
        return {staff_id for staff_id, _key in self.cells}

    def gather(self, rows: Collection[GridRow], shown: Sequence[GridColumn]) -> None:
        """Remember what the rows say now in place of what was typed into them before."""
        listed = {row.tag.person.staff_id for row in rows}
        keys = {column.key for column in shown}
        elsewhere = {
            place: text
            for place, text in self.cells.items()
            if place[0] not in listed or place[1] not in keys
        }
        self.cells = {**elsewhere, **typed_over(rows, self.proposed)}

    def take_all(self, rows: Collection[GridRow], shown: Sequence[GridColumn]) -> None:
        """All that the rows say counts as typed, whatever is proposed later."""
        for row in rows:
            for column in shown:
                if column.is_editable:
                    self.cells[row.tag.person.staff_id, column.key] = row.text(column.key)

    def take(self, cells: Typed) -> None:
        """Start over with these cells."""
        self.cells = dict(cells)

    def forget(self) -> None:
        """Nothing is typed or proposed any more."""
        self.cells, self.proposed = {}, {}

    def state(self) -> dict[str, str]:
        """The cells as a draft keeps them."""
        return {f"{staff_id}:{key}": text for (staff_id, key), text in self.cells.items()}

    def restore(self, state: Mapping[str, str]) -> None:
        """Start over with the cells of a draft."""
        places = {place: place.partition(":") for place in state}
        self.cells = {
            (int(staff_id), key): state[place] for place, (staff_id, _colon, key) in places.items()
        }
