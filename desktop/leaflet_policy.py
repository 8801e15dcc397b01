"""The policy of leaflets in force: what the book says, in an older book what the profile begins with."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from db.profile import read_profile
from db.rules.leaflet_checks import LeafletPolicy, policy_of
from resources import path

SETTING = "leaflets"


def leaflet_setting(told: Mapping[str, Any]) -> dict[str, Any]:
    """The setting `leaflets` of a day, from all that are in force on it."""
    return dict(told[SETTING]) if SETTING in told else dict(_first_values())


def leaflet_policy(told: Mapping[str, Any]) -> LeafletPolicy:
    """The policy that the settings of a day say."""
    return policy_of(leaflet_setting(told))


@cache
def _first_values() -> dict[str, Any]:
    dated = read_profile(path("profile")).dated
    return next((value for from_on, key, value in dated if key == SETTING and not from_on), {})
