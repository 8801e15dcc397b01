"""The columns of a round: who somebody is, what they got, were asked for and get."""

from collections.abc import Collection, Sequence
from typing import Any

from db.queries.catalogue import SupplyRow
from desktop.context import Tone
from desktop.labels import member, number
from desktop.pages.issue.round_rows import NOTE, WAITS, asked_key_of, got_key_of, key_of
from desktop.translation import _
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.supply_fields import packs_of


def columns(
    supplies: Sequence[SupplyRow],
    *,
    with_department: bool = False,
    with_absence: bool = True,
    with_asked: Collection[int] = (),
    with_waits: bool = False,
    not_weekly: Collection[int] = (),
) -> list[GridColumn]:
    """The columns of a round over these supplies; several of them, or of departments, take the room of titles."""
    several, many = len(supplies) > 1, len(supplies) + len(with_asked) > 2
    shown = [] if many else [_read("code", _("Mã số"), lambda r: r.person.code, 78)]
    shown.append(
        GridColumn(
            "name",
            _("Họ và tên"),
            Kind.READ_ONLY,
            170 if many else 0,
            text=lambda row: row.tag.person.name,
            tip=lambda row: f"{row.tag.person.name} · {row.tag.person.code}",
        )
    )
    if with_department:
        shown.append(
            _read("unit", _("Đơn vị"), lambda r: r.person.department_short, 76 if many else 120)
        )
    if not several and not with_department:
        shown.append(_read("title", _("Chức vụ"), lambda r: r.person.title, 126))
    shown += _places(with_absence=with_absence, is_tight=many)
    for supply in supplies:
        has_asked = supply.supply_id in with_asked
        if not (several and has_asked):  # what is proposed has it taken off already
            shown.append(_received(supply, several, many, supply.supply_id not in not_weekly))
        if has_asked:
            shown.append(_asked(supply, several=several))
        shown.append(_given(supply, several=several, is_tight=many))
    if with_waits:
        shown.append(GridColumn(WAITS, _("Chưa nhận"), Kind.TEXT, 92, tip=_waits_tip))
    shown.append(GridColumn(NOTE, _("Ghi chú"), Kind.TEXT, 88 if many else 110))
    return shown


def _read(key: str, title: str, text: Any, width: int) -> GridColumn:
    return GridColumn(key, title, Kind.READ_ONLY, width, text=lambda row: text(row.tag))


def _places(*, with_absence: bool, is_tight: bool) -> list[GridColumn]:
    """The duty post and why somebody is away; one column for both where there is little room."""

    def absence(row: GridRow) -> str:
        return member(row.tag.absence) if row.tag.absence else ""

    def duty(row: GridRow) -> str:
        post: str = row.tag.person.duty_post
        return absence(row) or post if is_tight else post

    def tone(row: GridRow) -> Tone:
        if is_tight and row.tag.absence:
            return Tone.INFO
        return Tone.WARNING if row.tag.person.is_priority else Tone.NONE

    both = is_tight and with_absence
    title = _("Ưu tiên, vắng") if both else _("Nhóm ưu tiên")
    width = 112 if is_tight else 176
    places = [
        GridColumn("duty", title, Kind.READ_ONLY, width, text=duty, tone=tone, tip=duty),
    ]
    if with_absence and not is_tight:
        away = GridColumn(
            "absence",
            _("Vắng"),
            Kind.READ_ONLY,
            96,
            text=absence,
            tone=lambda row: Tone.INFO if row.tag.absence else Tone.NONE,
        )
        places.append(away)
    return places


def _received(supply: SupplyRow, several: bool, is_tight: bool, is_weekly: bool) -> GridColumn:
    def text(row: GridRow) -> str:
        pieces = row.tag.received.get(supply.supply_id, 0)
        return number(pieces) if pieces else ""

    alone = _("Đã nhận tuần này") if is_weekly else _("Đã nhận trong kỳ")
    title = _("Đã nhận") if several else alone
    return GridColumn(
        got_key_of(supply.supply_id),
        title,
        Kind.READ_ONLY,
        72 if is_tight else 84 if several else 136,
        text=text,
        is_right=True,
    )


def _given(supply: SupplyRow, *, several: bool, is_tight: bool) -> GridColumn:
    packs = packs_of(supply)
    title = _("Cấp {code}").format(code=supply.code) if several else _("Cấp lần này")
    return GridColumn(
        key_of(supply.supply_id),
        title,
        Kind.QUANTITY,
        92 if is_tight else 116,
        packs=lambda _row: packs,
        unit=lambda _row: "",
        least=0,
        tip=lambda row: _given_tip(row, supply),
    )


def _asked(supply: SupplyRow, *, several: bool) -> GridColumn:
    packs = packs_of(supply)
    title = _("Yêu cầu {code}").format(code=supply.code) if several else _("Yêu cầu")
    return GridColumn(
        asked_key_of(supply.supply_id),
        title,
        Kind.QUANTITY,
        106,
        packs=lambda _row: packs,
        unit=lambda _row: "",
        least=0,
        tip=lambda _row: _("Số đơn vị đề nghị; để trống nếu cấp đủ."),
    )


def _given_tip(row: GridRow, supply: SupplyRow) -> str:
    """The supply, and the norm that holds for somebody."""
    terms = row.tag.norms.get(supply.supply_id)
    if terms is None:
        return supply.name
    told = _("{name}: mức cấp {pieces} {unit}/{period}")
    return told.format(
        name=supply.name,
        pieces=number(terms.pieces),
        unit=supply.base_unit,
        period=member(terms.period),
    )


def _waits_tip(_row: GridRow) -> str:
    return _("Gõ x: đã soạn, người này chưa nhận.")
