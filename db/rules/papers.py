"""What a printed page is filed under: the one place that makes and reads a page's subject."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Subject:
    """The round, the issues or the hand-over that a page is about; a slip may be of the first two.

    A round's list is of one department; its slips are printed so many to a page, each with what
    the issues gave to its person.
    """

    distribution_id: int | None = None
    department_id: int | None = None
    per_page: int | None = None
    voucher_ids: tuple[int, ...] = ()
    handover_id: int | None = None


def voucher_subject(*voucher_ids: int) -> str:
    """The signing list of an issue, or of several in one running list."""
    return f"voucher:{','.join(map(str, voucher_ids))}"


def handover_subject(voucher_id: int) -> str:
    """The record of a hand-over, by its voucher."""
    return f"handover:{voucher_id}"


def round_subjects(distribution_id: int) -> str:
    """What the subjects of all papers of a round begin with."""
    return f"distribution:{distribution_id}:"


def list_subject(distribution_id: int, department_id: int) -> str:
    """A department's signing list of a round."""
    return f"{round_subjects(distribution_id)}{department_id}"


def slips_subject(distribution_id: int, per_page: int, voucher_ids: Collection[int] = ()) -> str:
    """The slips of a round, so many to a page: each layout is a paper of its own.

    So are slips with the goods of issues.
    """
    goods = f":goods:{','.join(map(str, sorted(voucher_ids)))}" if voucher_ids else ""
    return f"{round_subjects(distribution_id)}slips:{per_page}{goods}"


@lru_cache(maxsize=4_096)
def parse_subject(text: str) -> Subject:
    """What a subject says; an empty one where it is of another kind of paper."""
    match text.split(":"):
        case ["voucher", numbers]:
            return Subject(voucher_ids=_ids(numbers))
        case ["handover", number]:
            return Subject(handover_id=int(number))
        case ["distribution", number, "slips", per_page]:
            return Subject(distribution_id=int(number), per_page=int(per_page))
        case ["distribution", number, "slips", per_page, "goods", numbers]:
            return Subject(int(number), per_page=int(per_page), voucher_ids=_ids(numbers))
        case ["distribution", number, department]:
            return Subject(distribution_id=int(number), department_id=int(department))
        case _:
            return Subject()


def _ids(numbers: str) -> tuple[int, ...]:
    return tuple(map(int, numbers.split(",")))
