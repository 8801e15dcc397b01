"""The books that can be printed of a supply: its card, the detailed book, the cards of all."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.pages.stock.card_reading import Place
from desktop.translation import _
from desktop.widgets.menu_button import MenuButton

Span = tuple[date, date]


class CardPapers(MenuButton):
    """Books of this year and the last one, on paper and as workbooks."""

    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("In sổ"), "printer", parent)
        self._context = context

    def show_supply(self, supply_id: int, name: str, store: Place | None) -> None:
        """Offer the books of a supply in a store, or in all."""
        store_id = store.store_id if store else None
        acts: list[tuple[str, Callable[[], object]] | None] = []
        this_year = self._context.clock.today().year
        for year in (this_year, this_year - 1):
            acts += [None] if acts else []
            span = date(year, 1, 1), date(year, 12, 31)
            book = partial(self._print, supply_id, name, store_id, span)
            for words, do in (
                (_("Thẻ kho (S21-H), năm {year}"), partial(book, with_value=False)),
                (_("Sổ chi tiết (S22-H), năm {year}"), partial(book, with_value=True)),
                (_("Thẻ kho của mọi vật tư, năm {year}"), partial(self._print_all, store_id, span)),
            ):
                acts.append((words.format(year=year), do))
        self.offer(acts)

    def _print(
        self, supply_id: int, name: str, store_id: int | None, span: Span, *, with_value: bool
    ) -> None:
        from desktop.storeroom_printing import books_pdf, books_xlsx

        title = _("Sổ chi tiết {year}: {name}") if with_value else _("Thẻ kho {year}: {name}")
        asked = self._context.database, [supply_id], store_id, span
        self.paper_wanted.emit(
            title.format(name=name, year=span[0].year),
            partial(books_pdf, *asked, with_value=with_value),
            partial(books_xlsx, *asked, with_value=with_value),
        )

    def _print_all(self, store_id: int | None, span: Span) -> None:
        from desktop.storeroom_printing import all_cards_pdf, all_cards_xlsx

        asked = self._context.database, store_id, span
        title = _("Thẻ kho {year}: mọi vật tư").format(year=span[0].year)
        self.paper_wanted.emit(
            title, partial(all_cards_pdf, *asked), partial(all_cards_xlsx, *asked)
        )
