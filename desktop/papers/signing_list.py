"""Danh sách ký nhận cấp phát: the list that people sign for what they got (papers.md 2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reportlab.lib.units import mm

from db.queries.signing import ListedPerson, ListedSupply, SigningList
from db.rules.codes import SIGNING_LIST, page_code
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, long_day, number, roman
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.signing_columns import columns, is_wide
from desktop.papers.signing_words import AWAY, norm_words
from desktop.papers.tables import Row, Span, Table
from desktop.papers.words import capitalised, in_words
from desktop.papers.working import PrintedPage, PrintedPaper

UNDERTAKING = "Người ký nhận cam kết mang khẩu trang tại nơi làm việc, nơi công cộng theo yêu cầu của Kế hoạch."


@dataclass(frozen=True, slots=True)
class SigningOptions:
    """How lists are printed.

    `undertaking` adds the sentence above the signers, `date_column` a column for the day it was
    received. A running list has all departments in a row, else each begins a page. Numbers
    restart in each department unless told otherwise.
    """

    undertaking: bool = False
    date_column: bool = False
    is_running: bool = False
    numbers_restart: bool = True
    round_number: int | None = None


def signing_lists(
    lists: Sequence[SigningList],
    office: OfficeIdentity,
    options: SigningOptions,
    printed_at: datetime,
) -> PrintedPaper:
    """Write the lists as one PDF; say whose signature belongs in which cell of which page."""
    parts, pages = signing_parts(lists, office, options, printed_at)
    return PrintedPaper(write_pdf(parts, "Danh sách ký nhận cấp phát", office.office), pages)


def signing_parts(
    lists: Sequence[SigningList],
    office: OfficeIdentity,
    options: SigningOptions,
    printed_at: datetime,
) -> tuple[list[Part], tuple[PrintedPage, ...]]:
    """The pages of the lists, to be written with others, and what is known of them."""
    fonts.use(office.typeface)
    groups = [list(lists)] if options.is_running else [[one] for one in lists]
    parts: list[Part] = []
    pages: list[PrintedPage] = []
    first = 1
    for group in groups:
        if not group:
            continue
        laid = _Layout(group, office, options)
        codes = partial(page_code, group[0].book, SIGNING_LIST, group[0].paper)
        name = laid.running_head
        told = working.printed_at_line(office, printed_at)
        part = Part(
            laid.pieces(first),
            working.around_signed(name, codes, told),
            is_wide=laid.is_wide,
            bottom=working.BOTTOM,
            reserved=working.STRIP,
            outline=name or "Danh sách ký nhận",
        )
        parts.append(part)
        at = laid.table.place_of("Ký nhận")
        pages += working.printed_pages(part, laid.table, at, group[0].paper, codes)
        if not options.numbers_restart:
            first += sum(len(one.people) for one in group)
    return parts, tuple(pages)


class _Layout:
    """One list, of one department or of several in a row."""

    def __init__(
        self, group: Sequence[SigningList], office: OfficeIdentity, options: SigningOptions
    ) -> None:
        self.group, self.office, self.options = group, office, options
        every = {s.supply_id: s for one in group for s in one.supplies}
        self.supplies: tuple[ListedSupply, ...] = tuple(every.values())
        self.is_wide = is_wide(len(self.supplies), has_date=options.date_column)
        self.room = WIDE_TEXT_WIDTH if self.is_wide else TEXT_WIDTH
        heads = [f"{supply.name} ({supply.unit})" for supply in self.supplies]
        self.table = Table(
            columns(heads, self.room / mm, has_date=options.date_column),
            size=11,
            least=working.SIGNED_ROW,
        )
        self.summing = Table(self.table.columns, size=11, least=7 * mm)
        self.signed = self.table.place_of("Ký nhận")
        names = Counter(person.name for one in group for person in one.people)
        self.same_names = {name for name, count in names.items() if count > 1}

    @property
    def running_head(self) -> str:
        """The department's name, which stands before the page number."""
        return self.group[0].department if len(self.group) == 1 else ""

    def pieces(self, first: int) -> list[Piece]:
        """The whole list, its first line numbered `first`."""
        rows = self._rows(first)
        keep_with(rows, 3 if len(self.group) == 1 else 4)  # two people, sums and signers
        return [*self._head(), *self.table.head, *rows, *self._end()]

    def _head(self) -> list[Piece]:
        one, room = self.group[0], self.room
        numbers = ", ".join(of.voucher_number for of in self.group)
        round_number = self.options.round_number
        which = f"Đợt {round_number:02d} – " if round_number else ""
        lines = []
        if len(self.group) == 1 and one.department:
            lines.append(f"Phòng, đơn vị: {one.department.upper()}")
        if one.norms:
            lines.append(f"Mức cấp: {norm_words(one.norms)}")
        if self.is_wide:  # low paper: the signers of a short list have to fit below it
            lines = ["     ".join(lines)]
        return [
            official.letterhead(self.office.internal, room=room),
            *working.titles(
                "DANH SÁCH",
                (
                    f"Ký nhận cấp phát {self._what()}",
                    f"{which}Ngày cấp {day(one.handed_on or one.day)}",
                ),
                (f"(Kèm theo Phiếu xuất kho số {numbers} ngày {long_day(one.day)})",),
                room,
            ),
            *(p for line in lines for p in paragraph(line, working.PLAIN, room, keeps_next=True)),
            working.gap(),
        ]

    def _what(self) -> str:
        """The one supply, or supplies in general."""
        if len(self.supplies) != 1:
            return "vật tư phòng, chống dịch"
        name = self.supplies[0].name
        return name[:1].lower() + name[1:] if name[1:2].islower() else name

    def _rows(self, first: int) -> list[Piece]:
        rows: list[Piece] = []
        for place, one in enumerate(self.group, start=1):
            if len(self.group) > 1:
                rows.append(self._group_row(place, one))
            if self.options.numbers_restart:
                first = 1
            rows += [self._row(at, person, one) for at, person in enumerate(one.people, first)]
            first += len(one.people)
            keep_with(rows, 1)
            rows.append(self._sum_row(f"Cộng: {number(len(one.people))} người", (one,)))
        if len(self.group) > 1:
            people = sum(len(one.people) for one in self.group)
            rows.append(self._sum_row(f"TỔNG CỘNG: {number(people)} người", self.group))
        return rows

    def _group_row(self, place: int, one: SigningList) -> Row:
        text = f"{roman(place)}. {one.department.upper()} ({number(len(one.people))} người)"
        row = self.summing.row((Span(text, len(self.table.columns)),), is_bold=True)
        row.keeps_next = True
        row.repeats = self.table.head
        return row

    def _row(self, at: int, person: ListedPerson, one: SigningList) -> Row:
        of_supply = dict(zip((s.supply_id for s in one.supplies), person.quantities, strict=True))
        quantities = [of_supply.get(supply.supply_id, 0) for supply in self.supplies]
        dated = [""] if self.options.date_column else []
        cells = (
            str(at),
            person.name,
            person.title,
            *map(number, quantities),
            *dated,
            "",
            self._note(person),
        )
        struck = None if any(quantities) else self.signed
        return self.table.row(cells, struck=struck, about=person.staff_id)

    def _note(self, person: ListedPerson) -> str:
        kind, _, reason = person.note.partition(":")
        note = f"Vắng: {AWAY.get(reason, reason)}" if kind == "away" else person.note
        code = person.code if person.name in self.same_names else ""
        return "; ".join(text for text in (code, person.duty_post, note) if text)

    def _sum_row(self, label: str, lists: Iterable[SigningList]) -> Row:
        sums = [self._sum(supply, lists) for supply in self.supplies]
        rest = [""] * (len(self.table.columns) - 3 - len(sums))
        row = self.summing.row((Span(label, 3), *map(number, sums), *rest), is_bold=True)
        row.repeats = self.table.head
        return row

    def _sum(self, supply: ListedSupply, lists: Iterable[SigningList]) -> int:
        return sum(
            person.quantities[at]
            for one in lists
            for at, listed in enumerate(one.supplies)
            if listed.supply_id == supply.supply_id
            for person in one.people
        )

    def _end(self) -> list[Piece]:
        """Sums in words, the undertaking, the signers."""
        pieces: list[Piece] = []
        for supply in self.supplies:
            total = self._sum(supply, self.group)
            words = capitalised(in_words(total, self.office.numbers))
            line = (
                f"{supply.name}: {number(total)} {supply.unit} (Bằng chữ: {words} {supply.unit})."
            )
            pieces += paragraph(line, working.STATED, self.room, keeps_next=True)
        if self.options.undertaking:
            pieces += paragraph(UNDERTAKING, working.STATED, self.room, keeps_next=True)
        first = self.group[0]
        dated = f"{self.office.place}, ngày {long_day(first.handed_on or first.day)}"
        return [*pieces, working.signers(self._signers(), self.room, dated)]

    def _signers(self) -> list[Signature]:
        office, one = self.office, self.group[0]
        chief = office.internal.signature
        found = [
            Signature(("NGƯỜI LẬP DANH SÁCH",), office.preparer),
            Signature(("NGƯỜI CẤP PHÁT",), office.storekeeper),
        ]
        title = one.head_title.upper()
        is_same = any(line.endswith(title) for line in chief.title) or (
            one.head_name != "" and one.head_name == chief.name
        )
        if len(self.group) == 1 and title and not is_same:
            found.append(Signature((title,), one.head_name))
        return [*found, chief]
