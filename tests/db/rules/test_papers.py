"""What a page is filed under is read back as it was made."""

import pytest

from db.rules.papers import Subject, list_subject, parse_subject, slips_subject, voucher_subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (voucher_subject(12), Subject(voucher_ids=(12,))),
        (voucher_subject(12, 13), Subject(voucher_ids=(12, 13))),
        (list_subject(3, 7), Subject(distribution_id=3, department_id=7)),
        (slips_subject(3, 4), Subject(distribution_id=3, per_page=4)),
        (
            slips_subject(3, 4, {12, 5}),
            Subject(distribution_id=3, per_page=4, voucher_ids=(5, 12)),
        ),
        ("day:2020-02-03", Subject()),
    ],
)
def test_a_subject_says_what_it_was_made_of(text: str, subject: Subject) -> None:
    assert parse_subject(text) == subject
