"""Who the office is on its papers: names, letterheads, signers and habits, resolved for a date."""

from dataclasses import dataclass
from datetime import date

from desktop.papers.words import USUAL, NumberStyle

_CIRCULAR_107 = "(Ban hành kèm theo Thông tư số 107/2017/TT-BTC ngày 10/10/2017 của Bộ Tài chính)"


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
class VoucherForm:
    """The code and the regulation printed on a voucher; both may be empty."""

    code: str
    regulation: str = _CIRCULAR_107


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
    receipt_form: VoucherForm = VoucherForm("C30-HD")
    issue_form: VoucherForm = VoucherForm("C31-HD")
    numbers: NumberStyle = USUAL
    shows_print_time: bool = True
    layout: str = ""
    typeface: str = ""
