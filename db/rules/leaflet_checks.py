"""What a leaflet still needs before it is printed and before it is released, by the policy of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """What a leaflet is made ready for."""

    PRINT = "before_print"
    RELEASE = "before_release"


class Need(StrEnum):
    """What a policy may ask for; the values stand in the setting `leaflets`."""

    DESIGN = "design"
    AGREED = "agreed"
    LICENCE = "licence"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class LeafletPolicy:
    """What is needed when, and how legal deposit is made; a run below `small_run` gives fewer copies."""

    before_print: tuple[Need, ...] = ()
    before_release: tuple[Need, ...] = ()
    deposit_copies: int = 0
    small_run: int = 0
    small_deposit_copies: int = 0
    deposit_days: int = 0

    def copies(self, ordered: int) -> int:
        """How many copies of a leaflet are to be deposited, when so many are printed of it."""
        is_small = 0 < ordered < self.small_run
        return self.small_deposit_copies if is_small else self.deposit_copies


def policy_of(setting: Mapping[str, Any]) -> LeafletPolicy:
    """The policy that a setting `leaflets` says; a need that is not known is passed over."""

    def needs(stage: Stage) -> tuple[Need, ...]:
        told = set(setting.get(stage.value, ()))
        return tuple(need for need in Need if need.value in told)

    numbers = ("deposit_copies", "small_run", "small_deposit_copies", "deposit_days")
    return LeafletPolicy(
        needs(Stage.PRINT),
        needs(Stage.RELEASE),
        **{name: max(0, int(setting.get(name, 0))) for name in numbers},
    )


@dataclass(frozen=True, slots=True)
class LeafletFacts:
    """What is known of a leaflet; `deposited_on` is the day of the last deposit that stands."""

    has_design: bool = False
    agreed_with: str = ""
    agreed_on: date | None = None
    licence_number: str = ""
    licence_on: date | None = None
    licence_issuer: str = ""
    licence_holder: str = ""
    ordered: int = 0
    deposited: int = 0
    deposited_on: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One need of one stage: `lacking` names the facts that are missing, nothing once it is met.

    Of a deposit: so many `copies` are due of which `lacking_copies` are missing; `wait_until` is the
    first day of release where that is still to come.
    """

    stage: Stage
    need: Need
    lacking: tuple[str, ...] = ()
    copies: int = 0
    lacking_copies: int = 0
    wait_until: date | None = None

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing or waited for."""
        return not self.lacking and self.wait_until is None


def checks(facts: LeafletFacts, policy: LeafletPolicy, today: date) -> list[Check]:
    """Every need of each stage in order, met or not."""
    stages = {Stage.PRINT: policy.before_print, Stage.RELEASE: policy.before_release}
    return [
        _check(stage, need, facts, policy, today)
        for stage, needs in stages.items()
        for need in needs
    ]


def stage_reached(found: Sequence[Check]) -> Stage | None:
    """The first stage that lacks something, None once a leaflet may be released."""
    return next((check.stage for check in found if not check.is_met), None)


def _check(
    stage: Stage, need: Need, facts: LeafletFacts, policy: LeafletPolicy, today: date
) -> Check:
    if need is Need.DEPOSIT:
        return _deposit(stage, facts, policy, today)
    wanted = {
        Need.DESIGN: ("has_design",),
        Need.AGREED: ("agreed_with", "agreed_on"),
        Need.LICENCE: ("licence_number", "licence_on", "licence_issuer", "licence_holder"),
    }[need]
    return Check(stage, need, tuple(name for name in wanted if not getattr(facts, name)))


def _deposit(stage: Stage, facts: LeafletFacts, policy: LeafletPolicy, today: date) -> Check:
    copies = policy.copies(facts.ordered)
    lacking = max(0, copies - facts.deposited)
    if lacking:
        return Check(stage, Need.DEPOSIT, ("copies",), copies, lacking)
    free_on = facts.deposited_on and facts.deposited_on + timedelta(days=policy.deposit_days)
    return Check(
        stage,
        Need.DEPOSIT,
        copies=copies,
        wait_until=free_on if free_on and free_on > today else None,
    )
