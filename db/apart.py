"""Files that may be hostile are parsed in a process of its own: how it is started, what it may use."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ARGUMENT = "--apart"
"""By it a frozen program knows that it is such a process; the module to run follows."""

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_ROOT = str(Path(__file__).parents[1])


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs the `main` of a module apart, from source or from a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT, module, *arguments]
    start = f"import sys; sys.path.insert(0, {_ROOT!r}); from {module} import main; main()"
    return [sys.executable, "-P", "-c", start, *arguments]


def limit(memory: int, seconds: int | None = None) -> None:
    """Cap memory and time where the system can; elsewhere the parent's clock is the limit."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
