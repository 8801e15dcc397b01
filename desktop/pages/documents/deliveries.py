"""Sổ chuyển giao văn bản đi: what was handed to whom, of one round or of all by days."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from db.queries.distributions import (
    DeliveryRow,
    deliveries,
    delivery_count,
    round_titles,
)
from db.services.delivering import deliver_all
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.labels import document_names, member, number
from desktop.pages.documents.delivery_bar import DeliveryBar
from desktop.pages.documents.words import round_title
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.choices import choose, refill
from desktop.widgets.page_header import action_button
from desktop.widgets.period_box import PeriodBox, Preset
from desktop.widgets.table_place import kept_place
from desktop.widgets.wrap_row import WrapRow

ROUNDS_OFFERED = 50


class Deliveries(QWidget):
    """A choice of rounds or days above one table; Ctrl+D hands over today what is selected."""

    paper_wanted = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.round = QComboBox()
        self.round.setAccessibleName(_("Đợt phổ biến"))
        self.round.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.round.setMinimumContentsLength(24)
        self.period = PeriodBox(context)
        self.period.choose(Preset.MONTH)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.rows = RowsModel[DeliveryRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa có bản nào được chuyển giao."))
        self.table.setAccessibleName(_("Sổ chuyển giao"))
        self.bar = DeliveryBar(context)
        self.today_button = action_button(
            _("Đã chuyển hôm nay"), self.deliver_today, icon="check", shortcut="Ctrl+D"
        )
        self.back_button = action_button(_("Bỏ ghi chuyển"), self.take_back)
        self.edit_button = action_button(_("Sửa"), self._edit, icon="pencil-simple")
        self.print_button = action_button(
            _("In sổ"), self._print, icon="printer", shortcut="Ctrl+P"
        )
        self._lay_out()
        self._offer_rounds()
        self.round.currentIndexChanged.connect(lambda _place: self._on_round())
        self.period.changed.connect(self.refresh)
        self.table.opened.connect(self.bar.ask)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.rows.modelReset.connect(self._weigh)
        self.bar.left.connect(self.table.setFocus)
        self.setFocusProxy(self.table)
        self._dress()

    def refresh(self) -> None:
        """Count now; the rest follows as it scrolls into view."""
        self._offer_rounds()
        ask, wanted = self._context.database.ask, self._wanted()
        first = ask(deliveries, **wanted, limit=WINDOW)
        count = len(first) if len(first) < WINDOW else ask(delivery_count, **wanted)

        def read(offset: int, limit: int) -> list[DeliveryRow]:
            return ask(deliveries, **wanted, offset=offset, limit=limit) if offset else first

        with kept_place(self.table, lambda row: row.delivery_id):
            self.rows.show(count, read)
        if count and self.table.current() is None:
            self.table.selectRow(0)
        self.count.setText(_("{count} nơi nhận").format(count=number(count)))

    def open(self, *, round_id: int | None = None, **_target: Any) -> None:
        """Show the deliveries of a round."""
        self._offer_rounds(round_id)
        choose(self.round, round_id)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Go to the choice of rounds."""
        self.round.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Nothing is typed here that is not recorded."""

    def deliver_today(self) -> None:
        """Note that the selected units got their copies today."""
        today = self._context.clock.today()
        waiting = [row for row in self.table.selected() if row.delivered_on is None]
        if waiting:
            told = _("Đã ghi chuyển cho {who}.").format(who=_who(waiting))
            self._deliver(waiting, today, told, undo=True)

    def take_back(self) -> None:
        """Note that the selected units have not got their copies after all."""
        given = [row for row in self.table.selected() if row.delivered_on is not None]
        if given:
            self._deliver(given, None, _("Đã bỏ ghi chuyển cho {who}.").format(who=_who(given)))

    def _deliver(
        self, rows: list[DeliveryRow], on: date | None, told: str, *, undo: bool = False
    ) -> None:
        do = self._context.database.do
        groups: dict[int, list[int]] = {}
        for row in rows:
            groups.setdefault(row.round_id, []).append(row.delivery_id)

        def work() -> None:
            for round_id, ids in groups.items():
                do(deliver_all, round_id, ids, on)

        def done(_none: None) -> None:
            back = partial(self._deliver, rows, None, _("Đã hoàn tác việc ghi chuyển."))
            actions = [NoticeAction(_("Hoàn tác"), back)] if undo else []
            self._context.notice(told, Tone.OK, actions)

        self._context.tasks.run(self, work, done)

    def _edit(self) -> None:
        if (row := self.table.current()) is not None:
            self.bar.ask(row)

    def _print(self) -> None:
        from desktop.acknowledgement_printing import delivery_register_pdf

        wanted = self._wanted()
        work = partial(delivery_register_pdf, self._context.database, **wanted)
        what = self.round.currentText()
        if wanted["round_id"] is None:
            what = self.period.words()
        self.paper_wanted.emit(_("Sổ chuyển giao văn bản đi: {what}").format(what=what), work)

    def _wanted(self) -> dict[str, Any]:
        round_id = self.round.currentData()
        from_on, to_on = self.period.period() if round_id is None else (None, None)
        return {"round_id": round_id, "from_on": from_on, "to_on": to_on}

    def _offer_rounds(self, wanted: int | None = None) -> None:
        kept = wanted or self.round.currentData()
        rows = self._context.database.ask(round_titles, limit=ROUNDS_OFFERED, also=kept)
        choices = [(_("Mọi đợt, theo ngày chuyển"), None)]
        refill(self.round, choices + [(round_title(row), row.round_id) for row in rows])

    def _on_round(self) -> None:
        self.bar.hide()
        self._dress()
        self.refresh()

    def _dress(self) -> None:
        is_all = self.round.currentData() is None
        self.period.setVisible(is_all)
        self.table.setColumnHidden(1, not is_all)

    def _weigh(self) -> None:
        chosen = self.table.selected()
        self.today_button.setEnabled(any(row.delivered_on is None for row in chosen))
        self.back_button.setEnabled(any(row.delivered_on is not None for row in chosen))
        self.edit_button.setEnabled(len(chosen) == 1)

    def _lay_out(self) -> None:
        above, below = WrapRow(), WrapRow(spacing=8)
        above.add(self.round, 1, 200)
        for widget in (self.period, self.print_button):
            above.add(widget)
        for button in (self.today_button, self.back_button, self.edit_button):
            below.add(button)
        below.add(self.count, 1)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.bar)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)


def _who(rows: list[DeliveryRow]) -> str:
    if len(rows) == 1:
        return rows[0].receiver_name
    return _("{count} nơi nhận").format(count=number(len(rows)))


def _columns() -> list[Column[DeliveryRow]]:
    def documents(row: DeliveryRow) -> str:
        return document_names(row.documents)

    def state(row: DeliveryRow) -> str:
        return day_text(row.delivered_on) if row.delivered_on else _("chưa chuyển")

    def tone(row: DeliveryRow) -> Tone:
        return Tone.NONE if row.delivered_on else Tone.WARNING

    return [
        Column(_("Nơi nhận"), lambda row: row.receiver_name, tip=lambda row: row.receiver_name),
        Column(_("Văn bản"), documents, width=150, tip=documents),
        Column(_("Số bản"), lambda row: number(row.copies), RIGHT, 70),
        Column(_("Hình thức"), lambda row: member(row.form), width=110),
        Column(_("Ngày chuyển"), state, width=110, tone=tone),
        Column(_("Người nhận"), lambda row: row.receiver, width=130),
        Column(_("Ghi chú"), lambda row: row.note, width=90, tip=lambda row: row.note),
    ]
