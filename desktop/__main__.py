"""`haucan`: the window when no command is given, else the command line, which never loads Qt."""

import multiprocessing
import sys
from importlib import import_module

from db.apart import ARGUMENT as APART


def main() -> None:
    """Open the window or carry out a command, and leave with its exit code."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments[:1] == [APART]:  # a frozen program parses files in a copy of itself
        import_module(arguments[1]).main()
        return
    if arguments and not _only_names_a_book(arguments):
        from desktop.cli import cli

        cli(prog_name="haucan")
        return
    from desktop.system_check import obstacle

    if (sentence := obstacle()) is not None:
        sys.exit(sentence)
    from desktop.app import run

    sys.exit(run(_book(arguments)))


def _only_names_a_book(arguments: list[str]) -> bool:
    return (len(arguments) == 2 and arguments[0] == "--db") or (
        len(arguments) == 1 and arguments[0].startswith("--db=")
    )


def _book(arguments: list[str]) -> str | None:
    return arguments[-1].removeprefix("--db=") if arguments else None


if __name__ == "__main__":
    main()
