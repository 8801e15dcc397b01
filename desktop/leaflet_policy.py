"""The policy of leaflets in force and its words: what the book says, in an older book what the profile begins with."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from db.profile import read_profile
from db.rules.leaflet_checks import LeafletPolicy, Need, Stage, policy_of
from desktop.translation import N_
from resources import path

SETTING = "leaflets"
STAGES = {Stage.PRINT: N_("Trước khi in"), Stage.RELEASE: N_("Trước khi phát hành")}
NEEDS = {
    Need.DESIGN: N_("Tệp mẫu"),
    Need.AGREED: N_("Thống nhất nội dung"),
    Need.LICENCE: N_("Giấy phép xuất bản"),
    Need.DEPOSIT: N_("Nộp lưu chiểu"),
}


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
