"""Text in the fonts of before Unicode is recognised by all of it, and nothing else is touched."""

import csv
import unicodedata
from pathlib import Path

import pytest

from db.importers.legacy import Encoding, encoding_of, to_unicode
from db.importers.reading import read_pasted

SAMPLES = Path(__file__).parents[2] / "data" / "tcvn3_vni_samples.csv"
COLUMNS = {Encoding.TCVN3: "tcvn3_seen_as_cp1252", Encoding.VNI: "vni_seen_as_cp1252"}


def samples() -> list[dict[str, str]]:
    with SAMPLES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("encoding", COLUMNS)
def test_every_sample_is_decoded_exactly(encoding: Encoding) -> None:
    rows = samples()
    assert len(rows) == 45
    decoded = [to_unicode(row[COLUMNS[encoding]], encoding) for row in rows]
    assert decoded == [row["unicode"] for row in rows]


@pytest.mark.parametrize("encoding", COLUMNS)
def test_the_samples_tell_their_encoding(encoding: Encoding) -> None:
    assert encoding_of(row[COLUMNS[encoding]] for row in samples()) is encoding


def test_unicode_is_never_touched() -> None:
    texts = [row["unicode"] for row in samples()]
    for form in ("NFC", "NFD"):
        shown = [unicodedata.normalize(form, text) for text in texts]
        assert encoding_of(shown) is Encoding.UNICODE
        for encoding in COLUMNS:
            for text in shown:
                if any(c in text for c in "ăđơưĂĐƠƯ") or "\u1ea0" <= max(text) <= "\u1ef9":
                    assert to_unicode(text, encoding) == text


def test_names_with_western_letters_only_stay_unicode() -> None:
    names = ["Hoà", "Trà", "Hà Công", "Lê Vân", "Bùi Thanh Tùng", "Hoàng Kim Thúy"]
    assert encoding_of([*names, "Họ và tên"]) is Encoding.UNICODE
    assert encoding_of(names) is Encoding.UNICODE


def test_signs_of_a_catalogue_are_no_old_font() -> None:
    texts = ["Cồn 70°", "50 µm", "5 × 10 cm", "±2", "© 2020", "Gel ½ lít", "½"]
    assert encoding_of(texts) is Encoding.UNICODE


def test_a_word_that_is_good_in_two_encodings_follows_the_rest() -> None:
    assert encoding_of(["Hoà"]) is Encoding.UNICODE
    rest = ["Thaønh phoá Hoà Chí Minh", "Soá löôïng", "Hoï vaø teân"]
    assert encoding_of([*rest, "Hoà"]) is Encoding.VNI
    assert to_unicode("Hoà", Encoding.VNI) == "Hồ"


def test_the_soft_hyphen_is_a_letter() -> None:
    assert to_unicode("Thñ tr\u00ad\u00ebng", Encoding.TCVN3) == "Thủ trưởng"


def test_capital_fonts_give_capitals() -> None:
    typed = "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM"
    assert to_unicode(typed, Encoding.TCVN3) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert to_unicode("T« Hµ", Encoding.TCVN3) == "Tô Hà"


def test_a_few_old_cells_in_a_workbook_of_unicode_are_converted_and_no_others() -> None:
    sheet = read_pasted(
        "Họ và tên\tPhòng\nNguyÔn ThÞ H\u00ad\u00eang\tPhßng B¸o chÝ\nTrần Văn Hoà\tThanh tra\n"
        "Lê Hà\tThanh tra\nĐỗ Thị Mỹ\tThanh tra\nPhạm Thị Sửu\tVăn phòng\n"
    )[0]
    assert sheet.rows[1] == ("Nguyễn Thị Hường", "Phòng Báo chí")
    assert [row[0] for row in sheet.rows[2:]] == [
        "Trần Văn Hoà",
        "Lê Hà",
        "Đỗ Thị Mỹ",
        "Phạm Thị Sửu",
    ]
