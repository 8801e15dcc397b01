"""Text of the fonts before Unicode: TCVN3 (.VnTime) and VNI, recognised and converted.

Which of them a workbook is in is decided by all its words together: a single word may be good
Vietnamese in several of them (VNI "Hoà" is "Hồ").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Encoding(StrEnum):
    """How the letters of a workbook are to be read."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3_BYTES = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9,
    "ă": 0xA8, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "â": 0xA9, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB,
    "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1,
    "ê": 0xAA, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6,
    "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE,
    "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4,
    "ô": 0xAB, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9,
    "ơ": 0xAC, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE,
    "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ư": 0xAD, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9,
    "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE, "đ": 0xAE,
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
}  # fmt: skip
_TCVN3 = {code: letter for letter, code in _TCVN3_BYTES.items()}
# What a mark letter of VNI adds to the vowel before it: circumflex or breve, and a tone.
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_VNI_LETTER = re.compile(f"[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)

_TONED = re.compile("(.)[\u0302\u0306\u031b]*[\u0300\u0301\u0303\u0309\u0323]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "ngh|ng|nh|gh|gi|g|kh|k|ch|c|ph|p|th|tr|t|qu|b|d|đ|h|l|m|n|r|s|v|x"
_RIMES = (
    "iêu|yêu|iê|yê|ươu|ươi|ươ|uôi|uô|uyê|uya|uyu|uây|uâ|uê|uơ|uy|oai|oay|oao|oeo|oa|oă|oe|oo"
    "|ia|ưa|ua|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIMES})(?:ch|c|m|ng|nh|n|p|t)?")
_WORD = re.compile(r"[^\s!-@\[-`{-~]+")
_UPPER_HALF = re.compile("[\u00a1-\u00ff]")
_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0]")
_ENOUGH_AMONG_UNICODE = 3


def encoding_of(texts: Iterable[str]) -> Encoding:
    """The encoding that makes Vietnamese of the most words; Unicode unless another is better."""
    words: set[str] = set()
    has_unicode = False
    for text in texts:
        if text.isascii():
            continue
        composed = unicodedata.normalize("NFC", text)
        if _UNICODE_ONLY.search(composed):
            has_unicode = True
        else:
            words.update(word for word in _WORD.findall(composed) if _tells(word))
    if not words:
        return Encoding.UNICODE
    scores = {encoding: _score(words, encoding) for encoding in Encoding}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] <= scores[Encoding.UNICODE]:
        return Encoding.UNICODE
    if has_unicode and scores[best] < _ENOUGH_AMONG_UNICODE:
        return Encoding.UNICODE
    return best


def to_unicode(text: str, encoding: Encoding, *, in_unicode: bool = False) -> str:
    """A cell's text in Unicode; one that has letters only Unicode has is left as it is.

    With `in_unicode`, for a workbook that is mostly Unicode, a cell is converted only where that
    alone makes sense of it.
    """
    if encoding is Encoding.UNICODE or text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if _UNICODE_ONLY.search(composed):
        return text
    if in_unicode:
        words = {word for word in _WORD.findall(composed) if _tells(word)}
        if _score(words, encoding) < len(words) or _score(words, Encoding.UNICODE) == len(words):
            return text
    return _in_capitals(text, _decode(composed, encoding))


def is_mostly_unicode(texts: Iterable[str]) -> bool:
    """Whether more of the texts are surely Unicode than are surely not."""
    sure = 0
    for text in texts:
        if text.isascii():
            continue
        composed = unicodedata.normalize("NFC", text)
        words = {word for word in _WORD.findall(composed) if _tells(word)}
        if _UNICODE_ONLY.search(composed):
            sure += 1
        elif words and _score(words, Encoding.UNICODE) < len(words):
            sure -= 1
    return sure > 0


def vietnamese_score(text: str) -> int:
    """Words of a text that are Vietnamese syllables, less those that are not; plain words aside."""
    words = {word for word in _WORD.findall(text) if _tells(word)}
    return _score(words, Encoding.UNICODE)


def legacy_score(text: str) -> int:
    """The same of a text read as TCVN3 or as VNI, whichever is better."""
    words = {word for word in _WORD.findall(text) if _tells(word)}
    return max(_score(words, Encoding.TCVN3), _score(words, Encoding.VNI))


def _tells(word: str) -> bool:
    """Whether a word says something about its encoding."""
    return len(word) > 1 and _UPPER_HALF.search(word) is not None


def _score(words: Iterable[str], encoding: Encoding) -> int:
    return sum(1 if _is_syllable(_decode(word, encoding)) else -1 for word in words)


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word.lower())
    if len(tones := _TONED.findall(marks)) > 1 or any(base not in "aeiouy" for base in tones):
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def _decode(text: str, encoding: Encoding) -> str:
    if encoding is Encoding.TCVN3:
        return text.translate(_TCVN3)
    if encoding is Encoding.VNI:
        return _from_vni(text)
    return text


def _from_vni(text: str) -> str:
    decoded: list[str] = []
    at = 0
    for pair in _VNI_PAIR.finditer(text):
        decoded.append(_VNI_LETTER.sub(_vni_letter, text[at : pair.start()]))
        vowel, mark = pair.groups()
        decoded.append(_VNI_LETTER.sub(_vni_letter, vowel) + _VNI_MARKS[mark.lower()])
        at = pair.end()
    decoded.append(_VNI_LETTER.sub(_vni_letter, text[at:]))
    return unicodedata.normalize("NFC", "".join(decoded))


def _vni_letter(found: re.Match[str]) -> str:
    return _same_case(found[0], _VNI_LETTERS)


def _same_case(letter: str, table: Mapping[str, str]) -> str:
    new = table[letter.lower()]
    return new.upper() if letter.isupper() else new


def _in_capitals(before: str, after: str) -> str:
    """Give back the capitals of a TCVN3 capital font: typed CéNG, meant CỘNG."""
    plain = [letter for letter in before if letter.isascii() and letter.isalpha()]
    if not plain or any(letter.islower() for letter in plain):
        return after
    has_inner_capital = any(
        letter.isascii() and letter.isupper() for word in before.split() for letter in word[1:]
    )
    return after.upper() if has_inner_capital else after
