"""The books of the store: Thẻ kho (S21-H) in pieces, Sổ chi tiết (S22-H) in pieces and value."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from db.queries.stock_books import StockBook
from desktop.papers import fonts, working
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, local_day, long_day
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.form_head import form_head
from desktop.papers.grid import Grid, grid_table
from desktop.papers.office import OfficeIdentity, PaperForm, Signature
from desktop.papers.stock_rows import book_measure, card_grid, detail_grid

CARD_TITLE = "THẺ KHO (SỔ KHO)"
DETAIL_TITLE = "SỔ CHI TIẾT NGUYÊN LIỆU, VẬT LIỆU, CÔNG CỤ, DỤNG CỤ, SẢN PHẨM, HÀNG HÓA"
ALL_STORES = "Tất cả các kho"


def stock_cards(books: Sequence[StockBook], office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write stock cards (S21-H), each on pages of its own."""
    told = ("Thủ kho", office.storekeeper)
    make = _Maker(office, printed_at, CARD_TITLE, office.forms.card, card_grid, told)
    return make.write(books, is_wide=False)


def detail_books(books: Sequence[StockBook], office: OfficeIdentity, printed_at: datetime) -> bytes:
    """Write the detailed books (S22-H), each on pages of its own."""
    told = ("Người ghi sổ", office.preparer)
    make = _Maker(office, printed_at, DETAIL_TITLE, office.forms.detail, detail_grid, told)
    return make.write(books, is_wide=True)


def span_of(book: StockBook) -> str:
    """The period as a book's title has it: a whole year by its number."""
    first, last = book.from_on, book.to_on
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return f"Năm {first.year}"
    return f"Từ ngày {day(first)} đến ngày {day(last)}"


class _Maker:
    """Writes books of one kind; `keeper` is who signs first."""

    def __init__(
        self,
        office: OfficeIdentity,
        printed_at: datetime,
        title: str,
        form: PaperForm,
        grid_of: Callable[[StockBook], Grid],
        keeper: tuple[str, str],
    ) -> None:
        self._office, self._title, self._form, self._grid_of = office, title, form, grid_of
        self._printed_on = local_day(printed_at)
        self._around = working.around_plain(working.printed_at_line(office, printed_at))
        self._signers = (
            Signature((keeper[0],), keeper[1]),
            Signature(("Kế toán trưởng",), office.accountant),
            Signature(("Thủ trưởng đơn vị", "(Ký, họ tên, đóng dấu)")),
        )

    def write(self, books: Sequence[StockBook], *, is_wide: bool) -> bytes:
        fonts.use(self._office.typeface)
        name = f"{self._title.capitalize()} {books[0].name}" if len(books) == 1 else self._title
        return write_pdf(
            [self._part(book, is_wide=is_wide) for book in books], name, self._office.office
        )

    def _dated(self, book: StockBook) -> date:
        """The last day of the book, or the day of printing while its year is not over."""
        return min(book.to_on, self._printed_on)

    def _part(self, book: StockBook, *, is_wide: bool) -> Part:
        """The pages of a book, which say how many they are."""

        def pages(count: int) -> Part:
            return Part(
                self._pieces(book, WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH, count),
                self._around,
                is_wide=is_wide,
                bottom=working.BOTTOM,
                reserved=working.FOOT,
                outline=f"{book.code} {book.name}",
            )

        first = pages(1)
        return first if len(first.pages) == 1 else pages(len(first.pages))

    def _pieces(self, book: StockBook, room: float, pages: int) -> list[Piece]:
        table, laid = grid_table(self._grid_of(book), size=9.5, head_size=9.5, least=15)
        rows = table.pieces(laid)
        keep_with(rows, 2)
        told = (
            f"- Tên, nhãn hiệu, quy cách, phẩm chất: {book.name}",
            f"- Mã số: {book.code}   Đơn vị tính: {book_measure(book).name}   Kho: {book.store or ALL_STORES}",
        )
        ends = (
            f"- Sổ này có {pages:02d} trang, đánh số từ trang 01 đến trang {pages:02d}.",
            f"- Ngày mở sổ: {day(book.from_on)}",
        )
        office = self._office
        return [
            form_head(office, self._form, room=room),
            *working.titles(self._title, (), [span_of(book)], room),
            working.gap(),
            *(p for t in told for p in paragraph(t, working.PLAIN, room, keeps_next=True)),
            working.gap(),
            *rows,
            *(p for t in ends for p in paragraph(t, working.PLAIN, room, keeps_next=True)),
            working.signers(
                self._signers, room, f"{office.place}, ngày {long_day(self._dated(book))}"
            ),
        ]
