"""A pile of scanned pages under review: what was read, what the clerk says, what will be marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from db.errors import DistributionClosed, NotHandedOver
from db.rules.papers import Subject
from db.services.returning import ReturnedPage
from desktop.returning import Found, FoundPage
from desktop.scans.pile import ScannedRow, ScannedSheet, SheetKind, Why
from desktop.scans.taking import set_aside


@dataclass(frozen=True, slots=True)
class PileRow:
    """A line of the review: a person of a page, or a page that is not taken in (`row` is None)."""

    sheet: ScannedSheet
    place: int = 0  # of the person on the page, from 1
    row: ScannedRow | None = None

    @property
    def key(self) -> tuple[str, int] | None:
        """What the clerk's word is kept under."""
        return (self.sheet.code, self.row.person.staff_id) if self.row else None

    @property
    def has_signed(self) -> bool:
        """Whether the person needs not sign any more."""
        return self.row is not None and self.row.person.has_signed


class Pile:
    """Sheets as they were read and the clerk's word on their rows; knows no widget."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.sheets: list[ScannedSheet] = []
        self.said: dict[tuple[str, int], bool] = {}
        self.matched: dict[tuple[str, int], str] = {}
        self.done: set[str] = set()  # taken in already, so that files read again do not bring them
        self.signed_on: date | None = None  # as the clerk said; else today
        self._rows: list[PileRow] | None = None

    def add(self, paths: Iterable[Path], sheets: Iterable[ScannedSheet]) -> None:
        """Put more pages under those that are there; one that is there already is a repeat."""
        self.paths = list(dict.fromkeys([*self.paths, *paths]))
        held = {sheet.code for sheet in self.taken()}
        for sheet in sheets:
            is_repeat = sheet.is_taken_in and sheet.code in held
            repeat = replace(sheet, kind=SheetKind.REPEAT, why=Why.READ_TWICE)
            self.sheets.append(repeat if is_repeat else sheet)
            if sheet.is_taken_in:
                held.add(sheet.code)
        self._rows = None

    def holds(self, code: str) -> bool:
        """Whether a page is among those to be taken in."""
        return any(sheet.code == code for sheet in self.taken())

    def taken(self) -> list[ScannedSheet]:
        """The pages that would be taken in."""
        return [sheet for sheet in self.sheets if sheet.is_taken_in]

    def left_out(self) -> list[ScannedSheet]:
        """The pages that would not."""
        return [sheet for sheet in self.sheets if not sheet.is_taken_in]

    def rows(self) -> list[PileRow]:
        """Pages left out first, then doubtful cells, then all others in the order of the pages."""
        if self._rows is None:
            out = [PileRow(sheet) for sheet in self.left_out()]
            people = [
                PileRow(sheet, place, row)
                for sheet in self.taken()
                for place, row in enumerate(sheet.rows, 1)
            ]
            self._rows = out + sorted(people, key=lambda one: not _is_unclear(one))
        return self._rows

    def signed(self, one: PileRow) -> bool | None:
        """Whether a row counts as signed: the clerk's word, else what the ink says."""
        if one.row is None or one.key is None:
            return None
        return self.said.get(one.key, one.row.signed)

    def is_doubtful(self, one: PileRow) -> bool:
        """Whether a row still needs a look."""
        return _is_unclear(one) and one.key not in self.said

    def toggle(self, rows: Sequence[PileRow]) -> None:
        """Turn the first row over and say the same of the others."""
        people = [one for one in rows if one.key is not None]
        if people:
            said = not self.signed(people[0])
            self.said |= {one.key: said for one in people if one.key is not None}

    def match(self, sheet: ScannedSheet, found: Found) -> None:
        """Say that a page is the one with these digits; its cells are for the clerk to judge."""
        page = next(one for one in found.pages if one.page.code == found.code)
        at = next(number for number, one in enumerate(self.sheets) if one is sheet)
        self.sheets[at] = _matched(sheet, found, page)
        self.matched[sheet.file, sheet.page] = found.code
        self._rows = None

    def set_aside(self, refusal: DistributionClosed | NotHandedOver) -> None:
        """Leave out the pages of what was closed or reversed since they were read."""
        self.sheets = set_aside(self.sheets, refusal)
        self._rows = None

    @property
    def people(self) -> int:
        """How many would be marked anew."""
        return len(
            {
                (_act(one.sheet), one.row.person.staff_id)
                for one in self.rows()
                if one.row is not None and not one.has_signed and self.signed(one)
            }
        )

    @property
    def has_handovers(self) -> bool:
        """Whether bodies sign on some of the pages, not only people."""
        return any(one.known and one.known.subject.handover_id for one in self.taken())

    @property
    def doubtful(self) -> int:
        """How many rows still need a look."""
        return sum(map(self.is_doubtful, self.rows()))

    @property
    def files(self) -> int:
        """How many files there are."""
        return len({sheet.file for sheet in self.sheets})

    @property
    def pages(self) -> int:
        """How many pages there are; several slips of one page count once."""
        return len({(sheet.file, sheet.page) for sheet in self.sheets})

    def returned(self) -> list[ReturnedPage]:
        """The pages as they are taken in."""
        return [
            sheet.returned(
                tuple(
                    row.person.staff_id
                    for place, row in enumerate(sheet.rows, 1)
                    if self.signed(PileRow(sheet, place, row))
                )
            )
            for sheet in self.taken()
        ]

    def without(self, codes: Iterable[str]) -> "Pile":
        """What is left once pages are taken in; files with nothing left go too."""
        left = Pile()
        left.done = self.done | set(codes)
        left.sheets = [s for s in self.sheets if not (s.is_taken_in and s.code in left.done)]
        files = {Path(sheet.file) for sheet in left.sheets}
        left.paths = [
            path for path in self.paths if any(path in (file, *file.parents) for file in files)
        ]
        left.said, left.matched = dict(self.said), dict(self.matched)
        left.signed_on = self.signed_on if left.sheets else None
        return left

    def cells(self) -> dict[str, Any]:
        """What a draft keeps: where the files are and what the clerk said."""
        return {
            "paths": [str(path) for path in self.paths],
            "said": [[*key, said] for key, said in self.said.items()],
            "matched": [[*key, code] for key, code in self.matched.items()],
            "done": sorted(self.done),
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
        }

    def restore(self, cells: dict[str, Any]) -> None:
        """Go on with what a draft kept; the files are to be read again."""
        self.said = {(code, staff): said for code, staff, said in cells["said"]}
        self.matched = {(file, page): code for file, page, code in cells["matched"]}
        self.done = set(cells["done"])
        signed_on = cells.get("signed_on")
        self.signed_on = date.fromisoformat(signed_on) if signed_on else None


def _act(sheet: ScannedSheet) -> object:
    """The round, else the issues or the hand-over, that a page is signed for, list or slip."""
    subject = sheet.known.subject if sheet.known else Subject()
    return subject.distribution_id or (subject.voucher_ids, subject.handover_id)


def _is_unclear(one: PileRow) -> bool:
    return one.row is not None and one.row.signed is None and not one.has_signed


def _matched(sheet: ScannedSheet, found: Found, one: FoundPage) -> ScannedSheet:
    rows = sheet.rows if sheet.code == found.code else ()
    return replace(
        sheet,
        kind=SheetKind.SLIP if one.page.is_slip else SheetKind.LIST,
        why=Why.NONE,
        code=found.code,
        known=one.page,
        facts=found.facts,
        rows=rows or tuple(ScannedRow(person, None, 0.0, b"") for person in one.people),
    )
