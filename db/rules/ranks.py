"""The order of people on paper: head, deputies, then everybody else."""

from db.text import fold

HEAD, DEPUTY, OTHER = 0, 1, 2
_HEADS = (
    "giam doc",
    "chanh ",
    "truong ",
    "phu trach",
    "quyen ",
    "q.",
    "vien truong",
    "hieu truong",
)
_DEPUTIES = ("pho ",)


def rank_of(title: str, head_title: str = "") -> int:
    """The rank that a title gives; `head_title` is the department's own word for its head."""
    words = fold(title) + " "
    if words.startswith(_DEPUTIES):
        return DEPUTY
    if words.startswith(_HEADS) or (head_title and words.strip() == fold(head_title)):
        return HEAD
    return OTHER
