"""What stands on a printed Phiếu nhập kho or Phiếu xuất kho."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VoucherPaperLine:
    """A line as printed; quantities in the base unit, `amount` in whole đồng (0: no price).

    `asked` is the document's quantity of a receipt, the requested one of an issue.
    """

    code: str
    name: str
    unit: str
    asked: int | None
    quantity: int
    amount: int = 0
    lot_number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """A voucher as printed.

    `person` delivers a receipt or fetches an issue, `person_of` is the body or department he
    or she comes from. `document` names what a receipt goes by ("Hóa đơn"), with its number, day
    and issuer. `reversed_by` is the number of the voucher that reverses this one, `replaced_by`
    that of the one posted in its place.
    """

    is_receipt: bool
    number: str
    day: date
    store: str
    store_place: str
    person: str
    person_of: str
    reason: str
    lines: tuple[VoucherPaperLine, ...]
    document: str = ""
    document_number: str = ""
    document_on: date | None = None
    document_of: str = ""
    enclosed: int = 0
    reversed_by: str = ""
    reversal_reason: str = ""
    replaced_by: str = ""
