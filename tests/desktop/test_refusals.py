"""Every refusal has its sentence."""

import inspect
from dataclasses import replace
from datetime import date

import pytest

from db import errors
from db.importers import errors as files
from desktop.refusals import sentence

DAY = date(2020, 2, 10)


def _shortage(*, in_the_way: tuple[str, ...], first_ok_on: date | None) -> errors.Shortage:
    return errors.Shortage(
        1,
        "KT01",
        "Khẩu trang N95",
        "cái",
        "Kho chính",
        DAY,
        DAY,
        20,
        50,
        in_the_way,
        first_ok_on,
        (0,),
    )


def test_no_refusal_is_without_a_sentence_of_its_own() -> None:
    kinds = [
        kind
        for module in (errors, files)
        for _name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, errors.DomainError) and kind is not errors.DomainError
    ]
    fallback = sentence.dispatch(errors.DomainError)
    assert [kind.__name__ for kind in kinds if sentence.dispatch(kind) is fallback] == []


def test_a_shortage_says_what_there_is() -> None:
    short = errors.StockShort((_shortage(in_the_way=(), first_ok_on=None),))
    assert sentence(short) == (
        "Không đủ Khẩu trang N95 ở Kho chính: cần 50 cái, ngày 10/02/2020 còn 20."
    )


def test_a_shortage_says_what_lies_there_past_its_date() -> None:
    one = replace(_shortage(in_the_way=(), first_ok_on=None), expired=30)
    assert sentence(errors.StockShort((one,))).endswith(
        "Trong kho còn 30 cái đã hết hạn, không cấp phát được."
    )


def test_a_shortage_on_a_later_day_names_the_vouchers_in_the_way() -> None:
    short = errors.StockShort(
        (_shortage(in_the_way=("XK 0003/2020",), first_ok_on=date(2020, 2, 12)),)
    )
    told = sentence(short)
    assert "XK 0003/2020" in told
    assert told.endswith("Sớm nhất có thể ghi ngày 12/02/2020.")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.FutureDay(date(2020, 2, 11), DAY, DAY), "Ngày 11/02/2020 chưa tới; hôm nay là 10/02/2020."),
        (errors.FutureDay(date(2026, 2, 11), DAY, date(2026, 2, 11)), "Ngày 11/02/2026 chưa tới: đây là sổ mẫu, trong sổ này hôm nay là 10/02/2020. Hãy ghi một ngày từ đó trở về trước; việc thật thì ghi ở sổ của cơ quan (Cài đặt, Sổ và sao lưu)."),
        (errors.FieldMissing("name"), "Còn thiếu tên."),
        (errors.AlreadyThere("supply", "KT01"), "Đã có vật tư “KT01”."),
        (errors.RefusedByBook("POSTED"), "Phiếu đã ghi sổ không sửa được; hãy dùng Hủy phiếu này hoặc Sửa phiếu."),
        (errors.StorageFailed("full", "x"), "Đĩa đã đầy; chưa có gì được ghi. Hãy giải phóng chỗ rồi làm lại."),
        (errors.FileNotSaved("busy", "tuần 6.pdf"), "Chưa ghi được tuần 6.pdf: chương trình khác đang mở tệp này; hãy đóng nó rồi làm lại."),
        (errors.AlreadyReversed("XK 0001/2020", "NK 0009/2020"), "Phiếu XK 0001/2020 đã được hủy bằng phiếu NK 0009/2020."),
    ],
)  # fmt: skip
def test_refusals_are_told_in_the_clerks_words(error: errors.DomainError, told: str) -> None:
    assert sentence(error) == told


def test_an_unknown_refusal_is_still_told() -> None:
    assert sentence(errors.DomainError("x")) == "Chương trình từ chối việc này: x."
