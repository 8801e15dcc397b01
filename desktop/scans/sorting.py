"""What a page is to this book: a slip, a list, another office's, one read before."""

from dataclasses import replace

import numpy as np
from PIL import Image

from db.database import Database
from db.queries.office import book_number
from db.queries.returns import (
    SignedPage,
    closed_rounds,
    page_facts,
    page_people,
    scanned_codes,
    signed_pages,
    undone_handovers,
)
from db.rules.codes import parse_code
from desktop.scans.apart import PageRead
from desktop.scans.geometry import PageGeometry, Pose, locate, neighbours
from desktop.scans.ink import cell_picture, ink, page_picture, place
from desktop.scans.pile import ScannedRow, ScannedSheet, SheetKind, Why


class Sorter:
    """Sorts pages as they arrive and remembers which codes it saw."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._book = database.ask(book_number)
        self._seen: set[str] = set()

    def sheets(self, file: str, read: PageRead) -> list[ScannedSheet]:
        """The sheets of a page: one, or one for each slip on it."""
        unread = ScannedSheet(file, read.page, SheetKind.UNREAD, read.why)
        if read.image is None:
            return [unread]
        found = [
            self._sheet(replace(unread, code=digits), read.image, corners)
            for digits, corners in read.codes
        ]
        missed = replace(unread, why=Why.NO_CODE)
        if not found or self._has_unread_slip(found, read):
            found.append(replace(missed, picture=page_picture(read.image)))
        return found

    @staticmethod
    def _has_unread_slip(sheets: list[ScannedSheet], read: PageRead) -> bool:
        """Whether a code stands unread beside a slip, on a sheet of several that was not cut."""
        assert read.image is not None
        middles = [np.mean(corners, axis=0) for _, corners in read.codes]
        for sheet, (_, corners) in zip(sheets, read.codes, strict=True):
            geometry = PageGeometry.read(sheet.known.cells) if sheet.known else None
            if sheet.known is None or not sheet.known.is_slip or geometry is None:
                continue
            pose = locate(read.image, corners, geometry)
            near = geometry.square[2] * pose.dots
            for point in neighbours(read.image, pose, geometry):
                if all(np.hypot(*np.subtract(point, middle)) > near for middle in middles):
                    return True
        return False

    def _sheet(
        self,
        sheet: ScannedSheet,
        image: Image.Image,
        corners: tuple[tuple[float, float], ...],
    ) -> ScannedSheet:
        code = parse_code(sheet.code)
        if code is None:
            return replace(sheet, why=Why.BAD_CODE, picture=page_picture(image))
        foreign = replace(sheet, kind=SheetKind.FOREIGN, picture=page_picture(image))
        if code.book != self._book:
            return replace(foreign, why=Why.OTHER_BOOK)
        known = self._database.ask(signed_pages, [sheet.code]).get(sheet.code)
        if known is None:
            return replace(foreign, why=Why.NOT_PRINTED)
        geometry = PageGeometry.read(known.cells)
        pose = locate(image, corners, geometry) if geometry else None
        kind, why = self._kind(known)
        return replace(
            sheet,
            kind=kind,
            why=why,
            known=known,
            facts=self._database.ask(page_facts, [known.subject])[known.subject],
            rows=self._rows(known, image, geometry, pose),
            picture=page_picture(image, pose),
        )

    def _kind(self, known: SignedPage) -> tuple[SheetKind, Why]:
        if known.code in self._seen:
            return SheetKind.REPEAT, Why.READ_TWICE
        self._seen.add(known.code)
        if known.back_on is not None and self._database.ask(scanned_codes, [known.code]):
            return SheetKind.REPEAT, Why.TAKEN_BEFORE
        kind = SheetKind.SLIP if known.is_slip else SheetKind.LIST
        if known.subject.handover_id in self._database.ask(undone_handovers):
            return kind, Why.REVERSED
        is_closed = known.subject.distribution_id in self._database.ask(closed_rounds)
        return kind, Why.CLOSED if is_closed else Why.NONE

    def _rows(
        self,
        known: SignedPage,
        image: Image.Image,
        geometry: PageGeometry | None,
        pose: Pose | None,
    ) -> tuple[ScannedRow, ...]:
        people = {one.staff_id: one for one in self._database.ask(page_people, known)}
        rows = []
        for at, staff_id in enumerate(known.rows):
            if staff_id not in people:
                continue
            if pose is None or geometry is None or at >= len(geometry.cells):
                rows.append(ScannedRow(people[staff_id], None, 0.0, b""))
                continue
            cell = geometry.cells[at]
            found = ink(image, pose, cell)
            signed = found.signed if pose.is_sure else None
            picture = cell_picture(image, pose, cell)
            at_place = place(image, pose, cell)
            rows.append(ScannedRow(people[staff_id], signed, found.share, picture, at_place))
        return tuple(rows)
