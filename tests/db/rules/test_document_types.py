"""A document's symbol tells its type."""

import pytest

from db.rules.document_types import type_of


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("362/KH-UBND", "Kế hoạch"),
        ("12/2020/QĐ-UBND", "Quyết định"),
        ("05/TTr-STTTT", "Tờ trình"),
        ("30/2020/NĐ-CP", "Nghị định"),
        ("442/SYT-NVY", "Công văn"),
        ("/KH-STTTT", "Kế hoạch"),
        ("362", ""),
        ("362/", ""),
        ("", ""),
    ],
)
def test_the_symbol_tells_the_type(number: str, expected: str) -> None:
    assert type_of(number) == expected
