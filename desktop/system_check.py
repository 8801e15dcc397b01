"""What this computer lacks before Qt may open a window, named with the package that has it.

Standard library only: it runs before anything is installed and before Qt is loaded.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# Shared object -> the Debian package that has it.
QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
POSTGRESQL = "postgresql"


def obstacle() -> str | None:
    """Why no window can open here, in one sentence of each language; None if it can."""
    if not sys.platform.startswith("linux"):
        return None
    needed = QT | X11 if _platform() == "xcb" else QT
    if absent := missing(needed):
        return _missing_sentence(absent)
    return None if _has_display() else _no_display_sentence()


def missing(libraries: dict[str, str]) -> dict[str, str]:
    """Those of `libraries` that can't be loaded."""
    return {name: package for name, package in libraries.items() if not _loads(name)}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _platform() -> str:
    """Where Qt would draw: as it was told, else a Wayland session, else X11; empty for nowhere."""
    told = os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if told:
        return told
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if os.environ.get("DISPLAY") else ""


def _has_display() -> bool:
    platform = _platform()
    if platform != "xcb":
        return bool(platform)
    # Qt aborts the process when nobody listens at DISPLAY, so ask in the way it will.
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _missing_sentence(absent: dict[str, str]) -> str:
    named = ", ".join(f"{library} ({package})" for library, package in absent.items())
    install = "sudo apt-get install " + " ".join(absent.values())
    return (
        f"Máy thiếu thư viện hệ thống {named}; trên Debian hoặc Ubuntu hãy chạy: {install}\n"
        f"System libraries are missing: {named}; on Debian or Ubuntu run: {install}"
    )


def _no_display_sentence() -> str:
    beside = Path(sys.executable).with_name("haucan")
    here = Path.cwd()
    command = str(beside.relative_to(here)) if beside.is_relative_to(here) else "haucan"
    return (
        "Máy không có màn hình nên không mở được cửa sổ;"
        f" để xem một tuần làm việc không cần màn hình, hãy chạy: {command} demo THƯ_MỤC\n"
        "There is no display to open a window on;"
        f" to see a clerk's week without one, run: {command} demo DIR"
    )


def _has_postgresql() -> bool:
    return bool(shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def _may_install() -> bool:
    """On CI, where root starts from a bare machine; never on somebody's own."""
    is_ci = os.environ.get("CI") == "true"
    return is_ci and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: Iterable[str]) -> None:
    print("apt-get install", *packages, file=sys.stderr)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    get = ["apt-get", "install", "-qq", "--no-install-recommends", *packages]
    subprocess.run(get, check=True, env=quiet, stdout=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Check for `make run` (a window) or `make test` (none, but PostgreSQL under CI)."""
    parser = argparse.ArgumentParser(prog="system_check", description=main.__doc__)
    parser.add_argument("purpose", choices=("run", "test"))
    is_test = parser.parse_args(arguments).purpose == "test"
    if not sys.platform.startswith("linux"):
        return 0
    if _may_install():
        wanted = list(missing(QT if is_test else QT | X11).values())
        if is_test and not _has_postgresql():
            wanted.append(POSTGRESQL)
        if wanted:
            _install(wanted)
    if is_test:
        absent = missing(QT)
        sentence = _missing_sentence(absent) if absent else None
    else:
        sentence = obstacle()
    if sentence:
        print(sentence, file=sys.stderr)
    return 1 if sentence else 0


if __name__ == "__main__":
    sys.exit(main())
