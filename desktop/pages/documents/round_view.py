"""A round opened: its figures, its departments, its people, and everything that is noted in it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError, NotFound
from db.kinds import Outcome
from db.queries.acknowledging import PersonAck
from db.queries.distribution_changes import RoundChange
from db.queries.returns import scan_picture
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.pages.documents.marking import add, mark, move
from desktop.pages.documents.round_bars import REASONS, ChangesBar, DeadlineBar, ReasonBar
from desktop.pages.documents.round_cards import RoundCards
from desktop.pages.documents.round_menu import RoundMenu
from desktop.pages.documents.round_people import People
from desktop.pages.documents.round_printing import PrintButton
from desktop.pages.documents.round_reading import RoundReading, Wanted, read_round
from desktop.pages.documents.round_units import Units
from desktop.pages.documents.ticked_rows import still_to_sign
from desktop.pages.documents.words import round_state, round_title
from desktop.translation import _
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.turning_splitter import TurningSplitter

MISSING = 1
"""The place of "Chưa ký" among the filters of people."""
BESIDE = 900


class RoundView(QWidget):
    """Departments on the left, people on the right; all is read in one go in the background."""

    left = Signal()
    paper_wanted = Signal(str, object)  # title, and what makes the PDF
    picture_wanted = Signal(str, object)  # title, and what reads the picture
    deliveries_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._is_new = False
        self.round_id: int | None = None
        self.shown: RoundReading | None = None
        self.bar = OpenedBar()
        self.bar.title.setProperty("role", "heading")
        self.cards = RoundCards()
        self.changes = ChangesBar()
        self.reason = ReasonBar()
        self.deadline = DeadlineBar(context)
        self.more = RoundMenu(context, self.deadline, self.reason)
        self.units = Units()
        self.people = People(context)
        self.print_button = PrintButton(context.database, self.paper_wanted.emit)
        self._lay_out()
        self._connect()

    def open(self, round_id: int, *, missing: bool = False) -> None:
        """Show a round; `missing` shows just who has not signed."""
        self._is_new = True
        self.round_id, self.shown = round_id, None
        self.people.on.set_day(self._context.clock.today())
        self.people.filter_by(MISSING if missing else 0)
        self.people.rows.begin(has_ticks=False)
        self.people.rows.show_rows(())
        self.units.rows.show_rows(())
        self.bar.name("")
        for bar in (self.reason, self.deadline):
            bar.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        if self.round_id is None:
            return
        self._asked += 1
        asked, today = self._asked, self._context.clock.today()
        chosen = None if self._is_new else self.units.department_id
        wanted = Wanted(self.people.search.text(), chosen, self.people.states)
        work = partial(read_round, self._context.database, self.round_id, today, wanted)

        def show(reading: RoundReading) -> None:
            if asked == self._asked:
                self._show(reading, wanted)

        def refused(error: DomainError) -> None:
            if asked == self._asked and self.round_id is not None:
                self._context.tasks.refused.emit(error)
                if isinstance(error, NotFound):  # removed by another
                    self._on_removed(self.round_id)

        self._context.tasks.run(self, work, show, refused)

    def focus_search(self) -> None:
        """Go to the search of people."""
        self.people.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Showing

    def _show(self, reading: RoundReading, wanted: Wanted) -> None:
        is_first, self._is_new = self._is_new, False
        row = reading.row
        is_open = row.closed_on is None
        is_late = row.is_overdue
        self.bar.name(round_title(row), *round_state(row))
        self.cards.show_round(row, reading.units, is_late=is_late)
        self.changes.show_changes(reading.changes, is_open=is_open)
        self.units.show_units(reading.units, is_late=is_late)
        if is_first:
            self.units.choose(None)
        self.shown = reading
        has_unit = wanted.department_id is not None
        self.people.rows.has_ticks = has_unit and is_open
        name = self.units.name if has_unit else _("Tất cả đơn vị")
        self.people.show_people(reading, name, has_unit=has_unit)
        self._offer_all()
        self.more.show_round(row)
        self.print_button.show_round(row, wanted.department_id, reading.issues)
        if is_first:
            table = self.people.table if wanted.states else self.units.table
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_all(self) -> None:
        if self.shown is not None:
            count = len(still_to_sign(self.shown.of_unit, self.people.rows.is_ticked))
            self.units.offer(count, is_open=self.shown.row.closed_on is None)

    def _on_unit(self) -> None:
        """Show another department; until its people are there nobody can be marked whole."""
        self.shown = None
        self.units.offer(0, is_open=False)
        self.people.rows.begin(has_ticks=self.units.department_id is not None)
        self.people.table.clearSelection()
        self.refresh()

    def _on_card(self, place: int) -> None:
        self.people.filter_by(place)
        self.units.choose(None)
        self._on_unit()
        self.people.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts

    def _mark(self, outcome: Outcome) -> None:
        chosen = [person for person in self.people.selected() if _is_changed(person, outcome)]
        if not chosen:
            return
        if outcome is Outcome.REFUSED:
            question = _("{who} không ký vì").format(who=_who(chosen))
            self.reason.ask(question, partial(self._decide, chosen, outcome), usual=False)
        elif outcome is Outcome.EXCUSED:
            question = _("{who} được miễn vì").format(who=_who(chosen))
            self.reason.ask(question, partial(self._decide, chosen, outcome))
        else:
            self._decide(chosen, outcome)

    def _decide(self, people: list[PersonAck], outcome: Outcome, reason: str = "") -> None:
        if (on := self._day()) is not None and self.round_id is not None:
            told = [(person.staff_id, person.name) for person in people]
            mark(self._context, self, self.round_id, told, outcome, on, reason)

    def _mark_all(self) -> None:
        on = self._day()
        if self.shown is None or self.round_id is None or on is None:
            return
        ids = set(still_to_sign(self.shown.of_unit, self.people.rows.is_ticked))
        told = [(one.staff_id, one.name) for one in self.shown.of_unit if one.staff_id in ids]
        if told:
            mark(self._context, self, self.round_id, told, Outcome.SIGNED, on)

    def _day(self) -> date | None:
        day = self.people.on.day
        if day is None:
            self._context.notice(_("Ngày ký chưa rõ."), Tone.WARNING)
            self.people.on.setFocus(Qt.FocusReason.OtherFocusReason)
        return day

    def _take_over(self, act: Callable[..., None], changes: list[RoundChange]) -> None:
        """Add people who came since, or move those who serve elsewhere now."""
        if self.round_id is not None:
            ids = [change.staff_id for change in changes]
            act(self._context, self, self.round_id, ids)

    def _excuse(self, changes: list[RoundChange]) -> None:
        people = [(change.staff_id, change.name) for change in changes]
        who = people[0][1] if len(people) == 1 else _("{count} người").format(count=len(people))

        def go_on(reason: str) -> None:
            if self.round_id is not None:
                today = self._context.clock.today()
                mark(self._context, self, self.round_id, people, Outcome.EXCUSED, today, reason)

        self.reason.ask(_("{who} được miễn vì").format(who=who), go_on, _(REASONS[0]))

    def _show_proof(self, person: PersonAck) -> None:
        if person.proof_id is not None:
            work = partial(self._context.database.ask, scan_picture, person.proof_id)
            title = _("Bản quét của {name}").format(name=person.name)
            self.picture_wanted.emit(title, work)

    # Looks

    def _connect(self) -> None:
        self.bar.left.connect(self.left)
        self.cards.chosen.connect(self._on_card)
        self.units.chosen.connect(self._on_unit)
        self.units.entered.connect(self.people.table.setFocus)
        self.units.all_signed.connect(self._mark_all)
        self.people.filtered.connect(self.refresh)
        self.people.marked.connect(self._mark)
        self.people.rows.ticked.connect(self._offer_all)
        self.people.proof_wanted.connect(self._show_proof)
        self.changes.add_wanted.connect(partial(self._take_over, add))
        self.changes.move_wanted.connect(partial(self._take_over, move))
        self.changes.excuse_wanted.connect(self._excuse)
        self.more.removed.connect(self._on_removed)
        self.more.paper_wanted.connect(self.paper_wanted)
        self.more.picture_wanted.connect(self.picture_wanted)
        for bar in (self.reason, self.deadline):
            bar.left.connect(self.people.table.setFocus)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_removed(self, round_id: int) -> None:
        if self.round_id == round_id:
            self.round_id = None
            self.left.emit()

    def _on_escape(self) -> None:
        """Out of a line that asks, from the people to the departments, then out of the round."""
        for bar in (self.reason, self.deadline):
            if bar.isVisible():
                bar.put_away()
                return
        if self.people.search.hasFocus() and self.people.search.text():
            self.people.search.clear()
        elif self.people.isAncestorOf(self.focusWidget()):
            self.units.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _lay_out(self) -> None:
        for button in (
            action_button(
                _("Sổ chuyển giao"),
                lambda: self.deliveries_wanted.emit(self.round_id),
                icon="paper-plane-tilt",
            ),
            self.more,
            self.print_button,
        ):
            self.bar.add(button)
        self._sides = TurningSplitter(BESIDE)
        self._sides.addWidget(self.units)
        self._sides.addWidget(self.people)
        self._sides.setSizes([560, 440])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.bar, self.cards, self.changes, self.deadline, self.reason):
            column.addWidget(widget)
        column.addWidget(self._sides, 1)


def _who(people: list[PersonAck]) -> str:
    if len(people) == 1:
        return people[0].name
    return _("{count} người").format(count=number(len(people)))


def _is_changed(person: PersonAck, outcome: Outcome) -> bool:
    """Whether marking a person says something that is not so yet."""
    if outcome is Outcome.OPEN:
        return person.outcome_on is not None
    return person.outcome_on is None or person.state.value != outcome.value
