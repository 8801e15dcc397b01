"""A scanned file as a process apart reads it: its pages arrive one by one, and it can be stopped."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from PIL import Image

from db import apart
from desktop.scans.pile import Why

PAGE_SECONDS = 30.0
"""A page that takes longer is not waited for, and its file is stopped."""

_CHILD = "desktop.scans.child"
_MOST_PIXELS = 2_400 * 2_400
_MOST_HEAD = 1 << 20
_TICK = 0.05


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a file, or why it or the rest of the file was not read.

    `codes` are pairs of digits and corners; `image` is None where the page was not read.
    """

    page: int
    pages: int
    why: Why = Why.NONE
    image: Image.Image | None = None
    codes: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()


class FileReading:
    """Reads a file from the moment it is made; a few pages are held ready."""

    def __init__(self, path: Path, seconds: float = PAGE_SECONDS) -> None:
        self._seconds = seconds
        self._ready: Queue[PageRead | Why] = Queue(maxsize=2)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                apart.command(_CHILD, str(path)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=apart.NO_WINDOW,
            )
        except OSError:  # memory or processes have run out
            self._ready.put(Why.NOT_STARTED)
            return
        out = self._process.stdout
        assert out is not None
        self._thread = Thread(
            target=self._receive, args=(out,), name=f"scan {path.name}", daemon=True
        )
        self._thread.start()

    def pages(self, tick: Callable[[], None]) -> Iterator[PageRead]:
        """The pages in order; `tick` is called again and again and may raise to stop it all."""
        last, pages = 0, 0
        waiting_since = time.monotonic()
        while True:
            tick()
            try:
                read = self._ready.get(timeout=_TICK)
            except Empty:
                if time.monotonic() - waiting_since < self._seconds:
                    continue
                self.stop()
                read = Why.TOO_LARGE
            if not isinstance(read, PageRead):
                if read is not Why.NONE:
                    yield PageRead(last + 1, max(pages, last + 1), read)
                return
            last, pages = read.page, read.pages
            yield read
            waiting_since = time.monotonic()

    def stop(self) -> None:
        """Kill the process, whatever it does, and take away what it left."""
        if self._process is None:
            return
        self._process.kill()
        while self._thread.is_alive():
            try:
                self._ready.get(timeout=_TICK)
            except Empty:
                continue
        self._process.wait()

    def _receive(self, out: IO[bytes]) -> None:
        """Take what the process says for what it is: words of a stranger."""
        why: Why | None = None
        with out:
            while why is None:
                try:
                    read = _message(out)
                except (ValueError, TypeError, KeyError, OSError):
                    read = Why.DAMAGED
                if isinstance(read, PageRead):
                    self._ready.put(read)
                else:
                    why = read
        self._ready.put(why)


def _message(out: IO[bytes]) -> PageRead | Why:
    line = out.readline(_MOST_HEAD)
    told: dict[str, Any] = json.loads(line)
    if "page" not in told:
        return Why(told["refused"])
    page, pages = int(told["page"]), int(told["pages"])
    if "refused" in told:
        return PageRead(page, pages, Why(told["refused"]))
    size = int(told["width"]), int(told["height"])
    if min(size) < 1 or size[0] * size[1] > _MOST_PIXELS:
        raise ValueError(size)
    pixels = out.read(size[0] * size[1])
    image = Image.frombytes("L", size, pixels)
    codes = tuple(
        (str(digits), tuple((float(x), float(y)) for x, y in corners))
        for digits, corners in told["codes"]
    )
    return PageRead(page, pages, image=image, codes=codes)
