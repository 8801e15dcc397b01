"""From a round to vouchers: what its rows give, posted in one act, and what the supplies remember."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from db.errors import DomainError
from db.queries.catalogue import SupplyRow
from db.rules.lot_split import shared_out
from db.services.catalogue import SupplyFields, save_supply
from db.services.reversing import correct_voucher
from db.services.stock import NewIssue, post_issues
from desktop.context import Context
from desktop.labels import number
from desktop.pages.issue.round_reading import Correcting, Round
from desktop.pages.issue.round_rows import Facts, Usual, issues_of, lines_of
from desktop.recorded import Recorded, recorded
from desktop.translation import _
from desktop.widgets.grid_cells import GridRow
from desktop.widgets.lots_by_hand import LotsByHand


@dataclass(frozen=True, slots=True)
class Posting:
    """All that is needed to record a round, away from its widgets."""

    key: str
    issues: tuple[NewIssue, ...]
    habits: tuple[tuple[SupplyRow, Usual], ...] = ()
    corrects: Correcting | None = None
    reason: str = ""

    def run(self, context: Context) -> Recorded:
        """Post; runs in the background."""
        database, fixed = context.database, self.corrects
        if fixed is not None:
            voucher_id = database.do(
                correct_voucher, fixed.voucher_id, self.reason, self.issues[0], key=self.key
            )
            return recorded(context, [voucher_id])
        ids = database.do(post_issues, self.issues, key=self.key, told=_told(self.issues))
        for supply, usual in self.habits:
            with suppress(DomainError):  # the vouchers stand; a habit is not worth a refusal
                database.do(save_supply, _with_usual(supply, usual))
        return recorded(context, ids)

    def told(self, done: Recorded) -> str:
        """What was recorded, in a sentence."""
        lines = [line for issue in self.issues for line in issue.lines]
        return _("Đã ghi sổ {numbers}: {people} người, tổng số lượng {pieces}.").format(
            numbers=done.told,
            people=number(len({line.staff_id for line in lines})),
            pieces=number(sum(line.quantity for line in lines)),
        )


def issues_from(
    rows: Sequence[GridRow], shown: Round, corrects: Correcting | None, facts: Facts
) -> tuple[NewIssue, ...]:
    """The issues that the rows make; a correction is one voucher, of the department it was of."""
    choice = shown.choice
    if corrects is None:
        place = choice.day, choice.store_id
        return tuple(issues_of(rows, choice.supplies, shown.targets, *place, facts))
    lines = (*lines_of(rows, choice.supplies, facts), *corrects.other_lines)
    if not lines:
        return ()
    issue = NewIssue(
        day=choice.day,
        store_id=choice.store_id,
        lines=lines,
        department_id=corrects.department_id,
        series=corrects.series,
        receiver=corrects.receiver,
        reason=corrects.reason,
    )
    return (facts.put_on(issue),)


def with_lots(issues: Sequence[NewIssue], lots: LotsByHand) -> tuple[NewIssue, ...]:
    """The same issues, their people's lines from the lots that were chosen for each whole supply."""
    of_supply: dict[int, list[tuple[int, int]]] = {}
    for at, issue in enumerate(issues):
        for position, line in enumerate(issue.lines):
            if line.staff_id is not None:
                of_supply.setdefault(line.supply_id, []).append((at, position))
    lines = [list(issue.lines) for issue in issues]
    for supply_id, own in of_supply.items():
        quantities = [lines[at][position].quantity for at, position in own]
        split = lots.by_hand(supply_id, sum(quantities))
        for (at, position), part in zip(own, shared_out(split, quantities), strict=True):
            lines[at][position] = replace(lines[at][position], lots=part)
    return tuple(replace(issue, lines=tuple(own)) for issue, own in zip(issues, lines, strict=True))


def _with_usual(supply: SupplyRow, usual: Usual) -> SupplyFields:
    return SupplyFields(
        code=supply.code,
        name=supply.name,
        base_unit=supply.base_unit,
        group=supply.group,
        minimum=supply.minimum,
        tracks_lots=supply.tracks_lots,
        usual_quantity=usual.each,
        priority_quantity=usual.priority,
        report_unit=supply.report_unit,
        packs=tuple((pack.name, pack.size) for pack in supply.packs),
        id=supply.supply_id,
        version=supply.version,
    )


def _told(issues: Sequence[NewIssue]) -> dict[str, Any]:
    """What the journal keeps of a round: the lines themselves stand on the vouchers."""
    return {
        "day": issues[0].day,
        "store_id": issues[0].store_id,
        "departments": {str(issue.department_id): len(issue.lines) for issue in issues},
        "pieces": sum(line.quantity for issue in issues for line in issue.lines),
    }
