"""What every command shares: the book it opens, refusals, JSON and tables on standard output."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, NoReturn

import typer

from db.database import Database
from db.errors import DomainError

AsJson = Annotated[bool, typer.Option("--json", help="In đúng một tài liệu JSON.")]


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn a refusal into one sentence on standard error and exit code 1."""
    try:
        yield
    except DomainError as error:
        from desktop.labels import sentence

        refuse(sentence(error))
    except OSError as error:
        refuse(f"Không dùng được {error.filename or 'tệp'}: {error.strerror or error}.")


@contextmanager
def opened(context: typer.Context) -> Iterator[Database]:
    """Open the book that was chosen before the command."""
    from db.migrate import open_book
    from desktop.backups import tell_second_copy

    with refusals_told():
        book = open_book(context.obj.location)
        done: list[frozenset[str]] = []
        book.on_change.append(done.append)
        try:
            yield book
            if done:
                tell_second_copy(book)
        finally:
            book.close()


def store_id(book: Database, code: str) -> int:
    """The id of the store of this code. Raises NotFound."""
    from db.errors import NotFound
    from db.queries.catalogue import stores

    for row in book.ask(stores):
        if row.code.casefold() == code.strip().casefold():
            return row.store_id
    raise NotFound("store", code)


def progress() -> Callable[[int, int], None] | None:
    """A progress line on standard error, where somebody watches it."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{100 * done // max(total, 1):3d}%", end=end, file=sys.stderr, flush=True)

    return tell


def refuse(sentence: str) -> NoReturn:
    """Say why not on standard error and leave with exit code 1."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def iso_day(text: str) -> date:
    """Read a day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text}: ngày viết theo dạng YYYY-MM-DD") from None


def print_json(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_table(head: tuple[str, ...], rows: list[tuple[Any, ...]], right: set[str]) -> None:
    """Print a table; the columns named in `right` are aligned to the right."""
    from rich.console import Console
    from rich.table import Table

    from desktop.papers.figures import number

    table = Table(box=None, pad_edge=False)
    for title in head:
        table.add_column(title, justify="right" if title in right else "left")
    for row in rows:
        table.add_row(*(number(cell) if isinstance(cell, int) else str(cell) for cell in row))
    Console().print(table)
