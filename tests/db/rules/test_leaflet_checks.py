"""What a leaflet still needs before printing and before release."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.rules.leaflet_checks import (
    Check,
    LeafletFacts,
    LeafletPolicy,
    Need,
    Stage,
    checks,
    policy_of,
    stage_reached,
)

TODAY = date(2020, 2, 21)
POLICY = LeafletPolicy(
    (Need.DESIGN, Need.AGREED, Need.LICENCE), (Need.LICENCE, Need.DEPOSIT), 3, 300, 2, 10
)
WHOLE = LeafletFacts(
    has_design=True,
    agreed_with="Sở Y tế",
    agreed_on=date(2020, 2, 4),
    licence_number="12/GP-STTTT",
    licence_on=date(2020, 2, 5),
    licence_issuer="Sở Thông tin và Truyền thông",
    licence_holder="HCDC",
    ordered=50_000,
    deposited=3,
    deposited_on=date(2020, 2, 10),
)


def of(found: list[Check], stage: Stage, need: Need) -> Check:
    return next(check for check in found if check.stage is stage and check.need is need)


def test_a_new_leaflet_lacks_everything_that_the_policy_asks_for() -> None:
    found = checks(LeafletFacts(), POLICY, TODAY)
    assert [(check.stage, check.need) for check in found] == [
        (Stage.PRINT, Need.DESIGN),
        (Stage.PRINT, Need.AGREED),
        (Stage.PRINT, Need.LICENCE),
        (Stage.RELEASE, Need.LICENCE),
        (Stage.RELEASE, Need.DEPOSIT),
    ]
    assert not any(check.is_met for check in found)
    assert stage_reached(found) is Stage.PRINT


def test_each_line_names_the_facts_that_are_missing() -> None:
    facts = replace(WHOLE, agreed_on=None, licence_on=None, licence_holder="")
    found = checks(facts, POLICY, TODAY)
    assert of(found, Stage.PRINT, Need.AGREED).lacking == ("agreed_on",)
    assert of(found, Stage.PRINT, Need.LICENCE).lacking == ("licence_on", "licence_holder")


def test_a_leaflet_with_everything_may_be_released() -> None:
    found = checks(WHOLE, POLICY, TODAY)
    assert all(check.is_met for check in found)
    assert stage_reached(found) is None


def test_a_small_run_deposits_fewer_copies() -> None:
    for ordered, copies in ((0, 3), (1, 2), (299, 2), (300, 3)):
        check = of(
            checks(replace(WHOLE, ordered=ordered, deposited=1), POLICY, TODAY),
            Stage.RELEASE,
            Need.DEPOSIT,
        )
        assert (check.copies, check.lacking_copies) == (copies, copies - 1)


def test_release_waits_for_the_days_after_the_deposit() -> None:
    facts = replace(WHOLE, deposited_on=date(2020, 2, 12))
    assert of(checks(facts, POLICY, TODAY), Stage.RELEASE, Need.DEPOSIT).wait_until == date(
        2020, 2, 22
    )
    assert stage_reached(checks(facts, POLICY, TODAY)) is Stage.RELEASE
    assert stage_reached(checks(facts, POLICY, date(2020, 2, 22))) is None


def test_what_the_policy_does_not_ask_for_is_no_line() -> None:
    assert checks(LeafletFacts(), LeafletPolicy(), TODAY) == []


def test_a_setting_becomes_a_policy_and_unknown_needs_are_passed_over() -> None:
    told = {"before_print": ["licence", "blessing"], "deposit_copies": 5, "deposit_days": 7}
    policy = policy_of(told)
    assert policy.before_print == (Need.LICENCE,)
    assert policy.before_release == ()
    assert (policy.copies(1000), policy.deposit_days) == (5, 7)


@given(
    st.integers(0, 2_000),
    st.integers(0, 10),
    st.integers(0, 10),
    st.integers(0, 10),
    st.integers(0, 500),
)
def test_missing_copies_and_deposited_ones_always_reach_what_is_due(
    ordered: int, deposited: int, copies: int, small_copies: int, small_run: int
) -> None:
    policy = LeafletPolicy((), (Need.DEPOSIT,), copies, small_run, small_copies, 0)
    facts = replace(WHOLE, ordered=ordered, deposited=deposited)
    (check,) = checks(facts, policy, TODAY)
    assert check.copies == policy.copies(ordered)
    assert deposited + check.lacking_copies >= check.copies
    assert check.is_met == (deposited >= check.copies)
