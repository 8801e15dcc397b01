"""The fixed words of the book, free of the database so that screens and papers may use them."""

from enum import StrEnum


class VoucherKind(StrEnum):
    """What a voucher does to the stock."""

    RECEIPT = "receipt"
    ISSUE = "issue"
    TRANSFER = "transfer"
    WRITE_OFF = "write_off"
    RETURN = "return"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"


class Source(StrEnum):
    """Where the goods of a receipt came from; opening stock never counts as received."""

    PURCHASE = "purchase"
    SUPERIOR = "superior"
    DONATION = "donation"
    OPENING = "opening"
    OTHER = "other"


class Series(StrEnum):
    """A run of voucher numbers: into the store, out of it, single issues at the counter."""

    NK = "NK"
    XK = "XK"
    CL = "CL"


class Loss(StrEnum):
    """Why goods are written off."""

    DAMAGED = "damaged"
    LOST = "lost"
    EXPIRED = "expired"


class NormPeriod(StrEnum):
    """What a norm counts its pieces for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Limit(StrEnum):
    """What a voucher is looked at for before it is posted."""

    LATE = "late"
    OVER_NORM = "over_norm"
    TEN_TIMES = "ten_times"


class Strictness(StrEnum):
    """What happens to a voucher beyond a limit."""

    FREE = "free"
    WARN = "warn"
    BLOCK = "block"


class Waiting(StrEnum):
    """Where goods stand that were packed for somebody before they were handed out."""

    WAITING = "waiting"
    HANDED = "handed"
    RETURNED = "returned"


class CountState(StrEnum):
    """How far a stocktake is: being counted, its differences posted, or given up."""

    OPEN = "open"
    POSTED = "posted"
    DROPPED = "dropped"


class StaffCategory(StrEnum):
    """The four legal kinds of people of a department."""

    CADRE = "cadre"
    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"
    WORKER = "worker"


class DepartmentKind(StrEnum):
    """What a department is in the organisation."""

    LEADERSHIP = "leadership"
    DIVISION = "division"
    AFFILIATED = "affiliated"
    SECTION = "section"


class AbsenceKind(StrEnum):
    """Why somebody is away."""

    TRIP = "trip"
    LEAVE = "leave"
    ILLNESS = "illness"
    MATERNITY = "maternity"
    LONG_LEAVE = "long_leave"


class Urgency(StrEnum):
    """How fast a document has to go: nothing said, KHẨN, THƯỢNG KHẨN, HỎA TỐC."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    FLASH = "flash"


class DeliveryForm(StrEnum):
    """How a document reaches people."""

    PAPER = "paper"
    EMAIL = "email"
    SYSTEM = "system"
    MEETING = "meeting"


class Outcome(StrEnum):
    """What was decided about one person of a round."""

    OPEN = "open"
    SIGNED = "signed"
    REFUSED = "refused"
    EXCUSED = "excused"


class AckState(StrEnum):
    """Where one person of a round stands on a day, as papers and screens say it."""

    NOT_DELIVERED = "not_delivered"
    DELIVERED = "delivered"
    SIGNED = "signed"
    AWAY = "away"
    REFUSED = "refused"
    EXCUSED = "excused"


class ScanKind(StrEnum):
    """What a page that came back is: a list of several people, or the slip of one."""

    LIST = "list"
    SLIP = "slip"


class AgencyKind(StrEnum):
    """What an outside body is in the tree that leaflets go down."""

    DISTRICT = "district"
    WARD = "ward"
    BODY = "body"


class LeafletKind(StrEnum):
    """Tờ bướm, tờ gấp, tờ rơi, áp phích."""

    FLYER = "flyer"
    FOLDER = "folder"
    HANDBILL = "handbill"
    POSTER = "poster"


class SpreadBy(StrEnum):
    """What an allocation gives its leaflets out by."""

    EQUAL = "equal"
    WARDS = "wards"
    POPULATION = "population"
    HOUSEHOLDS = "households"
    WEIGHT = "weight"
    SHEET = "sheet"


class ReportForm(StrEnum):
    """How a daily report reached the Office."""

    PAPER = "paper"
    EMAIL = "email"
    SYSTEM = "system"
    PHONE = "phone"


class Punctuality(StrEnum):
    """Where a department stands with its report of a day."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    EXCUSED = "excused"
    WAITING = "waiting"
    NOT_DUE = "not_due"


class TakenAs(StrEnum):
    """What becomes of a daily report that came in a file."""

    NEW = "new"
    CORRECTION = "correction"
    UNCHANGED = "unchanged"


class IndicatorKind(StrEnum):
    """What an indicator says of a day: how many, or whether."""

    NUMBER = "number"
    YES_NO = "yes_no"


class AddedUp(StrEnum):
    """What several days of an indicator make together: their sum, or the last of them."""

    SUM = "sum"
    LAST = "last"


class BookFigure(StrEnum):
    """What the book itself knows of the days that a daily report covers."""

    MASKS_ISSUED = "masks_issued"
    MASKS_LEFT = "masks_left"
    SIGNED = "signed"
    LEAFLETS_PRINTED = "leaflets_printed"
    LEAFLETS_DISTRIBUTED = "leaflets_distributed"
    WEB_UPDATES = "web_updates"
    CASES_FOUND = "cases_found"
    CASES_STOPPED = "cases_stopped"
    CASES_HANDLED = "cases_handled"


class WebSource(StrEnum):
    """Whose news an update of the web site brings: Bộ Y tế, Sở Y tế, the Department's own."""

    MINISTRY = "ministry"
    HEALTH_DEPARTMENT = "health_department"
    OWN = "own"
    OTHER = "other"


class CaseState(StrEnum):
    """How far a case of false information is, by the days noted of it."""

    FOUND = "found"
    CHECKED = "checked"
    STOPPED = "stopped"
    HANDLED = "handled"
    DISMISSED = "dismissed"


class CopyCause(StrEnum):
    """What a copy of the book was made for."""

    DAY = "day"
    EXIT = "exit"
    UPGRADE = "upgrade"
    IMPORT = "import"
    CLOSE = "close"
    HAND = "hand"
