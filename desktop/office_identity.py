"""Who the office is on a paper of a given day, from the book's settings and signers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.queries.office import SignerRow, settings, signers
from db.queries.staff import people_by_title
from db.rules.forms import BOOK_FORMS, VOUCHER_FORMS, usual_forms
from db.text import fold
from desktop.papers.office import (
    Letterhead,
    OfficeIdentity,
    PaperForm,
    PaperForms,
    Signature,
    VoucherHabits,
)


def office_identity(session: Session, day: date, told_on: date | None = None) -> OfficeIdentity:
    """Read the office's names, letterheads and signers in force on a paper's day.

    The campaign is named as it was on `told_on`, the last day the paper tells of.
    """
    told = settings(session, day)
    office, report = told["office"], told["report"]
    roles = _signers_on(session, day)
    campaign = _in_force(told["campaign"]["name"], told_on or day)
    return OfficeIdentity(
        internal=_letterhead(told, "internal", office["desk"], _signature(roles, told, "internal")),
        department=_letterhead(
            told, "department", office["name"], _signature(roles, told, "department")
        ),
        place=office["place"],
        agency=office["name"],
        office=office["desk"],
        director=office["head"],
        addressee=report["addressed_to"],
        campaign=campaign["full"],
        campaign_short=campaign["short"],
        plan_symbol=report["plan_symbol"],
        plan_on=date.fromisoformat(report["plan_on"]),
        plan_words=report["plan_words"],
        plan_name=report["plan_name"],
        plan_number=report.get("plan_number", ""),
        recipients=tuple(report["recipients"]),
        preparer=_name(roles, "list_maker"),
        storekeeper=_name(roles, "storekeeper"),
        accountant=_name(roles, "accountant"),
        budget_code=office.get("budget_code", ""),
        forms=_forms(told.get("forms") or usual_forms(day)),
        vouchers=_habits(told.get("voucher_papers", {})),
        shows_print_time=bool(told.get("print", {}).get("shows_time", True)),
        layout=told.get("print", {}).get("layout", ""),
        typeface=told.get("print", {}).get("typeface", ""),
    )


SIGNERS = {
    "chief_of_office": "internal",
    "deputy_chief_of_office": "internal",
    "director": "department",
    "deputy_director": "department",
    "chief_of_office_for_director": "department",
}
"""Who may sign a report, and the letterhead that goes with each."""

DIRECTOR, LEAFLET_SIGNER = "director", "signer_leaflets"
"""Who signs reports on leaflets unless a setting of printing, of this name, says otherwise."""


def letterhead_of(session: Session, day: date, role: str) -> Letterhead:
    """The letterhead under which someone signs on a day."""
    told = settings(session, day)
    profile = SIGNERS[role]
    author = told["office"]["desk" if profile == "internal" else "name"]
    return _letterhead(told, profile, author, _signed_by(_signers_on(session, day), role))


def _signers_on(session: Session, day: date) -> dict[str, SignerRow]:
    """The signer of each role; without a name of their own, whoever serves under that title."""
    named = people_by_title(session, day)
    return {
        row.role: replace(row, name=row.name or named.get(fold(row.title), ""))
        for row in signers(session, day)
    }


def _in_force(names: Sequence[Mapping[str, Any]], day: date) -> Mapping[str, Any]:
    """The last of the dated names that has begun; the first if none has."""
    begun = [name for name in names if date.fromisoformat(name.get("from_on", "0001-01-01")) <= day]
    return begun[-1] if begun else names[0]


def _letterhead(
    told: Mapping[str, Any], profile: str, author: str, signature: Signature
) -> Letterhead:
    head = told["letterhead"][profile]
    return Letterhead(
        parent=tuple(head["parent"]),
        issuer=tuple(head["issuer"]),
        symbol=head["symbol"],
        author=author,
        signature=signature,
    )


SIGNS = {"internal": "chief_of_office", "department": "director"}


def _signature(roles: Mapping[str, SignerRow], told: Mapping[str, Any], profile: str) -> Signature:
    return _signed_by(roles, told.get("print", {}).get(f"signer_{profile}", SIGNS[profile]))


def _signed_by(roles: Mapping[str, SignerRow], role: str) -> Signature:
    signer = roles.get(role)
    if signer is None:
        return Signature(("",))
    return Signature(tuple(filter(None, (signer.prefix, signer.title))), signer.name)


def _name(roles: Mapping[str, SignerRow], role: str) -> str:
    return roles[role].name if role in roles else ""


def _forms(told: Mapping[str, str]) -> PaperForms:
    def form(name: str, regulation: str) -> PaperForm:
        code = told.get(name, "")
        return PaperForm(code, told.get(regulation, "") if code else "")

    return PaperForms(
        **{name: form(name, "regulation") for name in VOUCHER_FORMS},
        **{name: form(name, "books_regulation") for name in BOOK_FORMS},
    )


def _habits(told: Mapping[str, Any]) -> VoucherHabits:
    usual = asdict(VoucherHabits())
    return VoucherHabits(**{name: bool(told.get(name, value)) for name, value in usual.items()})
