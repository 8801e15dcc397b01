"""The words of a slip, in the largest type that its room allows; what many slips share, laid once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from db.queries.acknowledging import PersonAck
from db.queries.round_papers import RoundSlips
from desktop.papers import fonts, official
from desktop.papers.citing import cited_briefly
from desktop.papers.figures import padded
from desktop.papers.flow import Block, Piece, TextStyle, paragraph
from desktop.papers.office import OfficeIdentity
from desktop.papers.signing_words import FORMS
from desktop.papers.slip_layout import LAYOUTS, WHOLE

PLEDGE = "Tôi cam kết thực hiện đúng nội dung văn bản"
MASK_PLEDGE = " và mang khẩu trang tại nơi làm việc, nơi công cộng"
_STEP = 0.5  # points by which words too long for their slip shrink


@dataclass(frozen=True, slots=True)
class SlipOptions:
    """How slips are printed; `pledges_mask` adds the mask to what the person pledges."""

    per_page: int = 2
    pledges_mask: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines one below another; those with a name are the same on every slip that has them."""

    name: str
    pieces: Sequence[Piece]
    height: float


class SlipWords:
    """The words of a round's slips of one size."""

    def __init__(self, paper: RoundSlips, office: OfficeIdentity, options: SlipOptions) -> None:
        self.layout = LAYOUTS[options.per_page]
        self._paper, self._office, self._options = paper, office, options
        self._room: float = self.layout.room * mm
        self._height: float = (self.layout.text_bottom - self.layout.text_top) * mm
        self._shared: dict[tuple[object, ...], Stack] = {}

    def of(self, person: PersonAck) -> tuple[Stack, ...]:
        """Head, person and rest, in type of 8 pt or more; on a page of its own however small."""
        size = self.layout.size
        least = _STEP if self.layout is WHOLE else fonts.SMALLEST
        stacks = self._stacks(person, size)
        while size > least and not self._is_low(stacks):
            size -= _STEP
            stacks = self._stacks(person, size)
        return stacks

    def fits(self, person: PersonAck) -> bool:
        """Whether all a person's slip says has its place on it."""
        return self._is_low(self.of(person))

    def _is_low(self, stacks: Sequence[Stack]) -> bool:
        return sum(stack.height for stack in stacks) <= self._height

    def _stacks(self, person: PersonAck, size: float) -> tuple[Stack, ...]:
        goods = tuple(self._paper.goods.get(person.staff_id, ()))
        plain = TextStyle(fonts.REGULAR, size, size * 1.2, size * 0.15, "left", 0)
        bold = replace(plain, face=fonts.BOLD)
        own = [
            *paragraph(f"Họ và tên: {person.name}", bold, self._room),
            *self._lines((f"Chức vụ: {person.title}",), plain),
            *self._lines((f"Phòng, đơn vị: {person.department}",), plain),
            *self._lines((f"Mã số: {person.code}",), plain),
        ]

        def rest() -> list[Piece]:
            return self._lines(self._rest(person), plain)

        return (
            self._kept(("head", size), lambda: self._head(bold)),
            _stack("", own),
            self._kept(("rest", size, person.form, goods), rest),
        )

    def _kept(self, key: tuple[object, ...], make: Callable[[], list[Piece]]) -> Stack:
        if key not in self._shared:
            self._shared[key] = _stack(f"shared{len(self._shared)}", make())
        return self._shared[key]

    def _lines(self, lines: Sequence[str], style: TextStyle) -> list[Piece]:
        return [piece for line in lines for piece in paragraph(line, style, self._room)]

    def _head(self, bold: TextStyle) -> list[Piece]:
        """The office's name, on a page of its own with the nation's beside it, and the title."""
        head, size = self._office.internal, bold.size
        name = " ".join([*head.issuer, *head.parent])
        above: list[Piece] = (
            [official.letterhead(replace(head, parent=(), issuer=(name,)), room=self._room)]
            if self.layout is WHOLE
            else paragraph(name, replace(bold, size=size - 1), self._room)
        )
        title = replace(bold, size=size + 2, leading=size * 1.5, before=size * 0.5, align="centre")
        return [*above, *paragraph("PHIẾU KÝ NHẬN", title, self._room), Block(height=size * 0.4)]

    def _rest(self, person: PersonAck) -> list[str]:
        """What was received and what is pledged."""
        form = FORMS[person.form]
        form = form[:1].lower() + form[1:]
        cited = [f"{cited_briefly(of)} ({form})" for of in self._paper.documents]
        lines = ["Đã nhận và nghiên cứu văn bản:", *_dashed(cited)]
        if goods := self._paper.goods.get(person.staff_id):
            lines.append("Đã nhận vật tư:")
            lines += _dashed([f"{of.name}: {padded(of.quantity)} {of.unit}" for of in goods])
        return [*lines, f"{PLEDGE}{MASK_PLEDGE if self._options.pledges_mask else ''}."]


def most_per_page(paper: RoundSlips, office: OfficeIdentity, options: SlipOptions) -> int:
    """How many slips, at most `per_page`, an A4 can have with all their words in 8 pt or more."""
    fonts.use(office.typeface)
    for count in sorted(LAYOUTS, reverse=True):
        if count <= options.per_page:
            words = SlipWords(paper, office, replace(options, per_page=count))
            if all(map(words.fits, paper.people)):
                return count
    return WHOLE.count


def _stack(name: str, pieces: Sequence[Piece]) -> Stack:
    return Stack(name, pieces, sum(piece.before + piece.height for piece in pieces))


def _dashed(texts: Sequence[str]) -> list[str]:
    return [f"- {text}{'.' if at == len(texts) else ';'}" for at, text in enumerate(texts, 1)]
