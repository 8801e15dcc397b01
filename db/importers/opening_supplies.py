"""Which supply a row of a stock report means: one of the book, or one that is added with it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from db.importers.keys import code_key, name_key
from db.importers.known import KnownSupply, Supplies
from db.importers.lines import unit_in
from db.importers.plan import Findings
from db.importers.problems import Hint, Problem, Refusal
from db.importers.rows import DataRow
from db.importers.units import metric_base, unit_key
from db.services.catalogue import SupplyFields
from db.text import clean, fold

_USUAL_UNIT = "cái"
_TELLING = ("specification", "origin", "unit")

Found = tuple[KnownSupply, int, int | None, str]
"""A supply, the base units in the row's unit, its pack and its name."""


class SupplyOfRow:
    """Finds the supply of each row; with `creates`, unknown names become supplies."""

    def __init__(
        self,
        findings: Findings,
        supplies: Supplies,
        rows: Sequence[DataRow],
        *,
        creates: bool,
    ) -> None:
        self._findings = findings
        self._supplies = supplies
        self._creates = creates
        self._unit_of_header = unit_in(findings.header.title("closing_quantity"))
        self._names = _telling_names(rows)
        self._times = Counter(name_key(row.text("supply_name")) for row in rows)
        self._groups = {name_key(known.group): known.group for known in supplies.all}
        self._added: dict[str, KnownSupply] = {}
        self._next_code = supplies.next_code()
        self._codes: dict[str, str] = {}
        self._kept: set[int] = set()

    def keep(self, supply: KnownSupply) -> None:
        """Note that a row of this supply is good."""
        self._kept.add(supply.id)

    @property
    def new(self) -> list[tuple[int, SupplyFields]]:
        """The supplies to be added for good rows, each with the negative id that stands for it."""
        return [
            (
                supply.id,
                SupplyFields(
                    code=supply.code,
                    name=supply.name,
                    base_unit=supply.base_unit,
                    group=supply.group,
                    packs=tuple((name, size) for _, name, size, _ in supply.packs.values()),
                ),
            )
            for supply in self._added.values()
            if supply.id in self._kept
        ]

    def of(self, row: DataRow, typed_unit: str) -> Found:
        """The supply of a row and its unit. Raises Refusal."""
        unit = typed_unit or row.text("unit") or self._unit_of_header
        supply = self._known(row) or self._add(row, unit)
        found = supply.unit(unit, is_typed=bool(typed_unit))
        if found is None:
            at = "unit" if row.text("unit") and not typed_unit else "closing_quantity"
            known = supply.unit_names()
            raise Refusal(Problem.UNKNOWN_UNIT, at, text=unit, supply=supply.name, known=known)
        size, pack_id, unit_name = found
        return supply, size, pack_id or None, unit_name  # a new pack has no id yet

    def _known(self, row: DataRow) -> KnownSupply | None:
        """By code; else by its telling name, or by its name alone where the sheet has it once."""
        code, name = row.text("supply_code"), row.text("supply_name")
        if not code and not name:
            at = "supply_name" if self._findings.header.has("supply_name") else "supply_code"
            raise Refusal(Problem.MISSING, at)
        if code and (found := self._supplies.with_code(code)) is not None:
            if name and code_key(name) != code_key(found.name):
                facts = {"text": name, "name": found.name, "code": found.code}
                self._findings.hint(row.number, "supply_name", Hint.OTHER_NAME, **facts)
            return found
        with_more = clean(f"{name} {row.text('specification')}")
        for words in (self._names[row.number], with_more):
            if name and (found := self._supplies.named(words)) is not None:
                return found
        is_once = self._times[name_key(name)] == 1
        return self._supplies.named(name) if name and is_once else None

    def _add(self, row: DataRow, unit: str) -> KnownSupply:
        """A supply that the book does not have. Raises Refusal where none may be added."""
        code, name = row.text("supply_code"), self._names[row.number]
        near = self._supplies.near(name or code)
        if not self._creates:
            raise Refusal(
                Problem.UNKNOWN_SUPPLY,
                "supply_name" if name else "supply_code",
                text=name or code,
                near=near.name if near else "",
                near_code=near.code if near else "",
            )
        name = name or code
        if not any(map(str.isalpha, name)):
            raise Refusal(Problem.NOT_A_NAME, "supply_name", text=name)
        key = name_key(name)
        if (added := self._added.get(key)) is not None:
            return added
        if code and (other := self._codes.setdefault(code_key(code), name)) != name:
            raise Refusal(
                Problem.SUPPLY_DISAGREES,
                "supply_name",
                code=code,
                text=name,
                name=other,
                other=code,
            )
        if not unit:
            self._findings.hint(row.number, "unit", Hint.UNIT_ASSUMED, name=name, unit=_USUAL_UNIT)
        if near is not None:
            facts = {"name": name, "near": near.name, "code": near.code}
            self._findings.hint(row.number, "supply_name", Hint.NEAR_SUPPLY, **facts)
        supply = self._made(code, name, unit or _USUAL_UNIT, row)
        self._added[key] = supply
        return supply

    def _made(self, code: str, name: str, unit: str, row: DataRow) -> KnownSupply:
        if not code:
            code, self._next_code = f"VT{self._next_code:04d}", self._next_code + 1
        unit = unit.lower() if unit[:1].isupper() else unit
        packs: dict[str, tuple[int, str, int, bool]] = {}
        base = metric_base(unit)
        if base is not None:  # what is weighed is counted in gam, so that parts of a kg can go out
            packs[unit_key(unit)] = (0, unit, base[1], False)
        return KnownSupply(
            id=-1 - len(self._added),
            code=code,
            name=name,
            base_unit=base[0] if base is not None else unit,
            group=self._group(row.text("group") or row.group),
            minimum=0,
            tracks_lots=False,
            usual_quantity=0,
            priority_quantity=0,
            report_unit="",
            version=0,
            has_moved=False,
            packs=packs,
        )

    def _group(self, written: str) -> str:
        """The group as the catalogue writes it: "NHÓM KHẨU TRANG" is "Khẩu trang"."""
        words = written[5:].strip(" :.-–") if fold(written).startswith("nhom ") else written
        if (known := self._groups.get(name_key(words))) is not None:
            return known
        return words.capitalize() if words.isupper() else words


def _telling_names(rows: Sequence[DataRow]) -> dict[int, str]:
    """A name for each row; one that stands several times takes what tells its rows apart."""
    names = {row.number: row.text("supply_name") for row in rows}
    for field in _TELLING:
        same: dict[str, list[DataRow]] = defaultdict(list)
        for row in rows:
            if names[row.number]:
                same[name_key(names[row.number])].append(row)
        for group in same.values():
            if len({name_key(row.text(field)) for row in group}) > 1:
                for row in group:
                    names[row.number] = clean(f"{names[row.number]} {row.text(field)}")
    return names
