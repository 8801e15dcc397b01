"""What a printed page is filed under: the one place that makes and reads a page's subject."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """The round or the issues that a page is about.

    A round's list is of one department; its slips are printed so many to a page.
    """

    distribution_id: int | None = None
    department_id: int | None = None
    per_page: int | None = None
    voucher_ids: tuple[int, ...] = ()


def voucher_subject(*voucher_ids: int) -> str:
    """The signing list of an issue, or of several in one running list."""
    return f"voucher:{','.join(map(str, voucher_ids))}"


def list_subject(distribution_id: int, department_id: int) -> str:
    """A department's signing list of a round."""
    return f"distribution:{distribution_id}:{department_id}"


def slips_subject(distribution_id: int, per_page: int) -> str:
    """The slips of a round, so many to a page: each layout is a paper of its own."""
    return f"distribution:{distribution_id}:slips:{per_page}"


def parse_subject(text: str) -> Subject:
    """What a subject says; an empty one where it is of another kind of paper."""
    match text.split(":"):
        case ["voucher", numbers]:
            return Subject(voucher_ids=tuple(map(int, numbers.split(","))))
        case ["distribution", number, "slips", per_page]:
            return Subject(distribution_id=int(number), per_page=int(per_page))
        case ["distribution", number, department]:
            return Subject(distribution_id=int(number), department_id=int(department))
        case _:
            return Subject()
