"""The leaflets as the clerk keeps them: what they are, what there is of them, what is deposited."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from db.kinds import AgencyKind, LeafletKind
from db.models.catalogue import Supply
from db.models.leaflets import Handover, Leaflet, PrintRunLine
from db.models.office import Attachment
from db.models.staff import Agency
from db.models.stock import Balance, Voucher, VoucherLine
from db.queries.leaflets import handed
from db.queries.voucher_list import reversed_pairs
from db.queries.window import matches, total
from db.rules.leaflet_checks import LeafletFacts


@dataclass(frozen=True, slots=True)
class LeafletRow:
    """A leaflet with its supply; `design_id` is the attachment of its design."""

    supply_id: int
    code: str
    title: str
    is_active: bool
    kind: LeafletKind
    language: str
    edition: str
    size: str
    folds: str
    design_id: int | None
    design_name: str
    design_kind: str
    agreed_with: str
    agreed_on: date | None
    licence_number: str
    licence_on: date | None
    licence_issuer: str
    licence_holder: str
    note: str
    version: int
    in_store: int
    ordered: int
    deposited: int
    deposited_on: date | None

    @property
    def facts(self) -> LeafletFacts:
        """What the checklist asks about."""
        return LeafletFacts(
            self.design_id is not None,
            self.agreed_with,
            self.agreed_on,
            self.licence_number,
            self.licence_on,
            self.licence_issuer,
            self.licence_holder,
            self.ordered,
            self.deposited,
            self.deposited_on,
        )


def leaflet_rows(
    session: Session,
    today: date,
    text: str = "",
    with_retired: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[LeafletRow]:
    """Leaflets in the catalogue's order, with what there is of them now."""
    of_supply = Supply.id
    in_store = select(total(Balance.on_hand)).where(Balance.supply_id == of_supply)
    ordered = select(total(PrintRunLine.ordered)).where(PrintRunLine.supply_id == of_supply)
    query = (
        select(
            Supply.id,
            Supply.code,
            Supply.name,
            Supply.is_active,
            Leaflet.kind,
            Leaflet.language,
            Leaflet.edition,
            Leaflet.size,
            Leaflet.folds,
            Leaflet.design_id,
            func.coalesce(Attachment.name, ""),
            func.coalesce(Attachment.type, ""),
            Leaflet.agreed_with,
            Leaflet.agreed_on,
            Leaflet.licence_number,
            Leaflet.licence_on,
            Leaflet.licence_issuer,
            Leaflet.licence_holder,
            Leaflet.note,
            Leaflet.version,
            in_store.correlate(Supply).scalar_subquery(),
            ordered.correlate(Supply).scalar_subquery(),
        )
        .join(Leaflet, Leaflet.supply_id == Supply.id)
        .outerjoin(Attachment, Attachment.id == Leaflet.design_id)
        .where(_wanted(text, with_retired))
        .order_by(Supply.position, Supply.id)
        .offset(offset)
        .limit(limit)
    )
    deposits = _deposits(session, today)
    rows: list[tuple[Any, ...]] = [
        (*row, *deposits.get(row[0], (0, None))) for row in session.execute(query)
    ]
    return [LeafletRow(*row) for row in rows]


def leaflet_count(session: Session, text: str = "", with_retired: bool = False) -> int:
    """How many rows `leaflet_rows` has."""
    query = select(func.count()).select_from(Supply).join(Leaflet, Leaflet.supply_id == Supply.id)
    return session.scalar(query.where(_wanted(text, with_retired))) or 0


def plain_publications(session: Session, group: str) -> list[tuple[int, str, str]]:
    """The supplies of a group that are no leaflets yet: id, code, name."""
    query = (
        select(Supply.id, Supply.code, Supply.name)
        .outerjoin(Leaflet, Leaflet.supply_id == Supply.id)
        .where(Supply.is_active, Supply.group == group, Leaflet.supply_id.is_(None))
        .order_by(Supply.position, Supply.id)
    )
    return [(id_, code, name) for id_, code, name in session.execute(query)]


def earlier_words(session: Session) -> dict[str, list[str]]:
    """What stood before in the fields of leaflets that repeat, by the name of the field."""
    columns = (
        *(Leaflet.language, Leaflet.size, Leaflet.folds),
        *(Leaflet.agreed_with, Leaflet.licence_issuer, Leaflet.licence_holder),
    )
    return {
        column.key: list(session.scalars(select(column).where(column != "").distinct()))
        for column in columns
    }


def deposit_bodies(session: Session, day: date) -> list[tuple[int, str, str]]:
    """Bodies that may keep deposited copies, those that did first: id, code, name."""
    did = select(Handover.agency_id).where(Handover.is_deposit)
    query = (
        select(Agency.id, Agency.code, Agency.name)
        .where(
            Agency.kind == AgencyKind.BODY,
            or_(Agency.from_on.is_(None), Agency.from_on <= day),
            or_(Agency.to_on.is_(None), Agency.to_on >= day),
        )
        .order_by(Agency.id.in_(did).desc(), Agency.position, Agency.id)
    )
    return [(id_, code, name) for id_, code, name in session.execute(query)]


def _deposits(session: Session, today: date) -> dict[int, tuple[int, date | None]]:
    """Of each leaflet the copies deposited up to a day, and when the last of them were."""
    copies: dict[int, int] = {}
    for one in handed(session, today):
        if one.is_deposit:
            copies[one.supply_id] = copies.get(one.supply_id, 0) + one.quantity
    last = (
        select(VoucherLine.supply_id, func.max(Voucher.day))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Handover, Handover.voucher_id == Voucher.id)
        .where(Handover.is_deposit, Voucher.day <= today, Voucher.id.not_in(reversed_pairs()))
        .group_by(VoucherLine.supply_id)
    )
    days = dict(session.execute(last).all())
    return {supply_id: (count, days.get(supply_id)) for supply_id, count in copies.items()}


def _wanted(text: str, with_retired: bool) -> ColumnElement[bool]:
    return and_(matches(Supply.search, text), true() if with_retired else Supply.is_active)
