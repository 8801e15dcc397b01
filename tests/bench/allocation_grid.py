"""From a key to the totals in the grid of an allocation: 322 wards, 24 districts, 6 leaflets.

Run: python -m tests.bench.allocation_grid; prints the median and the worst of 200 keys in ms.
"""

import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.clock import FixedClock
from db.migrate import create_book
from db.services.leaflets import LeafletFields, save_leaflet
from desktop.context import Context
from desktop.pages.leaflets.allocations import Allocations
from desktop.settings import Settings
from desktop.tasks import Tasks
from desktop.theme import Theme

LEAFLETS, KEYS = 6, 200


def main() -> None:
    """Type figures of wards by keys and say how long each took to stand in the sums."""
    app = QApplication([])
    clock = FixedClock(datetime(2020, 2, 28, 1, 0, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        book = create_book(Path(folder) / "book.db", clock=clock)
        for n in range(1, LEAFLETS + 1):
            book.do(save_leaflet, LeafletFields(f"TR{n:02d}", f"Tờ bướm {n}"), told={})
        tasks = Tasks(book)
        context = Context(
            database=book,
            tasks=tasks,
            settings=Settings(),
            clock=clock,
            navigate=lambda page, **target: None,
            notice=lambda *told: None,
            theme=Theme(app),
            open_book=lambda *_: None,
        )
        _measure(app, Allocations(context), tasks)
        tasks.close()
        book.close()


def _measure(app: QApplication, tab: Allocations, tasks: Tasks) -> None:
    tab.resize(1280, 800)
    tab.show()
    tab.begin.click()
    while not tasks.is_idle:
        app.processEvents()
    form = tab.form
    for n in range(LEAFLETS):
        form.body.portions.type_cell(n, "leaflet", f"TR{n + 1:02d}")
        form.body.portions.type_cell(n, "total", "100.000")
    form.body.head.bodies.setCurrentIndex(form.body.head.bodies.findData("wards"))
    form.body.shares.open_all(is_open=True)
    started = time.perf_counter()
    form.body.propose()
    print(f"proposal {1000 * (time.perf_counter() - started):.0f} ms")
    form.body.shares.edit_cell(1, form.body.shares.columns[-LEAFLETS].key)
    app.processEvents()
    _tell("ward: a digit", app, form.body.shares, Qt.Key.Key_1)
    _tell("ward: Enter", app, form.body.shares, Qt.Key.Key_Return)


def _focused(app: QApplication) -> QWidget:
    widget = app.focusWidget()
    assert widget is not None
    return widget


def _tell(words: str, app: QApplication, grid: object, key: Qt.Key) -> None:
    """The time of each key until everything it changed is painted."""
    times = []
    for _turn in range(KEYS):
        if key == Qt.Key.Key_Return:
            QTest.keyClick(_focused(app), Qt.Key.Key_2)
        goal = _focused(app)
        started = time.perf_counter()
        QTest.keyClick(goal, key)
        app.processEvents()
        times.append(1000 * (time.perf_counter() - started))
        if key != Qt.Key.Key_Return:
            QTest.keyClick(_focused(app), Qt.Key.Key_Return)
            app.processEvents()
    print(f"{words}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")


if __name__ == "__main__":
    main()
