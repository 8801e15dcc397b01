"""The people of a round: search, filter by state, and the keys that mark them."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from db.kinds import AckState, Outcome
from db.queries.acknowledging import PersonAck
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.pages.documents.round_reading import MISSING, RoundReading
from desktop.pages.documents.ticked_rows import TickedRows, TickedTable
from desktop.pages.documents.words import STATE_TONES, person_state
from desktop.tables import LEAST_WIDTH, Column
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.search_box import SearchBox
from desktop.widgets.supply_fields import label
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow

FILTERS: tuple[tuple[str, tuple[AckState, ...]], ...] = (
    (N_("Mọi tình trạng"), ()),
    (N_("Chưa ký"), tuple(MISSING)),
    (N_("Đã ký nhận"), (AckState.SIGNED,)),
    (N_("Được miễn"), (AckState.EXCUSED,)),
    (N_("Vắng, ký bù"), (AckState.AWAY,)),
    (N_("Không ký"), (AckState.REFUSED,)),
    (N_("Chưa chuyển"), (AckState.NOT_DELIVERED,)),
)
TICK, UNIT = 0, 2
"""Columns that come and go."""


class People(Card):
    """One table; Space ticks, Ctrl+Enter marks those selected as signed."""

    filtered = Signal()
    marked = Signal(object)  # Outcome, for those selected
    proof_wanted = Signal(object)  # PersonAck whose signature was scanned

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Tất cả đơn vị"), parent)
        self.search = SearchBox(_("Tìm người (Ctrl+F)"))
        self.state = QComboBox()
        self.state.setAccessibleName(_("Tình trạng"))
        for words, _states in FILTERS:
            self.state.addItem(_(words))
        self.rows = TickedRows(_columns(), self)
        self.table = TickedTable(self.rows, _("Không có ai như vậy trong đợt này."))
        self.table.setAccessibleName(_("Người phải ký"))
        self.search.lead_to(self.table)
        self.on = DateField(context.clock.today, is_past=True)
        self.on.setAccessibleName(_("Ngày ký"))
        self.on.setFixedWidth(112)
        self.buttons = {
            outcome: self._mark_button(outcome, words, keys)
            for outcome, words, keys in (
                (Outcome.SIGNED, _("Đã ký"), "Ctrl+Return"),
                (Outcome.REFUSED, _("Không ký"), "Ctrl+K"),
                (Outcome.EXCUSED, _("Được miễn"), "Ctrl+M"),
                (Outcome.OPEN, _("Bỏ đánh dấu"), "Ctrl+Backspace"),
            )
        }
        self.buttons[Outcome.SIGNED].setProperty("primary", True)
        self.proof = action_button(_("Xem bản quét"), self._show_proof, icon="scan")
        self._lay_out()
        self.search.searched.connect(lambda _text: self.filtered.emit())
        self.state.currentIndexChanged.connect(lambda _place: self.filtered.emit())
        self._weighing = QTimer(self, singleShot=True, interval=0)
        self._weighing.timeout.connect(self._weigh)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weighing.start())
        self.table.opened.connect(self._opened)
        self._is_open = False

    @property
    def states(self) -> tuple[AckState, ...]:
        """The states that are to be seen; none means all."""
        return FILTERS[self.state.currentIndex()][1]

    def filter_by(self, place: int) -> None:
        """Choose one of FILTERS and let go of the search, without announcing it."""
        for field in (self.state, self.search):
            field.blockSignals(True)
        self.state.setCurrentIndex(place)
        self.search.search_for("")
        for field in (self.state, self.search):
            field.blockSignals(False)

    def show_people(self, reading: RoundReading, unit: str, *, has_unit: bool) -> None:
        """Show people; those selected stay so, and the list stays where it was."""
        self._is_open = reading.row.closed_on is None
        self.set_heading(unit)
        self.count.setText(_("{count} người").format(count=number(len(reading.people))))
        with kept_place(self.table, lambda row: row.staff_id):
            self.rows.show_rows(reading.people)
        self.table.setColumnHidden(TICK, not self.rows.has_ticks)
        self.table.setColumnHidden(UNIT, has_unit)
        self._weighing.start()

    def selected(self) -> list[PersonAck]:
        """The people that the keys mark."""
        return self.table.selected()

    def _weigh(self) -> None:
        chosen = self.selected()
        for outcome, button in self.buttons.items():
            can = bool(chosen) and self._is_open
            if outcome is Outcome.OPEN:
                can = can and any(person.outcome_on for person in chosen)
            button.setEnabled(can)
        self.proof.setVisible(len(chosen) == 1 and chosen[0].proof_id is not None)

    def _opened(self, person: PersonAck) -> None:
        if person.proof_id is not None:
            self.proof_wanted.emit(person)

    def _show_proof(self) -> None:
        for person in self.selected()[:1]:
            self._opened(person)

    def _mark_button(self, outcome: Outcome, words: str, keys: str) -> QPushButton:
        button = action_button(words, lambda: self.marked.emit(outcome))
        button.setShortcut(keys)
        button.setToolTip(f"{words} ({keys.replace('Return', 'Enter')})")
        return button

    def _lay_out(self) -> None:
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.count)
        self.body.insertLayout(0, head)
        above = WrapRow(spacing=8)
        above.add(self.search, 1, 150)
        above.add(self.state)
        below = WrapRow(spacing=8)
        below.add_field(label(_("Ngày ký"), self.on), self.on)
        for button in (*self.buttons.values(), self.proof):
            below.add(button)
        self.body.addLayout(above)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.setMinimumHeight(150)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)


def _columns() -> list[Column[PersonAck]]:
    def title(row: PersonAck) -> str:
        return " · ".join(filter(None, (row.name, row.code, row.title, row.department)))

    def tone(row: PersonAck) -> Tone:
        return STATE_TONES.get(row.state, Tone.NONE)

    return [
        Column("", lambda _row: "", width=LEAST_WIDTH),
        Column(_("Họ và tên"), lambda row: row.name, tip=title),
        Column(_("Đơn vị"), lambda row: row.department, tip=lambda row: row.department),
        Column(_("Tình trạng"), person_state, tone=tone, tip=person_state),
    ]
