"""Single issues of a day: to a person by name, to visitors at the counter, and the sheet of both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import DomainError
from db.kinds import Series
from db.queries.catalogue import SupplyRow, stores, supplies
from db.queries.lots import LotOffer, lots_on_offer
from db.queries.signing import CounterLine, CounterSheet, counter_sheet
from db.queries.staff import PersonRow
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.issue.counter import CounterCard
from desktop.pages.issue.quick import QuickCard
from desktop.pages.issue.single_list import columns, sums_text
from desktop.recorded import Recorded, recorded, undo_action
from desktop.tables import RowsModel, TableView
from desktop.translation import _
from desktop.weighing import Weighing
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.lots_by_hand import LotsByHand
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import Quantity
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from desktop.widgets.supply_fields import StoreBox, supply_suggestion

REMEMBERED = "issue/quick_supply"


@dataclass(frozen=True, slots=True)
class SingleState:
    """What the panel shows of the book: the day's sheet, and what the lots still offer."""

    sheet: CounterSheet
    offers: dict[int, tuple[LotOffer, ...]]


class SinglePanel(QWidget):
    """Cấp nhanh and Phát tại quầy over one day, one store and one supply."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._weighing = Weighing(context, self)
        today = context.clock.today
        self.day = DateField(today, is_past=True)
        self.day.follow_today(lambda: True)
        self.store = StoreBox(context.database.ask(stores))
        self.supply = SuggestEdit(search_in(()))
        self.left = QLabel()
        self.left.setProperty("role", "muted")
        self.lots = LotsByHand(context, self)
        self.choose = action_button(_("Chọn lô"), self.choose_lots, shortcut="F4")
        self.quick = QuickCard(context, self._on)
        self.counter = CounterCard(context)
        self.rows = RowsModel[CounterLine](columns(), self)
        self.sums = QLabel()
        self.sums.setProperty("role", "strong")
        self.print_button: QPushButton = action_button(
            _("In bảng kê cấp lẻ"), self.print_sheet, icon="printer", shortcut="Ctrl+P"
        )
        self._lay_out()
        self.day.picked.connect(self.read_day)
        self.lots.changed.connect(self._tell_left)
        self.store.currentIndexChanged.connect(self.lots.forget)
        self.store.currentIndexChanged.connect(self.read_day)
        self.supply.picked.connect(self._supply_picked)
        self.quick.given.connect(self._give_person)
        self.counter.given.connect(self._give_visitors)
        self._load_supplies()
        for card in self.cards:
            card.go_on()
        self.read_day()

    @property
    def supply_row(self) -> SupplyRow | None:
        """The supply that is given out."""
        chosen = self.supply.value
        return chosen if isinstance(chosen, SupplyRow) else None

    @property
    def cards(self) -> tuple[QuickCard, CounterCard]:
        """The two ways to give; each has a draft of its own."""
        return self.quick, self.counter

    def begin(self) -> None:
        """Put the cursor where the next name goes."""
        (self.quick.person if self.supply_row else self.supply).setFocus()

    def refresh(self) -> None:
        """The book changed: offer what it has now, read the day again."""
        self._load_supplies()
        self.store.show_stores(self._context.database.ask(stores))
        self.read_day()

    def read_day(self) -> None:
        """Read the day's single issues and what is left."""
        database, day, store_id, supply = (
            self._context.database,
            self._on(),
            self.store.store_id,
            self.supply_row,
        )

        def read() -> SingleState:
            sheet = database.ask(counter_sheet, day)
            ids = [] if supply is None else [supply.supply_id]
            return SingleState(sheet, database.ask(lots_on_offer, store_id, day, ids))

        self._context.tasks.run(self, read, self._show)

    def choose_lots(self) -> None:
        """Choose by hand the lots that give the next pieces of the supply."""
        if (supply := self.supply_row) is not None:
            self.lots.choose(supply)

    def print_sheet(self) -> None:
        """Show the sheet of the day as it will be printed."""
        from desktop.printing import counter_pdf
        from desktop.widgets.pdf_view import show_pdf

        database, day = self._context.database, self._on()
        title = _("Bảng kê cấp lẻ ngày {day}").format(day=day_text(day))
        show_pdf(self._context.tasks, self, partial(counter_pdf, database, day), title)

    def _on(self) -> date:
        return self.day.day or self._context.clock.today()

    def _load_supplies(self) -> None:
        rows = self._context.database.ask(supplies)
        self.supply.set_search(search_in(supply_suggestion(row) for row in rows))
        if self.supply.hasFocus() and self.supply.value is None and self.supply.text():
            return  # it is being typed in
        wanted = self.supply_row.supply_id if self.supply_row else 0
        wanted = wanted or self._context.settings.number(REMEMBERED)
        chosen = next((row for row in rows if row.supply_id == wanted), rows[0] if rows else None)
        self.supply.choose(supply_suggestion(chosen) if chosen else None)
        self._use(chosen)

    def _supply_picked(self, suggestion: Suggestion) -> None:
        row: SupplyRow = suggestion.value
        self._context.settings.set(REMEMBERED, row.supply_id)
        self._use(row)
        self.read_day()
        self.quick.person.setFocus()

    def _use(self, supply: SupplyRow | None) -> None:
        self.quick.set_supply(supply)
        self.counter.set_supply(supply)

    def _give_person(self, person: PersonRow, quantity: Quantity, key: str) -> None:
        line = partial(IssueLine, staff_id=person.staff_id)
        put_back = partial(self.quick.put_back, person, str(quantity.pieces))
        self._post(
            line, quantity, person.name, person.department_id, put_back, self.quick.give, key
        )

    def _give_visitors(self, quantity: Quantity, typed: str, key: str) -> None:
        line = partial(IssueLine, is_visitors=True)
        put_back = partial(self.counter.put_back, typed)
        self._post(line, quantity, _("Khách"), None, put_back, self.counter.give, key)

    def _post(
        self,
        line: Callable[..., IssueLine],
        quantity: Quantity,
        receiver: str,
        department_id: int | None,
        put_back: Callable[[], bool],
        give_again: Callable[[], object],
        key: str,
    ) -> None:
        supply = self.supply_row
        if supply is None:
            self._context.notice(_("Hãy chọn vật tư."), Tone.WARNING)
            put_back()
            self.supply.setFocus()
            return
        made = line(
            supply.supply_id,
            quantity.pieces,
            pack_id=quantity.pack_id,
            pack_count=quantity.pack_count,
            lots=self.lots.by_hand(supply.supply_id, quantity.pieces),
        )
        self.lots.use_up(made.supply_id, made.lots)
        issue = NewIssue(self._on(), self.store.store_id, (made,), department_id, series=Series.CL)
        context = self._context
        told = _("{receiver}: {quantity} {unit} {supply}").format(
            receiver=receiver,
            quantity=number(quantity.pieces),
            unit=supply.base_unit,
            supply=supply.name,
        )

        def work() -> Recorded:
            return recorded(context, [context.database.do(post_issue, issue, key=key)])

        def then(done: Recorded) -> None:
            text = _("Đã ghi phiếu {number}. {told}.").format(number=done.told, told=told)
            context.notice(text, Tone.OK, [undo_action(context, self, done)])

        def warned() -> Callable[[], object]:
            if not put_back():
                return post
            self.lots.give_back(made.supply_id, made.lots)
            return give_again

        def refused(error: DomainError) -> None:
            self.lots.give_back(made.supply_id, made.lots)
            put_back()
            tell_refusal(context, error, issue.store_id, self._move_to, told)

        def post() -> None:
            self._weighing.post((issue,), work, then, refused, warned)

        post()

    def _move_to(self, day: date) -> None:
        self.day.set_day(day)
        self.read_day()
        self.begin()

    def _show(self, state: SingleState) -> None:
        supply, sheet = self.supply_row, state.sheet
        self.rows.show_rows(tuple(reversed(sheet.lines)))
        self.lots.show(state.offers)
        self._tell_left()
        mine = [line for line in sheet.lines if not line.receiver and supply]
        given = sum(line.quantity for line in mine if supply and line.supply == supply.name)
        self.counter.show_sum(given, supply.base_unit if supply else "")
        self.sums.setText(sums_text(sheet))
        self.print_button.setEnabled(bool(sheet.lines))

    def _tell_left(self) -> None:
        """Say what there is of the supply, and which lots give it next."""
        if (supply := self.supply_row) is None:
            self.left.clear()
            return
        pieces = number(self.lots.pieces(supply.supply_id))
        told = [_("Còn {pieces} {unit}").format(pieces=pieces, unit=supply.base_unit)]
        if lots := self.lots.told(supply.supply_id, self.lots.chosen_pieces(supply.supply_id) or 1):
            is_by_hand = self.lots.is_by_hand(supply.supply_id)
            told.append(lots if is_by_hand else _("lô xuất: {lots}").format(lots=lots))
        self.left.setText(" · ".join(told))

    def _lay_out(self) -> None:
        bar = Card()
        line = field_line(
            (_("Ngày"), self.day, 0), (_("Kho"), self.store, 1), (_("Vật tư"), self.supply, 2)
        )
        bar.body.addLayout(line)
        below = QHBoxLayout()
        below.addWidget(self.left, 1)
        below.addWidget(self.choose)
        bar.body.addLayout(below)
        cards = SideBySide()
        cards.add(self.quick, 3)
        cards.add(self.counter, 2)
        head = QHBoxLayout()
        head.addWidget(self.sums, 1)
        head.addWidget(self.print_button)
        listed = Card()
        listed.body.addLayout(head)
        self.table = TableView(self.rows, _("Ngày này chưa cấp lẻ phiếu nào."))
        listed.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(bar)
        column.addWidget(cards)
        column.addWidget(listed, 1)
