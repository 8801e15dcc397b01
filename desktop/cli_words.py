"""Commands that know no book: numbers in words, people's names in their order."""

import re
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli_shared import refusals_told, refuse
from desktop.papers.words import Four, NumberStyle, Thousand, ZeroTen, amount_in_words, in_words


def words(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="Số nguyên, như 1234567, 1.234.567 hoặc -5.")
    ],
    zero_ten: Annotated[ZeroTen, typer.Option(help="105: một trăm lẻ năm.")] = "lẻ",
    thousand: Annotated[Thousand, typer.Option(help="1.000: một nghìn.")] = "nghìn",
    four: Annotated[Four, typer.Option(help="24: hai mươi tư.")] = "tư",
    skip_empty: Annotated[
        bool, typer.Option("--skip-empty", help="Bỏ “không nghìn” trong 700.000.231.")
    ] = False,
    money: Annotated[bool, typer.Option("--money", help="Số tiền: Một nghìn đồng chẵn.")] = False,
) -> None:
    """Đọc số thành chữ."""
    style = NumberStyle(zero_ten, thousand, four, reads_empty_groups=not skip_empty)
    whole = _whole(number)
    print(amount_in_words(whole, style) if money else in_words(whole, style))


def sort_names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp UTF-8, mỗi dòng một họ tên.")],
) -> None:
    """Xếp họ tên theo tên, họ, chữ đệm, đúng thứ tự chữ cái tiếng Việt."""
    from db.text import name_sort_key

    with refusals_told():
        try:
            lines = file.read_text("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            refuse(f"{file.name} không phải là tệp chữ UTF-8.")
    for name in sorted((line for line in lines if line.strip()), key=name_sort_key):
        print(name)


def _whole(text: str) -> int:
    """A whole number, with thousands dots or without."""
    if not re.fullmatch(r"[-\N{MINUS SIGN}]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)", text.strip()):
        raise typer.BadParameter(f"{text}: cần một số nguyên")
    return int(text.replace("\N{MINUS SIGN}", "-").replace(".", ""))
