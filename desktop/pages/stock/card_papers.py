"""The books that can be printed of a supply: its card, the detailed book, those of all supplies."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.pages.stock.card_reading import Place
from desktop.translation import _
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.workbook import save_workbook

Span = tuple[date, date]


class CardPapers(MenuButton):
    """Books of this year and the last one, on paper and as workbooks."""

    paper_wanted = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("In sổ"), "printer", parent)
        self._context = context

    def show_supply(self, supply_id: int, name: str, store: Place | None) -> None:
        """Offer the books of a supply in a store, or in all."""
        store_id = store.store_id if store else None
        acts: list[tuple[str, Callable[[], object]] | None] = []
        this_year = self._context.clock.today().year
        for year in (this_year, this_year - 1):
            if acts:
                acts.append(None)
            span = date(year, 1, 1), date(year, 12, 31)
            book = partial(self._print, supply_id, name, store_id, span)
            acts += [
                (_("Thẻ kho (S21-H), năm {year}").format(year=year), book),
                (
                    _("Sổ chi tiết (S22-H), năm {year}").format(year=year),
                    partial(book, with_value=True),
                ),
                (
                    _("Thẻ kho của mọi vật tư, năm {year}").format(year=year),
                    partial(book, of_all=True),
                ),
                (
                    _("Excel: thẻ kho, năm {year}").format(year=year),
                    partial(self._save, supply_id, name, store_id, span),
                ),
                (
                    _("Excel: sổ chi tiết, năm {year}").format(year=year),
                    partial(self._save, supply_id, name, store_id, span, with_value=True),
                ),
            ]
        self.offer(acts)

    def _print(
        self,
        supply_id: int,
        name: str,
        store_id: int | None,
        span: Span,
        *,
        with_value: bool = False,
        of_all: bool = False,
    ) -> None:
        from desktop.storeroom_printing import all_cards_pdf, books_pdf

        title = _("Sổ chi tiết: {name}") if with_value else _("Thẻ kho: {name}")
        database = self._context.database
        work = (
            partial(all_cards_pdf, database, store_id, span)
            if of_all
            else partial(books_pdf, database, [supply_id], store_id, span, with_value=with_value)
        )
        shown = _("mọi vật tư") if of_all else name
        self.paper_wanted.emit(title.format(name=shown), work)

    def _save(
        self,
        supply_id: int,
        name: str,
        store_id: int | None,
        span: Span,
        *,
        with_value: bool = False,
    ) -> None:
        from desktop.storeroom_printing import books_xlsx

        make = partial(
            books_xlsx, self._context.database, [supply_id], store_id, span, with_value=with_value
        )
        title = _("Sổ chi tiết {name} {year}") if with_value else _("Thẻ kho {name} {year}")
        file = title.format(name=name, year=span[0].year).replace("/", "-")
        save_workbook(self._context, self, file, make)
