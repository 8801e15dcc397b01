"""A round with printed sheets, and scans of them as the reading would give them."""

from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from db.database import Database
from db.kinds import AckState
from db.queries.acknowledging import people_of_round
from db.queries.returns import page_facts, page_people, signed_pages
from db.rules.codes import DOCUMENT_LIST, SIGNING_LIST, SLIP, page_code
from db.rules.papers import list_subject, slips_subject, voucher_subject
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.office import NewPage, record_pages
from db.services.staff import PersonFields, save_person
from desktop.scans.pile import ScannedRow, ScannedSheet, SheetKind, Why
from tests.db.world import World, feb

PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")
TODAY = feb(10)
CELL = (130.0, 60.0, 40.0, 12.0)  # of the first row, in mm
MARKS = [[31.5, 9.5], [193.5, 9.5], [31.5, 287.5], [193.5, 287.5]]
NAMES = [
    "Trần Thị Mỹ Hạnh",
    "Lê Quốc Huy",
    "Phạm Kim Lan",
    "Võ Đình Long",
    "Bùi Thanh Nga",
    "Đỗ Văn Phúc",
]


@dataclass
class Returned:
    """A round to everybody, and what was printed of it."""

    world: World
    number: int
    round_id: int = 0
    people: list[int] = field(default_factory=list)

    @property
    def book(self) -> Database:
        return self.world.book

    def add_people(self, count: int) -> list[int]:
        """Let more people serve in the office before the round begins."""
        made = [
            self.book.do(
                save_person,
                PersonFields(
                    f"CB{number:04d}",
                    NAMES[number % len(NAMES)],
                    self.world.office,
                    "Chuyên viên",
                ),
            )
            for number in range(101, 101 + count)
        ]
        self.people += made
        return made

    def begin(self) -> int:
        """Open the round."""
        plan = self.book.do(save_document, PLAN)
        self.round_id = self.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))
        return self.round_id

    def print_list(self, *pages: tuple[int, ...], paper: int = 1, subject: str = "") -> list[str]:
        """Remember the pages of a list; return their digits."""
        kind = SIGNING_LIST if subject else DOCUMENT_LIST
        subject = subject or list_subject(self.round_id, self.world.office)
        codes = [page_code(self.number, kind, paper, n) for n in range(1, len(pages) + 1)]
        new = [
            NewPage(code, paper, at, people, [MARKS, cells(len(people)), [30, 266, 16]])
            for at, (code, people) in enumerate(zip(codes, pages, strict=True), 1)
        ]
        self.book.keep(record_pages, kind, {paper: subject}, new)
        return codes

    def print_slip(self, staff_id: int) -> str:
        """Remember a person's slip; return its digits."""
        code = page_code(self.number, SLIP, 1, staff_id)
        page = NewPage(code, 1, staff_id, (staff_id,), [MARKS, cells(1), [30, 266, 16]])
        self.book.keep(record_pages, SLIP, {1: slips_subject(self.round_id, 2)}, [page])
        return code

    def print_masks(self, *people: int) -> str:
        """Give masks to people and remember the list they sign; return its digits."""
        self.world.receive(feb(3), 100)
        issues = [self.world.issue(feb(4), 5, staff=staff_id) for staff_id in people]
        return self.print_list(people, paper=7, subject=voucher_subject(*issues))[0]

    def scan(
        self, code: str, *signed: bool | None, page: int = 1, file: str = "quet.pdf"
    ) -> ScannedSheet:
        """A page as it was read, with what the ink of its cells says."""
        known = self.book.ask(signed_pages, [code])[code]
        people = self.book.ask(page_people, known)
        return ScannedSheet(
            file=file,
            page=page,
            kind=SheetKind.SLIP if known.is_slip else SheetKind.LIST,
            code=code,
            known=known,
            facts=self.book.ask(page_facts, [known.subject])[known.subject],
            rows=tuple(
                ScannedRow(person, said, 0.1 if said else 0.0, cell_picture(said))
                for person, said in zip(people, signed, strict=True)
            ),
            picture=page_picture(known.rows, signed),
        )

    def signed(self) -> set[int]:
        """Who counts as signed."""
        rows = self.book.ask(people_of_round, self.round_id, TODAY, states=[AckState.SIGNED])
        return {row.staff_id for row in rows}


def left_out(
    kind: SheetKind, why: Why, *, page: int = 1, code: str = "", file: str = "quet.pdf"
) -> ScannedSheet:
    """A page that was not taken in."""
    return ScannedSheet(file, page, kind, why, code, picture=page_picture((), ()))


def cells(count: int) -> list[list[float]]:
    """The cells of a list, one below another."""
    x, y, wide, high = CELL
    return [[x, y + high * row, wide, high] for row in range(count)]


def cell_picture(said: bool | None) -> bytes:
    """A cell with a signature, with a stroke, or empty."""
    image = QImage(320, 94, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    _scribble(painter, 20, 47, said)
    painter.end()
    return _encoded(image, "PNG")


def page_picture(rows: tuple[int, ...], signed: tuple[bool | None, ...]) -> bytes:
    """A page of 100 dpi with its table."""
    image = QImage(827, 1169, QImage.Format.Format_RGB32)
    image.fill(QColor("#fdfdfb"))
    painter = QPainter(image)
    scale = 827 / 210
    for x, y in MARKS:
        painter.fillRect(int((x - 1.5) * scale), int((y - 1.5) * scale), 12, 12, QColor("black"))
    for (x, y, wide, high), said in zip(cells(len(rows)), signed, strict=True):
        painter.setPen(QColor("black"))
        painter.drawRect(int(30 * scale), int(y * scale), int(100 * scale), int(high * scale))
        painter.drawRect(int(x * scale), int(y * scale), int(wide * scale), int(high * scale))
        _scribble(painter, x * scale + 20, (y + high / 2) * scale, said)
    painter.end()
    return _encoded(image, "JPG")


def _scribble(painter: QPainter, x: float, y: float, said: bool | None) -> None:
    painter.setPen(QPen(QColor("#1a2f8a"), 2))
    for step in range({True: 14, None: 2, False: 0}[said]):
        painter.drawLine(
            int(x + step * 7),
            int(y - (step * 7 % 16)),
            int(x + 12 + step * 7),
            int(y + step * 5 % 18),
        )


def _encoded(image: QImage, form: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, form, 80)  # type: ignore[call-overload] # the stubs want bytes
    return bytes(content.data())
