"""The catalogue of supplies: each row a new supply, a changed one, or one that is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.database import Act
from db.importers import cells
from db.importers.keys import code_key, name_key
from db.importers.known import KnownSupply, Supplies
from db.importers.legacy import Encoding
from db.importers.plan import Findings, Progress
from db.importers.problems import Hint, Problem, Refusal
from db.importers.rows import DataRow
from db.importers.units import read_packs, unit_key
from db.services.catalogue import SupplyFields, save_supply
from db.text import clean


@dataclass(frozen=True, slots=True)
class ReadySupply:
    """One supply to be written."""

    row: int
    fields: SupplyFields


class SupplyCheck:
    """Checks the rows of a catalogue against the book."""

    def __init__(self, findings: Findings, supplies: Supplies) -> None:
        self._findings = findings
        self._supplies = supplies
        self._next_code = supplies.next_code()
        self._codes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._seen: dict[int, int] = {}

    def check(self, row: DataRow) -> ReadySupply | None:
        """The supply of a row, if there is something to write; errors go to the findings."""
        refuse = self._findings.refuse
        code, name = row.text("code"), self._with_capital(row.number, row.text("name"))
        if not any(map(str.isalpha, name)):
            problem = Problem.NOT_A_NAME if name else Problem.MISSING
            refuse(row.number, "name", problem, text=name)
            return None
        key = code_key(code) if code else name_key(name)
        seen = self._codes if code else self._names
        if (first := seen.setdefault(key, row.number)) != row.number:
            problem = Problem.CODE_AGAIN if code else Problem.SUPPLY_AGAIN
            refuse(row.number, "code" if code else "name", problem, code=code or name, first=first)
            return None
        known = self._supplies.with_code(code) if code else self._supplies.named(name)
        if known is None:
            self._hint_near(row, name)
        elif (first := self._seen.setdefault(known.id, row.number)) != row.number:
            refuse(row.number, "code", Problem.CODE_AGAIN, code=known.code, first=first)
            return None
        try:
            fields = self._fields(row, code, name, known)
        except Refusal as refusal:
            self._findings.refuse_as(row.number, refusal)
            return None
        if known is not None and fields == _as_fields(known):
            self._findings.unchanged += 1
            return None
        return ReadySupply(row.number, fields)

    def _with_capital(self, number: int, written: str) -> str:
        """A name with its first capital: TCVN3 has none for letters with a tone, "áo" is "Áo"."""
        if self._findings.header.sheet.encoding is not Encoding.TCVN3 or written[:1].isascii():
            return written
        name = written[:1].upper() + written[1:]
        if name != written:
            self._findings.hint(number, "name", Hint.CAPITALS, written=written, name=name)
        return name

    def _hint_near(self, row: DataRow, name: str) -> None:
        near = self._supplies.named(name) or self._supplies.near(name)
        if near is not None:
            self._findings.hint(
                row.number, "name", Hint.NEAR_SUPPLY, name=name, near=near.name, code=near.code
            )

    def _fields(
        self, row: DataRow, code: str, name: str, known: KnownSupply | None
    ) -> SupplyFields:
        """The row's fields; an empty cell keeps what the book has."""
        unit = row.text("unit") or (known.base_unit if known else "")
        if not unit:
            raise Refusal(Problem.MISSING, "unit")
        if known is not None and unit_key(unit) == unit_key(known.base_unit):
            unit = known.base_unit
        elif known is not None and known.has_moved:
            raise Refusal(Problem.UNIT_LOCKED, "unit", unit=known.base_unit, text=unit)
        if not code and known is None:
            code = f"VT{self._next_code:04d}"
            self._next_code += 1
        tracks_lots = known.tracks_lots if known else False
        minimum = known.minimum if known else 0
        if row.text("minimum"):
            minimum = row.read("minimum", cells.whole)
        if row.text("tracks_lots"):
            tracks_lots = row.read("tracks_lots", cells.yes_or_no)
        return SupplyFields(
            code=known.code if known else code,
            name=name,
            base_unit=unit if known else _as_unit(unit),
            group=self._group(row) or (known.group if known else ""),
            minimum=minimum,
            tracks_lots=tracks_lots,
            usual_quantity=known.usual_quantity if known else 0,
            priority_quantity=known.priority_quantity if known else 0,
            report_unit=known.report_unit if known else "",
            packs=self._packs(row, unit, known),
            id=known.id if known else None,
            version=known.version if known else None,
        )

    def _group(self, row: DataRow) -> str:
        written = row.text("group") or row.group
        if self._findings.header.sheet.encoding is Encoding.TCVN3:
            return written[:1].upper() + written[1:]
        return written

    def _packs(
        self, row: DataRow, unit: str, known: KnownSupply | None
    ) -> tuple[tuple[str, int], ...]:
        """The packs of the book with those of the row put over them, smallest first."""
        packs = (
            {key: (name, size) for key, (_, name, size, _) in known.packs.items()} if known else {}
        )
        read = row.read("packs", lambda cell: read_packs(cells.text(cell), unit))
        for part in read.unread:
            self._findings.hint(row.number, "packs", Hint.PACKS_NOT_READ, text=part)
        for name, size in read.sizes.items():
            key = unit_key(name)
            was = known.packs.get(key) if known else None
            if was is not None and was[3] and was[2] != size:
                raise Refusal(Problem.PACK_IN_USE, "packs", pack=was[1], size=was[2], unit=unit)
            packs[key] = (was[1] if was else name, size)
        return tuple(sorted(packs.values(), key=lambda pack: (pack[1], pack[0])))


def _as_unit(unit: str) -> str:
    """A unit in small letters, as units are written, unless it is an abbreviation."""
    return unit.lower() if unit[:1].isupper() else clean(unit)


def _as_fields(known: KnownSupply) -> SupplyFields:
    packs = sorted(
        ((name, size) for _, name, size, _ in known.packs.values()), key=lambda p: (p[1], p[0])
    )
    return SupplyFields(
        code=known.code,
        name=known.name,
        base_unit=known.base_unit,
        group=known.group,
        minimum=known.minimum,
        tracks_lots=known.tracks_lots,
        usual_quantity=known.usual_quantity,
        priority_quantity=known.priority_quantity,
        report_unit=known.report_unit,
        packs=tuple(packs),
        id=known.id,
        version=known.version,
    )


def write_supplies(
    session: Session, act: Act, supplies: Iterable[ReadySupply], progress: Progress
) -> None:
    """Write supplies one by one: a catalogue is short."""
    waiting = list(supplies)
    for done, supply in enumerate(waiting, 1):
        save_supply(session, act, supply.fields)
        progress(done, len(waiting))
