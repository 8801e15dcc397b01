"""Counts as they are typed on the command line or stand in a CSV."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desktop.cli_shared import refuse

if TYPE_CHECKING:
    from db.database import Database
    from db.queries.count_candidates import CountCandidate
    from db.queries.counting import CountLine
    from db.services.counting import Count

_COLUMNS = {
    "code": ("ma", "ma vat tu", "ma so", "code"),
    "lot": ("lo", "so lo", "lot"),
    "counted": ("so luong", "dem duoc", "kiem ke", "thuc te", "quantity", "counted"),
    "poor": ("kem", "kem pham chat", "poor"),
    "spoiled": ("mat", "mat pham chat", "spoiled"),
    "reason": ("ly do", "ghi chu", "reason"),
}


def moment_told(text: str) -> datetime:
    """A moment where the clerk sits; a day alone stands for its end."""
    try:
        if "T" in text or " " in text:
            return datetime.fromisoformat(text).astimezone()
        return datetime.combine(date.fromisoformat(text), time.max).astimezone()
    except ValueError:
        raise typer.BadParameter(
            f"{text}: viết theo dạng YYYY-MM-DD hoặc YYYY-MM-DDTHH:MM"
        ) from None


def typed_as(text: str, reason: str) -> dict[str, str]:
    """A count typed as CODE=QTY or CODE/LOT=QTY."""
    thing, equals, counted = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text}: viết theo dạng CODE=QTY")
    code, _, lot = thing.partition("/")
    return {"code": code, "lot": lot, "counted": counted, "reason": reason}


def typed_in(path: Path, reason: str) -> list[dict[str, str]]:
    """The rows of a CSV, by what their heads mean; those without a count are left out."""
    from db.text import fold

    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    heads = [fold(cell) for cell in next(rows, [])]
    places = {
        key: heads.index(name) for key, names in _COLUMNS.items() for name in names if name in heads
    }
    if not {"code", "counted"} <= places.keys():
        refuse(f"{path.name}: cần các cột mã và số lượng.")
    found = []
    for row in rows:
        cells = {key: row[at].strip() for key, at in places.items() if at < len(row)}
        if cells.get("code") and cells.get("counted"):
            found.append({**cells, "reason": cells.get("reason") or reason})
    return found


def count_told(lines: Sequence["CountLine"], typed: dict[str, str]) -> "Count":
    """A typed count on its line. Raises NotFound."""
    from db.errors import NotFound
    from db.services.counting import Count
    from desktop.widgets.quantity import PackChoice, QuantityUnclear, parse_quantity

    code, lot = typed["code"].strip(), typed.get("lot", "").strip()
    of_code = [line for line in lines if line.code.casefold() == code.casefold()]
    found = [line for line in of_code if not lot or line.lot.casefold() == lot.casefold()]
    if len(found) > 1:
        lots = ", ".join(line.lot for line in found)
        refuse(f"{code} được đếm theo lô; hãy ghi {code}/LÔ (các lô: {lots}).")
    if not found:
        raise NotFound("supply", f"{code}/{lot}" if lot else code)
    line = found[0]
    packs = [PackChoice(None, name, size) for name, size in (*line.packs, (line.unit, 1))]

    def pieces(key: str) -> int:
        return parse_quantity(typed.get(key) or "0", packs, least=0).pieces

    try:
        return Count(
            line.line_id,
            pieces("counted"),
            pieces("poor"),
            pieces("spoiled"),
            typed.get("reason") or line.reason,
            line.counted_at,
        )
    except QuantityUnclear as error:
        refuse(f"{code}: {error}")


def candidate_told(book: "Database", stocktake_id: int, thing: str) -> "CountCandidate":
    """What CODE or CODE/LOT names of what a count has no line for. Raises CountedAlready, NotFound."""
    from db.errors import CountedAlready, NotFound
    from db.queries.count_candidates import count_candidates
    from db.queries.counting import count_lines

    def named(row: "CountCandidate | CountLine") -> tuple[str, str]:
        return row.code.casefold(), row.lot.casefold()

    code, _, lot = (part.strip().casefold() for part in thing.partition("/"))
    for found in book.ask(count_candidates, stocktake_id):
        if named(found) == (code, lot):
            return found
    for line in book.ask(count_lines, stocktake_id):
        if named(line)[0] == code and lot in ("", named(line)[1]):
            raise CountedAlready(line.title)
    raise NotFound("supply", thing)
