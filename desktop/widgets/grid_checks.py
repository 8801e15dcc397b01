"""What is wrong with the rows of an entry grid: their own cells, the page's check, the book's refusal."""

from collections.abc import Callable, Iterable, Mapping

from desktop.widgets.grid_cells import GridRow

Check = Callable[[GridRow], Mapping[str, str]]


class Judge:
    """Judges rows once and remembers; what a row still lacks is not held against the resting one."""

    def __init__(self, check: Check | None) -> None:
        self.resting_row = -1  # the row being filled in
        self._check = check
        self._told: dict[int, Mapping[str, str]] = {}
        self._found: dict[int, Mapping[str, str]] = {}

    def problems(self, number: int, row: GridRow) -> Mapping[str, str]:
        """What is wrong with a row: column key ("" for the row) -> sentence."""
        if number not in self._found:
            self._found[number] = self._judge(number, row)
        return self._found[number]

    def tell(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """Take over what the book refused."""
        self._told = dict(problems)
        self._found.clear()

    def forget(self, rows: Iterable[int]) -> None:
        """Judge these rows again when asked."""
        for number in rows:
            self._found.pop(number, None)

    def changed(self, rows: Iterable[int]) -> None:
        """Forget about rows that were typed into, the book's refusal too."""
        for number in rows:
            self._found.pop(number, None)
            self._told.pop(number, None)

    def start_over(self) -> None:
        """Forget everything: rows came or went."""
        self._told.clear()
        self._found.clear()

    def _judge(self, number: int, row: GridRow) -> Mapping[str, str]:
        found = {key: cell.problem for key, cell in row.cells.items() if cell.problem}
        if self._check is not None and number != self.resting_row and not row.is_blank:
            for key, sentence in self._check(row).items():
                found.setdefault(key, sentence)
        return {**found, **self._told.get(number, {})}
