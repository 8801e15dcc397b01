"""The typeface: what it lacks is never a box, what is too wide is never cut."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from desktop.papers import fonts

TEXTS = st.text(st.sampled_from("aăâbcdđeêghikl mnoôơpqrstuưvxy ÀẢÃÁẠ, 1234.567"), max_size=80)


def test_decomposed_letters_are_drawn_as_whole_ones() -> None:
    assert fonts.shown(unicodedata.normalize("NFD", "Nguyễn Thị Hường")) == "Nguyễn Thị Hường"


def test_every_vietnamese_letter_is_in_the_typeface() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    letters = {unicodedata.normalize("NFC", v + tone) for v in vowels for tone in tones} | {"đ"}

    known = fonts.register()

    assert all(ord(c) in known for letter in letters for c in (letter, letter.upper()))


def test_a_letter_the_typeface_lacks_becomes_its_plain_form_or_a_question_mark() -> None:
    assert fonts.shown("𝐀n 华 ✓ ½") == "An ? x ½"


def test_what_cannot_be_seen_is_not_drawn() -> None:
    assert fonts.shown("An\u200b \u202eBình\x07\tHải") == "An Bình Hải"


def test_a_text_shrinks_before_it_wraps() -> None:
    name = "Trung tâm Công nghệ thông tin"
    at_ten = fonts.width(name, fonts.REGULAR, 10)

    assert fonts.fit(name, fonts.REGULAR, 10, at_ten).size == 10
    assert fonts.fit(name, fonts.REGULAR, 10, at_ten * 0.9).size == 9
    assert len(fonts.fit(name, fonts.REGULAR, 10, at_ten * 0.9).lines) == 1
    assert fonts.fit(name, fonts.REGULAR, 10, at_ten * 0.5).size == fonts.SMALLEST
    assert len(fonts.fit(name, fonts.REGULAR, 10, at_ten * 0.5).lines) > 1


@given(text=TEXTS, room=st.floats(20, 200), size=st.sampled_from([8.0, 10.0, 11.5]))
def test_a_fitted_text_keeps_every_letter_and_stays_in_its_room(
    text: str, room: float, size: float
) -> None:
    fitted = fonts.fit(text, fonts.REGULAR, size, room)

    drawn = "".join(line for line, _ in fitted.lines)
    assert drawn.replace(" ", "") == text.replace(" ", "")
    assert all(wide <= room + 0.1 for line, wide in fitted.lines if line.strip())
    assert fonts.SMALLEST <= fitted.size <= size
