"""Who the office is on its papers: names, letterheads, signers and habits, resolved for a date."""

from dataclasses import dataclass
from datetime import date

from desktop.papers.words import USUAL, NumberStyle


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the title in the lines it is printed in; no name where it is left for the hand."""

    title: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """One header profile: who issues, under whom, the issuer's symbol ("VP"), who signs."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    author: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class PaperForm:
    """The code and the regulation printed on a voucher or book; both may be empty."""

    code: str = ""
    regulation: str = ""


@dataclass(frozen=True, slots=True)
class PaperForms:
    """The forms in force on a day: four vouchers, and the three books of the store."""

    receipt: PaperForm = PaperForm()
    issue: PaperForm = PaperForm()
    loss: PaperForm = PaperForm()
    count: PaperForm = PaperForm()
    card: PaperForm = PaperForm()
    detail: PaperForm = PaperForm()
    summary: PaperForm = PaperForm()


@dataclass(frozen=True, slots=True)
class VoucherHabits:
    """What an office prints on vouchers: lot, expiry and source in columns, prices or none.

    `has_accounts` leaves room for the accounts (Nợ, Có), which the accountant writes.
    The head of the unit signs every issue; a receipt only where `head_signs_receipts`.
    """

    has_lot_columns: bool = False
    has_prices: bool = True
    head_signs_receipts: bool = False
    has_accounts: bool = False


@dataclass(frozen=True, slots=True)
class OfficeIdentity:
    """What papers say about the office; defaults are the settings of a new book.

    `internal` heads what stays in the agency, `department` what leaves it. `office` names the
    part of the agency that writes, `director` whom it reports to in sentences, `addressee` in
    full. `plan_words` follow the plan's day and hold {dịch} where the campaign stands. `layout`
    is "tt01", "nd30", or empty to go by the paper's date; `typeface` is "times" or empty.
    """

    internal: Letterhead
    department: Letterhead
    place: str
    agency: str
    office: str
    director: str
    addressee: str
    campaign: str
    campaign_short: str
    plan_symbol: str
    plan_on: date
    plan_words: str
    plan_name: str = "Kế hoạch"
    plan_number: str = ""
    recipients: tuple[str, ...] = ()
    preparer: str = ""
    storekeeper: str = ""
    accountant: str = ""
    budget_code: str = ""
    forms: PaperForms = PaperForms()
    vouchers: VoucherHabits = VoucherHabits()
    numbers: NumberStyle = USUAL
    shows_print_time: bool = True
    layout: str = ""
    typeface: str = ""
